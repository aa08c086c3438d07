"""The gate: a record that breaks its schema or contradicts itself is set aside with the reasons."""

from typing import Any

from scrapy.exceptions import DropItem

from briefings.items import Briefing
from briefings.records.consistency import problems_of
from briefings.records.identity import content_hash
from briefings.records.jsonl import whole_record_of
from briefings.records.schema import breaches_of
from briefings.runs.component import Component
from briefings.runs.open_store import not_kept, store_of, while_storing
from briefings.runs.stats import Stat


class InvalidRecord(DropItem):
    """A briefing that went to rejected.jsonl."""

    stat = Stat.REJECTED


class ValidatePipeline(Component):
    """Pipeline that passes on briefings that match their schema and are consistent.

    The others go to rejected.jsonl in full, turns included, and are dropped; the account of the run counts them.
    """

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Briefing):
            return item
        if reasons := breaches_of(item) or self._contradictions(item):
            with while_storing(self.crawler, ends_with=not_kept):
                if (store := store_of(self.crawler)) is not None:
                    store.reject(reasons, whole_record_of(item))
            more = f" and {len(reasons) - 1} more" if len(reasons) > 1 else ""
            raise InvalidRecord(f"{item.id} was rejected: {reasons[0]}{more}")
        return item

    def _contradictions(self, briefing: Briefing) -> list[str]:
        assert self.crawler.spider is not None
        if briefing.source != self.crawler.spider.name:
            return [f"source is not the name of the spider, {self.crawler.spider.name}"]
        if briefing.content_hash != content_hash(briefing):
            return ["content_hash is not that of its words, which were changed after load_briefing"]
        return problems_of(briefing)
