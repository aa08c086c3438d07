"""Boxes of numbers and arrows: the largest part of a page around a link that shows only what pagers show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.lines import is_hidden, squeeze
from briefings.transcript.page.links import Link, Links
from briefings.transcript.page.pagers.pager_words import is_of_pager, is_pager_word, number_in

_MOST_WORDS = 4
"""Maximum number of unknown words in a box with as many numbers: one untranslated "next" must not split it."""
_LONGEST, _LONGEST_WITH_NUMBERS = 400, 6_000
"""Maximum number of characters in a box, without numbers and with them: the row of a long list may well be longer."""
_DEEPEST = 12
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
_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style) and normalize-space()]")


class Number(NamedTuple):
    """A number that a box shows: the address of its link, if any, and True if it is marked as this page's."""

    number: int
    url: str
    is_current: bool


@dataclass(slots=True)
class Box:
    """A part of a page that may be a pager."""

    element: _Element
    links: list[Link] = field(default_factory=list)
    """Links with numbers or other words of pagers, in order, with addresses or without."""
    numbers: list[Number] = field(default_factory=list)
    """Numbers of the links in order, then those printed without a link."""
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
    fits: dict[_Element, bool] = {}
    for link in by_element.values():
        if len(link.said) <= _LONGEST and is_of_pager(link.said):
            element = _largest(link.element, fits)
            if not (element in found or is_hidden(element) or any(one in found for one in element.iterancestors())):
                found[element] = _read([element], by_element)
    return list(found.values())


def is_pager_name(names: str) -> bool:
    """Return True when one of the names of an element, its tag, classes or id, is that of a pager."""
    return _PAGER_NAME.search(names) is not None


def _largest(element: _Element, fits: dict[_Element, bool]) -> _Element:
    """Return the largest element around a link that shows only what pagers show, at most a few levels up."""
    for around in islice(element.iterancestors(), _DEEPEST):
        if around.tag in {"body", "html", "form"}:
            break
        if around not in fits:
            fits[around] = len(str(_TEXT(around))) <= _LONGEST_WITH_NUMBERS and _is_box(around)
        if not fits[around]:
            break
        element = around
    return element


def _is_box(element: _Element) -> bool:
    """Return True for an element that shows only numbers, arrows, words of pagers and a few others."""
    words = " ".join(map(str, element.itertext(etree.Element))).split()
    others = [word for word in words if not _COUNT.fullmatch(word)]
    unknown = sum(not is_pager_word(word) for word in others)
    return len(" ".join(others)) <= _LONGEST and unknown <= min(_MOST_WORDS, len(words) - len(others))


def _read(elements: Sequence[_Element], links: Mapping[_Element, Link], *, by_selector: bool = False) -> Box:
    """Return what the elements of a box show."""
    names = " ".join(
        one.get(name) or ""
        for one in (elements[0], elements[0].getparent(), *islice(elements[0], 1))
        if one is not None
        for name in ("class", "id", "name", "aria-label")
    )
    box = Box(elements[0], named=by_selector or is_pager_name(names), by_selector=by_selector)
    for link in (links[one] for element in elements for one in element.iter() if one in links):
        number = number_in(link.said)
        if number is not None:
            is_current = _is_marked(link.element, elements) or link.element.get("selected") is not None
            box.numbers.append(Number(number, link.url, is_current))
        if number is not None or is_of_pager(link.said):
            box.links.append(link)
    texts = [one for element in elements for one in cast("list[Any]", _TEXTS(element))]
    for text in texts:
        at = text.getparent().getparent() if text.is_tail else text.getparent()
        if links.keys().isdisjoint((at, *at.iterancestors())):
            box.numbers += [Number(number, "", _is_marked(at, elements)) for number in _numbers(text)]
    box.quote = squeeze(" ".join(texts))[:120] or " ".join(link.said for link in box.links)[:120]
    return box


def _numbers(text: str) -> list[int]:
    """Return the numbers in a text that has no other words than those of pagers: "January 1, 2024" has a day."""
    whole = number_in(squeeze(text))
    words = [word.strip("[]()|·,.") for word in text.split()]
    if whole is not None or any(any(map(str.isalpha, word)) and not is_pager_word(word) for word in words):
        return [whole] if whole is not None else []
    return [int(word) for word in words if word.isdecimal() and len(word) < 8]


def _is_marked(element: _Element, box: Sequence[_Element]) -> bool:
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
