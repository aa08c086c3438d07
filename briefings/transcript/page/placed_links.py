"""The links of a page by the place in which they stand, as the account of links needs them.

The key of a place is tag and classes of the nearest elements, the shape of the address, the skeleton of the text where
that holds a number ("Part #"), and whether the address is grown from the page's: links of one key lead to one kind of
thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit, urlunsplit

from lxml import etree
from lxml.etree import _Element

from briefings.address import TRACKING, comparable
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.links import Links
from briefings.transcript.page.lists.entry_groups import Places, shape_of_address, site_of
from briefings.transcript.page.pagers.pager import grown

MOST_PLACED = 3_000
"""Links of a page that are accounted for one by one: a page of more is a list of everything."""
_ELEMENTS_OF_A_PLACE = 4
_DIGITS = re.compile(r"\d+")
_STATE = re.compile(r"(?:^|[-_])(?:odd|even|first|last|alt|active|selected|current|here|on|new)$")
"""The end of a class that tells one of a row from the others."""
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|txt|csv|xml|rss|atom|json|zip|gz|rar|mp[34]|m4[av]|wav|ogg|avi|mov|wmv|webm|jpe?g"
    r"|png|gif|webp|svg|ico|css|js|ics|vcf|epub)(?:[?#].*)?$",
    re.IGNORECASE,
)
_HEAD_RELS = frozenset(("next", "amphtml"))
_BLOCKS = frozenset(("p", "li", "td", "dd", "div", "section", "article", "blockquote", "body"))
_PROSE = 60
"""Characters of a block beside its links that make it a paragraph of prose."""
_AGAIN = re.compile(
    r"print(?:able|er|view|_?friendly)?|share|sort(?:_?by)?|order(?:_?by)?|dir|view|theme|font|replytocom|format|output",
    re.IGNORECASE,
)
"""Names in a query that show the same page in another dress."""
_MOST_COMMON = 0.8
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_IN_DATA = etree.XPath("descendant::*/@*[starts-with(name(), 'data-')][starts-with(., '/') or starts-with(., 'http')]")
_MARKS = frozenset(("span", "b", "strong", "em", "i", "li", "td", "dd", "img", "label"))
_CLICKED = frozenset(("a", "button", "input"))
_NO_FIELDS = frozenset(("hidden", "submit", "button", "image", "reset"))
_MOST_SIGNS = 200
_SHOWS_NO_MORE = re.compile(r"\bprint\(|\bhistory\.|\bclose\(|\bscroll(?:To|Into)")
"""Scripts that print, go back, close or scroll."""
_LONGEST_ROW = 300
"""Characters that a row of links to pages shows."""
_TEXT = etree.XPath("string()")
_MOST_IN_DATA = 200


class PlacedLink(NamedTuple):
    """A link of a page to its own site."""

    url: str
    said: str
    place: str
    """Tags and classes of the nearest elements."""
    key: str
    """The place, with what else tells kinds of links apart."""
    is_cited: bool = False
    """Whether it stands in a paragraph of prose."""
    is_language: bool = False
    """Whether it leads to the page in another language."""
    is_again: bool = False
    """Whether its address is this page's, in another dress."""
    is_grown: bool = False
    has_mark: bool = False
    """Whether something that is no link stands in its row, as this page does in the row of its pages."""


class Sign(NamedTuple):
    """A button or a link of a script, outside of page furniture, that may show more and has no address."""

    key: str
    said: str


class PlacedLinks(NamedTuple):
    """The links of a page to its own site, in order, and how many lead to other sites or to files."""

    links: tuple[PlacedLink, ...] = ()
    outside: int = 0
    signs: tuple[Sign, ...] = ()

    def rows(self) -> dict[str, list[PlacedLink]]:
        """The links by the elements around them: those of one row are together, whatever each is called."""
        found: dict[str, list[PlacedLink]] = {}
        for link in self.links:
            found.setdefault(link.place.partition(" ")[2], []).append(link)
        return found


