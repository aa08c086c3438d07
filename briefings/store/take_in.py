"""Take a source into the database from its files: where the database is missing, or a folder was moved here.

The files are read as a run may have left them: a line that a kill tore, and turns at the end whose briefing has no
line, are left out and said; anything else that no run leaves behind is damage. What is taken in is not proved: no
digest says that a line is as it was written, so `scrapy verify` holds it against the archive. When a briefing was last
looked at stands in no file: each is due once.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import NoneType
from typing import Any

from briefings.clock import now
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.recover import recover_archive
from briefings.store.damaged import read_losses
from briefings.store.database import Database
from briefings.store.errors import DamageError
from briefings.store.find_copies import Copies
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import add_tombstone, tombstones_in
from briefings.store.lines import RawLine, lines_of
from briefings.store.records import Key, Records
from briefings.store.rejected import add_line
from briefings.store.revision import Revision
from briefings.store.run_reports import history_in, latest_in
from briefings.store.run_rows import RunRows
from briefings.store.views import finish_replacing, read_written

logger = logging.getLogger(__name__)

_BATCH = 20  # briefings a transaction: other runs write to the database in between
_TABLES = ("archives", "entries", "walks", "rejected", "forgotten", "runs")


def is_taken_in(database: Database, source: str) -> bool:
    """Whether the database knows a source: all of it, as its row is written last."""
    return bool(database.rows("SELECT 1 FROM sources WHERE source = ?", source))


def take_in(folder: SourceFolder, database: Database, *, only_records: bool = False) -> None:
    """Read the files of a source that the database does not know; the caller holds its lock.

    `only_records` leaves the archive alone, so that no file is written: then nobody needs to hold the lock.

    Raises DamageError where a file holds what no run leaves behind, StorageError; then nothing is known of the source.
    """
    records, copies = Records(database), Copies(database, Records(database))
    _clear(folder.source, database)
    if not only_records:
        finish_replacing(folder)
    older, newest = _by_age(folder)
    found = _checked(folder, older, newest)
    if not only_records:
        recover_archive(folder, database)
    index = PageIndex(database, folder.source)
    for batch in _batches(found):
        with database.transaction():
            for revision, is_newest in batch:
                if not is_newest:
                    records.keep_older(revision)
                    continue
                key = Key(revision.source, revision.id)
                pages = revision.record["pages"]
                changed_at = max((page["fetched_at"] or "" for page in pages), default="") or now()
                records.add(revision, changed_at=changed_at, looked_at=None)
                if revision.turns is not None:
                    copies.index(key, revision.turn_keys)
                missing = {page["number"] for page in revision.record["missing_pages"]}
                places = [page["warc"] for page in pages if page["warc"] and page["number"] not in missing]
                index.judge(places, accepted=True)
    written = read_written(folder)
    latest = latest_in(folder)
    RunRows(database, folder.source).take_in([*history_in(folder), *([latest] if latest else [])])
    with database.transaction():
        for line in lines_of(folder.rejected):
            if line.whole:
                add_line(database, folder.source, line.record())
        for tombstone in tombstones_in(folder.forgotten):
            add_tombstone(database, folder.source, tombstone)
        database.insert(
            "sources", source=folder.source, hosts=json.dumps(written.hosts), through=written.through + 1, written=0,
            sizes="{}", stale=1,
        )  # fmt: skip
    if newest and not only_records:
        what = "%s: %d briefings were taken into the database from the files; each is looked at by the next crawl"
        logger.warning(what, folder.folder, len(newest))


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the line of a revision stands, with those of its turns."""

    line: RawLine
    turns: tuple[tuple[Path, int, int], ...]
    """Stretches of files: from, to."""


_Lines = dict[tuple[str, int], _Line]


def _by_age(folder: SourceFolder) -> tuple[_Lines, _Lines]:
    """The older revisions, and the newest of each briefing."""
    kept = _lines(folder.briefings, folder.turns)
    last: dict[str, int] = {}
    for id_, revision in kept:
        last[id_] = max(revision, last.get(id_, 0))
    newest = {key: line for key, line in kept.items() if last[key[0]] == key[1]}
    superseded = _lines(folder.superseded, folder.superseded)
    return {**superseded, **{key: line for key, line in kept.items() if key not in newest}}, newest


