"""Several links in one row of a list, "Part 1, Part 2, Part 3": the pages of one entry."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from lxml.etree import _Element

from briefings.address import comparable
from briefings.transcript.page.links.lists.rows import Rows
from briefings.transcript.page.links.pagers.page_addresses import grown
from briefings.transcript.page.links.read_links import Link

_PART = re.compile(r"\W*(?:(?:[^\W\d]{1,12} ){0,2}[^\W\d]{1,12}\W{0,3})?(?:\d{1,2}|[IVX]{1,4})\W*")
"""Text of a link to one of several pages: a number, perhaps after a few words ("Transcript part 2")."""
_ROWS = frozenset(("li", "tr", "article", "p", "div", "dd", "section"))


def pages_in_rows(entries: Sequence[str], content: Sequence[Link], same: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the further pages of entries that a list names in their rows, by entry, as comparable addresses.

    `entries` are the comparable addresses taken for entries, `content` the links of the list's content, `same` the
    comparable addresses among them that are of the entries' kind. Addresses that are further pages here are no entries.
    """
    links = [link for link in content if (address := comparable(link.url)) in same or address in entries]
    parts = list({(link.said, link.url): link for link in links if _PART.fullmatch(link.said)}.values())
    if len({comparable(link.url) for link in parts}) < 2:
        return {}
    titles = [link for link in links if not _PART.fullmatch(link.said) and comparable(link.url) in entries]
    rows = Rows(titles)
    found = {rows.of(link): comparable(link.url) for link in titles}
    shown = Counter((_row(part, found), part.said) for part in parts)
    # A row with two first parts is that of several entries.
    several = {row for (row, _), times in shown.items() if times > 1}
    found = {row: entry for row, entry in found.items() if row not in several}
    return _within(found | _rows_of_parts([part for part in parts if _row(part, found) is None]), parts)


def parts_side_by_side(content: Sequence[Link]) -> frozenset[str]:
    """Return the comparable addresses of all parts but the first, in rows that have nothing but parts."""
    parts = [link for link in content if _PART.fullmatch(link.said)]
    return frozenset(page for pages in _within(_rows_of_parts(parts), parts).values() for page in pages)


def _row(part: Link, rows: Collection[_Element]) -> _Element | None:
    return next((one for one in part.element.iterancestors() if one in rows), None)


def _within(rows: Mapping[_Element, str], parts: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """Return the parts in rows by the entries of these; a part that is in none of them is an entry of its own."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    entries = frozenset(rows.values())
    for part in parts:
        row, address = _row(part, rows), comparable(part.url)
        if row is not None and address not in entries:
            found[rows[row]][address] = None
    return {entry: tuple(pages) for entry, pages in found.items()}


def _rows_of_parts(parts: Iterable[Link]) -> dict[_Element, str]:
    """Return the rows with nothing but parts, if two say the same or the addresses grew; the first is the entry."""
    by_row: dict[_Element, list[Link]] = defaultdict(list)
    for part in parts:
        row = next((one for one in part.element.iterancestors() if one.tag in _ROWS), None)
        if row is not None:
            by_row[row].append(part)
    said = {row: tuple(link.said.casefold() for link in links[:2]) for row, links in by_row.items() if len(links) > 1}
    times, found = Counter(said.values()), dict[_Element, str]()
    for row, words in said.items():
        first, *others = [link.url for link in by_row[row]]
        if times[words] > 1 or all(grown(first, other) for other in others):
            found[row] = comparable(first)
    return found
