"""What a user says of a source: its known gaps (BRIEFINGS_ACKNOWLEDGED) and what it must give (BRIEFINGS_EXPECT)."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert

ALL = "all"
"""Word for every page: a briefing known to be unreadable, or a list known to name none."""

_Pages = Annotated[frozenset[Annotated[int, Meta(ge=1)]], Meta(min_length=1)]
_Share = Annotated[float, Meta(ge=0, le=1)] | None


class SettingError(ValueError):
    """Error whose text continues the name and value of the setting: "must be a dict."."""


class AcknowledgedGaps(Struct, frozen=True):
    """Pages that the user declared permanently missing."""

    pages: dict[str, frozenset[int] | None]
    """Numbers of the missing pages by briefing id; None stands for all pages."""

    def covers(self, briefing: str, missing: Iterable[int] | None) -> bool:
        """Tell whether everything `missing` of a briefing is acknowledged; None stands for the whole briefing."""
        if briefing not in self.pages:
            return False
        known = self.pages[briefing]
        return known is None or (missing is not None and known >= set(missing))

    def outdated(self, briefing: str, missing: Iterable[int]) -> list[int] | None:
        """Return the acknowledged pages that are no longer missing; None where that is all, and nothing is missing."""
        known = self.pages.get(briefing, frozenset())
        if known is None:
            return [] if set(missing) else None
        return sorted(known - set(missing))


def read_acknowledged(value: Any) -> AcknowledgedGaps:
    """Read the setting BRIEFINGS_ACKNOWLEDGED.

    It is a dict of briefing ids to page numbers or "all", the same as JSON, or the name of a file that says it in TOML.
    Raises SettingError.
    """
    if isinstance(value, Path) or (isinstance(value, str) and not (value or "{").lstrip().startswith("{")):
        value = _read_file(Path(str(value).strip()))
    value = _read_json(value)
    if not isinstance(value, dict):
        raise SettingError("must be a dict, the same as JSON, or the name of a file.")
    return AcknowledgedGaps({str(briefing): _pages(briefing, pages) for briefing, pages in value.items()})


def gaps_in_words(gaps: Mapping[int, object]) -> str:
    """Group page numbers by reason, in words: `pages 1, 2 (http 404), page 5 (timeout)`."""
    by_reason: dict[str, list[int]] = {}
    for number in sorted(gaps):
        by_reason.setdefault(str(gaps[number]), []).append(number)
    return ", ".join(
        f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} ({reason})"
        for reason, numbers in by_reason.items()
    )


class Expectations(Struct, frozen=True, forbid_unknown_fields=True):
    """Expectations of a run; None: learnt from earlier runs where possible."""

    learn: bool | Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")] = True
    """True if earlier runs supply the expectations that are not set; a day: only runs since that day."""
    found: Annotated[int, Meta(ge=0)] | None = None
    """Minimum number of briefings that the list pages name in total."""
    days_without_new: Annotated[float, Meta(ge=0)] | None = None
    # The limits of the measures. The reader places everything, so coverage has one from the first run on.
    coverage: _Share = 0.99
    outside: _Share = None
    speaker: _Share = None
    title: _Share = None
    held_on: _Share = None
    participants: _Share = None
    selectors: bool = True
    """True if a selector that always matched must go on matching."""

    def __post_init__(self) -> None:
        """Refuse a day that no calendar has, after which nothing would be learnt. Raises ValueError."""
        if isinstance(self.learn, str):
            date.fromisoformat(self.learn)


def read_expectations(value: Any) -> Expectations:
    """Read the setting BRIEFINGS_EXPECT: a dict, or the same as JSON. Raises SettingError."""
    try:
        return convert(_read_json(value), Expectations)
    except ValidationError as error:
        options = ", ".join(Expectations.__struct_fields__)
        raise SettingError(f"must be a dict: {error}; its options are {options}.") from None


def _read_json(value: Any) -> Any:
    """Return a value as it is, or as JSON says it; an empty one as a dict. Raises SettingError."""
    try:
        return json.loads(value) if isinstance(value, str) and value else value or {}
    except ValueError as error:
        raise SettingError(f"is not valid JSON: {error}.") from None


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingError(f"names the file {file}, which cannot be read: {reason}.") from None


def _pages(briefing: object, pages: Any) -> frozenset[int] | None:
    try:
        return None if pages == ALL else convert(pages, _Pages)
    except ValidationError:
        form = '`"www.example.org/41905968" = [5, 7]`, or `= "all"` for one that cannot be read'
        raise SettingError(f"sets {briefing} to {pages}; that must be page numbers or {ALL!r}: {form}.") from None
