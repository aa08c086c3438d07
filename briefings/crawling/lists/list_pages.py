"""The pages of one list that were read: their links, the order of their days, and page 1, which may come again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin

from briefings.address import comparable, same_page, without_visit
from briefings.reasons import Reason, ReasonKind
from briefings.since_until import days_of
from briefings.transcript import (
    Entry,
    Listing,
    Look,
    Page,
    PlacedLink,
    PlacedLinks,
    growth,
    is_of_pager,
    period_of,
    quoted_addresses,
    says_next,
    shape_of_address,
)

_MOST_APART = 2_000
_SEASON = re.compile(r"\d{4}\W\d\d(?!\d)|\d{4}\W\d{4}")
"""Pattern of "2025/26" and "2025-2026", which go on in the next year."""
_DAY = re.compile(r"\d{1,2}\D?")
"""Pattern of a day in a calendar: 5, 05, 5., 5日."""
_WORDLESS = re.compile(r"\W*")
"""Pattern of what a link shows that has no word: ›, », →, a picture."""


@dataclass(slots=True)
class ListDays:
    """The days of the entries of a list, in its order."""

    oldest: date | None = None
    last: date | None = None
    _falls: int = 0
    _rises: int = 0

    def note(self, entries: Iterable[Entry]) -> None:
        """Take the days of the entries of a page, as far as known."""
        for _, day in filter(None, (entry.days for entry in entries)):
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
    first: Listing | None = None
    last: Listing | None = None
    barren: int = 0
    """Number of the last pages that brought no new link, of which the first may be the way back, or a page twice."""
    placed: list[PlacedLinks] = field(default_factory=list)
    """Links of the first and the last page."""
    shapes: frozenset[str] = frozenset()
    _places: set[str] = field(default_factory=set)
    rivals: dict[str, Entry] = field(default_factory=dict)
    """Links of groups of which each may be the entries, by comparable address."""
    apart: dict[str, Entry] = field(default_factory=dict)
    """Links beside the entries on pages of an archive, by comparable address.

    A single entry is recognised by the form of others, which may be on a later page.
    """
    numbers: set[int] = field(default_factory=set)
    """Numbers by which pages name one another."""
    _shown_by_period: set[str] = field(default_factory=set)
    """Comparable addresses of entries that years or months show, too: looks at these found nothing else."""
    is_archive: bool = False
    """True if a page named the pages that have the entries, such as years; others may have none."""

    def note(self, page: Page) -> bool:
        """Keep the links of a page; return False if it names nothing in the place or form of the list's entries.

        A page whose entries are missing shows the news at the side, on which a walk must not end.
        """
        listing = page.listing
        named = listing.named
        places = {link.place for link in page.links.placed.links if link.spot[0] in named}
        is_elsewhere = self._places and places and self._places.isdisjoint(places)
        is_of_list = not is_elsewhere or not self.shapes.isdisjoint(listing.shapes)
        self.placed[1:] = [page.links.placed]
        self.rivals |= {comparable(one.url): one for one in listing.rival_entries}
        self.shapes |= listing.shapes
        self._places |= places
        for entry in listing.candidates[: max(_MOST_APART - len(self.apart), 0)] if self.is_archive else ():
            self.apart.setdefault(comparable(entry.url), entry)
        return is_of_list or self.is_archive or listing.found_by != "group"

    def of_its_shapes(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the entries whose addresses have the form of the list's."""
        return [one for one in entries if shape_of_address(one.url) in self.shapes]

    def is_named_in(self, data: str, url: str) -> bool:
        """Tell whether data for a script, found at an address, name one in the form of the entries."""
        return any(shape_of_address(urljoin(url, one)) in self.shapes for one in quoted_addresses(data))

    def new_on(self, page: Page) -> set[str]:
        """Return the comparable addresses of the links of a page that are in no such place on an earlier one."""
        before = {link.spot for earlier in self.placed for link in earlier.links}
        return {link.spot[0] for link in page.links.placed.links if link.spot not in before}

    def single_entries(self, page: Page, listing: Listing) -> list[Entry]:
        """Return entries in the form or place of earlier ones, if no group of links on the page has a new one.

        A single entry is not a group. It may stand among the most read at the side of every page, too.
        """
        if any(comparable(one.url) not in self.links for one in self.of_its_shapes(listing.entries)):
            return []
        # A file has no place.
        old = {link.spot[0] for link in page.links.placed.links} - self.new_on(page)
        own = [one for one in listing.candidates if comparable(one.url) not in old]
        placed = {link.spot[0] for link in page.links.placed.links if link.place in self._places}
        return self.of_its_shapes(own) or [one for one in own if comparable(one.url) in placed]

    def named_on(self, page: Page, listing: Listing, placed: Sequence[Entry]) -> list[Entry]:
        """Return what a page names that may be of the list; `placed` are its entries in known places.

        A pinned entry is in a place of its own on every page. What stands in the same place of an earlier page, and is
        no entry there, is part of the frame.
        """
        new = self.new_on(page)
        placed = [one for one in placed if comparable(one.url) in new]
        named = placed or self.single_entries(page, listing) or listing.entries
        return [one for one in named if comparable(one.url) in new | self.links]

    def links_to(self, url: str) -> list[PlacedLink]:
        """Return the links of its first and last page that lead to an address."""
        return [link for page in self.placed for link in page.links if link.spot[0] == comparable(url)]

    def is_way_on(self, url: str, look: Look | None) -> bool:
        """Tell whether a link leads to the next page of a list: by its words, or in a place that led to others.

        There it shows an arrow, or is alone: in a row of topics or letters one may be gone, or empty.
        """
        for page in self.placed:
            links = [link for link in page.links if link.spot[0] == comparable(url)]
            beside = {one.key for one in page.links if one not in links}
            for link in links:
                is_of_pages = look is Look.PAGES and (link.key not in beside or _WORDLESS.fullmatch(link.said))
                # A script may have its address from an attribute, which says nothing: data-next-url="?start=10".
                step = growth(without_visit(link.own), without_visit(link.url))
                is_wordless = step is not None and step.is_further and _WORDLESS.fullmatch(link.said)
                if is_of_pages or is_wordless or says_next(link.said) or link.place == "header":
                    return True
        return False

    def rank_of(self, links: Sequence[PlacedLink], *, has_given: bool) -> tuple[bool, bool, int]:
        """Return by what the links of a place come first that may be pages of a list, or the entries if none is known.

        Pages that a pager leads on to come first. Of what may be entries, menus say little, entries most, but for the
        days of a calendar.
        """
        if has_given:
            return self.next_of(links) is None, False, 0
        are_days = all(_DAY.fullmatch(link.said) for link in links)
        return self.rivals.keys().isdisjoint(link.spot[0] for link in links), not are_days, -len(links[0].said)

    def next_of(self, links: Sequence[PlacedLink]) -> PlacedLink | None:
        """Return the link among those of a place by which a pager of the last page leads on; None without one.

        It comes before "Last" of page 1, behind which the pages between are unknown: their links are not kept.
        """
        last = {link.own for link in self.placed[-1].links}
        found = [link for link in links if link.own in last and is_of_pager(link.said)]
        return min(found, key=lambda link: not says_next(link.said), default=None)

    def is_lone(self, key: str) -> bool:
        """Tell whether no link of its last page stands beside the one of a kind, as all in a row of tags do."""
        place = key.partition("|")[0]
        return len({link.spot[0] for link in self.placed[-1].links if link.key.partition("|")[0] == place}) == 1

    def take_apart(self) -> list[Entry]:
        """Return the entries among the links kept beside others, and drop these; and among those of rival groups."""
        shown = {link.spot[0] for page in self.placed[:1] for link in page.links}
        found = self.of_its_shapes(one for url, one in self.apart.items() if url not in shown)
        self.apart.clear()
        return [*found, *self.of_its_shapes(self.rivals.values())]

    def note_shown(self, named: set[str]) -> bool:
        """Note that a year or month shows only these entries of the list; return True if one is new among such."""
        is_first = not self._shown_by_period.issuperset(named)
        self._shown_by_period |= named
        return is_first

    def is_of_later_days(self, url: str, entries: Iterable[Entry]) -> bool:
        """Return True for a page that a link calls by one year, or its month, if the days of its entries are all later.

        They may be earlier: a fiscal year begins before its name, and a year that has none yet may show the last one.
        """
        said = (link.said for page in self.placed for link in page.links if same_page(link.url, url))
        year, month = next(filter(None, map(period_of, (one for one in said if not _SEASON.search(one)))), (0, 0))
        days = [one.days for one in entries if one.days]
        if not (year and days):
            return False
        _, end = days_of(f"{year}-{month:02}" if month else f"{year}")
        return all(first > end for first, _ in days)

    def take(self, page: Listing) -> int:
        """Take in a page; return how many of its entries are new."""
        new = len(page.named - self.links)
        self.links |= page.named
        self.days.note(page.entries)
        self.is_archive = self.is_archive or bool(page.lists)
        self.barren = 0 if new or self.is_archive else self.barren + 1
        if not self.repeats:
            self.numbers.update(page.further.others)
        self.first = self.first if self.first and self.first.entries else page
        self.last = page
        return new

    @property
    def has_sure_entries(self) -> bool:
        """True if its entries are no group of links that may be the news at the side of any page."""
        return self.is_archive or any(page.found_by != "group" for page in (self.first, self.last) if page is not None)

    @property
    def repeats(self) -> bool:
        """True if the last page named nothing new after others did.

        Where nothing was named yet, nothing is repeated: the entries may not be known among the links.
        """
        return bool(self.barren and self.links)


def doubts_of(page: Page) -> Iterator[Reason]:
    """Yield the unread part of a list page, and two groups of links that may be its entries, as reasons."""
    torn = "it breaks off" if page.origin.ending == "cut" else ""
    for words in filter(None, (page.listing.broken, torn, page.extent.unread)):
        yield Reason(ReasonKind.TRUNCATED, words)
    if page.listing.rivals:
        groups = " or ".join(f"{group[0]} and {len(group) - 1} more" for group in page.listing.rivals)
        yield Reason(ReasonKind.NO_ENTRIES, f"which links are its entries: {groups}? Say so with -a allow=REGEX")
