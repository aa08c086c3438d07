"""Pages that the pages of a briefing announce but that are not given, such as when only some pages are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefings.address import comparable
from briefings.reasons import Reason, ReasonKind
from briefings.transcript.page.page import Page
from briefings.transcript.page.pagers.pager import MOST_PAGES
from briefings.transcript.page.pagers.pager_words import says_page


def announced(pages: Sequence[Page]) -> tuple[dict[int, Reason], list[Reason]]:
    """Return the pages that some pages of a briefing name or count but that are not among them, and other open ends.

    The pages are by number, the open ends reasons why it may go on elsewhere. `pages` are in order.
    """
    held = {comparable(page.address.url) for page in pages}
    numbers = {page.siblings.current or page.address.number for page in pages}
    named = {
        number: Reason(ReasonKind.NOT_GIVEN, f"not given: {url}")
        for page in pages
        for number, url in page.siblings.others.items() if comparable(url) not in held and number not in numbers
    }  # fmt: skip
    for number in range(1, min(max(_totals(pages), default=0), MOST_PAGES) + 1):
        if number not in numbers:
            named.setdefault(number, Reason(ReasonKind.NOT_GIVEN, "not given"))
    for page in pages:
        for url in page.siblings.listed:
            if comparable(url) not in held:
                named[max((*numbers, *named)) + 1] = Reason(ReasonKind.NOT_GIVEN, f"not given: {url}")
    return dict(sorted(named.items())), [] if named else list(_open_ends(pages, held))


def _totals(pages: Sequence[Page]) -> Iterator[int]:
    for page in pages:
        yield page.siblings.count
        if len(pages) > 1 or not page.siblings.printed.is_bare:
            yield page.siblings.printed.total


def _open_ends(pages: Sequence[Page], held: set[str]) -> Iterator[Reason]:
    last = pages[-1].siblings
    behind = last.behind(pages[-1].address.url, pages[0].address.url)
    ends = [(link.url, link.said) for link in last.links if link == behind or says_page(link.said)]
    ends += [(url, page.siblings.quote) for page in pages for url in page.siblings.possible.values()]
    told = set(held)
    for url, said in ends:
        if comparable(url) not in told:
            told.add(comparable(url))
            yield Reason(ReasonKind.NOT_FOLLOWED, f'may go on at {url} ("{said[:60]}")')
    if len(pages) == 1 and last.unresolved:
        yield Reason(ReasonKind.NOT_FOLLOWED, f'more pages are shown: "{last.unresolved}"')
