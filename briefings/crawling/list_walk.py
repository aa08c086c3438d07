"""A walk over the pages of one list, from its first page to where it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from briefings.address import comparable
from briefings.crawling.window import Window
from briefings.reasons import Reason


class WalkEnd(StrEnum):
    """Where a walk ended. Only after END or SETTLED may the next walk stop where nothing is new."""

    END = "end"
    """A page brought no link that was not seen before, or named no further page."""
    SETTLED = "settled"
    """Nothing on a page was new or unfinished, and the walk before came to its proper end."""
    WINDOW = "window"
    """A page lay wholly before the window, and the dates of the list were falling."""
    LIMIT = "limit"
    """The limit on briefings was reached."""
    CUT = "cut"
    """BRIEFINGS_MAX_LIST_PAGES was reached."""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """What a list page brought, as far as the walk needs to know."""

    links: Collection[str]
    """The addresses of all entries it names, whether they are asked for or not."""
    further: Mapping[int, str]
    """Number to address of the other pages of the list it names."""
    next_page: str | None
    """The address of the next page, where the list is a chain without numbers."""
    dates: Collection[date] = ()
    """The days of its entries, as far as they are known."""
    unsettled: int = 1
    """How many of its entries are new, or kept and not finished."""
    is_xml: bool = False
    """Whether it is a sitemap or a feed."""
    listed: Collection[str] = ()
    """Addresses of further pages that the source's selector names, in order, where numbers do not tell which."""
    lists: Collection[str] = ()
    """Addresses of the pages of years, months or frames that have the entries."""


