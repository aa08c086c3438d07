"""Take the archive of a source over from another data folder: its files, under names that are free, and their index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from briefings.address import comparable
from briefings.store import Database, SourceFolder, next_of, storage, sync_folder
from briefings.store.archive import Place, parse_record
from briefings.store.archive.blank import blank_file
from briefings.store.archive.recover import archive_files, recover_archive
from briefings.store.archive.warc import read_member
from briefings.store.database import Row
from briefings.store.files import take_place
from briefings.store.forgotten import Tombstone

Names = dict[str, str]
"""What each file of the other archive is called in this one."""

_PAGES = ("url", "payload", "status", "etag", "last_modified", "fetched_at", "accepted", "location")
_KNOWN = "ON CONFLICT (source, file, offset) DO UPDATE SET accepted = excluded.accepted WHERE accepted IS NULL"


def join_archive(
    here: SourceFolder, database: Database, there: SourceFolder, other: Database, forgotten: Iterable[Tombstone]
) -> tuple[Names, int]:
    """Copy the files that are not here yet, without what was forgotten, index them, and return how many they were.

    A file is known by the record that opens it, whatever its name. The caller holds the locks of both sources. Raises
    StorageError.
    """
    tombstones = list(forgotten)
    known = {_identity(file): file.name for file in archive_files(here)}
    names: Names = {}
    copied = 0
    for file in archive_files(there):
        identity = _identity(file)
        if identity not in known:
            name = known[identity] = _free_name(here, file.name)
            _copy(file, here, name, database, tombstones)
            copied += 1
        names[file.name] = known[identity]
    _index(here.source, database, other, names, {comparable(url) for one in tombstones for url in one.urls})
    recover_archive(here, database)
    if copied:
        _order(here.source, database)
    return names, copied


def in_names(place: str | None, names: Names) -> str | None:
    """A place in the other archive as one in this."""
    if place is None:
        return None
    with suppress(ValueError):
        where = Place.parse(place)
        return str(Place(names.get(where.file, where.file), where.offset))
    return place


def _identity(file: Path) -> str:
    """The id of the record that opens a file, which no other file has; its name where that cannot be read."""
    with storage(file), file.open("rb") as stream, suppress(ValueError):
        return parse_record(read_member(stream, 0)[0]).id or file.name
    return file.name


def _free_name(here: SourceFolder, name: str) -> str:
    run, _, number = name.partition("-")
    names = (name, *(f"{run}.{again}-{number}" for again in range(1, 10_000)))
    return next(name for name in names if not (here.archive / name).exists())


def _copy(file: Path, here: SourceFolder, name: str, database: Database, tombstones: Iterable[Tombstone]) -> None:
    """Copy a file, for good; what was forgotten is taken out of it before it takes its place."""
    to = here.archive / name
    with storage(to):
        if not here.archive.exists():
            here.archive.mkdir()
            sync_folder(here.archive.parent)
        shutil.copyfile(file, next_of(to))
        with next_of(to).open("rb") as stream:
            os.fsync(stream.fileno())
    for tombstone in tombstones:
        blank_file(here, next_of(to), database, tombstone)
    take_place(to)


def _index(source: str, database: Database, other: Database, names: Names, forgotten: set[str]) -> None:
    """Let the index know of what those files hold, and what became of it there."""
    columns = ("source", "file", "offset", "refers_to", *_PAGES)
    statement = f"INSERT INTO pages ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) {_KNOWN}"

    def values(row: Row) -> tuple[object, ...]:
        place = names[row["file"]], row["offset"], in_names(row["refers_to"], names)
        return source, *place, *(row[name] for name in _PAGES)

    rows = other.read("pages", "source = ? ORDER BY id", source)
    with database.transaction():
        database.write_many(
            statement,
            (
                values(row) for row in rows
                if row["file"] in names and forgotten.isdisjoint((comparable(row["url"]), row["location"]))
            ),
        )  # fmt: skip
        for row in other.read("archives", "source = ?", source):
            if row["file"] in names:
                database.write(
                    "INSERT INTO archives (source, file, indexed_size, finished) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (source, file) DO NOTHING",
                    source, names[row["file"]], row["indexed_size"], row["finished"],
                )  # fmt: skip


def _order(source: str, database: Database) -> None:
    """Let the rows of the index follow each other as their pages were fetched: the last one of an address counts."""
    with database.transaction():
        rows = database.read("pages", "source = ? ORDER BY fetched_at, file, offset", source)
        database.write("DELETE FROM pages WHERE source = ?", source)
        for row in rows:
            database.insert("pages", **{name: value for name, value in row.items() if name != "id"})
