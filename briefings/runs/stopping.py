"""How a run ends early: the one way in which it does when the disk does not do its part, and how to notice it.

An OSError or CloseSpider raised in a pipeline is only logged and the crawl goes on, fetching pages it cannot keep;
waiting for the engine to close inside a pipeline waits for ever, as the engine waits for the pipeline.
"""

from __future__ import annotations

import asyncio
import logging

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from briefings.reasons import Reason, ReasonKind
from briefings.runs.stats import Stat
from briefings.store import StorageError

logger = logging.getLogger(__name__)

STORAGE_REASON = "storage"
"""The finish reason of a run that ended for it."""


class RunEnding(IgnoreRequest):
    """A request that is not answered, or whose answer cannot be kept: nothing is wrong with its page, the run is
    ending."""

    reason = Reason(ReasonKind.RUN_ENDING, "the run is ending")


_closing: set[asyncio.Task[None]] = set()  # the loop itself keeps only weak references


def is_ending(crawler: Crawler) -> bool:
    """Whether the engine waits only for what is under way. It sends no signal when that begins."""
    engine = crawler.engine
    return not engine.running or engine._slot is None or engine._slot.closing is not None


def has_storage_failed(crawler: Crawler) -> bool:
    """Whether the run is ending, or could not start, because of a storage error."""
    return crawler.stats.get_value(Stat.STORAGE_ERROR.value) is not None


def stop_for_storage(crawler: Crawler, error: StorageError) -> None:
    """End the run because of `error`: nothing more is fetched. Returns at once; the engine closes soon after.

    Only the first storage error of a run is kept and logged; the later ones follow from it.
    """
    if has_storage_failed(crawler):
        return
    crawler.stats.set_value(Stat.STORAGE_ERROR.value, str(error))
    logger.error("%s", error, extra={"spider": crawler.spider})
    # Before the engine runs and once it is closing, there is nothing to close.
    if not is_ending(crawler):
        task = asyncio.get_running_loop().create_task(crawler.engine.close_spider_async(reason=STORAGE_REASON))
        _closing.add(task)
        task.add_done_callback(_closing.discard)
