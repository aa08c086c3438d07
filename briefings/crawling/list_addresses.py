"""Lists with one page per year or month: `https://press.example/{year}/{month}/`, `sitemap-2017-05.xml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from briefings.since_until import Window, days_of

_YEAR, _MONTH = "{year}", "{month}"
_PERIOD = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_/]?(?P<month>0[1-9]|1[0-2]))?(?!\d)")
_NUMBER = re.compile(r"\d+")
_USUAL = 2
"""Number of years or months read by a run without a window: the present and the previous one."""


def lists_for(urls: Iterable[str], window: Window | None, today: date) -> list[tuple[str, bool]]:
    """Return the addresses of lists to walk for a window, each with whether it is limited to its year or month.

    Of addresses that differ only in a year or month, those outside the window are left out, unless all are.
    """
    dated = {one: _YEAR in url for url in urls for one in dated_addresses(url, window, today)}
    called = periods(dated) if window else {}
    found = [(url, is_dated or url in called) for url, is_dated in dated.items()]
    inside = [one for one in found if not (window and window.leaves_out(called.get(one[0])))]
    return inside or found


def dated_addresses(url: str, window: Window | None, today: date) -> Iterator[str]:
    """Yield the addresses that one with {year} and {month} stands for in a window, newest first; any other as it is.

    Without a beginning of the window these are the present and the previous year or month.
    """
    if _YEAR not in url:
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


def periods(urls: Iterable[str]) -> dict[str, tuple[date, date]]:
    """Return first and last day of the year or month in addresses that differ only in it.

    `sitemap-1999.xml` beside `sitemap-1.xml` is the part of that number.
    """
    alike: dict[str, dict[str, tuple[date, date] | None]] = defaultdict(dict)
    for url in urls:
        alike[_NUMBER.sub("#", url)][url] = _period(url)
    found: dict[str, tuple[date, date]] = {}
    for family in alike.values():
        told = {url: days for url, days in family.items() if days is not None}
        if len(told) == len(family) and len(set(told.values())) > 1:
            found |= told
    return found


def _period(url: str) -> tuple[date, date] | None:
    named = list(_PERIOD.finditer(url))
    if not named:
        return None
    return days_of("-".join(filter(None, named[-1].groups())))
