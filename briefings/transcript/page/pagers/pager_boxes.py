"""Boxes of numbers and arrows: the largest part of a page around a link that shows nothing but what pagers show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from briefings.transcript.page.lines import UNSEEN, is_hidden, squeeze
from briefings.transcript.page.links import Link, Links
from briefings.transcript.page.pagers.pager_words import (
    CLASS_NEXT,
    CLASS_PREVIOUS,
    is_letter,
    is_pager_word,
    may_say,
    numeral,
    part_of,
    saying,
)
from briefings.transcript.page.pagers.says import Saying, Says

_MOST_WORDS = 4
"""Unknown words a box may show, if it shows as many numbers: one untranslated "next" must not split it."""
_LONGEST = 400
"""Characters a box may show, numbers not counted: the row of a long list may well be longer."""
_MOST_NODES = 5_000
_DEEPEST = 12
_MOST_LOOKED_AT = 50_000
"""Pieces of a page that are looked at in all: numbers nested in one another would be looked at again and again."""
_MOST_BOXES = 500
"""More are not looked at: counts beside the rows of a list are boxes too, each of one number."""
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
_ROMAN = re.compile(r"\b(?:II|III|IV|VI)\b")
_LETTER = re.compile(r"[^\W_]")
_OPTION_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,12}\W{1,3})?(\d{1,4})(?=$|[\W_])")


@dataclass(slots=True)
class Item:
    """One thing a box shows: a link or a piece of text that says a number, next, previous."""

    says: Says
    number: int
    """0 where it says none."""
    link: Link | None
    is_current: bool = False
    is_letter: bool = False
    """Whether it is I, V or X, which is a number only beside other Roman ones."""

    @property
    def url(self) -> str:
        """Where it leads; "" where it has no address, as what is no link has none."""
        return self.link.url if self.link else ""

    @property
    def said(self) -> str:
        """What its link shows, or says to those who cannot see it."""
        return self.link.said if self.link else ""


@dataclass(slots=True)
class Box:
    """A part of a page that may be a pager."""

    element: _Element
    items: list[Item] = field(default_factory=list)
    quote: str = ""
    """What it shows, for reasons."""
    named: bool = False
    """Whether its class or id, or that of the element around it, names a pager; or the source's selector does."""
    by_selector: bool = False

    @property
    def numbers(self) -> list[Item]:
        """Its items that show a page number, in order."""
        return [item for item in self.items if item.says is Says.NUMBER]


def boxes_of(links: Links, selected: list[_Element] | None = None) -> list[Box]:
    """The boxes of a page, in order; with `selected`, the elements that a source's selector found, only these."""
    by_element = {link.element: link for link in links.all if link.tag != "link"}
    walk = _Walk(by_element)
    if selected is not None:
        return _selected(selected, walk)
    found: dict[_Element, Box] = {}
    for element in _starts(links, walk):
        if len(found) >= _MOST_BOXES:
            break
        if element not in found and not any(one in found for one in element.iterancestors()):
            found[element] = walk.read(element)
    return list(found.values())


def _selected(elements: list[_Element], walk: _Walk) -> list[Box]:
    """The boxes a source's selector names; links that it names one by one are one box."""
    boxes = [walk.read(element) for element in elements if element not in walk.links]
    if single := [walk.links[element] for element in elements if element in walk.links]:
        box = Box(single[0].element, quote=squeeze(" ".join(link.said for link in single))[:120])
        for link in single:
            walk.add_link(box, link)
        boxes.append(box)
    for box in boxes:
        box.named = box.by_selector = True
    return boxes


def say(link: Link) -> Saying | None:
    """What a link says in a pager: by its letters, else by the names of its class."""
    said = link.said
    found = saying(said)
    if found or _LETTER.search(said):
        return found
    if CLASS_NEXT.search(link.names):
        return Saying(Says.NEXT)
    return Saying(Says.PREVIOUS) if CLASS_PREVIOUS.search(link.names) else None


def _starts(links: Links, walk: _Walk) -> Iterator[_Element]:
    for link in links.all:
        if link.tag == "option":
            parent = link.element.getparent()
            if parent is not None and parent.tag == "select":
                yield parent
        elif link.tag != "link" and may_say(link.shown) and len(link.text) <= _LONGEST and say(link):
            yield walk.largest(link.element)


