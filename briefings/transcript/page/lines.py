"""Elements to lines: what a browser would show under one another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, cast

from lxml import etree
from lxml.etree import _Element

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
    .split()
)  # fmt: skip
UNSEEN = frozenset("script style noscript template head title iframe object svg audio video canvas datalist".split())
"""Elements a browser shows nothing of, or nothing that is text of the page."""
_BOLD = frozenset(("b", "strong"))
_HIDDEN = re.compile(r"(?ai:display[ \t\r\n]*:[ \t\r\n]*none|visibility[ \t\r\n]*:[ \t\r\n]*hidden)")
_STYLED = etree.XPath(
    "descendant-or-self::*/@style/.. | descendant-or-self::*/@hidden/.. | descendant-or-self::*/@align/.."
    " | descendant-or-self::*/@class[contains(., 'rtecenter')]/.. | descendant-or-self::center"
)
"""Attribute by attribute, which is several times as fast as one question to every element."""
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
"""Characters that print nothing; they are left out of every line."""
_LINE_END = re.compile(r"\r+\n?")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_UNEVEN_SPACE = re.compile(r" *[^\S ]\s*|  +")


_NARROWEST, _WIDEST, _FULL = 40, 100, 0.75
"""Between which widths preformatted text is wrapped, and how much of the width a line that was wrapped fills."""


@dataclass(slots=True)
class Line:
    """One line of a page. `text` is as printed, runs of white space shown as one space.

    Offsets count code points of `text`. `wide` are the spaces that were printed wider than one (nbsp, several),
    `soft` those that were a line end in the source. `within` names the part of the page the line stands in (form,
    nav, pager, ...; "" for plain content).
    """

    text: str
    page: int = 0
    tag: str = "p"
    bold: int = 0
    linked: int = 0
    wide: frozenset[int] = frozenset()
    soft: tuple[int, ...] = ()
    within: str = ""
    centred: bool = False
    setting: str = ""
    """The kind of element that sets the line, or its beginning: "dt", "p.speaker", "p>em", ">span.name"."""
    set_apart: int = 0
    """How many characters at its beginning are short words set so."""
    element: _Element | None = field(default=None, repr=False, compare=False)


def visible(text: str) -> int:
    """How many visible characters a text has: everything but white space and what prints nothing."""
    return len("".join(_printing(text).split()))


def _printing(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", text)


def is_hidden(element: _Element) -> bool:
    """Whether the element says of itself that it is not shown."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


class _Piece(NamedTuple):
    text: str
    bold: bool
    linked: bool


class _LineWalk:
    """Walks a tree without recursion, so that ten thousand nested tags are just a long loop."""

    def __init__(self, root: _Element, marks: Mapping[_Element, str]) -> None:
        self.root = root
        self.marks = marks
        self.lines: list[Line] = []
        self.pieces: list[_Piece] = []
        self.bold = self.linked = self.preformatted = self.centred = 0
        self.within: list[str] = [""]
        self.blocks: list[_Element] = []
        # Most elements have none of these: they are asked for all at once, and no element about each of its own.
        self.styled = frozenset(cast("list[_Element]", _STYLED(root)))

    def walk(self) -> list[Line]:
        shown = True
        elements = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in elements:
            if event == "start":
                shown = self.is_shown(element)
                if shown:
                    self.change(element, 1)
                    if element.text:
                        self.add(element.text)
                else:
                    elements.skip_subtree()
                continue
            if event == "end" and shown:
                self.change(element, -1)
            shown = True
            if element is not self.root and element.tail:
                self.add(element.tail)
        self.flush()
        return self.lines

    def is_shown(self, element: _Element) -> bool:
        if element is self.root:
            return True
        return element.tag not in UNSEEN and not (element in self.styled and is_hidden(element))

    def change(self, element: _Element, step: int) -> None:
        """An element opens (1) or is closed (-1): what it brings about in the lines below it begins or ends."""
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
            if step > 0:
                self.blocks.append(element)
            else:
                self.blocks.pop()
        elif tag in _BOLD:
            self.bold += step
        elif tag == "a":
            self.linked += step
        elif tag == "br" and step > 0:
            self.flush()
        if tag == "pre":
            self.preformatted += step
        if element in self.styled and _is_centred(element):
            self.centred += step
        if self.marks and (mark := self.marks.get(element)):
            if step > 0:
                self.within.append(mark)
            else:
                self.within.pop()

    def add(self, text: str) -> None:
        # White space alone opens no line.
        if not self.pieces and text.isspace():
            return
        text = _printing(text)
        if "\r" in text:
            text = _LINE_END.sub("\n", text)
        parts = [text] if "\n" not in text else _unwrapped(text) if self.preformatted else _EMPTY_LINE.split(text)
        for number, part in enumerate(parts):
            if number:
                self.flush()
            if part:
                self.pieces.append(_Piece(part, self.bold > 0, self.linked > 0))

    def flush(self) -> None:
        if not self.pieces:
            return
        if any(not piece.text.isspace() for piece in self.pieces):
            line = _line(self.pieces)
            line.within = self.within[-1]
            line.centred = self.centred > 0
            line.element = self.blocks[-1] if self.blocks else None
            line.tag = str(line.element.tag) if line.element is not None else "body"
            self.lines.append(line)
        self.pieces.clear()