def placed_links(root: _Element, links: Links, language: str | None) -> PlacedLinks:
    """Every link of a page, and every address of its site in a data attribute, by place."""
    reader = _Reader(links.own, language)
    found: dict[tuple[str, str], PlacedLink] = {}
    outside = 0
    shown = [link for link in links.all if link.url and (link.tag != "link" or _HEAD_RELS & link.rel)]
    passing = _passing([link.url for link in shown])
    for link in islice(shown, MOST_PLACED):
        if site_of(link.url) != reader.site or _FILE.search(link.url):
            outside += 1
            continue
        placed = reader.read(link.element, link.url, link.said, passing)
        found.setdefault((placed.url, placed.key), placed)
    known = {link.url for link in shown}
    for url, element in _in_data(root, links):
        if url not in known and site_of(url) == reader.site and not _FILE.search(url):
            placed = reader.read(element, url, "", passing)
            found.setdefault((placed.url, placed.key), placed)
    return PlacedLinks(tuple(found.values()), outside, tuple(_signs(links, reader)))


def _signs(links: Links, reader: _Reader) -> Iterator[Sign]:
    """What can be clicked and has no address: not in a menu, and in no form with a field to fill."""
    places = Places()
    for link in islice((one for one in links.all if not one.url and one.tag in _CLICKED), _MOST_SIGNS):
        if link.tag == "a" and not link.href.lower().startswith("javascript:") and link.href != "#":
            continue
        if _SHOWS_NO_MORE.search(f"{link.href} {link.element.get('onclick') or ''}"):
            continue
        form = next(link.element.iterancestors("form"), None)
        if _has_field(form) or places.of(link.element if form is None else form.getparent())[1]:
            continue
        yield Sign(f"{reader.place_of(link.element)}|{_DIGITS.sub('#', link.said)[:40]}", link.said)


def _has_field(form: _Element | None) -> bool:
    if form is None:
        return False
    inputs = form.iter("input", "textarea", "select")
    return any((one.get("type") or "text").lower() not in _NO_FIELDS for one in inputs)


class _Reader:
    """Reads the places of the links of one page."""

    def __init__(self, own: str, language: str | None) -> None:
        self.own = own
        self.site = site_of(own)
        self.host = urlsplit(own).hostname or ""
        self.language = (language or "")[:2].lower()
        self.names: dict[_Element, str] = {}
        self.prose: dict[_Element, bool] = {}
        self.marks: dict[_Element, bool] = {}

    def read(self, element: _Element, url: str, said: str, passing: frozenset[str]) -> PlacedLink:
        place = self.place_of(element)
        skeleton = _DIGITS.sub("#", said)[:40] if _DIGITS.search(said) else ""
        shape = shape_of_address(url).partition("/")[2]
        is_grown = grown(self.own, url) is not None or grown(url, self.own) is not None
        return PlacedLink(
            url, said, place, f"{self.host}: {place}|{shape}|{skeleton}|{'+' * is_grown}",
            is_cited=self.is_prose(element) and not is_grown,
            is_language=self.is_language(element, url),
            is_again=_undressed(url, passing) == _undressed(self.own, passing),
            is_grown=is_grown,
            has_mark=self.has_mark(element),
        )  # fmt: skip

    def place_of(self, element: _Element) -> str:
        """Tags and classes of an element and those nearest around it."""
        return " ".join(self.name(one) for one in islice(_chain(element), _ELEMENTS_OF_A_PLACE))

    def name(self, element: _Element) -> str:
        """The tag of an element with its classes, without digits and what tells one of a row from the others."""
        if element not in self.names:
            classes = (_DIGITS.sub("", one) for one in (element.get("class") or "").split())
            kept = [one for one in classes if one and not _STATE.search(one.lower())]
            self.names[element] = ".".join((str(element.tag), *sorted(kept)[:4]))
        return self.names[element]

    def is_prose(self, element: _Element) -> bool:
        block = next((one for one in element.iterancestors() if one.tag in _BLOCKS), None)
        if block is None:
            return False
        if block not in self.prose:
            linked = sum(len(squeeze(str(_TEXT(one)))) for one in block.iter("a"))
            text = squeeze(str(_TEXT(block)))
            # A block of blocks is no paragraph: what is said stands in those.
            blocks = sum(1 for one in islice(block.iterdescendants(*_BLOCKS), 2))
            self.prose[block] = blocks == 0 and len(text) - linked >= _PROSE
        return self.prose[block]

    def is_language(self, element: _Element, url: str) -> bool:
        named = (element.get("hreflang") or element.get("lang") or "")[:2].lower()
        if named and named != self.language:
            return True
        mine, its = urlsplit(self.own), urlsplit(url)
        return _differs_in_language(mine.path.split("/"), its.path.split("/")) and mine.query == its.query

    def has_mark(self, element: _Element) -> bool:
        """Whether the row of a link shows something short that is no link, of the links' own form."""
        row = element.getparent()
        while row is not None and len(row) == 1 and (row.tag not in _BLOCKS or row.tag in {"li", "td"}):
            row = row.getparent()
        if row is None:
            return False
        if row not in self.marks:
            short = len(squeeze(str(_TEXT(row)))) <= _LONGEST_ROW
            self.marks[row] = short and any(_is_mark(one) for one in islice(row, 60))
        return self.marks[row]


