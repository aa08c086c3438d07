"""Take out of an old database what is as it was written, however damaged the rest is."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefings.store import BusyError, DamageError, Database, StorageError, replace_file, storage
from briefings.store.database import Row
from briefings.store.schema import APPLICATION_ID, COLUMNS, DATABASE_VERSION, STATEMENTS
from briefings.upkeep.check_database import rows_of

_PATIENCE = 5.0  # seconds for an export to end
_PAGE = 4096  # bytes of a page of SQLite, its default
_COUNTS = 28
"""The offset in the first page of the number of pages; the list of free pages follows."""


@dataclass(slots=True)
class Left:
    """The results of a salvage."""

    bad: list[tuple[str, Row]] = field(default_factory=list)
    """Rows that are not as they were written, each with its table."""
    torn: set[str] = field(default_factory=lambda: set(COLUMNS))
    """The tables that may have had rows of which nothing is left."""
    is_damaged: bool = True
    """True when anything in the file was not as it should be."""


def readable(file: Path) -> Path:
    """The database in `file`, its log folded into it; a copy where it does not know its tables any more.

    Raises BusyError when somebody reads it, StorageError, with nothing changed, when it is of another version.
    """
    if not file.exists() or not file.stat().st_size:
        return file
    knows_tables = _knows_its_tables(file)
    _fold(file)
    return file if knows_tables else _mended(file)


def salvage(old: Path, new: Database) -> Left:
    """Copy every row of an old database, if there is one, that is as it was written, and return the others.

    Of a table with a page that cannot be read, those before it.
    """
    left = Left()
    if not old.exists() or not old.stat().st_size:
        return left
    # Not every error: where the new one cannot be written, it must not take the place of the old.
    with suppress(DamageError), closing(Database(old, reading=True)) as database:
        for table in COLUMNS:
            with suppress(DamageError):
                database.check_structure(table)
                left.torn.remove(table)
            with new.transaction():
                for row, whole in _rows_left(database, table):
                    if whole:
                        new.insert(table, **{name: row[name] for name in COLUMNS[table]})
                    else:
                        left.bad.append((table, row))
        database.check_structure()
        left.is_damaged = bool(left.bad)
    return left


def _rows_left(database: Database, table: str) -> Iterator[tuple[Row, bool]]:
    # What follows a page that cannot be read comes from elsewhere, or is asked for again.
    with suppress(StorageError):
        yield from rows_of(database, table)


def keep_database(file: Path) -> str:
    """Copy a database, and its log where that could not be folded, to the folder `damaged`, under its digest."""
    folder = file.parent / "damaged"
    with storage(folder):
        folder.mkdir(exist_ok=True)
        with file.open("rb") as stream:
            name = f"{file.name}.{hashlib.file_digest(stream, 'sha256').hexdigest()[:16]}"
        for one in (file, file.with_name(f"{file.name}-wal")):
            to = folder / one.name.replace(file.name, name)
            if one.exists() and not to.exists():
                with one.open("rb") as stream:
                    replace_file(to, iter(lambda: stream.read(1 << 20), b""))
    return name


def _fold(file: Path) -> None:
    """Fold the log of a database into it."""
    with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as db:
        try:
            db.execute("PRAGMA journal_mode = DELETE")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # Whatever else it is, the rows are read all the same.
            if getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                what = "an export or another command reads it"
                raise BusyError(file, what, "Run the same command again when it is done.") from error


def _knows_its_tables(file: Path) -> bool:
    with suppress(DamageError), closing(Database(file, reading=True)):
        return True
    return False


def _mended(file: Path) -> Path:
    """A copy of a database that knows its tables, as one that was made just now does: both have them in the same
    pages. Else one flipped bit in the names of the tables would cost the digests of all rows."""
    to = file.with_name(f"{file.name}.old.next")
    with closing(sqlite3.connect(":memory:")) as db:
        for statement in STATEMENTS:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {DATABASE_VERSION}")
        roots = {page for (page,) in db.execute("SELECT rootpage FROM sqlite_master")}
        made = db.serialize()
    with storage(to):
        shutil.copyfile(file, to)
        with to.open("r+b") as stream:
            pages = stream.seek(0, os.SEEK_END) // _PAGE
            for start in range(0, len(made), _PAGE):
                if start // _PAGE + 1 not in roots:
                    stream.seek(start)
                    stream.write(made[start : start + _PAGE])
            stream.seek(_COUNTS)
            stream.write(pages.to_bytes(4, "big") + bytes(8))
    return to
