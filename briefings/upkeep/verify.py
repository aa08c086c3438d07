"""Check everything stored of a source against everything else, and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefings.counted import counted
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.place import SUFFIX
from briefings.store.archive.warc_files import members_of
from briefings.store.database import Database
from briefings.store.errors import DamageError, storage
from briefings.store.files import files_in
from briefings.store.folder import SourceFolder
from briefings.store.take_in import is_taken_in
from briefings.store.views import Views, read_written
from briefings.upkeep.check_database import CheckedCounts, Fault, check_records


def verify(folder: SourceFolder, database: Database, looked: CheckedCounts) -> Iterator[Fault | str]:
    """Yield the faults of a source as they are found, and sentences on what needs no repair.

    The caller holds the lock of the source; `looked` is counted up. Raises StorageError when a file cannot be read.
    """
    if not is_taken_in(database, folder.source):
        what = "is not in the database, so nothing of it was checked: `scrapy show` and any crawl take it in"
        yield Fault(folder.folder, "", what)
        return
    try:
        yield from check_records(folder, database, looked)
        yield from _check_archive(folder, database, looked)
        yield from _check_views(folder, database)
    except DamageError as error:
        yield Fault(error.file, "", error.what)


def _check_archive(folder: SourceFolder, database: Database, looked: CheckedCounts) -> Iterator[Fault | str]:
    """Yield the faults of the archive, and the differences between it and the database."""
    index = PageIndex(database, folder.source)
    known = index.files()
    files = files_in(folder.archive, SUFFIX)
    for name in known.keys() - {file.name for file in files}:
        yield Fault(folder.archive / name, "", "is gone, but the database knows of it; the next start forgets it")
    for file in files:
        if file.is_file():
            yield from _check_file(file, known.get(file.name, 0), index.offsets_in(file.name), looked)
    # A pipe would block, and a report cannot take the place of a folder.
    irregular = (file for file in (*files, *files_in(folder.runs)) if not file.is_file())
    yield from (Fault(file, "", "is not a regular file: move it away") for file in irregular)


def _check_file(file: Path, size: int, offsets: set[int], looked: CheckedCounts) -> Iterator[Fault | str]:
    """Yield the faults in the records of a file that the database knows up to byte `size`, with responses there."""
    with storage(file):
        end = file.stat().st_size
    for member in members_of(file):
        if member.record is not None:
            looked.records += 1
            if member.offset in offsets and member.record.kind != "response":
                yield Fault(file, f"byte {member.offset}", "holds no response, but the database knows of one")
        elif member.offset >= size and member.end == end:
            yield f"{file.name}: bytes {member.offset} to {end} are what an interrupted run left; the next cuts them"
        else:
            yield Fault(file, f"bytes {member.offset} to {member.end}", member.fault)
    if end > size:
        yield f"{file.name}: the next start indexes {counted(end - size, 'byte')}"
    elif end < size:
        yield Fault(file, "", f"has {end} bytes, but the database knows of {size}")


def _check_views(folder: SourceFolder, database: Database) -> Iterator[Fault | str]:
    """Yield the places where the files of a source differ from the stored data, byte by byte."""
    (row,) = database.read("sources", "source = ?", folder.source)
    views, written = Views(folder, database), read_written(folder).through
    if written > row["through"]:
        yield Fault(folder.written, "", f"is newer than {database.file.name}: one of them is an older copy")
    elif written != row["through"]:
        yield f"{folder.source}: the next start brings its files up to date with the database."
        return
    # A row that is not as it was written is already reported.
    with suppress(DamageError):
        others = [file for file, lines in views.contents().items() if not _shows(file, lines())]
        if not others and written == row["through"] and views.is_behind():
            others = [folder.written]
        yield from (Fault(file, "", "is not what the database has") for file in others)


def _shows(file: Path, lines: Iterator[bytes]) -> bool:
    """Return True when a file holds exactly these lines."""
    with storage(file):
        # A pipe would block.
        if not file.exists() or file.is_fifo():
            return not file.exists() and not any(lines)
        with file.open("rb") as stream:
            return all(stream.read(len(part)) == part for part in lines) and not stream.read(1)
