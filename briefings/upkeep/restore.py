"""Keep again what the damaged rows of a database held, and what only the files of a source have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import Any

from briefings.address import read_address
from briefings.store import Database, Key, Records, Revision, SourceFolder
from briefings.store.damaged import Loss
from briefings.store.database import Row
from briefings.store.forgotten import forgotten_in
from briefings.store.lines import RawLine
from briefings.store.revision import unpacked
from briefings.store.take_in import problem_of
from briefings.store.view_lines import Name, RevisionLines, kept_lines, older_lines
from briefings.upkeep.check_records import faults_of
from briefings.upkeep.faults import counted
from briefings.upkeep.repair_records import RecordRepair, is_otherwise

_URL = re.compile(rb'"url": "(https?://[!#-\[\]-~]+)"')
_LOST = "cannot be read any more"


class Restoration:
    """Restores one source into a database. Every method raises StorageError."""

    def __init__(self, folder: SourceFolder, database: Database, records: RecordRepair) -> None:
        self._folder = folder
        self._database = database
        self._records = records

    def run(self, bad: Sequence[Row] = ()) -> None:
        """Bring the revisions back that `bad` rows held, that are known to be missing, or that only files have.

        Of a row, lines with its digests count, wherever they are; else what the archive gives. What only a file has is
        not proved. The rest is set aside, and asked for by the next crawl.
        """
        kept, older = kept_lines(self._folder), older_lines(self._folder)
        views, damaged = {**older.revisions, **kept.revisions}, {_told_by(row)[1:]: row for row in bad}
        there, rows = self._names("revisions"), self._names("briefings")
        # Of an older revision there was a next one.
        names = [*damaged, *views, *rows, *((id_, revision + 1) for id_, revision in older.revisions)]
        newest, forgotten = dict(sorted([*names, *there])), forgotten_in(self._database, self._folder.source)
        ids, sure, as_it_was = {id_ for id_, _ in there}, {*damaged, *rows}, 0
        for name in dict.fromkeys(names):
            row, view = damaged.get(name), views.get(name)
            if name in there or name[0] in forgotten or (name not in sure and self._is_another(name, view)):
                continue
            found = list(_candidates(self._folder.source, name, row, view))
            again = next(filter(None, (_fitting(one, row) for one in found)), None)
            if again is None and row is not None and _is_said_twice(row, view):
                again = replace(found[0], proved=bool(row["proved"]))
            if again is not None:
                as_it_was += 1
            else:
                # Where other revisions of it are whole, a line that is not is no further one.
                may_read = name in sure or name[0] not in ids
                again = self._held(found, row, is_newest=newest[name[0]] == name[1], may_read=may_read)
            if again is not None:
                self._records.put(again, row["seq"] if row else None)
            if again is None or again.revision != name[1]:
                parts = [part or b"" for one in found for part in (one.turns, one.line)]
                parts += [view.turn_lines()] if view else []
                self._lose(name, list(filter(None, dict.fromkeys(parts))), is_sure=name in sure)
        if as_it_was:
            told = f"{self._folder.source}: {counted(as_it_was, 'revision')} kept again as it was"
            self._records.told.done.append(told)
        for line, what in [*older.broken, *kept.broken]:
            self._ask_for(line, what)

    def _is_another(self, name: Name, view: RevisionLines | None) -> bool:
        """Whether a line is that of a briefing which is there, with another id: then the id is what is damaged."""
        url = view.line.record().get("url") if view and view.line else None
        query = "SELECT id FROM briefings WHERE source = ? AND url = ?"
        ids = [id_ for (id_,) in self._database.rows(query, self._folder.source, str(url))]
        if url is None or not ids or name[0] in ids:
            return False
        what = f"{name[0]}: a line of it is set aside, as its address is that of {ids[0]}"
        self._records.told.aside.append(what)
        return True

    def _names(self, table: str) -> list[Name]:
        return self._database.rows(f"SELECT id, revision FROM {table} WHERE source = ?", self._folder.source)

    def _held(self, found: list[Revision], row: Row | None, *, is_newest: bool, may_read: bool) -> Revision | None:
        """The first of some candidates of which the archive says what it is, or at least nothing else."""
        for one in found:
            faults = [*(["is not as it was written"] if row else []), *_faults(one)]
            if (may_read or not faults) and (held := self._records.held(one, faults, is_newest=is_newest)):
                if is_otherwise(held, one) and not _fitting(held, row):
                    self._records.told.again.append(f"{one.id}: revision {held.revision}, from the archive")
                return held
        return None

    def _lose(self, name: Name, parts: list[bytes], *, is_sure: bool) -> None:
        """Set a revision aside. Where only a line of a file names it, its id may be wrong: its address counts."""
        (id_, revision), rows = name, Records(self._database)
        row = rows.row(Key(self._folder.source, id_))
        url: str | None = row["url"] if row else None
        for part in parts:
            with suppress(ValueError, KeyError, TypeError, IndexError):
                url = url or str(json.loads(part.splitlines()[0])["url"])
        with suppress(ValueError):
            id_ = read_address(url).briefing if url and not is_sure else id_
        is_kept = not is_sure and rows.row(Key(self._folder.source, id_)) is not None
        where = f"revision {revision} of {name[0]}"
        loss = Loss(self._database.file.name, where, _LOST, id_, None if is_kept else revision, url)
        self._records.lose(loss, parts)

    def _ask_for(self, line: RawLine, what: str) -> None:
        """Ask for the briefing of which there is nothing but a line that is none."""
        url = found[1].decode("ascii") if (found := _URL.search(line.raw)) else ""
        with suppress(ValueError):
            if (id_ := read_address(url).briefing) not in self._records.newest():
                self._records.lose(Loss(line.file.name, line.damage(what).what, what, id_, None, url), [line.raw])


def source_of(row: Row) -> str:
    """Of which source a damaged row of `revisions` is."""
    return _told_by(row)[0]


def _told_by(row: Row) -> tuple[str, str, int]:
    """Which revision a damaged row holds: its line says, where that can be unpacked, else its columns."""
    with suppress(ValueError, KeyError, TypeError):
        record: dict[str, Any] = json.loads(unpacked(row["line"]))
        return str(record["source"]), str(record["id"]), int(record["revision"])
    return row["source"], row["id"], row["revision"]


def _candidates(source: str, name: Name, row: Row | None, view: RevisionLines | None) -> Iterator[Revision]:
    """What the revision may have been, by the lines that are left of it in the files and in the row."""
    lines = [view.line.raw] if view and view.line else []
    turns: list[bytes | None] = [view.turn_lines()] if view else []
    with suppress(ValueError):
        lines += [unpacked(row["line"])] if row else []
    with suppress(ValueError):
        turns += [unpacked(row["turns"])] if row else []
    for line, own in product(dict.fromkeys(lines), dict.fromkeys([*turns, None])):
        yield Revision(source, *name, line, own, proved=False)


def _fitting(revision: Revision, row: Row | None) -> Revision | None:
    """The revision, where it is the one that the digests of a row are of."""
    for one in (replace(revision, proved=True), replace(revision, proved=False)):
        if row and (one.line_digest, one.turns_digest) == (row["line_digest"], row["turns_digest"]):
            return one
    return None


def _is_said_twice(row: Row, view: RevisionLines | None) -> bool:
    """Whether a row and a file say the same: then it is the digest that is damaged."""
    with suppress(ValueError):
        if view is not None and view.line is not None:
            return (view.line.raw, view.turn_lines()) == (unpacked(row["line"]), unpacked(row["turns"]))
    return False


def _faults(candidate: Revision) -> list[str]:
    try:
        problem = problem_of(candidate)
        return [problem] if problem else faults_of(candidate)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [str(error)]
