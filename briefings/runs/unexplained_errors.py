"""Count the errors of a run that nothing else counts: those Scrapy, asyncio and Twisted only log."""

import logging
from contextvars import ContextVar

from scrapy.crawler import Crawler
from service_identity import CertificateError

from briefings.runs.stats import Stat

# Loggers whose errors mean that the program failed. Those of the downloader and of Scrapy's robots.txt are left out:
# pages that did not come have reasons of their own. So is the scraper's: spider and pipeline errors are counted.
_LOGGERS = (
    "scrapy.utils.signal", "scrapy.utils.asyncio", "scrapy.core.engine", "scrapy.core.spidermw",
    "scrapy.extensions.feedexport", "asyncio", "twisted",
)  # fmt: skip
_OURS = ("briefings", "pipelines", "spiders")
_FEEDS = "scrapy.extensions.feedexport"

_under_way: ContextVar[Crawler | None] = ContextVar("crawler", default=None)
"""Crawl of the current task, inherited by the tasks it starts; many log records name no spider."""


class UnexplainedErrors(logging.Handler):
    """Log handler that counts such errors of one crawl as `briefings/unexplained_errors`, whatever LOG_LEVEL is.

    An error of writing, to a feed for example, is kept as a sentence instead, as it is a storage error. When several
    crawls share a process, an error that cannot be traced to one of them counts for all.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Make the handler; call it inside the crawl's own task."""
        super().__init__(logging.ERROR)
        self._crawler = crawler
        _under_way.set(crawler)

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record that belongs to this crawl and that nothing else reports."""
        error = record.exc_info[1] if record.exc_info else None
        crawler = getattr(getattr(record, "spider", None), "crawler", None) or _under_way.get()
        if crawler not in {None, self._crawler} or not self._is_unexplained(record, error):
            return
        stats = self._crawler.stats
        not_stored = record.name == _FEEDS and error is not None
        # A broken pipe is that of a feed: its reader has had enough.
        is_of_network = isinstance(error, (ConnectionError, TimeoutError)) and not isinstance(error, BrokenPipeError)
        if not_stored or (isinstance(error, OSError) and not is_of_network):
            if stats.get_value(Stat.WRITE_ERROR.value) is None:
                what = record.getMessage().replace("Error storing", "The", 1) if not_stored else "A file"
                stats.set_value(Stat.WRITE_ERROR.value, f"{what} could not be written: {_in_words(error)}.")
        else:
            stats.inc_value(Stat.UNEXPLAINED_ERRORS.value)

    def _is_unexplained(self, record: logging.LogRecord, error: BaseException | None) -> bool:
        if record.name == (self._crawler.spider or self._crawler.spidercls).name or record.name.startswith(_OURS):
            # Without a traceback it is a sentence of ours, counted where it is logged.
            return error is not None and not hasattr(record, "counted")
        # Twisted logs a certificate without names, which is the reason of a missing page.
        return record.name.startswith(_LOGGERS) and not isinstance(error, CertificateError)


def _in_words(error: BaseException | None) -> str:
    file = getattr(error, "filename", None)
    reason = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
    return f"{file}: {reason}" if file else reason
