"""The comparison with what is kept: new, unchanged, a new revision, or a poorer reading."""

from __future__ import annotations

from typing import Any

from briefings.items import Briefing
from briefings.runs import Component, account_of, not_kept, store_of, while_storing


class DedupePipeline(Component):
    """Asks the store what a briefing is to what is kept, and counts it; drops nothing.

    The store sets the revision of a briefing and of its turns, and what changed. An unchanged or a poorer reading gets
    the revision that is kept; JsonlPipeline writes only the others. Counts in `briefings/new`, `/unchanged`,
    `/revised`, `/poorer` and `/still_poorer`. No pipeline that waits for something may stand between this one and
    JsonlPipeline.
    """

    def process_item(self, item: Any) -> Any:
        store = store_of(self.crawler)
        if isinstance(item, Briefing) and store is not None:
            with while_storing(self.crawler, ends_with=not_kept):
                decision = store.compare(item)
            account = account_of(self.crawler)
            account.yielded(item)
            account.compared(item.id, decision)
        return item
