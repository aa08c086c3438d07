"""Find the part of a page that is the transcript."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from typing import cast

from lxml import etree
from lxml.etree import _Element

from briefings.markup import HOUSES, Markup
from briefings.transcript.page.body.selecting import SelectorTree
from briefings.transcript.page.body.tree import body_of
from briefings.transcript.page.layout.lines import BLOCKS, OPENED, UNSEEN, Line, ShownLines, lines_of, text_of, visible
from briefings.transcript.page.layout.setting import parts_begun_alike
from briefings.transcript.page.opening_forms import looks_like_an_opening
from briefings.transcript.wording.speaking import has_voice

_CONTAINERS = frozenset(("article", "body", "div", "main", "section", "td"))
ASIDE = frozenset(("aside", "footer", "form", "nav"))
"""Parts of a page that contain nothing of its text."""
_PARTS = frozenset(("aside", "button", "figure", "footer", "nav", "select", "textarea"))
_CHOICES = frozenset(("select", "textarea"))
"""Parts within a line that hold no words of it."""
_CONTROLS = ".//select | .//textarea | .//button | .//input[not(@type = 'hidden')]"
_MAY_BE_COMMENTS = etree.XPath("(descendant::*/@id | descendant::*/@class)[contains(., 'omment')]/..")
_COMMENTS = re.compile(
    r"(?:^|\s)(?:(?:wp|post|user|reader|block)[-_]{0,2})?comments?"
    r"(?:[-_](?:area|list|section|wrapper|thread|template)s?)?(?=\s|$)",
    re.IGNORECASE,
)
"""Whole names of containers of readers' comments: `comment-page` and `has-comments` are names of bodies."""
_MAY_BE_CARDS = etree.XPath("descendant::a[@href and not(starts-with(@href, '#'))][descendant::div or descendant::p]")
_SENTENCE = re.compile(r"[^\W\d_]{5}[.?!]|\.{3}|[…。？！؟।۔]")
"""End of a sentence or of an excerpt; that of a short word may be of an abbreviation: "Rt. Hon.", "Prof."."""
_PARAGRAPH, _LONG_PARAGRAPH = 40, 200
_SHORT_PARAGRAPH = 16
UNSPACED = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
"""A character of Chinese, Japanese or Korean."""
_LINES_OF_ANY_PAGE, _SHORTEST_LINES = 50_000, 40
"""Maximum number of lines of any page, and characters of the page for each further line: a line takes a kilobyte of
memory.

Long transcripts have lines of hundreds of characters; a page made to choke a reader has lines of one.
"""
_OPENING = etree.XPath("//@aria-controls | //@href[starts-with(., '#')]")
"""Ids of elements that links and buttons of the page open."""
_LABEL_END = re.compile("[:：]")
_TALK = 3
"""Minimum number of lines with what looks like a label and words of speech on a page where people talk."""
_ENOUGH_PROSE = 0.5
_MOST_PROSE = 0.75
_NEARLY_ALL = 0.9


class Content:
    """Content node, how it was found ("selector", "largest", "body") and the markup that matched.

    `shown` is what the whole body shows, `inside` its lines within the content node, `outside` those around it.
    """

    def __init__(self, element: _Element, found_by: str, markup: Markup, shown: ShownLines) -> None:
        within = set(element.iter())
        self.element = element
        self.found_by = found_by
        self.markup = markup
        self.shown = shown
        self.inside = [line for line in shown.lines if line.element in within]
        self.outside = [line for line in shown.lines if line.element not in within]

    def lines(self, marks: Mapping[_Element, str]) -> list[Line]:
        """Return the lines of the content node; `marks` names parts of the page, whose lines carry it as `within`."""
        element = self.element
        own = {one: mark for one, mark in marks.items() if one is element or element in one.iterancestors()}
        # A node that begins or ends within a line, is hidden, or is in bold text must be read by itself.
        is_block = element.tag in BLOCKS and next(element.iterancestors("b", "strong", "a", "pre"), None) is None
        lines = list(self.inside) if self.inside and is_block else lines_of(element)
        # Choices begin no line, but may be all of one.
        chosen = {
            (next(one.iterancestors(*BLOCKS), None), line.text): mark
            for one, mark in own.items()
            if one.tag in _CHOICES and next(one.iterancestors(*_CHOICES), None) is None
            for line in lines_of(one)
        }  # fmt: skip
        for line in lines if own else ():
            around = line.element
            while around is not None and around not in own and around is not element:
                around = around.getparent()
            line.within = own.get(around, "") if around is not None else ""
            line.within = line.within or chosen.get((line.element, line.text), "")
        return lines

    def long_outside(self) -> list[str]:
        """Return the beginnings of long paragraphs outside the content node: each is a warning."""
        long = (line for line in self.outside if len(line.text) >= _LONG_PARAGRAPH and not line.is_mostly_link)
        return [line.text[:60] for line in long if visible(line.text) >= _LONG_PARAGRAPH]


