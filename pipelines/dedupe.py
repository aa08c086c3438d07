"""The comparison with what is kept: new, unchanged, a new revision, or a poorer reading."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

from briefings.items import Briefing
from briefings.records.revisions import Decision, changes_between, decide, lost_labels, turn_key
from briefings.runs.accounting import account_of
from briefings.runs.open_store import Doing, store_of, while_storing

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from briefings.store import SourceStore

logger = logging.getLogger(__name__)


class DedupePipeline:
    """Sets the revision of a briefing and of its turns, and what changed; drops nothing.

    A briefing that is unchanged, or poorer than what is kept, gets the revision that is kept, by which
    JsonlPipeline knows that there is nothing to write. A copy whose original changed and does not have all its turns
    any more is a new revision, so that they are kept again. Counts in `briefings/new`, `/unchanged`, `/revised`
    and `/poorer`. No pipeline that waits for something may stand between this one and JsonlPipeline.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        store = store_of(self.crawler)
        if isinstance(item, Briefing) and store is not None:
            with while_storing(self.crawler, doing=Doing.KEEPING):
                decision = self._judge(item, store)
            self.crawler.stats.inc_value(f"briefings/{decision}")
            account_of(self.crawler).compared(item.id, decision)
        return item

    def _judge(self, briefing: Briefing, store: SourceStore) -> Decision:
        known = store.known(briefing.id)
        again = briefing.id in self.seen
        decision = decide(known, briefing, again=again)
        self.seen.add(briefing.id)
        if known and decision is Decision.UNCHANGED and known.content_hash != briefing.content_hash:
            logger.warning("%s: read twice in this run, with different content; the first is kept", briefing.id)
        turns = [turn_key(turn) for turn in briefing.turns]
        if known and decision is Decision.UNCHANGED and not again and not store.covers(known, turns):
            logger.info("%s: no longer a copy of %s, its turns are kept again", briefing.id, known.copy_of)
            decision = Decision.REVISION
        briefing.revision = known.revision if known else 1
        before = store.turns(briefing.id) if decision is Decision.REVISION else []
        if lost_labels(before, turns):
            logger.warning("%s: no turn has a label any more (%s); what is kept stays", briefing.id, briefing.url)
            decision = Decision.POORER
        if known and decision is Decision.REVISION:
            briefing.revision += 1
            # Of a copy the turns before may not be known: then nobody can say what changed.
            briefing.changes = changes_between(before, turns) if before or not known.copy_of else []
        for turn in briefing.turns:
            turn.revision = briefing.revision
        return decision
