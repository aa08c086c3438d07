"""An entry under way: the attempt to open a briefing from one of its addresses."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.address import comparable, read_address
from briefings.crawling.first_page import guessed_first, way_back
from briefings.crawling.frontier import entry_key
from briefings.crawling.unread import Unread
from briefings.reasons import Reason
from briefings.transcript import Page

_MOST_STEPS_BACK = 20
"""Maximum number of pages requested on the way back to page 1; a pager's window shows several at a time."""


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
    url_asked: str = ""
    """Address requested last."""
    failed: tuple[int, Reason] | None = None
    """Page requested first that could not be had: its number, and the reason."""
    landed: bool = False
    """True if a redirect led to an address of another name."""
    in_row: tuple[str, ...] = ()
    """Further pages named by its row in a list, in order."""
    has_stepped: bool = False
    """True if the entry's page led on to its transcript, as the source declares."""
    front: Page | None = None
    """Its own page, if its transcript stands behind that."""
    is_guess: bool = False
    """True while page 1 is looked for at the page's own name without its number."""
    is_alone: bool = False
    """True if it is to be read alone, as the way back from it led to no page 1."""
    doubt: str = ""
    """Sign of a page looked at that it may belong to the requested one, without proof."""
    passed: list[str] = field(default_factory=list)
    """Addresses of the pages on the way back to page 1, first that of the page to begin with."""
    unread: Unread | None = None
    """Pages of the stored briefing, as long as they may be unchanged."""

    def __post_init__(self) -> None:
        self.key = entry_key(self.url)

    def other_page(self) -> str | None:
        """Return the address of another page to try after the first one failed; None when there is none.

        Only addresses known to carry page numbers have another; there is no second try.
        """
        address = read_address(self.url)
        if self.failed is not None or not address.numbered:
            return None
        return address.page(2 if address.number == 1 else 1)

    def step_back(self, page: Page) -> str | None:
        """Pass a page and return the address of an earlier one; None if it names none, or after too many steps."""
        url = way_back(page)
        been = {comparable(self.url), *map(comparable, self.passed)}
        if url is None or len(self.passed) >= _MOST_STEPS_BACK or (self.passed and comparable(url) in been):
            return None
        self.passed.append(page.address.url)
        return url

    def guess_first(self, page: Page) -> str | None:
        """Pass a page that names no other and return the address that page 1 would have; None if it tells of none.

        Lists name first pages, so only a page that the user gave may be another one. Nothing is guessed twice.
        """
        may_guess = self.asked_for and not (self.is_alone or self.passed)
        url = guessed_first(page) if may_guess else None
        if url is not None:
            self.passed, self.is_guess = [page.address.url], True
        return url
