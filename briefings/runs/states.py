"""How each briefing and each list page fared in a run: the lines and parts of its report."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.items import MissingPage
from briefings.reasons import ReasonKind
from briefings.records import Decision


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