def _lines(briefings: Path, turns: Path) -> _Lines:
    """The lines of the revisions in a file, with where their turns stand in the same or another."""
    stretches: dict[tuple[str, int], list[tuple[Path, int, int]]] = {}
    found: dict[tuple[str, int], RawLine] = {}
    for line in _whole(turns):
        record = line.record()
        if "briefing" in record:
            key = _typed(line, record, "briefing", "revision")
            own = stretches.setdefault(key, [])
            if own and own[-1][2] == line.start:
                own[-1] = (turns, own[-1][1], line.end)
            else:
                own.append((turns, line.start, line.end))
    for line in _whole(briefings):
        record = line.record()
        if "briefing" not in record:
            key = _typed(line, record, "id", "revision")
            if key in found:
                raise line.damage(f"repeats revision {key[1]} of {key[0]}")
            found[key] = line
    last = max((own[-1][2] for key, own in stretches.items() if key in found), default=0)
    for key in stretches.keys() - found.keys():
        if stretches[key][0][1] < last:
            raise DamageError(turns, f"it has turns of revision {key[1]} of {key[0]}, which has no line")
        logger.warning("%s: the turns of %s at its end are left out: it was not finished", turns, key[0])
    return {key: _Line(line, tuple(stretches.get(key, ()))) for key, line in found.items()}


def _whole(file: Path) -> Iterator[RawLine]:
    for line in lines_of(file):
        if line.whole:
            yield line
        else:
            logger.warning("%s: its last line is not whole and is left out", file)


def _typed(line: RawLine, record: dict[str, Any], id_: str, revision: str) -> tuple[str, int]:
    if not isinstance(record.get(id_), str) or type(record.get(revision)) is not int:
        raise line.damage("is no line of a record")
    return record[id_], record[revision]


def _checked(folder: SourceFolder, older: _Lines, newest: _Lines) -> Iterator[tuple[Revision, bool]]:
    """The revisions, the older ones in front, once it is sure that none is missing."""
    lost = read_losses(folder)
    there: dict[str, int] = {}
    for id_, revision in newest:
        there[id_] = revision
    for id_, revision in older:
        if max(there.get(id_, 0), lost.get(id_, 0)) <= revision:
            what = f"it has no later revision of {id_} than {revision}, which {folder.superseded.name} has"
            raise DamageError(folder.briefings, what)
    return ((_revision(folder, line), lines is newest) for lines in (older, newest) for line in lines.values())


def _revision(folder: SourceFolder, found: _Line) -> Revision:
    turns, record = b"".join(map(_stretch, found.turns)), found.line.record()
    revision = Revision(folder.source, record["id"], record["revision"], found.line.raw, turns, proved=False)
    problem = _problem(folder.source, revision)
    if problem:
        raise found.line.damage(problem)
    if revision.is_copy and not turns:
        return Revision(folder.source, record["id"], record["revision"], found.line.raw, None, proved=False)
    return revision


_FIELDS: dict[str, tuple[type, ...]] = {
    "url": (str,), "content_hash": (str,), "complete": (bool,), "turn_count": (int,), "words": (int,), "pages": (list,),
    "missing_pages": (list,), "date": (str, NoneType), "copy_of": (str, NoneType), "same_event": (str, NoneType),
    "vanished_at": (str, NoneType),
}  # fmt: skip
"""What a line must have to be taken in; the schema is checked by `scrapy verify`."""


def _problem(source: str, revision: Revision) -> str | None:
    record = revision.record
    if record.get("source") != source:
        return f"is of the source {record.get('source')}, not {source}"
    if wrong := [name for name, kinds in _FIELDS.items() if type(record.get(name)) not in kinds]:
        return f"is no line of a briefing: {wrong[0]}"
    order = [turn.get("seq") for turn in revision.turn_records]
    if order != list(range(record["turn_count"])):
        there = "which are not in order" if len(order) == record["turn_count"] else f"of which {len(order)} are there"
        return f"names {record['turn_count']} turns, {there}"
    turns = ((turn.get("text_hash"), turn.get("words")) for turn in revision.turn_records)
    if any(not isinstance(text, str) or type(words) is not int for text, words in turns):
        return "has a turn that is none"
    return None


def _stretch(stretch: tuple[Path, int, int]) -> bytes:
    file, start, end = stretch
    with file.open("rb") as stream:
        stream.seek(start)
        return stream.read(end - start)


def _batches(found: Iterable[tuple[Revision, bool]]) -> Iterator[list[tuple[Revision, bool]]]:
    rest = iter(found)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _clear(source: str, database: Database) -> None:
    """Take out what a start that was killed had taken in, a little a transaction."""
    while numbers := database.rows(f"SELECT number FROM briefings WHERE source = ? LIMIT {_BATCH}", source):
        with database.transaction():
            database.write_many("DELETE FROM texts WHERE briefing = ?", numbers)
            database.write_many("DELETE FROM briefings WHERE number = ?", numbers)
    for table, key in (("revisions", "seq"), ("pages", "id")):
        while keys := database.rows(f"SELECT {key} FROM {table} WHERE source = ? LIMIT {_BATCH}", source):
            with database.transaction():
                database.write_many(f"DELETE FROM {table} WHERE {key} = ?", keys)
    with database.transaction():
        for table in _TABLES:
            database.write(f"DELETE FROM {table} WHERE source = ?", source)
