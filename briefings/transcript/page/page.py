"""Read one page: bytes in, lines and links out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from lxml.etree import _Element
from parsel import Selector

from briefings.address import Address, read_address
from briefings.items import NoteKind
from briefings.transcript.page.boilerplate import furniture_rule
from briefings.transcript.page.content import (
    Content,
    body_of,
    choose_content,
    count_visible,
    long_paragraphs,
    parts_within,
    text_of,
)
from briefings.transcript.page.encoding import Decoded, decode
from briefings.transcript.page.header import read_header
from briefings.transcript.page.lines import Line, lines_of, squeeze
from briefings.transcript.page.links import Link, Links, links_of
from briefings.transcript.page.listing import NO_LISTING, Listing, read_listing
from briefings.transcript.page.markup import Markup
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.pager import foreign_pages, read_entries, read_numbered
from briefings.transcript.page.pagers import NO_PAGER, Pager
from briefings.transcript.page.read_pager import NO_READING, Reading, read_pager
from briefings.transcript.page.served import Served, ServedKind, what_was_served
from briefings.transcript.page.source_lines import split_line
from briefings.transcript.page.tree import parse
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.shapes import shape_of

_LIST_NAME = re.compile(r"/(?:node_\d+|default|index)(?:_\d+)?\.s?html?$")
_CONTENT_NAME = re.compile(r"/content_\d+(?:_\d+)?\.s?html?$")
_NOTICE_TITLE = re.compile(
    r"\W*(?:notice|media advisory|advisory|invitation|announcement|accreditation)\b", re.IGNORECASE
)
_NOTICE_FIELD = re.compile(r"(?:venue|add(?:ress)?|place|location)\s*\.?\s*[:：]", re.IGNORECASE)
_COLON_LABEL = re.compile(r"(?P<label>[^:：]{1,80}?)\s?[:：]")
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='pubdate' or @name='PubDate' or @name='publishdate'"
    " or @name='DC.date' or @itemprop='datePublished']/@content | //time/@datetime"
)
_SITE_SUFFIX = re.compile(r"\s+(?:[-–|_]|--)\s+[^-–|_]{2,60}$")
_FEW_WORDS = 500
_SENTENCE = 40
_TOP = 10


class PageKind(StrEnum):
    """What a page is. Only a TRANSCRIPT becomes part of a briefing; the others are recognised and counted."""

    TRANSCRIPT = "transcript"
    LIST = "list"
    GALLERY = "gallery"
    NOTICE = "notice"
    EMPTY = "empty"


@dataclass(slots=True)
class Page:
    """One page as read; `read_transcript` makes a transcript of all pages of a briefing."""

    address: Address
    """Which page of which briefing it is: `.briefing`, `.number`, `.url`, `.page(n)`."""
    kind: PageKind
    pager: dict[int, str] = field(default_factory=dict)
    """Page number to absolute address: every page of the same briefing this page knows of, itself included."""
    pages_of: str = ""
    """The id of another briefing, if it is that one's pages that its pager names."""
    entries: list[str] = field(default_factory=list)
    """On a list page: absolute addresses of the briefings it lists, in order, each once."""
    lists: list[str] = field(default_factory=list)
    """On a list page: absolute addresses of the other pages of the list, in order."""
    lines: list[Line] = field(default_factory=list)
    """The lines of the content node."""
    title: str | None = None
    summary: str | None = None
    published_on: date | None = None
    language: str | None = None
    content: str = "body"
    """How the content node was found: "selector", "largest" or "body"."""
    matched: frozenset[str] = frozenset()
    """Which fields of the source's markup have a selector that finds something on the page."""
    visible: int = 0
    """Visible characters of the content node."""
    visible_page: int = 0
    """Visible characters of the whole body."""
    closed: bool = True
    """Whether the page ends with </html>."""
    encoding: str = "utf-8"
    sha256: str = ""
    """Of the bytes that were read."""
    fetched_at: str | None = None
    status: int | None = None
    warc: str | None = None
    """Where it stands in the archive."""
    warnings: list[str] = field(default_factory=list)
    served: Served = field(default=Served(ServedKind.HTML, "HTML"))
    """What was served, by its bytes; what is no page has an `objection` and nothing else is read of it."""
    siblings: Pager = NO_PAGER
    """What it shows of the other pages of its briefing, whatever their addresses."""
    listing: Listing = NO_LISTING
    """What it lists, where it is a list or was asked for as one: entries of any address, and the list's other pages."""
    canonical: str | None = None
    """The address it names as its own, absolute."""
    day: date | None = None
    """The day its header or title prints: a page with another day is of another briefing."""
    paragraphs: tuple[int, ...] = ()
    """Fingerprints of its paragraphs, in order: by these two pages are compared, not by their bytes."""


