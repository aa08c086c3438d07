"""A list page as a walk sees it, and the signs on it that are not understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefings.crawling.list_pages import ListedPage
from briefings.crawling.list_walk import ListWalk
from briefings.crawling.scope import Scope
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import NO_PAGER, Page

NOTHING_LISTED = ListedPage((), {}, None)
"""Listing of a page past the end of a list."""


def with_made_pages(page: Page, number: int, made: Mapping[int, str]) -> Page:
    """Return list page `number` with other pages whose addresses its source makes, ignoring what its script shows."""
    further = replace(NO_PAGER, pages={number: page.address.url, **made}, current=number)
    return replace(page, listing=replace(page.listing, further=further))


def listed_page(page: Page, scope: Scope, unsettled: int) -> ListedPage:
    """Return what a walk needs of a list page; `unsettled` is the number of its new or unfinished entries."""
    listing = page.listing
    link = listing.further.behind(page.address.url, in_list=True)
    return ListedPage(
        links=[entry.url for entry in listing.entries],
        further={number: url for number, url in listing.further.others.items() if scope.is_on_site(url)},
        listed=[url for url in listing.further.listed if scope.is_on_site(url)],
        lists=[url for url in listing.lists if scope.is_on_site(url)],
        next_page=link.url if link is not None and scope.is_on_site(link.url) else None,
        dates=[days[1] for entry in listing.entries if (days := entry.days) is not None],
        unsettled=unsettled,
        is_xml=listing.found_by in {"sitemap", "feed"},
        number=listing.further.current,
    )


def doubts_of(page: Page) -> Iterator[Reason]:
    """Yield the unread part of a list page, and two groups of links that may be its entries, as reasons."""
    for words in filter(None, (page.listing.broken, page.extent.unread)):
        yield Reason(ReasonKind.TRUNCATED, words)
    if page.listing.rivals:
        groups = " or ".join(f"{group[0]} and {len(group) - 1} more" for group in page.listing.rivals)
        yield Reason(ReasonKind.NO_ENTRIES, f"which links are its entries: {groups}? Say so with -a allow=REGEX")


def sign_of_more(page: Page, walk: ListWalk | None) -> Reason | None:
    """Return the sign on a list page of further pages without addresses; the account of links has those with one."""
    further = page.listing.further
    # "Page 3 of 3" tells of pages before it, which led to it unless the walk begins with it.
    is_last = walk is not None and walk.read.last is not None and 0 < further.printed.number == further.total
    if not further.unresolved or is_last:
        return None
    words = f'it shows further pages without an address: "{further.unresolved}"'
    return Reason(ReasonKind.NOT_FOLLOWED, words)
