"""The places of the links of a page: the path of elements and classes from the body down. Rows of a list share one."""

import re
from itertools import islice

from lxml.etree import _Element

_OUTSIDE = frozenset(("nav", "footer", "aside", "header", "form", "select"))
_OUTSIDE_NAMES = frozenset(
    "nav navbar navigation menu topnav sidenav sidemenu mainmenu footer foot breadcrumb breadcrumbs crumbs"
    " sidebar aside"
    " share social sharing tags tagcloud tag-cloud related calendar languages language-switcher login skip"
    " topbar toolbar mega megamenu mega-menu dropdown-menu submenu sub-menu offcanvas"
    .split()
)  # fmt: skip
"""Whole classes and ids: `content-sidebar-wrap` and `has-sidebar-first` are names of main columns."""
VARYING = re.compile(
    r"\d|(?:^|[-_])(?:odd|even|first|last|alt|alternate|active|selected|current|here|on|sticky|featured|new)$"
    r"|^(?:category|tag|format|has)-"  # of WordPress, which says of each post whether it has a picture, too
)
"""A class that distinguishes one of a row from the others, or that a program made: those of emotion have digits."""
_MOST_COLUMNS = 20
_MOST_HEADERS = 20
"""Number of headers of a page among which rows are told by: a page has few others before its list."""
_NAMES_OF_A_ROW = 3
"""Minimum number of classes shared by rows, each of which may have more of its own."""


class Places:
    """The places of elements, each read once, and whether they are outside of what a page is about."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str, str], int] = {}
        self._known: dict[_Element, tuple[int, bool]] = {}
        self._of_rows: dict[tuple[str, str], set[str]] = {}

    def of(self, element: _Element | None) -> tuple[int, bool]:
        """Return the number of the place of an element, and True if it is in a menu, a footer or the like."""
        way: list[_Element] = []
        one: _Element | None = element
        while one is not None and one not in self._known:
            way.append(one)
            one = one.getparent()
        number, outside = self._known[one] if one is not None else (0, False)
        for one in reversed(way):
            names = _names(one)
            tag = str(one.tag)
            kept = " ".join(self._without_own(one, _kept(names)))
            if tag == "td":
                kept += f" {sum(1 for _ in islice(one.itersiblings('td', preceding=True), _MOST_COLUMNS))}"
            number = self._numbers.setdefault((number, tag, kept), len(self._numbers) + 1)
            outside = tag not in {"main", "body"} and (outside or _is_outside(one, tag, names))
            self._known[one] = (number, outside)
        return number, outside

    def _without_own(self, element: _Element, names: list[str]) -> list[str]:
        """Leave out the names that an element of many does not share with all that begin like it.

        Content systems write into the class of an entry its tags, its category, and whether it has a picture.
        """
        if len(names) <= _NAMES_OF_A_ROW:
            return names
        key = tag, _ = str(element.tag), names[0]
        if key not in self._of_rows:
            # One pass over the elements of a tag, whatever they begin with.
            for one in element.getroottree().iter(tag):
                if len(its := _kept(_names(one))) > _NAMES_OF_A_ROW:
                    self._of_rows[tag, its[0]] = self._of_rows.get((tag, its[0]), set(its)).intersection(its)
        shared = self._of_rows[key]
        return [name for name in names if name in shared] if len(shared) >= _NAMES_OF_A_ROW else names


def _names(element: _Element) -> list[str]:
    # The id of a heading is made of its words: each row has another.
    own = "" if str(element.tag)[1:].isdigit() else element.get("id") or ""
    return f"{element.get('class') or ''} {own}".lower().split()


def _kept(names: list[str]) -> list[str]:
    return [name for name in names if not VARYING.search(name)]


def _is_outside(element: _Element, tag: str, names: list[str]) -> bool:
    if tag in _OUTSIDE:
        return tag not in {"header", "form"} or not _holds_content(element)
    return tag != "html" and (not _OUTSIDE_NAMES.isdisjoint(names) or element.get("role") == "navigation")


def _holds_content(element: _Element) -> bool:
    """Return True for a header in an article or a row of a list, or a form around a list."""
    if element.tag == "form":
        return next(element.iter("li", "tr", "article"), None) is not None
    return next(element.iterancestors("article", "li", "section", "main"), None) is not None or _recurs(element)


def _recurs(header: _Element) -> bool:
    """Return True for a header like another, in another element like its own: each row of a list has one."""
    others = islice(header.getroottree().iter("header"), _MOST_HEADERS)
    row = header.getparent()
    return any(other.getparent() is not row and _looks(other) == _looks(header) for other in others)


def _looks(header: _Element) -> list[tuple[str, list[str]]]:
    return [(str(one.tag), _kept(_names(one))[:1]) for one in (header, *islice(header.iterancestors(), 1))]
