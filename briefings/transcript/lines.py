"""Elements to lines: what a browser would show under one another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from lxml.etree import _Element

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
    .split()
)  # fmt: skip
UNSEEN = frozenset("script style noscript template head title iframe object svg audio video canvas datalist".split())
"""Elements a browser shows nothing of, or nothing that is text of the page."""
_BOLD = frozenset(("b", "strong"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
"""Characters that print nothing; they are left out of every line."""
_RUN = re.compile(r"\s+")


class Break(IntEnum):
    """What separates a line from the one before."""

    BR = 1
    BLOCK = 2


@dataclass(slots=True)
class Line:
    """One line of a page. `text` is as printed, runs of white space shown as one space.

    Offsets count code points of `text`. `wide` are the spaces that were printed wider than one (nbsp, several),
    `soft` those that were a line end in the source. `within` names the part of the page the line stands in (form,
    nav, pager, ...; "" for plain content).
    """

    text: str
    page: int = 0
    start: Break = Break.BLOCK
    tag: str = "p"
    bold: int = 0
    linked: int = 0
    wide: frozenset[int] = frozenset()
    soft: tuple[int, ...] = ()
    within: str = ""
    centred: bool = False
    element: _Element | None = field(default=None, repr=False, compare=False)


def visible(text: str) -> int:
    """How many visible characters a text has: everything but white space and what prints nothing."""
    return len("".join(text.translate(INVISIBLE).split()))


def is_hidden(element: _Element) -> bool:
    """Whether the element says of itself that it is not shown."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool
    linked: bool


class _LineWalk:
    """Walks a tree without recursion, so that ten thousand nested tags are just a long loop."""

    def __init__(self, marks: Mapping[_Element, str]) -> None:
        self.marks = marks
        self.lines: list[Line] = []
        self.pieces: list[_Piece] = []
        self.start = Break.BLOCK
        self.bold = self.linked = self.preformatted = self.centred = 0
        self.within: list[str] = [""]
        self.blocks: list[_Element] = []

    def walk(self, root: _Element) -> list[Line]:
        stack: list[tuple[_Element, bool]] = [(root, False)]
        while stack:
            element, entered = stack.pop()
            if entered:
                self.leave(element)
            elif not isinstance(element.tag, str) or element.tag in UNSEEN or is_hidden(element):
                pass
            else:
                stack.append((element, True))
                self.enter(element)
                stack.extend((child, False) for child in reversed(element))
                continue
            if element is not root and element.tail:
                self.add(element.tail)
        self.flush(Break.BLOCK)
        return self.lines

    def enter(self, element: _Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.flush(Break.BLOCK)
            self.blocks.append(element)
        elif tag == "br":
            self.flush(Break.BR)
        self.count(element, 1)
        mark = self.marks.get(element)
        if mark:
            self.within.append(mark)
        if element.text:
            self.add(element.text)

    def leave(self, element: _Element) -> None:
        if element.tag in BLOCKS:
            self.flush(Break.BLOCK)
            self.blocks.pop()
        self.count(element, -1)
        if self.marks.get(element):
            self.within.pop()

    def count(self, element: _Element, step: int) -> None:
        tag = element.tag
        self.bold += step * (tag in _BOLD)
        self.linked += step * (tag == "a")
        self.preformatted += step * (tag == "pre")
        centred = tag == "center" or element.get("align") == "center" or "rtecenter" in (element.get("class") or "")
        self.centred += step * (centred or bool(_CENTRED.search(element.get("style") or "")))

    def add(self, text: str) -> None:
        parts = re.split(
            r"\n" if self.preformatted else r"\n[^\S\n]*\n\s*", text.translate(INVISIBLE).replace("\r", "")
        )
        for number, part in enumerate(parts):
            if number:
                self.flush(Break.BR)
            if part:
                self.pieces.append(_Piece(part, self.bold > 0, self.linked > 0))

    def flush(self, following: Break) -> None:
        if any(not piece.text.isspace() for piece in self.pieces):
            line = _line(self.pieces)
            line.start = self.start
            line.within = self.within[-1]
            line.centred = self.centred > 0
            line.element = self.blocks[-1] if self.blocks else None
            line.tag = str(line.element.tag) if line.element is not None else "body"
            self.lines.append(line)
            self.start = following
        else:
            self.start = max(self.start, following)
        self.pieces = []


def _line(pieces: list[_Piece]) -> Line:
    """Join the pieces of one line and fold its white space, keeping where it was wide, soft or bold."""
    raw = "".join(piece.text for piece in pieces)
    out: list[str] = []
    length, wide, soft = 0, set(), []
    end_of_bold = _end_of_bold(pieces, raw)
    bold = 0
    for match in re.finditer(r"\S+|\s+", raw):
        chunk = match[0]
        if not chunk.isspace():
            if match.start() < end_of_bold:
                bold = length + min(match.end(), end_of_bold) - match.start()
            out.append(chunk)
            length += len(chunk)
        elif out and match.end() < len(raw):
            if "\xa0" in chunk or "\u3000" in chunk or len(chunk.replace("\n", "")) > 1:
                wide.add(length)
            if "\n" in chunk:
                soft.append(length)
            out.append(" ")
            length += 1
    linked = sum(visible(piece.text) for piece in pieces if piece.linked)
    return Line("".join(out), bold=bold, linked=linked, wide=frozenset(wide), soft=tuple(soft))


def _end_of_bold(pieces: list[_Piece], raw: str) -> int:
    end = 0
    for piece in pieces:
        if not piece.bold and not piece.text.isspace():
            break
        end += len(piece.text)
    return len(raw[:end].rstrip())


def lines_of(root: _Element, marks: Mapping[_Element, str] | None = None) -> list[Line]:
    """The lines an element shows, in order. `marks` names parts of the page: their lines carry the name as `within`."""
    return _LineWalk(marks or {}).walk(root)


def squeeze(text: str) -> str:
    """White space folded to single spaces, and what prints nothing left out."""
    return _RUN.sub(" ", text.translate(INVISIBLE)).strip()
