"""What a source has to give, as somebody set it: BRIEFINGS_EXPECT."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from briefings.runs.setting_error import SettingError, read_json

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHARES = ("speaker", "coverage", "outside", "title", "held_on", "participants")


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is expected of a run. None: learnt from the runs before, where that is possible."""

    learn: bool | str = True
    """Whether the runs before give expectations where none is set; a day: only those since then."""
    found: int | None = None
    """How many briefings the list pages have to name, all together."""
    days_without_new: float | None = None
    """How many days may pass without a new briefing."""
    speaker: float | None = None
    """Which share of the turns has to have a speaker, on the average of the briefings."""
    coverage: float | None = 0.99
    """How much of each briefing has to be placed. Never learnt: the reader places everything."""
    outside: float | None = None
    """Which share of the pages may stand outside their content, on the average."""
    title: float | None = None
    """Which share of the briefings has to have a title."""
    held_on: float | None = None
    """Which share has to have the date on which they were held."""
    participants: float | None = None
    """Which share has to name participants."""
    selectors: bool = True
    """Whether a selector that always matched has to go on matching."""


def read_expectations(value: Any) -> Expectations:
    """Read the setting BRIEFINGS_EXPECT: a dict, or the same as JSON. Raises SettingError."""
    if not value:
        return Expectations()
    if isinstance(value, str):
        value = read_json(value)
    if not isinstance(value, dict):
        raise SettingError("must be a dict, or the same as JSON.")
    names = [field.name for field in fields(Expectations)]
    for name, expected in value.items():
        if name not in names:
            raise SettingError(f"has no option {name}; its options are {', '.join(names)}.")
        if problem := _problem(name, expected):
            raise SettingError(f"sets {name} to {expected!r}; it must be {problem}.")
    return Expectations(**value)


def _problem(name: str, expected: Any) -> str | None:
    if name == "learn" and isinstance(expected, str):
        return None if _DAY.fullmatch(expected) else "true, false or a day such as 2026-03-06"
    if name in {"learn", "selectors"}:
        return None if isinstance(expected, bool) else "true or false"
    if expected is None:
        return None
    number = isinstance(expected, (int, float)) and not isinstance(expected, bool)
    if name in _SHARES:
        return None if number and 0 <= expected <= 1 else "a share from 0 to 1"
    return None if number and expected >= 0 else "a number, 0 or more"
