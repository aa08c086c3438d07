"""Find page 1 of a briefing by another page of it."""

from __future__ import annotations

from dataclasses import replace

from briefings.address import Address, as_numbered, comparable, read_address
from briefings.transcript import Page, grown, unnumbered


def first_page(page: Page) -> Address | None:
    """The address of page 1, as a page that is another one names it; None when it names none."""
    pager = page.siblings
    url = pager.first
    if url is None and page.address.numbered:
        return replace(page.address, number=1, url=page.address.page(1))
    return None if url is None else replace(read_address(url), number=1)


def way_back(page: Page) -> str | None:
    """The address of an earlier page, where a page says that it is not the first and does not name the first."""
    pager, own = page.siblings, page.address.url
    if pager.current is not None:
        earlier = {number: url for number, url in pager.others.items() if number < pager.current}
        if not pager.pages and pager.current > 1:
            return pager.before(own)
        return None if pager.current == 1 or 1 in earlier or not earlier else earlier[min(earlier)]
    # Without numbers, only an address that grew out of the other's tells; a link back alone may lead anywhere.
    canonical, before = page.links.canonical, pager.before(own, named=True)
    if canonical and comparable(canonical) != comparable(own) and grown(canonical, own) is not None:
        return canonical
    if before:
        return before
    link = pager.behind(own)
    if link is not None and link.number > 2:
        # "Continue on page 3" stands on page 2, whose address must have grown from page 1's.
        numbered = as_numbered(page.address)
        return numbered.page(1) if numbered.number > 1 else unnumbered(own)
    return None


def is_further(page: Page) -> bool:
    """Return True when a page says that it is not the first: "page 2 of 7", "continue on page 3"."""
    link = page.siblings.behind(page.address.url)
    return (page.siblings.current or 1) > 1 or (link is not None and link.number > 2)


def guessed_places(page: Page, *, is_listed: bool) -> list[str]:
    """Return candidate addresses of page 1, or of an earlier page, where a further page names none of them by number.

    Page 1 as the page's own name has it (`talk_3.html`, `?page=3`), or as it names its own address; else the page of a
    lower number to which its pager links. Each may as well be another talk, so what stands there has to prove
    that the two belong together. Lists name first pages: of one that `is_listed` only a name that says `_3` is doubted.
    """
    pager, own = page.siblings, as_numbered(page.address)
    if pager.pages or pager.possible or (pager.current is not None and pager.total is None):
        return []
    if own.number > 1 or is_listed:
        places = [own.page(1) if own.number > 1 else None]
    else:
        places = [unnumbered(page.address.url)]
    if is_listed:
        return [url for url in places if url]
    if page.links.canonical and pager.links:
        places.append(page.links.canonical)
    places.append(pager.before(page.address.url))
    known = {comparable(page.address.url)}
    found = {comparable(url): url for url in reversed(places) if url and read_address(url).host == page.address.host}
    return [url for key, url in reversed(found.items()) if key not in known]
