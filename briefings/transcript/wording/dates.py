"""Read dates as press rooms print them, with our own table.

General date parsers fill unknown parts from today's date and swap day and month; here a date is read whole or not
at all. Forms: "Nov. 16, 2017", "16 November 2017", "16-Nov-2017", "2017 Nov 16" and the same with the months of other
languages, ISO, "28.11.2014", "2017年11月16日" with the years of Japanese eras and of the Republic of China, and
"11/16/2017" if only one reading is a date, or the day in the page's address or its country decides. `first_date` is
for a text, `date_in_address` for an address, `day_without_year` for "April 23" if a day near it is known.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from urllib.parse import unquote, urlsplit

from briefings.address import day_in_address
from briefings.transcript.languages.read_languages import expression, words
from briefings.transcript.wording.label_keys import bare_letters
from briefings.transcript.wording.vocabulary import DATE_JOINS, MONTHS, PUBLISHED_WORDS

_NUMBERS = {bare_letters(name): number for name, number in MONTHS.items()}
"""Months by their bare letters: a pattern finds MAYIS and Μαΐου in any case, whose small letters differ."""
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?!\w)\.?"
_LINK = rf"(?:\s(?:{'|'.join(sorted(words('date_links')))}))?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""Year before the first of each era."""
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})"
    r"(?:/(?P<two>\d{1,2})/(?P<year>(?:19|20)?\d\d)|-(?P<two2>\d{1,2})-(?P<year2>(?:19|20)\d\d)"
    r"|(?<=(?<![\d.])\d\d)\.(?P<two3>\d\d)\.(?P<year3>\d\d))"
    r"(?![\d/-]|\.\d)"
)
_RANGE = re.compile(
    rf"(?:\d\.?\s?[-–—]\s?|\d\W{{0,2}}\s(?:{'|'.join(sorted(DATE_JOINS))})\s|(?<!\w)(?:{'|'.join(sorted(words('range_words')))})\s(?:the\s)?)$",
    re.IGNORECASE,
)
"""Text before the end of a range, or the last of two days: "5-" or "5 and" before "7 March 2026", "until"."""
_STAMP = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}[T\s]+\d{1,2}:\d\d")
"""A date and a time of day in figures, as printed by a publishing system."""
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2} $")
"""A day before another in an address, where dashes between words and of a range are alike."""
_OTHER_DIGITS = str.maketrans("０１２３４５６７８９٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
"""Wide digits, and those of Arabic."""
_YEAR_SIGN = re.compile(r"[\d年](?:(?<=[12１２١٢])[90９０٩٠]\d\d|(?<=年)|[/.-]\d{1,2}[/.-]\d\d)")
"""A part of every date: most lines have none, and need no other test. The commonest form comes first."""
_DAY_FIRST = re.compile(r"(?:ar|cs|da|de|el|es|fi|fr|hr|id|it|nb|nl|no|pl|pt|ro|ru|sk|sl|tr|uk|vi)\b", re.IGNORECASE)
"""Languages in which 05/04/2024 is a day of April; English has both orders, but each of its countries has one."""
_DAY_FIRST_COUNTRIES = frozenset(
    "ae at au bb bd be bg br bw ch cl cy cz de dk ec ee es eu fi fj fr gh gr gy hr ie il in it jm ke lk mt mu mw mx my"
    " na ng nl no nz pe pg pk pl pt ro rs ru sg si sk th tr tt tz ua ug uk uy ve vn za zm zw".split()
)
_MONTH_FIRST = frozenset(("gov", "mil", "us"))
"""Ends of the hosts of the United States. Others, such as .com and .ca, show no order."""
_BEFORE = 24
_NEAR = timedelta(days=40)
"""Maximum time from an event to its page for the day in the address to decide between two readings."""
_PUBLISHING = (
    rf"(?:(?<!\w)(?:{'|'.join(sorted(PUBLISHED_WORDS))})(?!\w)|(?:发布|發布|發佈|更新|发表)(?:于|於|时间|時間|日期))"
)
_PUBLISHED = re.compile(_PUBLISHING)
"""Applied to a text in small letters, which takes half the time."""
_AUTHOR = re.compile("(?i:by|von|par|por|di|door) [A-ZÀ-Þ]")
_PUBLISHED_ON = re.compile(rf"{_PUBLISHING}\W{{0,3}}(?:\w{{1,4}}\W{{1,2}}){{0,2}}$", re.IGNORECASE)
"""Text before a date of publication: "released on", "Updated:"."""
CHANGED = re.compile(expression("changed"), re.IGNORECASE)
_LONGEST_BYLINE = 160


# The next two patterns hold the months of all languages: compiled for the first text searched for a date.
@cache
def _whole_date() -> re.Pattern[str]:
    """Return the pattern of a date with its year, in figures or in words."""
    return re.compile(
        # A word before a number: only there are the months tried, a hundred and more. None has over 16 letters.
        rf"(?<!\w)(?:(?=[^\s\d]{{1,16}}+\s*\d)(?P<month>{_MONTH})\s*(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s?\(\w{{2,12}}\.?\))?(?:\s*,\s*|\s+)(?P<year>{_YEAR})"
        rf"|(?P<day2>\d{{1,2}})(?:\s?(?:st|nd|rd|th|er)|º|ª|\.)?(?:{_LINK}\s*|[-/])(?P<month2>{_MONTH})(?:{_LINK}\s*,?\s*|[-/])(?P<year2>{_YEAR})"
        rf"|(?P<year6>{_YEAR})[\s.-]\s?(?P<month6>{_MONTH})[\s-]\s?(?P<day6>\d{{1,2}})(?![\d:]|(?:st|nd|rd|th)?,?\s(?:19|20)\d\d)"
        rf"|(?P<year3>{_YEAR})(?P<sep>[-/.])\s?(?P<month3>\d{{1,2}})(?P=sep)\s?(?P<day3>\d{{1,2}})(?!\d)"
        rf"|(?P<day7>\d{{1,2}})\s+tháng\s+(?P<month7>\d{{1,2}})(?:\s+năm\s+|[/-])(?P<year7>{_YEAR})"
        rf"|(?P<day5>\d{{1,2}})\.\s?(?P<month5>\d{{1,2}})\.\s?(?P<year5>{_YEAR}))"
        rf"|(?P<year4>(?:19|20)\d\d|(?:{'|'.join(_ERAS)})\s*(?:\d{{1,3}}|元)|(?<!\d)1[0-3]\d)\s*[年년]"
        # 2031年(令和13年)5月4日
        r"(?:[(（]\w{3,9}[)）])?\s*(?P<month4>\d{1,2})\s*[月월]\s*(?P<day4>\d{1,2})\s*[日일]",
        re.IGNORECASE,
    )


@cache
def day_and_month() -> re.Pattern[str]:
    """Return the pattern of a day and a month without a year: "April 23", "4月23日"."""
    return re.compile(
        rf"(?<![\w-])(?:(?P<month>{_MONTH})\s?(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?"
        rf"|(?P<day2>\d{{1,2}})(?:\s?(?:st|nd|rd|th|er)|º|ª|\.)?{_LINK}\s(?P<month2>{_MONTH}))(?!\w|-\d|,?\s(?:19|20)?\d\d)"
        r"|(?<![年년\d])(?P<month3>\d{1,2})\s?[月월]\s?(?P<day3>\d{1,2})\s?[日일]",
        re.IGNORECASE,
    )


def dates_in(text: str, near: date | None = None, *, day_first: bool | None = None) -> Iterator[tuple[date, int, int]]:
    """Yield every whole date in a text with the offsets of its beginning and end, in order.

    The reading of "1/10/12" is decided by `near`, the day in the page's address, else by `day_first`, the order in
    which other dates of the page (`numeric_order`) or its country (`puts_day_first`) print them.
    """
    if not _YEAR_SIGN.search(text):
        return
    text = text.translate(_OTHER_DIGITS)
    found = [(_read(match), match.start(), match.end()) for match in _whole_date().finditer(text)]
    found += [(_read_numeric(match, near, day_first), match.start(), match.end()) for match in _NUMERIC.finditer(text)]
    for day, begin, end in sorted(found, key=lambda one: one[1]):
        if day:
            yield day, begin, end


def first_date(text: str | None, near: date | None = None, *, day_first: bool | None = None) -> date | None:
    """Return the first whole date in a text that does not end a range; None without one."""
    text = text or ""
    return next(
        (day for day, begin, _ in dates_in(text, near, day_first=day_first) if not _ends_range(text, begin)),
        None,
    )


def puts_day_first(language: str, url: str) -> bool | None:
    """Tell whether 05/04/2024 is a day of April, by a page's language and the country of its host; None if unclear."""
    country = (urlsplit(url).hostname or "").rpartition(".")[2]
    if _DAY_FIRST.match(language) or country in _DAY_FIRST_COUNTRIES:
        return True
    return False if country in _MONTH_FIRST else None


def numeric_order(texts: Iterable[str]) -> bool | None:
    """Return True when the day comes first in dates like 13/11/2017 of these texts; None if the order is unclear."""
    orders = {
        int(one) > 12
        for text in texts
        for match in _NUMERIC.finditer(text)
        if not match["two3"] and (int(one := match["one"]) > 12) != (int(match["two"] or match["two2"]) > 12)
    }
    return orders.pop() if len(orders) == 1 else None


def day_without_year(text: str, near: date | None) -> date | None:
    """Return the day that "April 23" names if the text has one such and no other date; None for none, or several.

    `near` is when the text was published: the year is the one in which that is at most 40 days later. None without it.
    """
    found = list(day_and_month().finditer(text.translate(_OTHER_DIGITS)))
    if near is None or len(found) != 1 or next(dates_in(text, near), None) or _ends_range(text, found[0].start()):
        return None
    read = (_read(found[0], str(year)) for year in (near.year, near.year - 1, near.year + 1))
    return next((day for day in read if day and is_near(day, near)), None)


def is_near(day: date, published: date) -> bool:
    """Return True when a page of an event on `day` may be published then.

    That is from a day before it (the world has time zones) to 40 days after it.
    """
    return published - _NEAR <= day <= published + timedelta(days=1)


def date_in_address(url: str) -> date | None:
    """Return the whole day in an address; None for none and for ranges.

    It is in figures, as `day_in_address` reads it, or in words separated by dashes (`/point-presse-du-3-mai-2021`,
    `/2023/jan/17/`).
    """
    if day := day_in_address(url):
        return day
    words = re.sub(r"[-_/+\s]", " ", unquote(urlsplit(url).path))
    found = ((day, words[:begin]) for day, begin, _ in dates_in(words))
    return next(
        (day for day, before in found if not (_ends_range(words, len(before)) or _DAY_BEFORE.search(before))), None
    )


def says_published(text: str) -> bool:
    """Return True when a short line says that a date in it, or beside it, is the day of publication."""
    is_short = len(text) <= _LONGEST_BYLINE
    return is_short and (_PUBLISHED.search(text.lower()) or _AUTHOR.match(text) or _STAMP.search(text)) is not None


def days_in_lines(
    texts: Iterable[str], near: date | None, *, day_first: bool | None
) -> Iterator[tuple[date, str, str]]:
    """Yield the first day of each line that has one, the line, and the words that make it a day of publication.

    They are in the line, or in one above it without a day; "" for a day without them.
    """
    above = ""
    for text in texts:
        day = first_date(text, near, day_first=day_first)
        if day:
            yield day, text, above + text if says_published(text) or says_published(above) else ""
        above = "" if day else text


def day_of_publication(found: Iterable[tuple[date, str]]) -> date | None:
    """Return the first of some days, each with its line; one that is called changed counts only without another."""
    return next((day for day, _ in sorted(found, key=lambda one: CHANGED.search(one[1]) is not None)), None)


def published_in(text: str, near: date | None = None) -> date | None:
    """Return the first whole date of a text right after a word that makes it the day of publication."""
    return next((day for day, begin, _ in dates_in(text, near) if _PUBLISHED_ON.search(text[:begin][-_BEFORE:])), None)


def _ends_range(text: str, begin: int) -> bool:
    return _RANGE.search(text[max(0, begin - _BEFORE) : begin]) is not None


def _read(match: re.Match[str], year: str = "") -> date | None:
    """Return the date of a match; `year` is for a pattern that has none."""
    groups = match.groupdict()
    suffix = next(name.removeprefix("month") for name, found in groups.items() if found and name.startswith("month"))
    month = groups[f"month{suffix}"]
    number = int(month) if month.isdigit() else _NUMBERS[bare_letters(month.rstrip("."))]
    return _day(_year(year or groups[f"year{suffix}"]), number, int(groups[f"day{suffix}"]))


def _year(printed: str) -> int:
    for era, before in _ERAS.items():
        if printed.startswith(era):
            rest = printed.removeprefix(era).strip()
            return before + (1 if rest == "元" else int(rest))
    # 115年 without an era: the Republic of China counts in three figures.
    return int(printed) + (_ERAS["民國"] if len(printed) == 3 else 0)


def _read_numeric(match: re.Match[str], near: date | None, day_first: bool | None) -> date | None:
    """Return a date in figures if one reading is possible, or only one agrees with the day in the address or order."""
    one, two = int(match["one"]), int(match["two"] or match["two2"] or match["two3"])
    year = int(match["year"] or match["year2"] or match["year3"])
    # Nobody has spoken in 2050 yet.
    year += 0 if year >= 100 else 2000 if year < 50 else 1900
    if match["two3"]:
        # 05.04.24 has the day first, or in Korea the year; in other figures with dots neither is a month.
        return _day(year, two, one) if day_first else None
    readings = {day for day in (_day(year, one, two), _day(year, two, one)) if day}
    if len(readings) > 1 and near:
        readings = readings & {near} or {day for day in readings if is_near(day, near)} or readings
    if len(readings) > 1 and day_first is not None:
        return _day(year, two, one) if day_first else _day(year, one, two)
    return readings.pop() if len(readings) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
