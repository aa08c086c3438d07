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
from briefings.runs import ask_store
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

        def is_due(store: SourceStore) -> bool:
            entry = store.entries.known(key)
            if entry is None or entry.state is EntryState.UNREAD:
                return store.due.briefing(key, *self._look_again)
            if entry.briefing is not None:
                return store.due.briefing(entry.briefing, *self._look_again)
            return store.due.entry(entry, *self._look_again)

        return not ask_store(self._crawler, is_due, otherwise=True)

    def is_settled(self, url: str) -> bool:
        """Whether an entry of a list is neither new nor unfinished: a walk may end where all are."""

        def is_settled(store: SourceStore) -> bool:
            key = entry_key(url)
            entry = store.entries.known(key)
            if entry is not None and entry.briefing is None:
                return entry.state is not EntryState.UNREAD
            known = store.known(entry.briefing if entry is not None and entry.briefing else key)
            if known is not None:
                return known.complete or known.vanished_at is not None
            return store.forgotten.named_by(url) is not None

        return ask_store(self._crawler, is_settled, otherwise=False)

    def left_out(self, attempt: EntryAttempt, state: EntryState, pages: Sequence[Page] = ()) -> bool:
        """Remember that an entry is no briefing; False when that was known, of the same bytes."""
        digest = " ".join(page.sha256 for page in pages) or None
        return ask_store(
            self._crawler,
            lambda store: store.entries.note(attempt.key, attempt.url, state, digest=digest),
            otherwise=True,
        )

    def taken_up(self, attempt: EntryAttempt, first: Address) -> None:
        """Remember whose page an entry is, if its own address does not say so."""

        def note(store: SourceStore) -> None:
            store.entries.note(attempt.key, attempt.url, EntryState.ALIAS, briefing=first.briefing)

        if attempt.key != first.briefing:
            ask_store(self._crawler, note, otherwise=None)

    def drop(self, key: str) -> None:
        """Remember nothing of an entry any more."""
        ask_store(self._crawler, lambda store: store.entries.drop(key), otherwise=None)

    def is_stored(self, key: str) -> bool:
        """Whether a briefing is stored under an entry's own address."""
        return ask_store(self._crawler, lambda store: store.known(key) is not None, otherwise=False)

    def has_briefings(self) -> bool:
        """Whether the source has stored briefings."""
        return ask_store(self._crawler, lambda store: store.has_briefings(), otherwise=False)

    def due_entries(self) -> list[str]:
        """The addresses of what was not read, and of all kept briefings that are due, listed or not."""

        def due(store: SourceStore) -> list[str]:
            return [*(entry.url for entry in store.entries.unread()), *store.due.addresses(*self._look_again)]

        return ask_store(self._crawler, due, otherwise=[])

    # -- Walks over lists

    def walk(self, url: str, window: Window | None) -> ListWalk:
        """A walk over a list; it may stop early when the walk before came to its proper end, and not long ago."""
        full_at = self._last_full_walk(url)
        recent = full_at is not None and _age(full_at) < _FULL_WALK
        # Who looks at everything again wants every list page too.
        everything = self._look_again[0] <= 0
        return ListWalk(url, may_settle=recent and window is None and not everything, window=window)

    def part_walks(self, parts: Sequence[Entry], window: Window | None) -> list[ListWalk]:
        """Walks over the parts of a list, but for those that did not change since all they name was judged.

        A day lies between, because the days of changes may be printed in another time zone.
        """
        unfinished = ask_store(self._crawler, lambda store: store.due.has_unfinished(), otherwise=True)
        walks = []
        for part in parts:
            walk = self.walk(part.url, window)
            walk.is_xml = True
            full_at = self._last_full_walk(part.url)
            judged = full_at is not None and part.changed is not None and walk.may_settle and not unfinished
            if not (judged and full_at and part.changed and f"{part.changed + timedelta(days=1)}" < full_at[:10]):
                walks.append(walk)
        return walks

    def begin_walk(self, walk: ListWalk) -> None:
        """Note that a walk is under way; if the run is killed, the next one walks to the end."""
        name = self._walk_name(walk.url)
        if not walk.read:
            ask_store(self._crawler, lambda store: store.entries.begin_walk(name), otherwise=None)

    def end_walk(self, walk: ListWalk) -> None:
        """Note that a run judged all that a walk found."""
        name, full = self._walk_name(walk.url), walk.ended is WalkEnd.END
        if walk.is_proper:
            ask_store(self._crawler, lambda store: store.entries.end_walk(name, full=full), otherwise=None)

    def _last_full_walk(self, url: str) -> str | None:
        name = self._walk_name(url)
        return ask_store(self._crawler, lambda store: store.entries.last_full_walk(name), otherwise=None)

    def _walk_name(self, url: str) -> str:
        # A walk that passed over entries is no evidence for one that takes them all.
        return f"{url} {self._bounds}".strip()


def _age(at: str) -> timedelta:
    age = datetime.now(UTC) - datetime.fromisoformat(at)
    # A time in the future is no evidence of anything.
    return age if age >= timedelta() else timedelta.max
