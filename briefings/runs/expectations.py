"""The expectations that a user sets for a source (BRIEFINGS_EXPECT)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefings.runs.measures import MEASURES
from briefings.runs.setting_error import SettingError, read_json

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LIMITS = {measure.name: measure.limit for measure in MEASURES}
OPTIONS = ("learn", "found", "days_without_new", *_LIMITS, "selectors")


@dataclass(frozen=True, slots=True)
class Expectations:
    """Expectations of a run; None: learnt from earlier runs where possible."""

    learn: bool | str = True
    """True if earlier runs supply the expectations that are not set; a day: only runs since that day."""
    found: int | None = None
    """Minimum number of briefings that the list pages name in total."""
    days_without_new: float | None = None
    """Maximum number of days without a new briefing."""
    limits: Mapping[str, float | None] = field(default_factory=lambda: _LIMITS)
    """Limits of the measures, by name."""
    selectors: bool = True
    """True if a selector that always matched must go on matching."""


def read_expectations(value: Any) -> Expectations:
    """Read the setting BRIEFINGS_EXPECT: a dict, or the same as JSON. Raises SettingError."""
    if not value:
        return Expectations()
    if isinstance(value, str):
        value = read_json(value)
    if not isinstance(value, dict):
        raise SettingError("must be a dict, or the same as JSON.")
    for name, expected in value.items():
        if name not in OPTIONS:
            raise SettingError(f"has no option {name}; its options are {', '.join(OPTIONS)}.")
        if problem := _problem(name, expected):
            raise SettingError(f"sets {name} to {expected!r}; it must be {problem}.")
    limits = {name: value.get(name, limit) for name, limit in _LIMITS.items()}
    return Expectations(**{name: value[name] for name in value if name not in limits}, limits=limits)


def _problem(name: str, expected: Any) -> str | None:
    if name == "learn" and isinstance(expected, str):
        return None if _DAY.fullmatch(expected) else "true, false or a day such as 2026-03-06"
    if name in {"learn", "selectors"}:
        return None if isinstance(expected, bool) else "true or false"
    if expected is None:
        return None
    number = isinstance(expected, (int, float)) and not isinstance(expected, bool)
    if name in _LIMITS:
        return None if number and 0 <= expected <= 1 else "a share from 0 to 1"
    return None if number and expected >= 0 else "a number, 0 or more"
