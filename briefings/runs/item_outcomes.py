"""Outcomes of briefings in the pipelines, counted in the account of their run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.crawler import Crawler

from briefings.items import Briefing
from briefings.runs.stats import Stat

if TYPE_CHECKING:
    from briefings.runs.account import RunAccount


class ItemOutcomes:
    """Listens to outcomes of items; their signals hold it weakly, so the account keeps it."""

    def __init__(self, account: RunAccount, crawler: Crawler) -> None:
        """Connect to the signals of a crawl."""
        self._account = account
        crawler.signals.connect(self.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(self.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(self.item_error, signal=signals.item_error)

    def item_scraped(self, item: Any) -> None:
        """Count an item that passed all pipelines uncompared with the store because ours are off."""
        briefings = self._account.briefings
        if isinstance(item, Briefing) and item.id in briefings and briefings[item.id].kept is None:
            self._account.count(Stat.NOT_STORED)

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Count a briefing that a pipeline dropped; exceptions of the project name the stat to count in `stat`."""
        if isinstance(item, Briefing):
            self._drop(item.id, getattr(exception, "stat", Stat.FAILED))

    def item_error(self, item: Any) -> None:
        """Count an exception other than DropItem in a pipeline; Scrapy logs it and goes on."""
        self._account.count(Stat.ITEM_ERRORS)
        if isinstance(item, Briefing):
            self._drop(item.id, Stat.FAILED)

    def _drop(self, briefing: str, stat: Stat) -> None:
        state = self._account.briefings.get(briefing)
        if state is None or state.kept is None:
            self._account.count(stat)
        if state is not None:
            state.state, state.kept = stat.name.lower(), None
