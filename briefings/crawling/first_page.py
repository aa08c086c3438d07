"""Find page 1 of a briefing from another page of it."""

from __future__ import annotations

from dataclasses import replace

from briefings.address import Address, as_numbered, comparable, read_address
from briefings.transcript import Page, grown, growth, unnumbered


def first_page(page: Page) -> Address | None:
    """Return the address of page 1 as another page names it; None if it names none."""
    pager = page.siblings
    url = pager.first
    if url is None and page.address.numbered:
        return replace(page.address, number=1, url=page.address.page(1))
    return None if url is None else replace(read_address(url), number=1)


def way_back(page: Page) -> str | None:
    """Return the address of an earlier page, for a page that is not the first and does not name the first."""
    pager, own = page.siblings, page.address.url
    if pager.current is not None:
        earlier = {number: url for number, url in pager.others.items() if number < pager.current}
        if not pager.pages and pager.current > 1:
            return pager.before(own)
        return None if pager.current == 1 or 1 in earlier or not earlier else earlier[min(earlier)]
    # Without numbers, only an address that grew out of the other's is a sign; a link back alone may lead anywhere.
    canonical, before = page.links.canonical, pager.before(own, named=True)
    if canonical and comparable(canonical) != comparable(own) and grown(canonical, own) is not None:
        return canonical
    return before


def is_further(page: Page) -> bool:
    """Return True when a page says that it is not the first: "page 2 of 7", "continue on page 3"."""
    link = page.siblings.behind(page.address.url)
    return (page.siblings.current or 1) > 1 or (link is not None and link.number > 2)


def guessed_first(page: Page) -> str | None:
    """Return the address that page 1 would have by a page's own name (`talk_3.html`, `?page=3`), if it names none.

    It may be another talk, so the page there must prove that the two belong together.
    """
    pager, own = page.siblings, as_numbered(page.address)
    if pager.pages or pager.possible or (pager.current is not None and pager.total is None):
        return None
    return own.page(1) if own.number > 1 else unnumbered(page.address.url)


def is_page_of(first: str, url: str) -> bool:
    """Return True for the address of a first page itself, or that address with a page number that it lacks."""
    found = growth(first, url)
    return first == url or (found is not None and not found.both and bool(grown(first, url)))
