"""The gaps and empty lists that the user knows of (BRIEFINGS_ACKNOWLEDGED), compared with what is missing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, ValidationError, convert

from briefings.runs.setting_error import SettingError, read_json

ALL = "all"
"""Word for every page: a briefing known to be unreadable, or a list known to name none."""

_Pages = Annotated[frozenset[Annotated[int, Meta(ge=1)]], Meta(min_length=1)]


class AcknowledgedGaps:
    """Pages that the user declared permanently missing, by briefing."""

    def __init__(self, pages: Mapping[str, frozenset[int] | None]) -> None:
        """Take the numbers of the missing pages by briefing id; None stands for all pages."""
        self._pages = dict(pages)

    def covers(self, briefing: str, missing: Iterable[int] | None) -> bool:
        """Tell whether everything `missing` of a briefing is acknowledged; None stands for the whole briefing."""
        if briefing not in self._pages:
            return False
        known = self._pages[briefing]
        return known is None or (missing is not None and known >= set(missing))

    def outdated(self, briefing: str, missing: Iterable[int]) -> list[int] | None:
        """Return the acknowledged pages of a briefing not missing any more; None if `all` was said and none is."""
        known = self._pages.get(briefing, frozenset())
        if known is None:
            return [] if set(missing) else None
        return sorted(known - set(missing))


def read_acknowledged(value: Any) -> AcknowledgedGaps:
    """Read the setting BRIEFINGS_ACKNOWLEDGED.

    It is a dict of briefing ids to page numbers or "all", the same as JSON, or the name of a file that says it in TOML.
    Raises SettingError.
    """
    if isinstance(value, (str, Path)) and value:
        text = str(value).strip()
        value = read_json(text) if text.startswith("{") else _read_file(Path(text))
    if not isinstance(value or {}, dict):
        raise SettingError("must be a dict, the same as JSON, or the name of a file.")
    return AcknowledgedGaps({str(briefing): _pages(briefing, pages) for briefing, pages in (value or {}).items()})


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


def gaps_in_words(gaps: Mapping[int, object]) -> str:
    """Group page numbers by reason, in words: `pages 1, 2 (http 404), page 5 (timeout)`."""
    by_reason: dict[str, list[int]] = {}
    for number in sorted(gaps):
        by_reason.setdefault(str(gaps[number]), []).append(number)
    return ", ".join(
        f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} ({reason})"
        for reason, numbers in by_reason.items()
    )