def elements(root: _Element, path: str) -> list[_Element]:
    """Return the elements an XPath finds below an element."""
    return cast("list[_Element]", root.xpath(path))


def count_visible(root: _Element, shown: ShownLines) -> int:
    """Count the visible characters below an element in the tree itself, whatever was read of it.

    `shown` is what it or an element around it shows. The element itself counts as shown, whatever it or the elements
    around it say: some pages show theirs by a script.
    """
    if not {root, *root.iterancestors()}.isdisjoint(shown.unseen):
        shown = ShownLines(root)
    unseen = [one for one in shown.unseen if root in one.iterancestors()]
    return visible(text_of(root)) - sum(visible(text_of(one)) for one in unseen)


def choose_content(page: SelectorTree, source: Markup) -> Content:
    """Return the element that holds the transcript.

    The source's selector comes first, then a known house's, then the smallest element that holds nearly all of the
    page's label-and-paragraph text.
    """
    body = body_of(page.root)
    most = _LINES_OF_ANY_PAGE + len(page.text) // _SHORTEST_LINES
    shown, times = ShownLines(body, most), 0
    # Twice: a page that a script shows comes hidden as a whole, with closed tabs hidden within.
    while times < 2 and _open_talk(shown):
        shown, times = ShownLines(body, most), times + 1
    for found in page.css(source.body):
        if any(visible(str(text)) for text in found.itertext()):
            return Content(found, "selector", source, shown)
    weights = _weights(body, shown.plain)
    total = weights.get(body, 0.0)
    for house in HOUSES:
        for found in page.css(house.body):
            if weights.get(found, 0.0) >= _ENOUGH_PROSE * total and visible(text_of(found)):
                return Content(found, "selector", house, shown)
    if not total:
        return Content(body, "body", source, shown)
    # What stands beside the only main element is the site's: a banner may look like a label and its words.
    mains = [one for one in body.iter("main") if weights.get(one, 0.0) >= _MOST_PROSE * total]
    largest = Content(_smallest(mains[0] if len(mains) == 1 else body, weights), "largest", source, shown)
    element = _with_its_speakers(largest)
    return largest if element is largest.element else Content(element, "largest", source, shown)


def _open_talk(shown: ShownLines) -> bool:
    """Show the hidden elements in which people talk; return False if there are none.

    They have talk that the page does not show, and either a link or a button opens them, as it opens a tab, or they
    begin with talk and share a speaker with the page. Where the page shows no talk, the first such element is shown.
    Other hidden talk is a copy for another screen, in another language, or below a headline of its own.
    """
    closed = [one for one in shown.unseen if one.tag not in UNSEEN - {"dialog", "noscript", "template"}]
    if not closed:
        return False
    opening = cast("list[str]", _OPENING(closed[0]))
    names = {name.removeprefix("#") for value in opening for name in value.split()}
    texts = {line.text for line in shown.lines}
    hidden = {one: lines_of(one) for one in closed}
    talk = {one: said for one, said in hidden.items() if _talk([x for x in said if x.text not in texts]) > 1}
    labels = dict(_speakers(shown.lines)).keys() if talk else ()
    opened = [
        one for one, said in talk.items() if one.get("id") in names
        or (looks_like_an_opening(said[0].text) and not dict(_speakers(said)).keys().isdisjoint(labels))
    ]  # fmt: skip
    if _talk(shown.lines) + sum(_talk(talk[one]) for one in opened) < _TALK:
        opened = list(islice((one for one, said in hidden.items() if _talk(said) == _TALK), 1))
    for one in opened:
        one.tag = "div"  # an aside that opens has what the page is about
        for name in {"hidden", "style"}.intersection(one.attrib):
            del one.attrib[name]
        one.set(OPENED, "")
    return bool(opened)


def _talk(lines: Sequence[Line]) -> int:
    """Count lines with what looks like a label and words of speech, up to `_TALK`."""
    return len(list(islice(_speakers(lines), _TALK)))


