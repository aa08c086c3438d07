"""Rows of numbers and arrows, of a briefing or of a list: the pages that one names, and which of them is this page.

A row is the largest part of a page around a link that shows only what pagers show.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, cast

from lxml import etree
from lxml.etree import _Element

from briefings.address import same_page
from briefings.transcript.page.layout.lines import is_hidden, squeeze, text_of
from briefings.transcript.page.links.pagers.no_pagers import has_other_name, is_pager_name, opens_otherwise
from briefings.transcript.page.links.pagers.page_addresses import OF_COMMENTS, Degree, growth
from briefings.transcript.page.links.pagers.pager import Pager, PagerLink, PrintedPosition, position_in
from briefings.transcript.page.links.pagers.pager_words import is_of_pager, number_in, pattern, says_next, says_page
from briefings.transcript.page.links.read_links import Link, Links

_MOST_WORDS = 4
"""Maximum number of unknown words in a row with as many numbers: one untranslated "next" must not split it."""
_LONGEST, _LONGEST_WITH_NUMBERS = 400, 6_000
"""Maximum number of characters in a row, without numbers and with them: the row of a long list may well be longer."""
_DEEPEST, _MOST_PAGES = 12, 99_999
_COUNT = re.compile(r"[.,\[\]()|·]*\d+(?:/\d+)?[.,\[\]()|·]*")
"""A number, or "(1/3)"."""
_SENTENCE = re.compile(r"(?<!\S)(?:[^\w\s]*+\w\S*+\s++){2}\w++[.?!](?!\S)|[。？！]")
"""A sentence of three words or more; fewer with a full stop may be short for "back" and "on"."""
_PARAGRAPHS = etree.XPath(
    "descendant-or-self::*[self::p or self::h1 or self::h2 or self::h3 or self::h4 or self::blockquote]"
    "[not(descendant::a or translate(., '0123456789', '') != string(.))]"
)
"""Paragraphs and headings without links and figures."""
_SEVERAL, _ENDS = 2, (*".?!。？！",)
"""Minimum number of numbers in a part that is a row by itself; ends of sentences."""
_MARKED = re.compile(r"(?<![a-z])(?:active|current|selected)(?![\w-])")
_PAGE_SCRIPT = re.compile(r"javascript:.{0,300}(?:page|postback|paging)", re.IGNORECASE)
_TEXTS = etree.XPath("descendant::text()[not(parent::script or parent::style) and normalize-space()]")


class Number(NamedTuple):
    """A number that a row shows, and the address of its link, if it has one."""

    number: int
    url: str = ""
    is_dead: bool = False
    """True for a link that leads to no page, such as one by script."""
    is_marked: bool = False
    """True if its element, or the one around it, is marked as the current one."""


class Row:
    """A part of a page that may be a pager."""

    def __init__(
        self, elements: Sequence[_Element], links: Mapping[_Element, Link], *, by_selector: bool = False
    ) -> None:
        self.element = elements[0]
        self.by_selector = by_selector
        names = " ".join(
            one.get(name) or ""
            for one in (self.element, self.element.getparent(), *islice(self.element, 1))
            if one is not None
            for name in ("class", "id", "name", "aria-label")
        )
        self.is_named = by_selector or is_pager_name(names)
        """True if its class or id, or that of what is around it, names a pager, or the source's selector finds it."""
        self.links: list[Link] = []
        """Links with numbers or other words of pagers, in order, with addresses or without."""
        numbers: list[Number] = []
        for link in (links[one] for element in elements for one in element.iter() if one in links):
            # "2 of 7" or "Part 2 of 7" in a link numbers the page it leads to.
            position = pattern("page 2 of 7").fullmatch(link.said) or pattern("2 of 7").fullmatch(link.said)
            number = number_in(link.said) or position_in(position, link.said).number or None
            if number is not None:
                numbers.append(Number(number, link.url, bool(link.href and not link.url), _is_marked(link.element)))
            if number is not None or is_of_pager(link.said):
                self.links.append(link)
        texts = [one for element in elements for one in cast("list[Any]", _TEXTS(element))]
        plain = []
        for text in texts:
            at = text.getparent().getparent() if text.is_tail else text.getparent()
            around = next((links[one] for one in (at, *at.iterancestors()) if one in links), None)
            plain += [] if around and number_in(around.said) is None else [text]
            numbers += [] if around else map(Number, _numbers(text))
        self.plain = squeeze(" ".join(plain))
        """Its text without links and buttons that say more than a number: a position in one is that of another page."""
        self.quote = squeeze(" ".join(texts))[:120] or " ".join(link.said for link in self.links)[:120]
        ahead = re.match(r"\D*\b0\D+1\b", self.quote) is not None  # page 1 is called 0
        numbers = [one._replace(number=one.number + ahead) for one in numbers]
        self.numbers = [one for one in numbers if 0 < one.number <= _MOST_PAGES]
        """Numbers of the links in order, then those printed without a link."""

    @property
    def is_other(self) -> bool:
        """True for a row at the side, of another name, of years, or of the days of a calendar, most without a link."""
        linked = [one.number for one in self.numbers if one.url]
        plain = {one.number for one in self.numbers} - set(linked)
        is_calendar = bool(linked) and any({day, day + 1, day + 2} <= plain for day in plain)
        are_years = len(self.numbers) > 1 and bool(linked) and all(1900 <= number <= 2099 for number in linked)
        is_beside = next(self.element.iterancestors("aside"), None) is not None
        return is_calendar or are_years or is_beside or has_other_name(self.element)

    @property
    def is_of_part(self) -> bool:
        """True for a row of a part of an article's page: of its comments, or of a list in it ("1 - 5 of 36")."""
        return opens_otherwise(self.element, self.quote) or pattern("1 - 5 of 36").search(self.quote) is not None

    @property
    def position(self) -> PrintedPosition:
        """The page and total that it shows: in words if it says page, or is named as a pager."""
        if pattern("1 - 5 of 36").search(self.quote):
            return PrintedPosition()
        in_words = pattern("page 2 of 7").search(self.plain)
        return position_in(in_words or (pattern("2 of 7").search(self.plain) if self.is_named else None), self.quote)


