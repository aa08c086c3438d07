"""The gate: a record that breaks its schema or contradicts itself is not kept, and the log says why."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import DropItem

from briefings.items import Briefing
from briefings.records.consistency import problems_of
from briefings.records.schema import breaches_of
from briefings.runs.component import Component
from briefings.runs.stats import Stat


class InvalidRecord(DropItem):
    """A briefing that is not kept."""

    stat = Stat.REJECTED


class ValidatePipeline(Component):
    """Pipeline that passes on briefings that match their schema and are consistent.

    The others are dropped, and the log has the reasons; their pages stay in the archive. The account of the run counts
    them.
    """

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Briefing):
            return item
        if reasons := breaches_of(item) or self._contradictions(item):
            raise InvalidRecord(f"{item.url} breaks the schema and is not kept: {'; '.join(reasons[:20])}")
        return item

    def _contradictions(self, briefing: Briefing) -> list[str]:
        assert self.crawler.spider is not None
        if briefing.source != self.crawler.spider.name:
            return [f"source is not the name of the spider, {self.crawler.spider.name}"]
        return problems_of(briefing)