def _speakers(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Yield each line with what looks like a label and words of speech on it or below, after the label."""
    for line, below in pairwise([*lines, Line("")]):
        if looks_like_an_opening(line.text) and (has_voice(line.text) or has_voice(below.text)):
            yield _LABEL_END.split(line.text, maxsplit=1)[0], line


def _with_its_speakers(content: Content) -> _Element:
    """Return the element around a content node in which its speakers go on, if they do outside it."""
    element = content.element
    # Few pages have speakers outside: only for these are the lines inside read.
    others = list(_speakers(content.outside))
    labels = {label for label, _ in _speakers(content.inside)} if others else set()
    for label, line in others:
        around = () if line.element is None or label not in labels else (line.element, *line.element.iterancestors())
        while around and element not in around:
            element = next(element.iterancestors())
    return element


def parts_within(content: _Element) -> dict[_Element, str]:
    """Return the parts of the content node that are not plain content, with their names: forms, figures, asides.

    A form, readers' comments and links that hold blocks with sentences, each quoting what another page says, are such
    parts unless they have more than half of the text.
    """
    # Editors put every table into a figure, and its caption into an element of its own.
    found = {one: str(one.tag) for one in content.iter(*_PARTS) if one.tag != "figure" or one.find(".//table") is None}
    # Some sites wrap the text of a page in a form with nothing to fill in.
    forms = [one for one in content.iter("form") if elements(one, _CONTROLS)]
    named = [one for one in cast("list[_Element]", _MAY_BE_COMMENTS(content)) if one is not content]
    comments = [one for one in named if _COMMENTS.search(f"{one.get('id') or ''} {one.get('class') or ''}")]
    # Without a sentence such a link may be the label of a turn: the House of Commons prints who speaks in one.
    cards = [one for one in cast("list[_Element]", _MAY_BE_CARDS(content)) if _SENTENCE.search(text_of(one))]
    may_be = dict.fromkeys(forms, "form") | dict.fromkeys(comments, "comments") | dict.fromkeys(cards, "links")
    most = visible(text_of(content)) / 2 if may_be else 0.0
    return found | {one: name for one, name in may_be.items() if visible(text_of(one)) <= most}


def _weights(body: _Element, lines: list[Line]) -> dict[_Element, float]:
    """Weigh the label-and-paragraph text of lines in every element; a label weighs as much as a paragraph."""
    own: dict[_Element, float] = {}
    for line in lines:
        # Too long for an entry of a menu; in Chinese, Japanese and Korean a sentence is short.
        length = len(line.text)
        is_long = length >= _PARAGRAPH or (length >= _SHORT_PARAGRAPH and UNSPACED.search(line.text) is not None)
        weight = float(length) if is_long else 0.0
        if looks_like_an_opening(line.text):
            weight += 200.0
        if weight and line.element is not None:
            own[line.element] = own.get(line.element, 0.0) + weight
    all_of_it = sum(own.values())
    aside = {*body.iter(*ASIDE), *body.iterchildren("header")}
    # Children come before their parents, so that the weight of an element is whole when it is added.
    for element in filter(own.__contains__, reversed(list(body.iter()))):
        parent = element.getparent()
        # Some sites wrap the whole page in one form.
        if element in aside and own[element] <= all_of_it / 2:
            del own[element]
        elif element is not body and parent is not None:
            own[parent] = own.get(parent, 0.0) + own[element]
    return own


def _is_one_line(element: _Element) -> bool:
    """Return True for an element that is one paragraph: on a short page the longest outweighs the others around it."""
    if any(child.tag == "br" or child.tag in BLOCKS for child in element.iter() if child is not element):
        return False
    return "\n" not in text_of(element).strip()


def _smallest(body: _Element, weights: dict[_Element, float]) -> _Element:
    chosen = current = body
    total = weights.get(body, 0.0)
    while True:
        heavy = [child for child in current if weights.get(child, 0.0) >= _NEARLY_ALL * total > 0]
        if not heavy:
            return chosen
        current = heavy[0]
        # Parts of one kind may follow one another with people who speak in each; all but one may say only a few words.
        named = current.get("class")
        alike = (one for one in current.itersiblings() if named and one.get("class") == named and weights.get(one))
        begun = (line.text for one in parts_begun_alike(current) for line in lines_of(one))
        if any(map(has_voice, chain(map(text_of, alike), begun))):
            return chosen
        if current.tag in _CONTAINERS and not _is_one_line(current):
            chosen = current
