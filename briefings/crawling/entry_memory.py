"""What runs remember of entries and lists: what need not be asked for again, and where a walk may stop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from scrapy.crawler import Crawler

from briefings.address import Address
from briefings.crawling.entry import EntryAttempt
from briefings.crawling.frontier import entry_key
from briefings.crawling.list_walk import ListWalk, WalkEnd
from briefings.crawling.window import Window
from briefings.runs.open_store import Doing, store_of, while_storing
from briefings.runs.stopping import has_storage_failed
from briefings.store import SourceStore
from briefings.store.ledger import EntryState
from briefings.transcript import Entry, Page

_FULL_WALK = timedelta(days=30)
"""So often every list is walked to its end: what an old entry pushed down is missed for no longer."""


class EntryMemory:
    """Speaks to the store of a crawl about entries and walks; where it has none, nothing is remembered."""

    def __init__(self, crawler: Crawler, bounds: str) -> None:
        """`bounds` are the words of what bounds the entries of this run's lists; "" for nothing."""
        self._crawler = crawler
        self._bounds = bounds
        settings = crawler.settings
        self._look_again = settings.getfloat("BRIEFINGS_LOOK_AGAIN"), settings.getfloat("BRIEFINGS_LOOK_AGAIN_MOST")

    def is_not_due(self, key: str) -> bool:
        """Whether what stands at an entry is known and need not be looked at again yet."""
        store = self._store()
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                entry = store.entries.known(key)
                if entry is not None and entry.state is EntryState.ALIAS and entry.briefing is not None:
                    return not store.due.briefing(entry.briefing, *self._look_again)
                if entry is not None and entry.state is not EntryState.UNREAD:
                    return not store.due.entry(entry, *self._look_again)
                return not store.due.briefing(key, *self._look_again)
        return False

    def is_settled(self, url: str) -> bool:
        """Whether an entry of a list is neither new nor unfinished: a walk may end where all are."""
        store = self._store()
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                key = entry_key(url)
                entry = store.entries.known(key)
                if entry is not None and entry.state is EntryState.ALIAS and entry.briefing is not None:
                    key = entry.briefing
                elif entry is not None:
                    return entry.state is not EntryState.UNREAD
                known = store.known(key)
                if known is not None:
                    return known.complete or known.vanished_at is not None
                return store.forgotten.named_by(url) is not None
        return False

    def left_out(self, attempt: EntryAttempt, state: EntryState, pages: Sequence[Page] = ()) -> bool:
        """Remember that an entry is no briefing; False when that was known, of the same bytes."""
        digest = " ".join(page.sha256 for page in pages) or None
        store = self._store()
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                return store.entries.note(attempt.key, attempt.url, state, digest=digest)
        return True

    def taken_up(self, attempt: EntryAttempt, first: Address) -> None:
        """Remember whose page an entry is, if its own address does not say so."""
        store = self._store()
        if store is not None and attempt.key != first.briefing:
            with while_storing(self._crawler, doing=Doing.ASKING):
                store.entries.note(attempt.key, attempt.url, EntryState.ALIAS, briefing=first.briefing)

    def drop(self, key: str) -> None:
        """Remember nothing of an entry any more."""
        store = self._store()
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                store.entries.drop(key)

    def is_stored(self, key: str) -> bool:
        """Whether a briefing is stored under an entry's own address."""
        store = self._store()
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                return store.known(key) is not None
        return False

    def has_briefings(self) -> bool:
        """Whether the source has stored briefings."""
        store = self._store()
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                return store.has_briefings()
        return False

    def due_entries(self) -> list[str]:
        """The addresses of what was not read, and of all kept briefings that are due, listed or not."""
        store = self._store()
        found: list[str] = []
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                found = [entry.url for entry in store.entries.unread()]
                found += store.due.addresses(*self._look_again)
        return found

    # -- Walks over lists

    def walk(self, url: str, window: Window | None) -> ListWalk:
        """A walk over a list; it may stop early when the walk before came to its proper end, and not long ago."""
        store = self._store()
        full_at = None
        if store is not None:
            with while_storing(self._crawler, doing=Doing.ASKING):
                full_at = store.entries.last_full_walk(self._walk_name(url))
        recent = full_at is not None and _age(full_at) < _FULL_WALK
        # Who looks at everything again wants every list page too.
        everything = self._look_again[0] <= 0
        return ListWalk(url, may_settle=recent and window is None and not everything, window=window)

    def part_walks(self, parts: Sequence[Entry], window: Window | None) -> list[ListWalk]:
        """Walks over the parts of a list, but for those that did not change since all they name was judged.

        A day lies between, because the days of changes may be printed in another time zone.
        """
        store = self._store()
        walks = []
        with while_storing(self._crawler, doing=Doing.ASKING):
            unfinished = store is None or store.due.has_unfinished()
            for part in parts:
                walk = self.walk(part.url, window)
                walk.is_xml = True
                full_at = None if store is None else store.entries.last_full_walk(self._walk_name(part.url))
                judged = full_at is not None and part.changed is not None and walk.may_settle and not unfinished
                if not (judged and full_at and part.changed and f"{part.changed + timedelta(days=1)}" < full_at[:10]):
                    walks.append(walk)
        return walks

    def begin_walk(self, walk: ListWalk) -> None:
        """Note that a walk is under way; if the run is killed, the next one walks to the end."""
        store = self._store()
        if store is not None and not walk.read:
            with while_storing(self._crawler, doing=Doing.ASKING):
                store.entries.begin_walk(self._walk_name(walk.url))

    def end_walk(self, walk: ListWalk) -> None:
        """Note that a run judged all that a walk found."""
        store = self._store()
        if store is not None and walk.is_proper:
            with while_storing(self._crawler, doing=Doing.CLOSING):
                store.entries.end_walk(self._walk_name(walk.url), full=walk.ended is WalkEnd.END)

    def _walk_name(self, url: str) -> str:
        # A walk that passed over entries is no evidence for one that takes them all.
        return f"{url} {self._bounds}".strip()

    def _store(self) -> SourceStore | None:
        return None if has_storage_failed(self._crawler) else store_of(self._crawler)


def _age(at: str) -> timedelta:
    age = datetime.now(UTC) - datetime.fromisoformat(at)
    # A time in the future is no evidence of anything.
    return age if age >= timedelta() else timedelta.max
