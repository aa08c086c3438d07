"""Turn elements into lines, as a browser would show them below each other."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.layout.white_space import folded, unwrapped
from briefings.transcript.wording.speaking import ends_asking

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
    .split()
)  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
UNSEEN = frozenset(
    "script style noscript template head title iframe object svg audio video canvas datalist dialog".split()
)
"""Elements of which a browser shows nothing, or nothing that is text of the page."""
OPENED = "data-opened-talk"
"""Attribute of an element that was hidden and shows its talk now."""
_BREAKING, _AROUND_LINES = BLOCKS | {"br"}, BLOCKS - {"p"}
_WHITE = b"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f "
"""White space of ASCII, as `str.split` knows it."""
_HIDDEN = re.compile(r"(?ai:display[ \t\r\n]*:[ \t\r\n]*none|visibility[ \t\r\n]*:[ \t\r\n]*hidden)")
_TEXT = etree.XPath("string()", smart_strings=False)
WEIGHT = re.compile(r"(?ai:font(?<![\w-]font)(?:-weight)?\s*:\s*(?:(?!bold)[a-z-]+\s+)*(?:(bold|[6-9]00\b)|normal|\d))")
"""The weight that a style sets, in a group if it is bold."""
_HIDDEN_BELOW = etree.XPath("descendant-or-self::*/@hidden/..")
_STYLES_BELOW = etree.XPath("descendant-or-self::*/@style")
"""Paths of the attributes: testing each element for them takes three times as long."""
CENTRED = "|center"
"""End of the kind of an element that centres its lines."""
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff](?<![\u0590-\U0010ffff][\u200c\u200d])"
)
"""Characters that print nothing; they are left out of every line. Joiners shape the letters of some scripts.

It begins with all of them, since `re` looks fast for one set, and ten times slower for either of two.
"""
_LINE_END = re.compile(r"\r+\n?")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SLANTED = (">em", ">i", ">small")
"""Kinds of the elements in which an editor sets a whole paragraph."""


@dataclass(slots=True)
class Line:
    """One line of a page. `text` is as printed, with runs of white space as one space.

    Offsets count code points of `text`. `wide` are the spaces that were printed wider than one (nbsp, several), `soft`
    those that were a line end in the source. `within` names the part of the page that holds the line (form, nav, pager,
    ...; "" for plain content).
    """

    text: str
    tag: str = "p"
    bold: int = 0
    linked: int = 0
    wide: frozenset[int] = frozenset()
    soft: tuple[int, ...] = ()
    within: str = ""
    setting: str = ""
    """Kind of element that holds the line or its beginning: "dt", "p.speaker", "p>em", ">span.name"."""
    set_apart: int = 0
    """Number of characters at its beginning that such an element sets apart, if they are a few words."""
    told: str = ""
    """Label that it begins with according to the source's file; it ends at `told_end`."""
    told_end: int = 0
    nesting: tuple[str, ...] = field(default=(), compare=False)
    """Kinds of the elements around it, the outermost first."""
    pictured: str = ""
    """Place beside a picture, with few other words: "below" it in its paragraph, or "near"; "" for any other."""
    element: _Element | None = field(default=None, repr=False, compare=False)

    @property
    def centred(self) -> bool:
        return any(kind.endswith(CENTRED) for kind in self.nesting)

    @property
    def is_slanted(self) -> bool:
        """True for a paragraph all in italics or small print, in which an editor speaks where nobody else does."""
        return any(kind.partition(".")[0] in _SLANTED for kind in self.nesting)

    def is_set_like(self, other: "Line") -> bool:
        """Tell whether two whole lines are set apart by the same kind of element."""
        is_whole = len(self.text) == self.set_apart and len(other.text) == other.set_apart
        return is_whole and self.setting == other.setting

    @property
    def is_mostly_link(self) -> bool:
        """True if half of it or more is linked: it names another page, and is not speech."""
        return self.linked * 2 >= len(self.text)


def visible(text: str) -> int:
    """Count the visible characters of a text: all except white space and characters that print nothing."""
    if text.isascii():
        return len(text.encode().translate(None, _WHITE))
    # Printable texts have no white space but spaces, and nothing that prints nothing.
    return len(text) - text.count(" ") if text.isprintable() else len("".join(_printing(text).split()))


