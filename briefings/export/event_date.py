"""The one date of a briefing that tables need in every row, and what it is the date of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def event_date(briefing: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The date of a kept briefing and its basis: `held`, else `published`; two Nones where neither is known."""
    if "date" in briefing:
        return briefing["date"], briefing.get("date_basis")
    if briefing.get("held_on"):
        return briefing["held_on"], "held"
    if briefing.get("published_on"):
        return briefing["published_on"], "published"
    return None, None
