"""Which part of a page is the transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple, cast

from lxml import etree
from lxml.etree import _Element
from parsel import Selector

from briefings.transcript.page.lines import UNSEEN, Line, lines_of, visible
from briefings.transcript.page.markup import HOUSES, Markup

_LABEL_LIKE = re.compile(
    r"(?:[A-Z\u00c0-\u00de][\w.’'()\- ]{1,50}(?:, [\w.’' ]{2,40})?\s?:|Q[\s.:\d]"
    r"|\[[A-Z][\w.’', -]{2,60}\]|[\u4e00-\u9fff]{1,20}[：:])"
)
_CONTAINERS = frozenset(("article", "body", "div", "main", "section", "td"))
_ASIDE = frozenset(("aside", "footer", "form", "nav"))
_PARTS = frozenset(("aside", "button", "figure", "footer", "form", "nav", "select", "textarea"))
_LONG_PARAGRAPH = 200
_ENOUGH_PROSE = 0.5
_NEARLY_ALL = 0.9
_STYLE = f"contains(translate(@style, '{ascii_uppercase} \t\r\n', '{ascii_lowercase}'), '{{}}')"
_HIDDEN = f"@hidden or {_STYLE.format('display:none')} or {_STYLE.format('visibility:hidden')}"
_UNSEEN = " or ".join(f"self::{tag}" for tag in sorted(UNSEEN))
_OUT_OF_SIGHT = f"descendant::*[{_UNSEEN} or {_HIDDEN}]"


class Content(NamedTuple):
    """The content node, how it was found ("selector", "largest", "body") and the markup that matched."""

    element: _Element
    found_by: str
    markup: Markup


def elements(root: _Element, path: str) -> list[_Element]:
    """The elements an XPath finds below an element."""
    return cast("list[_Element]", root.xpath(path))


def body_of(root: _Element) -> _Element:
    """The body of a document; the root where there is none."""
    return next(iter(elements(root, "//body")), root)


def text_of(element: _Element) -> str:
    """All text below an element, shown or not."""
    return str(element.xpath("string()"))


def count_visible(root: _Element) -> int:
    """The visible characters below an element, counted from the tree itself and not from what was read of it.

    The element itself counts as shown, whatever it or the elements around it say: some pages show theirs by a script.
    """
    unseen = set(elements(root, _OUT_OF_SIGHT))
    count = visible(text_of(root))
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk if unseen else ():
        if element in unseen:
            count -= visible(text_of(element))
            walk.skip_subtree()
    return count


def choose_content(root: _Element, markup: Markup | None) -> Content:
    """The element that holds the transcript: the source's selector first, then a known house's, then the smallest
    element that holds nearly all of the page's label-and-paragraph text."""
    selector = Selector(root=root, type="html")
    source = markup or Markup()
    for found in selector.css(source.body) if source.body else ():
        if visible(text_of(found.root)):
            return Content(found.root, "selector", source)
    body = body_of(root)
    weights = _weights(body, lines_of(body))
    total = weights.get(body, 0.0)
    for house in HOUSES:
        for found in selector.css(house.body) if house.body else ():
            if weights.get(found.root, 0.0) >= _ENOUGH_PROSE * total and visible(text_of(found.root)):
                return Content(found.root, "selector", house)
    if not total:
        return Content(body, "body", source)
    return Content(_smallest(body, weights), "largest", source)


def parts_within(content: _Element) -> dict[_Element, str]:
    """The parts of the content node that are not plain content, with their names: forms, figures, asides."""
    most = visible(text_of(content)) / 2
    return {
        part: str(part.tag) for part in content.iter(*_PARTS) if part.tag != "form" or visible(text_of(part)) <= most
    }


def long_paragraphs(lines: Iterable[Line]) -> list[str]:
    """The beginnings of long paragraphs that are no lists of links: outside the content node each is a warning."""
    return [line.text[:60] for line in lines if visible(line.text) >= _LONG_PARAGRAPH and _is_prose(line)]


def _is_prose(line: Line) -> bool:
    return len(line.text) >= 40 and line.linked * 2 < len(line.text)


def _weights(body: _Element, lines: list[Line]) -> dict[_Element, float]:
    """How much of the label-and-paragraph text every element holds; a label weighs as much as a paragraph."""
    own: dict[_Element, float] = {}
    for line in lines:
        if line.element is None:
            continue
        weight = float(len(line.text)) if _is_prose(line) else 0.0
        if _LABEL_LIKE.match(line.text) and line.linked * 2 < len(line.text):
            weight += 200.0
        if weight:
            own[line.element] = own.get(line.element, 0.0) + weight
    all_of_it = sum(own.values())
    for element in reversed([element for element in body.iter() if isinstance(element.tag, str)]):
        # Some sites wrap the whole page in one form.
        if element.tag in _ASIDE and own.get(element, 0.0) <= all_of_it / 2:
            own.pop(element, None)
        parent = element.getparent()
        if element is not body and parent is not None and own.get(element):
            own[parent] = own.get(parent, 0.0) + own[element]
    return own


def _smallest(body: _Element, weights: dict[_Element, float]) -> _Element:
    chosen = current = body
    total = weights[body]
    while True:
        heavy = [child for child in current if weights.get(child, 0.0) >= _NEARLY_ALL * total]
        if not heavy:
            return chosen
        current = heavy[0]
        if current.tag in _CONTAINERS:
            chosen = current
