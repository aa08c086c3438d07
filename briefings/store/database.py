"""The database of the data folder: opening, making, reading and writing it, and naming its errors."""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from briefings.address import comparable
from briefings.store import schema
from briefings.store.errors import DamageError, StorageError, storage
from briefings.store.schema import Row, row_digest
from briefings.store.stored_revision import unpacked

IN_MEMORY = Path(":memory:")
"""File of a database that is not written to the disk."""

_PATIENCE = 60.0  # seconds; other runs hold the database for milliseconds
_BATCH = 20  # things a transaction, which takes less than a tenth of a second
_MOVE_AWAY = "Move it away, or name another folder with -s BRIEFINGS_DATA=FOLDER."

_Item = TypeVar("_Item")


class Database:
    """An open database. Every method raises StorageError when the file cannot be read or written."""

    def __init__(self, file: Path, *, reading: bool = False, damaged: bool = False) -> None:
        """Open `file`, or make it. Raises StorageError when it is damaged, or of another version.

        `reading` opens an existing file and writes nothing, so it works on read-only media. `damaged` opens it whatever
        its tables are.
        """
        self.file = file
        with ExitStack() as stack, self._naming_the_file():
            address = _address(file, reading=reading)
            self._db = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
            stack.callback(self._db.close)
            self._db.create_function("row_digest", -1, row_digest, deterministic=True)
            self._db.create_function("comparable", 1, comparable, deterministic=True)
            self._db.create_function("unpacked", 1, _unpacked, deterministic=True)
            # The contents of deleted rows must not stay in the file.
            self._db.execute("PRAGMA secure_delete = ON")
            if reading:
                self._db.execute("PRAGMA query_only = ON")
                # A text with a flipped byte is a finding, and the search for others goes on.
                self._db.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            if damaged:
                # The first statement still fails on a damaged schema; later ones use what is whole of it.
                self._db.execute("PRAGMA writable_schema = ON")
                with suppress(sqlite3.Error):
                    self.is_empty()
            elif not self.is_empty():
                self._check_version()
            if not reading:
                self._prepare()
            self._open = stack.pop_all()

    def close(self) -> None:
        """Close the file; further calls raise."""
        with self._naming_the_file():
            self._open.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside, or nothing; a part of the transaction around it, if any. Other runs wait."""
        with nullcontext() if self._db.in_transaction else self._inside("BEGIN IMMEDIATE"):
            yield

    def in_batches(self, items: Iterable[_Item], write: Callable[[_Item], object]) -> None:
        """Write each of many things, a few per transaction: other runs write in between."""
        left = iter(items)
        while batch := list(islice(left, _BATCH)):
            with self.transaction():
                for item in batch:
                    write(item)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything inside as of one moment, whoever writes meanwhile."""
        with self._inside("BEGIN"):
            yield

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows found by a query, without checking digests."""
        return list(self.each(query, *values))

    def each(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows found by a query one at a time, without checking digests."""
        with self._naming_the_file():
            # Not `yield from`, which would close the cursor of an unfinished query after the database.
            for row in self._db.execute(query, values):  # noqa: UP028
                yield row

    def read(self, table: str, condition: str, *values: Any) -> list[Row]:
        """Return the rows of a table with digests. Raises DamageError for a row changed since it was written."""
        return list(self.read_each(table, condition, *values))

    def read_each(self, table: str, condition: str, *values: Any, joined: str = "") -> Iterator[Row]:
        """Yield the rows of `read` one at a time, raising like it. `joined` is what the table is joined to."""
        for row, is_whole in self.judged(table, condition, *values, joined=joined):
            if not is_whole:
                raise self.damage(f"{schema.describe_row(table, row)} is not as it was written")
            del row["rowid"], row["digest"]
            yield row

    def judged(self, table: str, condition: str, *values: Any, joined: str = "") -> Iterator[tuple[Row, bool]]:
        """Yield rows of a table, with their rowid and digest, and True if they are as they were written."""
        columns = ("rowid", *schema.COLUMNS[table], "digest")
        own = ", ".join(f"{table}.{name}" for name in columns)
        for row in self.each(f"SELECT {own} FROM {joined}{table} WHERE {condition}", *values):
            yield dict(zip(columns, row, strict=True)), row[-1] == row_digest(table, *row[1:-1])

    def row(self, table: str, **key: Any) -> Row | None:
        """Return the row of a table with these values; None if there is none. Raises DamageError as `read` does."""
        return next(iter(self.read(table, _equal(key), *key.values())), None)

    def check_structure(self, *tables: str) -> None:
        """Raise DamageError if pages of the file or of these tables, or their indexes, are not as SQLite keeps them."""
        for what in tables or ("1",):
            found: str = self.rows(f"PRAGMA integrity_check({what})")[0][0]
            if found != "ok":
                raise self.damage(found.replace("\n", " "))

    def check(self) -> None:
        """Check also that rows are as written, except those of revisions, which are checked when printed."""
        self.check_structure()
        for table in schema.COLUMNS:
            for _ in self.read_each(table, "TRUE") if table != "revisions" else ():
                pass

    def insert(self, table: str, *, keep: bool = False, **values: Any) -> None:
        """Insert a row, or replace the one with its key, or `keep` that; in the open transaction or one of its own."""
        other, places = "IGNORE" if keep else "REPLACE", ", ".join("?" * len(values))
        self.write(f"INSERT OR {other} INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())

    def update(self, table: str, new: Row, **key: Any) -> None:
        """Set `new` values in the rows with these values; transactions as with `insert`."""
        columns = ", ".join(f"{name} = ?" for name in new)
        self.write(f"UPDATE {table} SET {columns} WHERE {_equal(key)}", *new.values(), *key.values())

    def delete(self, table: str, **key: Any) -> None:
        """Delete the rows with these values; transactions as with `insert`."""
        self.write(f"DELETE FROM {table} WHERE {_equal(key)}", *key.values())

    def write(self, statement: str, *values: Any) -> None:
        """Run a statement that changes something, in the open transaction or in one of its own."""
        with self._naming_the_file():
            self._db.execute(statement, values)

    def write_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for the values of each row. Call it in a transaction."""
        with self._naming_the_file():
            self._db.executemany(statement, rows)

    def is_empty(self) -> bool:
        """Return True while it has no tables, as when another run is making them. Raises StorageError."""
        return not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]

    def checkpoint(self, patience: float = 0.0) -> bool:
        """Fold the log into the file and empty it; return False if others use it for `patience` seconds."""
        deadline = time.monotonic() + patience
        # While SQLite itself waits for readers, nobody else may write.
        self.rows("PRAGMA busy_timeout = 20")
        try:
            while (busy := self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]) and time.monotonic() < deadline:
                time.sleep(0.1)
        finally:
            self.rows(f"PRAGMA busy_timeout = {int(_PATIENCE * 1000)}")
        return not busy

    @contextmanager
    def _inside(self, begin: str) -> Iterator[None]:
        # The connection commits at the end of its block, or rolls back.
        with self._naming_the_file(), self._db:
            self._db.execute(begin)
            yield

    def _prepare(self) -> None:
        self._keep_log()
        self._db.execute("PRAGMA synchronous = FULL")
        if self.is_empty():
            with self.transaction():
                # Unless another run was quicker.
                for statement in schema.STATEMENTS if self.is_empty() else ():
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {schema.DATABASE_VERSION}")

    def _check_version(self) -> None:
        """Raise StorageError unless it is a database of this version, DamageError if its tables are wrong."""
        version: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        # A flipped bit may have turned a text into bytes or nothing, which have no order.
        has_tables = set(self._db.execute(schema.SCHEMA_QUERY)) == set(schema.SCHEMA)
        application: int = self._db.execute("PRAGMA application_id").fetchone()[0]
        is_flipped = application != schema.APPLICATION_ID or (version ^ schema.DATABASE_VERSION).bit_count() == 1
        if has_tables and is_flipped:
            raise self.damage("its head is not as it was written")
        if application != schema.APPLICATION_ID:
            raise StorageError(
                self.file,
                "it is a database, but not one of briefings",
                _MOVE_AWAY,
            )
        if version != schema.DATABASE_VERSION:
            name = self.file.name
            raise StorageError(
                self.file,
                f"it is of version {version} of the tables, and this release knows {schema.DATABASE_VERSION}",
                f"Move {name}, {name}-wal and {name}-shm away and run the same command again: what is kept is taken in "
                "from the files, and `scrapy reread` fills fields that are new.",
            )
        if not has_tables:
            raise self.damage("its tables are not those that were made")

    def _keep_log(self) -> None:
        # SQLite does not wait for its lock here as it does elsewhere: two simultaneous first runs would collide.
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    @contextmanager
    def _naming_the_file(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._named(error) from error
        except UnicodeDecodeError as error:
            # SQLite's description of damage repeats damaged names.
            raise self.damage(str(error)) from error

    def _named(self, error: sqlite3.Error) -> StorageError:
        """Return the error with the file and what can be done about it."""
        code = getattr(error, "sqlite_errorcode", None)
        # Damage shows when a function gets bytes for a text, a constraint fails through the trigger, or a row of
        # the schema is rotten.
        damage = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR}
        if (code is not None and (code & 0xFF) in damage) or "decode" in str(error):
            return self.damage(str(error))
        return StorageError(
            self.file,
            str(error),
            "See whether the disk is full, the folder can be written or another program holds the file, and run "
            "the same command again.",
        )

    def damage(self, what: str) -> DamageError:
        """Return the error that says what in the database has changed since it was written."""
        return DamageError(self.file, f"the database is damaged ({what})")


def _equal(key: Row) -> str:
    return " AND ".join(f"{name} = ?" for name in key)


def _unpacked(content: bytes) -> str | None:
    """Return the lines in a row; None if they are damaged."""
    with suppress(ValueError):
        return unpacked(content).decode()
    return None


def _address(file: Path, *, reading: bool) -> str:
    """Return the address for SQLite to open, without locks if nothing can be written and no log is left."""
    if file == IN_MEMORY:
        return "file::memory:"
    mode, log = "rw" if reading else "rwc", file.with_name(f"{file.name}-wal")
    with storage(file):
        # SQLite says no more than that it cannot open or read it.
        if file.exists() and not os.access(file, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if file.exists() and not file.is_file():
            raise StorageError(file, "it is not a file", _MOVE_AWAY)
        if reading and not (os.access(file.parent, os.W_OK) and os.access(file, os.W_OK)):
            mode = "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"
    return f"{file.absolute().as_uri()}?mode={mode}"
