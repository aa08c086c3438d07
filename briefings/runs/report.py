"""The report of a run: the run itself, its list pages and its briefings."""

import platform
from collections.abc import Iterable, Mapping, Sequence

import scrapy
from msgspec import to_builtins

from briefings import __version__
from briefings.clock import moment, now
from briefings.runs.account import RunAccount
from briefings.runs.stats import CRASHES, NOT_REPORTED, Stat
from briefings.store.run_reports import Report
from briefings.versions import READER_VERSION, SCHEMA_VERSION

REPORT_VERSION = 4
"""Version of the report; raised when a field changes its meaning or goes away, but not for a new field."""


def new_report(source: str, arguments: Mapping[str, str], settings: Iterable[str]) -> Report:
    """Return the report of a run that begins now; docs/run-reports.md explains each field."""
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
    """Fill a report with what was counted, `briefings` last; `past` are the reports of earlier runs."""
    counts = {stat.name.lower(): account[stat] for stat in Stat if stat not in NOT_REPORTED}
    counts["read"] = account.quality.read
    counts["named"] = sum(one.new for one in account.lists)
    counts["failures"] = sum(account[stat] for stat in CRASHES)
    report.update(counts=counts, lists=to_builtins(account.lists), **account.quality.as_reported())
    commits = (account.newest_commit, *(one.get("newest_commit") for one in past))
    report["newest_commit"] = max(filter(None, commits), default=None)
    report["briefings"] = to_builtins([*account.briefings.values()])
