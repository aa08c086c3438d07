"""A spider's view of the store: it asks and notes facts of briefings, entries, pages and lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from briefings.address import Address
from briefings.crawling.entry import EntryAttempt
from briefings.crawling.frontier import entry_key
from briefings.crawling.list_walk import ListWalk, WalkEnd
from briefings.crawling.looked_at import Look, LookResult
from briefings.crawling.open_briefing import OpenBriefing
from briefings.crawling.site_map import SiteMap
from briefings.crawling.window import Window
from briefings.items import Briefing
from briefings.reasons import Reason, ReasonKind
from briefings.runs import WARC, RunEnding, ask_kept, ask_store
from briefings.store import EntryState, KeptSource, KnownEntry, KnownReading, SitePlace, SourceStore
from briefings.transcript import Entry, Page

_FULL_WALK = timedelta(days=30)
"""So often every list is walked to its end: what an old entry pushed down is missed for no longer."""

_LOOK_AGAIN_MOST = 90
"""The longest interval between two checks of a briefing, in days: what was never corrected seldom is after years."""


class CrawlStore:
    """Speaks to the store of a crawl; where it has none, or the run is ending for it, nothing is kept.

    In a dry run it only asks.
    """

    def __init__(self, crawler: Crawler, bounds: str) -> None:
        """`bounds` are the words of what bounds the entries of this run's lists; "" for nothing."""
        self._crawler = crawler
        self._bounds = bounds
        self._look_again = crawler.settings.getfloat("BRIEFINGS_LOOK_AGAIN"), _LOOK_AGAIN_MOST

    # -- Briefings

    def has_briefings(self) -> bool:
        """Return True when the source has stored briefings."""
        return ask_kept(self._crawler, lambda store: store.has_briefings(), otherwise=False)

    def is_stored(self, key: str) -> bool:
        """Return True when a briefing is stored under an entry's own address."""
        return ask_kept(self._crawler, lambda store: store.row(key) is not None, otherwise=False)

    def has_stored(self, key: str) -> bool:
        """Return True when the briefing of an entry is stored, by whichever of its addresses."""

        def is_stored(store: SourceStore | KeptSource) -> bool:
            return store.row(_briefing_of(store.entries.known(key), key)) is not None

        return ask_kept(self._crawler, is_stored, otherwise=False)

    def first_page(self, key: str) -> Page | None:
        """Page 1 of the briefing that is kept for an entry, read from the archive; None where there is none."""

        def read(store: SourceStore) -> Page | None:
            return store.first_page(_briefing_of(store.entries.known(key), key))

        return ask_store(self._crawler, read, otherwise=None)

    def is_forgotten(self, url: str) -> bool:
        """Return True for a page of a forgotten briefing: it is not asked for, and not kept."""
        return ask_kept(self._crawler, lambda store: store.forgotten.named_by(url) is not None, otherwise=False)

    def has_vanished(self, briefing: str, reasons: Iterable[Reason]) -> bool:
        """Return True when a briefing, two pages of which were lost for these reasons, is kept and gone at the source.

        That is noted: it rests, and its line says it. A briefing that is not kept is only unread.
        """
        is_gone = all(reason.kind is ReasonKind.NOT_FOUND for reason in reasons)
        return is_gone and ask_store(self._crawler, lambda store: store.vanished(briefing), otherwise=False)

    def known_reading(self, briefing: str, reader: str) -> KnownReading | None:
        """The last reading of a briefing, where its pages are read to the same end if they have not changed."""
        found = ask_store(self._crawler, lambda store: store.readings.known(briefing, reader), otherwise=None)
        return found if found is not None and found.followed else None

    def note_reading(self, briefing: str, reading: KnownReading) -> None:
        """Say how the reading was made that is on its way to the store."""
        ask_store(self._crawler, lambda store: store.note_reading(briefing, reading), otherwise=None)

    def as_kept(self, briefing: str) -> str | None:
        """Note that a briefing was looked at and is as it is kept, and return its address; None: it was not noted."""
        return ask_store(self._crawler, lambda store: store.as_kept(briefing), otherwise=None)

    # -- Entries

    def is_not_due(self, key: str) -> bool:
        """Return True when the page of an entry is known and not due."""

        def is_due(store: SourceStore | KeptSource) -> bool:
            entry = store.entries.known(key)
            if entry is None or entry.briefing is not None or entry.state is EntryState.UNREAD:
                return store.due.briefing(_briefing_of(entry, key), *self._look_again)
            return store.due.entry(entry, *self._look_again)

        return not ask_kept(self._crawler, is_due, otherwise=True)

    def is_settled(self, url: str) -> bool:
        """Return True for an entry of a list that is neither new nor unfinished: a walk may end where all are."""

        def is_settled(store: SourceStore | KeptSource) -> bool:
            key = entry_key(url)
            entry = store.entries.known(key)
            if entry is not None and entry.briefing is None:
                return entry.state is not EntryState.UNREAD
            row = store.row(_briefing_of(entry, key))
            if row is not None:
                return bool(row["complete"]) or row["vanished_at"] is not None
            return store.forgotten.named_by(url) is not None

        return ask_kept(self._crawler, is_settled, otherwise=False)

    def due_entries(self) -> list[str]:
        """The addresses of what was not read, and of all kept briefings that are due, listed or not."""

        def due(store: SourceStore | KeptSource) -> list[str]:
            return [*(entry.url for entry in store.entries.unread()), *store.due.addresses(*self._look_again)]

        return ask_kept(self._crawler, due, otherwise=[])

    def is_known(self, key: str) -> bool:
        """Return True when the page of an entry is known: a kept briefing, an article, another address of one."""

        def is_known(store: SourceStore | KeptSource) -> bool:
            return store.row(key) is not None or store.entries.known(key) is not None

        return ask_kept(self._crawler, is_known, otherwise=False)

    def site_map(self, most_looks: int) -> SiteMap:
        """The map of the source's site, which keeps what a run learns."""
        places: list[SitePlace] = ask_kept(self._crawler, lambda store: store.entries.places(), otherwise=[])

        def note(place: str, looked: LookResult, url: str) -> None:
            def keep(store: SourceStore) -> None:
                store.entries.note_place(place, looked.look, looked.why, url)

            ask_store(self._crawler, keep, otherwise=None)

        spent: list[str] = ask_kept(self._crawler, lambda store: store.entries.places_of_killed_runs(), otherwise=[])
        return SiteMap({one.place: Look(one.kind) for one in places}, most_looks, note, spent)

    def left_out(self, attempt: EntryAttempt, state: EntryState, pages: Sequence[Page] = ()) -> bool:
        """Remember that an entry is no briefing; False when that was known, of the same bytes."""
        digest = " ".join(page.origin.sha256 for page in pages) or None
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

    # -- Pages

    def read_after_all(self, places: Mapping[str, str]) -> None:
        """Let pages be had once more, by their addresses, that this run got and did not read."""
        found = {url: place for url, place in places.items() if place}
        ask_store(self._crawler, lambda store: store.archive.again.update(found), otherwise=None)

    def mark_accepted(self, response: Response, *, accepted: bool) -> None:
        """Note whether a response is the page that was asked for: only such a page is ever taken from the archive."""
        if response.request is not None:
            self._mark(response.request.meta.get(WARC), accepted=accepted)

    def accept_list(self, page: Page) -> None:
        """Note of a page that a look found that it is one of a list."""
        self._mark(page.origin.warc, accepted=True)

    def accept_pages(self, opened: OpenBriefing) -> None:
        """Note of the pages of a briefing that they are pages of it."""
        for page in opened.pages.values():
            self._mark(page.origin.warc, accepted=True)

    def refuse_pages(self, opened: OpenBriefing) -> None:
        """Note of the pages that came for a briefing and are none of its own that they are not to be used again."""
        while opened.refused:
            self._mark(opened.refused.pop().origin.warc, accepted=False)

    def refuse_torn(self, briefing: Briefing) -> None:
        """Note that pages that broke off are not to be taken from the archive: only the server can have the rest."""
        missing = {gap.number for gap in briefing.missing_pages}
        for page in briefing.pages:
            if page.number in missing:
                self._mark(page.warc, accepted=False)

    def note_failure(self, request: Request, error: BaseException | None) -> bool:
        """Refuse what was answered to a request that failed; False when it failed only because the run is ending."""
        if isinstance(error, RunEnding):
            return False
        self._mark(request.meta.get(WARC), accepted=False)
        return True

    def _mark(self, place: str | None, *, accepted: bool) -> None:
        if place is not None:

            def mark(store: SourceStore) -> None:
                (store.archive.accept if accepted else store.archive.refuse)(place)

            ask_store(self._crawler, mark, otherwise=None)

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
        unfinished = ask_kept(self._crawler, lambda store: store.due.has_unfinished(), otherwise=True)
        walks = []
        for part in parts:
            walk = self.walk(part.url, window)
            walk.is_xml = True
            full_at, changed = self._last_full_walk(part.url), part.changed
            is_older = full_at is not None and changed is not None and f"{changed + timedelta(days=1)}" < full_at[:10]
            if unfinished or not (walk.may_settle and is_older):
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
        return ask_kept(self._crawler, lambda store: store.entries.last_full_walk(name), otherwise=None)

    def _walk_name(self, url: str) -> str:
        # A walk that passed over entries is no evidence for one that takes them all.
        return f"{url} {self._bounds}".strip()


def _briefing_of(entry: KnownEntry | None, key: str) -> str:
    """The id of the briefing of an entry with this key."""
    return entry.briefing if entry is not None and entry.briefing else key


def _age(at: str) -> timedelta:
    age = datetime.now(UTC) - datetime.fromisoformat(at)
    # A time in the future is no evidence of anything.
    return age if age >= timedelta() else timedelta.max
