"""The estimate of a crawl, from what a dry run found on the lists."""

from msgspec import Struct
from scrapy.crawler import Crawler

from briefings.counted import counted
from briefings.runs.account import account_of
from briefings.runs.stats import Stat

_PAGES = 1.0, 7.0
"""Minimum and maximum number of pages assumed for a briefing when none of its house is stored."""


class Estimate(Struct, weakref=True):
    """What a dry run learns beside the counts of its account."""

    kept: int = 0
    """Number of found entries that are stored already."""
    mean_pages: float | None = None
    """Mean number of pages of the stored briefings of the house; None when none is stored."""
    gap: float = 0.0
    """Seconds between two requests, the longest that the robots.txt of a host asks for."""

    def sentence(self, found: int, asked: int, requests: int, usual_gap: float) -> str:
        """Say what a crawl would take that asks for `asked` of the entries `found`.

        Its lists took so many `requests`, `usual_gap` seconds or more apart.
        """
        entries = f"{found:,} {'entry' if found == 1 else 'entries'}"
        said = f"Dry run: {entries} found, {self.kept:,} of them kept already"
        if not asked:
            return f"{said}; nothing to ask for."
        least, most = _PAGES if self.mean_pages is None else (self.mean_pages, self.mean_pages)
        by = f"{least:g} to {most:g} a briefing, as none is kept to count by"
        if self.mean_pages is not None:
            by = f"{least:.1f} a briefing, as of those kept"
        pages = _range(round(asked * least), round(asked * most), "page")
        shortest, longest = (round((requests + asked * one) * max(self.gap, usual_gap) / 60) for one in (least, most))
        return f"{said}; {asked:,} to ask for, {pages} ({by}), {_range(shortest, longest, 'minute')} at this pace."


def estimate_of(crawler: Crawler) -> Estimate | None:
    """Return the estimate that a dry run makes; None in any other run."""
    estimate = getattr(crawler.spider, "estimate", None)
    return estimate if isinstance(estimate, Estimate) else None


def estimated(crawler: Crawler) -> str:
    """Return the sentence of a dry run; empty when no entry was found."""
    estimate, account = estimate_of(crawler), account_of(crawler)
    found = account[Stat.LEFT_WAITING] + account[Stat.NOT_DUE]
    if estimate is None or not found:
        return ""
    usual_gap = crawler.settings.getfloat("DOWNLOAD_DELAY")
    return estimate.sentence(found, account[Stat.LEFT_WAITING], account[Stat.REQUESTS], usual_gap)


def _range(least: int, most: int, what: str) -> str:
    if not most:
        return f"less than a {what}"
    if least == most:
        return f"about {counted(most, what)}"
    return f"{least:,} to {counted(most, what)}" if least else f"up to {counted(most, what)}"
