"""The elements around a line, by which a caption, a box or a foot differs from the speech it stands among."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.etree import _Element

from briefings.transcript.page.lines import BLOCKS, CENTRED, Line, visible

Nesting = tuple[str, ...]
"""Kinds of the elements around a line, from the outermost one to its own; a dot says that one has a class or an id."""
_DEEPEST = 60
"""Number of elements that count; real pages have up to 40 around a line."""
_PICTURES = ("img", "picture", "video", "audio", "iframe", "object", "embed", "svg", "canvas")
_MOST_PICTURES, _AROUND_A_PICTURE = 1_000, 8
_BESIDE_A_PICTURE = 300
"""Maximum number of characters in one element with a picture: a caption, and its credit."""
_INLINE = frozenset(("a", "em", "font", "i", "small", "span", "sub", "u"))
"""Elements that set a whole paragraph otherwise; bold ones set labels."""
_CONTAINERS = frozenset("article aside div footer header main nav section table td ul".split())
_SIDE = re.compile(r"(?i:text-align)\s*:\s*(\w+)")
_RIGHT = ("right", "end")
_DIGIT = re.compile(r"\d")


def note_nesting(lines: Sequence[Line], content: _Element) -> None:
    """Note in `nesting` and `pictured` what is around each line, while the tree still exists."""
    tokens = Counter(token for _, _, new in _steps(lines) for element in new for token in _tokens(element))
    pictured = _beside_pictures(content)
    path: list[tuple[Nesting, bool]] = []
    # A page of a hundred thousand lines has a handful of nestings: a copy for each line would take 12 MB.
    same: dict[Nesting, Nesting] = {}
    for line, shared, new in _steps(lines):
        is_as_before = len(path) == shared and not new
        del path[shared:]
        for element in new:
            around, beside = path[-1] if path else ((), False)
            kinds = (*around, _kind(element, tokens)) if len(around) < _DEEPEST else around
            path.append((same.setdefault(kinds, kinds), beside or element in pictured))
        if not is_as_before and line.element is not None:
            around, beside = path[-1]
            kinds = (*around, *_whole_inline(line.element, tokens))
            nesting = same.setdefault(kinds, kinds)
        line.nesting, line.pictured = nesting, beside


def _steps(lines: Sequence[Line]) -> Iterator[tuple[Line, int, list[_Element]]]:
    """Yield each line that an element holds, with the way from the line before to it.

    The way is the number of elements around both, and the elements around this line alone, each after those around it.
    """
    path: dict[_Element, None] = {}
    for line in lines:
        if line.element is None:
            continue
        new: list[_Element] = []
        around: _Element | None = line.element
        while around is not None and around not in path:
            new.append(around)
            around = around.getparent()
        while path and next(reversed(path)) is not around:
            path.popitem()
        shared = len(path)
        path |= dict.fromkeys(reversed(new))
        yield line, shared, new[::-1]


def _tokens(element: _Element) -> list[str]:
    names = (element.get("class") or "").split()
    if (of_one := element.get("id")) and element.tag in _CONTAINERS:
        names.append(f"#{of_one}")
    return names


def _kind(element: _Element, tokens: Counter[str]) -> str:
    """Return the tag of an element with its class and id, but for a number that only it has: `block-4f2a`."""
    own = _tokens(element)
    kinds = sorted(token for token in own if tokens[token] > 1 or not _DIGIT.search(token))
    named = f".{'.'.join(kinds)}" if own else ""
    side = element.get("align") or ""
    if style := element.get("style"):
        side = (_SIDE.findall(style) or [side])[-1]
    is_centred = side == "center" or element.tag == "center" or "rtecenter" in named
    return f"{element.tag}{named}{CENTRED if is_centred else '|right' if side in _RIGHT else ''}"


def _whole_inline(element: _Element, tokens: Counter[str]) -> Iterator[str]:
    """Yield the kinds of the inline elements that hold all of a paragraph."""
    while len(element) == 1 and not (element.text or "").strip():
        (child,) = element
        if child.tag in BLOCKS or not isinstance(child.tag, str) or (child.tail or "").strip():
            return
        if child.tag in _INLINE:
            yield f">{_kind(child, tokens)}"
        element = child


def _beside_pictures(content: _Element) -> set[_Element]:
    """Return the elements with few words that hold a picture, or follow an element that holds nothing else."""
    found = set[_Element]()
    letters: dict[_Element, int] = {}
    for picture in islice(content.iter(*_PICTURES), _MOST_PICTURES):
        alone = picture
        for around in islice(picture.iterancestors(), _AROUND_A_PICTURE):
            if around is content or _letters(around, letters):
                break
            alone = around
        below = next(alone.itersiblings("*"), None) if alone is not picture else None
        found |= {
            one
            for one in (alone.getparent(), below)
            if one is not None and one is not content and 0 < _letters(one, letters) <= _BESIDE_A_PICTURE
        }
    return found


def _letters(element: _Element, known: dict[_Element, int]) -> int:
    """Count the visible characters below an element, up to more than stand beside a picture."""
    if element not in known:
        known[element] = 0
        for text in element.itertext():
            known[element] += visible(str(text))
            if known[element] > _BESIDE_A_PICTURE:
                break
    return known[element]
