"""Damages of a data folder left by a crawl of the sample, and the results of checking and repairing it."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.address import read_address
from briefings.store.database import Database
from briefings.store.entries import EntryIndex, EntryState
from briefings.store.errors import StorageError
from briefings.store.folder import database_in, sources_in
from briefings.store.lock import take_lock
from briefings.store.snapshot import open_as_it_is
from briefings.store.start import catch_up
from briefings.upkeep.repair import repair
from briefings.upkeep.verify import Fault, check_database, verify
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefings.store.folder import SourceFolder

CLEAN = "sample: 8 briefings, 130 turns, 26 pages, 71 records: nothing wrong.\n"
"""Line that `scrapy verify` prints when nothing is wrong."""
ROTTEN_ROWS = {
    "UPDATE sources SET hosts = '[]'": "sources sample: is not as it was written",
    "UPDATE revisions SET revision = 2": "2: is not as it was written",
    "UPDATE revisions SET id = id || 'x' WHERE rowid = 1": "x 1: is not as it was written",
    "UPDATE revisions SET line = x'00' WHERE rowid = 2": "1: is not as it was written",
    "UPDATE revisions SET turns = x'00' WHERE rowid = 3": "1: is not as it was written",
    "UPDATE revisions SET proved = 0": "1: is not as it was written",
    "UPDATE revisions SET digest = x'00' WHERE rowid = 4": "1: is not as it was written",
    "UPDATE briefings SET date = ''": "briefings sample",
    "UPDATE briefings SET looked_at = '2020' WHERE number = 3": "briefings sample",
    "UPDATE briefings SET id = id || 'x' WHERE turn_count < 20": "briefings sample",
    "UPDATE pages SET payload = 'sha1:' WHERE status = 200": "pages sample",
    "UPDATE pages SET offset = offset + 1 WHERE id = 2": "pages sample 2",
    "UPDATE archives SET indexed_size = 1": "archives sample",
    "UPDATE walks SET full_at = '2020'": "walks sample",
    "UPDATE runs SET report = '{}'": "runs sample",
}
"""Statements that change rows of the database without their digests, and the fault found for each."""
WRONG_ROWS = {
    "UPDATE briefings SET revision = 2": "revision 2 of",
    "UPDATE texts SET count = 7 WHERE briefing = 1": "the database counts other turns of",
    "DELETE FROM texts WHERE briefing = 2": "the database counts other turns of",
    "DELETE FROM revisions WHERE rowid = 1": "revision 1 of",
    "UPDATE archives SET indexed_size = indexed_size + 1": "but the database knows of",
    "INSERT INTO archives VALUES (NULL, 'sample', 'old.warc.gz', 1, 1)": "old.warc.gz: is gone, but the database knows",
}
"""Statements of a program that keeps the digests right, and the fault found for each."""


def spoil(folder: SourceFolder, statement: str) -> None:
    """Change rows so that their digests no longer fit."""
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)


def rewrite(folder: SourceFolder, statement: str) -> None:
    """Change rows together with their digests."""
    with closing(Database(folder.database)) as database:
        database.write(statement)


def faults(folder: SourceFolder) -> list[str]:
    """Return the faults that a check of the database and a source finds, in this process."""
    try:
        return [str(found) for found in _found(folder) if isinstance(found, Fault)]
    except StorageError as error:
        return [str(error)]


def faults_when_taken_in(folder: SourceFolder) -> list[str]:
    """Return the faults found after rebuilding the database from the two files, or why that failed."""
    folder.database.unlink()
    folder.written.unlink(missing_ok=True)
    try:
        catch_up(folder.root)
    except StorageError as error:
        return [str(error)]
    return faults(folder)


def remarks(folder: SourceFolder) -> list[str]:
    """Return the findings of the check that are not faults."""
    return [str(found) for found in _found(folder) if not isinstance(found, Fault)]


def _found(folder: SourceFolder) -> Iterable[Fault | str]:
    with ExitStack() as stack:
        database = open_as_it_is(folder.root, stack)
        yield from check_database(database)
        yield from verify(folder, database, Counter())


@dataclass(frozen=True, slots=True)
class Mended:
    """The sentences of a repair of a data folder."""

    done: list[str]
    unproved: list[str]
    aside: list[str]
    asked: list[str]


def mend(root: Path) -> Mended:
    """Repair a data folder as `scrapy verify --repair` does, in this process."""
    told = Mended([], [], [], [])
    said = {"mended": told.done, "not proved": told.unproved, "set aside": told.aside}

    def say(what: str) -> None:
        kind, _, sentence = what.partition(": ")
        said[kind].append(sentence)

    with ExitStack() as stack:
        folders = sources_in(root)
        for folder in folders:
            stack.enter_context(take_lock(folder))
        repair(root, say, lambda _: None)
        with closing(Database(database_in(root))) as database:
            for folder in folders:
                unread = EntryIndex(database, folder.source).in_state(EntryState.UNREAD)
                told.asked.extend(sorted(read_address(url).briefing for url in unread))
    return told


_KNOWN = "source, id, revision, url, date, complete, copy_of, same_event, vanished_at, turn_count, texts"


def kept_in(root: Path) -> dict[str, Any]:
    """Return everything stored of briefings: revisions, further facts, tombstones, and the files."""
    with closing(sqlite3.connect(database_in(root))) as db:
        revisions = db.execute("SELECT source, id, revision, line, turns FROM revisions").fetchall()
        texts = "SELECT source, id, text, count FROM texts JOIN briefings ON number = briefing"
        return {
            "revisions": {tuple(key): (_unpacked(line), _unpacked(turns)) for *key, line, turns in revisions},
            "briefings": sorted(db.execute(f"SELECT {_KNOWN} FROM briefings")),
            "texts": sorted(db.execute(texts)),
            "forgotten": sorted(db.execute("SELECT source, id, line FROM forgotten")),
            "files": {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.glob("*/*.jsonl"))},
        }


def _unpacked(content: bytes | None) -> bytes | None:
    return None if content is None else zlib.decompress(content)


def without_places(line: bytes) -> dict[str, Any]:
    """Return the record of a line without the times and places of its pages."""
    record: dict[str, Any] = json.loads(line)
    return {**record, "pages": [{**page, "warc": None, "fetched_at": None} for page in record["pages"]]}


def every_file(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, except those that say who holds the lock."""
    return {str(file): file.read_bytes() for file in root.rglob("*") if file.is_file() and "lock" not in file.name}


def page_place(folder: SourceFolder, line: int = 1) -> tuple[Path, int]:
    """Return the archive file and the offset of a briefing's first page."""
    name, _, offset = lines(folder.briefings)[line - 1]["pages"][0]["warc"].rpartition(":")
    return folder.archive / name, int(offset)
