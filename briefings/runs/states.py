"""How each briefing and each list page fared in a run."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from briefings.items import MissingPage
from briefings.reasons import Reason
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
    missing: tuple[MissingPage, ...] = ()
    reason: Reason | None = None
    """Why nothing of it was read."""

    def as_reported(self) -> dict[str, Any]:
        """Its line in the report."""
        return {
            "id": self.id, "url": self.url, "state": self.state, "kept": self.kept, "turns": self.turns,
            "warnings": self.warnings, "missing_pages": [asdict(page) for page in self.missing],
            **_why(self.reason),
        }  # fmt: skip


@dataclass(slots=True)
class ListState:
    """What a list page gave."""

    url: str
    found: int | None
    """How many briefings it names; None when it could not be read."""
    new: int = 0
    """How many of them no list page before it named in this run."""
    reason: Reason | None = None
    """Why it could not be read, or counts as not read."""

    def as_reported(self) -> dict[str, Any]:
        """Its part of the report."""
        return {"url": self.url, "found": self.found, "new": self.new, **_why(self.reason)}


def _why(reason: Reason | None) -> dict[str, str | None]:
    """A reason as it is written: of which kind, and in words."""
    return {"kind": reason.kind, "reason": reason.words} if reason else {"kind": None, "reason": None}
