"""The elements around a line, by which a caption, a box or a foot differs from the speech it stands among."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from lxml.etree import _Element

from briefings.transcript.page.layout.lines import BLOCKS, CENTRED, UNSEEN, Line, visible

Nesting = tuple[str, ...]
"""Kinds of the elements around a line, from the outermost one to its own; a dot says that one has a class or an id."""
_DEEPEST = 60
"""Maximum number of elements taken into a nesting; real pages have up to 40 around a line."""
_AT_ONCE = 1_000
"""Maximum number of elements whose kinds are cached."""
_MOST_PICTURES, _AROUND_A_PICTURE = 1_000, 8
_LARGEST_ICON = 32
"""Width or height, in pixels, of a smiley, a flag or a spacer."""
_BESIDE_A_PICTURE = 300
"""Maximum number of characters in one element with a picture: a caption, and its credit."""
_INLINE = frozenset(("a", "em", "font", "i", "small", "span", "sub", "u"))
"""Elements that set a whole paragraph otherwise; bold ones set labels."""
_PLAIN = {"span": frozenset(("lang", "style")), "font": frozenset(("face", "size"))}
"""Attributes of inline elements that an editor puts around any text."""
_PLAIN_STYLE = re.compile(r"(?:\s*(?:font-(?:family|size)|line-height|mso-[\w-]+)\s*:[^;]*(?:;|$))*\s*")
"""Style that Word gives to any text."""
_CONTAINERS = frozenset("article aside div footer header main nav section table td ul".split())
_CELLS = frozenset(("td", "th"))
"""Parts of a row, of which the first may name who speaks."""
_SIDE = re.compile(r"(?i:text-align)\s*:\s*(\w+)")
_DIGIT = re.compile(r"\d")
_STRIPE = re.compile(r"(?:^|[-_])(?:odd|even|first|last)$")
"""Class of a row that only sets it off from the rows beside it: `row-even`."""


def note_nesting(lines: Sequence[Line], content: _Element) -> None:
    """Note in `nesting` and `pictured` what is around each line, while the tree still exists."""
    kind_of = _Kinds(content)
    pictured = _beside_pictures(content)
    known: dict[_Element | None, tuple[Nesting, str]] = {None: ((), "")}
    # A page of a hundred thousand lines has a handful of nestings: a copy for each line would take 12 MB.
    same: dict[Nesting, Nesting] = {}
    before: _Element | None = None
    for line in lines:
        if (element := line.element) is None:
            continue
        if element is not before:
            if len(known) > _AT_ONCE:
                known = {None: ((), "")}
            around, beside = _around(element, known, kind_of, pictured)
            kinds = (*around, *_whole_inline(element, kind_of))
            nesting, before = same.setdefault(kinds, kinds), element
        line.nesting, line.pictured = nesting, beside
    if all(line.centred for line in lines):
        # A page that centres everything sets no letterhead apart by it.
        for line in lines:
            line.nesting = tuple(kind.removesuffix(CENTRED) for kind in line.nesting)


def _around(
    element: _Element,
    known: dict[_Element | None, tuple[Nesting, str]],
    kind_of: "_Kinds",
    pictured: Mapping[_Element, str],
) -> tuple[Nesting, str]:
    """Return the kinds of an element and those around it, and how any is beside a picture; `known` keeps them."""
    new: list[_Element] = []
    around: _Element | None = element
    while around not in known and around is not None:
        new.append(around)
        around = around.getparent()
    kinds, beside = known[around]
    for one in reversed(new):
        kinds = (*kinds, kind_of(one)) if len(kinds) < _DEEPEST else kinds
        beside = beside or pictured.get(one, "")
        known[one] = kinds, beside
    return kinds, beside


def _tokens(element: _Element) -> list[str]:
    names = (element.get("class") or "").split()
    if (of_one := element.get("id")) and element.tag in _CONTAINERS:
        names.append(f"#{of_one}")
    return names


class _Kinds:
    """Names the kinds of elements: the tag with class and id, without numbers of single elements: `block-4f2a`."""

    def __init__(self, content: _Element) -> None:
        self.content = content

    @cached_property
    def tokens(self) -> Counter[str]:
        """Classes and ids of the page, with their numbers."""
        body = self.content.getroottree().getroot()
        return Counter(token for element in body.iter("*") for token in _tokens(element))

    def __call__(self, element: _Element) -> str:
        first = "|first" if element.tag in _CELLS and element.getprevious() is None else ""
        # Most elements have no attributes.
        if not element.items():
            return f"center{CENTRED}" if element.tag == "center" else f"{element.tag}{first}"
        own = _tokens(element)
        if element.tag == "tr":
            own = [token for token in own if not _STRIPE.search(token)]
        kinds = sorted(token for token in own if not _DIGIT.search(token) or self.tokens[token] > 1)
        named = f".{'.'.join(kinds)}" if own else ""
        side = element.get("align") or ""
        if style := element.get("style"):
            side = (_SIDE.findall(style) or [side])[-1]
        is_centred = side == "center" or element.tag == "center" or "rtecenter" in named
        return f"{element.tag}{named}{first}{CENTRED if is_centred else '|right' if side in ('right', 'end') else ''}"


def _whole_inline(element: _Element, kind_of: _Kinds) -> Iterator[str]:
    """Yield the kinds of the inline elements that hold all of a paragraph; Word ends each with an empty element."""
    # Its length would count all children, once for each line of a page whose lines stand in one element.
    while (child := next(iter(element), None)) is not None:
        beside = f"{element.text or ''}{child.tail or ''}"
        if (behind := child.getnext()) is not None:
            if len(behind) or behind.getnext() is not None:
                return
            beside += f"{behind.text or ''}{behind.tail or ''}"
        if visible(beside) or child.tag in BLOCKS:
            return
        if child.tag in _INLINE and not is_plain(child):
            yield f">{kind_of(child)}"
        element = child


def is_plain(element: _Element) -> bool:
    """Return True for an element within lines that sets its text apart from nothing."""
    if element.tag not in _PLAIN or not _PLAIN[element.tag].issuperset(element.keys()):
        return False
    return _PLAIN_STYLE.fullmatch(element.get("style", "")) is not None


def _beside_pictures(content: _Element) -> dict[_Element, str]:
    """Return the elements with few words that hold a picture, or follow an element that holds nothing else.

    A line break between the picture that opens a paragraph and its words sets them `below`, any other place `near`.
    """
    found: dict[_Element, str] = {}
    letters: dict[_Element, int] = {}
    for picture in islice(content.iter("img", "picture", "video"), _MOST_PICTURES):
        if _is_icon(picture) or next(picture.iterancestors(*UNSEEN), None) is not None:
            continue
        alone = picture
        for around in islice(picture.iterancestors(), _AROUND_A_PICTURE):
            if around is content or _letters(around, letters):
                break
            alone = around
        behind = next(alone.itersiblings("*"), None)
        held = alone.getparent()
        opens = held is not None and held[0] is alone and not visible(f"{held.text or ''}{alone.tail or ''}")
        is_below = opens and behind is not None and behind.tag == "br"
        beside = {next(alone.iterancestors(*BLOCKS), None): "below" if is_below else "near"}
        if alone is not picture:
            beside.setdefault(behind, "near")
        for one, how in beside.items():
            if one is not None and one is not content and 0 < _letters(one, letters) <= _BESIDE_A_PICTURE:
                found.setdefault(one, how)
    return found


def _is_icon(picture: _Element) -> bool:
    """Return True for a picture printed as small as a letter, or unseen, which has no caption."""
    sizes = [picture.get(side, "").removesuffix("px") for side in ("width", "height")]
    return any(size.isdecimal() and int(size) <= _LARGEST_ICON for size in sizes)


def _letters(element: _Element, known: dict[_Element, int]) -> int:
    """Count the visible characters below an element, up to more than stand beside a picture."""
    if element not in known:
        known[element] = 0
        for text in element.itertext():
            known[element] += visible(str(text))
            if known[element] > _BESIDE_A_PICTURE:
                break
    return known[element]
