"""Several links in one row of a list, "Part 1, Part 2, Part 3": the pages of one entry."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lxml.etree import _Element

from briefings.address import comparable
from briefings.transcript.page.links.lists.rows import Rows
from briefings.transcript.page.links.read_links import Link

_PART = re.compile(r"\W*(?:[^\W\d]{1,12}\W{0,3})?(?:\d{1,2}|[IVX]{1,4})\W*")
"""Text of a link to one of several pages: a number, perhaps after a word."""
_ROWS = frozenset(("li", "tr", "article", "p", "div", "dd", "section"))


def pages_in_rows(entries: Sequence[str], content: Sequence[Link], same: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return the further pages of entries that a list names in their rows, by entry, as comparable addresses.

    `entries` are the comparable addresses taken for entries, `content` the links of the list's content, `same` the
    comparable addresses among them that are of the entries' kind. Addresses that are further pages here are no entries.
    """
    links = [link for link in content if (address := comparable(link.url)) in same or address in entries]
    parts = [link for link in links if _PART.fullmatch(link.said)]
    if len({comparable(link.url) for link in parts}) < 2:
        return {}
    titles = [link for link in links if not _PART.fullmatch(link.said) and comparable(link.url) in entries]
    rows = Rows(titles)
    return _within({rows.of(link): comparable(link.url) for link in titles} if titles else _rows_of_parts(parts), parts)


def parts_side_by_side(content: Sequence[Link]) -> frozenset[str]:
    """Return the comparable addresses of all parts but the first, in rows that have nothing but parts."""
    parts = [link for link in content if _PART.fullmatch(link.said)]
    return frozenset(page for pages in _within(_rows_of_parts(parts), parts).values() for page in pages)


def _within(rows: Mapping[_Element, str], parts: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """Return the parts in rows by the entries of these; a part that is in none of them is an entry of its own."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    entries = frozenset(rows.values())
    for part in parts:
        entry = next((rows[one] for one in part.element.iterancestors() if one in rows), None)
        address = comparable(part.url)
        if entry is not None and address not in entries:
            found[entry][address] = None
    return {entry: tuple(pages) for entry, pages in found.items()}


def _rows_of_parts(parts: Iterable[Link]) -> dict[_Element, str]:
    """Return the rows with nothing but parts, if two rows say the same; the first part is the entry."""
    by_row: dict[_Element, list[Link]] = defaultdict(list)
    for part in parts:
        row = next((one for one in part.element.iterancestors() if one.tag in _ROWS), None)
        if row is not None:
            by_row[row].append(part)
    said = {row: tuple(link.said.casefold() for link in links[:2]) for row, links in by_row.items() if len(links) > 1}
    times = Counter(said.values())
    return {row: comparable(by_row[row][0].url) for row, words in said.items() if times[words] > 1}