def _unwrapped(text: str) -> list[str]:
    """The lines of preformatted text; one that was wrapped, its next word not fitting on it, goes on with the next."""
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    joined = lines[:1]
    for before, line in pairwise(lines):
        first = line.split(maxsplit=1)[0] if line.strip() else ""
        wrapped = first and not line[0].isspace() and len(before.rstrip()) + 1 + len(first) > _FULL * width
        if wrapped:
            joined[-1] += f"\n{line}"
        else:
            joined.append(line)
    return joined


def forms_lines(element: _Element) -> bool:
    """Whether an element makes the lines within it bold, linked, centred or preformatted."""
    return element.tag in _BOLD or element.tag in {"a", "pre"} or _is_centred(element)


def _is_centred(element: _Element) -> bool:
    if element.tag == "center" or element.get("align") == "center":
        return True
    return "rtecenter" in element.get("class", "") or _CENTRED.search(element.get("style", "")) is not None


def _line(pieces: list[_Piece]) -> Line:
    """Join the pieces of one line and fold its white space, keeping where it was wide, soft or bold."""
    whole = "".join(piece.text for piece in pieces)
    raw = whole.strip()
    end_of_bold = max(0, _end_of_bold(pieces, whole) - (len(whole) - len(whole.lstrip())))
    linked = sum([visible(piece.text) for piece in pieces if piece.linked])
    if raw.isprintable() and "  " not in raw:
        # Most lines: single spaces and nothing else to be folded.
        return Line(raw, bold=end_of_bold, linked=linked)
    out: list[str] = []
    wide, soft = set(), []
    bold, last, folded = end_of_bold, 0, 0
    for match in _UNEVEN_SPACE.finditer(raw):
        chunk, at = match[0], match.start() - folded
        if "\xa0" in chunk or "\u3000" in chunk or len(chunk.replace("\n", "")) > 1:
            wide.add(at)
        if "\n" in chunk:
            soft.append(at)
        out += (raw[last : match.start()], " ")
        last = match.end()
        folded += len(chunk) - 1
        if last <= end_of_bold:
            bold = end_of_bold - folded
    text = "".join((*out, raw[last:])) if out else raw
    return Line(text, bold=bold, linked=linked, wide=frozenset(wide), soft=tuple(soft))


def _end_of_bold(pieces: list[_Piece], raw: str) -> int:
    if not any(piece.bold for piece in pieces):
        return 0
    end = 0
    for piece in pieces:
        if not piece.bold and not piece.text.isspace():
            break
        end += len(piece.text)
    return len(raw[:end].rstrip())


def lines_of(root: _Element, marks: Mapping[_Element, str] | None = None) -> list[Line]:
    """The lines an element shows, in order; it is shown itself.

    `marks` names parts of the page: their lines carry the name as `within`.
    """
    return _LineWalk(root, marks or {}).walk()


def squeeze(text: str) -> str:
    """White space folded to single spaces, and what prints nothing left out."""
    return " ".join(_printing(text).split())
