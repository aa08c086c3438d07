"""Where page 1 of a briefing is, as another page of it says."""

from __future__ import annotations

from dataclasses import replace

from briefings.address import Address, as_numbered, comparable, read_address
from briefings.transcript import Page, grown, next_of


def first_page(page: Page) -> Address | None:
    """The address of page 1, as a page that is another one names it; None when it names none."""
    pager = page.siblings
    url = pager.pages.get(1) or pager.first
    if url is None and page.address.numbered:
        return replace(page.address, number=1, url=page.address.page(1))
    return None if url is None else replace(read_address(url), number=1)


def way_back(page: Page) -> str | None:
    """The address of an earlier page, where a page says that it is not the first and does not name the first."""
    pager, own = page.siblings, page.address.url
    if pager.current is not None:
        earlier = {number: url for number, url in pager.others.items() if number < pager.current}
        return None if pager.current == 1 or 1 in earlier or not earlier else earlier[min(earlier)]
    # Without numbers, only an address that grew out of the other's tells; a link back alone may lead anywhere.
    for url in (page.canonical, pager.first, pager.previous):
        if url is not None and comparable(url) != comparable(own) and grown(url, own) is not None:
            return url
    numbered = as_numbered(page.address)
    if pager.previous is not None and _number_beside(numbered, pager.previous) == numbered.number - 1:
        return pager.previous
    if any(_number_beside(numbered, url) == numbered.number + 1 for url, _ in pager.next_links):
        return numbered.page(1)
    link = next_of(pager, own)
    if link is not None and link.number is not None and link.number > 2:
        # "Continue on page 3" stands on page 2, whose address must have grown from page 1's.
        return as_numbered(page.address).page(1)
    return None


def _number_beside(own: Address, url: str) -> int | None:
    """The page number in an address of the shape `NAME_N.html` that names a page beside `own`, which has one too."""
    other = as_numbered(read_address(url))
    return other.number if own.number > 1 and other.briefing == own.briefing else None


def guessed_first(page: Page) -> str | None:
    """The address that page 1 would have, where a page is named like a further one (`talk_3.html`) and links to none.

    Such a name may as well be that of a third talk, so what stands there has to prove that the two belong together.
    """
    own = as_numbered(page.address)
    is_alone = page.siblings.current is None and not page.siblings.pages
    return own.page(1) if is_alone and own.number > 1 else None
