"""The reports of the runs of a source, as rows of the database."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Iterable
from typing import Any

from briefings.records import json_line
from briefings.safe_to_show import without_user
from briefings.store.database import Database

Report = dict[str, Any]
"""What is told of a run; where `briefings` is in it, that is the states of its briefings."""

KEPT = 400
"""How many reports are kept: more than a year of daily runs."""

_FORGOTTEN = "(forgotten)"
_NAMED = r"(?:(?<![\w.-])|(?<=\\[nrt]))(?:{})(?![\w/?&=%~+#-]|[.:]\w)"
"""Names in JSON text, which may stand after an escape, where they are not a part of another id or address."""


class RunRows:
    """The reports in the database, which the caller closes. Every method raises StorageError."""

    def __init__(self, database: Database, source: str) -> None:
        self._database = database
        self._source = source

    def all(self) -> list[Report]:
        """The reports without the states of their briefings, in the order in which the runs began."""
        return [json.loads(row["report"]) for row in self._read("ORDER BY rowid")]

    def whole(self, run: str) -> Report:
        """The report of a run with the states of its briefings."""
        (row,) = self._read("AND run = ?", run)
        lines = zlib.decompress(row["briefings"]).splitlines()
        return {**json.loads(row["report"]), "briefings": [json.loads(line) for line in lines]}

    def ends(self) -> dict[str, str | None]:
        """When each run ended; None for one that is under way or was killed."""
        return dict(self._database.rows("SELECT run, ended_at FROM runs WHERE source = ?", self._source))

    def under_way(self) -> list[Report]:
        """The reports that say that their run is on, though it may have been killed since."""
        reports = (json.loads(row["report"]) for row in self._read("AND ended_at IS NULL ORDER BY rowid"))
        return [report for report in reports if report["state"] == "running"]

    def add(self, report: Report) -> None:
        """Keep the report of a run that has no row, and drop the oldest."""
        with self._database.transaction():
            self.put(report)
            self._database.write(
                "DELETE FROM runs WHERE source = ? AND rowid <= "
                "(SELECT rowid FROM runs WHERE source = ? ORDER BY rowid DESC LIMIT 1 OFFSET ?)",
                self._source, self._source, KEPT,
            )  # fmt: skip

    def put(self, report: Report) -> None:
        """Keep a report, in place of the one before of the same run."""
        told = {name: value for name, value in report.items() if name != "briefings"}
        states = "".join(map(line_of, report.get("briefings", ()))).encode()
        self._database.write(
            "INSERT INTO runs (source, run, ended_at, report, briefings) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
            "SET ended_at = excluded.ended_at, report = excluded.report, briefings = excluded.briefings",
            self._source, report["run"], report.get("ended_at"), line_of(told).rstrip(), zlib.compress(states),
        )  # fmt: skip

    def take_in(self, reports: Iterable[Report]) -> list[Report]:
        """Keep those that have no row, or a row without an end; returns the latter, each once."""
        ends, found = self.ends(), {}
        with self._database.transaction():
            for report in reports:
                run = report["run"]
                if run not in ends or (ends[run] is None and report.get("ended_at")):
                    self.put(report)
                    if run in ends:
                        found[run] = report
        return list(found.values())

    def scrub(self, names: Collection[str]) -> None:
        """Take every trace of forgotten briefings out, given their ids and addresses."""
        with self._database.transaction():
            for run in self.ends():
                if (scrubbed := scrubbed_of(report := self.whole(run), names)) != report:
                    self.put(scrubbed)

    def _read(self, more: str, *values: str) -> list[dict[str, Any]]:
        return self._database.read("runs", f"source = ? {more}", self._source, *values)


def line_of(record: dict[str, Any]) -> str:
    """A report, or a state in one, as a line of JSON; reports are passed on, so no address names a user."""
    return without_user(json_line(record))


def scrubbed_of(report: Report, names: Collection[str]) -> Report:
    """A report without the states of the briefings that are named, by id or address, and without these names."""
    states = [state for state in report.get("briefings", ()) if state["id"] not in names]
    text = json.dumps({**report, "briefings": states} if "briefings" in report else report)
    longest_first = sorted((json.dumps(name)[1:-1] for name in names), key=len, reverse=True)
    found: Report = json.loads(re.sub(_NAMED.format("|".join(map(re.escape, longest_first))), _FORGOTTEN, text))
    if (found.get("coverage") or {}).get("of") == _FORGOTTEN:
        found["coverage"] = {}  # nobody can see to it any more
    return found
