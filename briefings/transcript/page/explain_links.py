"""Why each link that looks like a pager or an entry is followed or is not, for people who ask why a page was missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import _Element

from briefings.address import comparable, same_page
from briefings.transcript.page.account import LinkPlace, place_of
from briefings.transcript.page.encoding import decode
from briefings.transcript.page.links import Link, Links, links_of
from briefings.transcript.page.lists.entry_groups import Places, site_of
from briefings.transcript.page.lists.listing import Listing
from briefings.transcript.page.many_links import MOST_IN_TEXT, cut_at_links
from briefings.transcript.page.markup import Markup
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.pagers.pager import Pager
from briefings.transcript.page.pagers.pager_boxes import Item
from briefings.transcript.page.pagers.pager_words import Says
from briefings.transcript.page.pagers.read_pager import judged_boxes
from briefings.transcript.page.placed_links import PlacedLink
from briefings.transcript.page.read_page import read_page
from briefings.transcript.page.tree import parse


class LinkReason(NamedTuple):
    """What becomes of a link and why: its absolute address ("" without one), what it shows, and the reason in words."""

    url: str
    said: str
    followed: bool
    why: str

    def __str__(self) -> str:
        return f"link\t{'followed' if self.followed else 'not followed'}\t{self.said}\t{self.url or '-'}\t{self.why}"


def explain_links(
    html: bytes, url: str, *, encoding: str | None = None, markup: Markup | None = None, as_list: bool = False
) -> Iterator[LinkReason]:
    """Each link that may lead to another page, then on a list each that may be an entry, in the page's order.

    The arguments are those of `read_page`, and what it raises is raised here too. Whether a page that is asked for
    turns out to be one of the same briefing is not known yet.
    """
    page = read_page(html, url, encoding=encoding, markup=markup, as_list=as_list)
    if not page.origin.served.is_page:
        return
    text, _ = cut_at_links(decode(html, encoding).text, MOST_IN_TEXT)
    root, _ = parse(text)
    links = links_of(root, url, aliases=markup.aliases if markup else ())
    is_list = page.kind is PageKind.LIST
    pager = page.listing.further if is_list else page.siblings
    selector = (markup.list_pages if is_list else markup.article_pages) if markup else None
    paging: set[_Element] = set()
    for item, refused in _in_boxes(links, article=not is_list):
        if item.link is not None:
            paging.add(item.link.element)
            followed = _followed(item.link.url, pager)
            reason = followed or _elsewhere(selector) or refused or _of_item(item, links.own)
            yield LinkReason(item.link.url, item.link.said, bool(followed), reason)
    for link in links.all:
        if link.tag == "link" and "next" in link.rel and link.url:
            followed = _followed(link.url, pager)
            yield LinkReason(link.url, "rel=next", bool(followed), followed or _elsewhere(selector) or _NOT_GROWN)
    for link in links.all if not is_list else ():
        if link.tag != "link" and link.element not in paging and (followed := _followed(link.url, pager)):
            yield LinkReason(link.url, link.said, True, followed)
    if not is_list:
        told = {comparable(link.url) for link in links.all if link.element in paging and link.url}
        yield from _accounted(page, pager, told)
    if pager.unresolved:
        yield LinkReason("", pager.unresolved, False, "more pages are shown, and no address is known: incomplete")
    if is_list:
        yield from _entries(page, links, paging, markup)


def _in_boxes(links: Links, *, article: bool) -> Iterator[tuple[Item, str]]:
    """What stands in boxes that may be pagers, and why the box is none; "" where it is one."""
    for one in judged_boxes(links, article=article):
        # A lone number is a footnote or a count.
        if len(one.box.items) > 1 or (not one.why and (one.pager.next_links or one.pager.previous)):
            refused = f"no pager: {one.why}" if one.why else ""
            yield from ((item, refused) for item in one.box.items)


class _PageAlone:
    """What a page alone says of its links: entries, the frame and what was looked at are known to a crawl."""

    def __init__(self, page: Page) -> None:
        self.own = page.address.url

    def is_outside(self, url: str) -> bool:
        return site_of(url) != site_of(self.own)

    def is_own(self, url: str) -> bool:
        return same_page(url, self.own)

    def is_entry(self, url: str) -> bool:
        return False

    def is_frame(self, link: PlacedLink) -> bool:
        return False

    def leads_elsewhere(self, link: PlacedLink) -> bool:
        return False


def _accounted(page: Page, pager: Pager, told: set[str]) -> Iterator[LinkReason]:
    """The links that no pager explains, each with its place in the account of links."""
    alone = _PageAlone(page)
    known = {comparable(url) for url in (*pager.pages.values(), *(link.url for link in pager.nexts[:1]))}
    for link in page.links.placed.links:
        if comparable(link.url) not in known | told:
            place = place_of(link, alone)
            why = f"{_PLACES[place]}; its place: {link.key.partition(': ')[2]}"
            yield LinkReason(link.url, link.said, False, why)


_PLACES = {
    LinkPlace.OUTSIDE: "it leads outside, or acts",
    LinkPlace.OWN: "it is this page",
    LinkPlace.LANGUAGE: "the page in another language",
    LinkPlace.AGAIN: "this page again, in another dress",
    LinkPlace.CITED: "it stands in a paragraph of prose",
    LinkPlace.UNEXPLAINED: "a crawl looks at one of its place, if no list, no frame of the site and no map explains it",
}
_NOT_GROWN = "its address did not grow out of this page's: it may be the next article"


def _followed(url: str, pager: Pager) -> str:
    """Why a link is followed as a page of the same thing; "" when it is not."""
    number = next((number for number, other in pager.others.items() if url and same_page(other, url)), None)
    if number is not None:
        sure = "sure, as numbers and addresses agree" if pager.sure else "to be tried, as nothing makes it sure"
        return f"page {number}, {sure}"
    link = next((link for link in pager.nexts[:1] if same_page(link.url, url)), None) if url else None
    return "the next page" if link else ""


def _elsewhere(selector: str | bool | None) -> str:
    if selector is False:
        return "the source says that there is one page only"
    return f"the source says that the links to other pages are in {selector}" if selector else ""


def _of_item(item: Item, own: str) -> str:
    """Why something in a box that may be a pager is not followed."""
    if item.link is None or not item.link.url:
        return "it has no address"
    if same_page(item.link.url, own):
        return "it is this page"
    if item.says in {Says.BACK, Says.FIRST}:
        return "it leads back"
    if item.says is Says.NUMBER:
        return "its number is no page's: out of the row, or a size"
    return _NOT_GROWN


def _entries(page: Page, links: Links, paging: set[_Element], markup: Markup | None) -> Iterator[LinkReason]:
    """What becomes of the links of a list page that are in no pager."""
    listing = page.listing
    taken = {comparable(entry.url) for entry in listing.entries}
    places = Places()
    for link in links.shown:
        if link.element in paging:
            continue
        if followed := _followed(link.url, listing.further):
            yield LinkReason(link.url, link.said, True, followed)
        elif comparable(link.url) in taken:
            yield LinkReason(link.url, link.said, True, f"an entry, {_FOUND_BY[listing.found_by]}")
        else:
            yield LinkReason(link.url, link.said, False, _no_entry(link, links.own, listing, places, markup))


_FOUND_BY = {
    "selector": "by the source's selector",
    "pattern": "by the source's pattern of addresses",
    "group": "one of the best group of links",
}


def _no_entry(link: Link, own: str, listing: Listing, places: Places, markup: Markup | None) -> str:
    if same_page(link.url, own):
        return "it is this page"
    if listing.found_by == "selector" and markup:
        pattern = f", or does not match {markup.entry_urls}" if markup.entry_urls else ""
        return f"it is not in {markup.entries}{pattern}"
    if places.of(link.element)[1]:
        return "it is in a menu, a footer or the like"
    if listing.found_by == "pattern" and markup:
        return f"its address does not match {markup.entry_urls}"
    if site_of(link.url) != site_of(own):
        return "it is of another site"
    if listing.rivals:
        return "two groups of links may be the entries"
    return "it is not of the group of links that was taken for the entries"
