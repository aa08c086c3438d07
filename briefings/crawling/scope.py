"""Choose the links of lists that a run requests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from briefings.address import read_address
from briefings.crawling.list_addresses import periods
from briefings.hosts import WEB_PORTS, is_on_domain, target_of
from briefings.runs.stats import Stat
from briefings.since_until import Window
from briefings.transcript import Entry, Listing


@dataclass(slots=True)
class Scope:
    """The bounds of a run: the hosts of the source, and the user's permissions, denials and window."""

    domains: Sequence[str]
    allow: re.Pattern[str] | None = None
    """Expression that must match the address or the link text of an entry."""
    deny: re.Pattern[str] | None = None
    """Expression that must match neither."""
    window: Window | None = None
    own: frozenset[tuple[str, int]] = frozenset()
    """Host and port of the addresses with which the run starts."""
    outside: str = ""
    """First entry left out because it is on another host."""
    counts: Counter[Stat] = field(default_factory=Counter)
    """Number of entries left out, by reason, and of entries without a known day that were taken despite a window."""

    def is_on_site(self, url: str) -> bool:
        """Return True for an address of the source: its host, and a port of the web or one named by the user."""
        target = target_of(url)
        return is_on_domain(url, self.domains) and (target[1] in WEB_PORTS.values() or target in self.own)

    def wanted(self, parts: Sequence[Entry]) -> list[Entry]:
        """Return the parts of a list that may name something in the window, by their last change and their names."""
        if self.window is None:
            return list(parts)
        called = periods(part.url for part in parts)
        leaves_out = self.window.leaves_out
        return [
            part for part in parts
            if not leaves_out(None, part.changed) and not leaves_out(called.get(part.url))
        ]  # fmt: skip

    def chosen(self, listing: Listing) -> Listing:
        """Return the list with all allowed links if none of its best group is allowed: the user knows better."""
        if self.allow is None or any(map(self._is_allowed, listing.entries)):
            return listing
        allowed = tuple(filter(self._is_allowed, listing.candidates))
        if not allowed:
            return listing
        # The others stay: they show a walk whether a page brings anything new.
        return replace(listing, entries=(*listing.entries, *allowed), found_by="pattern", rivals=())

    def _is_allowed(self, entry: Entry) -> bool:
        return self.allow is None or any(map(self.allow.search, (entry.url, entry.text)))

    def taken(self, entries: Iterable[Entry]) -> list[str]:
        """Return the addresses of the entries to request, in order."""
        # Without a name and password, which nobody may use or store.
        bare = (_with(entry, read_address(entry.url).url) for entry in entries)
        return [entry.url for entry in bare if self._takes(entry)]

    def leave_outside(self, urls: Sequence[str]) -> None:
        """Count the entries of a list on hosts outside the source."""
        self.counts[Stat.OUTSIDE_LINKS] += len(urls)
        self.outside = self.outside or next(iter(urls), "")

    def _takes(self, entry: Entry) -> bool:
        if not self.is_on_site(entry.url):
            self.leave_outside([entry.url])
            return False
        if not self._is_allowed(entry) or (self.deny and any(map(self.deny.search, (entry.url, entry.text)))):
            self.counts[Stat.DENIED_LINKS] += 1
            return False
        if self.window is None:
            return True
        if self.window.leaves_out(entry.days, entry.changed):
            self.counts[Stat.LINKS_OUT_OF_WINDOW] += 1
            return False
        self.counts[Stat.UNDATED_LINKS] += entry.days is None
        return True


def _with(entry: Entry, url: str) -> Entry:
    """Return an entry with this address; the same object if it has it, so that a long list is not held twice."""
    return entry if entry.url == url else entry._replace(url=url)