@dataclass(slots=True)
class ListWalk:
    """The pages of one list in order, each asked for once. One page is under way at a time."""

    url: str
    may_settle: bool = False
    """Whether the walk may end at a page that brings nothing new: the walk before came to its proper end."""
    window: Window | None = None
    is_xml: bool = False
    """Whether its pages are sitemaps or feeds."""
    is_all_new: bool = False
    """Whether its last page is a feed or sitemap that was read before, and all that it names now is new."""
    ended: WalkEnd | None = None
    has_lost: bool = False
    """Whether a page of it could not be read, or named nothing."""
    read: int = 0
    """How many pages came."""
    oldest: date | None = None
    """The oldest day that an entry was seen to have."""
    sign_of_more: tuple[str, Reason] | None = None
    """The address of its last page, where that shows more than was found, and what it shows."""
    left: str | None = None
    """The address of the page the walk would ask for next, where it was cut."""
    has_order: bool = True
    """Whether its pages come one after another in time: new entries may stand on any page of an index of letters."""
    is_archive: bool = False
    """Whether a page of it names the pages that have the entries, such as years: others may have none."""
    announced: int | None = None
    """How many pages the list has at least, where the source makes the addresses of its pages."""
    _waiting: dict[int, str] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _links: set[str] = field(default_factory=set)
    _beside: set[str] = field(default_factory=set)
    """What the pages that lead to others name besides: it tells nothing of those."""
    _number: int = 1
    _is_quiet: bool = False
    """Whether its last page brought nothing new or unfinished, and it may end there."""
    _from_end: bool = False
    _has_seen_end: bool = False
    _last: date | None = None
    _falls: int = 0
    _rises: int = 0

    def __post_init__(self) -> None:
        self._waiting[1] = self.url

    @property
    def number(self) -> int:
        """The number of the page under way."""
        return self._number

    @property
    def may_be_past_end(self) -> bool:
        """Whether nothing but the source's own counting named the page under way: there may be none."""
        return self.announced is not None and self._number > self.announced

    @property
    def entries(self) -> int:
        """How many entries its pages named."""
        return len(self._links)

    @property
    def is_proper(self) -> bool:
        """Whether the walk saw all that it set out to see, so that the next may end where nothing is new.

        What its last page shows of more is said by every run, which has to come to that page for it.
        """
        is_whole = not self.has_lost and self.has_order and self.sign_of_more is None
        return is_whole and self.ended in {WalkEnd.END, WalkEnd.SETTLED}

    @property
    def lists_anything(self) -> bool:
        """Whether its pages named entries: an index of sitemaps names other lists."""
        return bool(self._links)

    @property
    def falls_short(self) -> bool:
        """Whether the list ended before it reached back to the beginning of the window."""
        since = self.window.since if self.window else None
        return bool(self.ended is WalkEnd.END and since and self.reaches and self.reaches > since)

    @property
    def reaches(self) -> date | None:
        """The day back to which the list goes: its last one where days fall, for an older one may be pinned above."""
        return self._last if self._is_falling else self.oldest

    @property
    def has_more(self) -> bool:
        """Whether a page is known that will be asked for."""
        return self.ended is None and bool(self._waiting)

    def has_page(self, url: str) -> bool:
        """Whether an address was asked for, or will be."""
        address = comparable(url)
        return address in self._asked or any(comparable(one) == address for one in self._waiting.values())

    def go_on(self, url: str) -> None:
        """Take up again a walk that ended: a look found its next page, which is under way now.

        Nobody numbered these pages: those of an archive by year or month have figures in their addresses.
        """
        self.ended = None
        parts = urlsplit(url)
        self.has_order &= any(map(str.isdecimal, parts.path + parts.query))
        self._number += 1
        self._asked.add(comparable(url))

    def settle(self) -> bool:
        """End where nothing was new although a further page is known, which no look was made at; False if it may not.

        That page was read by the walk before, which came to its proper end.
        """
        if not self._is_quiet:
            return False
        self.ended, self.sign_of_more = WalkEnd.SETTLED, None
        return True

    def next_page(self) -> str | None:
        """The address of the next page to ask for; None when there is none, and then the walk has ended."""
        if self.ended is None and not self._waiting:
            self.ended = WalkEnd.END
        if self.ended is not None:
            return None
        self._number = max(self._waiting) if self._from_end else min(self._waiting)
        url = self._waiting.pop(self._number)
        self._asked.add(comparable(url))
        return url

    def take(self, page: ListedPage | None) -> int:
        """Take in the page under way, None where it could not be read; returns how many of its links are new to this
        walk."""
        if page is None:
            self.has_lost = True
            return 0
        self.read += 1
        self.is_archive |= bool(page.lists)
        self.has_lost |= not (page.links or page.is_xml or self.may_be_past_end or self.is_archive)
        self.is_xml = self.is_xml or page.is_xml
        self.is_all_new = self.may_settle and page.is_xml and page.unsettled >= len(page.links) > 0
        self.is_all_new &= page.next_page is None
        before = len(self._links)
        self._links.update(map(comparable, page.links))
        new = len(self._links) - before
        self._note_dates(page.dates)
        self._offer(page)
        self._has_seen_end = self._has_seen_end or not any(number > self._number for number in self._waiting)
        self._from_end = self._from_end or self._goes_to_end
        if page.lists:
            # What stands on every page, such as the news at the side.
            self._beside.update(page.lists, page.links)
        says_nothing = self.is_archive and self._beside.issuperset(page.links)
        self._is_quiet = self.may_settle and not (page.unsettled or self._goes_to_end or says_nothing)
        if not new and not self.is_archive:
            # A number past the end may serve the last page again, or page 1: no status tells.
            self.ended = WalkEnd.END
        elif self._is_quiet:
            self.ended = WalkEnd.SETTLED
        elif self._is_before_window(page):
            self.ended = WalkEnd.WINDOW
        if self.ended is WalkEnd.SETTLED and not self._waiting:
            self.ended = WalkEnd.END
        return new

    def stop(self, why: WalkEnd) -> None:
        """End the walk before its time; it has ended already where no page is left."""
        if self.ended is None and self._waiting:
            self.ended, self.left = why, self._waiting[min(self._waiting)]

    def _offer(self, page: ListedPage) -> None:
        named = dict(page.further)
        if page.next_page is not None and self._number + 1 not in named:
            named[self._number + 1] = page.next_page
        for number, url in named.items():
            if (number > self._number or self._from_end) and comparable(url) not in self._asked:
                self._waiting.setdefault(number, url)
        for url in (*page.listed, *page.lists):
            address = comparable(url)
            if address not in self._asked and all(comparable(other) != address for other in self._waiting.values()):
                self._waiting[max((self._number, *self._waiting)) + 1] = url

    def _note_dates(self, dates: Collection[date]) -> None:
        for day in dates:
            if self._last is not None and day != self._last:
                self._falls += day < self._last
                self._rises += day > self._last
            self._last = day
            self.oldest = min(day, self.oldest or day)

    @property
    def _goes_to_end(self) -> bool:
        """Whether what is new stands on pages further on: the days of the list rise, and its end was not seen yet.

        A chain without numbers cannot be read from its end, so all of it is.
        """
        return self.may_settle and self._rises > 3 * self._falls and not self._has_seen_end

    @property
    def _is_falling(self) -> bool:
        # An entry pinned on top of every page makes dates rise once a page, so a few rises do not count.
        return self._falls > 3 * self._rises

    def _is_before_window(self, page: ListedPage) -> bool:
        # Where most entries have no day, the few that have one tell nothing of the others.
        known = 2 * len(page.dates) >= len(page.links) > 0
        return bool(self.window and self._is_falling and known and all(map(self.window.is_before, page.dates)))
