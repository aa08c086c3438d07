"""An entry under way: the attempt to open a briefing from one of its addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from scrapy.http import Response

from briefings.address import as_numbered, comparable, read_address, same_page
from briefings.crawling.frontier import entry_key
from briefings.crawling.further_pages import way_back
from briefings.crawling.responses import Answer, place_of, was_redirected
from briefings.reasons import Reason
from briefings.runs.open_store import AS_KEPT, WARC
from briefings.store.readings import KnownReading, ReadPage
from briefings.transcript import Bond, Page, follows, unnumbered

_MOST_STEPS_BACK = 20
"""Maximum number of pages requested on the way back to page 1; a pager's window shows several at a time."""


@dataclass(slots=True)
class Unread:
    """The pages of a stored briefing while they are requested again."""

    reading: KnownReading
    came: dict[str, str] = field(default_factory=dict)
    """Places of the answers in the archive, by address; "" without one."""
    differs: bool = False
    """True when a page changed or was unavailable; then all are read as usual."""

    @property
    def meta(self) -> dict[str, object]:
        """The meta of a request for one of the pages: a 304 is passed on as it is, without the archived page."""
        return {AS_KEPT: {page.warc for page in self.reading.pages}, "handle_httpstatus_list": [304]}

    @property
    def left(self) -> list[str]:
        """The addresses of the pages that have not arrived yet."""
        return [page.url for page in self.reading.pages if page.url not in self.came]

    def take(self, came: Answer) -> bool:
        """Take in the answer to the request for a page; return True if it is the page that was read."""
        asked = came.request.url if isinstance(came, Response) and came.request is not None else came.url
        page = next((one for one in self.reading.pages if comparable(one.url) == comparable(asked)), None)
        same = page is not None and isinstance(came, Response) and _is_same(came, page)
        self.differs = self.differs or not same
        self.came[page.url if page else asked] = place_of(came) or ""
        return same


def _is_same(response: Response, page: ReadPage) -> bool:
    if response.status == 304:
        return response.meta.get(WARC) == page.warc
    if response.status != 200 or was_redirected(response):
        return False
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return header == page.content_type and sha256(response.body).hexdigest() == page.sha256


@dataclass(slots=True)
class EntryAttempt:
    """The requests made to open one briefing, and their results so far."""

    url: str
    """Address as given by the user or a list."""
    key: str = field(init=False)
    """Id of the briefing, by the spelling of the address."""
    turn: int = 0
    """Number of attempts before this one, so that looks do not depend on the order of answers."""
    asked_for: bool = False
    """True if the user named it, not a list."""
    url_asked: str = field(init=False)
    """Address requested last."""
    failed: tuple[int, Reason] | None = None
    """Page requested first that could not be had: its number, and the reason."""
    landed: bool = False
    """True if a redirect led to an address of another name."""
    called: str = ""
    """Text of its row in a list."""
    in_row: tuple[str, ...] = ()
    """Further pages named by its row in a list, in order."""
    has_stepped: bool = False
    """True if the entry's page led on to its transcript, as the source declares."""
    front: Page | None = None
    """Its own page, if its transcript stands behind that."""
    is_guessing: bool = False
    """True while page 1 is looked for at the page's own name without its number."""
    doubt: str = ""
    """Sign of a page looked at that it may belong to the requested one, without proof."""
    held: list[Page] = field(default_factory=list)
    """Pages that arrived on the way back to page 1."""
    unread: Unread | None = None
    """Pages of the stored briefing, as long as they may be unchanged."""

    def __post_init__(self) -> None:
        self.key, self.url_asked = entry_key(self.url), self.url

    @property
    def is_direct(self) -> bool:
        """True if the first page requested is the first page of its briefing, by no other address."""
        return self.url_asked == self.url and not (self.landed or self.has_stepped)

    def other_page(self) -> str | None:
        """Return the address of another page to try after the first one failed; None when there is none.

        Only addresses known to carry page numbers have another; there is no second try.
        """
        address = read_address(self.url)
        if self.failed is not None or not address.numbered:
            return None
        return address.page(2 if address.number == 1 else 1)

    def step_back(self, page: Page) -> str | None:
        """Hold a page and return the address of an earlier one; None if it names none, or after too many steps."""
        url = way_back(page)
        been = {comparable(self.url), *(comparable(one.address.url) for one in self.held)}
        if url is None or len(self.held) >= _MOST_STEPS_BACK or (self.held and comparable(url) in been):
            return None
        self.held.append(page)
        return url

    def guess_first(self, page: Page) -> str | None:
        """Hold a page that the user named and return the address that page 1 would have (`talk_3.html`, `?page=3`).

        None if it names others, or another address was asked for. The guess may be another talk's: `wrong_guess`
        returns the held page when nothing there proves that the two belong together.
        """
        pager, own = page.siblings, as_numbered(page.address)
        if not self.asked_for or self.url_asked != self.url or self.held or way_back(page) is not None:
            return None
        if pager.pages or pager.possible or (pager.current is not None and pager.total is None):
            return None
        guess = own.page(1) if own.number > 1 else unnumbered(page.address.url)
        if guess is not None:
            self.held, self.is_guessing = [page], True
        return guess

    def wrong_guess(self, page: Page | None) -> Page | None:
        """Return the page held for a guess unless the guessed page (None: none) proves that the two belong together."""
        if not self.is_guessing:
            return None
        self.is_guessing = False
        held = self.held[0]
        bond = Bond.REFUSED if page is None else follows(page, held).bond
        if bond is Bond.PROVEN:
            return None
        self.held.clear()
        behind = page.siblings.behind(page.address.url) if page is not None and bond is Bond.UNSURE else None
        if page is not None and behind is not None and same_page(behind.url, held.address.url):
            self.doubt = f"may be the next page of {page.address.url}, which nothing proves"
        return held
