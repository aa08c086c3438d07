"""Explain why each link of a page is followed or not, for people who ask why a page was missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import _Element

from briefings.address import comparable, same_page
from briefings.markup import Markup
from briefings.transcript.page.account import LinkPlace, place_on_page
from briefings.transcript.page.encoding import decode
from briefings.transcript.page.links import Link, links_of
from briefings.transcript.page.lists.entry_groups import Places, site_of
from briefings.transcript.page.many_links import cut_at_links
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.pagers.pager import Pager
from briefings.transcript.page.pagers.read_pager import judged_boxes
from briefings.transcript.page.read_page import read_page
from briefings.transcript.page.tree import parse


class LinkReason(NamedTuple):
    """Fate of a link: its absolute address ("" without one), its text, and the reason in words."""

    url: str
    said: str
    followed: bool
    why: str

    def __str__(self) -> str:
        return f"link\t{'followed' if self.followed else 'not followed'}\t{self.said}\t{self.url or '-'}\t{self.why}"


def explain_links(
    html: bytes, url: str, *, encoding: str | None = None, markup: Markup | None = None, as_list: bool = False
) -> Iterator[LinkReason]:
    """Yield each link of a page in order, then signs of more pages without an address.

    The arguments are those of `read_page`, whose exceptions are raised here too. Whether a requested page turns out to
    be one of the same briefing is not known yet.
    """
    page = read_page(html, url, encoding=encoding, markup=markup, as_list=as_list)
    if not page.origin.served.is_page:
        return
    text, _ = cut_at_links(decode(html, encoding).text)
    root, _ = parse(text)
    links = links_of(root, url, aliases=markup.aliases if markup else ())
    is_list = page.kind is PageKind.LIST
    pager = page.listing.further if is_list else page.siblings
    judged = [one for one in judged_boxes(links, article=not is_list) if len(one.box.links) > 1 or not one.why]
    refused = {link.element: one.why for one in judged for link in one.box.links}
    reader = _Reasons(page, pager, markup or Markup(), refused)
    for link in links.all:
        if link.tag != "link" or ("next" in link.rel and link.url):
            followed = reader.followed(link)
            said = "rel=next" if link.tag == "link" else link.said
            yield LinkReason(link.url, said, bool(followed), followed or reader.not_followed(link))
    if pager.unresolved:
        yield LinkReason("", pager.unresolved, False, "more pages are shown, and no address is known: incomplete")


_PLACES = {
    LinkPlace.LANGUAGE: "the page in another language",
    LinkPlace.AGAIN: "this page again, in another dress",
    LinkPlace.CITED: "it stands in a paragraph of prose",
    LinkPlace.UNEXPLAINED: "a crawl looks at one of its place, if no list, no frame of the site and no map explains it",
}
_FOUND_BY = {
    "selector": "by the source's selector",
    "pattern": "by the source's pattern of addresses",
    "group": "one of the best group of links",
}


@dataclass
class _Reasons:
    """Explains the links of a page; `refused` has why those in boxes are no pager's, "" for a pager's."""

    page: Page
    pager: Pager
    markup: Markup
    refused: dict[_Element, str]

    def __post_init__(self) -> None:
        self.is_list = self.page.kind is PageKind.LIST
        self.taken = {comparable(entry.url) for entry in self.page.listing.entries} if self.is_list else set()
        self.placed = {link.url: link for link in self.page.links.placed.links}
        self.places = Places()
        self.selector = self.markup.list_pages if self.is_list else self.markup.article_pages

    def followed(self, link: Link) -> str:
        """Return why a link is followed; "" if it is not."""
        url = link.url
        if not url:
            return ""
        if number := next((n for n, other in self.pager.others.items() if same_page(other, url)), None):
            return f"page {number}, as numbers and addresses agree"
        behind = self.pager.behind(self.page.address.url, in_list=self.is_list)
        if behind and not self.pager.others and same_page(behind.url, url):
            return "the next page"
        is_entry = link.tag in {"a", "area"} and comparable(url) in self.taken
        return f"an entry, {_FOUND_BY[self.page.listing.found_by]}" if is_entry else ""

    def not_followed(self, link: Link) -> str:
        """Return why a link is not followed."""
        if link.url and same_page(link.url, self.page.address.url):
            return "it is this page"
        if self.selector is False and link.element in self.refused:
            return "the source says that there is one page only"
        if self.selector and link.element in self.refused:
            return f"the source says that the links to other pages are in {self.selector}"
        if why := self.refused.get(link.element):
            return f"no pager: {why}"
        if not link.url:
            return "it has no address"
        if not self.is_list:
            return self._placed(link)
        return "it leads to no further page" if link.element in self.refused else self._no_entry(link)

    def _placed(self, link: Link) -> str:
        """Return the place of a link in the account of links."""
        placed = self.placed.get(link.url)
        if placed is None:
            return "it leads outside"
        why = _PLACES[place_on_page(placed)]
        return f"{why}; its place: {placed.key.partition(': ')[2]}"

    def _no_entry(self, link: Link) -> str:
        """Return why a link of a list is no entry."""
        markup, listing = self.markup, self.page.listing
        if listing.found_by == "selector":
            pattern = f", or does not match {markup.entry_urls}" if markup.entry_urls else ""
            return f"it is not in {markup.entries}{pattern}"
        if self.places.of(link.element)[1]:
            return "it is in a menu, a footer or the like"
        if listing.found_by == "pattern":
            return f"its address does not match {markup.entry_urls}"
        if site_of(link.url) != site_of(self.page.address.url):
            return "it is of another site"
        if listing.rivals:
            return "two groups of links may be the entries"
        return "it is not of the group of links that was taken for the entries"