def read_page(
    html: bytes,
    url: str,
    *,
    encoding: str | None = None,
    content_type: str = "",
    markup: Markup | None = None,
    as_list: bool = False,
    fetched_at: str | None = None,
    status: int | None = None,
    warc: str | None = None,
) -> Page:
    """Read one page.

    `html` is the decompressed body, `url` the address it was served at, `encoding` the charset of the HTTP header if
    it named one, `content_type` that header itself, `markup` the source's selectors; `as_list` says
    that it was asked for as a list, so that it is read as one whatever it looks like; `fetched_at` (UTC, ISO 8601),
    `status` and `warc` (its place in the archive) are kept with the page. Raises ValueError when `url` is no absolute
    http(s) address; nothing else raises.
    """
    served = what_was_served(html, content_type)
    if not served.is_page:
        page = Page(read_address(url), PageKind.EMPTY, served=served)
        page.pager = {page.address.number: page.address.url}
        page.sha256 = hashlib.sha256(html).hexdigest()
        page.fetched_at, page.status, page.warc = fetched_at, status, warc
        return page
    decoded = decode(html, encoding)
    root, unread = parse(decoded.text)
    selector = Selector(root=root, type="html")
    content = choose_content(root, markup)
    house = content.markup
    links = links_of(root, url)
    pagers = [found.root for found in selector.css(house.pager)] if house.pager else []
    shown = links.shown
    named = [] if _LIST_NAME.search(url) else shown
    address, pager, marks = read_numbered(read_address(url), named, pagers)
    siblings = _siblings(root, links, selector, markup, decoded.text)
    marks |= parts_within(content.element)
    lines = [part for line in lines_of(content.element, marks) for part in split_line(line)]
    for line in lines:
        line.element = None
    page = Page(address, PageKind.TRANSCRIPT, pager, lines=lines, content=content.found_by)
    page.served, page.siblings = served, siblings.pager
    page.pages_of = foreign_pages(address, named)
    page.encoding, page.sha256 = decoded.encoding, hashlib.sha256(html).hexdigest()
    page.fetched_at, page.status, page.warc = fetched_at, status, warc
    page.closed = "</html" in decoded.text[-2000:].lower()
    if markup:
        page.matched = frozenset(name for name, css in markup.selectors().items() if selector.css(css))
    page.canonical = next((link.url for link in links.all if "canonical" in link.rel and link.url), None)
    _read_fields(page, selector, content)
    _read_summary(page)
    _read_marks(page)
    _read_kind(page, selector, content, shown)
    if as_list or page.kind is PageKind.LIST:
        page.listing = read_listing(
            root,
            links,
            markup=markup,
            entries=_found(selector, markup.entries if markup else None),
            list_pages=_found(selector, markup.list_pages if markup else None),
            text=decoded.text,
        )
        if page.listing.entries:
            page.kind = PageKind.LIST
    _measure(page, root, content, decoded)
    if unread:
        page.warnings.append(f"page {page.address.number} was not parsed to its end: {unread}")
    return page


def _found(selector: Selector, css: str | Literal[False] | None) -> list[_Element] | None:
    """The elements a source's selector finds; None where it has none, so that the general rules apply."""
    return [found.root for found in selector.css(css)] if css else None


def _siblings(root: _Element, links: Links, selector: Selector, markup: Markup | None, text: str) -> Reading:
    """The pager of an article, where the source says it is; what is seen elsewhere is said and not followed."""
    css = markup.article_pages if markup else None
    if css is False:
        return NO_READING
    selected = _found(selector, css)
    if selected is None or selected:
        return read_pager(root, links, selected=selected, text=text)
    elsewhere = read_pager(root, links, text=text)
    seen = elsewhere.pager
    if not (seen.pages or seen.unresolved):
        return NO_READING
    sign = f"{seen.quote or seen.unresolved} (not in {css})"
    return Reading(replace(NO_PAGER, unresolved=sign, quote=seen.quote), elsewhere.boxes)


def _read_marks(page: Page) -> None:
    """What two pages are compared by: the day, and the paragraphs that are neither header nor furniture."""
    header = read_header(page.lines)
    page.day = header.held_on or first_date(page.title)
    page.paragraphs = tuple(
        int.from_bytes(hashlib.blake2b(line.text.encode("utf-8", "replace"), digest_size=8).digest())
        for index, line in enumerate(page.lines)
        if len(line.text) >= _SENTENCE and index not in header.lines and not line.within and line.text != page.title
    )


def _first_text(selector: Selector, css: str) -> str | None:
    for found in selector.css(css) if css else ():
        text = squeeze(text_of(found.root))
        if text:
            return text
    return None


def _read_fields(page: Page, selector: Selector, content: Content) -> None:
    house = content.markup
    page.title = _first_text(selector, house.title) or _title(selector)
    page.summary = _first_text(selector, house.summary)
    byline = _first_text(selector, house.byline)
    published = next((found for value in selector.xpath(_PUBLISHED).getall() if (found := first_date(value))), None)
    page.published_on = first_date(byline) or published or _byline_date(selector)
    declared = selector.xpath("/html/@lang").get()
    page.language = (
        declared.strip() if declared and re.fullmatch(r"\s*[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\s*", declared) else None
    )


def _title(selector: Selector) -> str | None:
    headings = [text for found in selector.css("h1") if (text := squeeze(text_of(found.root)))]
    if len(headings) == 1:
        return headings[0]
    printed = selector.xpath("//meta[@property='og:title']/@content").get() or selector.xpath("//title/text()").get()
    if not printed:
        return headings[0] if headings else None
    whole = squeeze(printed)
    suffix = _SITE_SUFFIX.search(whole)
    return whole[: suffix.start()] if suffix and not first_date(suffix[0]) else whole or None


