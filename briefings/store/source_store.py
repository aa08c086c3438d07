"""The files of one source, open for one run: what is known of them, and how a briefing comes to last."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefings.clock import now
from briefings.items import Briefing
from briefings.records import (
    Decision,
    StoredBriefing,
    TurnKey,
    pages_of,
    record_of,
    revise,
    turn_key,
    with_places,
)
from briefings.store.archive.archive import Archive
from briefings.store.corpus.damaged import read_losses
from briefings.store.corpus.rejected import RejectedRecords
from briefings.store.corpus.written import Written, written
from briefings.store.decisions import Decisions
from briefings.store.errors import StorageError, storage
from briefings.store.files import AppendedFile, sync_folder
from briefings.store.folder import SourceFolder
from briefings.store.forget import finish_forgetting
from briefings.store.in_order import bring_in_order, settle
from briefings.store.ledger.entries import EntryIndex
from briefings.store.ledger.ledger import Ledger
from briefings.store.ledger.readings import KnownReading, Readings
from briefings.store.ledger.resolve_copies import count_copies, store_copy_turns
from briefings.store.lock import take_lock
from briefings.store.other_sources import visit_others
from briefings.store.what_is_due import WhatIsDue
from briefings.transcript import Markup


class SourceStore:
    """The open files of one source. Every method raises StorageError when the disk does not do its part.

    After such an error nothing more is written; what was committed before is whole. Use it as a context manager, or
    call `close`.
    """

    copies = 0
    """After `close`: how many of the briefings that were committed or looked at are copies of others."""

    def __init__(
        self, root: Path, source: str, hosts: Sequence[str] | None = None, markup: Markup | None = None
    ) -> None:
        """Open the files of `source` in the data folder `root`, making what is missing.

        Takes the lock, brings in order what the last run left, and moves older revisions out of the way. `hosts` are
        those of the source, the one whose copy counts first; with them, what is kept is searched for copies now and
        when it is closed. Without, as in a command that reads no briefings, that is left to the next crawl. `markup` is
        that of the source, with which kept pages are read again.

        Raises BusyError when another run writes to the source, DamageError when its files are damaged, ValueError when
        `source` cannot be the name of a folder.
        """
        self.folder = SourceFolder(root, source)
        with storage(self.folder.folder):
            if not self.folder.folder.exists():
                self.folder.folder.mkdir(parents=True)
                sync_folder(root)
                sync_folder(root.parent)
        self._hosts = hosts
        self._read: set[str] = set()
        self._decided: dict[str, tuple[Decision, StoredBriefing | None]] = {}
        self._noted: dict[str, KnownReading] = {}
        self._closed = False
        with ExitStack() as stack:
            stack.callback(take_lock(self.folder).release)
            self._ledger = stack.enter_context(closing(Ledger(self.folder.ledger)))
            bring_in_order(self.folder, self._ledger, hosts)
            self.forgotten = finish_forgetting(self.folder, self._ledger)
            self._turns = stack.enter_context(closing(AppendedFile(self.folder.turns)))
            self._briefings = stack.enter_context(closing(AppendedFile(self.folder.briefings)))
            self.archive = Archive(self.folder, self._ledger)
            self._lost = read_losses(self.folder)
            self._decisions = Decisions(self.folder, self._ledger, markup, self._lost)
            self.entries = EntryIndex(self._ledger, self.folder.source)
            self.due = WhatIsDue(self._ledger, self.folder.source)
            self.readings = Readings(self._ledger, self.folder.source)
            self._rejected = stack.enter_context(closing(RejectedRecords(self.folder.rejected)))
            self._open = stack.pop_all()

    def known(self, briefing: str) -> StoredBriefing | None:
        """What is known of the newest kept revision of a briefing; None when it is not kept."""
        self._check_open()
        return self._ledger.known(self.folder.source, briefing)

    def has_briefings(self) -> bool:
        """Whether any briefing is kept."""
        self._check_open()
        return next(iter(self._ledger.all_known(self.folder.source)), None) is not None

    def turns(self, briefing: str) -> list[TurnKey]:
        """The turns of that revision, in order."""
        self._check_open()
        return self._ledger.turns(self.folder.source, briefing)

    def compare(self, briefing: Briefing) -> Decision:
        """What a reading is to what is kept. Sets its revision, that of its turns, and what changed; keeps nothing."""
        known = self.known(briefing.id)
        decision = self._decisions.decide(briefing, known)
        self._decided[briefing.id] = decision, known
        return decision

    def note_reading(self, briefing: str, reading: KnownReading) -> None:
        """Say how the reading of a briefing was made that comes to be kept: remembered if it is the kept one then."""
        self._noted[briefing] = reading

    def as_kept(self, briefing: str) -> str | None:
        """Note that the pages of a kept briefing are those it was read from: it is as it is kept. Returns its
        address."""
        known = self.known(briefing)
        # With the notes of the archive: one transaction for many, and a kill costs a look.
        self.archive.later(lambda: self._ledger.looked(self.folder.source, briefing, now()))
        self._read.add(briefing)
        return known.url if known else None

    def keep(self, briefing: Briefing) -> Decision:
        """Keep a reading as what it is to what is kept: commit it, or note that it was looked at.

        `compare` is asked where nobody asked it before. Raises ValueError as `commit` does.
        """
        self._check_open()
        if briefing.id not in self._decided:
            self.compare(briefing)
        decision, known = self._decided.pop(briefing.id)
        reading = self._noted.pop(briefing.id, None)
        if known is None or decision in {Decision.NEW, Decision.REVISION}:
            self.commit(briefing, reading)
        elif decision is Decision.UNCHANGED and known.content_hash == briefing.content_hash:
            self._found_as_kept(known, briefing, reading)
        elif decision is Decision.UNCHANGED:
            self._ledger.returned(self.folder.source, briefing.id)
        else:
            # What lacks pages is asked for again by every run; anything else rests.
            pages = pages_of(record_of(briefing))
            self._ledger.found_poorer(self.folder.source, briefing.id, pages, now(), rests=briefing.complete)
        return decision

    def poorer_reading(self, briefing: str) -> Briefing | None:
        """The poorer reading of a briefing that was seen last, read again; None when there is none.

        Raises CannotReread when its pages are not in the archive any more.
        """
        known = self.known(briefing)
        return self._decisions.read_again(known, known.poorer) if known and known.poorer else None

    def accept(self, briefing: Briefing) -> None:
        """Keep a reading as the next revision of a kept briefing, however poor it is."""
        known = self.known(briefing.id)
        assert known is not None
        revise(briefing, known, self.turns(briefing.id), lost=self._lost.get(briefing.id, 0))
        self.commit(briefing)

    def keep_reread(self, kept: Briefing, now: Briefing) -> None:
        """Keep what was read again from the archive, and comes out otherwise than `kept`, as the next revision.

        The same bytes read by a newer reader always win. Nobody looked at the source, so it is due when it was.
        """
        known = self.known(kept.id)
        revise(now, kept, [turn_key(turn) for turn in kept.turns], lost=self._lost.get(kept.id, 0))
        now.vanished_at = kept.vanished_at
        self.commit(now)
        if known is not None:
            self._ledger.write(
                "UPDATE briefings SET committed_at = ?, looked_at = ? WHERE source = ? AND id = ?",
                known.changed_at, known.looked_at, self.folder.source, kept.id,
            )  # fmt: skip

    def commit(self, briefing: Briefing, reading: KnownReading | None = None) -> None:
        """Keep `briefing` for good: its pages in the archive, its turn lines, then its line, then the ledger.

        `reading` is what it was read from, where that is to be remembered.

        Raises ValueError when the revision is not newer than the one that is kept, the briefing is not of this source,
        or it was forgotten; then nothing was written.
        """
        known = self.known(briefing.id)
        if briefing.id in self.forgotten:
            raise ValueError(f"{briefing.id} was forgotten")
        if briefing.source != self.folder.source:
            raise ValueError(f"{briefing.id} is of the source {briefing.source}, not {self.folder.source}")
        if known is not None and briefing.revision <= known.revision:
            raise ValueError(f"{briefing.id}: revision {briefing.revision} is not newer than {known.revision}")
        lines = written(briefing)
        try:
            self.archive.sync()
            self._append(lines)
            self._read.add(briefing.id)
            for place in lines.entry.places:
                self.archive.accept(place)
            # With it the index of the archive comes to know of the pages: a start finds out by itself what both lack.
            with self.archive.transaction():
                self._ledger.record(self.folder.source, lines.entry, self._turns.size, self._briefings.size, known)
                if reading is not None:
                    self.readings.note(briefing.id, replace(reading, is_line=True))
        except BaseException:
            # Whatever it was, its lines may stand there without the ledger knowing: the next start completes or cuts.
            self._closed = True
            raise

    def _found_as_kept(self, known: StoredBriefing, briefing: Briefing, reading: KnownReading | None) -> None:
        """Note that a kept briefing was read again and is as it is kept."""
        if pages := with_places(known.pages, briefing):
            self._ledger.name_places(self.folder.source, briefing.id, pages)
        self._ledger.looked(self.folder.source, briefing.id, now())
        self._read.add(briefing.id)
        if known.copy_of is not None and not known.turn_count:
            turns = [turn_key(turn) for turn in briefing.turns]
            store_copy_turns(self._ledger, (self.folder.source, briefing.id), turns)
        if reading is not None:
            # A reader may read the same turns and name other speakers: then the line is still the older one's.
            is_line = self.readings.is_line(briefing.id, reading.reader, reading.digests)
            self.readings.note(briefing.id, replace(reading, is_line=is_line))

    def vanished(self, briefing: str) -> bool:
        """Note that the source does not have a briefing any more, whose text stays; False when it is not kept."""
        if self.known(briefing) is None:
            return False
        self._ledger.vanished(self.folder.source, briefing, now())
        return True

    def reject(self, reasons: list[str], record: dict[str, Any]) -> bool:
        """Keep a record that breaks its schema in rejected.jsonl; False when it stands there already."""
        self._check_open()
        return self._rejected.add(reasons, record)

    def close(self, *, finished: bool = False) -> None:
        """Find the copies, move older revisions to superseded.jsonl and free the source, whatever happens.

        `finished` says that the run came to its end: the next one has nothing to go on with.
        """
        with self._open:
            self.archive.close(finished=finished)
            self._turns.close()
            self._briefings.close()
            if not self._closed:
                self._closed = True
                settle(self.folder, self._ledger, self._hosts)
                visit_others(self.folder.root, self._ledger, self.folder.source)
                self.copies = count_copies(self._ledger, self.folder.source, self._read)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _append(self, lines: Written) -> None:
        before = self._turns.size
        self._turns.append(lines.turns)
        try:
            self._briefings.append(lines.line)
        except StorageError:
            # Where even this fails, the next start cuts.
            with suppress(StorageError):
                self._turns.cut(before)
            raise

    def _check_open(self) -> None:
        if self._closed:
            raise StorageError(self.folder.folder, "it is closed to this run", "See the error before this one.")
