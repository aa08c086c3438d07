"""Read the places of a page's links from its tree."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from lxml.etree import _Element

from briefings.address import comparable
from briefings.transcript.page.layout.lines import Line, squeeze, text_of, visible
from briefings.transcript.page.links.forms import does_something, fields_to_fill
from briefings.transcript.page.links.lists.entry_groups import site_of
from briefings.transcript.page.links.lists.places import VARYING, Places
from briefings.transcript.page.links.pagers.pager_words import is_of_pager, number_in, promises_more
from briefings.transcript.page.links.placed_links import DIGITS, PlacedLink, PlacedLinks, Sign
from briefings.transcript.page.links.read_links import Link, Links
from briefings.transcript.wording.sentences import is_prose
from briefings.transcript.wording.speaking import ends_asking

MOST_PLACED = 3_000
"""Maximum number of links of a page accounted for one by one: a page with more is a list of everything."""
_ELEMENTS_OF_A_PLACE = 4
_FILES = frozenset(
    ".pdf .doc .docx .xls .xlsx .ppt .pptx .odt .rtf .txt .csv .xml .rss .atom .zip .gz .rar .mp3 .mp4 .m4a .m4v"
    " .wav .ogg .avi .mov .wmv .webm .jpg .jpeg .png .gif .webp .svg .ico .css .js .ics .vcf .epub".split()
)
"""Extensions of pictures, sounds and other files."""
_BLOCKS = frozenset(("p", "li", "td", "dd", "div", "section", "article", "blockquote", "body"))
_PROSE = 50
"""Minimum number of visible characters beside the links of a line of prose."""
_WORD = re.compile(r"\w{2,}")
_MARKS = frozenset(("span", "b", "strong", "em", "i", "li", "td", "dd", "img", "label", "a"))
_BY_SCRIPT = re.compile(r"javascript:|#$", re.IGNORECASE)
_TO_TOP = re.compile(r"(?:scroll )?back to (?:the )?top", re.IGNORECASE)
"""Words of the button of Docusaurus, and of Butterfly for Hexo."""
_CLICKED = frozenset(("a", "button", "input"))
_MOST_IN_A_ROW, _LONGEST_ROW = 60, 300
"""Maximum number of elements, and of characters, in a row of links to pages."""


def placed_links(root: _Element, links: Links, lines: Iterable[Line]) -> PlacedLinks:
    """Return every link of a page, and every address of its site in a data attribute, by place.

    `lines` are all that the page shows, with their elements.
    """
    may_lead = [link for link in links.all if (_is_followed(link) if link.url else link.tag in _CLICKED)][:MOST_PLACED]
    known = {link.url for link in may_lead} if links.for_scripts else set()
    reader, site = _Reader(root, links.own, lines), site_of(links.own)
    # The address beside a button is accounted for instead.
    addressed = {element for _, element in links.for_scripts}
    sentences = {link.element for link in may_lead if not link.url and is_prose(link.said)}
    if len(sentences) > 1:
        # Each unfolds an answer, or plays what it says.
        addressed |= sentences
    outside = 0
    for link in may_lead:
        if not link.url:
            if addressed.isdisjoint((link.element, link.element.getparent())):
                reader.read_button(link)
        elif _is_page_of(site, link.url):
            reader.read(link.element, link.url, link.said)
        else:
            outside += 1
    for url, element in links.for_scripts:
        if url not in known and _is_page_of(site, url):
            reader.read(element, url, "")
    return PlacedLinks(tuple(reader.found.values()), outside, tuple(reader.signs), reader.marked_rows())


def _is_followed(link: Link) -> bool:
    """Tell whether a link leads on: one of the head only to the next page, the selected option to this page."""
    if link.tag == "link":
        return "next" in link.rel
    return link.tag != "option" or link.element.get("selected") is None


@lru_cache(maxsize=4_096)  # the menus of a site are the same on all its pages
def _is_page_of(site: str, url: str) -> bool:
    """Tell whether an address is on a site, and neither its path nor its query ends like the name of a file."""
    ends = [part[part.rfind(".") :].lower() for part in url.replace("#", "?").split("?")]
    return site_of(url) == site and _FILES.isdisjoint(ends)


class _Reader:
    """Reads the places of the links of one page."""

    def __init__(self, root: _Element, own: str, lines: Iterable[Line]) -> None:
        self.own = own
        self.branch = _branch(root)
        self.language = (root.get("lang") or "")[:2].lower()
        self.prose = _prose(lines)
        self.around: dict[_Element | None, str] = {None: ""}
        self.places = Places()
        self.found: dict[tuple[str, str], PlacedLink] = {}
        self.signs: list[Sign] = []
        self.in_slot = Counter[str]()
        """Number of signs without words of pagers in each place."""
        self.first_of: dict[str, _Element] = {}

    def read(self, element: _Element, url: str, said: str) -> None:
        named = element.get("hreflang") or element.get("lang")
        row = self.row_of(element)
        self.first_of.setdefault(row, element)
        place = _within(str(element.tag), element.get("class"), row)
        if number_in(said) is not None:
            self.found.pop((url, place), None)  # "Previous" stands before the numbers, wherever it leads
        if (url, place) not in self.found:
            spot = comparable(url), place
            other = named is not None and named[:2].lower() not in {"", self.language}
            is_in_prose, is_in_branch = element in self.prose, element in self.branch
            self.found[url, place] = PlacedLink(url, said, place, self.own, spot, is_in_prose, other, is_in_branch)

    def read_button(self, button: Link) -> None:
        """Note a button or a link of a script without an address if it may show more.

        It is not in a menu, in no form with a field to fill or that acts, no question, which unfolds its answer, and
        does not scroll to the top.
        """
        if (button.tag == "a" and not _BY_SCRIPT.match(button.href)) or ends_asking(button.said):
            return
        if _TO_TOP.fullmatch(button.said):
            return
        form = next(button.element.iterancestors("form"), None)
        if not button.may_show_more or (form is not None and (fields_to_fill(form) or does_something(form))):
            return
        if not self.places.of(button.element if form is None else form.getparent())[1]:
            row = self.row_of(button.element)
            slot = f"{_name(button.element)} {row}"
            words = DIGITS.sub("#", button.said)[:40]
            if not ("#" in words or is_of_pager(words) or promises_more(words)):
                # What follows a topic or shows a picture says something else on each page: its place tells as much.
                self.in_slot[slot] += 1
                words = f"×{self.in_slot[slot]}"
            self.signs.append(Sign(f"{slot}|{words}", button.said, "" if row in self.first_of else row))

    def marked_rows(self) -> dict[str, int]:
        """Return the rows that show something short that is no link, with the number of links before it."""
        found = {row: _mark_of(element) for row, element in self.first_of.items()}
        return {row: place for row, place in found.items() if place is not None}

    def row_of(self, element: _Element) -> str:
        """Return tags and classes of the elements nearest around one."""
        parent = element.getparent()
        if parent is None:
            return ""
        around = parent.getparent()
        if around not in self.around:
            self.around[around] = " ".join(map(_name, islice(parent.iterancestors(), _ELEMENTS_OF_A_PLACE - 2)))
        return _within(str(parent.tag), parent.get("class"), self.around[around])


def _name(element: _Element) -> str:
    """Return the tag of an element with its classes, without those that vary."""
    return _named(str(element.tag), element.get("class"))


@lru_cache(maxsize=4_096)  # the menus of a site are the same on all its pages
def _within(tag: str, classes: str | None, around: str) -> str:
    """Return the name of an element before those of the elements around it."""
    return f"{_named(tag, classes)} {around}"


@lru_cache(maxsize=2_048)
def _named(tag: str, classes: str | None) -> str:
    # The body's classes are of one page or category: "single-remarks", beside "single-briefing" (White House, 2020).
    names = (classes or "").split() if tag != "body" else []
    # Beside the name that styled-components gives an element stands one of its style, of letters, on this page.
    names = [one for one in names if "-sc-" in f"-{one}"] or names
    return ".".join((tag, *sorted(one for one in names if not VARYING.search(one.lower()))[:4]))


def _mark_of(element: _Element) -> int | None:
    """Return the place of what is short and no link among the links of the row that begins with one.

    It is None without such a thing, and -1 where it may be one of several.
    """
    row = element.getparent()
    while row is not None and _is_alone(element) and (row.tag not in _BLOCKS or row.tag in {"li", "td"}):
        element, row = row, row.getparent()
    if row is None or len(squeeze(text_of(row))) > _LONGEST_ROW:
        return None
    marks = [one for one in islice(row, _MOST_IN_A_ROW) if _is_mark(one)]
    # A word before the row often has another form than its links and the number of this page.
    alike = [one for one in marks if one.tag == element.tag] or marks
    if len(alike) != 1:
        return -1 if marks else None
    return sum(_leads_on(one) for one in islice(row, row.index(alike[0])))


def _is_alone(element: _Element) -> bool:
    """Tell whether an element is the only one in the one around it; counting them would take lxml far longer."""
    return element.getnext() is None and element.getprevious() is None


def _branch(root: _Element) -> set[_Element]:
    """Return the links of the items of trees with the page's title: of it, and of its parts."""
    around = {one.getparent() for one in root.iter("ul", "ol")}
    items = [one for one in around if one is not None and one.tag == "li"]
    titles = [squeeze(text_of(one)) for one in root.iter("title", "h1")] if items else []
    found = set[_Element]()
    for item in items:
        # The first element is mostly the link with the name of the item. Many titles end with the name of the site.
        said = squeeze(text_of(next(item.iterchildren("*"))))
        if any(said in title and 2 * len(said) >= len(title) > 0 for title in titles):
            found.update(item.iterdescendants("a"))
    return found if len(found) <= _MOST_IN_A_ROW else set()


def _prose(lines: Iterable[Line]) -> set[_Element]:
    """Return what is in paragraphs of prose with links in them: not in rows of links, nor in blocks of blocks."""
    found = set[_Element]()
    for line in lines:
        block = line.element
        if not line.linked or block is None or len(line.text) - line.linked < _PROSE or block.tag not in _BLOCKS:
            continue
        # The letters of an index without pages are no prose, however many there are.
        is_said = visible(line.text) - line.linked >= _PROSE and sum(map(len, _WORD.findall(line.text))) >= _PROSE // 2
        if is_said and next(block.iterdescendants(*_BLOCKS), None) is None:
            found.update(block.iterdescendants())
    return found


def _is_mark(one: _Element) -> bool:
    """Tell whether something in a row stands for the page itself: the selected option, or short and no link."""
    if one.tag == "option":
        return one.get("selected") is not None
    if one.tag not in _MARKS or _leads_on(one):
        return False
    return bool(squeeze(text_of(one))) or next(one.iter("img", "svg", "i"), None) is not None


def _leads_on(one: _Element) -> bool:
    """Tell whether something in a row is or has a link; a number whose link has no address is that of this page."""
    return any(link.get("href") or number_in(squeeze(text_of(link))) is None for link in one.iter("a", "button"))
