"""The open store of a crawl: the one way to it, and the one way in which a run ends when the disk fails it.

An OSError or CloseSpider raised in a pipeline is only logged and the crawl goes on, fetching pages it cannot keep;
waiting for the engine to close inside a pipeline waits for ever, as the engine waits for the pipeline.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem, IgnoreRequest

from briefings.reasons import Reason, ReasonKind
from briefings.runs.account import account_of
from briefings.runs.stats import Stat
from briefings.store import KeptSource, SourceStore, StorageError, data_folder

logger = logging.getLogger(__name__)

WARC = "warc"
"""The key of a request's meta that holds where the answer is in the archive, as `file:offset`."""

FETCHED_AT = "fetched_at"
"""The key that holds when the answer's body came from the server, UTC."""

AS_KEPT = "as_kept"
"""The key of a request's meta that holds the places of the pages a kept briefing was read from: where the server says
that the one asked for still holds, its 304 comes as it is, and WARC says which of them it is."""

_STORAGE_REASON = "storage"
"""The finish reason of a run that ended for it."""

_Answer = TypeVar("_Answer")

_open: WeakKeyDictionary[Crawler, SourceStore] = WeakKeyDictionary()
_asked_only: WeakKeyDictionary[Crawler, KeptSource] = WeakKeyDictionary()
_closing: set[asyncio.Task[None]] = set()  # the loop itself keeps only weak references


class RunEnding(IgnoreRequest):
    """A request that is not answered, or whose answer cannot be kept: its page is fine, the run is ending."""

    reason = Reason(ReasonKind.RUN_ENDING, "the run is ending")


def is_ending(crawler: Crawler) -> bool:
    """Tell whether the engine waits only for what is under way. It sends no signal when that begins."""
    engine = crawler.engine
    return not engine.running or engine._slot is None or engine._slot.closing is not None


def has_storage_failed(crawler: Crawler) -> bool:
    """Tell whether the run is ending, or could not start, because of a storage error."""
    return bool(account_of(crawler).text(Stat.STORAGE_ERROR))


def open_store(crawler: Crawler) -> SourceStore:
    """Open the store of the crawl's source, for `store_of` to find; the caller closes it.

    Raises CloseSpider when the disk does not do its part, which keeps the spider from starting.
    """
    spider = crawler.spider
    assert spider is not None
    with while_storing(crawler, ends_with=lambda: CloseSpider(_STORAGE_REASON)):
        # What the source itself names; an address given for one run says nothing about how its host ranks.
        hosts = getattr(type(spider), "allowed_domains", ())
        markup = getattr(type(spider), "markup", None)
        _open[crawler] = SourceStore(data_folder(crawler.settings), spider.name, hosts, markup)
    return _open[crawler]


def open_kept_source(crawler: Crawler) -> KeptSource:
    """Open what is kept of the crawl's source for `ask_kept` alone, in a dry run; the caller closes it.

    Raises CloseSpider as `open_store` does.
    """
    assert crawler.spider is not None
    with while_storing(crawler, ends_with=lambda: CloseSpider(_STORAGE_REASON)):
        _asked_only[crawler] = KeptSource(data_folder(crawler.settings), crawler.spider.name)
    return _asked_only[crawler]


def store_of(crawler: Crawler) -> SourceStore | None:
    """The open store of a crawl; None where nothing is kept, as in `scrapy read` and in a dry run."""
    return _open.get(crawler)


def not_kept() -> DropItem:
    """The end of an item that cannot be kept as the disk does not do its part."""
    return DropItem("not kept: storage error", log_level="INFO")


@contextmanager
def while_storing(crawler: Crawler, *, ends_with: Callable[[], Exception] | None = None) -> Iterator[None]:
    """Use the store: a StorageError inside ends the run, and becomes what `ends_with` makes, where that is given.

    Once a run is ending for a storage error, that is raised before anything is done inside, so that nothing is written
    after the error. Only the first such error of a run is kept and logged; the later ones follow from it.
    """
    if ends_with is not None and has_storage_failed(crawler):
        raise ends_with()
    try:
        yield
    except StorageError as error:
        if not has_storage_failed(crawler):
            crawler.stats.set_value(Stat.STORAGE_ERROR.value, str(error))
            logger.error("%s", error, extra={"spider": crawler.spider})
            # Before the engine runs and once it is closing, there is nothing to close.
            if not is_ending(crawler):
                closed = crawler.engine.close_spider_async(reason=_STORAGE_REASON)
                task = asyncio.get_running_loop().create_task(closed)
                _closing.add(task)
                task.add_done_callback(_closing.discard)
        if ends_with is not None:
            raise ends_with() from error


def ask_store(crawler: Crawler, question: Callable[[SourceStore], _Answer], *, otherwise: _Answer) -> _Answer:
    """Ask the open store a question; returns `otherwise` where nothing is kept, and where the disk does not do
    its part, for which the run ends."""
    store = store_of(crawler)
    if store is not None and not has_storage_failed(crawler):
        with while_storing(crawler):
            return question(store)
    return otherwise


def ask_kept(
    crawler: Crawler, question: Callable[[SourceStore | KeptSource], _Answer], *, otherwise: _Answer
) -> _Answer:
    """Ask a question that writes nothing, which a dry run answers too; else the same as `ask_store`."""
    kept = _asked_only.get(crawler)
    if kept is None or has_storage_failed(crawler):
        return ask_store(crawler, question, otherwise=otherwise)
    with while_storing(crawler):
        return question(kept)
    return otherwise
