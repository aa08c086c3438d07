"""The parts read from one page, made by `read_page`."""

from dataclasses import dataclass, field
from typing import NamedTuple

from briefings.address import Address
from briefings.items import Role
from briefings.reasons import Reason
from briefings.transcript.page.body.served_kind import ServedBody, ServedKind
from briefings.transcript.page.fields import Fields
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.links.lists.listing import NO_LISTING, Listing
from briefings.transcript.page.links.pagers.pager import NO_PAGER, Pager
from briefings.transcript.page.links.placed_links import PlacedLinks
from briefings.transcript.page.page_kind import PageKind


@dataclass(frozen=True, slots=True)
class Origin:
    """The bytes from which a page was read, and where they are from."""

    served: ServedBody = field(default=ServedBody(ServedKind.HTML, "HTML"))
    """Kind of the body, by its bytes; one that is not a page has an `objection`, and nothing else of it is read."""
    sha256: str = ""
    content_type: str = ""
    encoding: str = "utf-8"
    ending: str = "closed"
    """Its end: "closed" by </html>; "cut" in a text or a tag, where end tags (</head>) are not left out; or "open"."""
    fetched_at: str | None = None
    status: int | None = None
    warc: str | None = None
    """Their place in the archive."""
    in_place: Reason | None = None
    """Reason, if they were served in place of a transcript: a captcha, a soft 404."""


class Extent(NamedTuple):
    """The part of a page that was read, and the amount it shows."""

    found_by: str = "body"
    """Way in which the content node was found: "selector", "largest" or "body"."""
    visible: int = 0
    """Number of visible characters of the content node."""
    visible_page: int = 0
    """The same of the whole body."""
    unread: str = ""
    """Parts that were not read: what follows far too many links, or text after the parser stopped; "" for none."""
    below: tuple[str, ...] = ()
    around: frozenset[int] = frozenset()
    """Fingerprints of the lines around the content node; only valid in this process."""


class PageLinks(NamedTuple):
    """Links of a page, besides its pagers and lists."""

    placed: PlacedLinks = PlacedLinks()
    """Links to its own site by their places, for the account of links."""
    canonical: str | None = None
    """Address that it names as its own, absolute."""
    transcript: str | None = None
    """Absolute address of the transcript, by the source's selector."""


class Told(NamedTuple):
    """What the source's file contributed to the reading of a page."""

    matched: frozenset[str] = frozenset()
    """Fields of its markup whose selector finds something on the page."""
    roles: tuple[tuple[str, Role], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read; `read_transcript` makes a transcript of all pages of a briefing."""

    address: Address
    """Place of the page in its briefing: `.briefing`, `.number`, `.url`, `.page(n)`."""
    kind: PageKind
    origin: Origin
    lines: tuple[Line, ...] = ()
    fields: Fields = field(default=Fields())
    """Title, summary, days and language."""
    extent: Extent = field(default=Extent())
    siblings: Pager = NO_PAGER
    """Other pages of its briefing that it shows, whatever their addresses."""
    listing: Listing = NO_LISTING
    """Entries, of any address, and the other pages of the list, if it is a list or was requested as one."""
    links: PageLinks = field(default=PageLinks(), repr=False)
    paragraphs: tuple[int, ...] = ()
    """Fingerprints of its paragraphs, in order, by which two pages are compared; only valid in this process."""
    told: Told = field(default=Told())
    warnings: tuple[str, ...] = ()
