"""Explain what becomes of each link of a page, for people who ask why a page was missed."""

from collections.abc import Iterator
from typing import NamedTuple

from briefings.address import comparable
from briefings.transcript.page.links.account import LinkPlace, place_on_page
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind


class LinkReason(NamedTuple):
    """Fate of a link: its absolute address ("" without one), its text, and the reason in words."""

    url: str
    said: str
    followed: bool
    why: str

    def __str__(self) -> str:
        return f"link\t{'followed' if self.followed else 'not followed'}\t{self.said}\t{self.url or '-'}\t{self.why}"


_PLACES = {
    LinkPlace.LANGUAGE: "the page in another language",
    LinkPlace.AGAIN: "this page again, in another form",
    LinkPlace.CITED: "it is in a paragraph of prose",
    LinkPlace.UNEXPLAINED: "a crawl looks at one link of its place, unless a list, frame or earlier look explains it",
}
_FOUND_BY = {
    "selector": "by the source's selector",
    "pattern": "by the source's pattern of addresses",
    "group": "one of the best group of links",
}


def explain_links(page: Page) -> Iterator[LinkReason]:
    """Yield each link of a page to its own site, in order, then other pages it tells of, and signs without an address.

    Whether a requested page turns out to be one of the same briefing is not known yet.
    """
    is_list = page.kind is PageKind.LIST
    pager = page.listing.further if is_list else page.siblings
    followed = _followed(page, is_list=is_list)
    for link in page.links.placed.links:
        address = comparable(link.url)
        if address == comparable(page.address.url):
            yield LinkReason(link.url, link.said, False, "it is this page")
        elif address in followed:
            yield followed.pop(address)._replace(said=link.said)
        else:
            why = f"{_PLACES[place_on_page(link)]}; its place: {link.key.partition(': ')[2]}"
            yield LinkReason(link.url, link.said, False, why)
    yield from followed.values()
    for sign in page.links.placed.signs:
        yield LinkReason("", sign.said, False, "it has no address")
    if pager.unresolved:
        yield LinkReason("", pager.unresolved, False, "more pages are shown, and no address is known: incomplete")
    if outside := page.links.placed.outside:
        yield LinkReason("", f"{outside} others", False, "they lead to other sites or to files")


def _followed(page: Page, *, is_list: bool) -> dict[str, LinkReason]:
    """Return the addresses that a crawl asks for, in the form in which they are compared, each with the reason."""
    pager, own = (page.listing.further if is_list else page.siblings), page.address.url
    reasons = {url: f"page {number}, as numbers and addresses agree" for number, url in pager.others.items()}
    reasons |= dict.fromkeys(pager.listed, "in the box of pages that the source names, or older entries")
    behind = pager.behind(own, in_list=is_list)
    if behind and not reasons:
        reasons[behind.url] = "the next page"
    entries = page.listing.entries if is_list else ()
    reasons |= {entry.url: f"an entry, {_FOUND_BY[page.listing.found_by]}" for entry in entries}
    return {comparable(url): LinkReason(url, "", True, why) for url, why in reasons.items()}
