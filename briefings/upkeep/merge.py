"""Join another data folder into this one, a few briefings of a source per transaction, and change nothing in the other.

    1. what was forgotten there is forgotten here
    2. the files of the archive are copied and indexed, without what was forgotten in either folder
    3. each briefing that is not here is taken in with all its revisions; of one that is, those that were read later
       become the next ones, unless they are poorer; others that are not here are counted as left
    4. what is known of entries, lists and places of the site is added, then reports of runs

Killed anywhere, it is done again and skips what is already here.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from briefings.records.revisions import is_poorer, revise
from briefings.store.archive.blank import blank_file
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.place import Place
from briefings.store.archive.warc_files import archive_files, recover_archive
from briefings.store.copies import Copies
from briefings.store.database import Database
from briefings.store.entries import EntryState
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder, database_in, sources_in
from briefings.store.forget import forget_too
from briefings.store.forgotten import Tombstone, forgotten_in
from briefings.store.lock import reading_lock, without_writers
from briefings.store.records import Key, Records
from briefings.store.remove_forgotten import NAMING
from briefings.store.run_reports import RunReports, take_in_reports
from briefings.store.source_store import SourceStore
from briefings.store.stored_revision import Revision, revision_of
from briefings.store.take_in import BESIDE
from briefings.upkeep.verify import Fault, check_database, verify


def merge(root: Path, folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """Join the data folder `folder` into that of `root`; yield what was done for each source, as it is done.

    The counts are of briefings that are `new` or were `joined` with those here, what was `forgotten` there, `files` of
    archives, `reports`, and revisions that were `left` there. Nothing is begun unless all of `folder` is sound and at
    rest. Raises BusyError if a run writes to either folder, StorageError if `folder` is damaged or of another version.
    """
    with ExitStack() as stack:
        folders = sources_in(folder)
        for there in folders:
            stack.enter_context(reading_lock(there))
        stack.enter_context(without_writers(folder))
        other = stack.enter_context(closing(Database(database_in(folder), reading=True)))
        _require_sound(folder, other, folders)
        for there in folders:
            with SourceStore(root, there.source) as store:
                joined = JoinedSource(store.folder, store.database, there, other)
                joined.run()
            yield there.source, joined.found


def _require_sound(folder: Path, other: Database, folders: list[SourceFolder]) -> None:
    """Raise StorageError, which names the first fault, unless `scrapy verify` finds nothing wrong there."""
    faults = [one for there in folders for one in verify(there, other, Counter())]
    for fault in (*check_database(other), *faults):
        if isinstance(fault, Fault):
            mend = f"Nothing was merged. Run `scrapy verify --repair -s BRIEFINGS_DATA={folder}`, then this again."
            raise StorageError(folder, str(fault), mend)


class JoinedSource(Struct):
    """Joins one source; its methods raise StorageError. `found` counts what was done, as `merge` says."""

    _here: SourceFolder
    _database: Database
    _there: SourceFolder
    _other: Database
    """Database of the data folder of `_there`."""
    found: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        source, copies = self._here.source, Copies(self._database)
        if not copies.hosts(source):
            copies.set_hosts(source, Copies(self._other).hosts(source))
        elsewhere = forgotten_in(self._other, source)
        self.found["forgotten"] = forget_too(self._here, self._database, elsewhere.tombstones.values())
        forgotten = forgotten_in(self._database, source).tombstones
        named = sorted({name for one in forgotten.values() for name in (one.id, *one.urls)})
        ids = [id_ for id_ in Records(self._other).ids_of(source) if id_ not in forgotten]
        self.found["files"] = self._join_archive(ids, [*forgotten.values()])
        self._database.in_batches(ids, lambda id_: self._join(Key(source, id_)))
        with self._database.transaction():
            self._join_site(named)
        self.found["reports"] = take_in_reports(self._there, self._database)
        RunReports(self._here).scrub(self._database, named)

    def _join_archive(self, ids: Sequence[str], forgotten: Sequence[Tombstone]) -> int:
        """Copy and index the files that are missing here, without what was forgotten; return their number.

        No two runs give a file the same name, so one of the same name and size is the same, unless it lacks a page of
        a briefing that only the other folder has: it was forgotten here once, and no longer is.
        """
        sizes = {file.name: file.stat().st_size for file in archive_files(self._here)}
        index = PageIndex(self._database, self._here.source)
        known = index.payloads()
        keys = (key for id_ in ids if Records(self._database).row(key := Key(self._here.source, id_)) is None)
        places = (place for key in keys for one in Records(self._other).all_of(key) for place in one.places)
        lacking = {Place.parse(place).file for place in places if place not in known}
        new = [
            file
            for file in archive_files(self._there)
            if file.name not in sizes or (file.name in lacking and file.stat().st_size == sizes[file.name])
        ]
        for file in new:
            if file.name in sizes:
                index.reach(file.name, 0)
            blank_file(self._here, file, self._database, forgotten, self._here.archive / file.name)
        recover_archive(self._here, self._database)
        return len(new)

    def _join(self, key: Key) -> None:
        """Take in a briefing that is not here; of one that is here, the readings that follow the newest one."""
        records, others = Records(self._database), Records(self._other)
        revisions, row = others.all_of(key), others.row(key)
        assert row is not None
        if newest := records.newest(key):
            there = {_content(one) for one in revisions}
            revisions = _following(newest, revisions)
            here = {_content(one) for one in (*records.all_of(key), *revisions)}
            self.found["left"] += len(there - here)
            if not revisions:
                return
        self.found["joined" if newest else "new"] += 1
        for one in revisions:
            records.add(one, records.row(key), **{name: row[name] for name in BESIDE})
        self._database.delete("entries", source=key.source, key=key.id, state=EntryState.UNREAD)
        Copies(self._database).relate(key)

    def _join_site(self, named: list[str]) -> None:
        """Take what is known there of entries and places of the site, and is not known here or forgotten."""
        own = self._here.source, json.dumps(named)
        for table, naming in NAMING.items():
            for row in self._other.read_each(table, f"source = ?1 AND NOT {naming}", *own):
                self._database.insert(table, keep=True, **row)
        if self.found["new"] or self.found["joined"]:
            # Entries that one folder had not reached may stand further down a list than those that the other has.
            self._database.update("walks", {"proper": 0}, source=self._here.source)


def _following(newest: Revision, revisions: Sequence[Revision]) -> list[Revision]:
    """Return the revisions of the other folder that a crawl would have kept after the newest one here, numbered on."""
    found, before, at = [], newest, newest.fetched_at
    # There, later revisions were weighed against it; one that was only read again has the same time.
    alike = [one for one in revisions if one.fetched_at <= at and _content(one) == _content(newest)]
    for one in revisions:
        is_later = one.fetched_at > at or (alike and one.fetched_at == at and one.revision > alike[-1].revision)
        if is_later and _content(one) != _content(before) and not one.is_bare:
            briefing = one.briefing()
            revise(briefing, before.compared, before.turn_keys)
            before = replace(revision_of(briefing), proved=one.proved)
            found.append(before)
    return found if alike or not is_poorer(before.measure, newest.measure) else []


def _content(revision: Revision) -> tuple[object, ...]:
    """Return what a crawl compares of a reading; `scrapy reread` brings what readers make of it up to date."""
    said = revision.record
    return said["content_hash"], said["date"], said["complete"], *(one["number"] for one in said["missing_pages"])
