"""Choose the lists that a run walks, and the links of theirs that it requests."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from briefings.address import read_address
from briefings.hosts import WEB_PORTS, is_on_domain, site_host, target_of
from briefings.reasons import Reason, ReasonKind
from briefings.runs.stats import Stat
from briefings.since_until import Window, days_of
from briefings.transcript import Entry, Listing, shape_of_address

_MOST_UNTOLD = 1000
"""Number of pages of sitemaps requested and judged one by one; beyond it, pages are requested only if of one kind."""
_ONE_KIND = 0.95
_NAMED = 4
_YEAR, _MONTH = "{year}", "{month}"
_PERIOD = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_/]?(?P<month>0[1-9]|1[0-2]))?(?!\d)")
_NUMBER = re.compile(r"\d+")
_USUAL = 2
"""Number of years or months read by a run without a window: the present and the previous one."""


@dataclass(slots=True)
class Scope:
    """The bounds of a run: the hosts of the source, and the user's permissions, denials and window."""

    domains: Sequence[str]
    allow: re.Pattern[str] | None = None
    """Expression that must match the address or the link text of an entry."""
    deny: re.Pattern[str] | None = None
    """Expression that must match neither."""
    window: Window | None = None
    own: frozenset[str] = frozenset()
    """Hosts, with their ports, of the addresses with which the run starts (`site_host`)."""
    is_told: bool = False
    """True if the user or the source says which addresses are those of briefings."""
    outside: str = ""
    """First entry left out because it is on another host."""
    counts: Counter[Stat] = field(default_factory=Counter)
    """Number of entries left out, by reason, and of entries without a known day that were taken despite a window."""
    _shapes: Counter[str] = field(default_factory=Counter)
    """Shapes of the addresses in sitemaps."""
    _examples: dict[str, str] = field(default_factory=dict)

    def is_on_site(self, url: str) -> bool:
        """Return True for an address of the source: its host, and a port of the web or one named by the user."""
        is_of_web = target_of(url)[1] in WEB_PORTS.values()
        return is_on_domain(url, self.domains) and (is_of_web or site_host(urlsplit(url)) in self.own)

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

    def reaches_back(self, parts: Sequence[Entry]) -> bool:
        """Return True when a part of a list is wholly from before the window, by its last change or its name."""
        called = periods(part.url for part in parts)
        last = (max(filter(None, (part.changed, *called.get(part.url, ()))), default=None) for part in parts)
        return self.window is not None and any(day and self.window.is_before(day) for day in last)

    def chosen(self, listing: Listing) -> Listing:
        """Return the list with all allowed links if none of its best group is allowed: the user knows better."""
        if self.allow is None or any(map(self._is_allowed, listing.entries)):
            return listing
        allowed = tuple(filter(self._is_allowed, listing.candidates))
        if not allowed:
            return listing
        # The others stay: they show a walk whether a page brings anything new.
        return replace(listing, entries=(*listing.entries, *allowed), found_by="pattern", rivals=())

    def leading_on(self, listing: Listing, is_briefing: Callable[[str], bool]) -> Listing:
        """Return the list with those further pages alone that are on the site, and those of periods that are lists."""
        pages = {number: url for number, url in listing.further.pages.items() if self.is_on_site(url)}
        listed = tuple(filter(self.is_on_site, listing.further.listed))
        lists = tuple(url for url in listing.lists if self.is_on_site(url) and not is_briefing(url))
        return replace(listing, further=replace(listing.further, pages=pages, listed=listed), lists=lists)

    def _is_allowed(self, entry: Entry) -> bool:
        return self.allow is None or any(map(self.allow.search, (entry.url, entry.text)))

    def taken(self, entries: Iterable[Entry]) -> list[str]:
        """Return the addresses of the entries to request, in order."""
        # Without a name and password, which nobody may use or store.
        bare = (entry._replace(url=read_address(entry.url).url) for entry in entries)
        return [entry.url for entry in bare if self._takes(entry)]

    def doubt(self, urls: Sequence[str]) -> Reason | None:
        """Add the new addresses of a sitemap; return why they are not to be requested, or None.

        A sitemap of a whole site also names other pages.
        """
        if self.is_told:
            return None
        shapes = [shape_of_address(url) for url in urls]
        self._examples |= dict(zip(reversed(shapes), reversed(urls), strict=True))
        self._shapes.update(shapes)
        total = self._shapes.total()
        kinds = self._shapes.most_common(_NAMED)
        if total <= _MOST_UNTOLD or kinds[0][1] >= _ONE_KIND * total:
            return None
        named = ", ".join(f"{count} like {self._examples[shape]}" for shape, count in kinds)
        words = f"which of {total} addresses of several kinds are briefings: {named}? Say so with -a allow=REGEX"
        return Reason(ReasonKind.NO_ENTRIES, words)

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


def lists_for(urls: Iterable[str], window: Window | None, today: date) -> list[tuple[str, bool]]:
    """Return the addresses of lists to walk for a window, each with whether it is limited to its year or month.

    Of addresses that differ only in a year or month, those outside the window are left out, unless all are.
    """
    dated = {one: _YEAR in url for url in urls for one in dated_addresses(url, window, today)}
    called = periods(dated) if window else {}
    found = [(url, is_dated or url in called) for url, is_dated in dated.items()]
    inside = [one for one in found if not (window and window.leaves_out(called.get(one[0])))]
    return inside or found


def dated_addresses(url: str, window: Window | None, today: date) -> Iterator[str]:
    """Yield the addresses that one with {year} and {month} stands for in a window, newest first; any other as it is.

    Without a beginning of the window these are the present and the previous year or month.
    """
    if _YEAR not in url:
        yield url
        return
    since = window.since if window else None
    until = min(window.until, today) if window and window.until else today
    step = 1 if _MONTH in url else 12
    month = until.year * 12 + until.month - 1
    last = since.year * 12 + since.month - 1 if since else month - (_USUAL - 1) * step
    while month // step >= last // step:
        yield url.replace(_YEAR, f"{month // 12:04}").replace(_MONTH, f"{month % 12 + 1:02}")
        month -= step


def periods(urls: Iterable[str]) -> dict[str, tuple[date, date]]:
    """Return first and last day of the year or month in addresses that differ only in it.

    `sitemap-1999.xml` beside `sitemap-1.xml` is the part of that number.
    """
    alike: dict[str, dict[str, tuple[date, date] | None]] = defaultdict(dict)
    for url in urls:
        named = [one.groups() for one in _PERIOD.finditer(url)]
        alike[_NUMBER.sub("#", url)][url] = days_of("-".join(filter(None, named[-1]))) if named else None
    found: dict[str, tuple[date, date]] = {}
    for family in alike.values():
        told = {url: days for url, days in family.items() if days is not None}
        if len(told) == len(family) and len(set(told.values())) > 1:
            found |= told
    return found
