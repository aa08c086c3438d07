"""Write new and revised briefings into the database and the files of the source."""

import logging
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from briefings import __version__
from briefings.counted import counted
from briefings.items import Briefing
from briefings.records.revisions import Decision
from briefings.runs.account import account_of
from briefings.runs.component import Component, is_trial
from briefings.runs.open_store import not_kept, open_store, store_of, take_store, while_storing
from briefings.runs.stats import Stat
from briefings.store.kept_source import KeptSource

logger = logging.getLogger(__name__)

_STORED = {*Decision} - {Decision.POORER}


class JsonlPipeline(Component):
    """Pipeline that opens the store of the run's source, commits what is new or revised, and closes the store.

    An unchanged or poorer briefing is passed on unwritten, for feeds. Counts what became of each, such as
    `briefings/new`, and the copies among them. Logs a line per briefing. In a dry run it opens the stored records for
    questions only.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Not close_spider(): only the signal tells why the run ends.
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline. Raises NotConfigured for a trial."""
        if is_trial(crawler):
            raise NotConfigured
        return cls(crawler)

    def open_spider(self) -> None:
        store = open_store(self.crawler)
        if not isinstance(store, KeptSource):
            logger.info("briefings %s keeps %s in %s", __version__, store.folder.source, store.folder.folder)

    def process_item(self, item: Any) -> Any:
        store = store_of(self.crawler)
        if not isinstance(item, Briefing) or store is None:
            return item
        with while_storing(self.crawler, ends_with=not_kept):
            decision = store.keep(item)
        account_of(self.crawler).compared(item.id, decision)
        pages, turns = counted(len(item.pages), "page"), counted(len(item.turns), "turn")
        missing = f", {len(item.missing_pages)} missing" if item.missing_pages else ""
        logger.info("%s: %s, %s%s, %s", item.id, _in_words(decision, item), pages, missing, turns)
        return item

    def spider_closed(self, reason: str) -> None:
        store = take_store(self.crawler)
        if isinstance(store, KeptSource):
            store.close()
        elif store is not None:
            account = account_of(self.crawler)
            with while_storing(self.crawler):
                rows = [store.row(one.id) for one in account.briefings.values() if one.kept in _STORED]
                account.count(Stat.COPIES, sum(row is not None and row["copy_of"] is not None for row in rows))
            with while_storing(self.crawler):
                store.close(finished=reason == "finished")


def _in_words(decision: Decision, briefing: Briefing) -> str:
    words = {
        Decision.REVISION: f"revised (revision {briefing.revision})",
        Decision.POORER: "poorer, the stored revision is kept",
    }
    return f"{words.get(decision, decision)}{'' if briefing.complete else ', incomplete'}"
