"""A row of numbered links: which pages it names, which of them is this page, and what leads on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from lxml.etree import _Element

from briefings.address import same_page
from briefings.transcript.page.links import Link
from briefings.transcript.page.pagers.number_in_address import template
from briefings.transcript.page.pagers.page_addresses import goes_on, grown, growth, size_key
from briefings.transcript.page.pagers.pager import MOST_PAGES, Next, Pager
from briefings.transcript.page.pagers.pager_boxes import Box, Item
from briefings.transcript.page.pagers.pager_words import Says, bare_number_of
from briefings.transcript.page.pagers.signs import count_of

_MOST_LIST_PAGES = 99_999
_OF_A_PART = re.compile(r"[?&]page=\d*(?:,|%2C)", re.IGNORECASE)
"""Drupal's name for the pages of one of several things on a page: a list within it, or its text."""
_PAGE_SCRIPT = re.compile(r"javascript:.{0,300}(?:page|postback|paging)", re.IGNORECASE)
_ON = {True: frozenset((Says.NEXT, Says.PAGE, Says.MORE)), False: frozenset((Says.NEXT, Says.PAGE, Says.LOAD))}
"""The signs that lead on, by whether an article is read."""
_ARROWS = frozenset((Says.NEXT, Says.PAGE, Says.BACK))


def read_box(box: Box, own: str, article: bool) -> Pager:
    """Read the other pages from one box; NO_PAGER or the like where it shows none."""
    most = MOST_PAGES if article else _MOST_LIST_PAGES
    shown = [item for item in box.numbers if 0 < item.number <= most and not (item.url and size_key(own, item.url))]
    count = count_of(box)
    said, total = (None, None) if count.is_bare or not count.total else (count.number, count.total)
    current = _current(shown, own, box) or said
    pages = _pages(box, shown, own, current, article)
    if pages and current is None and min(pages) == 2:
        current = 1
    possible, first = dict[int, str](), pages.get(1)
    if article and not (box.by_selector or _is_of_article(pages, current, own)):
        possible, pages = pages, {}
    if pages:
        pages |= {current: own} if current is not None else {}
        pages = _filled(pages, total or 0) if article else pages
    if pages or possible:
        total = max(total or 0, current or 0, *pages, *possible)
    on = [item for item in box.items if item.url and item.says in _ON[article] and not same_page(item.url, own)]
    nexts = () if current is not None and current + 1 in pages else _nexts(box, on, own, article)
    previous = _leads(box, Says.BACK)
    is_last = total is not None and current == total and (previous is not None or not article)
    unresolved = "" if pages or possible or nexts or is_last else _unresolved(box, shown, article)
    if unresolved and shown:
        total = max(total or 0, *(item.number for item in shown))
    return Pager(
        pages=dict(sorted(pages.items())),
        current=current if pages or first or (possible and current == 1) else said,
        total=total,
        quote=box.quote if pages or possible or nexts or total else "",
        nexts=nexts,
        next_links=tuple(dict.fromkeys((item.url, item.link.said if item.link else "") for item in on)),
        previous=previous,
        first=pages.get(1) or first or _leads(box, Says.FIRST),
        unresolved=unresolved,
        possible=tuple(possible.values()),
        ignored=tuple(dict.fromkeys(f"page {one.number}" for one in box.numbers if not 0 < one.number <= most)),
    )


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
    """Number to address of the pages other than this one; empty where the numbers are no row of pages.

    A row rises, has two numbers of which one follows the other, and this page in it: its addresses differ from this
    page's in one number, or it shows which number is this page's.
    """
    linked: dict[int, str] = {}
    for item in shown:
        if item.url and item.number != current and not same_page(item.url, own):
            linked.setdefault(item.number, item.url)
    if not linked or box.by_selector:
        return linked
    falls = sum(b.number <= a.number for a, b in pairwise(shown))
    is_turned = falls == len(shown) - 1 and shown[-1].number == 1
    if len(set(linked.values())) < len(linked) or (falls > 1 and not is_turned):
        return {}
    is_kin = all(_differs_in_number(own, url) for url in linked.values())
    has_arrow = any(item.says in _ARROWS for item in box.items)
    if not _is_row({item.number for item in shown}, current) and not (is_kin and (has_arrow or box.named)):
        return {}
    is_rooted = is_kin or (current is not None and (article or box.named or template(linked) is not None))
    return linked if is_rooted else {}


