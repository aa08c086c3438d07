"""Pages of a list as a walk takes them, without the pages themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from briefings.transcript import Entry, Listing, Pager


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of a list: its links and their days, the pages it names by number, and the next page of a chain."""

    links: Sequence[str]
    further: Mapping[int, str]
    next_page: str | None
    dates: Sequence[date] = ()
    unsettled: int = 1
    is_xml: bool = False
    number: int | None = None
    listed: Sequence[str] = ()

    @property
    def taken(self) -> tuple[Listing, int, str | None]:
        """What a walk takes of it."""
        days = zip_longest(self.links, self.dates)
        entries = tuple(Entry(url or "http://press.varenia.example/pinned", "", day) for url, day in days)
        further = Pager(pages=self.further, current=self.number, listed=tuple(self.listed))
        return Listing(entries, "feed" if self.is_xml else "group", further), self.unsettled, self.next_page
