"""Dates as press rooms print them, read with our own table.

General date parsers fill unknown parts from today's date and swap day and month; here a date is read whole or not
at all. Forms: AP style ("Nov. 16, 2017", "June 2, 2019"), "16 November 2017", ISO, and "2017年11月16日".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b{_MONTH}\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.replace('month', 'month2')}\b\.?\s*,?"
    r"\s+(?P<year2>(?:19|20)\d\d)\b"
    r"|\b(?P<year3>(?:19|20)\d\d)-(?P<month3>\d{1,2})-(?P<day3>\d{1,2})\b"
    r"|(?P<year4>(?:19|20)\d\d)\s*年\s*(?P<month4>\d{1,2})\s*月\s*(?P<day4>\d{1,2})\s*日",
    re.IGNORECASE,
)


def dates_in(text: str) -> Iterator[tuple[date, int, int]]:
    """Every whole date in a text with the offsets at which it begins and ends, in order."""
    for match in _DATE.finditer(text):
        found = _read(match)
        if found:
            yield found, match.start(), match.end()


def first_date(text: str | None) -> date | None:
    """The first whole date in a text; None when it has none."""
    return next((found for found, _, _ in dates_in(text or "")), None)


def _read(match: re.Match[str]) -> date | None:
    for suffix in ("", "2", "3", "4"):
        year, month, day = match[f"year{suffix}"], match[f"month{suffix}"], match[f"day{suffix}"]
        if year:
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            try:
                return date(int(year), number, int(day))
            except ValueError:
                return None
    return None
