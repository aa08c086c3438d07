"""A walk over the pages of one list, from its first page to where it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from briefings.address import comparable
from briefings.reasons import Reason
from briefings.since_until import Window
from briefings.transcript import grown

_MOST_BARREN = 3
"""Number of pages in a row without a new link that end a walk, although others were named before."""


class WalkEnd(StrEnum):
    """End of a walk. Only after END or SETTLED may the next walk stop where nothing is new."""

    END = "end"
    """A page brought no new link, or named no further page."""
    SETTLED = "settled"
    """Nothing on a page was new or unfinished, and the previous walk was proper."""
    WINDOW = "window"
    """A page lay wholly before the window, and the dates of the list were falling."""
    LIMIT = "limit"
    """The limit on briefings was reached."""
    CUT = "cut"
    """BRIEFINGS_MAX_LIST_PAGES was reached."""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """The content of a list page, as far as the walk needs it."""

    links: Collection[str]
    """Addresses of all entries it names, requested or not."""
    further: Mapping[int, str]
    """Addresses of the other pages of the list it names, by number."""
    next_page: str | None
    """Address of the next page, if the list is a chain without numbers."""
    dates: Collection[date] = ()
    """Days of its entries, as far as known."""
    unsettled: int = 1
    """Number of its entries that are new or stored unfinished."""
    is_xml: bool = False
    """True for a sitemap or a feed."""
    listed: Collection[str] = ()
    """Addresses of further pages named by the source's selector, in order, if numbers do not tell which."""
    lists: Collection[str] = ()
    """Addresses of the pages of years, months or frames that have the entries."""
    number: int | None = None
    """Number by which it calls itself; the first page of a list may be the last by number."""


