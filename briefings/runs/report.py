"""The report of a run: what is told of it, of its list pages and of its briefings."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import scrapy

from briefings import __version__
from briefings.clock import moment, now
from briefings.items import READER_VERSION, SCHEMA_VERSION, MissingPage
from briefings.reasons import ReasonKind
from briefings.records import Decision
from briefings.runs.stats import CRASHES, NOT_REPORTED, Stat
from briefings.store import Report

if TYPE_CHECKING:
    from briefings.runs.account import RunAccount

REPORT_VERSION = 2
"""Goes up when a field changes its meaning or goes away; a new field does not raise it."""


@dataclass(slots=True)
class BriefingState:
    """The outcome of a briefing in a run."""

    id: str
    url: str
    state: str
    """complete, incomplete, acknowledged, unread, vanished, interrupted; after it was read: rejected, forgotten or
    failed."""
    kept: Decision | None = None
    """How it compares with the stored revision; None when it did not come so far."""
    turns: int = 0
    warnings: int = 0
    missing_pages: tuple[MissingPage, ...] = ()
    kind: ReasonKind | None = None
    """Why nothing of it was read."""
    reason: str | None = None
    """The same in words."""


@dataclass(slots=True)
class ListState:
    """The outcome of a list page in a run."""

    url: str
    found: int | None
    """How many briefings it names; None when it could not be read."""
    new: int = 0
    """How many of them no list page before it named in this run."""
    kind: ReasonKind | None = None
    """Why it could not be read, or counts as not read."""
    reason: str | None = None
    """The same in words."""


def new_report(source: str, arguments: Mapping[str, str], settings: Iterable[str]) -> Report:
    """The report of a run that begins now; docs/run-reports.md says what each field means."""
    return {
        "report_version": REPORT_VERSION,
        "run": moment(),
        "source": source,
        "started_at": now(),
        "arguments": dict(arguments),
        "settings": sorted(settings),
        "state": "running",
        **dict.fromkeys(("ended_at", "code", "word", "sentence", "finish_reason", "killed_before")),
        "version": __version__,
        "reader": READER_VERSION,
        "schema_version": SCHEMA_VERSION,
        "scrapy": scrapy.__version__,
        "python": platform.python_version(),
        "counts": {},
        "missed_expectations": [],
        "lists": [],
    }


def fill_in(report: Report, account: RunAccount, past: Sequence[Report]) -> None:
    """Let a report say what was counted, `briefings` last; `past` are the reports of the runs before."""
    counts = {stat.name.lower(): account[stat] for stat in Stat if stat not in NOT_REPORTED}
    counts["read"] = account.quality.read
    counts["named"] = sum(one.new for one in account.lists)
    counts["failures"] = sum(account[stat] for stat in CRASHES)
    report.update(counts=counts, lists=[asdict(one) for one in account.lists], **account.quality.as_reported())
    for name, own in (("newest_briefing", account.quality.newest_briefing), ("newest_commit", account.newest_commit)):
        report[name] = max(filter(None, (own, *(one.get(name) for one in past))), default=None)
    report["briefings"] = [asdict(one) for one in account.briefings.values()]
