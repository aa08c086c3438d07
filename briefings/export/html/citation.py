"""The citation of a turn: who spoke, where, when, and which page says so."""

import datetime
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

BASIS = {"held": "held", "printed": "dated", "published": "published", "address": "dated in its address"}
"""Words before the date of a briefing that say what kind of date it is."""


def citation(turn: Mapping[str, Any], briefing: Mapping[str, Any]) -> str:
    """Return a reference to a turn of a briefing that is valid without these pages."""
    who = turn["speaker"] or turn["label"] or "Speaker not named"
    if turn["outlet"] and turn["outlet"] != who:
        who = f"{who} ({turn['outlet']})"
    basis = "" if briefing["date_basis"] in {None, "held"} else f"{BASIS[briefing['date_basis']]} "
    title = f"\u201c{briefing['title'] or 'No title'}\u201d"
    place = f"turn {turn['seq']}, {turn['url']}"
    if read := _day_read(turn, briefing):
        place += f" (read {day(read)}{'' if briefing['complete'] else '; the copy is incomplete'})"
    return f"{who}, in {title}, {briefing['source']}, {basis}{day(briefing['date'])}, {place}."


def _day_read(turn: Mapping[str, Any], briefing: Mapping[str, Any]) -> str | None:
    """Return the day on which the page of a turn was fetched."""
    pages = [page["fetched_at"] for page in briefing["pages"] if page["fetched_at"]]
    mine = [page["fetched_at"] for page in briefing["pages"] if page["fetched_at"] and page["url"] == turn["url"]]
    return max(mine or pages)[:10] if pages else None


@lru_cache(maxsize=1_000)
def day(date: str | None) -> str:
    """Return a date as people write it: `5 March 2026`."""
    if not date:
        return "no date"
    try:
        found = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{found.day} {found:%B} {found.year}"
