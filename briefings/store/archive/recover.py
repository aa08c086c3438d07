"""What a start does with the archive that the last run left: index what it had not indexed, cut a torn end off.

Files that are as long as they were indexed are not even opened. Any other may end in a record that a kill, or a copy
that broke off, tore; that end is cut off, as strict readers refuse a file for it. Which file is the newest, its name
does not tell for certain, as clocks are set. A tear anywhere else is damage: it is named and left alone, and what
follows it is read.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from briefings.store.archive.gzip_members import members_of
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.place import SUFFIX
from briefings.store.archive.warc import Record, TornMember, read_member
from briefings.store.database import Database
from briefings.store.errors import StorageError, storage
from briefings.store.files import AppendedFile, sync_folder
from briefings.store.folder import SourceFolder

logger = logging.getLogger(__name__)

_BATCH = 200  # records a transaction: other runs write to the database in between


def archive_files(folder: SourceFolder) -> list[Path]:
    """The WARC files of a source by name, which is in the order of their runs. Raises StorageError."""
    with storage(folder.archive):
        files = sorted(folder.archive.glob(f"*{SUFFIX}"))
        for file in files:
            if not file.is_file():
                # A pipe would be waited for.
                raise StorageError(file, "it is no regular file", "Move it away and run the same command again.")
    return files


def recover_archive(folder: SourceFolder, database: Database) -> None:
    """Bring the archive of a source and its index into step; the caller holds its lock.

    Raises StorageError where a file cannot be read or cut.
    """
    index = PageIndex(database, folder.source)
    known = index.files()
    files = archive_files(folder)
    for gone in known.keys() - {file.name for file in files}:
        logger.warning("%s is gone: what it held is fetched again when it is needed", folder.archive / gone)
        with database.transaction():
            index.forget(gone)
    for file in files:
        indexed = known.get(file.name, 0)
        with storage(file):
            is_as_it_was = indexed == file.stat().st_size > 0
        if not is_as_it_was:
            _index_file(file, index, database, indexed, newest=file == files[-1])


def records_of(file: Path, start: int = 0) -> Iterator[tuple[int, int, Record]]:
    """The whole records of `file` from byte `start`: offset, length in the file, and what it holds.

    A damaged stretch between whole records is logged and passed over; what stands after the last whole record is not.
    """
    damaged = None
    for member in members_of(file, start):
        try:
            record = member.record()
        except ValueError:
            damaged = member.offset if damaged is None else damaged
            continue
        if damaged is not None:
            what = "%s: no complete record in bytes %d-%d; left as they are"
            logger.error(what, file, damaged, member.offset)
            damaged = None
        yield member.offset, member.length, record


def _index_file(file: Path, index: PageIndex, database: Database, indexed: int, *, newest: bool) -> None:
    with closing(AppendedFile(file)) as appended:
        if appended.size < indexed:
            # Cut by hand, or an older copy put back.
            with database.transaction():
                index.forget(file.name)
            indexed = 0
        # What a killed run wrote may not be on disk yet.
        appended.sync()
        end = indexed
        found = records_of(file, indexed)
        while batch := list(islice(found, _BATCH)):
            with database.transaction():
                for offset, length, record in batch:
                    if record.kind in {"response", "revisit"}:
                        index.add(file.name, offset, record)
                    end = offset + length
                index.reach(file.name, end)
        if end < appended.size and (newest or _is_torn(file, end)):
            logger.info("%s: a torn end of %d bytes cut off", file, appended.size - end)
            appended.cut(end)
        elif end < appended.size:
            logger.error("%s: no complete record from byte %d to the end; left as it is", file, end)
        end = appended.size
    if end > 0:
        index.reach(file.name, end)
        return
    with database.transaction():
        index.forget(file.name)
    with storage(file):
        file.unlink()
        sync_folder(file.parent)


def _is_torn(file: Path, start: int) -> bool:
    """Whether the file ends within the record that begins at byte `start`."""
    try:
        with storage(file), file.open("rb") as stream:
            read_member(stream, start)
    except TornMember:
        return True
    except ValueError:
        return False
    return False