def _is_mark(one: _Element) -> bool:
    """Whether something in a row stands for the page itself: it is short, and no link."""
    if one.tag not in _MARKS or next(one.iter("a", "button"), None) is not None:
        return False
    return bool(squeeze(str(_TEXT(one)))) or next(one.iter("img", "svg", "i"), None) is not None


def _chain(element: _Element) -> Iterator[_Element]:
    yield element
    yield from element.iterancestors()


def _passing(urls: Sequence[str]) -> frozenset[str]:
    """The pairs of the query that most links of a page share: they say who reads, not what."""
    counts: Counter[str] = Counter()
    for url in urls:
        counts.update(set(urlsplit(url).query.split("&")) - {""})
    return frozenset(pair for pair, count in counts.items() if count > 3 and count >= _MOST_COMMON * len(urls))


def _undressed(url: str, passing: frozenset[str]) -> str:
    """An address without what tracks, prints, shares or sorts, and without the pairs of a session."""
    parts = urlsplit(url)
    pairs = [
        pair for pair in parts.query.split("&")
        if pair and pair not in passing
        and not TRACKING.fullmatch(pair.partition("=")[0]) and not _AGAIN.fullmatch(pair.partition("=")[0])
    ]  # fmt: skip
    return comparable(urlunsplit(parts._replace(query="&".join(pairs), fragment="", path=parts.path.rstrip("/"))))


def _differs_in_language(mine: list[str], its: list[str]) -> bool:
    """Whether two paths differ in one part that names a language, or in that one of them has it."""
    if len(mine) == len(its):
        differ = [(a, b) for a, b in zip(mine, its, strict=True) if a != b]
        return len(differ) == 1 and all(_LANGUAGE.fullmatch(part) for part in differ[0])
    shorter, longer = sorted((mine, its), key=len)
    return any(
        longer[:place] + longer[place + 1 :] == shorter and _LANGUAGE.fullmatch(longer[place]) is not None
        for place in range(len(longer))
    )


def _in_data(root: _Element, links: Links) -> Iterator[tuple[str, _Element]]:
    """The addresses that attributes for scripts have, with their elements."""
    for value in islice(cast("list[Any]", _IN_DATA(root)), _MOST_IN_DATA):
        if (url := links.joined(str(value).strip())) and (element := value.getparent()) is not None:
            yield url, element
