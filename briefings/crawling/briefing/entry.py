"""An entry under way: the attempt to open a briefing from one of its addresses."""

from dataclasses import dataclass, field
from hashlib import sha256

from scrapy.http import Response

from briefings.address import comparable, read_address
from briefings.crawling.briefing.responses import Answer, place_of, was_redirected
from briefings.crawling.lists.frontier import entry_key
from briefings.reasons import Reason
from briefings.runs.open_store import AS_KEPT, WARC
from briefings.store.readings import KnownReading, ReadPage
from briefings.transcript import Entry, Page


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
        """Note the answer to the request for a page; return True if it is the page that was read."""
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
    failed: tuple[int, Reason] | None = None
    """Page requested first that could not be had: its number, and the reason."""
    landed: bool = False
    """True if a redirect led to an address of another name."""
    row: Entry | None = None
    """Its row in a list, in this run or before."""
    in_row: tuple[str, ...] = ()
    """Further pages named by its row in a list, in order."""
    has_stepped: bool = False
    """True if the entry's page led on to its transcript, as the source declares."""
    front: Page | None = None
    """Its own page, if its transcript stands behind that."""
    unread: Unread | None = None
    """Pages of the stored briefing, as long as they may be unchanged."""

    def __post_init__(self) -> None:
        self.key = entry_key(self.url)

    @property
    def is_direct(self) -> bool:
        """True if the first page requested is the first page of its briefing, by no other address."""
        return not (self.failed or self.landed or self.has_stepped)

    def other_page(self) -> str | None:
        """Return the address of another page to try after the first one failed; None when there is none.

        Only addresses known to carry page numbers have another; there is no second try.
        """
        address = read_address(self.url)
        if self.failed is not None or not address.numbered:
            return None
        return address.page(2 if address.number == 1 else 1)
