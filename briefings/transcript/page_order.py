"""The order of the pages of one briefing."""

from collections.abc import Sequence
from dataclasses import replace

from briefings.address import comparable, read_address
from briefings.transcript.further_pages.followers import told_by_day
from briefings.transcript.page.page import Page


def in_order(pages: Sequence[Page]) -> list[Page]:
    """Return the pages of one briefing by number, each once.

    Where addresses carry no number, the pagers on the pages say it, or links that say next; where none does, the order
    given counts. Raises ValueError when there is no page, or when the pages belong to several briefings.
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
    own = [comparable(page.address.url) for page in pages]
    named = {number: url for page in pages for number, url in page.siblings.pages.items()}
    shown = {number: url for page in pages for number, url in page.siblings.possible.items()}
    # A row that may be of something else is one of pages if it leads to one that the caller holds.
    rows = named or ({} if set(own).isdisjoint(map(comparable, shown.values())) else shown)
    numbers = {comparable(url): number for number, url in rows.items()} or _places(own, pages)
    address = read_address(rows.get(1, pages[0].address.url))
    for url, page in zip(own, pages, strict=True):
        is_other = page.address.numbered or page.address.host != address.host
        if url not in numbers or is_other or (not rows and told_by_day(pages[0], page)):
            raise ValueError(f"{page.address.url} is not a page of {address.briefing}")
    numbered = ((page, numbers[url]) for url, page in zip(own, pages, strict=True))
    return [replace(page, address=replace(address, number=one, url=page.address.url)) for page, one in numbered]


def _places(own: Sequence[str], pages: Sequence[Page]) -> dict[str, int]:
    """Number the addresses of pages by the links that say next if these lead through all, else in the order given.

    Then a number is left out behind a page whose next one the caller does not hold.
    """
    leading = [[comparable(link.url) for link in page.siblings.saying_next] for page in pages]
    both = zip(own, leading, strict=True)
    behind = [next((to for to in links if to in own and to != url), "") for url, links in both]
    chain = [url for url in own if url not in behind]
    while len(chain) < len(own) and chain and (to := behind[own.index(chain[-1])]):
        chain.append(to)
    if set(chain) == set(own) and behind.count("") == 1:
        return {url: number for number, url in enumerate(chain, 1)}
    # What the last page shows, too, is another briefing.
    shown = {*own, *(comparable(link.url) for link in pages[-1].siblings.links)}
    gaps = [not (shown.issuperset(links) or to) for links, to in zip(leading, behind, strict=True)]
    return {url: number + sum(gaps[: number - 1]) for number, url in enumerate(own, 1)}
