"""Read one page: bytes in, lines and links out."""

from __future__ import annotations

import hashlib
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date

from lxml.etree import _Element

from briefings.address import Address, read_address, renamed
from briefings.items import Role
from briefings.transcript.page.content import choose_content, count_visible, parts_within, text_of
from briefings.transcript.page.encoding import Decoded, decode
from briefings.transcript.page.fields import read_fields, sentence_of, summary_above_byline
from briefings.transcript.page.header import Header, read_header
from briefings.transcript.page.lines import Line, squeeze, visible
from briefings.transcript.page.links import links_of
from briefings.transcript.page.lists.entry_groups import stands_in
from briefings.transcript.page.lists.listing import NO_LISTING, Listing, read_listing
from briefings.transcript.page.many_links import AT_ONCE, MOST_IN_TEXT, MOST_LISTED, Tree, cut_at_links, trees_of
from briefings.transcript.page.markup import Markup
from briefings.transcript.page.page_kind import PageKind, has_label, is_mostly_links, is_named_list, kind_without_labels
from briefings.transcript.page.pagers.pager import NO_PAGER, Pager
from briefings.transcript.page.placed_links import PlacedLinks
from briefings.transcript.page.read_places import placed_links
from briefings.transcript.page.selecting import Selecting
from briefings.transcript.page.served_kind import Served, ServedKind, what_was_served
from briefings.transcript.page.setting import note_settings
from briefings.transcript.page.source_lines import split_line
from briefings.transcript.page.told_labels import note_told_labels
from briefings.transcript.page.told_pagers import ToldPagers, page_count
from briefings.transcript.page.tree import parse
from briefings.transcript.wording.dates import first_date

_SENTENCE = 40
_SHORT_LINE = 160
_LONGEST_BYLINE = 200


