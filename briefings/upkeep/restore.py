"""Restore one source into a new database: what its rows that are gone held, and all that follows from its revisions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

from briefings.address import read_address
from briefings.clock import now
from briefings.items import Briefing
from briefings.markup import Markup
from briefings.store import DamageError, Database, EntryState, Key, Records, Revision, SourceFolder
from briefings.store.archive import PageIndex
from briefings.store.damaged import lost_revisions, set_aside
from briefings.store.database import Row
from briefings.store.entries import EntryIndex
from briefings.store.find_copies import Copies
from briefings.store.forgotten import Tombstone, add_tombstone, forgotten_in
from briefings.store.kept_pages import CannotReread
from briefings.store.lines import RawLine, lines_of
from briefings.store.records import row_of, said_by
from briefings.store.rejected import add_rejected
from briefings.store.revision import unpacked
from briefings.store.run_reports import take_in_reports
from briefings.store.schema import row_digest
from briefings.store.take_in import add_source, is_taken_in
from briefings.store.view_lines import Name, RevisionLines, kept_lines, older_lines
from briefings.store.views import finish_replacing, read_written
from briefings.upkeep.check_records import faults_of
from briefings.upkeep.mend_archive import Say, mend_archive
from briefings.upkeep.prove import as_it_was, candidates, is_named, problems_in, prove
from briefings.upkeep.read_archived import place_of, read_archived
from briefings.upkeep.salvage import Left


class Restoration:
    """Restores one source, whose lock the caller holds. Every method raises StorageError."""

    def __init__(self, folder: SourceFolder, database: Database, markup: Markup | None, say: Say) -> None:
        """Restore into `database`, which has the rows that are as they were written."""
        self._folder = folder
        self._source = folder.source
        self._database = database
        self._markup = markup
        self._say = say
        self._records = Records(database)
        self._rows: dict[str, Row] = {}
        self._asked: dict[str, str | None] = {}

    def run(self, left: Left) -> None:
        """Restore what the rows held that were left behind, and tell of it."""
        source, written = self._source, read_written(self._folder).through
        finish_replacing(self._folder)
        is_known = is_taken_in(self._database, source)
        is_newer = is_known and written > self._database.read("sources", "source = ?", source)[0]["through"]
        if not is_known:
            add_source(self._database, self._folder)
        through = "UPDATE sources SET through = max(through, ?) + 1, stale = 1 WHERE source = ?"
        self._database.write(through, written, source)
        take_in_reports(self._folder, self._database)
        mend_archive(self._folder, self._database, self._say)
        self._rows = {row["id"]: row for row in self._database.read("briefings", "source = ?", source)}
        torn = left.torn if is_known and not is_newer else {"forgotten", "rejected", "revisions"}
        self._restore_lines("forgotten", "id", self._folder.forgotten, left, is_torn="forgotten" in torn)
        self._restore_lines("rejected", "key", self._folder.rejected, left, is_torn="rejected" in torn)
        bad, is_torn = [row for table, row in left.bad if table == "revisions"], "revisions" in torn
        self._restore_revisions(bad, is_torn=is_torn, is_newer=is_newer)
        self._derive()
        self._ask(everything=is_torn)

    # -- Lines that have rows of their own

    def _restore_lines(self, table: str, key: str, file: Path, left: Left, *, is_torn: bool) -> None:
        """Bring the lines of a file back that are what a damaged row held: have its digest, or say the same.

        Where rows may be missing, all that the database does not have; these are not proved.
        """
        lost = [row for one, row in left.bad if one == table]
        for line in lines_of(file):
            said = line.raw.decode(errors="replace")
            fitting = [
                row for row in lost
                if row["line"] == said or row_digest(self._source, row[key], said) == row["digest"]
            ]  # fmt: skip
            try:
                if (fitting or is_torn) and self._add_line(table, line.record()) and not fitting:
                    self._say(f"not proved: {file.name}: {said[:500].rstrip()}")
            except (DamageError, TypeError):
                # Of a tombstone it says which; a rejected record would stay there when it is forgotten.
                why = "is no line of it" + (f": {said[:500].rstrip()}" if table == "forgotten" else "")
                self._lose_line(line, why)
            lost = [row for row in lost if row not in fitting]
        for row in lost:
            if row["source"] == self._source:
                self._say(f"set aside: {file.name}: the line of {row[key]!r} is damaged")

    def _add_line(self, table: str, record: dict[str, Any]) -> bool:
        """Keep what a line says; False where that is kept."""
        if table == "rejected":
            return add_rejected(self._database, self._source, record)
        tombstone, known = Tombstone(**record), forgotten_in(self._database, self._source)
        # One of a known address has an id that is damaged.
        if tombstone.id in known or any(map(known.named_by, tombstone.urls)):
            return False
        add_tombstone(self._database, self._source, tombstone)
        return True

    # -- Revisions

    def _restore_revisions(self, bad: list[Row], *, is_torn: bool, is_newer: bool) -> None:
        """Bring the revisions back of which the database knows, or only a file where it may know of too few.

        Lines with the digests of the row count, wherever they are; else what the archive gives; else what a file has
        counts as not proved where nothing is wrong with it. The rest is set aside, and asked for by the next crawl.
        """
        kept, older = kept_lines(self._folder), older_lines(self._folder)
        views = {**older.revisions, **kept.revisions}
        damaged = {name: row for row in bad if (name := self._told_by(row))}
        query = "SELECT id, revision FROM revisions WHERE source = ? ORDER BY rowid"
        there: list[Name] = self._database.rows(query, self._source)
        sure = {*there, *damaged, *((id_, row["revision"]) for id_, row in self._rows.items())}
        # Of an older revision there was a next one.
        following = [(id_, revision + 1) for id_, revision in older.revisions]
        names = [*there, *damaged, *kept.revisions, *older.revisions, *sorted(sure), *following]
        if is_torn:
            for line, what in [*older.broken, *kept.broken]:
                self._lose_line(line, what)
        names = [
            name for name in dict.fromkeys(names)
            if name in sure or (is_torn and (is_newer or not self._is_spoilt(name, views.get(name))))
        ]  # fmt: skip
        here, newest, forgotten = set(there), dict(sorted(names)), forgotten_in(self._database, self._source)
        for name in names:
            own = self._records.revision(Key(self._source, name[0]), name[1]) if name in here else None
            is_whole = own is not None and own.proved and not faults_of(own)
            if is_whole or (own is None and name[0] in forgotten):
                continue
            row, view = damaged.get(name), views.get(name)
            found = [own] if own else list(candidates(self._source, name, row, view))
            again = as_it_was(found, row, view) or self._held(found, own, row, is_newest=newest[name[0]] == name[1])
            if again is not None and again is not own:
                self._database.insert("revisions", **row_of(again))
            if again is None or again.revision != name[1]:
                parts = [part for one in found for part in (one.turns, one.line)]
                parts += [view.turn_lines()] if view else []
                self._lose_revision(name, dict.fromkeys(parts), is_sure=name in sure)

    def _told_by(self, row: Row) -> Name | None:
        """Return the revision that a damaged row holds, if one of this source, by its line, else by its columns."""
        told = row
        with suppress(ValueError, KeyError, TypeError):
            told = json.loads(unpacked(row["line"]))
        source, id_, revision = (told.get(name) for name in ("source", "id", "revision"))
        return (id_, revision) if source == self._source and isinstance(id_, str) and type(revision) is int else None

    def _is_spoilt(self, name: Name, view: RevisionLines | None) -> bool:
        """Return True when a line that no row vouches for is a damaged line of a briefing that is there."""
        if name[0] in self._rows:
            return bool(name[1] > self._rows[name[0]]["revision"])
        url = view.line.record().get("url") if view and view.line else None
        return any(row["url"] == url for row in self._rows.values())

    def _held(
        self, found: list[Revision], own: Revision | None, row: Row | None, *, is_newest: bool
    ) -> Revision | None:
        """The first of some candidates of which the archive says what it is, or at least nothing else.

        `own` is that of a row without fault, `row` one that is damaged.
        """
        for one in found:
            faults = [*(["is not as it was written"] if row else []), *problems_in(one)]
            known = self._rows.get(one.id)
            marks = known if known is not None and known["revision"] == one.revision else one.record
            lost = lost_revisions(self._database, self._source).get(one.id, 0)
            held = prove(one, faults, self._read(one), marks, lost, is_newest=is_newest)
            if held is not None:
                where = f"revision {held.revision} of {held.id}"
                if row or held.line != one.line or (one.turns and held.turns != one.turns):
                    self._say(f"read again: {where}, from the archive")
                elif not held.proved and held is not own:
                    self._say(f"not proved: {where}: no more than a file has it")
                return held
        return None

    def _read(self, revision: Revision) -> Briefing | None:
        with suppress(CannotReread):
            read = read_archived(revision, self._folder, self._database, self._markup)
            return read if is_named(revision, read) else None
        return None

    def _lose_revision(self, name: Name, parts: Iterable[bytes], *, is_sure: bool) -> None:
        """Set a revision aside. Where only a line of a file names it, its id may be wrong: its address counts."""
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
        self._database.write("DELETE FROM revisions WHERE (source, id, revision) = (?, ?, ?)", self._source, *name)
        self._asked[id_] = url

    def _lose_line(self, line: RawLine, why: str) -> None:
        set_aside(self._folder, f"{line.file.name}.{line.start}", line.raw)
        self._say(f"set aside: {line.file.name}, byte {line.start}: {why}")

    # -- What follows from the revisions

    def _derive(self) -> None:
        """Let the rows of briefings say what their newest revisions say, and name the places of pages anew."""
        copies, index = Copies(self._database), PageIndex(self._database, self._source)
        self._database.write("DELETE FROM briefings WHERE source = ?", self._source)
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
            # Else the next crawl would be content with the same bytes, wherever they are.
            is_same = row is not None and row["revision"] == number and id_ not in self._asked
            is_same = is_same and (pages == old or all(page["warc"] for page in pages))
            fetched_at = max((page["fetched_at"] or "" for page in old), default="")
            with self._database.transaction():
                self._database.insert(
                    "briefings", **key._asdict(), **said_by(revision),
                    changed_at=row["changed_at"] if row and is_same else fetched_at or now(),
                    **{name: row[name] for name in ("looked_at", "poorer", "reading") if row and is_same},
                )  # fmt: skip
                copies.index(key, revision.turn_keys)
                self._records.mark(key, pages=pages)
                missing = {page["number"] for page in revision.record["missing_pages"]}
                places = (page["warc"] for page in pages if page["warc"] and page["number"] not in missing)
                index.judge(places, accepted=True)

    def _in_order(self) -> list[Name]:
        """The newest revisions in the order of their briefings: by their rows, one without a row after that before."""
        found, number = [], 0
        query = "SELECT id, max(revision) FROM revisions WHERE source = ? GROUP BY id ORDER BY min(rowid)"
        for id_, revision in self._database.rows(query, self._source):
            number = self._rows[id_]["number"] if id_ in self._rows else number
            found.append((number, (id_, revision)))
        return [name for _, name in sorted(found, key=itemgetter(0))]

    def _ask(self, *, everything: bool) -> None:
        """Have the next crawl ask for what was set aside and is not kept in any revision."""
        entries = EntryIndex(self._database, self._source)
        for id_, url in self._asked.items():
            if url is not None and self._records.row(Key(self._source, id_)) is None:
                with suppress(ValueError):
                    entries.note(read_address(url).briefing, url, EntryState.UNREAD)
        if self._asked or everything:
            # However far down a list names it, the next walk comes there.
            self._database.write("UPDATE walks SET proper = 0 WHERE source = ?", self._source)
