"""A walk over the pages of one list, from its first page to where it ends."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from briefings.address import comparable, same_page
from briefings.crawling.lists.list_pages import PagesRead
from briefings.reasons import Reason, ReasonKind
from briefings.since_until import Window, days_of
from briefings.store.entries import LastWalk
from briefings.transcript import NO_PAGER, Listing, Page, PlacedLink, period_of

MOST_BARREN = 3
"""Number of pages in a row without anything new that end a walk over a list, or the looks for its further pages."""


class WalkEnd(StrEnum):
    """End of a walk. Only after END or SETTLED may the next walk stop where nothing is new."""

    END = "end"
    """A page brought no new link, or named no further page."""
    SETTLED = "settled"
    """Nothing on a page was new or unfinished, and the previous walk was proper."""
    BOUND = "bound"
    """The limit on briefings was reached, or a page lay wholly before the window, and the dates were falling."""
    CUT = "cut"
    """BRIEFINGS_MAX_LIST_PAGES was reached."""


@dataclass(slots=True)
class ListWalk:
    """The pages of one list in order, each requested once. One page is under way at a time."""

    url: str
    may_settle: bool = False
    """True if the walk may end at a page with nothing new, because the previous walk was proper."""
    last: LastWalk | None = None
    """What is stored about walks of earlier runs; None if none ever saw all of it."""
    window: Window | None = None
    is_xml: bool = False
    """True if its pages are sitemaps or feeds."""
    announced: int | None = None
    """Minimum number of pages of the list, if the source makes their addresses."""
    ended: WalkEnd | None = None
    has_lost: bool = False
    """True if one of its pages could not be read whole, or named nothing, or if new entries may be on any of them."""
    has_blank: bool = False
    """True if one of its pages named nothing: its entries may be among the links, unknown."""
    sign_of_more: tuple[str, Reason] | None = None
    """Address of its last page if that shows more than was found, with the sign."""
    number: int = 1
    read: PagesRead = field(default_factory=PagesRead)
    unsettled: int = 1
    """Number of entries on its last page that are new or stored unfinished."""
    again: set[str] = field(default_factory=set)
    """Keys of places whose first link led to what was read; a look at the last one follows."""
    unseen: set[str] = field(default_factory=set)
    """Keys of places with a page that could not be seen, because of an error: others do not settle them."""
    barren: int = 0
    """Number of looks that found no further page of it."""
    _waiting: dict[int, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    """Comparable addresses of its pages, requested, waiting or looked at: one may be named by two numbers."""
    _from_end: bool = False
    _to_end: bool = False

    def __post_init__(self) -> None:
        self._wait_for(1, self.url)

    @property
    def may_be_past_end(self) -> bool:
        """True if only the source's counting named the page under way, which may not exist."""
        return self.announced is not None and self.number > self.announced

    @property
    def entries(self) -> int:
        """The number of entries named by its pages; an index of sitemaps names other lists."""
        return len(self.read.links)

    @property
    def is_first_again(self) -> bool:
        """True if its last page names what the first one does, because the server ignores the number of a page.

        Another page gave it that number, which is above that of page 1, or it is the second of a chain and leads on to
        itself: one past the end may name another.
        """
        first, last = self.read.first, self.read.last
        if first is None or last is None or self.announced is not None or not self.read.repeats:
            return False
        if self.number not in self.read.numbers and not (
            self.number == 2 and first.further == last.further != NO_PAGER
        ):
            return False
        return self.number > (first.further.current or 1) and first.named == last.named

    @property
    def is_proper(self) -> bool:
        """True if the walk saw all it set out to see, so that the next may end where nothing is new.

        A sign of more on the last page is reported by every run, which must come to that page for it.
        """
        return not self.has_lost and (self.sign_of_more is None or self.is_counted) and self.is_over

    @property
    def is_counted(self) -> bool:
        """True if as many entries were named as its last page counts, or that is the last of as many pages."""
        pager = self.read.last.further if self.read.last else NO_PAGER
        return pager.total == self.number or (pager.printed.number == 0 and pager.printed.total == self.entries > 0)

    @property
    def is_over(self) -> bool:
        """True if the list was walked as far as it goes."""
        return self.ended in {WalkEnd.END, WalkEnd.SETTLED}

    @property
    def is_quiet(self) -> bool:
        """True if its last page brought nothing new or unfinished, and the walk may end there."""
        page = self.read.last
        # A page without entries, as of a month that begins or of an archive that names only its months, tells nothing
        # of those behind it.
        has_entries = page is not None and (page.is_xml or any(one.url not in page.lists for one in page.entries))
        brings_nothing = has_entries and not self.unsettled
        return self.may_settle and brings_nothing and not (self._to_end or self._goes_to_end)

    @property
    def falls_short(self) -> bool:
        """True if the list ended before it reached the beginning of the window."""
        since = self.window.since if self.window else None
        # A link to an earlier year or month shows that the list goes on before the window.
        periods = (days_called(link) for page in self.read.placed for link in page.links)
        if self.ended is not WalkEnd.END or any(days and since and days[1] < since for days in periods):
            return False
        return bool(since and self.reaches and self.reaches > since)

    @property
    def reaches(self) -> date | None:
        """The day back to which the list goes: its last one if days fall, as an older one may be pinned above."""
        days = self.read.days
        return days.last if days.are_falling else days.oldest

    @property
    def left(self) -> str | None:
        """The address of the next page that is known and was not requested."""
        return self._waiting[min(self._waiting)] if self._waiting else None

    @property
    def has_more(self) -> bool:
        """True if a page is known that will be requested."""
        return self.ended is None and bool(self._waiting)

    def has_page(self, url: str) -> bool:
        """Tell whether an address was requested, or will be, or is that of page 1 with a number."""
        first, last, placed = self.read.first, self.read.last, self.read.placed[:1]
        is_first = first is not None and any(one.is_first_with_number(url, first.further) for one in placed)
        # Nikola counts from the oldest page: next to "/" of three stands "/index-2.html", next to that "/index-1.html".
        if is_first and last is not first and last is not None:
            is_first = not any(same_page(one.url, url) for one in last.further.saying_next)
        return is_first or comparable(url) in self.known

    def go_on(self, url: str) -> None:
        """Resume a walk that ended: a look found its next page, which is under way now.

        New entries may be on any page of an index by letter; pages by number, year or month have figures in their
        addresses, and an order.
        """
        self.ended = None
        parts = urlsplit(url)
        if not any(map(str.isdecimal, parts.path + parts.query)):
            self.has_lost = self._to_end = True
        self.number += 1
        self.known.add(comparable(url))

    def read_to_end(self) -> bool:
        """Let the walk go on where nothing is new; return True if it had ended there."""
        self._to_end = True
        if self.ended is not WalkEnd.SETTLED:
            return False
        self.ended = None
        return True

    def settle(self) -> bool:
        """End a quiet walk before a page that the previous, proper walk read; return False for any other walk.

        A list of the oldest first has its new entries behind that page.
        """
        if not self.is_quiet or self.read.days.are_rising:
            return False
        self.ended, self.sign_of_more = WalkEnd.SETTLED, None
        return True

    def next_page(self) -> str | None:
        """Return the address of the next page to request; None when there is none, and then the walk has ended."""
        if self.ended is None and not self._waiting:
            self.ended = WalkEnd.END
        if self.ended is not None:
            return None
        self.number = max(self._waiting) if self._from_end else min(self._waiting)
        return self._waiting.pop(self.number)

    def take(self, page: Listing | None, unsettled: int = 1, next_page: str | None = None) -> int:
        """Take in the page under way, None if it could not be read; return how many of its entries are new.

        `unsettled` of its entries are new or stored unfinished; `next_page` is the address behind it in a chain.
        """
        if page is None:
            self.has_lost = True
            return 0
        new, self.unsettled = self.read.take(page), unsettled
        self.is_xml = self.is_xml or page.is_xml
        if not self.read.repeats:
            # A number past the end may give the last page again, or page 1, with a link to one more and no error.
            self._offer(page, next_page)
        self._from_end = self._from_end or self._goes_to_end
        is_empty = not (page.entries or page.is_xml or self.may_be_past_end or self.read.is_archive)
        self.has_blank |= is_empty
        self.has_lost |= is_empty or self.is_first_again
        if self.is_first_again or self.read.barren >= MOST_BARREN:
            self.ended = WalkEnd.END
        elif self.is_quiet:
            self.ended = WalkEnd.SETTLED if self._waiting else WalkEnd.END
        elif self._is_before_window(page):
            self.ended = WalkEnd.BOUND
        return new

    def sign_on(self, page: Page) -> Reason | None:
        """Return the sign on a page of unknown further pages: numbers without addresses, or a next link."""
        further = page.listing.further
        if further.unresolved:
            words = f'it shows further pages without an address: "{further.unresolved}"'
            return Reason(ReasonKind.NOT_FOLLOWED, words)
        named = page.listing.named
        left = (one for one in further.saying_next if comparable(one.url) not in named)
        # One that was read leads back: the next month of a calendar.
        link = next((one for one in left if not self.has_page(one.url)), None)
        behind = further.behind(page.address.url, in_list=True)
        if link is None or further.others or further.listed or page.listing.lists or behind:
            return None
        return Reason(ReasonKind.NOT_FOLLOWED, f'its link "{link.said}" to {link.url} was not taken for its next page')

    def stop(self, why: WalkEnd) -> None:
        """End the walk early; without a page left it has ended already."""
        if self.has_more:
            self.ended = why

    def _offer(self, page: Listing, next_page: str | None) -> None:
        others = page.further.others
        for number, url in others.items():
            if number > self.number or self._from_end:
                self._wait_for(number, url)
        if next_page is not None and self.number + 1 not in others:
            self._wait_for(self.number + 1, next_page)
        for url in (*page.further.listed, *page.lists):
            self._wait_for(max((self.number, *self._waiting)) + 1, url)

    def _wait_for(self, number: int, url: str) -> None:
        if number not in self._waiting and not self.has_page(url):
            self._waiting[number] = url
            self.known.add(comparable(url))

    @property
    def _goes_to_end(self) -> bool:
        """True if new entries are on later pages: the days of the list rise, and pages behind this one wait.

        A chain without numbers cannot be read from its end, so all of it is read.
        """
        is_end = not any(number > self.number for number in self._waiting)
        return self.may_settle and self.read.days.are_rising and not is_end

    def _is_before_window(self, page: Listing) -> bool:
        # When most entries have no day, the few that have one tell nothing of the others.
        last = [days[1] for entry in page.entries if (days := entry.days) is not None]
        known = 2 * len(last) >= len(page.entries) > 0
        is_falling = self.read.days.are_falling
        return bool(self.window and is_falling and known and all(map(self.window.is_before, last)))


def days_called(link: PlacedLink) -> tuple[date, date] | None:
    """Return the first and last day of the year or month that is all a link says; None if it names no year.

    A season, "2025/26", goes on in the next year.
    """
    year, month = period_of(link.said) or (0, 0)
    if not year:
        return None
    first, _ = days_of(f"{year}-{month or 1:02}")
    _, last = days_of(f"{year}-{month:02}" if month else f"{year + 1}")
    return first, last
