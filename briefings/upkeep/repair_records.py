"""Mend the records of a source in the database: from its files, where digests tell, else from the archive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from briefings.address import read_address
from briefings.clock import now as this_moment
from briefings.items import READER_VERSION, Briefing
from briefings.records import set_revision, turn_key
from briefings.store import Database, EntryState, Key, Records, Revision, SourceFolder
from briefings.store.damaged import Loss, read_losses, set_aside
from briefings.store.database import Row
from briefings.store.entries import EntryIndex
from briefings.store.find_copies import Copies
from briefings.store.forgotten import forgotten_in
from briefings.store.kept_pages import CannotReread
from briefings.store.lines import RawLine
from briefings.store.records import row_of, said_by
from briefings.store.revision import MARKS, revision_of, unpacked
from briefings.store.take_in import problem_of
from briefings.store.view_lines import Name, Written, kept_lines, older_lines
from briefings.transcript import Markup
from briefings.upkeep.check_records import agrees, faults_of, otherwise
from briefings.upkeep.faults import Repaired
from briefings.upkeep.read_archived import place_of, read_archived

_URL = re.compile(rb'"url": "(https?://[^"\\]+)"')


class _Halves(NamedTuple):
    """What may be the lines of a revision: of the briefing, and of its turns."""

    lines: list[bytes]
    turns: list[bytes | None]


class RecordRepair:
    """Mends one source, whose lock the caller holds. Every method raises StorageError."""

    def __init__(self, folder: SourceFolder, database: Database, markup: Markup | None, told: Repaired) -> None:
        self._folder = folder
        self._database = database
        self._markup = markup
        self._told = told
        self._records = Records(database)
        self._copies = Copies(database, self._records)
        self._asked: dict[str, str | None] = {}

    # -- Rows that are gone

    def restore(self, bad: Sequence[Row]) -> None:
        """Keep again what the damaged rows of a database held, and what only the files have.

        What is not to be had any more is set aside, and asked for by the next crawl.
        """
        views, loose = self._views()
        damaged = {_name_of(row): row for row in bad}
        there: set[Name] = set(
            self._database.rows("SELECT id, revision FROM revisions WHERE source = ?", self._folder.source)
        )
        rows = self._database.rows("SELECT id, revision FROM briefings WHERE source = ?", self._folder.source)
        # Of an older revision there was a next one.
        older = [(id_, revision + 1) for id_, revision in older_lines(self._folder).written]
        forgotten = forgotten_in(self._database, self._folder.source)
        names = dict.fromkeys([*damaged, *rows, *views, *older])
        newest = dict(sorted([*names, *there]))
        for name in names:
            if name in there or name[0] in forgotten:
                continue
            row = damaged.get(name)
            halves = _halves(row, views.get(name))
            if found := self._restored(name, row, halves, is_newest=newest[name[0]] == name[1]):
                self._put(found, row["seq"] if row else None)
                is_old = found.line in halves.lines and found.turns in halves.turns
                how = "as it was" if is_old else "as the archive gives it"
                self._told.done.append(f"{name[0]}: revision {found.revision} is kept again, {how}")
            if found is None or found.revision != name[1]:
                self._lose(name, "cannot be read any more", halves, is_sure=name in damaged or name in rows)
        self._ask_for_lines(loose)

    def _ask_for_lines(self, loose: list[tuple[RawLine, str]]) -> None:
        """Ask for the briefings of which there is nothing but a line that is none."""
        there = {
            id_ for (id_,) in self._database.rows("SELECT id FROM revisions WHERE source = ?", self._folder.source)
        }
        for line, what in loose:
            with suppress(ValueError):
                url = found[1].decode() if (found := _URL.search(line.raw)) else ""
                if (id_ := read_address(url).briefing) not in there:
                    self._set_aside(Loss(line.file.name, line.damage(what).what, what, id_, None, url), line.raw)
                    self._asked[id_] = url

    def _views(self) -> tuple[dict[Name, Written], list[tuple[RawLine, str]]]:
        """What the files hold of each revision, and the lines that are none."""
        kept, older = kept_lines(self._folder), older_lines(self._folder)
        return {**older.written, **kept.written}, [*older.broken, *kept.broken]

    def _restored(self, name: Name, row: Row | None, halves: _Halves, *, is_newest: bool) -> Revision | None:
        """A revision as it was, by its digests or the archive; the next one, where that reads it otherwise."""
        if row is not None:
            line = next(iter(self._fitting(name, row, halves.lines)), None)
            turns = self._fitting_turns(name, row, halves.turns)
            if line is not None and not turns and (read := self._read(line)):
                # What the archive gives has to have the digest all the same.
                turns = self._fitting_turns(name, row, [revision_of(_numbered(read, name[1])).turns])
            if line is not None and turns:
                return replace(line, turns=turns[0])
        for line_, turns_ in product(halves.lines, halves.turns):
            candidate = self._revision(name, line_, turns_)
            faults = [*(["is not as it was written"] if row else []), *self._faults(candidate)]
            if (held := self._held(candidate, faults, is_newest=is_newest)) is not None:
                return held
        return None

    def _faults(self, candidate: Revision) -> list[str]:
        try:
            problem = problem_of(candidate)
            return [problem] if problem else faults_of(candidate)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return [str(error)]

    def _fitting(self, name: Name, row: Row, lines: list[bytes]) -> Iterator[Revision]:
        for line, proved in product(lines, (True, False)):
            found = self._revision(name, line, None, proved=proved)
            if found.line_digest == row["line_digest"]:
                yield found
        # Where a row and a file say the same, it is the digest that is wrong.
        yield from (self._revision(name, line, None) for line in _twice(lines))

    def _fitting_turns(self, name: Name, row: Row, turns: list[bytes | None]) -> list[bytes | None]:
        fitting = [one for one in turns if self._revision(name, b"", one).turns_digest == row["turns_digest"]]
        return fitting or _twice([one for one in turns if one is not None])

    def _held(self, revision: Revision, faults: list[str], *, is_newest: bool) -> Revision | None:
        """A revision as the archive gives it, as the next one where its content is another; itself where that cannot
        tell, None where it has faults besides."""
        read = self._read(revision)
        if read is not None and not faults and agrees(revision, read):
            turns = (
                revision.turns if revision.turns is not None else revision_of(_numbered(read, revision.revision)).turns
            )
            return replace(revision, turns=turns, proved=True)
        if read is not None and (faults or (is_newest and revision.record["reader"] == READER_VERSION)):
            again = self._remade(revision, read)
            # What an older reader made of an older revision, nobody can tell.
            if again.revision == revision.revision or is_newest:
                return again
        return None if faults else revision

    def _revision(self, name: Name, line: bytes, turns: bytes | None, *, proved: bool = False) -> Revision:
        return Revision(self._folder.source, *name, line, turns, proved=proved)

    # -- Revisions that are there

    def check(self) -> None:
        """Hold against the archive what was taken in from files, and the places of all pages."""
        query = "SELECT id, revision FROM revisions WHERE source = ? ORDER BY seq"
        newest = self._newest()
        for id_, number in self._database.rows(query, self._folder.source):
            revision = self._records.revision(Key(self._folder.source, id_), number)
            faults = faults_of(revision)
            if faults or not revision.proved:
                self._prove(revision, faults, is_newest=newest[id_] == number)
            elif newest[id_] == number:
                self._place(revision)

    def _prove(self, revision: Revision, faults: list[str], *, is_newest: bool) -> None:
        held = self._held(revision, faults, is_newest=is_newest)
        if held is revision:
            if is_newest:
                self._place(revision)
            return
        if held is not None:
            self._put(held)
            if held.line != revision.line or (revision.turns and held.turns != revision.turns):
                self._told.done.append(f"{revision.id}: revision {held.revision} is read again from the archive")
        if faults and (held is None or held.revision != revision.revision):
            self._drop(revision, faults[0])

    def _drop(self, revision: Revision, why: str) -> None:
        name = (revision.id, revision.revision)
        self._lose(name, why, _Halves([revision.line], [revision.turns]))
        where = "source = ? AND id = ? AND revision = ?"
        self._database.write(f"DELETE FROM revisions WHERE {where}", revision.source, *name)

    def _place(self, revision: Revision) -> None:
        """Name the places of pages anew that are elsewhere; those that are nowhere are fetched again."""
        pages = [{**page, "warc": place_of(page, self._folder, self._database)} for page in revision.record["pages"]]
        if pages == revision.record["pages"]:
            return
        for old, page in zip(revision.record["pages"], pages, strict=True):
            if page["warc"] is None and old["warc"] is not None:
                what = f"page {page['number']} of {revision.id} is not in the archive any more"
                self._set_aside(Loss("archive", old["warc"], what, url=page["url"]), b"")
            elif page != old:
                self._told.done.append(f"{revision.id}: page {page['number']} is found elsewhere in the archive")
        key = Key(revision.source, revision.id)
        with self._database.transaction():
            self._records.mark(key, pages=pages)
            if any(page["warc"] is None for page in pages):
                self._records.note(key, looked_at=None)

    # -- What is told of the newest

    def settle(self) -> None:
        """Let the rows of briefings say what their newest revisions say, and judge again who is a copy of whom."""
        newest, source = self._newest(), self._folder.source
        judged: list[Key] = []
        for (id_,) in self._database.rows("SELECT id FROM briefings WHERE source = ?", source):
            if id_ not in newest:
                with self._database.transaction():
                    self._copies.drop(Key(source, id_))
                    self._records.remove(Key(source, id_))
                judged += self._copies.naming(id_)
        for id_, number in newest.items():
            key = Key(source, id_)
            if self._settle(key, self._records.revision(key, number)):
                judged += [key, *self._copies.naming(id_)]
        bereft = (
            "SELECT source, id FROM briefings WHERE source = ? AND copy_of IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM briefings AS original WHERE original.id = briefings.copy_of AND complete = 1)"
        )
        judged += [Key(*row) for row in self._database.rows(bereft, source)]
        with self._database.transaction():
            self._copies.judge(judged)
        self._ask(newest)

    def _settle(self, key: Key, revision: Revision) -> bool:
        row = self._records.row(key)
        if row is not None and not otherwise(self._database, row, revision):
            return False
        with self._database.transaction():
            if row is None:
                changed_at = max((page["fetched_at"] or "" for page in revision.record["pages"]), default="")
                self._database.insert(
                    "briefings",
                    source=key.source,
                    id=key.id,
                    **said_by(revision),
                    changed_at=changed_at or this_moment(),
                )
            elif row["revision"] == revision.revision:
                self._records.note(key, **said_by(revision))
            else:
                self._records.note(key, **said_by(revision), looked_at=None, reading=None, poorer=None)
            self._copies.index(key, revision.turn_keys)
            self._records.make_stale(key.source)
        return True

    def _ask(self, newest: dict[str, int]) -> None:
        """Have the next crawl ask for what is lost."""
        entries = EntryIndex(self._database, self._folder.source)
        with self._database.transaction():
            for id_, url in self._asked.items():
                if id_ in newest:
                    self._records.note(Key(self._folder.source, id_), looked_at=None)
                    continue
                with suppress(ValueError):
                    if url is not None:
                        entries.note(read_address(url).briefing, url, EntryState.UNREAD)
            if self._asked:
                self._database.write("UPDATE walks SET proper = 0 WHERE source = ?", self._folder.source)

    # -- What all of them do

    def _newest(self) -> dict[str, int]:
        query = "SELECT id, max(revision) FROM revisions WHERE source = ? GROUP BY id ORDER BY min(seq)"
        return dict(self._database.rows(query, self._folder.source))

    def _read(self, revision: Revision) -> Briefing | None:
        try:
            read = read_archived(revision, self._folder, self._database, self._markup)
        except CannotReread:
            return None
        # Nothing but the ids of turns and the address tells that the id is right.
        ids = [turn.id for turn in read.turns]
        is_named = read_address(read.url).briefing == read.id or ids == [turn.id for turn in _said(revision) or []]
        return read if is_named else None

    def _remade(self, revision: Revision, read: Briefing) -> Revision:
        """A reading as that revision, where its content is the same; else as the next one."""
        record = revision.record
        same = read.content_hash == record.get("content_hash") or _texts(read) == _said(revision)
        lost = read_losses(self._folder).get(revision.id, 0)
        made = revision_of(_numbered(read, revision.revision if same else max(revision.revision, lost) + 1))
        row = self._records.row(Key(revision.source, revision.id))
        marks = row if row is not None and row["revision"] == revision.revision else record
        again = made.marked(**{name: marks.get(name) for name in MARKS}, changes=record.get("changes") if same else [])
        return made if faults_of(again) else again

    def _put(self, revision: Revision, seq: int | None = None) -> None:
        where = "source = ? AND id = ? AND revision = ?"
        key = (revision.source, revision.id, revision.revision)
        known = self._database.rows(f"SELECT seq FROM revisions WHERE {where}", *key)
        self._database.insert("revisions", seq=known[0][0] if known else seq, **row_of(revision))
        self._records.make_stale(revision.source)

    def _lose(self, name: Name, why: str, halves: _Halves, *, is_sure: bool = True) -> None:
        """Set aside what is left of a revision, and ask for it where it was the newest.

        Where only a line of a file names it, its id may be what is wrong: then that which its address spells counts.
        """
        (id_, revision), url = name, self._url(name, halves)
        with suppress(ValueError):
            if not is_sure and url is not None:
                id_ = read_address(url).briefing
        known = self._records.row(Key(self._folder.source, id_)) if id_ != name[0] else None
        content = b"".join([*(turns or b"" for turns in halves.turns), *halves.lines])
        loss = Loss("briefings.sqlite", f"revision {revision} of {name[0]}", why, id_, None if known else revision, url)
        self._set_aside(loss, content)
        self._asked[id_] = url

    def _set_aside(self, loss: Loss, content: bytes) -> None:
        set_aside(self._folder, [(loss, lambda: [content] if content else [])], this_moment())
        self._told.aside.append(f"{loss.where}: {loss.why}")

    def _url(self, name: Name, halves: _Halves) -> str | None:
        row = self._records.row(Key(self._folder.source, name[0]))
        if row is not None:
            return str(row["url"])
        for raw in [*halves.lines, *(turns for turns in halves.turns if turns)]:
            with suppress(ValueError, KeyError, TypeError, IndexError):
                return str(json.loads(raw.splitlines()[0])["url"])
        return None


def _numbered(briefing: Briefing, number: int) -> Briefing:
    set_revision(briefing, number)
    return briefing


def _twice(values: list[Any]) -> list[Any]:
    """The first of these, where the others say the same."""
    return values[:1] if len(values) > 1 and len(set(values)) == 1 else []


def source_of(row: Row) -> str:
    """Of which source a damaged row of `revisions` is."""
    return _told_by(row)[0]


def _name_of(row: Row) -> Name:
    return _told_by(row)[1:]


def _told_by(row: Row) -> tuple[str, str, int]:
    """Which revision a damaged row holds: its line says, where that can be unpacked, else its columns."""
    with suppress(ValueError, KeyError, TypeError):
        record: dict[str, Any] = json.loads(unpacked(row["line"]))
        return str(record["source"]), str(record["id"]), int(record["revision"])
    return row["source"], row["id"], row["revision"]


def _halves(row: Row | None, written: Written | None) -> _Halves:
    """What is left of the lines of a revision: in a damaged row, and in the files."""
    found = _Halves([], [])
    if written is not None:
        *turns, line = [*written.raw()] if written.line else [*written.raw(), b""]
        found.lines.extend([line] if line else [])
        found.turns.append(b"".join(turns))
    for half, kept in (("line", found.lines), ("turns", found.turns)):
        with suppress(ValueError):
            if row is not None and row[half] is not None:
                kept.append(unpacked(row[half]))
    found.turns.append(None)
    return found


def _texts(briefing: Briefing) -> list[Any]:
    return [turn_key(turn) for turn in briefing.turns]


def _said(revision: Revision) -> list[Any] | None:
    with suppress(ValueError, KeyError, TypeError):
        return list(revision.turn_keys) or None
    return None