@dataclass(slots=True)
class ListWalk:
    """The pages of one list in order, each requested once. One page is under way at a time."""

    url: str
    may_settle: bool = False
    """True if the walk may end at a page with nothing new, because the previous walk was proper."""
    window: Window | None = None
    is_afresh: bool = False
    """True if its pages are asked for without validators: a server may call a changed list unchanged for ever."""
    is_xml: bool = False
    """True if its pages are sitemaps or feeds."""
    is_all_new: bool = False
    """True if its last page is a feed or sitemap that was read before and now names only new entries."""
    ended: WalkEnd | None = None
    has_lost: bool = False
    """True if one of its pages could not be read, or named nothing, or if new entries may be on any of them."""
    read: int = 0
    """Number of pages that arrived."""
    oldest: date | None = None
    """Oldest day seen of an entry."""
    sign_of_more: tuple[str, Reason] | None = None
    """Address of its last page if that shows more than was found, with the sign."""
    left: str | None = None
    """Address of the next page, if the walk was cut."""
    is_first_again: bool = False
    """True if its last page, of a higher number than the first one's, names what that does: the server ignores it."""
    is_archive: bool = False
    """True if one of its pages names the pages that have the entries, such as years; others may have none."""
    announced: int | None = None
    """Minimum number of pages of the list, if the source makes their addresses."""
    _waiting: dict[int, str] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)
    """Comparable addresses of its pages, requested or waiting: one may be named by two numbers."""
    _links: set[str] = field(default_factory=set)
    _named: set[int] = field(default_factory=set)
    """Numbers by which its pages name one another."""
    _first: frozenset[str] = frozenset()
    """Addresses that its first page names."""
    _first_number: int = 0
    """Number by which the first page calls itself, 1 if it does not; 0 before it arrived."""
    _beside: set[str] = field(default_factory=set)
    """Addresses beside those on pages that lead to others; they tell nothing of those."""
    _asked: str = ""
    """Address of the page under way."""
    _number: int = 1
    _barren: int = 0
    """Number of its last pages that brought no new link, of which the first may be the way back, or a page twice."""
    _is_quiet: bool = False
    """True if its last page brought nothing new or unfinished, and the walk may end there."""
    _from_end: bool = False
    _has_seen_end: bool = False
    _last: date | None = None
    _falls: int = 0
    _rises: int = 0

    def __post_init__(self) -> None:
        self._wait_for(1, self.url)

    @property
    def number(self) -> int:
        """The number of the page under way."""
        return self._number

    @property
    def may_be_past_end(self) -> bool:
        """True if only the source's counting named the page under way, which may not exist."""
        return self.announced is not None and self._number > self.announced

    @property
    def entries(self) -> int:
        """The number of entries named by its pages; an index of sitemaps names other lists."""
        return len(self._links)

    @property
    def is_proper(self) -> bool:
        """True if the walk saw all it set out to see, so that the next may end where nothing is new.

        A sign of more on the last page is reported by every run, which must come to that page for it.
        """
        return not self.has_lost and self.sign_of_more is None and self.ended in {WalkEnd.END, WalkEnd.SETTLED}

    @property
    def falls_short(self) -> bool:
        """True if the list ended before it reached the beginning of the window."""
        since = self.window.since if self.window else None
        return bool(self.ended is WalkEnd.END and since and self.reaches and self.reaches > since)

    @property
    def reaches(self) -> date | None:
        """The day back to which the list goes: its last one if days fall, as an older one may be pinned above."""
        return self._last if self._is_falling else self.oldest

    @property
    def has_more(self) -> bool:
        """True if a page is known that will be requested."""
        return self.ended is None and bool(self._waiting)

    def has_page(self, url: str) -> bool:
        """Tell whether an address was requested, or will be."""
        return comparable(url) in self._known

    def go_on(self, url: str) -> None:
        """Resume a walk that ended: a look found its next page, which is under way now.

        New entries may be on any page of an index by letter; pages by number, year or month have figures in their
        addresses, and an order.
        """
        self.ended = None
        parts = urlsplit(url)
        self.has_lost |= not any(map(str.isdecimal, parts.path + parts.query))
        self._number += 1
        self._known.add(comparable(url))

    def settle(self) -> bool:
        """End a quiet walk although a further page is known, at which no look was made; return False if it may not.

        The previous walk, which was proper, read that page.
        """
        if not self._is_quiet:
            return False
        self.ended, self.sign_of_more = WalkEnd.SETTLED, None
        return True

    def next_page(self) -> str | None:
        """Return the address of the next page to request; None when there is none, and then the walk has ended."""
        if self.ended is None and not self._waiting:
            self.ended = WalkEnd.END
        if self.ended is not None:
            return None
        self._number = max(self._waiting) if self._from_end else min(self._waiting)
        self._asked = self._waiting.pop(self._number)
        return self._asked

    def take(self, page: ListedPage | None) -> int:
        """Take in the page under way, None if it could not be read; return how many of its links are new."""
        if page is None:
            self.has_lost = True
            return 0
        self.read += 1
        self.is_archive |= bool(page.lists)
        self.has_lost |= not (page.links or page.is_xml or self.may_be_past_end or self.is_archive)
        self.is_xml = self.is_xml or page.is_xml
        self.is_all_new = self.may_settle and page.is_xml and page.unsettled >= len(page.links) > 0
        self.is_all_new &= page.next_page is None
        before, links = len(self._links), frozenset(map(comparable, page.links))
        self._links.update(links)
        new = len(self._links) - before
        self._first = self._first or links
        self._first_number = self._first_number or page.number or 1
        self._note_dates(page.dates)
        self._barren = 0 if new or self.is_archive else self._barren + 1
        if not (self._barren and self._links):
            # A number past the end may serve the last page again, or page 1, and name one more: no status tells.
            # Where nothing was named yet, nothing is repeated: the page's entries may not be known among its links.
            self._offer(page)
        self._has_seen_end = self._has_seen_end or not any(number > self._number for number in self._waiting)
        self._from_end = self._from_end or self._goes_to_end
        if page.lists:
            # Addresses on every page, such as the news at the side.
            self._beside.update(page.lists, page.links)
        says_nothing = self.is_archive and self._beside.issuperset(page.links)
        self._is_quiet = self.may_settle and not (page.unsettled or self._goes_to_end or says_nothing)
        if self._number in self._named:
            is_behind = self._number > self._first_number
        else:
            # A link to the next page stands below a list of one page, too; below others, that page is not there.
            is_behind = self.read > 2 and (grown(self.url, self._asked) or 0) > 1
        repeats = bool(links) and links == self._first and self._barren > 0
        self.is_first_again = repeats and is_behind and self.announced is None
        self.has_lost |= self.is_first_again
        if self.is_first_again or self._barren >= _MOST_BARREN:
            self.ended = WalkEnd.END
        elif self._is_quiet:
            self.ended = WalkEnd.SETTLED
        elif self._is_before_window(page):
            self.ended = WalkEnd.WINDOW
        if self.ended is WalkEnd.SETTLED and not self._waiting:
            self.ended = WalkEnd.END
        return new

    def stop(self, why: WalkEnd) -> None:
        """End the walk early; without a page left it has ended already."""
        if self.ended is None and self._waiting:
            self.ended, self.left = why, self._waiting[min(self._waiting)]

    def _offer(self, page: ListedPage) -> None:
        self._named.update(page.further)
        for number, url in page.further.items():
            if number > self._number or self._from_end:
                self._wait_for(number, url)
        if page.next_page is not None and self._number + 1 not in page.further:
            self._wait_for(self._number + 1, page.next_page)
        for url in (*page.listed, *page.lists):
            self._wait_for(max((self._number, *self._waiting)) + 1, url)

    def _wait_for(self, number: int, url: str) -> None:
        if number not in self._waiting and not self.has_page(url):
            self._waiting[number] = url
            self._known.add(comparable(url))

    def _note_dates(self, dates: Collection[date]) -> None:
        for day in dates:
            if self._last is not None and day != self._last:
                self._falls += day < self._last
                self._rises += day > self._last
            self._last = day
            self.oldest = min(day, self.oldest or day)

    @property
    def _goes_to_end(self) -> bool:
        """True if new entries are on later pages: the days of the list rise, and its end was not seen yet.

        A chain without numbers cannot be read from its end, so all of it is read.
        """
        return self.may_settle and self._rises > 3 * self._falls and not self._has_seen_end

    @property
    def _is_falling(self) -> bool:
        # An entry pinned on top of every page makes dates rise once per page, so a few rises do not count.
        return self._falls > 3 * self._rises

    def _is_before_window(self, page: ListedPage) -> bool:
        # When most entries have no day, the few that have one tell nothing of the others.
        known = 2 * len(page.dates) >= len(page.links) > 0
        return bool(self.window and self._is_falling and known and all(map(self.window.is_before, page.dates)))
