"""The final check of `scrapy forget`: what was forgotten does not come back."""

from typing import Any

from scrapy.exceptions import DropItem

from briefings.items import Briefing
from briefings.runs.component import Component
from briefings.runs.open_store import store_of
from briefings.runs.stats import Stat


class ForgottenBriefing(DropItem):
    """A briefing that was forgotten for good."""

    stat = Stat.FORGOTTEN


class ForgottenPipeline(Component):
    """Pipeline that drops forgotten briefings before anything of them is written or counted.

    The spider skips them and no request is sent for them, so one arrives here only from an address that gave no hint.
    The account of the run counts them.
    """

    def process_item(self, item: Any) -> Any:
        store = store_of(self.crawler)
        if isinstance(item, Briefing) and store is not None and item.id in store.forgotten:
            raise ForgottenBriefing(f"{item.id} was forgotten", log_level="INFO")
        return item
