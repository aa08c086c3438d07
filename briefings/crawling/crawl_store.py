"""A spider's view of the store, for questions and notes about briefings, entries, pages and lists."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from scrapy.crawler import Crawler

from briefings.address import comparable, read_address
from briefings.crawling.briefing.entry import EntryAttempt
from briefings.crawling.lists.frontier import entry_key
from briefings.crawling.lists.known_places import KnownPlaces
from briefings.crawling.lists.list_walk import ListWalk, WalkEnd
from briefings.runs.account import account_of
from briefings.runs.open_store import kept_of, store_of, while_storing
from briefings.since_until import Window
from briefings.store.due import is_briefing_due, is_due
from briefings.store.entries import EntryState, KnownEntry, LastWalk, SitePlace
from briefings.store.kept_source import KeptSource
from briefings.store.readings import KnownReading
from briefings.store.schema import Row
from briefings.store.source_store import SourceStore
from briefings.transcript import Entry, Look, LookResult, Page, PlacedLink

_Answer = TypeVar("_Answer")
_Known = tuple[KnownEntry | None, Row | None]
_UNKNOWN: _Known = (None, None)

_FULL_WALK = timedelta(days=30)
"""Interval at which every list is walked to its end, so that no inserted old entry is missed for longer."""

_LATE = timedelta(days=7)
"""Tolerance for the day on which a part of a sitemap says that it changed."""

_REFUSED_FOR = timedelta(days=7)
"""Interval at which a place that refuses the crawl is looked at."""

_LOOK_AGAIN_MOST = 90
"""Maximum interval in days between two checks of a briefing: what was never corrected rarely is after years."""


class CrawlStore:
    """View of a crawl's store; without a store, or when a storage error is ending the run, nothing is stored.

    A dry run only asks.
    """

    def __init__(self, crawler: Crawler, bounds: str) -> None:
        """Take the words for the bounds on this run's list entries, and for the source's markup; "" for none."""
        self._crawler = crawler
        self._bounds = bounds
        self._look_again = crawler.settings.getfloat("BRIEFINGS_LOOK_AGAIN"), _LOOK_AGAIN_MOST

    def ask(self, question: Callable[[SourceStore | KeptSource], _Answer], *, otherwise: _Answer) -> _Answer:
        """Answer a question from the store, in a dry run too; `otherwise` without a store, or when the disk fails."""
        kept = kept_of(self._crawler)
        if kept is not None and not account_of(self._crawler).has_storage_failed:
            with while_storing(self._crawler):
                return question(kept)
        return otherwise

    def ask_open(self, question: Callable[[SourceStore], _Answer], *, otherwise: _Answer) -> _Answer:
        """Do something that may write to the store and has an answer; `otherwise` in a dry run as well."""
        store = store_of(self._crawler)
        return otherwise if store is None else self.ask(lambda _: question(store), otherwise=otherwise)

    def note(self, note: Callable[[SourceStore], object]) -> None:
        """Write to the store, unless it is a dry run, there is no store, or the disk fails."""
        self.ask_open(note, otherwise=None)

    def is_stored(self, key: str) -> bool:
        """Return True when the briefing of an entry is stored, by whichever of its addresses."""
        return self.id_of(key) is not None

    def id_of(self, key: str) -> str | None:
        """Return the id under which the briefing of an entry is stored; None if it is not."""
        _, row = self.known(key)
        return None if row is None else row["id"]

    def stored_links(self, walk: ListWalk) -> Iterator[PlacedLink]:
        """Yield the links on the first and last page of a list that lead to stored briefings."""
        links = (link for page in walk.read.placed for link in page.links)
        return (link for link in links if self.is_stored(entry_key(link.url)))

    def unlisted_day(self, key: str, named: Collection[str]) -> str | None:
        """Return the day with which the briefing of an entry is stored, unless it is one of some that lists name."""
        _, row = self.known(key)
        return None if row is None or row["id"] in named else row["date"]

    def first_page(self, key: str) -> Page | None:
        """Return page 1 of the briefing stored for an entry, read from the archive; None if there is none."""
        _, row = self.known(key)
        return None if row is None else self.ask_open(lambda s: s.first_page(row["id"]), otherwise=None)

    def is_forgotten(self, url: str) -> bool:
        """Return True for a page of a forgotten briefing, which is neither requested nor stored."""
        return self.ask(lambda store: store.forgotten.named_by(url) is not None, otherwise=False)

    def has_vanished(self, key: str) -> bool:
        """Return True when the stored briefing of an entry was found gone at the source before."""
        _, row = self.known(key)
        return row is not None and row["vanished_at"] is not None

    def is_elsewhere(self, attempt: EntryAttempt) -> bool:
        """Return True when the briefing of this id is stored from another address, of which this one says nothing."""
        entry, row = self.known(attempt.key)
        if row is None or (entry is not None and entry.briefing):
            return False
        # Where a site redirects to the one with a slash at its end, both are gone.
        kept, asked = (comparable(read_address(url).page(1)).rstrip("/") for url in (row["url"], attempt.url))
        return kept != asked

    def vanished(self, key: str) -> None:
        """Record that a stored briefing is gone at the source: it rests, and its line says so."""
        if (briefing := self.id_of(key)) is not None:
            self.note(lambda store: store.vanished(briefing))

    def known_reading(self, briefing: str, reader: str) -> KnownReading | None:
        """Return the last reading of a briefing, if unchanged pages would be read to the same result; else None."""
        found = self.ask_open(lambda store: store.known_reading(briefing, reader), otherwise=None)
        return found if found is not None and found.followed else None

    def is_unread(self, key: str) -> bool:
        """Return True when an earlier run could not read an entry, and told so."""
        entry, _ = self.known(key)
        return entry is not None and entry.state is EntryState.UNREAD

    def is_not_due(self, key: str) -> bool:
        """Return True when the page of an entry is known and not due; what could not be read is due in each run."""
        entry, row = self.known(key)
        is_unread = self.is_unread(key)
        if is_unread and not self.has_vanished(key):
            return False
        if entry is None or entry.briefing is not None or is_unread:
            return row is not None and not is_briefing_due(row, *self._look_again)
        return not is_due(entry.changed_at, entry.looked_at, datetime.now(UTC), *self._look_again)

    def is_settled(self, url: str) -> bool:
        """Return True for a list entry that is neither new nor unfinished: a walk may end where all are settled."""
        entry, row = self.known(entry_key(url))
        if entry is not None and entry.briefing is None:
            return entry.state is not EntryState.UNREAD
        if row is not None:
            return bool(row["complete"]) or row["vanished_at"] is not None
        return self.is_forgotten(url)

    def due_entries(self) -> list[str]:
        """Return the addresses of unread entries, and of all stored briefings that are due, listed or not."""
        due: list[str] = self.ask(lambda store: store.due_addresses(*self._look_again), otherwise=[])
        return [*self.in_state(EntryState.UNREAD), *due]

    def addresses(self, without: Collection[str]) -> list[str]:
        """Return the addresses of all stored briefings and, if there are any, of the other entries without some."""
        return self.ask(lambda store: store.addresses(without), otherwise=[])

    def in_state(self, state: EntryState) -> list[str]:
        """Return the addresses of the entries that turned out to be of one kind."""
        return self.ask(lambda store: store.entries.in_state(state), otherwise=[])

    def known(self, key: str) -> _Known:
        """Return the stored facts about an entry, and the row of its briefing, by whichever of its addresses."""

        def find(store: SourceStore | KeptSource) -> _Known:
            entry = store.entries.known(key)
            return entry, store.row(entry.briefing if entry is not None and entry.briefing else key)

        return self.ask(find, otherwise=_UNKNOWN)

    def site_map(self, most_looks: int) -> KnownPlaces:
        """Return the map of the source's site, which stores what a run learns."""
        places: list[SitePlace] = self.ask(lambda store: store.entries.places(), otherwise=[])

        def note(place: str, looked: LookResult, url: str) -> None:
            self.note(lambda store: store.entries.note_place(place, looked.look, looked.why, url))

        spent: list[str] = self.ask(lambda store: store.entries.places_of_killed_runs(), otherwise=[])
        since = f"{datetime.now(UTC) - _REFUSED_FOR:%Y-%m-%dT%H:%M:%SZ}"
        known = (one for one in places if one.kind != Look.REFUSED or one.seen_at > since)
        looks = {one.place: Look(one.kind) for one in known if one.kind in list(Look)}
        return KnownPlaces(looks, most_looks, note, spent)

    def left_out(self, attempt: EntryAttempt, state: EntryState, pages: Sequence[Page] = ()) -> bool:
        """Record that an entry leads to something else than a briefing; return False if the same bytes said so."""
        row = attempt.row if state is EntryState.UNREAD else None
        listed_as = "\n".join((f"{row.day or ''} {row.text}", *row.further)) if row else None
        digest = " ".join(page.origin.sha256 for page in pages) or None

        def note(store: SourceStore) -> bool:
            return store.entries.note(attempt.key, attempt.url, state, digest=digest, listed_as=listed_as)

        return self.ask_open(note, otherwise=True)

    def row_before(self, key: str) -> Entry | None:
        """Return the row by which an entry that was not read before is judged: this run may not come to it."""
        entry, _ = self.known(key)
        if entry is None or entry.listed_as is None:
            return None
        listed, *further = entry.listed_as.split("\n")
        day, _, text = listed.partition(" ")
        return Entry(entry.url, text, date.fromisoformat(day) if day else None, further=tuple(further))

    def pages_of_unread(self, rows: Iterable[Entry]) -> set[str]:
        """Return the further pages in the rows of entries that could not be read: they are no entries of their own."""
        return {url for one in rows if one.further and self.is_unread(entry_key(one.url)) for url in one.further}

    def taken_up(self, attempt: EntryAttempt, briefing: str) -> None:
        """Record the briefing an entry belongs to, unless its own address says so."""
        if attempt.key != briefing:
            self.note(lambda store: store.entries.note(attempt.key, attempt.url, EntryState.ALIAS, briefing=briefing))

    def drop(self, key: str) -> None:
        """Delete what was recorded of an entry."""
        self.note(lambda store: store.entries.drop(key))

    def mark(self, *places: str | None, accepted: bool) -> None:
        """Record whether answers are the requested pages: only such a page is ever taken from the archive."""
        self.note(lambda store: store.archive.judge(*filter(None, places), accepted=accepted))

    def walk(self, url: str, window: Window | None) -> ListWalk:
        """Return a walk over a list, which may stop early if the last one was proper and recent."""
        name = self._walk_name(url)
        last: LastWalk | None = self.ask(lambda store: store.entries.last_walk(name), otherwise=None)
        age = datetime.now(UTC) - datetime.fromisoformat(last.full_at) if last and last.proper else _FULL_WALK
        # A time in the future proves nothing, and a check of everything also needs every list page.
        may_settle = timedelta() <= age < _FULL_WALK and window is None and self._look_again[0] > 0
        return ListWalk(url, may_settle=may_settle, last=last, window=window)

    def part_walks(self, parts: Sequence[Entry], window: Window | None) -> list[ListWalk]:
        """Return walks over the parts of a list, ended for those unchanged since all their entries were judged.

        A week of tolerance, because a sitemap may be made or cached days after the change it tells of. The parts that
        changed last are never unchanged: days that stay, or are the same for all, tell of no change.
        """
        unfinished = self.ask(lambda store: store.has_unfinished(), otherwise=True)
        latest = max((part.changed for part in parts if part.changed), default=None)
        walks = []
        for part in parts:
            walk = self.walk(part.url, window)
            walk.is_xml = True
            last, changed = walk.last, part.changed
            is_older = last is not None and changed is not None and f"{changed + _LATE}" < last.full_at[:10]
            if walk.may_settle and is_older and changed != latest and not unfinished:
                walk.ended = WalkEnd.SETTLED
            walks.append(walk)
        return walks

    def begin_walk(self, walk: ListWalk) -> None:
        """Record that a walk is under way; if the run is killed, the next one walks to the end."""
        name = self._walk_name(walk.url)
        if walk.read.last is None:
            self.note(lambda store: store.entries.begin_walk(name))

    def end_walk(self, walk: ListWalk) -> None:
        """Record that a run judged everything that a walk found."""
        name, full = self._walk_name(walk.url), walk.ended is WalkEnd.END
        if walk.is_proper:
            self.note(lambda store: store.entries.end_walk(name, full=full))

    def is_all_new(self, walk: ListWalk, is_taken: Callable[[str], bool]) -> bool:
        """Return True for a feed or sitemap that was read before, if all its entries, each taken, came since.

        What a killed run stored came since, too; a briefing that is read at a new address did not.
        """
        last, page = walk.last, walk.read.last
        if last is None or page is None or walk.window is not None or not page.is_xml or page.further.listed:
            return False
        urls = [entry.url for entry in page.entries if is_taken(entry_key(entry.url))]
        return len(urls) >= len(page.entries) > 0 and not any(self._was_known(url, last) for url in urls)

    def _was_known(self, url: str, last: LastWalk) -> bool:
        entry, row = self.known(entry_key(url))
        if row is not None:
            return int(row["number"]) <= last.newest
        return entry.changed_at <= last.full_at if entry is not None else self.is_forgotten(url)

    def _walk_name(self, url: str) -> str:
        # A walk that skipped entries proves nothing for one that takes all, nor one by other selectors.
        return f"{url} {self._bounds}".strip()
