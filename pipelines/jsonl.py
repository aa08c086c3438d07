"""The writer: what is new goes into the files of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from briefings.items import Briefing
from briefings.stopping import ending, opening, storing
from briefings.store import SourceStore, data_folder

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class JsonlPipeline:
    """Owns the open store of the run's source (`store`; None when it is not open) and commits what is not kept yet.

    A briefing whose revision is kept already, as DedupePipeline says by setting it, is passed on unwritten: feeds get
    it all the same. Counts the turn lines written in `briefings/turns`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: SourceStore | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        assert self.crawler.spider is not None
        with opening(self.crawler):
            self.store = SourceStore(data_folder(self.crawler.settings), self.crawler.spider.name)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Briefing):
            return item
        with storing(self.crawler):
            assert self.store is not None
            known = self.store.known(item.id)
            if known is None or item.revision > known.revision:
                self.store.commit(item)
                self.crawler.stats.inc_value("briefings/turns", len(item.turns))
        return item

    def close_spider(self) -> None:
        if self.store is not None:
            with ending(self.crawler):
                self.store.close()
