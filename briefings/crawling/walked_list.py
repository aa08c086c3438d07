"""A list that was walked, as the account of its links needs it, and a page that may be a further one of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefings.address import comparable
from briefings.crawling.list_walk import ListWalk, WalkEnd
from briefings.transcript import Entry, Listing, Page, PlacedLinks, shape_of_address


@dataclass(slots=True)
class WalkedList:
    """The pages of one list that was walked, as its account needs them."""

    walk: ListWalk
    pages: list[PlacedLinks] = field(default_factory=list)
    urls: set[str] = field(default_factory=set)
    """The comparable addresses of its pages."""
    shapes: frozenset[str] = frozenset()
    """Those of the addresses of its entries."""
    looked: set[str] = field(default_factory=set)
    barren: int = 0

    def single_entries(self, listing: Listing) -> list[Entry]:
        """The entries of a page by the form of those of the pages before, where no group of links on it has that form.

        One alone is no group.
        """
        if not self.shapes.isdisjoint(listing.shapes):
            return []
        shown = {comparable(link.url) for page in self.pages for link in page.links}
        others = (entry for entry in listing.candidates if comparable(entry.url) not in shown)
        return of_shapes(others, self.shapes)

    @property
    def may_look(self) -> bool:
        """True when it was walked as far as it goes."""
        return self.walk.ended in {WalkEnd.END, WalkEnd.SETTLED}

    @property
    def is_over(self) -> bool:
        """The same, where it lists anything."""
        return self.may_look and bool(self.shapes)


@dataclass(slots=True)
class Probe:
    """A page that may be a further page of a list: some of its entries are read first."""

    of: WalkedList
    key: str
    url: str
    page: Page
    tried: list[str]


def of_shapes(entries: Iterable[Entry], shapes: frozenset[str]) -> list[Entry]:
    """The entries whose addresses have one of some shapes."""
    return [entry for entry in entries if shape_of_address(entry.url) in shapes]
