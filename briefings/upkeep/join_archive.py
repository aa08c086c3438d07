"""Take over the archive of a source from another data folder: the missing files, and the judgements of their pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from briefings.store import Database, SourceFolder, next_of, storage, sync_folder
from briefings.store.archive.blank import blank_file
from briefings.store.archive.recover import archive_files, recover_archive
from briefings.store.files import take_place
from briefings.store.forgotten import Tombstone

_JUDGE = "UPDATE pages SET accepted = ? WHERE (source, file, offset) = (?, ?, ?) AND accepted IS NULL"
_OUT_OF_ORDER = (
    "SELECT 1 FROM (SELECT fetched_at, lag(fetched_at) OVER (ORDER BY id) AS before FROM pages WHERE source = ?) "
    "WHERE fetched_at < before LIMIT 1"
)


def join_archive(
    here: SourceFolder, database: Database, there: SourceFolder, other: Database, forgotten: Collection[Tombstone]
) -> int:
    """Copy and index the files that are missing here, without what was forgotten; return their number.

    No two runs give a file the same name. The caller holds the locks of both sources. Raises StorageError.
    """
    names = {file.name for file in archive_files(here)}
    new = [file for file in archive_files(there) if file.name not in names]
    for file in new:
        _copy(file, here, database, forgotten)
    recover_archive(here, database)
    judged = other.read("pages", "source = ? AND accepted IS NOT NULL", here.source)
    with database.transaction():
        database.write_many(_JUDGE, ((row["accepted"], here.source, row["file"], row["offset"]) for row in judged))
    if database.rows(_OUT_OF_ORDER, here.source):
        _order(here.source, database)
    return len(new)


def _copy(file: Path, here: SourceFolder, database: Database, forgotten: Collection[Tombstone]) -> None:
    """Copy a file durably; what was forgotten is removed before the copy takes its place."""
    to = here.archive / file.name
    with storage(to):
        if not here.archive.exists():
            here.archive.mkdir()
            sync_folder(here.archive.parent)
        shutil.copyfile(file, next_of(to))
        with next_of(to).open("rb") as stream:
            os.fsync(stream.fileno())
    for tombstone in forgotten:
        blank_file(here, next_of(to), database, tombstone)
    take_place(to)


def _order(source: str, database: Database) -> None:
    """Put the rows of the index in the order in which their pages were fetched: the last one of an address counts."""
    with database.transaction():
        rows = database.read("pages", "source = ? ORDER BY fetched_at, file, offset", source)
        database.write("DELETE FROM pages WHERE source = ?", source)
        for row in rows:
            database.insert("pages", **{name: value for name, value in row.items() if name != "id"})
