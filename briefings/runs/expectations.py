"""The expectations that a user sets for a source (BRIEFINGS_EXPECT)."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert

from briefings.runs.setting_error import SettingError, read_json

_Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
_Days = Annotated[float, Meta(ge=0)] | None
_Share = Annotated[float, Meta(ge=0, le=1)] | None


class Expectations(Struct, frozen=True, forbid_unknown_fields=True):
    """Expectations of a run; None: learnt from earlier runs where possible."""

    learn: bool | _Day = True
    """True if earlier runs supply the expectations that are not set; a day: only runs since that day."""
    found: Annotated[int, Meta(ge=0)] | None = None
    """Minimum number of briefings that the list pages name in total."""
    days_without_new: _Days = None
    """Maximum number of days without a new briefing."""
    # The limits of the measures. The reader places everything, so coverage has one from the first run on.
    coverage: _Share = 0.99
    outside: _Share = None
    speaker: _Share = None
    title: _Share = None
    held_on: _Share = None
    participants: _Share = None
    selectors: bool = True
    """True if a selector that always matched must go on matching."""


def read_expectations(value: Any) -> Expectations:
    """Read the setting BRIEFINGS_EXPECT: a dict, or the same as JSON. Raises SettingError."""
    try:
        return convert(read_json(value) if isinstance(value, str) and value else value or {}, Expectations)
    except ValidationError as error:
        options = ", ".join(Expectations.__struct_fields__)
        raise SettingError(f"must be a dict: {error}; its options are {options}.") from None
