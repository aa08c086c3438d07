"""The pages of a list that only leads to others: an archive by years and months, or a page of frames."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefings.transcript.page.links import Link
from briefings.transcript.page.placed_links import PlacedLink
from briefings.transcript.wording.vocabulary import MONTHS

_COUNT = re.compile(r"\s*[(\[]\d+[)\]]\s*$")
"""How many entries there are: "November (12)"."""
_YEAR = re.compile(r"((?:19|20)\d\d)\s?[年년]?")
_MONTH = re.compile(r"(1[0-2]|0?[1-9])\s?[月월]")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 30


def archive_pages(links: Iterable[Link | PlacedLink]) -> tuple[str, ...]:
    """The addresses of links that say a year, a month, or both, and nothing else: the newest first."""
    periods = {link.url: period for link in links if (period := _period(link.said)) is not None}
    return tuple(sorted(periods, key=lambda url: periods[url], reverse=True))


def are_periods(texts: Iterable[str]) -> bool:
    """Return True for texts that are a year or a month each, and nothing else."""
    return all(_period(text) is not None for text in texts)


def _period(text: str) -> tuple[int, int] | None:
    """Year and month of a text, 0 for the one it does not say; None where it says more or neither."""
    rest = _COUNT.sub("", text.casefold())
    if len(rest) > _LONGEST:
        return None
    year = _YEAR.search(rest)
    rest = rest.replace(year[0], " ", 1) if year else rest
    month = _MONTH.search(rest)
    named = [word for word in _WORD.findall(rest) if word in MONTHS]
    number = int(month[1]) if month else MONTHS[named[0]] if named else 0
    rest = rest.replace(month[0] if month else named[0] if named else "", "", 1)
    says_more = any(map(str.isalnum, rest))
    return None if says_more or not (year or number) else (int(year[1]) if year else 0, number)
