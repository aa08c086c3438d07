"""What a list page lists: its entries, and the other pages of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from briefings.transcript.page.pagers import NO_PAGER, Pager


class Entry(NamedTuple):
    """One entry of a list: its address, the longest text of its links, and the date beside it or in its address."""

    url: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page lists, read as a list page."""

    entries: tuple[Entry, ...] = ()
    found_by: str = "group"
    """"selector" (the source's `entries`), "pattern" (`entry_urls` alone), "group" (the general rules)."""
    further: Pager = NO_PAGER
    """The other pages of the list, with the signs of those that have no address."""
    rivals: tuple[tuple[str, ...], ...] = ()
    """Two groups of links that might be the entries, when neither is clearly so; then `entries` is empty."""
    links: int = 0
    """How many links stand outside navigation: many beside few entries is a sign of a list misread."""


NO_LISTING = Listing()
