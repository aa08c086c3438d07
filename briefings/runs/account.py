"""What a run counts beside its stats: how each briefing fared, and how well the pages were understood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefings.clock import now

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from briefings.items import Briefing, MissingPage, Reason
    from briefings.transcript import Markup, Page

TURN_FIELDS = (
    "label", "role", "speaker", "outlet", "honorific", "position", "exchange", "text", "notes", "held_on",
)  # fmt: skip
BRIEFING_FIELDS = ("title", "summary", "held_on", "published_on", "language", "participants", "turns", "notes")


@dataclass(slots=True)
class BriefingState:
    """How a briefing fared in a run."""

    id: str
    url: str
    state: str
    """complete, incomplete, acknowledged, unread, vanished, interrupted; after it was read: rejected, forgotten or
    failed."""
    kept: str | None = None
    """What it was to what is kept: new, revised, unchanged, poorer; null when it did not come so far."""
    turns: int = 0
    warnings: int = 0
    missing: tuple[MissingPage, ...] = ()
    reason: Reason | None = None
    """Why nothing of it was read."""


@dataclass(slots=True)
class ListState:
    """What a list page gave."""

    url: str
    found: int | None
    """How many briefings it names; null when it could not be read."""
    new: int = 0
    """How many of them no list page before it named in this run."""
    reason: Reason | None = None
    """Why it could not be read, or counts as not read."""


@dataclass(slots=True)
class Matches:
    """How often a selector of the source's markup found anything, by briefing (`entries`: by list page)."""

    selector: str
    matched: int = 0
    of: int = 0


@dataclass(slots=True)
class Account:
    """Grows while a run goes on, by a few hundred bytes a briefing that is read or fails; texts are not kept."""

    briefings: dict[str, BriefingState] = field(default_factory=dict)
    lists: list[ListState] = field(default_factory=list)
    selectors: dict[str, Matches] = field(default_factory=dict)
    content: Counter[str] = field(default_factory=Counter)
    label_rules: Counter[str] = field(default_factory=Counter)
    turn_fields: Counter[str] = field(default_factory=Counter)
    briefing_fields: Counter[str] = field(default_factory=Counter)
    turns: int = 0
    read: int = 0
    """How many briefings the shares below and the fill rates are of."""
    speaker_shares: float = 0.0
    coverages: float = 0.0
    outsides: float = 0.0
    lowest_coverage: float | None = None
    lowest_covered: str | None = None
    highest_outside: float | None = None
    warnings: int = 0
    newest_briefing: str | None = None
    newest_commit: str | None = None

    def understood(self, briefing: Briefing, pages: Collection[Page], markup: Markup | None, state: str) -> None:
        """A briefing was read from `pages`, with the gaps it names."""
        missing = tuple(briefing.missing_pages)
        self.briefings[briefing.id] = BriefingState(
            briefing.id, briefing.url, state, None, len(briefing.turns), len(briefing.warnings), missing
        )
        self.content.update(page.content for page in pages)
        self._match(markup, [page.matched for page in pages], "title", "body", "byline", "summary", "pager")
        self._fill(briefing)

    def unread(self, briefing: str, url: str, reason: Reason, state: str) -> None:
        """Nothing could be read of a briefing."""
        self.briefings[briefing] = BriefingState(briefing, url, state, reason=reason)

    def list_read(self, url: str, page: Page, new: int, markup: Markup | None, reason: Reason | None) -> None:
        """A list page came, with `new` briefings that were not named before."""
        self.lists.append(ListState(url, len(page.entries), new, reason))
        self._match(markup, [page.matched], "entries")

    def list_lost(self, url: str, reason: Reason) -> None:
        """A list page did not come, or was none."""
        self.lists.append(ListState(url, None, 0, reason))

    def compared(self, briefing: str, decision: str) -> None:
        """A briefing was compared with what is kept."""
        if briefing in self.briefings:
            self.briefings[briefing].kept = decision
        if decision in {"new", "revised"}:
            self.newest_commit = now()

    def dropped(self, briefing: str, state: str) -> None:
        """A briefing was read and did not get through the pipelines."""
        if briefing in self.briefings:
            self.briefings[briefing].state = state
            self.briefings[briefing].kept = None

    def _match(self, markup: Markup | None, pages: list[frozenset[str]], *names: str) -> None:
        for name in names:
            selector = getattr(markup, name, "")
            if selector:
                found = self.selectors.setdefault(name, Matches(selector))
                found.of += 1
                found.matched += any(name in page for page in pages)

    def _fill(self, briefing: Briefing) -> None:
        self.read += 1
        self.turns += len(briefing.turns)
        self.turn_fields.update(name for turn in briefing.turns for name in TURN_FIELDS if _is_filled(turn, name))
        self.briefing_fields.update(name for name in BRIEFING_FIELDS if _is_filled(briefing, name))
        self.label_rules.update(turn.label_rule or "none" for turn in briefing.turns)
        named = sum(turn.speaker is not None for turn in briefing.turns)
        self.speaker_shares += named / len(briefing.turns) if briefing.turns else 0.0
        self.coverages += briefing.coverage
        self.outsides += briefing.outside
        if self.lowest_coverage is None or briefing.coverage < self.lowest_coverage:
            self.lowest_coverage, self.lowest_covered = briefing.coverage, briefing.id
        self.highest_outside = max(self.highest_outside or 0.0, briefing.outside)
        self.warnings += len(briefing.warnings)
        date = briefing.held_on or briefing.published_on
        if date is not None:
            self.newest_briefing = max(self.newest_briefing or date, date)


def _is_filled(record: Any, name: str) -> bool:
    return getattr(record, name) not in (None, "", [])


def shares(filled: Mapping[str, int], names: Collection[str], of: int) -> dict[str, float]:
    """The share of `of` records in which each field of `names` is filled; nothing when there are none."""
    return {name: round(filled[name] / of, 4) for name in names} if of else {}
