"""The parts read from one page; `read_page` makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from briefings.address import Address
from briefings.items import Role
from briefings.transcript.page.fields import Fields
from briefings.transcript.page.lines import Line
from briefings.transcript.page.lists.listing import NO_LISTING, Listing
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.pagers.pager import NO_PAGER, Pager
from briefings.transcript.page.placed_links import PlacedLinks
from briefings.transcript.page.served_kind import ServedBody, ServedKind


@dataclass(frozen=True, slots=True)
class Origin:
    """The bytes that a page was read from, and where they are from."""

    served: ServedBody = field(default=ServedBody(ServedKind.HTML, "HTML"))
    """The kind of the body, by its bytes; one that is not a page has an `objection`, and nothing else of it is read."""
    sha256: str = ""
    content_type: str = ""
    """The header of that name."""
    encoding: str = "utf-8"
    is_closed: bool = True
    """True when the page ends with </html>."""
    fetched_at: str | None = None
    status: int | None = None
    warc: str | None = None
    """Their place in the archive."""


class Extent(NamedTuple):
    """The part of a page that was read, and the amount it shows."""

    found_by: str = "body"
    """The way the content node was found: "selector", "largest" or "body"."""
    visible: int = 0
    """Visible characters of the content node."""
    visible_page: int = 0
    """Visible characters of the whole body."""
    around: frozenset[str] = frozenset()
    """The short lines outside a content node that was found by its text. Inside another page's node they are
    boilerplate."""
    unread: str = ""
    """The parts that were not read: links far too many and all that follows, text after the parser stopped; "" for
    none."""


class PageLinks(NamedTuple):
    """The links of a page, besides its pagers and lists."""

    placed: PlacedLinks = PlacedLinks()
    """Its links to its own site by their places, for the account of links."""
    canonical: str | None = None
    """The address it names as its own, absolute."""
    transcript: str | None = None
    """The absolute address of the transcript, by the source's selector."""


class Told(NamedTuple):
    """The part that the source's file plays in reading a page."""

    matched: frozenset[str] = frozenset()
    """The fields of its markup whose selector finds something on the page."""
    roles: tuple[tuple[str, Role], ...] = ()
    """The roles of labels."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read; `read_transcript` makes a transcript of all pages of a briefing."""

    address: Address
    """The page's place in its briefing: `.briefing`, `.number`, `.url`, `.page(n)`."""
    kind: PageKind
    origin: Origin
    lines: tuple[Line, ...] = ()
    """The lines of the content node."""
    fields: Fields = field(default=Fields())
    """Its title, summary, days and language."""
    extent: Extent = field(default=Extent())
    siblings: Pager = NO_PAGER
    """The other pages of its briefing that it shows, whatever their addresses."""
    listing: Listing = NO_LISTING
    """The entries, of any address, and the other pages of the list, where it is a list or was asked for as one."""
    links: PageLinks = field(default=PageLinks(), repr=False)
    paragraphs: tuple[int, ...] = ()
    """Fingerprints of its paragraphs, in order: by these two pages are compared, not by their bytes. They tell nothing
    to another process."""
    told: Told = field(default=Told())
    warnings: tuple[str, ...] = ()
