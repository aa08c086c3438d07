"""Dates as press rooms print them, read with our own table.

General date parsers fill unknown parts from today's date and swap day and month; here a date is read whole or not
at all. Forms: "Nov. 16, 2017", "16 November 2017" and the same with the months of other languages, ISO, "28.11.2014",
"2017年11月16日" with the years of Japanese eras, and "11/16/2017" where only one reading is a date or the day in the
page's address decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from briefings.transcript.wording.vocabulary import DATE_LINKS, MONTHS, PUBLISHED_WORDS, RANGE_WORDS

_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?!\w)\.?"
_LINK = rf"(?:\s(?:{'|'.join(sorted(DATE_LINKS))}))?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of each era."""
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<month>{_MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>{_YEAR})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?{_LINK}\s*(?P<month2>{_MONTH}){_LINK}\s*,?\s*(?P<year2>{_YEAR})"
    rf"|(?P<year3>{_YEAR})(?P<sep>[-/.])(?P<month3>\d{{1,2}})(?P=sep)(?P<day3>\d{{1,2}})(?!\d)"
    rf"|(?P<day5>\d{{1,2}})\.\s?(?P<month5>\d{{1,2}})\.\s?(?P<year5>{_YEAR}))"
    rf"|(?P<year4>(?:19|20)\d\d|(?:{'|'.join(_ERAS)})\s*(?:\d{{1,2}}|元))\s*[年년]"
    r"\s*(?P<month4>\d{1,2})\s*[月월]\s*(?P<day4>\d{1,2})\s*[日일]",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})"
    r"(?:/(?P<two>\d{1,2})/(?P<year>(?:19|20)?\d\d)|-(?P<two2>\d{1,2})-(?P<year2>(?:19|20)\d\d))"
    r"(?![\d/-])"
)
_RANGE = re.compile(rf"(?:\d\s?[-–—]\s?|(?<!\w)(?:{'|'.join(sorted(RANGE_WORDS))})\s(?:the\s)?)$", re.IGNORECASE)
"""What stands before the end of a range: "5-" before "7 March 2026", "until"."""
_KANJI_DATE = re.compile(
    r"(?P<year>[〇零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR_SIGN = re.compile(r"[12１２][90９０][\d]{2}|年|\d[/-]\d{1,2}[/-]\d\d")
"""What every date has: most lines have none, and are asked nothing more."""
_NUMBER = re.compile(r"[\d年]")
_BEFORE = 24
_NEAR = timedelta(days=40)
"""How long after an event its page may be published for the day in its address to decide between two readings."""
_PUBLISHED = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(PUBLISHED_WORDS))})(?!\w)|发布于|更新于", re.IGNORECASE)
_LONGEST_BYLINE = 160


def dates_in(text: str, near: date | None = None) -> Iterator[tuple[date, int, int]]:
    """Every whole date in a text with the offsets at which it begins and ends, in order.

    `near` is the day in the page's address: it decides between two readings of "1/10/12".
    """
    if not (_NUMBER.search(text) and _YEAR_SIGN.search(text)):
        return
    text = text.translate(_WIDE_DIGITS)
    found = [(_read(match), match.start(), match.end()) for match in _DATE.finditer(text)]
    found += [(_read_numeric(match, near), match.start(), match.end()) for match in _NUMERIC.finditer(text)]
    found += [(_read_kanji(match), match.start(), match.end()) for match in _KANJI_DATE.finditer(text)]
    for day, begin, end in sorted(found, key=lambda one: one[1]):
        if day:
            yield day, begin, end


def first_date(text: str | None, near: date | None = None) -> date | None:
    """The first whole date in a text that does not end a range; None when it has none."""
    text = text or ""
    return next(
        (day for day, begin, _ in dates_in(text, near) if not _RANGE.search(text[max(0, begin - _BEFORE) : begin])),
        None,
    )


def says_published(text: str) -> bool:
    """Whether a short line says that a date in it, or beside it, is the day of publication."""
    return len(text) <= _LONGEST_BYLINE and _PUBLISHED.search(text) is not None


def _read(match: re.Match[str]) -> date | None:
    for suffix in ("", "2", "3", "4", "5"):
        year, month, day = match[f"year{suffix}"], match[f"month{suffix}"], match[f"day{suffix}"]
        if year:
            number = int(month) if month.isdigit() else MONTHS[month.rstrip(".").casefold()]
            return _day(_year(year), number, int(day))
    return None


def _year(printed: str) -> int:
    for era, before in _ERAS.items():
        if printed.startswith(era):
            rest = printed.removeprefix(era).strip()
            return before + (1 if rest == "元" else int(rest))
    return int(printed)


def _read_numeric(match: re.Match[str], near: date | None) -> date | None:
    """A date in figures, where one reading is possible or only one agrees with the day in the address."""
    one, two = int(match["one"]), int(match["two"] or match["two2"])
    year = int(match["year"] or match["year2"])
    year += 2000 if year < 100 else 0
    readings = {day for day in (_day(year, one, two), _day(year, two, one)) if day}
    if len(readings) > 1 and near:
        readings = {day for day in readings if near - _NEAR <= day <= near + timedelta(days=1)}
    return readings.pop() if len(readings) == 1 else None


def _read_kanji(match: re.Match[str]) -> date | None:
    return _day(int(match["year"].translate(_KANJI_DIGITS)), _kanji(match["month"]), _kanji(match["day"]))


def _kanji(printed: str) -> int:
    tens, ten, ones = printed.rpartition("十")
    units = int(ones.translate(_KANJI_DIGITS)) if ones else 0
    return (int(tens.translate(_KANJI_DIGITS)) if tens else 1) * 10 + units if ten else units


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
