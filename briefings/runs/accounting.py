"""Keep the account of a run, from which its report is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

from briefings.items import Briefing
from briefings.runs.account import Account

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Accounting:
    """Owns the account of a crawl, `account`; what reads and what compares tells it what it found.

    Counts briefings that a pipeline failed on, as `briefings/item_errors`: Scrapy logs such an error and goes on, and
    the briefing is in no count of what was kept.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.account = Account()
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl."""
        extension = cls(crawler)
        crawler.signals.connect(extension.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(extension.item_error, signal=signals.item_error)
        return extension

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """A pipeline dropped a briefing; an exception of the project says in `state` what became of it."""
        if isinstance(item, Briefing):
            self.account.dropped(item.id, getattr(exception, "state", "failed"))

    def item_error(self, item: Any) -> None:
        """A pipeline raised something other than DropItem."""
        self._crawler.stats.inc_value("briefings/item_errors")
        if isinstance(item, Briefing):
            self.account.dropped(item.id, "failed")


def account_of(crawler: Crawler) -> Account:
    """The account of a crawl under way; one that nobody reads where the crawl keeps none."""
    extension = crawler.get_extension(Accounting)
    return Account() if extension is None else extension.account
