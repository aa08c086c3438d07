"""The order of the pages of a briefing to which no pager gives a number, as their addresses or their rows show it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise

from briefings.address import comparable
from briefings.crawling.briefing.requested_pages import RequestedPage
from briefings.reasons import Reason
from briefings.transcript import Page, grown, growth, number_in


def number_found(held: Sequence[tuple[RequestedPage, Page]], gaps: Mapping[int, Reason]) -> dict[int, Reason]:
    """Give pages found by looks their numbers, before or behind those that have one; return the gaps, moved alike."""
    pages, own = [page for _, page in held], {page.address.url: one for one, page in held}
    numbers = {one.number for one, _ in held if one.number is not None}
    order = [(page, own[page.address.url]) for page in in_order(pages)]
    place = next((place for place, (_, one) in enumerate(order) if one.number is not None), 0)
    ahead = (_number_in_row(order[place][0], pages) or min(numbers)) - min(numbers) if len(numbers) == 1 else 0
    taken = {number + ahead for number in (*numbers, *gaps)}
    found = {}
    behind = [(page, 1) for page, one in order[place:] if one.number is None]
    before = [(page, -1) for page, _ in reversed(order[:place])]
    for page, step in (*before, *behind):
        beside, printed = (min(taken) if step < 0 else max(taken, default=0)) + step, _number_in_row(page, pages)
        found[page.address.url] = beside if printed is None or printed in taken else printed
        taken.add(found[page.address.url])
    # The first is page 1.
    moved = max(0, 1 - min(taken)) if before else 0
    for url, one in own.items():
        one.number = (found[url] if one.number is None else one.number + ahead) + moved
    return {number + ahead + moved: reason for number, reason in gaps.items()}


def _number_in_row(page: Page, own: Iterable[Page]) -> int | None:
    """Return the number beside which a page has others; None if these are other briefings: sessions of a day."""
    row, held = page.siblings.possible.values(), (one.address.url for one in own)
    is_own = not row or not set(map(comparable, row)).isdisjoint(map(comparable, held))
    return page.siblings.current if is_own else None


def in_order(pages: Sequence[Page]) -> Sequence[Page]:
    """Return pages by the numbers in their addresses or in links to them, or as rows name them; else as they are."""
    return _by_number(pages) or _by_said(pages) or _by_row(pages) or pages


def _by_number(pages: Sequence[Page]) -> list[Page]:
    for first in pages:
        numbered = {number: page for page in pages if page is not first and (number := _number_after(first, page))}
        if len(numbered) == len(pages) - 1:
            return [first, *(page for _, page in sorted(numbered.items()))]
    return []


def _by_said(pages: Sequence[Page]) -> list[Page]:
    """Return pages by the one number that is all that links of others say of each; of page 1 they may say nothing.

    Links of a page to itself may count its comments, as others may if the numbers leave one out.
    """
    own, said = {comparable(page.address.url): page for page in pages}, set()
    for url, page in own.items():
        for link in page.links.placed.links:
            to, number = comparable(link.url), number_in(link.said)
            said |= {(number, to)} if number is not None and to in own and to != url else set()
    called = sorted(said)
    first = [url for url in own if url not in dict(called).values()]
    is_sure = len(first) < 2 and [number for number, _ in called] == list(range(1 + len(first), 1 + len(own)))
    return [own[url] for url in (*first, *(url for _, url in called))] if is_sure else []


def _number_after(first: Page, page: Page) -> int:
    """Return the number in the address of a page that grew out of another's; 0 for one that is not behind it."""
    mine, its = first.address.url, page.address.url
    number, step = grown(mine, its) or 0, growth(mine, its)
    return number if step is None or (step.own or 0) < number else 0


def _by_row(pages: Sequence[Page]) -> list[Page]:
    """Return pages in the order of the rows that they show; none if these tell of no order, or of two.

    Each of several shows the others there, or the one before it and the one behind it; of two pages each tells its own
    place by a link or a mark.
    """
    by_url = {comparable(page.address.url): page for page in pages}
    shown = {own: _shown_by(page, own, by_url) for own, page in by_url.items()}
    beside = {own: list(dict.fromkeys(url for row in rows for url in row if url != own)) for own, rows in shown.items()}
    if len(pages) > 2 and sorted(map(len, beside.values())) == [1, 1, *[2] * (len(pages) - 2)]:
        shown = {own: [_between(by_url[own], own, others)] for own, others in beside.items()}
    before: dict[str, set[str]] = {url: set() for url in by_url}
    # "Up" stands behind "Previous", and leads to the page below whose address all others are.
    top = next((url for url in by_url if all(one.startswith(f"{url.rstrip('/')}/") for one in {*by_url} - {url})), "")
    for one, two in (pair for rows in shown.values() for row in rows for pair in combinations(row, 2)):
        if two != top:
            before[two].add(one)
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError:
        return []
    if grown(by_url[order[-1]].address.url, by_url[order[0]].address.url) is not None:
        order.reverse()  # "> <"
    is_sure = all(one in before[two] or two in before[one] for one, two in pairwise(order))
    return [by_url[url] for url in order] if is_sure else []


def _between(page: Page, own: str, others: Sequence[str]) -> list[str]:
    """Return a page of a chain between the way back and the way on."""
    ahead = {comparable(link.url) for link in page.siblings.saying_next}
    back, *on = sorted(others, key=ahead.__contains__)
    return [back, own, *on] if on else []


def _shown_by(page: Page, own: str, urls: Collection[str]) -> list[list[str]]:
    """Return the pages that each row of a page shows, the page itself only if there are two.

    Where some rows have its own place, others are in an order of their own: related links lead to its pages, too.
    """
    rows = []
    for name, row in page.links.placed.rows().items():
        shown = list(dict.fromkeys(comparable(link.url) for link in row))
        if own not in shown and (place := page.links.placed.marked.get(name, -1)) >= 0:
            shown.insert(place, own)
        rows.append([url for url in shown if url in urls])
    placed = [row for row in rows if own in row and len(row) > 1]
    return [[url for url in row if url != own or len(urls) == 2] for row in placed or rows]
