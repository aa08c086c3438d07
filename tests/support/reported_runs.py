"""Runs of a source that do nothing but report, and what is found of their reports."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

from briefings.store.database import Database
from briefings.store.lock import take_lock
from briefings.store.run_reports import RunReports, reports_of
from tests.support.run_reports import make_report

if TYPE_CHECKING:
    from briefings.store.folder import SourceFolder

SOURCE = "china_org_cn"
STATES = [{"id": f"www.china.org.cn/{number}", "state": "complete"} for number in range(3)]


def ended(day: float = 0, **values: Any) -> dict[str, Any]:
    """Return the report of a run that ended some days after the first; `values` replace its fields."""
    return make_report(day, **{"ended_at": f"2026-03-{int(day) % 28 + 1:02}T06:05:00Z", **values})


def begun(day: int = 0) -> dict[str, Any]:
    """Return the report of a run that goes on."""
    return make_report(day, state="running", code=None, word=None)


def run(
    folder: SourceFolder, report: dict[str, Any], states: list[dict[str, Any]] | None = None
) -> dict[str, Any] | None:
    """Let a run begin and end with this report; return the report of the one before that it has to tell of."""
    reports = RunReports(folder)
    before = reports.begin({**report, "state": "running", "ended_at": None}, take_lock(folder))
    reports.end({**report, "briefings": STATES if states is None else states})
    return before


def latest(folder: SourceFolder) -> dict[str, Any]:
    """Return what `latest.json` has."""
    content: dict[str, Any] = json.loads((folder.runs / "latest.json").read_text(encoding="utf-8"))
    return content


def history(folder: SourceFolder) -> list[dict[str, Any]]:
    """Return the lines of `history.jsonl`."""
    return [json.loads(line) for line in (folder.runs / "history.jsonl").read_text(encoding="utf-8").splitlines()]


def rows(folder: SourceFolder) -> list[dict[str, Any]]:
    """Return the reports of the database."""
    with closing(Database(folder.database)) as database:
        return reports_of(database, SOURCE)


def name_of(day: float) -> str:
    """Return the name of the run of a day."""
    return str(make_report(day)["run"])
