"""A walked list, as the account of its links needs it, and a page that may be a further one of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefings.address import comparable
from briefings.crawling.list_walk import ListWalk, WalkEnd
from briefings.transcript import Entry, Listing, Page, PlacedLinks, shape_of_address

_MOST_APART = 2_000


@dataclass(slots=True)
class WalkedList:
    """The pages of one walked list, as its account needs them."""

    walk: ListWalk
    pages: list[PlacedLinks] = field(default_factory=list)
    shapes: frozenset[str] = frozenset()
    """Shapes of the addresses of its entries."""
    places: set[str] = field(default_factory=set)
    """Places of the links to its entries."""
    again: set[str] = field(default_factory=set)
    """Keys of places whose first link led to what was read; a look at the last one follows."""
    barren: int = 0
    apart: dict[str, Entry] = field(default_factory=dict)
    """Links beside the entries on pages of an archive, by comparable address.

    A single entry is recognised by the form of others, which may be on a later page.
    """

    def note(self, page: Page) -> bool:
        """Keep what the account needs of a page; return False if it names nothing in the place or form of the list's.

        A page whose entries are missing shows the news at the side, on which a walk must not end.
        """
        named = {comparable(entry.url) for entry in page.listing.entries}
        places = {link.place for link in page.links.placed.links if link.spot[0] in named}
        is_of_list = not self.places or not self.places.isdisjoint(places) or bool(self.shapes & page.listing.shapes)
        self.pages[1:] = [page.links.placed]
        self.walk.known.add(comparable(page.address.url))
        self.shapes |= page.listing.shapes
        self.places |= places
        return is_of_list or not places or page.listing.found_by != "group"

    def new_on(self, page: Page) -> set[str]:
        """Return the comparable addresses of the links of a page that are in no such place on an earlier one."""
        before = {link.spot for earlier in self.pages for link in earlier.links}
        return {link.spot[0] for link in page.links.placed.links if link.spot not in before}

    def single_entries(self, listing: Listing) -> list[Entry]:
        """Return entries in the form of those on earlier pages, if no group of links on the page has that form.

        A single entry is not a group.
        """
        if not self.shapes.isdisjoint(listing.shapes):
            return []
        shown = {comparable(link.url) for page in self.pages for link in page.links}
        others = (entry for entry in listing.candidates if comparable(entry.url) not in shown)
        return of_shapes(others, self.shapes)

    def note_apart(self, listing: Listing) -> None:
        """Keep the links of a page, up to a bound, until the form of the entries is known."""
        for entry in listing.candidates[: max(_MOST_APART - len(self.apart), 0)]:
            self.apart.setdefault(comparable(entry.url), entry)

    def take_apart(self) -> list[Entry]:
        """Return the entries among the kept links, and drop these."""
        shown = {comparable(link.url) for link in self.pages[0].links}
        found = [entry for key, entry in self.apart.items() if key not in shown]
        self.apart.clear()
        return of_shapes(found, self.shapes)

    @property
    def may_look(self) -> bool:
        """True if it was walked as far as it goes."""
        return self.walk.ended in {WalkEnd.END, WalkEnd.SETTLED}

    @property
    def is_over(self) -> bool:
        """True if it was walked as far as it goes, and lists anything."""
        return self.may_look and bool(self.shapes)


@dataclass(slots=True)
class Probe:
    """A possible further page of a list: some of its entries are read first."""

    of: WalkedList
    key: str
    url: str
    page: Page
    tried: list[str]


def of_shapes(entries: Iterable[Entry], shapes: frozenset[str]) -> list[Entry]:
    """Return the entries whose addresses have one of some shapes."""
    return [entry for entry in entries if shape_of_address(entry.url) in shapes]
