"""Count what the verdict of a run needs and Scrapy does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector


class Outcome:
    """Counts briefings that a pipeline failed on, as `briefings/item_errors`.

    Scrapy logs such an error and goes on, and the briefing is in no count of what was kept.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl."""
        extension = cls(crawler.stats)
        crawler.signals.connect(extension.item_error, signal=signals.item_error)
        return extension

    def item_error(self) -> None:
        """A pipeline raised something other than DropItem."""
        self._stats.inc_value("briefings/item_errors")
