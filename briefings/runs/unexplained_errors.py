"""See the errors of a run that nothing else counts: those that Scrapy, asyncio and Twisted only log."""

from __future__ import annotations

import logging
from contextvars import ContextVar

from scrapy.crawler import Crawler

from briefings.runs.stats import Stat

# Where a logged error means that the program failed. Not the downloader's and Scrapy's robots.txt: their errors are
# pages that did not come, which have a reason of their own. Not the scraper's: spider and pipeline errors are counted.
_LOGGERS = (
    "scrapy.utils.signal", "scrapy.utils.asyncio", "scrapy.core.engine", "scrapy.core.spidermw",
    "scrapy.extensions.feedexport", "asyncio", "twisted",
)  # fmt: skip
_OURS = ("briefings", "pipelines", "spiders")
_FEEDS = "scrapy.extensions.feedexport"

_under_way: ContextVar[Crawler | None] = ContextVar("crawler", default=None)
"""The crawl to which a task belongs: what it starts inherits that. Many records name no spider."""


class UnexplainedErrors(logging.Handler):
    """Counts them for one crawl as `briefings/unexplained_errors`, whatever LOG_LEVEL is.

    An error that could not be written, of a feed say, is kept as a sentence instead, as it is a storage error. Where
    several crawls share a process, an error that cannot be traced to one of them counts for all.
    """

    def __init__(self, crawler: Crawler) -> None:
        """To be made inside the crawl's own task."""
        super().__init__(logging.ERROR)
        self._crawler = crawler
        _under_way.set(crawler)

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record, if it is of this crawl and nothing else says what it says."""
        error = record.exc_info[1] if record.exc_info else None
        if not self._is_of_this_crawl(record) or not self._is_unexplained(record, error):
            return
        stats = self._crawler.stats
        not_stored = record.name == _FEEDS and error is not None
        if not_stored or (isinstance(error, OSError) and not isinstance(error, (ConnectionError, TimeoutError))):
            if stats.get_value(Stat.WRITE_ERROR.value) is None:
                what = "A feed" if not_stored else "A file"
                stats.set_value(Stat.WRITE_ERROR.value, f"{what} could not be written: {_in_words(error)}.")
        else:
            stats.inc_value(Stat.UNEXPLAINED_ERRORS.value)

    def _is_of_this_crawl(self, record: logging.LogRecord) -> bool:
        spider = getattr(record, "spider", None)
        crawler = getattr(spider, "crawler", None) or _under_way.get()
        return crawler is None or crawler is self._crawler

    def _is_unexplained(self, record: logging.LogRecord, error: BaseException | None) -> bool:
        if record.name == (self._crawler.spider or self._crawler.spidercls).name or record.name.startswith(_OURS):
            # Without a traceback it is a sentence of ours, and what it says is counted where it is said.
            return error is not None and not hasattr(record, "counted")
        return record.name.startswith(_LOGGERS)


def _in_words(error: BaseException | None) -> str:
    file = getattr(error, "filename", None)
    reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    return f"{file}: {reason}" if file else reason
