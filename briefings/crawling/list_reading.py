"""A list page as a walk sees it, and the signs on it that are not understood."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.address import comparable
from briefings.crawling.list_pages import ListedPage
from briefings.crawling.list_walk import ListWalk
from briefings.crawling.scope import Scope
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import Page


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
    """Return the sign on a list page of unknown further pages: numbers without addresses, or a next link."""
    further = page.listing.further
    # "Page 3 of 3" tells of pages before it, which led to it unless the walk begins with it.
    is_last = walk is not None and walk.read.last is not None and 0 < further.printed.number == further.total
    if further.unresolved and not is_last:
        words = f'it shows further pages without an address: "{further.unresolved}"'
        return Reason(ReasonKind.NOT_FOLLOWED, words)
    entries = {comparable(entry.url) for entry in page.listing.entries}
    left = (one for one in further.saying_next if comparable(one.url) not in entries)
    # One that was read leads back: the next month of a calendar.
    link = next((one for one in left if walk is None or not walk.has_page(one.url)), None)
    leads_on = further.others or further.listed or page.listing.lists or further.behind(page.address.url, in_list=True)
    if link is None or leads_on:
        return None
    return Reason(ReasonKind.NOT_FOLLOWED, f'its link "{link.said}" to {link.url} was not taken for its next page')
