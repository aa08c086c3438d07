"""Find the days of the entries of a list as printed: in their rows, or in lines and headings between them.

A wrong day would silently leave an entry out of a window, so a doubtful day counts as none: the day of a flood long
ago in a title, for example.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise, takewhile

from lxml import etree
from lxml.etree import _Element

from briefings.address import comparable, day_in_address, month_in_address
from briefings.transcript.page.layout.lines import squeeze, text_before, text_of
from briefings.transcript.page.links.lists.rows import Rows, pieces
from briefings.transcript.page.links.read_links import Link
from briefings.transcript.wording.dates import CHANGED, dates_in, first_date, numeric_order, puts_day_first

_MACHINE = etree.XPath("string((.//time/@datetime | .//@data-date | .//@content)[1])")
_LONGEST_LINE, _MOST_LETTERS = 60, 20
"""Limits of a line that is about its day: it has little else ("Posted on Thursday, March 5, 2026 - 10:30 a.m.")."""
_NUMBER = re.compile(r"\d+")
_INLINE = frozenset("abbr b cite em font i mark q small span strong time u".split())
_YEAR = timedelta(days=370)
_NEIGHBOURS = 2


def days_of_rows(links: Sequence[Link], rows: Rows) -> dict[str, date]:
    """Map the comparable address of each entry to its day, if it has one; `links` are those of a list, in order."""
    firsts: dict[str, Link] = {}
    for link in links:
        firsts.setdefault(comparable(link.url), link)
    lines = list(pieces(_around([link.element for link in links])))
    day_first = numeric_order([text for _, text in lines])
    if day_first is None:
        day_first = puts_day_first("", links[0].url)
    printed = {address: day for address, link in firsts.items() if (day := _printed(rows.of(link), day_first))}
    # A card may have two links around one day; an entry that is listed twice, such as a pinned one, has its day twice.
    for among in () if printed else (firsts.values(), links):
        printed = printed or _between(lines, {link.element: comparable(link.url) for link in among}, day_first)
    in_address = {address: day for address, link in firsts.items() if (day := day_in_address(link.url))}
    in_words = {} if printed else _in_words(firsts, rows, day_first)
    likely = {address: day for address, day in in_words.items() if not _contradicts(firsts[address].url, day)}
    return likely | in_address | printed


def is_day_alone(text: str) -> bool:
    return _alone(text, day_first=True) is not None


def _printed(row: _Element, day_first: bool | None) -> date | None:
    """Return the day that stands alone in a line of a row, otherwise the one in its markup for machines."""
    for one, text in pieces(row):
        if (day := _alone(text, day_first)) and not _is_in_sentence(one, row):
            return day
    return first_date(str(_MACHINE(row))[:40])


def _is_in_sentence(element: _Element, row: _Element) -> bool:
    """Return True for an element inside a sentence: "the flood of <em>August 6, 1945</em> in the harbour"."""
    if element is row or element.tag not in _INLINE:
        return False
    return sum(map(str.isalpha, f"{text_before(element)}{element.tail or ''}")) > _MOST_LETTERS


def _alone(text: str, day_first: bool | None) -> date | None:
    """Return the day of a line with little else; None if it is the day of a change."""
    line = text.strip()
    if not line or len(line) > _LONGEST_LINE or CHANGED.search(line):
        return None
    day = first_date(line, day_first=day_first)
    if day is None:
        return None
    rest = line
    for _, begin, end in reversed([*dates_in(line, day_first=day_first)]):
        rest = rest[:begin] + rest[end:]
    return day if sum(map(str.isalpha, rest)) <= _MOST_LETTERS else None


def _between(
    lines: Iterable[tuple[_Element, str]], entries: dict[_Element, str], day_first: bool | None
) -> dict[str, date]:
    """Find days in lines of their own: each right below its entry, or above all entries that follow.

    Days above several entries count only if they rise or fall throughout, as on a list, and are not those of other
    links, to which these are related.
    """
    around = {above for one in entries for above in (one, *one.iterancestors())}
    shown: list[str | date] = []
    others = set[str]()
    for one, text in lines:
        if address := entries.pop(one, None):
            shown += [address] * (shown[-1:] != [address])
        elif day := _alone(text, day_first):
            shown.append(day)
            others.add(_said_beside(one, around, day_first))
    days = [one for one in shown if isinstance(one, date)]
    if len(set(days)) < 2:
        return {}
    is_day = [isinstance(one, date) for one in shown]
    in_turn = all(one != two for one, two in pairwise(is_day))
    if not in_turn and 2 * len(others - {""}) > len(days):
        return {}
    found, day = dict[str, date](), days[0]
    if in_turn and not is_day[0] and is_day[-1]:
        shown.reverse()
    elif not is_day[0] or is_day[-1] or not (in_turn or days == sorted(days) or days == sorted(days, reverse=True)):
        return {}
    for entry in shown:
        if isinstance(entry, date):
            day = entry
        else:
            found[entry] = day
    return found


def _said_beside(day: _Element, around: set[_Element], day_first: bool | None) -> str:
    """Return the text of a link in the largest element around a day that is not `around` entries; "" without one.

    A link that says the day is none, and numbers do not matter: it may lead to all of this day, or to its agenda.
    """
    box = list(takewhile(lambda one: one not in around, (day, *day.iterancestors())))
    said = (squeeze(text_of(link)) for link in (box[-1].iter("a") if box else ()))
    return _NUMBER.sub("#", next((text for text in said if text and not _alone(text, day_first)), ""))


def _around(elements: Sequence[_Element]) -> _Element:
    """Return the smallest element around all others."""
    level = {one: number for number, one in enumerate((elements[0], *elements[0].iterancestors()))}
    shared = (
        next(level[one] for one in chain((element,), element.iterancestors()) if one in level) for element in elements
    )
    return list(level)[max(shared)]


def _in_words(links: Mapping[str, Link], rows: Rows, day_first: bool | None) -> dict[str, date]:
    """Find days in titles and teasers, if half the rows have one, and it is near those of the rows around."""
    texts = {address: " ".join(text for _, text in pieces(rows.of(link))) for address, link in links.items()}
    named = {address: _only(text, day_first) for address, text in texts.items()}
    known = [(address, day) for address, day in named.items() if day]
    if 2 * len(known) < len(texts):
        return {}
    found = {}
    for place, (address, day) in enumerate(known):
        near = known[max(0, place - _NEIGHBOURS) : place] + known[place + 1 : place + 1 + _NEIGHBOURS]
        if any(abs(other - day) <= _YEAR for _, other in near):
            found[address] = day
    return found


def _only(text: str, day_first: bool | None) -> date | None:
    """Return the only day that a text names, or the first of a range; None otherwise."""
    day = first_date(text, day_first=day_first)
    ends = {found for found, _, _ in dates_in(text, day_first=day_first)} - {day}
    return None if any(first < day for first in ends if day) or len(ends) > 1 else day


def _contradicts(url: str, day: date) -> bool:
    """Return True when an address names a month in which a page of this day cannot have been published."""
    month = month_in_address(url)
    return month is not None and not month[0] - timedelta(days=40) <= day <= month[1] + timedelta(days=1)
