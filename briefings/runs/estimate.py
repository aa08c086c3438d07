"""The estimate of a crawl, from what a dry run found on the lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from briefings.counted import counted

_PAGES = 1.0, 7.0
"""Minimum and maximum number of pages assumed for a briefing when none of its house is stored."""


@dataclass(slots=True, weakref_slot=True)
class Estimate:
    """Count of what a crawl would request."""

    found: int = 0
    """Number of list entries and of stored briefings that are due."""
    kept: int = 0
    """Number of those already stored."""
    mean_pages: float | None = None
    """Mean number of pages of the stored briefings of the house; None when none is stored."""
    briefings: Counter[str] = field(default_factory=Counter)
    """Number of briefings to request, by host."""
    requests: Counter[str] = field(default_factory=Counter)
    """Number of requests that the lists took, by host."""

    def note(self, host: str, *, is_kept: bool, is_asked_for: bool) -> None:
        """Count an entry; `is_kept`: already stored, `is_asked_for`: a crawl would request it."""
        self.found += 1
        self.kept += is_kept
        if is_asked_for:
            self.briefings[host] += 1

    def note_request(self, request: Request) -> None:
        """Count a request that was sent."""
        self.requests[urlparse_cached(request).hostname or ""] += 1

    def sentence(self, gaps: Mapping[str, float]) -> str:
        """Say what a crawl would take; `gaps` gives the seconds between two requests by host."""
        asked = self.briefings.total()
        entries = f"{self.found:,} {'entry' if self.found == 1 else 'entries'}"
        said = f"Dry run: {entries} found, {self.kept:,} of them kept already"
        if not asked:
            return f"{said}; nothing to ask for."
        least, most = _PAGES if self.mean_pages is None else (self.mean_pages, self.mean_pages)
        by = f"{least:g} to {most:g} a briefing, as none is kept to count by"
        if self.mean_pages is not None:
            by = f"{least:.1f} a briefing, as of those kept"
        pages = _range(round(asked * least), round(asked * most), "page")
        shortest, longest = (round(self._seconds(gaps, one) / 60) for one in (least, most))
        return f"{said}; {asked:,} to ask for, {pages} ({by}), {_range(shortest, longest, 'minute')} at this pace."

    def _seconds(self, gaps: Mapping[str, float], pages: float) -> float:
        """Return the duration of a crawl: that of its slowest host, as hosts do not wait for each other."""
        return max((self.requests[host] + self.briefings[host] * pages) * gap for host, gap in gaps.items())


def estimate_of(crawler: Crawler) -> Estimate | None:
    """Return the estimate that a dry run makes; None in any other run."""
    estimate = getattr(crawler.spider, "estimate", None)
    return estimate if isinstance(estimate, Estimate) else None


def estimated(crawler: Crawler) -> str:
    """Return the sentence of a dry run; empty when no entry was found."""
    estimate = estimate_of(crawler)
    if estimate is None or not estimate.found:
        return ""
    slots, usual = crawler.engine.downloader.per_slot_settings, crawler.settings.getfloat("DOWNLOAD_DELAY")
    # The delay is DOWNLOAD_DELAY, or what the robots.txt of the host asks for.
    hosts = estimate.requests.keys() | estimate.briefings.keys()
    return estimate.sentence({host: slots.get(host, {}).get("delay", usual) for host in hosts})


def _range(least: int, most: int, what: str) -> str:
    if not most:
        return f"less than a {what}"
    if least == most:
        return f"about {counted(most, what)}"
    return f"{least:,} to {counted(most, what)}" if least else f"up to {counted(most, what)}"
