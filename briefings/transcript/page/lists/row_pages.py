"""Several links in one row of a list, "Part 1, Part 2, Part 3": the pages of one entry."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from lxml.etree import _Element

from briefings.address import comparable
from briefings.transcript.page.links import Link
from briefings.transcript.page.lists.rows import Rows

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
    return _below_titles(titles, parts) if titles else _side_by_side(parts)


def parts_side_by_side(content: Sequence[Link]) -> frozenset[str]:
    """Return the comparable addresses of all parts but the first, in rows that have nothing but parts."""
    found = _side_by_side([link for link in content if _PART.fullmatch(link.said)])
    return frozenset(page for pages in found.values() for page in pages)


def _below_titles(titles: Sequence[Link], parts: Sequence[Link]) -> dict[str, tuple[str, ...]]:
    """Return the parts in the rows of titles; a part that is in no row of a title is an entry of its own."""
    rows = Rows(titles)
    owners = {rows.of(link): comparable(link.url) for link in titles}
    found: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        owner = next((owners[one] for one in part.element.iterancestors() if one in owners), None)
        address = comparable(part.url)
        if owner is not None and address != owner and address not in owners.values():
            found[owner].append(address)
    return {owner: tuple(dict.fromkeys(pages)) for owner, pages in found.items()}


def _side_by_side(parts: Sequence[Link]) -> dict[str, tuple[str, ...]]:
    """Return the parts of rows with nothing but parts if two rows say the same; the first part is the entry."""
    by_row: dict[_Element, list[Link]] = defaultdict(list)
    for part in parts:
        row = next((one for one in part.element.iterancestors() if one.tag in _ROWS), None)
        if row is not None:
            by_row[row].append(part)
    several = [row for row in by_row.values() if len(row) > 1]
    said = Counter(tuple(link.said.casefold() for link in row[:2]) for row in several)
    return {
        comparable(row[0].url): tuple(dict.fromkeys(comparable(link.url) for link in row[1:]))
        for row in several
        if said[tuple(link.said.casefold() for link in row[:2])] > 1
    }
