"""The order of the pages of a briefing to which no pager gives a number, as their addresses or their rows show it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from briefings.address import comparable
from briefings.transcript import Page, grown, growth


def in_order(pages: Sequence[Page]) -> Sequence[Page]:
    """Return pages in the order of the numbers in their addresses, or of the row that names them; else as they are."""
    return _by_number(pages) or _by_row(pages) or pages


def _by_number(pages: Sequence[Page]) -> list[Page]:
    for first in pages:
        numbered = {number: page for page in pages if page is not first and (number := _number_after(first, page))}
        if len(numbered) == len(pages) - 1:
            return [first, *(page for _, page in sorted(numbered.items()))]
    return []


def _number_after(first: Page, page: Page) -> int:
    """Return the number in the address of a page that grew out of another's; 0 for one that is not behind it."""
    mine, its = first.address.url, page.address.url
    number, step = grown(mine, its) or 0, growth(mine, its)
    return number if step is None or (step.own or 0) < number else 0


def _by_row(pages: Sequence[Page]) -> list[Page]:
    """Return pages in the order of a row that they show; none if two rows differ.

    Each of several shows the others there; of two pages each tells its own place by a link or a mark.
    """
    urls = [comparable(page.address.url) for page in pages]
    before = set[tuple[str, str]]()
    for page, own in zip(pages, urls, strict=True):
        for name, row in page.links.placed.rows().items():
            shown = list(dict.fromkeys(comparable(link.url) for link in row))
            if own not in shown and (place := page.links.placed.marked.get(name, -1)) >= 0:
                shown.insert(place, own)
            before.update(combinations([url for url in shown if url in urls and (url != own or len(urls) == 2)], 2))
    if any(((one, two) in before) == ((two, one) in before) for one, two in combinations(urls, 2)):
        return []
    return sorted(pages, key=lambda page: sum((url, comparable(page.address.url)) in before for url in urls))
