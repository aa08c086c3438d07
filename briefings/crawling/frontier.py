"""What is still to be asked for: briefings and list pages, newest first, each once."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from briefings.address import read_address

if TYPE_CHECKING:
    from collections.abc import Iterable


class Frontier:
    """Hands out briefings and list pages in the order in which they became known.

    A site's lists start with the newest briefing, so that order is newest first. List pages are handed out one at a
    time and only when briefings run short: a long list is never held in memory, and a limit stops the lists too.
    """

    def __init__(self, *, limit: int | None, max_lists: int) -> None:
        self._limit = limit
        self._lists_left = max_lists
        self._entries: deque[str] = deque()
        self._lists: deque[str] = deque()
        self._seen_entries: set[str] = set()
        self._seen_lists: set[tuple[str, int]] = set()
        self._taken = 0
        self._given_back = 0
        self._list_under_way = False

    def offer_entries(self, urls: Iterable[str]) -> int:
        """Take note of briefings by the address of any of their pages; returns how many were not known before."""
        before = len(self._seen_entries)
        for url in urls:
            if (key := entry_key(url)) not in self._seen_entries:
                self._seen_entries.add(key)
                self._entries.append(url)
        return len(self._seen_entries) - before

    def offer_lists(self, urls: Iterable[str]) -> None:
        """Take note of list pages."""
        for url in urls:
            address = read_address(url)
            key = (address.briefing, address.number)
            if key not in self._seen_lists:
                self._seen_lists.add(key)
                self._lists.append(url)

    def next_entry(self) -> str | None:
        """The next briefing to ask for, or None when there is none or the limit is reached."""
        if not self._entries or self._taken == self._limit:
            return None
        self._taken += 1
        return self._entries.popleft()

    def give_back(self) -> None:
        """One of those handed out was no briefing, or one already taken: it does not count."""
        self._taken -= 1
        self._given_back += 1

    def next_list(self, room: int) -> str | None:
        """The next list page, when fewer than `room` briefings are waiting and none is under way; else None."""
        if self._list_under_way or not self._lists or len(self._entries) >= room:
            return None
        if self._is_enough or not self._lists_left:
            return None
        self._lists_left -= 1
        self._list_under_way = True
        return self._lists.popleft()

    def list_is_in(self) -> None:
        """The list page under way was answered, or failed."""
        self._list_under_way = False

    @property
    def waiting(self) -> int:
        """How many briefings are known and still to be handed out."""
        return len(self._entries) if self._limit is None else min(len(self._entries), self._limit - self._taken)

    @property
    def found(self) -> int:
        """How many entries are known: handed out or waiting."""
        return self._taken + self._given_back + self.waiting

    @property
    def lists_ahead(self) -> bool:
        """Whether a list page is under way, or will be asked for, that may name more."""
        return self._list_under_way or (bool(self._lists) and self._lists_left > 0 and not self._is_enough)

    @property
    def _is_enough(self) -> bool:
        return self._limit is not None and self._taken + len(self._entries) >= self._limit

    @property
    def list_cut(self) -> str | None:
        """The first list page that the bound on list pages keeps from being asked for; None when there is none."""
        return self._lists[0] if self._lists and not self._lists_left else None


def entry_key(url: str) -> str:
    """The id that the spelling of an address gives to its briefing."""
    return read_address(url).briefing
