"""Pages with far too many links: cut, and as lists read part by part.

A page takes one to three kilobytes of memory per link while it is read, so one made to choke a crawler takes all
there is. A list of any length is read in trees with a limited number of links; any other page must be read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element

from briefings.transcript.page.tree import parse

MOST_LISTED = 100_000
"""Maximum number of links read of a list: no list page has so many, a page made to choke a crawler has."""
MOST_IN_TEXT = 50_000
"""Maximum number of links read of a page that is not a list, with all before them; known pages have some hundreds."""
AT_ONCE = 5_000
"""Maximum number of links of a list in memory; a page with more is most likely a list, whatever it was requested as."""
_LINK = re.compile(
    r"<(?:(?:a|area|option|link|button|input)(?=[\s/>])|[a-z][^<>]*\s(?:onclick|data-(?:href|url|page))=)",
    re.IGNORECASE,
)
_ROW = re.compile(r"<(?:article|div|dt|li|p|tr)(?=[\s/>])", re.IGNORECASE)
_LONGEST_ROW = 500
"""Maximum number of characters between the beginning of a row and its link."""
_OPEN_LINKS = frozenset(("a", "button", "option"))
_MARK = "cut-here"


class Tree(NamedTuple):
    """Root of a page, or of a part of it, and what the parser could not read of it ("" when it read everything)."""

    root: _Element
    unread: str


def cut_at_links(text: str, most: int) -> tuple[str, str]:
    """Cut a page after the last link that is read; return it, and what was left out ("" for nothing)."""
    if text.count("<") <= most:
        return text, ""
    links = _LINK.finditer(text)
    beyond = next(islice(links, most, None), None)
    if beyond is None:
        return text, ""
    return text[: beyond.start()], f"{1 + sum(1 for _ in links)} links more than are read, and what follows them"


def trees_of(text: str, at_once: int = AT_ONCE) -> Iterator[Tree]:
    """Yield the trees of a page, with few links each, inside the elements that the tree before left open."""
    around = part = ""
    begun, places = 0, _cuts(text, at_once)
    for place in places:
        part += text[begun:place]
        begun = place
        tree = Tree(*parse(f"{around}{part}<{_MARK}>"))
        mark = next(tree.root.iter(_MARK), None)
        if mark is None:
            continue  # no element: the place is in a script or a comment
        # A link that was left open would be there twice.
        opened = [one for one in mark.iterancestors() if one.tag not in _OPEN_LINKS]
        around, part = "".join(map(_begin, reversed(opened))), ""
        mark.tag = "span"
        yield tree
    yield Tree(*parse(around + part + text[begun:] if begun else text))


def _cuts(text: str, at_once: int) -> Iterator[int]:
    """Yield the places where a further tree begins: at the beginning of a row, or at least of a link."""
    if text.count("<") <= at_once:
        return
    for link in islice(_LINK.finditer(text), at_once, None, at_once):
        start = max(0, link.start() - _LONGEST_ROW)
        rows = [row.start() for row in _ROW.finditer(text, start, link.start())]
        yield rows[-1] if rows else link.start()


def _begin(element: _Element) -> str:
    """Return the start tag of an element."""
    attributes = [f' {name!s}="{escape(str(value))}"' for name, value in element.items()]
    return f"<{element.tag!s}{''.join(attributes)}>"
