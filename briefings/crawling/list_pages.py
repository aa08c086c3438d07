"""The pages of one list that were read: their links, the order of their days, and page 1, which may come again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from briefings.address import comparable


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
class ListDays:
    """The days of the entries of a list, in its order."""

    oldest: date | None = None
    last: date | None = None
    _falls: int = 0
    _rises: int = 0

    def note(self, dates: Collection[date]) -> None:
        """Take the days of a page."""
        for day in dates:
            if self.last is not None and day != self.last:
                self._falls += day < self.last
                self._rises += day > self.last
            self.last = day
            self.oldest = min(day, self.oldest or day)

    @property
    def are_rising(self) -> bool:
        """True if new entries are at the end of the list."""
        return self._rises > 3 * self._falls

    @property
    def are_falling(self) -> bool:
        """True if the newest entry is the first: one pinned on top of every page makes the days rise once per page."""
        return self._falls > 3 * self._rises


@dataclass(slots=True)
class PagesRead:
    """The pages of a list that arrived: what they named so far, the first of them with entries, and the last."""

    links: set[str] = field(default_factory=set)
    """Comparable addresses of the entries."""
    days: ListDays = field(default_factory=ListDays)
    first: ListedPage | None = None
    last: ListedPage | None = None
    barren: int = 0
    """Number of the last pages that brought no new link, of which the first may be the way back, or a page twice."""
    _named: set[int] = field(default_factory=set)
    """Numbers by which pages name one another."""
    is_archive: bool = False
    """True if a page named the pages that have the entries, such as years; others may have none."""

    def take(self, page: ListedPage) -> int:
        """Take in a page; return how many of its links are new."""
        before = len(self.links)
        self.links.update(map(comparable, page.links))
        new = len(self.links) - before
        self.days.note(page.dates)
        self.is_archive = self.is_archive or bool(page.lists)
        self.barren = 0 if new or self.is_archive else self.barren + 1
        if not self.repeats:
            self._named.update(page.further)
        self.first = self.first if self.first and self.first.links else page
        self.last = page
        return new

    @property
    def repeats(self) -> bool:
        """True if the last page named nothing new after others did.

        Where nothing was named yet, nothing is repeated: the entries may not be known among the links.
        """
        return bool(self.barren and self.links)

    def is_first_again(self, number: int) -> bool:
        """Tell whether the last page, to which another gives a number above that of page 1, names what page 1 does."""
        first, last = self.first, self.last
        if first is None or last is None or not (self.repeats and number in self._named):
            return False
        return number > (first.number or 1) and set(map(comparable, first.links)) == set(map(comparable, last.links))