def _printing(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", text)


def is_hidden(element: _Element) -> bool:
    """Return True for an element that marks itself as hidden."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


_HEADS = HEADINGS | {"dt"}
_LABEL = re.compile(r"[:：]\s")
_MOST_OF_A_BUTTON = 20
"""Maximum number of elements of a button that are looked at."""
_LONGEST_BUTTON = 300
"""Maximum number of characters of a question on a button; what is longer is text."""


def _unfolds_speech(element: _Element) -> bool:
    """Return True for a button with a heading, a question or a label, which unfolds what is said below it.

    Interviews in folds print "Question: Who pays?" on one.
    """
    if (around := element.getparent()) is not None and around.tag in _HEADS:
        return True
    parts = islice(element.iterdescendants(), _MOST_OF_A_BUTTON)
    texts = (element.text, *(text for part in parts for text in (part.text, part.tail)))
    shown = " ".join(filter(None, texts))
    return len(shown) > _LONGEST_BUTTON or ends_asking(shown.strip()) or _LABEL.search(shown) is not None


class ShownLines:
    """The lines that an element shows, found without recursion: ten thousand nested tags are just a long loop.

    Lines beyond `most` are cut off.
    """

    def __init__(self, root: _Element, most: float = float("inf")) -> None:
        self.root = root
        self.most = most
        self.is_cut = False
        """True if it had more lines than allowed; the rest is removed from the tree."""
        self.lines: list[Line] = []
        self.unseen: list[_Element] = []
        """The outermost elements of which it shows nothing."""
        self.pieces: list[str] = []
        """Texts of the open line; `length` is that of all, `end_of_bold` that of its bold beginning."""
        self.length = self.end_of_bold = self.visibly_linked = 0
        self.linked = self.preformatted = 0
        self.bold = [False]
        """Whether text is bold, for the root and each open element that says so."""
        self.linking = {*root.iter("a"), *(one for one in root.iter("button") if not _unfolds_speech(one))}
        """Elements whose words lead elsewhere or do something: "Show more"; nobody says them."""
        self.weights = dict.fromkeys(root.iter("b", "strong"), True)
        """Elements that make text bold, or not."""
        self.blocks: list[_Element | None] = [None]
        self.walk()

    @cached_property
    def plain(self) -> list[Line]:
        """The lines that are not mostly links; of a page with menus few."""
        return [line for line in self.lines if not line.is_mostly_link]

    def walk(self) -> None:
        unseen, weights = self.unseen_below(), self.weights
        steps = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in steps:
            tag, is_seen = element.tag, element not in unseen
            if is_seen and self.pieces and tag in _BREAKING:
                self.flush()
            if event == "start":
                if not is_seen:
                    self.unseen.append(element)
                    steps.skip_subtree()
                    continue
                self.linked += element in self.linking
                if tag in _BREAKING:
                    self.blocks.append(element)
                    self.preformatted += tag == "pre"
                if element in weights:
                    self.bold.append(weights[element])
                if len(self.lines) >= self.most:
                    self.cut_from(element)
                    break
                text = element.text
            else:
                if is_seen:
                    self.linked -= element in self.linking
                    if tag in _BREAKING:
                        self.blocks.pop()
                        self.preformatted -= tag == "pre"
                    if element in weights:
                        self.bold.pop()
                text = element.tail if element is not self.root else None
            # White space alone opens no line. Most texts are plain: one line of the source, in ASCII.
            if text and (self.pieces or not text.isspace()):
                put = self.put if "\n" not in text and text.isascii() and "\r" not in text else self.add
                put(text)
        self.flush()

    def unseen_below(self) -> set[_Element]:
        """Return the elements that are not shown; take in the weights that styles set."""
        unseen = set(cast("list[_Element]", _HIDDEN_BELOW(self.root))).union(self.root.iter(*UNSEEN))
        for style in cast("list[Any]", _STYLES_BELOW(self.root)):
            if _HIDDEN.search(style):
                unseen.add(style.getparent())
            elif (weights := WEIGHT.findall(style)) and (element := style.getparent()).tag not in _AROUND_LINES:
                self.weights[element] = bool(weights[-1])
        return unseen - {self.root}

    def cut_from(self, element: _Element) -> None:
        """Remove an element and all that follows it from the tree."""
        self.is_cut = True
        begin = element
        while begin is not self.root and (parent := begin.getparent()) is not None:
            if begin is not element:
                begin.tail = None
            del parent[parent.index(begin) + (begin is not element) :]
            begin = parent

    def add(self, text: str) -> None:
        """Put a text on the open line, and begin another where the text has an empty line."""
        text = _printing(text)
        text = _LINE_END.sub("\n", text) if "\r" in text else text
        for number, part in enumerate(unwrapped(text) if self.preformatted else _EMPTY_LINE.split(text)):
            if number:
                self.flush()
            if part:
                self.put(part)

    def put(self, text: str) -> None:
        if self.end_of_bold == self.length and (self.bold[-1] or text.isspace()):
            self.end_of_bold += len(text)
        if self.linked:
            self.visibly_linked += visible(text)
        self.pieces.append(text)
        self.length += len(text)

    def flush(self) -> None:
        """End the line, if anything was shown on it."""
        whole = "".join(self.pieces)
        if raw := whole.strip():
            block = self.blocks[-1]
            tag = "body" if block is None else str(block.tag)
            line = Line(raw, tag, linked=self.visibly_linked, element=block)
            if self.end_of_bold:
                line.bold = max(0, len(whole[: self.end_of_bold].rstrip()) - (len(whole) - len(whole.lstrip())))
            # Most lines have single spaces and nothing else to fold.
            if "  " in raw or not raw.isprintable():
                line.text, line.bold, line.wide, line.soft = folded(raw, line.bold, preformatted=self.preformatted > 0)
            self.lines.append(line)
        self.pieces.clear()
        self.length = self.end_of_bold = self.visibly_linked = 0


def lines_of(root: _Element) -> list[Line]:
    """Return the lines an element shows, in order, even if it is hidden itself."""
    return ShownLines(root).lines


def text_of(element: _Element) -> str:
    """Return all text below an element, shown or not."""
    return cast("str", _TEXT(element))


def text_before(element: _Element) -> str:
    """Return the text right before an element."""
    previous, parent = element.getprevious(), element.getparent()
    return (previous.tail if previous is not None else parent.text if parent is not None else "") or ""


def squeeze(text: str) -> str:
    """Fold white space to single spaces, and leave out characters that print nothing."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_printing(text).split())