def _byline_date(selector: Selector) -> date | None:
    """The date of a line such as "Updated: September 29, 2018", wherever it stands."""
    named = "contains(., 'pdated') or contains(., 'ublished')"
    for said in selector.xpath(f"//body//*[text()[{named} or contains(., ', 20') or contains(., ', 19')]]"):
        text = squeeze(text_of(said.root))
        if len(text) < 200 and (furniture_rule(Line(text)) == "byline" or re.search("(?:pdat|ublish)ed", text)):
            found = first_date(text)
            if found:
                return found
    return None


def _read_summary(page: Page) -> None:
    """What stands between the title and the byline is the site's own: the category, a sentence that sums up."""
    top = page.lines[:_TOP]
    rules = [furniture_rule(line, page.title) for line in top]
    if "byline" not in rules or len(page.lines) <= 2 * rules.index("byline"):
        return
    before = [line for line, rule in zip(top, rules[: rules.index("byline")], strict=False) if rule is None]
    if any(_COLON_LABEL.match(line.text) for line in before) or sum(len(line.text) for line in before) > 2 * _FEW_WORDS:
        return
    for line in before:
        line.within = "summary"
        if not page.summary and len(line.text) > _SENTENCE:
            page.summary = line.text


def _read_kind(page: Page, selector: Selector, content: Content, links: Sequence[Link]) -> None:
    house = content.markup
    listed = {found.root for found in selector.css(house.entries)} if house.entries else set()
    chosen = [link for link in links if link.element in listed] if listed else links
    entries = read_entries(chosen, page.address)
    if not page.lines and not entries:
        page.kind = PageKind.EMPTY
    elif entries and _is_list(page, content):
        page.kind = PageKind.LIST
        page.entries = entries
        page.lists = _list_pages(page.address.url, links)
    elif not page.lines:
        page.kind = PageKind.EMPTY
    elif not _has_label_or_header(page):
        page.kind = _kind_without_labels(page, content)


def _is_list(page: Page, content: Content) -> bool:
    """A page that lists briefings, even one that prints whole transcripts between its links."""
    if _LIST_NAME.search(page.address.url):
        return True
    own_page = _CONTENT_NAME.search(page.address.url) is not None or content.found_by == "selector"
    return not own_page and not _says_much(page.lines)


def _says_much(lines: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in lines if line.linked * 2 < len(line.text)) > 2 * _FEW_WORDS


def _list_pages(url: str, links: Sequence[Link]) -> list[str]:
    """The other pages of a list: node_ID_N beside node_ID, default_1 beside default, or /page/N/."""
    stem = re.sub(r"(?:_\d{1,3})?(\.s?html?)$", "", url) if _LIST_NAME.search(url) else re.sub(r"page/\d+/?$", "", url)
    tail = re.compile(r"(?:_\d{1,3})?\.s?html?" if _LIST_NAME.search(url) else r"page/\d{1,4}/?")
    if re.search(r"/node_\d+$", stem):
        stem = re.sub(r"_\d{1,3}$", "", stem) if stem.count("_") > 1 else stem
    found = [
        link.url
        for link in links
        if link.url != url and link.url.startswith(stem) and tail.fullmatch(link.url[len(stem) :])
    ]
    return list(dict.fromkeys(found))


def _has_label_or_header(page: Page) -> bool:
    if read_header(page.lines).people:
        return True
    for line in page.lines:
        match = _COLON_LABEL.match(line.text)
        if match and not note_kind(line) and not _NOTICE_FIELD.match(line.text):
            shape = shape_of(match["label"])
            if not shape.veto and (shape.name_form or shape.chinese):
                return True
        if re.match(r"Q\b|\[[A-Z]", line.text) and note_kind(line) is None:
            return True
    return False


def _kind_without_labels(page: Page, content: Content) -> PageKind:
    spoken = [line for line in page.lines if furniture_rule(line, page.title) is None]
    said = sum(len(line.text) for line in spoken if note_kind(line) != NoteKind.CAPTION)
    if _NOTICE_TITLE.match(page.title or "") or sum(bool(_NOTICE_FIELD.match(line.text)) for line in spoken) > 1:
        return PageKind.NOTICE
    has_picture = next(content.element.iter("img"), None) is not None
    if has_picture and said <= _FEW_WORDS:
        return PageKind.GALLERY
    return PageKind.TRANSCRIPT if spoken else PageKind.EMPTY


def _measure(page: Page, root: _Element, content: Content, decoded: Decoded) -> None:
    body = body_of(root)
    page.visible = count_visible(content.element)
    page.visible_page = max(page.visible, count_visible(body))
    if decoded.warning:
        page.warnings.append(f"page {page.address.number} was read as {decoded.encoding}: {decoded.warning}")
    for beginning in long_paragraphs(lines_of(body, left_out=content.element)):
        page.warnings.append(f"page {page.address.number} has a long paragraph outside its content: {beginning}...")
