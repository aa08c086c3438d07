"""An entry under way: the attempt to open a briefing from one of its addresses."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.address import comparable, read_address
from briefings.crawling.first_page import guessed_first, way_back
from briefings.crawling.frontier import entry_key
from briefings.crawling.unread import Unread
from briefings.reasons import Reason
from briefings.transcript import Bond, Page, follows

_MOST_STEPS_BACK = 20
"""How many pages are asked for on the way back to page 1; a window of a pager shows several at a time."""


@dataclass(slots=True)
class EntryAttempt:
    """What was asked for to open one briefing, and what came of it so far."""

    url: str
    """The address as the user or a list gave it."""
    asked_for: bool = False
    """Whether the user named it, and not a list."""
    failed: tuple[int, Reason] | None = None
    """The page that was asked for first and could not be had, by number, and why."""
    landed: bool = False
    """Whether a redirect led to an address of another name."""
    has_guessed: bool = False
    """Whether page 1 was looked for by the name of the page alone."""
    held: list[Page] = field(default_factory=list)
    """Pages that came on the way back to page 1."""
    unread: Unread | None = None
    """The pages of the kept briefing, as long as they may be those that it was read from."""

    @property
    def key(self) -> str:
        """The id that the spelling of the address gives to its briefing."""
        return entry_key(self.url)

    def other_page(self) -> tuple[int, str] | None:
        """The number and address of another page to try where the first one failed; None when there is none.

        Only addresses that are known to carry page numbers have another; after one such try there is no second.
        """
        address = read_address(self.url)
        if self.failed is not None or not address.numbered:
            return None
        other = 2 if address.number == 1 else 1
        return other, address.page(other)

    def step_back(self, page: Page) -> str | None:
        """Hold a page and return the address of an earlier one; None when it names none, or there were too many."""
        url = way_back(page)
        been = {comparable(self.url), *(comparable(one.address.url) for one in self.held)}
        if url is None or len(self.held) >= _MOST_STEPS_BACK or (self.held and comparable(url) in been):
            return None
        self.held.append(page)
        return url

    def guess_first(self, page: Page) -> str | None:
        """Hold a page and return the address that page 1 would have by its name; None without one, or the second time.

        `wrong_guess` gives the page back when nothing there proves that the two belong together.
        """
        if self.held or self.has_guessed or way_back(page) is not None:
            return None
        url = guessed_first(page)
        if url is not None:
            self.held.append(page)
            self.has_guessed = True
        return url

    def wrong_guess(self, page: Page | None) -> Page | None:
        """The page that was held for a guess, if what came at the guessed address (None: nothing) is not its page 1."""
        if not self.has_guessed or not self.held:
            return None
        held = self.held[0]
        if page is not None and follows(page, held).bond is Bond.PROVEN:
            return None
        self.held.clear()
        return held
