"""Read one page: bytes in, lines and links out."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from unicodedata import is_normalized, normalize

from lxml.etree import _Element

from briefings.address import read_address, renamed
from briefings.markup import Markup
from briefings.transcript.page.body.encoding import DecodedText, charset_in, decode
from briefings.transcript.page.body.many_links import cut_at_links
from briefings.transcript.page.body.selecting import SelectorTree
from briefings.transcript.page.body.served_kind import what_was_served
from briefings.transcript.page.body.tree import parse, set_actions_apart, take_in_styles
from briefings.transcript.page.boilerplate import PAGE_BREAK_TAG
from briefings.transcript.page.content import choose_content, count_visible, parts_within
from briefings.transcript.page.error_pages import soft_block
from briefings.transcript.page.fields import read_fields
from briefings.transcript.page.header import Header, read_header
from briefings.transcript.page.layout.lines import Line, squeeze, text_of, visible
from briefings.transcript.page.layout.nesting import note_nesting
from briefings.transcript.page.layout.setting import note_settings
from briefings.transcript.page.links.lists.entry_groups import stands_in
from briefings.transcript.page.links.lists.listing import NO_LISTING, Listing, read_listing
from briefings.transcript.page.links.pagers.read_pager import Pagers, counted
from briefings.transcript.page.links.read_links import Links
from briefings.transcript.page.links.read_places import placed_links
from briefings.transcript.page.page import Extent, Origin, Page, PageLinks, Told
from briefings.transcript.page.page_kind import LIST_NAME, PageKind, has_label, kind_by_form, lists_others
from briefings.transcript.page.source_lines import split_line
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.page.told_labels import note_told_labels
from briefings.transcript.page.wrapped_lines import unwrapped_lines
from briefings.transcript.wording.dates import first_date

_SENTENCE = 40
_LONGEST_BYLINE = 200
_TEXT = re.compile(">[^<>]+")
_HEAD = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


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

    `html` is the decompressed body, `url` the address it was served at, `content_type` the HTTP header of that name,
    `encoding` a charset in place of the one that it names, `markup` the source's selectors. `as_list` says that it was
    requested as a list, so that it is read as one whatever it looks like. `fetched_at` (UTC, ISO 8601), `status` and
    `warc` (its place in the archive) are stored with the page. Raises ValueError when `url` is no absolute http(s)
    address; nothing else raises.
    """
    address = read_address(renamed(url, markup.aliases) if markup else url)
    served, sha256 = what_was_served(html, content_type), hashlib.sha256(html).hexdigest()
    origin = Origin(served, sha256, content_type, fetched_at=fetched_at, status=status, warc=warc)
    if not served.is_page:
        return Page(address, PageKind.EMPTY, origin)
    decoded = decode(html, encoding or charset_in(content_type))
    tail = decoded.text[-2000:].rstrip().lower()
    is_cut = tail[-1:] not in ">" and "</head" in decoded.text.lower()
    # What a script puts below a page begins with no head, and ends with its last element.
    is_closed = "</html" in tail or (tail[-1:] == ">" and not _HEAD.search(decoded.text))
    ending = "closed" if is_closed else "cut" if is_cut else "open"
    empty = Page(address, PageKind.EMPTY, replace(origin, encoding=decoded.encoding, ending=ending))
    return _Reader(empty, decoded, url, markup).read(as_list)


