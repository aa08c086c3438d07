"""The gaps and empty lists that the user knows of: BRIEFINGS_ACKNOWLEDGED, compared with what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from briefings.runs.setting_error import SettingError, read_json

ALL = "all"
"""Stands for every page: that nothing can be read of the briefing, or that the list names none, is known."""

_FORM = "write one briefing a line, as in `www.example.org/41905968: 5, 7`, or `: all` for one that cannot be read"


class AcknowledgedGaps:
    """The pages, by briefing, of which somebody said that they are missing for good."""

    def __init__(self, pages: Mapping[str, frozenset[int] | None]) -> None:
        """`pages` are the numbers of the missing pages by the id of their briefing, None for all of them."""
        self._pages = dict(pages)

    def covers(self, briefing: str, missing: Iterable[int] | None) -> bool:
        """Tell whether all that is `missing` of a briefing is acknowledged; None stands for the whole of it."""
        if briefing not in self._pages:
            return False
        known = self._pages[briefing]
        return known is None or (missing is not None and known >= set(missing))

    def outdated(self, briefing: str, missing: Iterable[int]) -> list[int] | None:
        """The acknowledged pages that are not missing any more, of a briefing that was read; None when all are in
        spite of `all`."""
        known = self._pages.get(briefing, frozenset())
        if known is None:
            return [] if set(missing) else None
        return sorted(known - set(missing))


def read_acknowledged(value: Any) -> AcknowledgedGaps:
    """Read the setting BRIEFINGS_ACKNOWLEDGED: a dict of briefing id to page numbers, or "all"; the same as JSON; or
    the name of a file with a line each, where # starts a comment. Raises SettingError.
    """
    if not value:
        return AcknowledgedGaps({})
    if isinstance(value, (str, Path)):
        text = str(value).strip()
        value = read_json(text) if text.startswith("{") else _read_file(Path(text))
    if not isinstance(value, dict):
        raise SettingError("must be a dict, the same as JSON, or the name of a file.")
    return AcknowledgedGaps({str(briefing): _pages(briefing, pages) for briefing, pages in value.items()})


def _read_file(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingError(f"names the file {file}, which cannot be read: {reason}.") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        # The port of a host has a colon too.
        briefing, colon, pages = text.rpartition(":")
        if not colon or not briefing.strip() or briefing.strip() in found:
            raise SettingError(f"is wrong in {file}, line {number}: {text} names no gap, or one named before; {_FORM}.")
        found[briefing.strip()] = pages.strip()
    return found


def _pages(briefing: object, pages: Any) -> frozenset[int] | None:
    if pages == ALL:
        return None
    parts = pages.split(",") if isinstance(pages, str) else pages if isinstance(pages, (list, tuple, set)) else [pages]
    try:
        numbers = frozenset(int(part) for part in parts)
    except (TypeError, ValueError):
        numbers = frozenset()
    if not numbers or min(numbers) < 1:
        raise SettingError(f'sets {briefing} to {pages}; that must be page numbers or "{ALL}": {_FORM}.')
    return numbers


def gaps_in_words(gaps: Mapping[int, object]) -> str:
    """Page numbers grouped by reason: `pages 1, 2 (http 404), page 5 (timeout)`."""
    by_reason: dict[str, list[int]] = {}
    for number in sorted(gaps):
        by_reason.setdefault(str(gaps[number]), []).append(number)
    return ", ".join(
        f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} ({reason})"
        for reason, numbers in by_reason.items()
    )
