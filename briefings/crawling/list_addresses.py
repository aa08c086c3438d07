"""Lists of which a site has one a year or a month: `https://press.example/{year}/{month}/`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.crawling.window import Window

_YEAR, _MONTH = "{year}", "{month}"
_USUAL = 2
"""How many years or months a run without a window looks at: the present one, and the one that has just ended."""


def is_dated(url: str) -> bool:
    """Whether an address stands for one a year or a month."""
    return _YEAR in url


def dated_addresses(url: str, window: Window | None, today: date) -> Iterator[str]:
    """The addresses that one with {year} and {month} stands for in a window, the newest first; any other as it is.

    Without a beginning of the window they are those of the present and the last year or month.
    """
    if not is_dated(url):
        yield url
        return
    since = window.since if window else None
    until = min(window.until, today) if window and window.until else today
    step = 1 if _MONTH in url else 12
    month = until.year * 12 + until.month - 1
    last = since.year * 12 + since.month - 1 if since else month - (_USUAL - 1) * step
    while month // step >= last // step:
        yield url.replace(_YEAR, f"{month // 12:04}").replace(_MONTH, f"{month % 12 + 1:02}")
        month -= step
