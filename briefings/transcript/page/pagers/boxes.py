"""Boxes of numbers and arrows: the largest part of a page around a link that shows only what pagers show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.lines import UNSEEN, is_hidden, squeeze
from briefings.transcript.page.links import Link, Links
from briefings.transcript.page.pagers.pager_words import is_of_pager, is_pager_word, number_in

_MOST_WORDS = 4
"""Maximum number of unknown words in a box with as many numbers: one untranslated "next" must not split it."""
_LONGEST = 400
"""Maximum number of characters in a box, without numbers: the row of a long list may well be longer."""
_LONGEST_WITH_NUMBERS = 6_000
_DEEPEST, _MOST_BOXES, _MOST_LOOKED_AT = 12, 500, 30_000
"""Maximum number of levels, boxes, and words of a page that are searched: numbers may be nested in one another."""
_CURRENT = frozenset(
    "current active selected on cur curr now sel this thispage here is-active is-current current-page currentpage"
    " page-current pager-current active-page activepage pager__item--active page-item-active".split()
)
_PAGER_NAME = re.compile(
    r"(?:^|[\s_-])(?:pag(?:e|er|es|ination|inator|ing|enav|ebar|elist)?s?|autopage|wp-pagenavi|pagelinks?)(?=$|[\s_\d-])",
    re.I,
)
_COUNT = re.compile(r"[.,\[\]()|·]*\d+(?:/\d+)?[.,\[\]()|·]*")
"""A number, or "(1/3)"."""
_TEXT = etree.XPath("string()")


@dataclass(slots=True)
class Item:
    """A number that a box shows, with its link if it has one; None for a link with another word of pagers."""

    number: int | None
    link: Link | None
    is_current: bool = False

    @property
    def url(self) -> str:
        """Its address; "" without one."""
        return self.link.url if self.link else ""


@dataclass(slots=True)
class Box:
    """A part of a page that may be a pager."""

    element: _Element
    items: list[Item] = field(default_factory=list)
    quote: str = ""
    """Its text, for reasons."""
    named: bool = False
    """True if its class or id, or that of the element around it, names a pager, or the source's selector finds it."""
    by_selector: bool = False


def boxes_of(links: Links, selected: Sequence[_Element] | None = None) -> list[Box]:
    """Return the boxes of a page, in order; with `selected`, only these elements, found by a source's selector."""
    by_element = {link.element: link for link in links.all if link.tag != "link"}
    if selected is not None:
        return [_read(selected, by_element, by_selector=True)] if selected else []
    found: dict[_Element, Box] = {}
    growth = _Growth()
    for link in by_element.values():
        if len(found) < _MOST_BOXES and len(link.said) <= _LONGEST and is_of_pager(link.said):
            element = growth.largest(link.element)
            if element not in found and not any(one in found for one in element.iterancestors()):
                found[element] = _read([element], by_element)
    return list(found.values())


def is_pager_name(names: str) -> bool:
    """Return True when one of the names of an element, its tag, classes or id, is that of a pager."""
    return _PAGER_NAME.search(names) is not None


class _Growth:
    """Grows links to boxes. Each element is visited once, and only a bounded part of a page."""

    def __init__(self) -> None:
        self.fits: dict[_Element, bool] = {}
        self.words = 0

    def largest(self, element: _Element) -> _Element:
        """Return the largest element around a link that shows only what pagers show, at most a few levels up."""
        for _ in range(_DEEPEST):
            parent = element.getparent()
            if parent is None or parent.tag in {"body", "html", "form"}:
                break
            if parent not in self.fits:
                self.fits[parent] = len(str(_TEXT(parent))) <= _LONGEST_WITH_NUMBERS and self.is_box(parent)
            if not self.fits[parent]:
                break
            element = parent
        return element

    def is_box(self, element: _Element) -> bool:
        """Return True for an element that shows only numbers, arrows, words of pagers and a few others."""
        numbers = unknown = length = 0
        words = " ".join(map(str, element.itertext(etree.Element))).split()
        self.words += len(words)
        for word in words if self.words <= _MOST_LOOKED_AT else ():
            if _COUNT.fullmatch(word):
                numbers += 1
            else:
                length += len(word) + 1
                unknown += not is_pager_word(word)
        return self.words <= _MOST_LOOKED_AT and length <= _LONGEST and unknown <= min(_MOST_WORDS, numbers)


def _read(elements: Sequence[_Element], links: dict[_Element, Link], *, by_selector: bool = False) -> Box:
    """Return what the elements of a box show, item by item."""
    names = " ".join(
        one.get(name) or ""
        for one in (elements[0], elements[0].getparent(), *islice(elements[0], 1))
        if one is not None
        for name in ("class", "id", "name", "aria-label")
    )
    box = Box(elements[0], named=by_selector or is_pager_name(names), by_selector=by_selector)
    shown = list[str]()
    for text, at, link in (piece for element in elements for piece in _pieces(element, links)):
        is_current = _marks_current(at, elements)
        if link is not None:
            shown.append(link.said)
            is_current = is_current or link.element.get("selected") is not None
            if (number := number_in(link.said)) is not None or is_of_pager(link.said):
                box.items.append(Item(number, link, is_current))
            continue
        shown.append(text)
        whole = number_in(squeeze(text))
        box.items += [Item(number, None, is_current) for number in ([whole] if whole else _numbers(text))]
    box.quote = squeeze(" ".join(shown))[:120]
    return box


def _numbers(text: str) -> list[int]:
    """Return the numbers in a text that has no other words than those of pagers: "January 1, 2024" has a day."""
    words = [word.strip("[]()|·,.") for word in text.split()]
    if any(any(map(str.isalpha, word)) and not is_pager_word(word) for word in words):
        return []
    return [int(word) for word in words if word.isdecimal() and len(word) < 8]


def _pieces(root: _Element, links: dict[_Element, Link]) -> Iterator[tuple[str, _Element, Link | None]]:
    """Yield the texts of an element in order, each with its element; those of a link count as one."""
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, one in walk:
        if event != "start":
            if one is not root and (parent := one.getparent()) is not None and one.tail and not one.tail.isspace():
                yield one.tail, parent, None
        elif one.tag in UNSEEN or is_hidden(one):
            walk.skip_subtree()
        elif (link := links.get(one)) is not None:
            walk.skip_subtree()
            yield link.text, one, link
        elif one.text and not one.text.isspace():
            yield one.text, one, None


def _marks_current(element: _Element, box: Sequence[_Element]) -> bool:
    """Tell whether an element or one around it within the box is marked as the current page."""
    for one in islice((element, *element.iterancestors()), _DEEPEST):
        if one in box:
            break
        marked = _CURRENT.intersection((one.get("class") or "").lower().split())
        if marked or (one.get("aria-current") or "false") != "false":
            return True
        if one.tag in {"li", "td"}:
            break
    return False
