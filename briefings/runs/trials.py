"""Crawls for trial: by commands that try something, into a data folder of their own."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.settings import SETTINGS_PRIORITIES

from briefings.items import Briefing
from briefings.runs.account import account_of
from briefings.runs.verdict import Code, Verdict, read_verdict
from briefings.settings import ITEM_PIPELINES

# It is not a run of its source: feeds and foreign pipelines get nothing of it, and acknowledged gaps excuse nothing.
_ALONE = {"BRIEFINGS_ACKNOWLEDGED": None, "FEEDS": {}, "ITEM_PIPELINES": ITEM_PIPELINES}


def failed_start(started: object) -> Verdict:
    """Return the verdict on a crawl that could not start, of which a process has `started` the task."""
    error = started.exception() if isinstance(started, asyncio.Task) and started.done() else None
    if isinstance(error, ValueError):  # a setting that only the add-ons of another project showed to be wrong
        return Verdict(Code.USAGE, str(error))
    why = f": {type(error).__name__}: {str(error).rstrip('.')}" if error else "; the log says why"
    return Verdict(Code.CRASH, f"The crawl could not start{why}.")


class TrialCrawl:
    """A crawl that begins when its process starts, with its outcome."""

    def __init__(
        self, process: CrawlerProcessBase, spider: type[Spider], data: Path,
        settings: Mapping[str, Any], **arguments: Any,
    ) -> None:  # fmt: skip
        """Crawl into `data`, with `settings` over those of the process. Raises ValueError for a wrong setting."""
        # The process puts its own settings, those of the command line too, over those of a crawl at no higher priority
        own, over_all = process.settings.copy(), SETTINGS_PRIORITIES["cmdline"] + 1
        for name, value in {**_ALONE, "BRIEFINGS_DATA": str(data), **settings}.items():
            own.set(name, value, priority=over_all)
        self.briefings: list[Briefing] = []
        self.crawler = Crawler(spider, own)
        self.crawler.signals.connect(self._note, signal=signals.item_scraped)
        self._started = process.crawl(self.crawler, **arguments)

    def _note(self, item: Any) -> None:
        if isinstance(item, Briefing):
            self.briefings.append(item)

    def verdict(self) -> Verdict:
        """Judge the finished crawl by itself alone."""
        if self.crawler.spider is None:
            return failed_start(self._started)
        return read_verdict(account_of(self.crawler), self.crawler.stats.get_value("finish_reason"))
