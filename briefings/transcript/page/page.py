"""What is read of one page: bytes in, these parts out; `read_page` makes them."""

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
from briefings.transcript.page.served_kind import Served, ServedKind


@dataclass(frozen=True, slots=True)
class Origin:
    """The bytes that a page was read from, and where they are from."""

    served: Served = field(default=Served(ServedKind.HTML, "HTML"))
    """What was served, by its bytes; what is no page has an `objection` and nothing else is read of it."""
    sha256: str = ""
    content_type: str = ""
    """The header of that name."""
    encoding: str = "utf-8"
    is_closed: bool = True
    """Whether the page ends with </html>."""
    fetched_at: str | None = None
    status: int | None = None
    warc: str | None = None
    """Where they stand in the archive."""


class Extent(NamedTuple):
    """Which part of a page was read, and how much it shows."""

    found_by: str = "body"
    """How the content node was found: "selector", "largest" or "body"."""
    visible: int = 0
    """Visible characters of the content node."""
    visible_page: int = 0
    """Visible characters of the whole body."""
    around: frozenset[str] = frozenset()
    """Of a page of several whose content node was found by its text: the short lines outside it. Where they stand
    inside another page's, they are boilerplate there."""
    unread: str = ""
    """What of it was not read: links far too many and what follows them, what the parser stopped at; "" for nothing."""


class PageLinks(NamedTuple):
    """Where a page leads, besides its pagers and lists."""

    placed: PlacedLinks = PlacedLinks()
    """Its links to its own site by their places, for the account of links."""
    canonical: str | None = None
    """The address it names as its own, absolute."""
    transcript: str | None = None
    """Where the transcript is, as the source's selector says, absolute."""


class Told(NamedTuple):
    """What the source's file tells of a page."""

    matched: frozenset[str] = frozenset()
    """Which fields of its markup have a selector that finds something on the page."""
    roles: tuple[tuple[str, Role], ...] = ()
    """The roles of labels."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read; `read_transcript` makes a transcript of all pages of a briefing."""

    address: Address
    """Which page of which briefing it is: `.briefing`, `.number`, `.url`, `.page(n)`."""
    kind: PageKind
    origin: Origin
    lines: tuple[Line, ...] = ()
    """The lines of the content node."""
    fields: Fields = field(default=Fields())
    """What it says of itself: title, summary, days, language."""
    extent: Extent = field(default=Extent())
    siblings: Pager = NO_PAGER
    """What it shows of the other pages of its briefing, whatever their addresses."""
    listing: Listing = NO_LISTING
    """What it lists, where it is a list or was asked for as one: entries of any address, and the list's other pages."""
    links: PageLinks = field(default=PageLinks(), repr=False)
    paragraphs: tuple[int, ...] = ()
    """Fingerprints of its paragraphs, in order: by these two pages are compared, not by their bytes."""
    told: Told = field(default=Told())
    warnings: tuple[str, ...] = ()
