"""Repair the archive of a source: set damaged bytes aside, and leave every whole record in its place."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from briefings.clock import now
from briefings.store.archive.blank import metadata_member
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.warc_files import archive_files, members_of, recover_archive
from briefings.store.database import Database
from briefings.store.errors import storage
from briefings.store.files import copy_file, replace_file, size_of
from briefings.store.folder import SourceFolder

Say = Callable[[str], None]
"""A function that tells the user what was done, in one sentence."""

_PIECE = 1 << 24  # bytes set aside at a time: an archive file grows to any size


def mend_archive(folder: SourceFolder, database: Database, say: Say) -> None:
    """Set damaged bytes aside, replace them by a record that says so, and index what is not indexed.

    Raises StorageError.
    """
    index = PageIndex(database, folder.source)
    known, payloads = index.files(), index.payloads()
    gone = "DELETE FROM pages WHERE source = ? AND file = ? AND offset NOT IN (SELECT value FROM json_each(?))"
    for file in archive_files(folder):
        size, parts, there = size_of(file), dict[int, bytes](), set[int]()
        for member in members_of(file):
            start, end, record = member.offset, member.end, member.record
            payload = payloads.get(f"{file.name}:{start}")
            # A whole response in the place of another, as a mixed-up copy has it, is not this page.
            if record is not None and (record.kind != "response" or payload in {None, record.digest}):
                there |= {start} if record.kind == "response" else set()
                continue
            is_torn = record is None and end == size
            # A torn end is cut as at any start; that of a killed run is nothing to keep.
            if not is_torn or file.name not in known or start < known[file.name]:
                _set_aside(folder, file, start, end, say)
            if not is_torn:
                parts[start] = metadata_member(member, file, "damaged", now())
        database.write(gone, folder.source, file.name, json.dumps([*there]))
        if parts:
            copy_file(file, file, parts)
    # From the beginning, because rows may be lost; existing ones stay, with the judgements of their pages.
    database.write("UPDATE archives SET indexed_size = 0 WHERE source = ?", folder.source)
    recover_archive(folder, database)


def _set_aside(folder: SourceFolder, file: Path, start: int, stop: int, say: Say) -> None:
    for first in range(start, stop, _PIECE):
        last = min(first + _PIECE, stop)
        with storage(file), file.open("rb") as stream:
            stream.seek(first)
            set_aside(folder, f"{file.name}.{first}-{last}", stream.read(last - first))
        say(f"set aside: {folder.source}/archive/{file.name}, bytes {first} to {last}: no whole record, or another")


def set_aside(folder: SourceFolder, place: str, content: bytes) -> None:
    """Store the remains of something that was at `place` for good. Raises StorageError.

    Their file is named by their place and digest, so that setting the same aside again, after a kill, changes nothing.
    """
    if content:
        digest = hashlib.sha256(content).hexdigest()[:16]
        replace_file(folder.damaged / f"{place}.{digest}.bin", [content])
