"""Compare each briefing with the stored one: new, unchanged, a new revision, or a poorer reading."""

from __future__ import annotations

from typing import Any

from briefings.items import Briefing
from briefings.runs import BriefingQuality, Component, account_of, not_kept, store_of, while_storing


class DedupePipeline(Component):
    """Has the store compare a briefing with the stored one, and counts the result; drops nothing.

    The store sets the revision and the changes of the briefing. An unchanged or a poorer reading gets the stored
    revision, and JsonlPipeline does not write it. Counts in `briefings/new`, `/unchanged`, `/revised`, `/poorer` and
    `/still_poorer`. No pipeline that waits for something may stand between this one and JsonlPipeline.
    """

    def process_item(self, item: Any) -> Any:
        store = store_of(self.crawler)
        if isinstance(item, Briefing) and store is not None:
            with while_storing(self.crawler, ends_with=not_kept):
                decision = store.compare(item)
            account = account_of(self.crawler)
            if item.id not in account.briefings:
                # Another kind of spider made it: a source tells the account itself.
                quality = BriefingQuality.of(item, ())
                account.read(item.id, item.url, quality, item.missing_pages, item.shortcomings)
            account.compared(item.id, decision)
        return item
