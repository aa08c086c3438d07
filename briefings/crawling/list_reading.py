"""A list page as a walk sees it, and the signs on it that are not understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefings.address import comparable
from briefings.crawling.list_walk import ListedPage, ListWalk
from briefings.crawling.scope import Scope
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import NO_PAGER, Page

NOTHING_LISTED = ListedPage((), {}, None)
"""What a page past the end of a list brings."""


def with_made_pages(page: Page, number: int, made: Mapping[int, str]) -> Page:
    """A list page, its number being that one, whose source makes the addresses of others; what its script shows is
    not looked at."""
    further = replace(NO_PAGER, pages={number: page.address.url, **made}, current=number)
    return replace(page, listing=replace(page.listing, further=further))


def listed_page(page: Page, scope: Scope, unsettled: int) -> ListedPage:
    """What a list page brings to its walk; `unsettled` is how many of its entries are new or unfinished."""
    listing = page.listing
    further = {number: url for number, url in listing.further.others.items() if scope.is_on_site(url)}
    link = listing.further.next
    return ListedPage(
        links=[entry.url for entry in listing.entries],
        further=further,
        listed=[url for url in listing.further.listed if scope.is_on_site(url)],
        lists=[url for url in listing.lists if scope.is_on_site(url)],
        next_page=link.url if link is not None and scope.is_on_site(link.url) else None,
        dates=[days[1] for entry in listing.entries if (days := entry.days) is not None],
        unsettled=unsettled,
        is_xml=listing.found_by in {"sitemap", "feed"},
    )


def doubts_of(page: Page) -> Iterator[Reason]:
    """What of a list page was not read, and two groups of links that may be its entries."""
    for words in filter(None, (page.listing.broken, page.extent.unread)):
        yield Reason(ReasonKind.TRUNCATED, words)
    if page.listing.rivals:
        groups = " or ".join(f"{group[0]} and {len(group) - 1} more" for group in page.listing.rivals)
        yield Reason(ReasonKind.NO_ENTRIES, f"which links are its entries: {groups}? Say so with -a allow=REGEX")


def sign_of_more(page: Page, walk: ListWalk | None) -> Reason | None:
    """What a page of a list shows of further pages that are not known: numbers without addresses, or a next link."""
    further = page.listing.further
    if further.unresolved:
        words = f'it shows further pages without an address: "{further.unresolved}"'
        return Reason(ReasonKind.NOT_FOLLOWED, words)
    if further.listed or page.listing.lists or (left := _next_left(page, walk)) is None:
        return None
    return Reason(ReasonKind.NOT_FOLLOWED, f'its link "{left[1]}" to {left[0]} was not taken for its next page')


def _next_left(page: Page, walk: ListWalk | None) -> tuple[str, str] | None:
    """Address and text of a link that says next, where no further page is known and it leads to no entry, nor back to
    a page that was read: the next month of a calendar."""
    further = page.listing.further
    if further.others or further.nexts or not further.next_links:
        return None
    entries = {comparable(entry.url) for entry in page.listing.entries}
    links = [(url, said) for url, said in further.next_links if comparable(url) not in entries]
    return next(((url, said) for url, said in links if walk is None or not walk.has_page(url)), None)
