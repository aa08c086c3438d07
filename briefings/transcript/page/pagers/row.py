"""A row of numbered links, of a briefing or of a list: the pages it names, and which of them is this page."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from lxml.etree import _Element

from briefings.address import same_page
from briefings.transcript.page.lines import is_hidden
from briefings.transcript.page.links import Link
from briefings.transcript.page.pagers.boxes import Box
from briefings.transcript.page.pagers.page_addresses import OF_A_PART, Degree, growth, template
from briefings.transcript.page.pagers.pager import MOST_PAGES, Pager, PagerLink
from briefings.transcript.page.pagers.pager_words import load_more, number_in, page_named, says_page
from briefings.transcript.page.pagers.signs import count_of

_MOST_LIST_PAGES = 99_999
_PAGE_SCRIPT = re.compile(r"javascript:.{0,300}(?:page|postback|paging)", re.IGNORECASE)


def read_box(box: Box, own: str, article: bool) -> Pager:
    """Read the other pages from one box; a box that is no row of pages names none."""
    most = MOST_PAGES if article else _MOST_LIST_PAGES
    box.numbers = [one for one in box.numbers if 0 < one.number <= most]
    count = count_of(box)
    said, total = (None, None) if count.is_bare or not count.total else (count.number, count.total)
    current = _current(box, own) or said
    pages, possible = _pages(box, own, current, article)
    if pages:
        current = 1 if current is None and min(pages) == 2 else current
        pages |= {current: own} if current is not None else {}
        pages = _filled(pages, total or 0) if article else pages
    is_last = total is not None and current == total
    unresolved = "" if pages or possible or is_last else _unresolved(box, article)
    if pages or possible or unresolved:
        named = (*pages, *possible, *(one.number for one in box.numbers if unresolved))
        total = max((total or 0, current or 0, *named)) or None
    return Pager(
        pages=dict(sorted(pages.items())),
        current=current if pages or 1 in possible or (possible and current == 1) else said,
        total=total,
        quote=box.quote,
        links=tuple(
            PagerLink(link.url, link.said, page_named(link.said))
            for link in box.links if link.url and not same_page(link.url, own)
        ),
        unresolved=unresolved,
        possible=possible,
    )  # fmt: skip


def _current(box: Box, own: str) -> int | None:
    """Return the number of this page: marked, or a link to itself, or the only one without an address beside others."""
    linked = {number for number, url, _ in box.numbers if url}
    of_links = {number_in(link.said) or 0 for link in box.links}
    most = max(of_links, default=0) + 1 if linked else 0
    plain = {number for number, url, _ in box.numbers if not url and number <= most} - linked
    ways = (
        {number for number, _, is_current in box.numbers if is_current},
        {number for number, url, _ in box.numbers if url and same_page(url, own)},
        # A link without an address may be this page's, or that of another page by a script.
        plain - of_links,
        plain,
    )
    return next((way.pop() for way in ways if len(way) == 1), None)


def _pages(box: Box, own: str, current: int | None, article: bool) -> tuple[dict[int, str], dict[int, str]]:
    """Return the addresses of the other pages by number, and those of a row that may not name pages.

    A row has two numbers of which one follows the other. The addresses of pages differ from this page's in one number;
    one that leads to another host is a slip or a trap, and must not hide that the others are pages.
    """
    linked: dict[int, str] = {}
    for number, url, _ in box.numbers:
        if url and number != current and not same_page(url, own) and not (article and OF_A_PART.search(url)):
            linked.setdefault(number, url)
    if not linked or box.by_selector:
        return linked, {}
    kin = {number: url for number, url in linked.items() if _is_kin(own, number, url)}
    if kin and 1 in linked:
        kin = {1: linked[1], **kin}  # its address may lack more than a number
    is_counted = len(kin) == len(linked) and (
        box.named or (len(linked) > 1 and all(_is_grown_by(own, *page) for page in kin.items()))
    )
    if not (_is_row([one.number for one in box.numbers], current) or is_counted):
        return {}, {}
    is_of_list = current is not None and box.named and not article and not kin
    pages = linked if is_of_list else kin
    return pages, linked if current is not None and not pages else {}


def _is_row(shown: Collection[int], current: int | None) -> bool:
    """Return True for numbers that are a row, or windows of one: two in a row, and one of them beside this page's."""
    beside_this = current is None or not {current - 1, current + 1}.isdisjoint(shown)
    return beside_this and any(number + 1 in shown for number in shown)


def _is_kin(own: str, number: int, url: str) -> bool:
    """Return True for an address that differs from this page's in one number, like a page's; page 1's may lack it."""
    step = growth(own, url)
    if step is None:
        return number == 1 and growth(url, own) is not None
    return step.degree is not Degree.SLUG or step.number == number


def _is_grown_by(own: str, number: int, url: str) -> bool:
    step = growth(own, url)
    return step is not None and step.number == number


def _filled(pages: Mapping[int, str], total: int) -> dict[int, str]:
    """Return the pages with those missing in "1 2 3 ... 7", if the addresses of two others show how they are made."""
    last = min(max(*pages, total), MOST_PAGES)
    at = template(pages) if len(pages) < last else None
    return dict(pages) if at is None else {number: at(number) for number in range(2, last + 1)} | dict(pages)


def _unresolved(box: Box, article: bool) -> str:
    """Return a sign of more pages without an address, if the box is about pages; "" without one."""
    dead = [link for link in box.links if not link.url]
    unlinked = [link for link in dead if not (link.shows_no_more or is_disabled(link.element))]
    about_pages = box.named or any(map(_is_about_pages, unlinked))
    signs = (
        about_pages and {1, 2} <= {one.number for one in box.numbers} and (unlinked or box.by_selector),
        any(about_pages or says_page(link.said) for link in unlinked),
        not article and any(load_more().fullmatch(link.said) for link in unlinked),
    )
    return f"{box.quote} (no address)" if any(signs) else ""


def _is_about_pages(link: Link) -> bool:
    """Return True for a link whose script, or the form it sends, turns pages."""
    return link.tag == "input" or _PAGE_SCRIPT.search(link.href) is not None


def is_disabled(element: _Element) -> bool:
    """Return True for a link that is switched off, like the next link on a last page, or not shown."""
    one: _Element | None = element
    while one is not None and one.tag not in {"ul", "ol", "nav", "body"}:
        is_off = "disabled" in (one.get("class") or "").lower() or one.get("disabled") is not None
        if is_off or is_hidden(one):
            return True
        one = one.getparent()
    return False