class _Reader:
    """Reads the text of a page, as far as it has not too many links."""

    def __init__(self, empty: Page, decoded: DecodedText, url: str, markup: Markup | None) -> None:
        self.url = url
        self.markup = markup or Markup()
        self.decoding = decoded.warning
        # The tag may stand in a line with the label after it.
        whole = decoded.text.replace(PAGE_BREAK_TAG, f"<br>{PAGE_BREAK_TAG}<br>")
        if not is_normalized("NFC", whole):
            # They print like letters with their accents; in an address they are another address.
            whole = _TEXT.sub(lambda text: normalize("NFC", text[0]), whole)
        self.text, unlinked = cut_at_links(whole)
        self.unread = decoded.unread or unlinked
        self.root, unparsed = parse(self.text)
        self.unread = self.unread or (f"not parsed to its end: {unparsed}" if unparsed else "")
        self.selecting = SelectorTree(self.root, self.text)
        take_in_styles(self.root)
        self.links = Links(self.root, url, self.markup.aliases, self.selecting.small)
        self.empty = replace(empty, address=read_address(self.links.own))
        self.urls = {link.element: link.url for link in self.links.all}
        set_actions_apart(self.root, self.urls)
        self.content = choose_content(self.selecting, self.markup)
        self.pagers = Pagers(self.selecting, self.links, self.content.shown.plain)
        if self.content.shown.is_cut:
            self.unread = self.unread or f"what follows line {len(self.content.shown.lines)}"

    def read(self, as_list: bool) -> Page:
        """Read everything, in the order in which one part needs another."""
        siblings, boxes = self.pagers.of_article(self.markup)
        links = self.read_links()
        lines = self.read_lines(boxes)
        header = read_header(lines)
        fields = read_fields(self.selecting, self.content, self.url)
        fields = fields._replace(day=header.held_on or first_date(fields.title))
        kind, listing = self.read_kind(lines, header, fields.title, as_list)
        page = replace(
            self.empty,
            kind=kind,
            lines=tuple(lines),
            fields=fields,
            extent=self.measure(),
            siblings=siblings,
            listing=listing,
            links=links,
            paragraphs=_fingerprints(lines, header, fields.title),
            told=self.read_told(),
            warnings=tuple(self.warnings()),
        )
        for line in lines:
            line.element = None
        blocked = soft_block(page, self.root)
        return replace(page, origin=replace(page.origin, in_place=blocked)) if blocked else page

    def read_told(self) -> Told:
        """Return the source's selectors that find something here, and the roles that it gives."""
        matched = frozenset(name for name, css in self.markup.selectors().items() if self.selecting.css(css))
        counts = {"page_count"} if counted(self.markup.page_count, self.text) else set()
        return Told(matched | counts, self.markup.roles)

    def read_links(self) -> PageLinks:
        """Return where the page leads, besides its pagers."""
        canonical = next((link.url for link in self.links.all if "canonical" in link.rel and link.url), None)
        boxes = frozenset(self.selecting.css(self.markup.transcript_link))
        boxed = (one.url for one in self.links.all if one.url and stands_in(one, boxes)) if boxes else iter(())
        placed = placed_links(self.root, self.links, self.content.shown.lines)
        return PageLinks(placed, canonical, next(boxed, None))

    def read_lines(self, boxes: Sequence[_Element]) -> list[Line]:
        """Return the lines of the content, each with the part of the page that holds it; `boxes` are pagers."""
        marks = dict.fromkeys(boxes, "pager") | parts_within(self.content.element)
        # On a further page a byline would be in the middle of speech.
        bylines = self.selecting.css(self.markup.byline)
        marks |= {one: "byline" for one in bylines if len(squeeze(text_of(one))) <= _LONGEST_BYLINE}
        whole = self.content.lines(marks)
        note_nesting(whole, self.content.element)
        # An element of running text begins no line, and may be all of one.
        texts = {squeeze(text_of(one)) for one in boxes}
        for before, line in pairwise([Line(""), *whole]):
            # The number of the page itself is no link, and may stand behind those of the others.
            is_own = before.within == "pager" and line.text.isdecimal() and not line.within
            line.within = "pager" if is_own or (not line.within and line.text in texts) else line.within
        lines = [part for line in whole for part in (split_line(line) if line.soft else (line,))]
        note_settings(lines)
        note_told_labels(lines, self.selecting.css(self.markup.labels), self.markup.label)
        return unwrapped_lines(lines)

    def read_kind(
        self, lines: Sequence[Line], header: Header, title: str | None, as_list: bool
    ) -> tuple[PageKind, Listing]:
        listing = self.read_listing() if as_list or LIST_NAME.search(self.url) else NO_LISTING
        # A list may print whole transcripts between its links; by the general rules alone it is a page about one event.
        if listing.entries and (as_list or listing.found_by != "group" or not (has_label(lines) or speech_sign(lines))):
            return PageKind.LIST, listing
        if self.content.found_by != "selector" and lists_others(lines, self.url, self._urls_in):
            return PageKind.LIST, self.read_listing()
        kind = kind_by_form(lines, title, self.content.element)
        is_of_speech = kind is PageKind.TRANSCRIPT or header.people or has_label(lines)
        return PageKind.TRANSCRIPT if is_of_speech else kind, listing

    def _urls_in(self, line: Line) -> list[str]:
        """Return where the links of a line lead, "" for a place of the page: "#quay"."""
        around = () if line.element is None else chain(line.element.iter("a"), line.element.iterancestors("a"))
        return [self.urls.get(one, "") for one in around if one.get("href")]

    def read_listing(self) -> Listing:
        return read_listing(
            self.links,
            markup=self.markup,
            entries=self.selecting.css(self.markup.entries) if self.markup.entries else None,
            further=self.pagers.of_list(self.markup),
        )

    def measure(self) -> Extent:
        """Count what is shown, from the tree."""
        content, shown = self.content, self.content.shown
        seen = count_visible(content.element, shown)
        whole = max(seen, visible(" ".join([line.text for line in shown.lines])))
        around = frozenset([hash(line.text) for line in content.outside])
        last = content.inside[-1] if content.inside else None
        after = next((index for index, line in enumerate(shown.lines, 1) if line is last), len(shown.lines))
        below = tuple([line.text for line in shown.lines[after:]])
        return Extent(content.found_by, seen, whole, self.unread, below, around)

    def warnings(self) -> Iterator[str]:
        """Yield sentences on what was not read well."""
        number = self.empty.address.number
        if self.decoding:
            yield f"page {number} was read as {self.empty.origin.encoding}: {self.decoding}"
        for beginning in self.content.long_outside():
            yield f"page {number} has a long paragraph outside its content: {beginning}..."
        if self.unread:
            yield f"page {number} was not read to its end: {self.unread}"


def _fingerprints(lines: Sequence[Line], header: Header, title: str | None) -> tuple[int, ...]:
    """Return the fingerprints of the paragraphs among some lines, valid only in this process."""
    return tuple(
        hash(line.text)
        for index, line in enumerate(lines)
        if len(line.text) >= _SENTENCE and index not in header.lines and not line.within and line.text != title
    )
