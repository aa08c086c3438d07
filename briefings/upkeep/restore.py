"""Restore one source in a database from which damaged rows were removed, or that does not know the source.

What was there is taken from the files and the archive, as far as it can be proved, and all that follows from the
revisions is derived again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from operator import itemgetter
from typing import Any

from briefings.address import read_address
from briefings.items import READER_VERSION, Briefing
from briefings.markup import Markup
from briefings.records.revisions import set_revision, turn_key
from briefings.store.database import Database
from briefings.store.entries import EntryIndex, EntryState
from briefings.store.errors import DamageError
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone, Tombstones, add_tombstone, forgotten_in
from briefings.store.kept_pages import CannotReread, place_of, read_archived
from briefings.store.records import Key, Records, revision_in, row_of
from briefings.store.rejected import add_rejected, rejected_key
from briefings.store.revision import MARKS, Revision, revision_of, unpacked
from briefings.store.run_reports import take_in_reports
from briefings.store.schema import Row, row_digest
from briefings.store.take_in import add_source, is_taken_in
from briefings.store.view_lines import Name, RawLine, RevisionLines, kept_lines, lines_of, name_in, older_lines
from briefings.store.views import finish_replacing, read_written
from briefings.upkeep.check_database import agrees, faults_of
from briefings.upkeep.mend_archive import Say, mend_archive, set_aside


class Restoration:
    """Restores one source, whose lock the caller holds, in the open transaction. Methods raise StorageError."""

    def __init__(self, folder: SourceFolder, database: Database, markup: Markup | None, say: Say) -> None:
        self._folder = folder
        self._source = folder.source
        self._database = database
        self._markup = markup
        self._say = say
        self._records = Records(database)
        self._is_behind = False
        self._rows: dict[str, Row] = {}
        self._lost: list[Row] = []
        self._forgotten = Tombstones()
        self._asked: dict[str, str | None] = {}

    def run(self, damaged: list[tuple[str, Row]]) -> None:
        """Restore the damaged rows that were removed, and report it."""
        source, written = self._source, read_written(self._folder).through
        finish_replacing(self._folder)
        is_known = is_taken_in(self._database, source)
        # The files then count for what the database lacks.
        self._is_behind = not is_known or written > self._database.read("sources", "source = ?", source)[0]["through"]
        if not is_known:
            add_source(self._database, self._folder)
        through = "UPDATE sources SET through = max(through, ?) + 1 WHERE source = ?"
        self._database.write(through, written, source)
        take_in_reports(self._folder, self._database)
        mend_archive(self._folder, self._database, self._say)
        self._rows = {row["id"]: row for row in self._database.read("briefings", "source = ?", source)}
        for table, key in (("forgotten", "id"), ("rejected", "key")):
            self._restore_lines(table, key, [row for one, row in damaged if one == table])
        self._forgotten = forgotten_in(self._database, source)
        self._lost = [row for table, row in damaged if table == "revisions"]
        self._restore_revisions()
        self._derive()
        self._ask()

    # -- Lines that have rows of their own

    def _restore_lines(self, table: str, key: str, lost: list[Row]) -> None:
        """Restore the lines of a file whose rows were lost; those without the digest of a row are not proved."""
        file, digests = self._folder.folder / f"{table}.jsonl", {row["digest"] for row in lost}
        for line in lines_of(file) if lost or self._is_behind else ():
            said = line.raw.decode(errors="replace")
            try:
                record = line.record()
                name = rejected_key(said) if table == "rejected" else record.get("id")
                is_proved = row_digest(self._source, name, said) in digests
                if (is_proved or self._is_behind) and self._add_line(table, record) and not is_proved:
                    self._say(f"not proved: {file.name}: {said[:500].rstrip()}")
            except (DamageError, TypeError):
                # A tombstone is quoted to tell which; a rejected record would stay in the quote when it is forgotten.
                why = "is no line of it" + (f": {said[:500].rstrip()}" if table == "forgotten" else "")
                self._lose_line(line, why)
        there = {value for row in self._database.read(table, "source = ?", self._source) for value in row.values()}
        for row in lost:
            if row[key] not in there and row["line"] not in there:
                self._say(f"set aside: {file.name}: the line of {row[key]!r} is damaged")

    def _add_line(self, table: str, record: dict[str, Any]) -> bool:
        """Store what a line says; return False if that is stored already."""
        if table == "rejected":
            return add_rejected(self._database, self._source, record)
        tombstone, known = Tombstone(**record), forgotten_in(self._database, self._source)
        # One of a known address has a damaged id.
        if tombstone.id in known or any(map(known.named_by, tombstone.urls)):
            return False
        add_tombstone(self._database, self._source, tombstone)
        return True

    # -- Revisions

    def _restore_revisions(self) -> None:
        """Restore the revisions that the database knows or, if it is behind, only a file.

        Lines with the digest of a row count; otherwise what the archive gives; otherwise, if the database is behind,
        what a file has counts as not proved if nothing is wrong with it. The rest is set aside, and requested by the
        next crawl.
        """
        kept, older = kept_lines(self._folder), older_lines(self._folder)
        views = {**kept.revisions, **older.revisions}
        if self._is_behind:
            for line, what in [*older.broken, *kept.broken]:
                self._lose_line(line, what)
        query = "SELECT id, revision FROM revisions WHERE source = ? ORDER BY rowid"
        there: list[Name] = self._database.rows(query, self._source)
        sure = {*there, *(views if self._is_behind else ()), *filter(None, map(_told_by, self._lost))}
        sure |= {(id_, row["revision"]) for id_, row in self._rows.items()}
        # An older revision had a next one.
        sure |= {(id_, number + 1) for id_, number in older.revisions}
        numbers: dict[str, list[int]] = {id_: [] for id_, _ in [*there, *views, *sorted(sure)]}
        for id_, number in sorted(sure.union(views), reverse=True):
            numbers[id_].append(number)
        for id_, own in numbers.items():
            is_newest = True
            for name in ((id_, number) for number in own):
                # Without it the one before it is the newest.
                stays = self._restore_one(name, views.get(name), is_sure=name in sure, is_newest=is_newest)
                is_newest = is_newest and not stays

    def _restore_one(self, name: Name, view: RevisionLines | None, *, is_sure: bool, is_newest: bool) -> bool:
        """Store what holds of a revision, by its digest or else by the archive; otherwise lose it and return False.

        One that is not `is_sure`, because only a file of an undamaged source has it, counts if it has a digest.
        """
        row = self._database.row("revisions", source=self._source, id=name[0], revision=name[1])
        own = revision_in(row) if row else None
        if own and own.proved and not faults_of(own):
            return True
        one = own or _in_files(self._source, name, view)
        if one and not own and (proved := self._proved_by_row(one)):
            self._database.insert("revisions", **proved)
            return True
        if not is_sure or (own is None and name[0] in self._forgotten):
            return False
        is_whole = bool(one and (own or self._is_behind) and not faults_of(one))
        held = one and self._held(one, is_whole=is_whole, is_newest=is_newest)
        if one is None or held is None:
            parts = [one.turns, one.line] if one else [view.turn_lines()] if view else []
            self._lose_revision(name, parts, is_sure=own is not None or not self._is_behind)
            return False
        if held is not own:
            self._database.insert("revisions", **row_of(held))
            where = f"revision {held.revision} of {held.id}"
            if not is_whole or held.line != one.line or (one.turns and held.turns != one.turns):
                self._say(f"read again: {where}, from the archive")
            elif not held.proved:
                self._say(f"not proved: {where}: no more than a file has it")
        return True

    def _proved_by_row(self, one: Revision) -> Row | None:
        """Return the row of a revision that has the digest of a damaged row, or all that one says; else None."""
        rows = (row_of(replace(one, proved=proved)) for proved in (True, False) if self._lost)
        for row in rows:
            digest = row_digest(*row.values())
            if any(lost["digest"] == digest or row.items() <= lost.items() for lost in self._lost):
                return row
        return None

    def _held(self, one: Revision, *, is_whole: bool, is_newest: bool) -> Revision | None:
        """Return a revision as the archive gives it, or as it is if the archive cannot tell; None if neither holds."""
        read, has_turns = None, False
        with suppress(CannotReread):
            read = read_archived(one, self._folder, self._database, self._markup)
            has_turns = [turn_key(turn) for turn in read.turns] == _said(one)
        # Only its address and the ids of its turns tell that it is the briefing.
        if read is None or not (has_turns or read_address(read.url).briefing == read.id):
            return one if is_whole else None
        if is_whole and agrees(one, read):
            return replace(one, turns=_numbered(read, one.revision).turns if one.is_bare else one.turns, proved=True)
        # Nobody can tell what an older reader made of it, or of an older revision.
        if is_whole and not (is_newest and one.record["reader"] == READER_VERSION):
            return one
        if not has_turns and read.content_hash != one.record.get("content_hash"):
            return None
        known = self._rows.get(one.id)
        marks = known if known is not None and known["revision"] == one.revision else one.record
        made, own = _numbered(read, one.revision), {name: marks.get(name) for name in MARKS}
        again = made.marked(**own, changes=one.record.get("changes"))
        return made if faults_of(again) else again

    def _lose_revision(self, name: Name, parts: list[bytes], *, is_sure: bool) -> None:
        """Set a revision aside. If only a line of a file names it, its id may be wrong: its address counts."""
        (id_, revision), row = name, self._rows.get(name[0])
        url: str | None = row["url"] if row else None
        for part in parts:
            with suppress(ValueError, KeyError, TypeError, IndexError):
                url = url or str(json.loads(part.splitlines()[0])["url"])
        with suppress(ValueError):
            id_ = id_ if is_sure or not url else read_address(url).briefing
        set_aside(self._folder, f"revision-{revision}", b"".join(parts))
        self._say(f"set aside: revision {revision} of {name[0]}: cannot be read any more")
        self._database.insert("losses", source=self._source, briefing=id_, revision=revision, url=url)
        self._database.delete("revisions", source=self._source, id=name[0], revision=revision)
        self._asked[id_] = url

    def _lose_line(self, line: RawLine, why: str) -> None:
        set_aside(self._folder, f"{line.file.name}.{line.start}", line.raw)
        self._say(f"set aside: {line.file.name}, byte {line.start}: {why}")

    # -- What follows from the revisions

    def _derive(self) -> None:
        """Derive the rows of briefings from their newest revisions, and find the places of pages again."""
        self._database.delete("briefings", source=self._source)
        for id_, number in self._in_order():
            key = Key(self._source, id_)
            revision = self._records.revision(key, number)
            old: list[dict[str, Any]] = revision.record["pages"]
            pages = [{**page, "warc": place_of(page, self._folder, self._database)} for page in old]
            for before, page in zip(old, pages, strict=True):
                if page != before:
                    told = f"page {page['number']} of {id_} is not at {before['warc']}, but {page['warc'] or 'nowhere'}"
                    self._say(f"{'mended' if page['warc'] else 'set aside'}: {told}")
            row = self._rows.get(id_)
            # Otherwise the next crawl would accept the same bytes, wherever they are.
            is_same = row is not None and row["revision"] == number and id_ not in self._asked
            is_same = is_same and (pages == old or all(page["warc"] for page in pages))
            known = ("changed_at", "looked_at", "poorer", "reading")
            self._records.put_newest(revision, **{name: row[name] for name in known if row and is_same})
            self._records.mark(key, pages=pages)

    def _in_order(self) -> list[Name]:
        """Return the newest revisions in the order of their briefings; one without a row after the one before it."""
        found, number = [], 0
        query = "SELECT id, max(revision) FROM revisions WHERE source = ? GROUP BY id ORDER BY min(rowid)"
        for id_, revision in self._database.rows(query, self._source):
            number = self._rows[id_]["number"] if id_ in self._rows else number
            found.append((number, (id_, revision)))
        return [name for _, name in sorted(found, key=itemgetter(0))]

    def _ask(self) -> None:
        """Make the next crawl request what was set aside and is not stored in any revision."""
        entries = EntryIndex(self._database, self._source)
        for id_, url in self._asked.items():
            if url is not None and self._records.row(Key(self._source, id_)) is None:
                with suppress(ValueError):
                    entries.note(read_address(url).briefing, url, EntryState.UNREAD)
        if self._asked or self._is_behind:
            # The next walk reaches it, however far down a list names it.
            self._database.update("walks", {"proper": 0}, source=self._source)


def _told_by(row: Row) -> Name | None:
    """Return the revision that a damaged row holds, by its line, otherwise by its columns."""
    with suppress(ValueError, AttributeError):
        return name_in(json.loads(unpacked(row["line"])), "id")
    return name_in(row, "id")


def _in_files(source: str, name: Name, view: RevisionLines | None) -> Revision | None:
    """Return a revision as the files have it; None if they have no line of it."""
    return Revision(source, *name, view.line.raw, view.turn_lines(), proved=False) if view and view.line else None


def _numbered(briefing: Briefing, number: int) -> Revision:
    set_revision(briefing, number)
    return revision_of(briefing)


def _said(revision: Revision) -> list[Any] | None:
    """Return the turns of a revision that may be anything; None if it has none that can be read."""
    with suppress(ValueError, KeyError, TypeError):
        return list(revision.turn_keys) or None
    return None
