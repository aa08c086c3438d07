"""Check everything that is kept of a source against everything else, and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from briefings.store import DamageError, Database, SourceFolder, storage
from briefings.store.take_in import is_taken_in, take_in
from briefings.store.views import contents, read_written
from briefings.transcript import Markup
from briefings.upkeep.check_archive import check_archive
from briefings.upkeep.check_database import check_database
from briefings.upkeep.check_records import check_records
from briefings.upkeep.faults import Fault, Looked


def verify(
    folder: SourceFolder, database: Database | None, markup: Markup | None, looked: Looked
) -> Iterator[Fault | str]:
    """The faults of a source as they are found, and sentences on what is no fault.

    The caller holds the lock of the source. Without a database, or where it does not know the source, the files are
    read. `looked` counts along. Raises StorageError when a file cannot be read.
    """
    try:
        if database is not None and is_taken_in(database, folder.source):
            yield from check_records(folder, database, markup, looked)
            yield from check_archive(folder, database, looked)
            yield from check_views(folder, database)
        else:
            yield f"{folder.source} is not in the database: the next start takes it in from its files."
            with closing(Database.in_memory()) as memory:
                take_in(folder, memory, only_records=True)
                yield from check_database(memory)
                yield from check_records(folder, memory, markup, looked)
                yield from check_archive(folder, memory, looked)
    except DamageError as error:
        yield Fault(error.file, "", error.what)


def check_views(folder: SourceFolder, database: Database) -> Iterator[Fault | str]:
    """Where the files of a source do not show what is kept, byte by byte."""
    (row,) = database.read("sources", "source = ?", folder.source)
    written = read_written(folder).through
    if written > row["through"]:
        yield Fault(folder.written, "", f"is newer than {database.file.name}: one of them is an older copy")
    elif row["stale"] or row["written"] != row["through"]:
        yield f"{folder.source}: the next start brings its files up to date with the database."
        return
    elif written != row["through"]:
        yield Fault(folder.written, "", "does not say which state of the database the files show")
    # A row that is not as it was written was named as such.
    with suppress(DamageError):
        for file, lines in contents(database, folder).items():
            if not _shows(file, lines()):
                yield Fault(file, "", "is not what the database has")


def _shows(file: Path, lines: Iterator[bytes]) -> bool:
    """Whether a file holds just these lines."""
    with storage(file):
        if not file.exists():
            return not any(lines)
        with file.open("rb") as stream:
            return all(stream.read(len(part)) == part for part in lines) and not stream.read(1)
