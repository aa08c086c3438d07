"""The report of a run, field by field: what is told of it, of its list pages and of its briefings."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import scrapy

from briefings import __version__
from briefings.items import READER_VERSION, SCHEMA_VERSION, MissingPage
from briefings.reasons import ReasonKind
from briefings.records import Decision
from briefings.runs.stats import CRASHES, NOT_REPORTED, Stat

if TYPE_CHECKING:
    from briefings.runs.account import RunAccount

REPORT_VERSION = 2
"""Goes up when a field changes its meaning or goes away; a new field does not raise it."""


@dataclass(slots=True)
class BriefingState:
    """How a briefing fared in a run."""

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
    """What a list page gave."""

    url: str
    found: int | None
    """How many briefings it names; None when it could not be read."""
    new: int = 0
    """How many of them no list page before it named in this run."""
    kind: ReasonKind | None = None
    """Why it could not be read, or counts as not read."""
    reason: str | None = None
    """The same in words."""


@dataclass(slots=True)
class RunReport:
    """What is told of a run, in the order in which it is written; `briefings` follows, a line each."""

    run: str
    """The name of the run: when it started, in UTC, written as in the names of archive files."""
    source: str
    """The name of the spider."""
    started_at: str
    """UTC."""
    arguments: dict[str, str]
    """What the spider was asked for with -a; credentials in addresses are left out."""
    settings: list[str]
    """The names of the settings given with -s or in the environment, without their values, which may be secret."""
    report_version: int = REPORT_VERSION
    """The version of this record."""
    state: str = "running"
    """running, ended, killed when the process ended without a word, or refused when another run had the source."""
    ended_at: str | None = None
    """UTC; null when it was killed."""
    code: int | None = None
    """The exit code; null when it was killed."""
    word: str | None = None
    """The code in a word: complete, crash, incomplete, nothing, rejected, blocked, interrupted, storage."""
    sentence: str | None = None
    """The closing sentence."""
    finish_reason: str | None = None
    """Scrapy's own; null when the run was cut off."""
    killed_before: str | None = None
    """The run before this one, when that was killed."""
    version: str = __version__
    """Of this project."""
    reader: int = READER_VERSION
    """Of the reader."""
    schema_version: int = SCHEMA_VERSION
    """Of the records."""
    scrapy: str = scrapy.__version__
    """Of Scrapy."""
    python: str = field(default_factory=platform.python_version)
    """Of Python."""
    counts: dict[str, int] = field(default_factory=dict)
    """What was counted."""
    missed_expectations: list[dict[str, Any]] = field(default_factory=list)
    """The expectations that were not met: which, the code it gives, a sentence, and since which run."""
    lists: list[dict[str, Any]] = field(default_factory=list)
    """The list pages: address, how many briefings each names, how many of them are new in this run, and why it could
    not be read or names none, as a kind and in words."""
    fill: dict[str, dict[str, float]] = field(default_factory=dict)
    """Of the turns and of the briefings that were read, the share in which each field is filled."""
    speaker: float | None = None
    """The share of turns with a speaker, on the average of the briefings."""
    coverage: dict[str, Any] = field(default_factory=dict)
    """How much of the content was placed: the least, of which briefing, and the mean."""
    outside: dict[str, float] = field(default_factory=dict)
    """The share of the pages outside their content: the most and the mean."""
    selectors: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each selector of the source's markup: in how many briefings (`entries`: list pages) it matched."""
    signs_not_tried: list[dict[str, Any]] = field(default_factory=list)
    """Links and pagers that led elsewhere on a host before and were not tried any more: the host, the sign, how often
    it led elsewhere, and how many further briefings show it."""
    content: dict[str, int] = field(default_factory=dict)
    """How the text was found, by page: with a selector, as the largest part, or as the whole body."""
    label_rules: dict[str, int] = field(default_factory=dict)
    """How many turns each label rule gave; none: without a label."""
    warnings: int = 0
    """How many warnings the briefings carry."""
    newest_briefing: str | None = None
    """The newest date of a briefing read in this run or before: when it was held, else published."""
    newest_commit: str | None = None
    """When something new or revised was last kept, in this run or before, UTC."""

    def fields(self) -> dict[str, Any]:
        """The fields in the order in which they are written."""
        return {"report_version": self.report_version, **asdict(self)}

    def fill_in(self, account: RunAccount, past: list[dict[str, Any]]) -> None:
        """Take in what was counted; `past` are the reports of the runs before, the oldest first."""
        self.counts = {stat.name.lower(): account[stat] for stat in Stat if stat not in NOT_REPORTED}
        self.counts["read"] = account.quality.read
        self.counts["named"] = sum(one.new for one in account.lists)
        self.counts["failures"] = sum(account[stat] for stat in CRASHES)
        self.lists = [asdict(one) for one in account.lists]
        newest = {"newest_briefing": account.quality.newest_briefing, "newest_commit": account.newest_commit}
        for name, own in newest.items():
            newest[name] = max(filter(None, (own, *(one.get(name) for one in past))), default=None)
        for name, value in {**account.quality.as_reported(), **newest}.items():
            setattr(self, name, value)
