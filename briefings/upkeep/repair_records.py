"""Mend the records of a source in the database: what is not proved is held against the archive."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from briefings.address import read_address
from briefings.clock import now as this_moment
from briefings.items import READER_VERSION, Briefing
from briefings.records import set_revision, turn_key
from briefings.store import Database, EntryState, Key, Records, Revision, SourceFolder
from briefings.store.damaged import Loss, read_losses, set_aside
from briefings.store.entries import EntryIndex
from briefings.store.find_copies import Copies
from briefings.store.kept_pages import CannotReread
from briefings.store.records import row_of, said_by
from briefings.store.revision import MARKS, revision_of
from briefings.transcript import Markup
from briefings.upkeep.check_records import agrees, faults_of, otherwise
from briefings.upkeep.faults import Repaired
from briefings.upkeep.read_archived import place_of, read_archived


class RecordRepair:
    """Mends one source, whose lock the caller holds. Every method raises StorageError."""

    def __init__(self, folder: SourceFolder, database: Database, markup: Markup | None, told: Repaired) -> None:
        self.told = told
        self._folder = folder
        self._database = database
        self._markup = markup
        self._records = Records(database)
        self._copies = Copies(database, self._records)
        self._asked: dict[str, str | None] = {}

    def newest(self) -> dict[str, int]:
        """The newest revision of each briefing, by the rows of revisions alone."""
        query = "SELECT id, max(revision) FROM revisions WHERE source = ? GROUP BY id ORDER BY min(seq)"
        return dict(self._database.rows(query, self._folder.source))

    # -- One revision

    def held(self, revision: Revision, faults: list[str], *, is_newest: bool) -> Revision | None:
        """A revision as the archive gives it, which is the next one where its content is another.

        Itself where the archive cannot tell; None where it has `faults` besides.
        """
        read = self._read(revision)
        if read is not None and not faults and agrees(revision, read):
            turns = _numbered(read, revision.revision).turns if revision.turns is None else revision.turns
            return replace(revision, turns=turns, proved=True)
        if read is not None and (faults or (is_newest and revision.record["reader"] == READER_VERSION)):
            again = self._remade(revision, read)
            # What an older reader made of an older revision, nobody can tell.
            if again.revision == revision.revision or is_newest:
                return again
        return None if faults else revision

    def put(self, revision: Revision, seq: int | None = None) -> None:
        """Keep a revision in the place of that with its number, else as the one that was committed as number `seq`."""
        where = "source = ? AND id = ? AND revision = ?"
        key = (revision.source, revision.id, revision.revision)
        known = self._database.rows(f"SELECT seq FROM revisions WHERE {where}", *key)
        self._database.insert("revisions", seq=known[0][0] if known else seq, **row_of(revision))
        self._records.make_stale(revision.source)

    def lose(self, loss: Loss, content: Iterable[bytes]) -> None:
        """Set aside what is left of something; where a briefing is named, the next crawl asks for it."""
        parts = [part for part in content if part]
        set_aside(self._folder, [(loss, lambda: parts)], this_moment())
        self.told.aside.append(f"{loss.where}: {loss.why}")
        if loss.briefing is not None:
            self._asked[loss.briefing] = loss.url

    def _read(self, revision: Revision) -> Briefing | None:
        try:
            read = read_archived(revision, self._folder, self._database, self._markup)
        except CannotReread:
            return None
        # Nothing but the ids of the turns and the address tells that the id is right.
        is_named = read_address(read.url).briefing == read.id or _turns(read) == _said(revision)
        return read if is_named else None

    def _remade(self, revision: Revision, read: Briefing) -> Revision:
        """A reading as that revision, where its content is the same; else as the next one."""
        record = revision.record
        same = read.content_hash == record.get("content_hash") or _turns(read) == _said(revision)
        lost = read_losses(self._folder).get(revision.id, 0)
        made = _numbered(read, revision.revision if same else max(revision.revision, lost) + 1)
        row = self._records.row(Key(revision.source, revision.id))
        marks = row if row is not None and row["revision"] == revision.revision else record
        again = made.marked(**{name: marks.get(name) for name in MARKS}, changes=record.get("changes") if same else [])
        return made if faults_of(again) else again

    # -- All that are there

    def check(self) -> None:
        """Hold against the archive what was taken in from files, and the places of all pages."""
        query = "SELECT id, revision FROM revisions WHERE source = ? ORDER BY seq"
        newest = self.newest()
        for id_, number in self._database.rows(query, self._folder.source):
            revision = self._records.revision(Key(self._folder.source, id_), number)
            held: Revision | None = revision
            faults = faults_of(revision)
            if faults or not revision.proved:
                held = self._prove(revision, faults, is_newest=newest[id_] == number)
            if held is not None and held.revision == number == newest[id_]:
                self._place(held)

    def _prove(self, revision: Revision, faults: list[str], *, is_newest: bool) -> Revision | None:
        held = self.held(revision, faults, is_newest=is_newest)
        if held is not None and held is not revision:
            self.put(held)
            if is_otherwise(held, revision):
                self.told.again.append(f"{revision.id}: revision {held.revision}, from the archive")
        if faults and (held is None or held.revision != revision.revision):
            where = f"revision {revision.revision} of {revision.id}"
            url = str(revision.record.get("url"))
            loss = Loss(self._database.file.name, where, faults[0], revision.id, revision.revision, url)
            self.lose(loss, [revision.turns or b"", revision.line])
            condition = "source = ? AND id = ? AND revision = ?"
            key = (revision.source, revision.id, revision.revision)
            self._database.write(f"DELETE FROM revisions WHERE {condition}", *key)
        return held

    def _place(self, revision: Revision) -> None:
        """Name the places of pages anew that are elsewhere; those that are nowhere are fetched again."""
        old = revision.record["pages"]
        pages = [{**page, "warc": place_of(page, self._folder, self._database)} for page in old]
        if pages == old:
            return
        for before, page in zip(old, pages, strict=True):
            if page["warc"] is None and before["warc"] is not None:
                what = f"page {page['number']} of {revision.id} is not in the archive any more"
                self.lose(Loss("archive", before["warc"], what, url=page["url"]), ())
            elif page != before:
                self.told.done.append(f"{revision.id}: page {page['number']} is elsewhere in the archive")
        key = Key(revision.source, revision.id)
        with self._database.transaction():
            self._records.mark(key, pages=pages)
            if any(page["warc"] is None for page in pages):
                # Else the next crawl would be content with the same bytes, wherever they are.
                self._records.note(key, looked_at=None, reading=None)

    # -- What is told of the newest

    def settle(self, *, tells: bool = True) -> None:
        """Let the rows of briefings say what their newest revisions say, and judge again who is a copy of whom."""
        newest, source = self.newest(), self._folder.source
        judged: list[Key] = []
        for (id_,) in self._database.rows("SELECT id FROM briefings WHERE source = ?", source):
            if id_ not in newest:
                with self._database.transaction():
                    self._records.remove(Key(source, id_))
                judged += self._copies.naming(id_)
        for id_, number in newest.items():
            if self._settle(self._records.revision(Key(source, id_), number)):
                self.told.done.extend([f"{id_}: what is known of it follows its newest revision"] if tells else [])
                judged += [Key(source, id_), *self._copies.naming(id_)]
        bereft = (
            "SELECT source, id FROM briefings WHERE source = ? AND copy_of IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM briefings AS original WHERE original.id = briefings.copy_of AND complete = 1)"
        )
        judged += [Key(*row) for row in self._database.rows(bereft, source)]
        with self._database.transaction():
            self._copies.judge(judged)
        self._ask(newest)

    def _settle(self, revision: Revision) -> bool:
        key = Key(revision.source, revision.id)
        row, said = self._records.row(key), said_by(revision)
        if row is not None and not otherwise(self._database, row, revision):
            return False
        with self._database.transaction():
            if row is None:
                read_at = max((page["fetched_at"] or "" for page in revision.record["pages"]), default="")
                self._database.insert("briefings", **key._asdict(), **said, changed_at=read_at or this_moment())
            elif row["revision"] == revision.revision:
                self._records.note(key, **said)
            else:
                self._records.note(key, **said, looked_at=None, reading=None, poorer=None)
            self._copies.index(key, revision.turn_keys)
            self._records.make_stale(key.source)
        return True

    def _ask(self, newest: dict[str, int]) -> None:
        entries = EntryIndex(self._database, self._folder.source)
        with self._database.transaction():
            for id_, url in self._asked.items():
                if id_ in newest:
                    self._records.note(Key(self._folder.source, id_), looked_at=None)
                elif url is not None:
                    with suppress(ValueError):
                        entries.note(read_address(url).briefing, url, EntryState.UNREAD)
            if self._asked:
                self._database.write("UPDATE walks SET proper = 0 WHERE source = ?", self._folder.source)


def is_otherwise(held: Revision, revision: Revision) -> bool:
    """Whether a revision has other lines than another, turns that were not known aside."""
    return held.line != revision.line or (bool(revision.turns) and held.turns != revision.turns)


def _numbered(briefing: Briefing, number: int) -> Revision:
    set_revision(briefing, number)
    return revision_of(briefing)


def _turns(briefing: Briefing) -> list[Any]:
    return [turn_key(turn) for turn in briefing.turns]


def _said(revision: Revision) -> list[Any] | None:
    """The turns of a revision that may be anything; None where it says nothing of them."""
    with suppress(ValueError, KeyError, TypeError):
        return list(revision.turn_keys) or None
    return None
