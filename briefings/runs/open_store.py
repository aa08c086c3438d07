"""The open store of a crawl, and how a run ends when the disk fails.

An OSError or CloseSpider raised in a pipeline is only logged, and the crawl goes on to fetch pages it cannot keep.
Waiting inside a pipeline for the engine to close waits for ever, as the engine waits for the pipeline.
"""

import asyncio
import errno
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem, IgnoreRequest
from w3lib.url import file_uri_to_path

from briefings.reasons import Reason, ReasonKind
from briefings.runs.account import account_of
from briefings.runs.estimate import estimate_of
from briefings.runs.stats import Stat
from briefings.store.errors import StorageError, storage
from briefings.store.folder import data_folder
from briefings.store.kept_source import KeptSource
from briefings.store.source_store import SourceStore

logger = logging.getLogger(__name__)

WARC = "warc"
"""Key of a request's meta: the place of the answer in the archive, as `file:offset`."""

FETCHED_AT = "fetched_at"
"""Key of a request's meta: when the body came from the server, UTC."""

AS_KEPT = "as_kept"
"""Key of a request's meta: the places of the pages from which a stored briefing was read.

A 304 for such a request is passed on as it is, and WARC names the page among them that still holds.
"""

OF_LIST, PAGE_OF = "of_list", "page_of"
"""Keys of a request's meta: True for a page of a list; the id of the briefing that it asks for a further page of."""

_STORAGE_REASON = "storage"
"""Finish reason of a run ended by a storage error."""

_open: WeakKeyDictionary[Crawler, SourceStore | KeptSource] = WeakKeyDictionary()
_closing: set[asyncio.Task[None]] = set()  # the loop itself keeps only weak references


class RunEnding(IgnoreRequest):
    """Failure of a request because the run is ending: unanswered, or not storable. The page itself is fine."""

    reason = Reason(ReasonKind.RUN_ENDING, "the run is ending")


def is_ending(crawler: Crawler) -> bool:
    """Tell whether the engine only waits for what is under way; it sends no signal when that begins."""
    engine = crawler.engine
    return not engine.running or engine._slot is None or engine._slot.closing is not None


def open_store(crawler: Crawler) -> SourceStore | KeptSource:
    """Open the store of the crawl's source, in a dry run what only answers for it; the caller closes it.

    Raises CloseSpider, which keeps the spider from starting, when the disk fails or a feed cannot be written.
    """
    spider, root = crawler.spider, data_folder(crawler.settings)
    assert spider is not None
    with while_storing(crawler, ends_with=lambda: CloseSpider(_STORAGE_REASON)):
        if estimate := estimate_of(crawler):
            _open[crawler] = kept = KeptSource(root, spider.name)
            estimate.mean_pages = kept.mean_pages
        else:
            _refuse_unwritable_feeds(crawler)
            # Only hosts the source itself names; an address given for one run says nothing about how its host ranks.
            hosts = getattr(type(spider), "allowed_domains", ())
            _open[crawler] = SourceStore(root, spider.name, hosts, getattr(type(spider), "markup", None))
    return _open[crawler]


def _refuse_unwritable_feeds(crawler: Crawler) -> None:
    """Raise CloseSpider if a feed cannot be written; the data folder can, so that this run has its report as others."""
    for feed in map(str, crawler.settings.getdict("FEEDS")):
        if urlsplit(feed).scheme in {"", "file"}:
            try:
                _refuse_unwritable(Path(file_uri_to_path(feed) if feed.startswith("file:") else feed).absolute())
            except StorageError as error:
                crawler.stats.set_value(Stat.WRITE_ERROR.value, f"The data could not be written: {error}")
                logger.error("%s", error, extra={"spider": crawler.spider})
                raise CloseSpider(_STORAGE_REASON) from error


def _refuse_unwritable(file: Path) -> None:
    """Raise StorageError if a feed cannot be written, of which Scrapy logs a traceback at each briefing.

    Nothing is made or opened: the last run's feed stays, and a named pipe waits for no reader.
    """
    with storage(file, "name another file for the feed"):
        if file.is_symlink() and not file.exists():
            # Scrapy makes the folder of a feed, but not that to which it links.
            file = file.resolve()
            file.parent.stat()
        there = next(path for path in (file, *file.parents) if path.exists())
        wrong = errno.EISDIR if there == file else errno.ENOTDIR
        if there.is_dir() != (there == file):
            wrong = 0 if os.access(there, os.W_OK) else errno.EACCES
        if wrong:
            raise OSError(wrong, os.strerror(wrong))


def kept_of(crawler: Crawler) -> SourceStore | KeptSource | None:
    """Return the open store of a crawl, in a dry run what answers for it; None where nothing is kept."""
    return _open.get(crawler)


def store_of(crawler: Crawler) -> SourceStore | None:
    """Return the open store of a crawl; None where nothing is stored, as in `scrapy read` and in a dry run."""
    store = kept_of(crawler)
    return store if isinstance(store, SourceStore) else None


def take_store(crawler: Crawler) -> SourceStore | KeptSource | None:
    """Return the store of a crawl to be closed: a run that is stopped as it starts asks it no more questions."""
    return _open.pop(crawler, None)


def not_kept() -> DropItem:
    """Return the exception that drops an item the disk cannot keep."""
    return DropItem("not kept: storage error", log_level="INFO")


@contextmanager
def while_storing(crawler: Crawler, *, ends_with: Callable[[], Exception] | None = None) -> Iterator[None]:
    """Use the store: a StorageError inside ends the run, and is replaced by what `ends_with` makes, where given.

    Once a storage error is ending the run, that exception is raised at the start of the block, so that nothing is
    written after the error. Only the first such error of a run is stored and logged; the later ones follow from it.
    """
    account = account_of(crawler)
    if ends_with is not None and account.has_storage_failed:
        raise ends_with()
    try:
        yield
    except StorageError as error:
        if not account.has_storage_failed:
            account.has_storage_failed = True
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
