"""Compare each briefing with the stored one: new, unchanged, a new revision, or a poorer reading."""

from typing import Any

from briefings.items import Briefing
from briefings.runs.account import account_of
from briefings.runs.component import Component
from briefings.runs.open_store import not_kept, store_of, while_storing


class DedupePipeline(Component):
    """Pipeline that has the store compare each briefing with the stored one; it drops nothing.

    The store sets the revision and the changes of the briefing. An unchanged or poorer reading gets the stored
    revision, and JsonlPipeline does not write it. No pipeline that waits may stand between this one and JsonlPipeline.
    """

    def process_item(self, item: Any) -> Any:
        store = store_of(self.crawler)
        if isinstance(item, Briefing) and store is not None:
            with while_storing(self.crawler, ends_with=not_kept):
                store.compare(item)
            account_of(self.crawler).arrived(item)
        return item