def by_element(links: Links) -> dict[_Element, Link]:
    return {link.element: link for link in links.all if link.tag != "link"}


def rows_of(links: Links) -> list[Row]:
    known = by_element(links)
    found: dict[_Element, Row] = {}
    fits: dict[_Element, bool] = {}
    for link in known.values():
        if len(link.said) <= _LONGEST and is_of_pager(link.said):
            element = _largest(link.element, fits)
            if not (element in found or is_hidden(element) or any(one in found for one in element.iterancestors())):
                found[element] = Row([element], known)
    return list(found.values())


def _largest(element: _Element, fits: dict[_Element, bool]) -> _Element:
    """Return the largest element around a link that shows only what pagers show, at most a few levels up."""
    for around in islice(element.iterancestors(), _DEEPEST):
        if around.tag in {"body", "html"}:
            break
        if around not in fits:
            fits[around] = len(text_of(around)) <= _LONGEST_WITH_NUMBERS and _fits(around)
        if not fits[around]:
            break
        element = around
    return element


def _fits(element: _Element) -> bool:
    """Return True for an element that shows only numbers, arrows, words of pagers and a few others that nobody says."""
    words = " ".join(map(str, element.itertext())).split()
    others = [word for word in words if not _COUNT.fullmatch(word)]
    unknown = sum(not is_of_pager(word) for word in others)
    if len(" ".join(others)) > _LONGEST or unknown > min(_MOST_WORDS, len(words) - len(others)):
        return False
    is_said = unknown and _SENTENCE.search(" ".join(others))
    return not is_said and all(is_of_pager(word) for text in _beside_row(element) for word in text.split())


def _beside_row(element: _Element) -> Iterator[str]:
    """Yield the paragraphs in an element beside the part that holds its numbers.

    The last page of a briefing may have but a few words beside its pager: "MINISTER: No." Where no part holds the
    numbers, such words may be the pager's heading, and only those that end a sentence are not.
    """
    parts = [part for part in element if isinstance(part.tag, str)]
    beside = [part for part in parts if sum(map(bool, map(_COUNT.fullmatch, text_of(part).split()))) < _SEVERAL]
    for part in beside:
        for one in cast("list[_Element]", _PARAGRAPHS(part)):
            text = text_of(one)
            if len(beside) < len(parts) or text[-1:] in _ENDS:
                yield text


def _is_marked(element: _Element) -> bool:
    around = (element, *islice(element.iterancestors(), 1))
    return "aria-current" in element.attrib or any(_MARKED.search(one.get("class") or "") for one in around)


def _numbers(text: str) -> list[int]:
    """Return the numbers in a text that has no other words than those of pagers: "January 1, 2024" has a day."""
    whole = number_in(squeeze(text))
    words = [word.strip("[]()|·,.") for word in text.split()]
    if whole is not None or any(any(map(str.isalpha, word)) and not is_of_pager(word) for word in words):
        return [whole] if whole is not None else []
    return [int(word) for word in words if word.isdecimal() and len(word) < 8]


