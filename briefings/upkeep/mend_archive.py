"""Mend the archive of a source: what is no whole record is set aside, and every other stays at its place."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from briefings.clock import now
from briefings.store import Database, SourceFolder, storage
from briefings.store.archive import PageIndex, members_of
from briefings.store.archive.blank import metadata_member, overwrite
from briefings.store.archive.recover import archive_files, recover_archive
from briefings.store.damaged import Loss, set_aside

Say = Callable[[str], None]
"""Tells the user what was done, in a sentence."""

_LEAST = 300  # bytes; a record that says what stood there takes about 230
_PIECE = 1 << 24  # bytes that are set aside at a time

_URL = "SELECT url FROM pages WHERE source = ? AND file = ? AND offset >= ? AND offset < ? ORDER BY offset LIMIT 1"


def mend_archive(folder: SourceFolder, database: Database, say: Say) -> None:
    """Set aside what is no whole record, let a record that says so take its place, and index all that is there anew.

    What was judged of a page, and which runs ended, stays. Raises StorageError.
    """
    index = PageIndex(database, folder.source)
    known = index.files()
    for file in archive_files(folder):
        _mend(folder, database, file, known.get(file.name), say)
    pages = "SELECT accepted, file || ':' || offset FROM pages WHERE source = ? AND accepted IS NOT NULL"
    judged, begun = database.rows(pages, folder.source), index.interrupted()
    for table in ("pages", "archives"):
        database.write(f"DELETE FROM {table} WHERE source = ?", folder.source)
    recover_archive(folder, database)
    with database.transaction():
        for accepted in (True, False):
            index.judge((place for was, place in judged if was == accepted), accepted=accepted)
        for name in begun:
            database.write("UPDATE archives SET finished = 0 WHERE source = ? AND file = ?", folder.source, name)


def _mend(folder: SourceFolder, database: Database, file: Path, indexed: int | None, say: Say) -> None:
    with storage(file):
        size = end = file.stat().st_size
    parts: dict[int, bytes] = {}
    at = now()
    for start, stop in _damaged(file):
        if stop == size and indexed is not None and start >= indexed:
            # A run left it that was killed; it is cut as by any start.
            break
        for first in range(start, stop, _PIECE):
            last = min(first + _PIECE, stop)
            with storage(file), file.open("rb") as stream:
                stream.seek(first)
                content = stream.read(last - first)
            urls = database.rows(_URL, folder.source, file.name, first, last)
            where, why = f"bytes {first} to {last}", "no whole record"
            loss = Loss(f"archive/{file.name}", where, why, url=urls[0][0] if urls else None)
            set_aside(folder, loss, content)
            say(f"set aside: {loss.file}, {where}: {why}")
        if stop == size:
            # Strict readers refuse a file for a torn end.
            end = start
        else:
            name = uuid.uuid5(uuid.NAMESPACE_URL, f"{file.name}:{start}")
            parts[start] = metadata_member(f"<urn:uuid:{name}>", "damaged", at, stop - start)
    if parts or end != size:
        overwrite(file, parts, end)


def _damaged(file: Path) -> Iterator[tuple[int, int]]:
    """From where to where no whole record stands; what is too short for a record takes the next one along."""
    start: int | None = None
    for member in members_of(file):
        if member.record is None and start is None:
            start = member.offset
        if start is not None and member.end - start >= _LEAST:
            yield start, member.end
            start = None
    if start is not None:
        yield start, member.end
