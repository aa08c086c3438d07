"""The known further pages of an open briefing not yet requested: from numbers, boxes, rows and next links."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.address import comparable

if TYPE_CHECKING:
    from briefings.crawling.open_briefing import OpenBriefing


class RequestedPage(NamedTuple):
    """A requested page."""

    url: str
    said: str
    """Text of the pager or link that named it."""
    vouched: bool = False
    """True if the source vouches for it: it stands in the box named by its selector."""


def further_pages(opened: OpenBriefing) -> dict[int, RequestedPage]:
    """Return the pages known now and not yet requested, by number.

    These are the pages named by the pagers of all pages, and pages between whose address follows a shape; once all of
    them have arrived, the page that the last one links to as the next.
    """
    return _numbered(opened) or (_linked(opened) if opened.is_whole else {})


def _numbered(opened: OpenBriefing) -> dict[int, RequestedPage]:
    known: dict[int, RequestedPage] = {}
    if _is_new(opened, 1, opened.address.url):
        known[1] = RequestedPage(opened.address.url, "")
    sourced = opened.sourced.named_by(opened.address.url, opened.pages.values(), opened.max_pages)
    for number, (url, quote) in sourced.items():
        if _is_new(opened, number, url):
            known[number] = RequestedPage(url, quote)
    for page in opened.pages.values():
        pager = page.siblings
        for number, url in pager.others.items():
            if _is_new(opened, number, url):
                known.setdefault(number, RequestedPage(url, pager.quote))
    last = max((*known, *opened.asked))
    if opened.address.numbered:
        for number in range(1, min(last, opened.max_pages) + 1):
            if number not in opened.asked and _is_new(opened, number, url := opened.address.page(number)):
                known.setdefault(number, RequestedPage(url, ""))
    _add_listed(opened, known)
    return known


def _add_listed(opened: OpenBriefing, known: dict[int, RequestedPage]) -> None:
    """Add the pages that the source's box or the row of a list names without numbers, one after another."""
    listed = [(url, page.siblings.quote) for page in opened.pages.values() for url in page.siblings.listed]
    for url, said in (*listed, *((url, "its row of the list") for url in opened.attempt.in_row)):
        number = max((*known, *opened.asked)) + 1
        if _is_new(opened, number, url) and all(comparable(url) != comparable(one.url) for one in known.values()):
            known[number] = RequestedPage(url, said, vouched=True)


def _linked(opened: OpenBriefing) -> dict[int, RequestedPage]:
    last = max(opened.pages)
    link = opened.pages[last].siblings.behind(opened.pages[last].address.url, opened.address.url)
    is_new = link is not None and _is_new(opened, last + 1, link.url)
    return {last + 1: RequestedPage(link.url, link.said)} if link is not None and is_new else {}


def _is_new(opened: OpenBriefing, number: int, url: str) -> bool:
    if number < 1 or number in opened.asked or number in opened.gaps:
        return False
    return all(comparable(url) != comparable(asked.url) for asked in opened.asked.values())
