"""The open store of a crawl: the one way to it, and what an error of the disk ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TypeVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from briefings.runs.stopping import STORAGE_REASON, RunEnding, has_storage_failed, stop_for_storage
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
    with while_storing(crawler, doing=Doing.OPENING):
        # What the source itself names; an address given for one run says nothing about how its host ranks.
        hosts = getattr(type(spider), "allowed_domains", ())
        markup = getattr(type(spider), "markup", None)
        _open[crawler] = SourceStore(data_folder(crawler.settings), spider.name, hosts, markup)
    return _open[crawler]


def store_of(crawler: Crawler) -> SourceStore | None:
    """The open store of a crawl; None where nothing is kept, as in `scrapy read`."""
    return _open.get(crawler)


class Doing(Enum):
    """What a component uses the store for, which decides what a StorageError ends beside the run."""

    OPENING = "the spider does not start: CloseSpider"
    ASKING = "nothing else; the caller goes on until the run ends"
    FETCHING = "the request fails: RunEnding"
    KEEPING = "the item is dropped: DropItem"


_ENDS: dict[Doing, Callable[[], Exception]] = {
    Doing.OPENING: lambda: CloseSpider(STORAGE_REASON),
    Doing.FETCHING: RunEnding,
    Doing.KEEPING: lambda: DropItem("not kept: storage error", log_level="INFO"),
}


@contextmanager
def while_storing(crawler: Crawler, *, doing: Doing) -> Iterator[None]:
    """Use the store: a StorageError inside ends the run, and what `doing` says.

    Once a run is ending for a storage error, requests and items fail before anything is done inside, so that nothing
    is written after the error.
    """
    ended = _ENDS.get(doing)
    if ended is not None and has_storage_failed(crawler):
        raise ended()
    try:
        yield
    except StorageError as error:
        stop_for_storage(crawler, error)
        if ended is not None:
            raise ended() from error


def ask_store(crawler: Crawler, question: Callable[[SourceStore], _Answer], *, otherwise: _Answer) -> _Answer:
    """What the open store answers to a question, or `otherwise`: where nothing is kept, and where the disk does not do
    its part, for which the run ends."""
    store = store_of(crawler)
    if store is not None and not has_storage_failed(crawler):
        with while_storing(crawler, doing=Doing.ASKING):
            return question(store)
    return otherwise