def read_row(row: Row, own: str) -> Pager:
    """Read the other pages from one row; one that is no row of pages names none."""
    said, total = row.position.number or None, row.position.total or None
    current = _current(row, own) or said
    pages, possible = _pages(row, own, current)
    if pages:
        step = growth(own, pages[min(pages)])
        is_first = min(pages) == 2 and (step is None or (step.own or 1) == 1)
        current = 1 if current is None and is_first else current
        pages |= {current: own} if current is not None else {}
    is_last = total is not None and current == total
    unresolved = "" if pages or possible or is_last else _unresolved(row, own)
    if pages or possible or unresolved:
        named = (*pages, *possible, *(one.number for one in row.numbers if unresolved))
        total = max((total or 0, current or 0, *named)) or None
    return Pager(
        pages=dict(sorted(pages.items())),
        current=current if pages or possible else said,
        total=total,
        quote=row.quote,
        links=tuple(
            PagerLink(link.url, link.said) for link in row.links if link.url and not same_page(link.url, own)
        ),
        unresolved=unresolved,
        possible=possible,
    )  # fmt: skip


def _current(row: Row, own: str) -> int | None:
    """Return the number of this page: of a link to itself, or else the only one without a link, dead, or marked."""
    linked = {one.number for one in row.numbers if one.url}
    itself = {one.number for one in row.numbers if one.url and same_page(one.url, own)}
    dead = {one.number for one in row.numbers if one.is_dead} - linked
    others = linked | dead
    plain = {one.number for one in row.numbers if one.number <= max(others, default=0) + 1} - others
    marked = {one.number for one in row.numbers if one.is_marked}
    return next((way.pop() for way in (itself, plain, dead, marked) if len(way) == 1), None) if linked else None


def _pages(row: Row, own: str, current: int | None) -> tuple[dict[int, str], dict[int, str]]:
    """Return the addresses of the other pages by number, and those of a row that may not name pages.

    A row has two numbers of which one follows the other. The addresses of pages differ from this page's in one number;
    one that leads to another host is a slip or a trap, and must not hide that the others are pages.
    """
    linked: dict[int, str] = {}
    for number, url, *_ in row.numbers:
        if url and number != current and not same_page(url, own) and not OF_COMMENTS.search(url):
            linked.setdefault(number, url)
    if not linked or row.by_selector:
        return linked, {}
    kin = {number: url for number, url in linked.items() if _is_kin(own, number, url)}
    if kin and 1 in linked:
        kin = {1: linked[1], **kin}  # its address may lack more than a number
    are_grown = all((step := growth(own, url)) and step.number == number for number, url in kin.items())
    is_counted = len(kin) == len(linked) and (row.is_named or (len(linked) > 1 and are_grown))
    shown = {one.number for one in row.numbers}
    if not (is_counted or any(number + 1 in shown for number in shown)):
        return {}, {}
    return kin, linked if current is not None and not kin else {}


def _is_kin(own: str, number: int, url: str) -> bool:
    """Return True for an address that differs from this page's in one number, like a page's; page 1's may lack it."""
    step = growth(own, url)
    if step is None:
        return number == 1 and growth(url, own) is not None
    return step.degree is not Degree.SLUG or step.number in {number, number - 1}


def _unresolved(row: Row, own: str) -> str:
    """Return a sign of more pages without an address, if the row is about pages; "" without one."""
    # Beside a link with an address, "next" without one is that of a last page; numbers are pages.
    is_end = any(one.url and not same_page(one.url, own) for one in row.links)
    dead = [one for one in row.links if one.may_show_more and not (is_end and number_in(one.said) is None)]
    # Mezzanine's search lets choose "Everything", "Blog posts" or "Pages".
    dead = [one for one in dead if one.tag != "option" or number_in(one.said) is not None]
    dead = [one for one in dead if not has_other_name(one.element)]  # the wide row of a carousel has none of its names
    turning = any(row.is_named or says_page(one.said) or _turns_pages(one) for one in dead)
    return f"{row.quote} (no address)" if turning else ""


def _turns_pages(link: Link) -> bool:
    """Return True for a number or next whose script, or the form it sends, turns pages; a button needs a number."""
    number, kind = number_in(link.said), (link.element.get("type") or "submit").lower()
    if link.tag == "button" and kind == "submit" and next(link.element.iterancestors("form"), None) is not None:
        return number is not None
    is_of_pages = link.tag == "input" or _PAGE_SCRIPT.search(link.href) is not None
    return is_of_pages and (says_next(link.said) or number is not None)
