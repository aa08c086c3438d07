"""The store of one source, open for one run: the known facts of it, and how a briefing is stored durably."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from briefings.address import same_page
from briefings.clock import now
from briefings.items import Briefing
from briefings.markup import Markup
from briefings.records.jsonl import briefing_of, record_of
from briefings.records.revisions import Decision, decide, pages_of, revise, set_revision
from briefings.store.archive.archive import Archive
from briefings.store.copies import Copies
from briefings.store.folder import SourceFolder
from briefings.store.kept_pages import CannotReread, read_again, read_kept_page
from briefings.store.kept_source import KnownSource
from briefings.store.lock import open_database, take_lock
from briefings.store.named import spelled_ids
from briefings.store.readings import KnownReading, weigh
from briefings.store.records import Key
from briefings.store.rejected import add_rejected
from briefings.store.schema import Row
from briefings.store.start import bring_in_order, catch_up
from briefings.store.stored_revision import MARKS, Revision, revision_of
from briefings.store.views import Views

if TYPE_CHECKING:
    from briefings.transcript import Page

logger = logging.getLogger(__name__)


class SourceStore(KnownSource, AbstractContextManager["SourceStore"]):
    """The open store of one source. Every method raises StorageError when the disk fails.

    After such an error nothing more is written; earlier commits are whole. Use it as a context manager, or call
    `close`.
    """

    def __init__(
        self, root: Path, source: str, hosts: Sequence[str] | None = None, markup: Markup | None = None
    ) -> None:
        """Open the files of `source` in the data folder `root` and the database, making what is missing.

        Takes the lock and puts in order what the last run left. `hosts` are the hosts of the source, the one whose copy
        counts first in front; a command that crawls nothing leaves them out and keeps those of the last crawl. `markup`
        is the source's, for reading stored pages again. Raises BusyError when another run writes to the source or
        during a repair, DamageError when something of it is damaged, ValueError when `source` cannot be the name of a
        folder.
        """
        self.folder = SourceFolder(root, source)
        self._decided: dict[str, Decision] = {}
        self._noted: dict[str, KnownReading] = {}
        self._markup = markup
        with ExitStack() as stack:
            self.lock = stack.enter_context(take_lock(self.folder))
            database = stack.enter_context(open_database(root))
            bring_in_order(self.folder, database)
            # Copies are judged against all sources, so the database must know them.
            catch_up(root, besides=source)
            super().__init__(database, source)
            self._copies = Copies(self.database)
            if hosts is not None:
                self._copies.set_hosts(source, hosts)
            self._views = Views(self.folder, self.database)
            self.archive = Archive(self.folder, self.database)
            self._open = stack.pop_all()

    def newest(self, briefing: str) -> Revision | None:
        return self.records.newest(self._key(briefing))

    def first_page(self, briefing: str) -> Page | None:
        """Read page 1 of a stored briefing with today's reader, from the archive; None if the archive has none."""
        newest = self.newest(briefing)
        with suppress(CannotReread):
            if newest is not None:
                return read_kept_page(briefing, newest.compared.pages[0], self.folder.archive, self._markup)
        return None

    def compare(self, briefing: Briefing) -> Decision:
        """Compare a reading with the stored briefing, and set its revision and its changes. Store nothing."""
        newest = self.newest(briefing.id)
        known = newest.compared if newest else None
        decision = decide(known, briefing)
        if known and decision is Decision.UNCHANGED and not same_page(briefing.url, known.url):
            ids = spelled_ids(briefing.url)
            # Taken in from a line without a digest, it may have had an address that was never its own.
            if briefing.id not in ids and ids.isdisjoint(spelled_ids(known.url)):
                decision = Decision.REVISION
        set_revision(briefing, known.revision if known else 1)
        if newest and known and decision is Decision.REVISION:
            kept = {turn.text_hash for turn in newest.turn_keys}
            has_others = bool(kept) and kept.isdisjoint(turn.text_hash for turn in briefing.turns)
            others = self.alike(briefing, "id != ?", briefing.id) if has_others else ()
            if other := next((row["id"] for row, _ in others), None):
                # Pages were mixed up.
                what = "%s: its pages show what is stored of %s, and nothing of its own, which is kept"
                logger.warning(f"{what}; `scrapy reread %s --accept` takes the new text", known.id, other, known.id)
                decision = Decision.POORER
            else:
                decision = weigh(newest, briefing, lambda: self._read_again(known), has_others=has_others)
            if decision is not Decision.POORER:
                revise(briefing, known, newest.turn_keys)
        self._decided[briefing.id] = decision
        return decision

    def known_reading(self, briefing: str, reader: str) -> KnownReading | None:
        """Return the last reading of a briefing, if this reader made it and its result is the stored briefing.

        None for a copy whose turns are unknown: it must be read for them.
        """
        row = self.row(briefing)
        if row is None or row["reading"] is None or not row["turn_count"]:
            return None
        found = msgspec.json.decode(row["reading"], type=KnownReading)
        return found if found.reader == reader else None

    def note_reading(self, briefing: str, reading: KnownReading) -> None:
        """Note how a reading to be stored was made; it is remembered if it becomes the stored one."""
        self._noted[briefing] = reading

    def as_kept(self, briefing: str) -> str | None:
        """Record that the pages of a stored briefing are unchanged, and so is it; return its address."""
        row = self.row(briefing)
        # Together with the notes of the archive: one transaction for many, and a kill costs a look.
        self.archive.later(lambda: self.records.looked(self._key(briefing), now()))
        return row["url"] if row else None

    def keep(self, briefing: Briefing) -> Decision:
        """Commit a reading, or record the look, according to how it compares with the stored briefing.

        Calls `compare` if nobody did. Raises ValueError as `commit` does.
        """
        if briefing.id not in self._decided:
            self.compare(briefing)
        decision = self._decided.pop(briefing.id)
        reading = self._noted.pop(briefing.id, None)
        if decision is Decision.UNCHANGED:
            self._found_as_kept(briefing, reading)
        elif decision is Decision.POORER:
            with self.archive.transaction():
                # Each run looks again until it is accepted or gone.
                self.records.note(self._key(briefing.id), poorer=pages_of(record_of(briefing)))
                self.records.mark(self._key(briefing.id), vanished_at=None)
        else:
            self.commit(briefing, reading)
        return decision

    def poorer_reading(self, briefing: str) -> Briefing | None:
        """Read the last poorer reading of a briefing again; None when there is none.

        Raises CannotReread when its pages are no longer in the archive.
        """
        row = self.row(briefing)
        if row is None or row["poorer"] is None:
            return None
        pages = json.loads(row["poorer"])
        return self._read_again(briefing_of({"id": briefing, "source": row["source"], "url": row["url"], **pages}))

    def keep_next(self, briefing: Briefing, *, looked: bool = True) -> None:
        """Store a reading as the next revision of a stored briefing, however poor it is.

        `looked`: somebody looked at the source; otherwise its times stay, and it is due when it was.
        """
        newest = self.newest(briefing.id)
        assert newest is not None
        revise(briefing, newest.compared, newest.turn_keys)
        if not looked:
            briefing.vanished_at = newest.record["vanished_at"]
        self.commit(briefing, seen=None if looked else self.row(briefing.id))

    def commit(self, briefing: Briefing, reading: KnownReading | None = None, *, seen: Row | None = None) -> None:
        """Store `briefing` durably: its pages in the archive, then all of it in one transaction, then its lines.

        `reading` is what it was read from, if that is to be remembered. `seen` is its row, which has the times of its
        last look and change, if not now. Raises ValueError when the revision is not newer than the stored one, the
        briefing is not of this source, or it was forgotten; then nothing was written.
        """
        known = self.row(briefing.id)
        if briefing.id in self.forgotten:
            raise ValueError(f"{briefing.id} was forgotten")
        if briefing.source != self.folder.source:
            raise ValueError(f"{briefing.id} is of the source {briefing.source}, not {self.folder.source}")
        if known is not None and briefing.revision <= known["revision"]:
            raise ValueError(f"{briefing.id}: revision {briefing.revision} is not newer than {known['revision']}")
        revision, key = revision_of(briefing), self._key(briefing.id)
        at = now()
        noted: Row = {name: seen[name] if seen else at for name in ("changed_at", "looked_at")}
        if reading is not None:
            noted |= {"reading": reading.as_json(), "read_by": reading.reader}
        # In any case the views may lack stored lines: the next start writes them.
        with self.archive.closing_on_error():
            # This also indexes the pages in the archive; a start indexes missing ones by itself.
            with self.archive.transaction():
                self.records.add(revision, known, **noted)
                is_marked = key in self._copies.relate(key)
            if known is None:
                newest = self.records.newest(key) if is_marked else revision
                assert newest is not None
                self._views.append(newest)

    def _found_as_kept(self, briefing: Briefing, reading: KnownReading | None) -> None:
        """Record that a stored briefing was read again and is unchanged."""
        key, newest = self._key(briefing.id), self.newest(briefing.id)
        assert newest is not None
        with self.archive.transaction():
            if not newest.proved and (newest.is_bare or newest.record["reader"] == briefing.reader):
                # A revision known from a file alone gives way to the one that was read, whose turns are known too.
                set_revision(briefing, newest.revision)
                marks = {name: newest.record[name] for name in (*MARKS, "changes")}
                self.records.replace(revision_of(briefing).marked(**marks))
                self._copies.relate(key)
            elif (pages := _with_places(newest.record["pages"], briefing)) != newest.record["pages"]:
                self.records.mark(key, pages=pages)
            self.records.looked(key, now())
            if reading is not None:
                # Another reader may read the same turns but name other speakers: the line is still the older one's.
                self.records.note(key, reading=reading.as_json())

    def vanished(self, briefing: str) -> None:
        """Record that a briefing is gone at the source, and when first; its text stays."""
        key, at = self._key(briefing), now()
        with self.archive.transaction():
            self.records.note(key, looked_at=at)
            row = self.row(briefing)
            if row is not None and row["vanished_at"] is None:
                self.records.mark(key, vanished_at=at)

    def reject(self, reasons: list[str], record: dict[str, Any]) -> bool:
        """Store a record that breaks its schema in rejected.jsonl; return False when it is there already."""
        self.archive.check_open()
        with self.database.transaction():
            return add_rejected(self.database, self.folder.source, {"reason": reasons, "record": record})

    def close(self, *, finished: bool = False) -> None:
        """Update the files of this and other sources, and free the source, whatever happens.

        `finished`: the run came to its end, and the next one has nothing to resume.
        """
        with self._open:
            is_whole = not self.archive.is_closed
            self.archive.close(finished=finished)
            if is_whole:
                self._views.finish()
                catch_up(self.folder.root, besides=self.folder.source)
                self._views.finish()  # removals there may have given turns back here

    def __exit__(self, *error: object) -> None:
        self.close()

    def _key(self, briefing: str) -> Key:
        return Key(self.folder.source, briefing)

    def _read_again(self, known: Briefing) -> Briefing:
        return read_again(known, self.folder.archive, self._markup)


def _with_places(pages: list[dict[str, Any]], came: Briefing) -> list[dict[str, Any]]:
    """Return the stored pages with the archive places that a reading found for unchanged ones."""
    places = {(page.number, page.sha256): page.warc for page in came.pages}
    return [{**page, "warc": page["warc"] or places.get((page["number"], page["sha256"]))} for page in pages]