@dataclass(slots=True)
class Page:
    """One page as read; `read_transcript` makes a transcript of all pages of a briefing."""

    address: Address
    """Which page of which briefing it is: `.briefing`, `.number`, `.url`, `.page(n)`."""
    kind: PageKind
    lines: list[Line] = field(default_factory=list)
    """The lines of the content node."""
    title: str | None = None
    summary: str | None = None
    published_on: date | None = None
    printed_on: date | None = None
    """A day beside its headline, without a word what it is of."""
    language: str | None = None
    content: str = "body"
    """How the content node was found: "selector", "largest" or "body"."""
    matched: frozenset[str] = frozenset()
    """Which fields of the source's markup have a selector that finds something on the page."""
    roles: tuple[tuple[str, Role], ...] = ()
    """The roles of labels, as the source's file tells them."""
    visible: int = 0
    """Visible characters of the content node."""
    visible_page: int = 0
    """Visible characters of the whole body."""
    around: frozenset[str] = frozenset()
    """Of a page of several whose content node was found by its text: the short lines outside it. Where they stand
    inside another page's, they are boilerplate there."""
    closed: bool = True
    """Whether the page ends with </html>."""
    unread: str = ""
    """What of it was not read: links far too many and what follows them, what the parser stopped at; "" for nothing."""
    encoding: str = "utf-8"
    content_type: str = ""
    """The header of that name."""
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
    transcript_link: str | None = None
    """Where the transcript is, as the source's selector says, absolute."""
    placed: PlacedLinks = field(default=PlacedLinks(), repr=False)
    """Its links to its own site by their places, for the account of links."""
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
    it named one, `content_type` that header itself, `markup` the source's selectors. `as_list` says that it was asked
    for as a list, so that it is read as one whatever it looks like. `fetched_at` (UTC, ISO 8601), `status` and `warc`
    (its place in the archive) are kept with the page. Raises ValueError when `url` is no absolute http(s) address, and
    SelectorSyntaxError for markup that is no CSS; nothing else raises.
    """
    own = renamed(url, markup.aliases) if markup else url
    page = Page(read_address(own), PageKind.EMPTY, served=what_was_served(html, content_type))
    page.sha256 = hashlib.sha256(html).hexdigest()
    page.content_type = content_type
    page.fetched_at, page.status, page.warc = fetched_at, status, warc
    if not page.served.is_page:
        return page
    decoded = decode(html, encoding)
    page.closed = "</html" in decoded.text[-2000:].lower()
    if cut_at_links(decoded.text, AT_ONCE)[1]:
        if not as_list:
            listed = replace(page, lines=[], warnings=[])
            _Reader(listed, _cut(listed, decoded, MOST_LISTED), url, markup, in_parts=True).read(as_list)
            if listed.kind is PageKind.LIST:
                return listed
        decoded = _cut(page, decoded, MOST_LISTED if as_list else MOST_IN_TEXT)
    _Reader(page, decoded, url, markup, in_parts=as_list).read(as_list)
    return page


def _cut(page: Page, decoded: Decoded, most: int) -> Decoded:
    """The text up to the last link that is read."""
    text, page.unread = cut_at_links(decoded.text, most)
    return decoded._replace(text=text)


class _Reader:
    """Reads a page of HTML into a `Page`; `in_parts` a list of very many links: of all but the first only entries."""

    def __init__(self, page: Page, decoded: Decoded, url: str, markup: Markup | None, *, in_parts: bool) -> None:
        self.page = page
        self.url = url
        self.markup = markup
        self.decoded = decoded
        self.trees = trees_of(decoded.text) if in_parts else iter((Tree(*parse(decoded.text)),))
        self.take(next(self.trees))
        self.content = choose_content(self.selecting, markup)
        if self.content.shown.is_cut:
            page.unread = page.unread or f"what follows line {len(self.content.shown.lines)}"
        self.header = Header()

    def take(self, tree: Tree) -> None:
        """Read of this tree from now on."""
        self.root = tree.root
        self.page.unread = self.page.unread or (f"not parsed to its end: {tree.unread}" if tree.unread else "")
        self.selecting = Selecting(self.root, self.decoded.text)
        self.links = links_of(self.root, self.url, aliases=self.markup.aliases if self.markup else ())
        self.pagers = ToldPagers(self.selecting, self.links)

    def read(self, as_list: bool) -> None:
        """Read everything, in the order in which one part needs another."""
        page = self.page
        page.content, page.encoding = self.content.found_by, self.decoded.encoding
        if self.markup:
            page.roles = self.markup.roles
            page.matched = frozenset(name for name, css in self.markup.selectors().items() if self.selecting.css(css))
            page.matched |= {"page_count"} if page_count(self.markup, self.decoded.text) else set()
        marks = self.read_links()
        marks |= parts_within(self.content.element)
        if self.markup and self.markup.byline:
            # On a further page it would stand in the middle of what somebody says.
            found = self.selecting.css(self.markup.byline)
            marks |= {one: "byline" for one in found if len(squeeze(text_of(one))) <= _LONGEST_BYLINE}
        page.lines = [part for line in self.content.lines(marks) for part in split_line(line)]
        note_settings(page.lines)
        if self.markup:
            note_told_labels(page.lines, self.selecting.css(self.markup.labels), self.markup.label)
        self.read_fields()
        self.read_kind(as_list)
        self.measure()
        for line in page.lines:
            line.element = None

    def read_links(self) -> dict[_Element, str]:
        """What the page shows of others; returns the elements that are pagers, each marked "pager"."""
        page = self.page
        siblings = self.pagers.of_article(self.markup)
        page.siblings = siblings.pager
        page.canonical = next((link.url for link in self.links.all if "canonical" in link.rel and link.url), None)
        page.placed = placed_links(self.root, self.links, self.root.get("lang"))
        if self.markup and (boxes := frozenset(self.selecting.css(self.markup.transcript_link))):
            page.transcript_link = next((one.url for one in self.links.all if one.url and stands_in(one, boxes)), None)
        page.warnings += [f"the pager names {one}, which no briefing has" for one in page.siblings.ignored]
        return dict.fromkeys(siblings.boxes, "pager")

    def read_fields(self) -> None:
        page = self.page
        page.title, page.summary, days, page.language = read_fields(self.selecting, self.content, self.url)
        page.published_on, page.printed_on = days
        summary = summary_above_byline(page.lines, page.title)
        for line in summary:
            line.within = "summary"
        page.summary = page.summary or sentence_of(summary)
        self.header = read_header(page.lines)
        page.day = self.header.held_on or first_date(page.title)
        page.paragraphs = tuple(
            _fingerprint(line.text)
            for index, line in enumerate(page.lines)
            if len(line.text) >= _SENTENCE
            and index not in self.header.lines
            and not line.within
            and line.text != page.title
        )

    def read_kind(self, as_list: bool) -> None:
        page = self.page
        if as_list or is_named_list(self.url):
            self.read_listing()
        speaks = bool(self.header.people) or has_label(page.lines)
        # A list may print whole transcripts between its links; by the general rules alone it is a page about one event.
        if page.listing.entries and (as_list or page.listing.found_by != "group" or not speaks):
            page.kind = PageKind.LIST
        elif not page.lines:
            page.kind = PageKind.EMPTY
        elif self.content.found_by != "selector" and is_mostly_links(page.lines):
            page.kind = PageKind.LIST
            self.read_listing()
        elif speaks:
            page.kind = PageKind.TRANSCRIPT
        else:
            page.kind = kind_without_labels(page.lines, page.title, self.content.element)

    def read_listing(self) -> None:
        first = self.page.listing = self.listing()
        further, shapes = copy(self), frozenset[str]()
        for tree in self.trees:
            further.take(tree)
            shapes = shapes or first.shapes
            self.page.listing = self.page.listing.with_more(further.listing(shapes))

    def listing(self, shapes: frozenset[str] | None = None) -> Listing:
        """What this part of the page lists; `shapes` are those of the entries of the first part."""
        markup = self.markup
        return read_listing(
            self.links,
            markup=markup,
            entries=self.selecting.css(markup.entries) if markup and markup.entries else None,
            further=self.pagers.where_told(markup.list_pages if markup else None, article=False),
            shapes=shapes,
        )

    def measure(self) -> None:
        """Count what is shown, from the tree, and tell what was not read well."""
        page = self.page
        shown = self.content.shown
        page.visible = count_visible(self.content.element, shown)
        page.visible_page = max(page.visible, visible("\n".join([line.text for line in shown.lines])))
        number = page.address.number
        if self.decoded.warning:
            page.warnings.append(f"page {number} was read as {self.decoded.encoding}: {self.decoded.warning}")
        for beginning in self.content.long_outside():
            page.warnings.append(f"page {number} has a long paragraph outside its content: {beginning}...")
        if page.siblings is not NO_PAGER and self.content.found_by == "largest":
            page.around = frozenset(line.text for line in self.content.outside if len(line.text) <= _SHORT_LINE)
        if page.unread:
            page.warnings.append(f"page {number} was not read to its end: {page.unread}")


def _fingerprint(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())
