"""The files of an archive: split into records and the damaged bytes between them, and put in order at a start.

A start indexes what the last run had not indexed, and cuts off a torn end. Files that are as long as indexed are not
even opened. Any other may end in a record torn by a kill, or by a copy that broke off; everything after the last whole
record is cut off, as strict readers refuse a file for it. Damage before that is named and left alone, and the records
after it are read.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

from msgspec import Struct

from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.place import SUFFIX
from briefings.store.archive.warc import Record, parse_record, read_member
from briefings.store.database import Database
from briefings.store.errors import StorageError, storage
from briefings.store.files import AppendedFile, files_in, remove_file, size_of
from briefings.store.folder import SourceFolder

logger = logging.getLogger(__name__)

_MAGIC = b"\x1f\x8b\x08"
_LEAST = 250  # bytes; what takes the place of damaged ones needs about 235, and every written record is longer
_BATCH = 200  # records per transaction: other runs write to the database in between


class Member(Struct, frozen=True):
    """A gzip member of a file that holds a record, or a stretch of bytes that holds none."""

    offset: int
    end: int
    """Offset of the next one."""
    record: Record | None
    fault: str = ""
    """Description of bytes that are not a record."""


def members_of(file: Path, start: int = 0) -> Iterator[Member]:
    """Yield every record of `file` from byte `start`, and the damaged bytes between them, together the whole file.

    So few damaged bytes that a record cannot take their place go with what follows them. Raises StorageError when the
    file cannot be read.
    """
    with storage(file), file.open("rb") as stream:
        size, damaged, fault = file.stat().st_size, None, ""
        while start < size:
            try:
                raw, length = read_member(stream, start)
                record = parse_record(raw)
            except ValueError as error:
                if damaged is None:
                    damaged, fault = start, f"hold what {error}"
                with mmap(stream.fileno(), 0, access=ACCESS_READ) as whole:
                    found = whole.find(_MAGIC, max(start + 1, damaged + _LEAST))
                start = found if found >= 0 else size
                continue
            if damaged is not None:
                yield Member(damaged, start, None, fault)
                damaged = None
            yield Member(start, start + length, record)
            start += length
        if damaged is not None:
            yield Member(damaged, size, None, fault)


def archive_files(folder: SourceFolder) -> list[Path]:
    """Return the WARC files of a source by name, which is the order of their runs. Raises StorageError."""
    files = files_in(folder.archive, SUFFIX)
    for file in files:
        if not file.is_file():
            # A pipe would block.
            raise StorageError(file, "it is not a regular file", "Move it away and run the same command again.")
    return files


def recover_archive(folder: SourceFolder, database: Database) -> None:
    """Bring the archive of a source and its index into step; the caller holds its lock.

    Raises StorageError when a file cannot be read or cut.
    """
    index = PageIndex(database, folder.source)
    known = index.files()
    files = archive_files(folder)
    for gone in known.keys() - {file.name for file in files}:
        logger.warning("%s is gone: what it held is fetched again when it is needed", folder.archive / gone)
        index.forget(gone)
    for file in files:
        indexed = known.get(file.name, 0)
        size = size_of(file) or 0
        if size < indexed:
            # Cut by hand, or an older copy restored.
            index.forget(file.name)
            indexed = 0
        if size > indexed or not size:
            _index_file(file, index, database, indexed)


def _index_file(file: Path, index: PageIndex, database: Database, end: int) -> None:
    """Index a file from byte `end`, and cut it after its last whole record."""
    with closing(AppendedFile(file)) as appended:
        # The output of a killed run may not be on disk yet.
        appended.sync()
        members = members_of(file, end)
        while batch := list(islice(members, _BATCH)):
            with database.transaction():
                for member in batch:
                    if member.record is not None:
                        index.add(file.name, member.offset, member.record)
                        end = member.end
                    elif member.end < appended.size:
                        what = "%s: no complete record in bytes %d-%d; left as they are"
                        logger.error(what, file, member.offset, member.end)
                index.reach(file.name, end)
        if end < appended.size:
            logger.info("%s: a torn end of %d bytes cut off", file, appended.size - end)
            appended.cut(end)
    if not end:
        index.forget(file.name)
        remove_file(file)
