"""The addresses still to be requested: briefings in the order of discovery, and lists that name more."""

from collections import deque
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefings.address import comparable, read_address, without_visit
from briefings.crawling.lists.list_walk import ListWalk, WalkEnd
from briefings.transcript import Entry, Listing


class Frontier:
    """Hands out briefings and list pages in the order of discovery.

    Lists start with the newest briefing, so that order is newest first. List pages are handed out one at a time and
    only when briefings run short: a long list is never held in memory, and a limit stops the lists too.
    """

    def __init__(self, *, limit: int | None, max_lists: int) -> None:
        """Take the maximum numbers of briefings and list pages to hand out."""
        self._limit = limit
        self._lists_left = max_lists
        self._entries: deque[str] = deque()
        self.named: set[str] = set()
        """Keys of the entries that lists read in this run name, requested or not."""
        self.offered: set[str] = set()
        """Keys of the entries that were offered in this run."""
        self.rows: dict[str, Entry] = {}
        """Entries as the lists of this run name them, by key."""
        self._taken = 0
        self._waiting_walks: deque[ListWalk] = deque()
        self.under_way: tuple[ListWalk, str] | None = None
        """The list page under way: its walk, and its address."""
        self._to_end = False
        self.walks: dict[str, ListWalk] = {}
        """All offered walks, in order, by the comparable addresses of their lists."""

    def offer_entries(self, urls: Iterable[str]) -> None:
        """Add briefings by the address of any of their pages, each once."""
        for url in urls:
            if (key := entry_key(url)) not in self.offered:
                self.offered.add(key)
                self._entries.append(url)

    def offer_listed(self, urls: Sequence[str]) -> None:
        """Add briefings named by a list page of this run."""
        self.named.update(map(entry_key, urls))
        self.offer_entries(urls)

    def listed_elsewhere(self, url: str) -> str | None:
        """Return the address that a list gives an entry now, which a site may change at its end; None if it is this."""
        row = self.rows.get(entry_key(url))
        return row.url if row is not None and comparable(row.url) != comparable(url) else None

    def offer_again(self, url: str) -> None:
        """Add an entry once more, by another address."""
        self.offered.discard(entry_key(url))
        self.offer_entries([url])

    def is_listed(self, key: str) -> bool:
        """Return True when a list page of this run names an entry that was offered."""
        return key in self.named and key in self.offered

    def is_bare(self, key: str) -> bool:
        """Return True for a listed entry of which no list says anything, as a sitemap."""
        return self.is_listed(key) and key not in self.rows

    def next_entry(self) -> str | None:
        """Return the next briefing to request; None when there is none or the limit is reached."""
        if not self._entries or self._taken == self._limit:
            return None
        self._taken += 1
        return self._entries.popleft()

    def give_back(self) -> None:
        """Stop counting an entry that was handed out, as it led to no briefing or to one that was taken before."""
        self._taken -= 1

    @property
    def waiting(self) -> int:
        """The number of known briefings not yet handed out."""
        return len(self._entries) if self._limit is None else min(len(self._entries), self._limit - self._taken)

    @property
    def found(self) -> int:
        """The number of known entries, handed out or waiting."""
        return len(self.offered) - len(self._entries) + self.waiting

    def offer_walks(self, walks: Sequence[ListWalk]) -> None:
        self.walks.update((comparable(walk.url), walk) for walk in walks)
        self._waiting_walks.extend(walks)
        if self._to_end:
            self.read_to_end()

    @property
    def walked(self) -> list[ListWalk]:
        """The walks over lists, without indexes of sitemaps, which name other lists."""
        return [walk for walk in self.walks.values() if walk.read.placed]

    def read_to_end(self) -> None:
        """Read all pages of all lists, also where nothing is new: one may name what is looked for."""
        self._to_end = True
        self._waiting_walks.extend([walk for walk in self.walks.values() if walk.read_to_end()])

    def next_list(self, room: int) -> tuple[ListWalk, str] | None:
        """Return the next list page if fewer than `room` briefings wait and no list page is under way; else None."""
        if self.under_way is not None or len(self._entries) >= room or self.is_enough:
            return None
        while self._waiting_walks:
            walk = self._waiting_walks[0]
            if not self._lists_left:
                walk.stop(WalkEnd.CUT)
            if (url := walk.next_page()) is not None:
                self._lists_left -= 1
                self.under_way = walk, url
                return self.under_way
            self._waiting_walks.popleft()
        return None

    def found_list(self, walk: ListWalk, url: str) -> None:
        """Resume a walk that had ended: a look found its next page, which has arrived."""
        walk.go_on(url)
        self._lists_left -= 1
        self._waiting_walks.appendleft(walk)
        self.under_way = walk, url

    def list_came(self, page: Listing | None, unsettled: int = 1, next_page: str | None = None) -> int:
        """Take the list page under way, or None if it failed; return how many of its entries are new to the walk."""
        under_way, self.under_way = self.under_way, None
        return 0 if under_way is None else under_way[0].take(page, unsettled, next_page)

    def is_list(self, url: str) -> bool:
        """Return True for the address of a list that was offered."""
        return comparable(url) in self.walks

    def stop_walks(self) -> None:
        """Stop the walks: no more list pages will be requested."""
        for walk in self._waiting_walks:
            walk.stop(WalkEnd.BOUND)

    @property
    def lists_ahead(self) -> bool:
        """True when a list page that may name more is under way or will be requested."""
        ahead = any(walk.has_more for walk in self._waiting_walks)
        return self.under_way is not None or (ahead and self.wants_lists)

    @property
    def wants_lists(self) -> bool:
        """True as long as neither the briefings nor the list pages that may be requested are enough."""
        return self._lists_left > 0 and not self.is_enough

    @property
    def is_enough(self) -> bool:
        """True when as many briefings are known as the limit allows."""
        return self._limit is not None and self._taken + len(self._entries) >= self._limit


@lru_cache(maxsize=4_096)  # the menus of a site are the same on all its pages
def entry_key(url: str) -> str:
    """Return the id of the briefing, by the spelling of an address."""
    return read_address(url).briefing


def keys_of(entry: Entry) -> set[str]:
    """Return the ids of what an entry names, also without the visit, which a list may name in its links alone."""
    return {entry_key(entry.url), entry_key(without_visit(entry.url))}