class _Walk:
    """Reads elements, each once, as long as they may be boxes."""

    def __init__(self, links: dict[_Element, Link]) -> None:
        self.links = links
        self.fits: dict[_Element, bool] = {}
        self.looked_at = 0

    def largest(self, element: _Element) -> _Element:
        """The largest element around a link that fits, no more than a few levels up."""
        for _ in range(_DEEPEST):
            parent = element.getparent()
            if parent is None or parent.tag in {"body", "html", "form"}:
                break
            if parent not in self.fits:
                self.fits[parent] = self.is_box(parent)
            if not self.fits[parent]:
                break
            element = parent
        return element

    def is_box(self, element: _Element) -> bool:
        """Whether an element shows nothing but numbers, arrows, words of pagers and a few others."""
        numbers = unknown = length = 0
        for nodes, (text, link) in enumerate(self.pieces(element)):
            self.looked_at += 1
            if nodes > _MOST_NODES or length > _LONGEST or unknown > _MOST_WORDS or self.looked_at > _MOST_LOOKED_AT:
                return False
            found = say(link) if link is not None else saying(text) if part_of(text) else None
            if found is not None:
                numbers += found.says is Says.NUMBER
                length += 0 if found.says is Says.NUMBER else len(text)
                continue
            for chunk in text.split():
                if _COUNT.fullmatch(chunk) or numeral(chunk):
                    numbers += 1
                else:
                    length += len(chunk) + 1
                    unknown += not is_pager_word(chunk)
        return length <= _LONGEST and (not unknown or unknown <= min(_MOST_WORDS, numbers))

    def read(self, element: _Element) -> Box:
        """What a box shows, item by item."""
        box = Box(element, named=_is_named(element))
        shown: list[str] = []
        for text, link in self.pieces(element):
            if link is not None:
                shown.append(link.said)
                self.add_link(box, link)
            else:
                shown.append(text)
                self.add_text(box, text)
        box.quote = squeeze(" ".join(shown))[:120]
        if not _ROMAN.search(box.quote):
            box.items = [item for item in box.items if not item.is_letter]
        return box

    def add_link(self, box: Box, link: Link) -> None:
        found = say(link)
        if link.tag == "option":
            number = _OPTION_NUMBER.match(link.text)
            found = Saying(Says.NUMBER, int(number[1])) if number else None
        elif found is None and is_letter(link.said):
            found = Saying(Says.NUMBER, numeral(link.said))
        if found:
            current = link.element.get("selected") is not None or _marks_current(link.element, box.element)
            box.items.append(Item(found.says, found.number or 0, link, current, is_letter(link.said)))

    def add_text(self, box: Box, text: str) -> None:
        current = self.last is not None and _marks_current(self.last, box.element)
        if number := numeral(text) or part_of(text):
            box.items.append(Item(Says.NUMBER, number, None, current, is_letter(text)))
            return
        for chunk in text.split():
            shown = chunk.strip("[]()|·,.")
            if shown.isdecimal() and len(shown) < 8:
                box.items.append(Item(Says.NUMBER, int(shown), None, current))

    def pieces(self, root: _Element) -> Iterator[tuple[str, Link | None]]:
        """The texts an element shows in order, those of a link as one with the link."""
        stack: list[tuple[_Element, bool]] = [(root, False)]
        while stack:
            element, left = stack.pop()
            if left:
                if element is not root and element.tail and not element.tail.isspace():
                    self.last = element.getparent()
                    yield element.tail, None
                continue
            stack.append((element, True))
            if not isinstance(element.tag, str) or element.tag in UNSEEN or is_hidden(element):
                continue
            link = self.links.get(element)
            if link is not None:
                yield link.text, link
                continue
            if element.text and not element.text.isspace():
                self.last = element
                yield element.text, None
            stack.extend((child, False) for child in reversed(element))

    last: _Element | None = None
    """The element of the text that was yielded last."""


def _is_named(element: _Element) -> bool:
    inner = element[0] if len(element) == 1 else None
    around = [element, element.getparent(), inner]
    names = " ".join(
        one.get(name) or "" for one in around if one is not None for name in ("class", "id", "name", "aria-label")
    )
    return is_pager_name(names)


def is_pager_name(names: str) -> bool:
    """Whether one of the names of an element, its tag, classes or id, is that of a pager."""
    return _PAGER_NAME.search(names) is not None


def _marks_current(element: _Element, box: _Element) -> bool:
    """Whether an element or one around it within the box is marked as the current page."""
    one: _Element | None = element
    while one is not None and one is not box:
        if (one.get("aria-current") or "false") != "false":
            return True
        if _CURRENT.intersection((one.get("class") or "").lower().split()):
            return True
        if one.tag in {"li", "td"}:
            break
        one = one.getparent()
    return False
