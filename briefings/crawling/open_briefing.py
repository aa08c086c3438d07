"""A briefing while its pages are coming in."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefings.address import Address
from briefings.items import Reason, ReasonKind
from briefings.transcript import Page, PageKind

NO_TRANSCRIPT = Reason(ReasonKind.NO_TRANSCRIPT, "no transcript on the page")


@dataclass(slots=True)
class OpenTranscript:
    """The pages of one briefing: those that are in, those that are missing and why, those that were asked for.

    Each page number is asked for once and ends in exactly one of `pages` and `gaps`.
    """

    address: Address
    """The address of the page it was opened from."""
    max_pages: int
    pages: dict[int, Page] = field(default_factory=dict)
    gaps: dict[int, Reason] = field(default_factory=dict)
    asked: dict[int, str] = field(default_factory=dict)
    """Page number to the address asked for, of every page asked for so far."""

    @classmethod
    def from_page(cls, page: Page, max_pages: int) -> OpenTranscript:
        """Open the transcript that `page` belongs to, with that page in it."""
        opened = cls(page.address, max_pages)
        opened.asked[page.address.number] = page.address.url
        opened.pages[page.address.number] = page
        return opened

    @property
    def id(self) -> str:
        """The id of the briefing."""
        return self.address.briefing

    @property
    def is_whole(self) -> bool:
        """Whether nothing asked for is still to come."""
        return all(number in self.pages or number in self.gaps for number in self.asked)

    def ask(self) -> dict[int, str]:
        """Note as asked for, and return by number, every page now known of that was not asked for before.

        Known are the pages that any pager names, and the numbers missing among them. Pages above `max_pages` are not
        asked for; the first of them becomes a gap that says so.
        """
        known: dict[int, str] = {}
        for page in self.pages.values():
            known |= page.pager
        last = max((*known, *self.asked))
        if self.address.numbered:
            known |= {n: self.address.page(n) for n in range(1, min(last, self.max_pages) + 1) if n not in known}
        new = {n: url for n, url in sorted(known.items()) if n not in self.asked and n not in self.gaps}
        beyond = [n for n in new if n > self.max_pages]
        if beyond and not any(n > self.max_pages for n in self.gaps):
            self.gaps[beyond[0]] = Reason(ReasonKind.OVER_LIMIT, f"up to page {last}, over BRIEFINGS_MAX_PAGES")
        new = {n: url for n, url in new.items() if n <= self.max_pages}
        self.asked |= new
        return new

    def lose(self, number: int, reason: Reason) -> None:
        """Note that a page is missing."""
        self.asked.setdefault(number, "")
        if number not in self.pages:
            self.gaps[number] = reason

    def take(self, number: int, page: Page, *, redirected: bool) -> None:
        """Take in what was answered when page `number` was asked for: a page, or a gap when it is something else.

        `redirected` says that the answer came from another address than the one asked for.
        """
        reason = self._objection(number, page, redirected)
        if reason:
            self.lose(number, reason)
            return
        twin = next((n for n, other in self.pages.items() if other.sha256 == page.sha256 and page.sha256), None)
        if twin is not None and twin < number:
            self.lose(number, Reason(ReasonKind.SAME_PAGE, f"same as page {twin}"))
            return
        if twin is not None:
            # Which of the two came first is chance; that the lower number is the real one is not.
            del self.pages[twin]
            self.lose(twin, Reason(ReasonKind.SAME_PAGE, f"same as page {number}"))
        self.pages[number] = page

    def _objection(self, number: int, page: Page, redirected: bool) -> Reason | None:
        if not redirected:
            # A page that names no siblings cannot tell its own number by its address alone.
            page.address = Address(self.address.host, self.address.key, number, page.address.url, True)
        elif page.address.briefing != self.id:
            return Reason(ReasonKind.OTHER_BRIEFING, "not this briefing's page")
        elif page.address.number != number:
            return Reason(ReasonKind.REDIRECTED, f"redirected to page {page.address.number}")
        if page.kind in {PageKind.EMPTY, PageKind.LIST}:
            return NO_TRANSCRIPT
        return None
