"""The numbers of a box: which are pages, at which addresses, and which of them is this page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from briefings.address import same_page
from briefings.transcript.page.pagers.page_addresses import growth, size_key, template
from briefings.transcript.page.pagers.pager import grown
from briefings.transcript.page.pagers.pager_boxes import Box, Item
from briefings.transcript.page.pagers.pager_forms import bare_number_of, number_of, range_of_entries
from briefings.transcript.page.pagers.pager_words import number_and_total, part_of
from briefings.transcript.page.pagers.says import Says

MOST_PAGES = 999
_MOST_LIST_PAGES = 99_999
_OF_A_PART = re.compile(r"[?&]page=\d*(?:,|%2C)", re.IGNORECASE)
"""Drupal's name for the pages of one of several things on a page: a list within it, or its text."""
_ARROWS = frozenset((Says.NEXT, Says.NEXT_PAGE, Says.PREVIOUS))


class Count(NamedTuple):
    """ "Page 2 of 7"; zeros where a box does not say so."""

    number: int
    total: int
    in_words: bool
    """Whether it says page, or is called a pager: without, it may as well be a day or a picture."""


class Numbers(NamedTuple):
    """The pages that the numbers of a box name, this one included; none where they are no pages."""

    shown: Sequence[Item]
    """Those that may be a page's, in order."""
    pages: dict[int, str]
    current: int | None
    total: int | None
    sure: bool
    ignored: tuple[str, ...]
    """Numbers that no briefing has."""


def count_of(box: Box) -> Count:
    """Which page of how many a box says this one is."""
    if range_of_entries().search(box.quote):
        return Count(0, 0, False)
    in_words = number_of().search(box.quote)
    number, total = number_and_total(in_words or bare_number_of().search(box.quote))
    return Count(number, total, number > 0 and (box.named or in_words is not None))


def numbers_of(box: Box, own: str, article: bool) -> Numbers:
    """Read the numbers of a box on the page at `own`, of an article or of a list."""
    most = MOST_PAGES if article else _MOST_LIST_PAGES
    ignored = tuple(dict.fromkeys(f"page {item.number}" for item in box.numbers if not 0 < item.number <= most))
    shown = [item for item in box.numbers if 0 < item.number <= most and not (item.url and size_key(own, item.url))]
    count = count_of(box)
    said, total = (count.number, count.total) if count.in_words else (None, None)
    current = _current(shown, own, box) or said
    pages = _pages(box, shown, own, current, article)
    if pages and current is None and min(pages) == 2:
        current = 1
    # The parts of a series have a title each, and may be briefings of their own.
    sure = bool(pages) and (box.by_selector or (_is_sure(pages, current, own) and not part_of(box.quote)))
    if pages:
        pages |= {current: own} if current is not None else {}
        pages = _filled(pages, total or 0) if article else pages
        total = max(total or 0, *pages)
    return Numbers(shown, dict(sorted(pages.items())), current if pages else said, total, sure, ignored)


def _current(shown: Sequence[Item], own: str, box: Box) -> int | None:
    """The number of this page: marked, or a link to itself, or the only one without a link beside linked ones."""
    linked = {item.number for item in shown if item.url}
    plain = {item.number for item in shown if not item.url} - linked
    ways = (
        {item.number for item in shown if item.is_current},
        {item.number for item in shown if item.url and same_page(item.url, own)},
        plain if linked and not bare_number_of().search(box.quote) else set(),
    )
    return next((way.pop() for way in ways if len(way) == 1), None)


def _pages(box: Box, shown: Sequence[Item], own: str, current: int | None, article: bool) -> dict[int, str]:
    """Number to address of the pages other than this one; empty where the numbers are no pages."""
    linked: dict[int, str] = {}
    for item in shown:
        if item.url and item.number != current and not same_page(item.url, own):
            linked.setdefault(item.number, item.url)
    if not linked:
        return {}
    linked |= _last(box, linked)
    if box.by_selector:
        return linked
    if len(set(linked.values())) < len(linked) or not _rises(shown):
        return {}
    grows = all(_is_kin(own, url) for url in linked.values())
    has_arrow = any(item.says in _ARROWS for item in box.items)
    if not _is_row({item.number for item in shown}, current) and not (grows and (has_arrow or box.named)):
        return {}
    is_rooted = grows or (current is not None and (article or box.named or template(linked) is not None))
    return linked if is_rooted else {}


def _last(box: Box, linked: dict[int, str]) -> dict[int, str]:
    """The last page, where the address behind "Last" is one that the others show how to make."""
    at = template(linked)
    last = next((item.url for item in box.items if item.says is Says.LAST and item.url), None)
    if at is None or last is None:
        return {}
    return next(({n: last} for n in range(max(linked) + 1, MOST_PAGES) if at(n) == last), {})


def _is_row(shown: set[int], current: int | None) -> bool:
    """Whether numbers are a row, or windows of one: two in a row, and one of them beside this page's."""
    beside_this = current is None or not shown.isdisjoint((current - 1, current + 1))
    return beside_this and any(number + 1 in shown for number in shown)


def _rises(shown: Sequence[Item]) -> bool:
    """Whether the numbers rise from left to right, as those of a pager do; "first" and "last" may be printed twice.

    Those that fall all the way to 1 are a pager turned round; issues and years do not end there.
    """
    falls = sum(b.number <= a.number for a, b in pairwise(shown))
    return falls <= 1 or (falls == len(shown) - 1 and shown[-1].number == 1)


def _is_kin(own: str, url: str) -> bool:
    """Whether one of two addresses grew out of the other, or they differ in one number."""
    return _is_grown(own, url) or grown(own, url) is not None


@lru_cache(maxsize=64)
def _is_grown(own: str, url: str) -> bool:
    """Whether one of two addresses grew out of the other: asked of each number of a box twice."""
    return growth(own, url) is not None or growth(url, own) is not None


def _is_sure(others: dict[int, str], current: int | None, own: str) -> bool:
    """Whether the numbers are a row with this page in it, and their addresses have one stem with this one's, or among
    themselves, and not the names of a list's pages within this page."""
    if current is None or not _is_row({*others, current}, None):
        return False
    apart = [url for url in others.values() if not _is_grown(own, url)]
    # One that leads to another host is a slip or a trap: it must not hide that the others are pages of this one.
    if any(_OF_A_PART.search(url) for url in others.values()):
        return False
    stem = len(apart) < len(others) and all(urlsplit(url).hostname != urlsplit(own).hostname for url in apart)
    return stem or (len(others) > 1 and template(others) is not None)


def _filled(pages: dict[int, str], total: int) -> dict[int, str]:
    """Pages 4, 5, 6 of "1 2 3 ... 7", where the addresses of two others show how they are made."""
    last = min(max(*pages, total), MOST_PAGES)
    at = template(pages) if len(pages) < last else None
    return pages if at is None else {number: at(number) for number in range(2, last + 1)} | pages
