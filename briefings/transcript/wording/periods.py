"""Years and months, as named by the links and choices of an archive."""

import re

from briefings.transcript.wording.vocabulary import MONTHS

_COUNT = re.compile(r"(?<!\s)\s*[(\[]\d+[)\]]\s*$|(?<=[^\W\d_]\s(?:19|20)\d\d)\s\d{1,4}$")
"""Number of entries: "November (12)"; the themes of Hexo print "November 2026 12"."""
_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d))?\s?[年년]?")
"""A year, or a season: "2025/26"."""
_MONTH = re.compile(r"(1[0-2]|0?[1-9])(?:\s?[月월]|[/.-]\0)")
"""A month, also in front of the mark in place of its year: "11/2024"."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 30


def period_of(text: str) -> tuple[int, int] | None:
    """Return year and month of a text, 0 for a missing one; None if it says more or neither."""
    rest = _COUNT.sub("", text.casefold())
    if len(rest) > _LONGEST:
        return None
    year = _YEAR.search(rest)
    rest = rest.replace(year[0], "\0", 1) if year else rest
    month = _MONTH.search(rest)
    named = [word for word in _WORD.findall(rest) if word in MONTHS]
    number = int(month[1]) if month else MONTHS[named[0]] if named else 0
    rest = rest.replace(month[0] if month else named[0] if named else "", "", 1)
    says_more = any(map(str.isalnum, rest))
    return None if says_more or not (year or number) else (int(year[1]) if year else 0, number)
