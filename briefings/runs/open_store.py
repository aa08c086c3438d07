"""The open store of a crawl: the one way to it, and what an error of the disk ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from briefings.runs.stopping import STORAGE_REASON, has_storage_failed, stop_for_storage
from briefings.store import SourceStore, StorageError, data_folder

WARC = "warc"
"""The key of a request's meta that holds where the answer is in the archive, as `file:offset`."""

FETCHED_AT = "fetched_at"
"""The key that holds when the answer's body came from the server, UTC."""

AS_KEPT = "as_kept"
"""The key of a request's meta that holds the places of the pages a kept briefing was read from: where the server says
that the one asked for still holds, its 304 comes as it is, and WARC says which of them it is."""

_Answer = TypeVar("_Answer")

_open: WeakKeyDictionary[Crawler, SourceStore] = WeakKeyDictionary()


def open_store(crawler: Crawler) -> SourceStore:
    """Open the store of the crawl's source, for `store_of` to find; the caller closes it.

    Raises CloseSpider when the disk does not do its part, which keeps the spider from starting.
    """
    spider = crawler.spider
    assert spider is not None
    with while_storing(crawler, ends_with=lambda: CloseSpider(STORAGE_REASON)):
        # What the source itself names; an address given for one run says nothing about how its host ranks.
        hosts = getattr(type(spider), "allowed_domains", ())
        markup = getattr(type(spider), "markup", None)
        _open[crawler] = SourceStore(data_folder(crawler.settings), spider.name, hosts, markup)
    return _open[crawler]


def store_of(crawler: Crawler) -> SourceStore | None:
    """The open store of a crawl; None where nothing is kept, as in `scrapy read`."""
    return _open.get(crawler)


def not_kept() -> DropItem:
    """The end of an item that cannot be kept as the disk does not do its part."""
    return DropItem("not kept: storage error", log_level="INFO")


@contextmanager
def while_storing(crawler: Crawler, *, ends_with: Callable[[], Exception] | None = None) -> Iterator[None]:
    """Use the store: a StorageError inside ends the run, and becomes what `ends_with` makes, where that is given.

    Once a run is ending for a storage error, that is raised before anything is done inside, so that nothing is written
    after the error.
    """
    if ends_with is not None and has_storage_failed(crawler):
        raise ends_with()
    try:
        yield
    except StorageError as error:
        stop_for_storage(crawler, error)
        if ends_with is not None:
            raise ends_with() from error


def ask_store(crawler: Crawler, question: Callable[[SourceStore], _Answer], *, otherwise: _Answer) -> _Answer:
    """What the open store answers to a question, or `otherwise`: where nothing is kept, and where the disk does not do
    its part, for which the run ends."""
    store = store_of(crawler)
    if store is not None and not has_storage_failed(crawler):
        with while_storing(crawler):
            return question(store)
    return otherwise