def _is_row(shown: set[int], current: int | None) -> bool:
    """Return True for numbers that are a row, or windows of one: two in a row, and one of them beside this page's."""
    beside_this = current is None or not shown.isdisjoint((current - 1, current + 1))
    return beside_this and any(number + 1 in shown for number in shown)


def _differs_in_number(own: str, url: str) -> bool:
    return growth(own, url) is not None or growth(url, own) is not None


def _is_of_article(others: dict[int, str], current: int | None, own: str) -> bool:
    """Return True for a row of numbers with this page in it whose addresses have one stem with this one's, or among
    themselves, and not the names of a list's pages within this page. A row may have gaps where each address is this
    page's with the number behind it."""
    if all(grown(own, url) == number for number, url in others.items()):
        return bool(others)
    if current is None or not _is_row({*others, current}, None):
        return False
    if any(_OF_A_PART.search(url) for url in others.values()):
        return False
    apart = [url for url in others.values() if not _differs_in_number(own, url)]
    # One that leads to another host is a slip or a trap: it must not hide that the others are pages of this one.
    stem = len(apart) < len(others) and all(urlsplit(url).hostname != urlsplit(own).hostname for url in apart)
    return stem or (len(others) > 1 and template(others) is not None)


def _filled(pages: dict[int, str], total: int) -> dict[int, str]:
    """Pages 4, 5, 6 of "1 2 3 ... 7", where the addresses of two others show how they are made."""
    last = min(max(*pages, total), MOST_PAGES)
    at = template(pages) if len(pages) < last else None
    return pages if at is None else {number: at(number) for number in range(2, last + 1)} | pages


def _nexts(box: Box, on: Sequence[Item], own: str, article: bool) -> tuple[Next, ...]:
    """The links to the next page, those whose addresses grew first; what else leads on is for the account of links."""
    found = []
    for item in on:
        is_address = box.by_selector or grown(own, item.url) is not None or (not article and goes_on(own, item.url))
        if is_address or (not article and item.says is Says.PAGE):
            said = item.link.said if item.link else ""
            found.append((not is_address, Next(item.url, item.number or None, said)))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _leads(box: Box, says: Says) -> str | None:
    return next((item.url for item in box.items if item.says is says and item.url), None)


def _unresolved(box: Box, shown: Sequence[Item], article: bool) -> str:
    """A sign that there are more pages which has no address, where the box says that it is about pages."""
    unlinked = [item for item in box.items if item.link is not None and not item.url]
    on = {item.says for item in unlinked}
    about_pages = box.named or any(item.link and _is_about_pages(item.link) for item in unlinked)
    is_off = any(item.link is not None and _is_disabled(item.link.element) for item in unlinked)
    signs = (
        about_pages and {1, 2} <= {item.number for item in shown} and (unlinked or box.by_selector),
        (Says.PAGE in on or (about_pages and Says.NEXT in on)) and not is_off,
        not article and Says.LOAD in on,
    )
    return f"{box.quote} (no address)" if any(signs) else ""


def _is_about_pages(link: Link) -> bool:
    """Return True for a link whose script, or the form it sends, turns pages."""
    return link.tag == "input" or _PAGE_SCRIPT.search(link.href) is not None


def _is_disabled(element: _Element) -> bool:
    """Return True for a link that is switched off, as the next link is on a last page."""
    one: _Element | None = element
    while one is not None and one.tag not in {"ul", "ol", "nav", "body"}:
        is_off = "disabled" in (one.get("class") or "").lower() or one.get("disabled") is not None
        if is_off or one.get("aria-disabled") == "true":
            return True
        one = one.getparent()
    return False
