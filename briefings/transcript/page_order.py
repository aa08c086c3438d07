"""The order of the pages of one briefing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefings.address import comparable, read_address
from briefings.transcript.page.page import Page


def in_order(pages: Sequence[Page]) -> list[Page]:
    """Return the pages of one briefing by number, each once.

    Where addresses carry no number, the pagers on the pages say it; where no pager does, the order given counts.
    Raises ValueError when there is no page, or when the pages belong to several briefings.
    """
    if not pages:
        raise ValueError("a transcript needs at least one page")
    if any(page.address.briefing != pages[0].address.briefing for page in pages):
        pages = _numbered(list({comparable(page.address.url): page for page in pages}.values()))
    numbered: dict[int, Page] = {}
    for page in pages:
        numbered.setdefault(page.address.number, page)
    return [numbered[number] for number in sorted(numbered)]


def _numbered(pages: Sequence[Page]) -> list[Page]:
    """Return pages with addresses that share a briefing and have a number each. Raises ValueError."""
    named = {number: url for page in pages for number, url in page.siblings.pages.items()}
    numbers = {comparable(url): number for number, url in named.items()}
    own = read_address(named.get(1, pages[0].address.url))
    found = []
    for place, page in enumerate(pages, 1):
        number = numbers.get(comparable(page.address.url)) if numbers else place
        if number is None or page.address.numbered or page.address.host != own.host:
            raise ValueError(f"{page.address.url} is no page of {own.briefing}")
        found.append(replace(page, address=replace(own, number=number, url=page.address.url)))
    return found
