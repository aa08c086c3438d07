"""The file of the ledger as an SQLite database: opened, made, read and written, its errors named."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefings.store.errors import StorageError, storage
from briefings.store.ledger.schema import APPLICATION_ID, LEDGER_VERSION, tables

_PATIENCE = 60.0  # seconds; other runs hold the ledger for milliseconds
_TRIES = 20  # to copy the ledger between two writes of other runs, which come about once a second
_REBUILT = "it is rebuilt from the JSONL files"


class Database:
    """An open database. Every method raises StorageError when the file cannot be read or written."""

    def __init__(self, file: Path, *, reading: bool = False) -> None:
        """Open `file`, or make it. Raises StorageError when it is damaged, or of another version.

        `reading` opens what is there and writes nothing, so it works on media that cannot be written.
        """
        self.file = file
        with ExitStack() as stack, self._naming_the_file():
            self._db = sqlite3.connect(
                _copied(file, stack) if reading else f"{file.absolute().as_uri()}?mode=rwc",
                uri=True,
                timeout=_PATIENCE,
                isolation_level=None,
            )
            stack.callback(self._db.close)
            if reading:
                self._db.execute("PRAGMA query_only = ON")
                # A text with a byte that flipped is a finding, and no end of the search for others.
                self._db.text_factory = lambda text: text.decode("utf-8", "replace")
                self._check_version()
            else:
                self._prepare()
            self._open = stack.pop_all()

    def close(self) -> None:
        """Close the file; further calls raise."""
        with self._naming_the_file():
            self._open.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Whatever is written inside is written whole or not at all. Other runs wait."""
        with self._naming_the_file():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                # SQLite itself rolls back on some errors.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that a query finds."""
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._named(error) from error

    def write(self, statement: str, *values: Any) -> None:
        """Run a statement that changes something: in the transaction that is open, else in one of its own."""
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise self._named(error) from error

    def write_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for the values of each row. To be called in a transaction."""
        with self._naming_the_file():
            self._db.executemany(statement, rows)

    def _prepare(self) -> None:
        if not self._is_empty():
            self._check_version()
        self._write_ahead()
        self._db.execute("PRAGMA synchronous = FULL")
        if self._is_empty():
            with self.transaction():
                # Not when another run was quicker.
                for statement in tables() if self._is_empty() else ():
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {LEDGER_VERSION}")

    def _is_empty(self) -> bool:
        return not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]

    def _check_version(self) -> None:
        """Raise StorageError unless it is a ledger of this version."""
        version: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        if self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise StorageError(
                self.file,
                "it is a database, but not a ledger of briefings",
                "Move it away, or name another folder with -s BRIEFINGS_DATA=FOLDER.",
            )
        if version > LEDGER_VERSION:
            raise StorageError(
                self.file,
                f"it was written by a newer release (ledger version {version}; this one knows {LEDGER_VERSION})",
                "Install that release again, or name another folder with -s BRIEFINGS_DATA=FOLDER.",
            )
        if version < LEDGER_VERSION:
            raise StorageError(self.file, "it was written by an older version of briefings", self._delete())

    def _delete(self) -> str:
        name = self.file.name
        return f"Delete {name}, {name}-wal and {name}-shm there and run the same command again: {_REBUILT}."

    def _write_ahead(self) -> None:
        # SQLite does not wait for its lock here as it does elsewhere: two first runs at once would collide.
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

    def _named(self, error: sqlite3.Error) -> StorageError:
        """The same error, with the file and what can be done about it."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and (code & 0xFF) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            return StorageError(self.file, f"the ledger is damaged ({error})", self._delete())
        return StorageError(
            self.file,
            str(error),
            "See whether the disk is full, the folder can be written or another program holds the file, and run "
            "the same command again.",
        )


def _copied(file: Path, stack: ExitStack) -> str:
    """The address by which `file` is read without a write: of the file itself, or of a copy beside its log."""
    log = file.with_name(f"{file.name}-wal")
    with storage(file):
        if not log.exists() or not log.stat().st_size:
            # Nobody writes it: SQLite needs neither locks nor a log.
            return f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="briefings-")))
        for _ in range(_TRIES):
            before = _states(file, log)
            for one in (file, log):
                shutil.copyfile(one, folder / one.name)
            if _states(file, log) == before:
                return f"{(folder / file.name).as_uri()}?mode=rw"
    raise StorageError(file, "other runs write to it without a pause", "Run the same command again when they are done.")


def _states(*files: Path) -> list[tuple[int, int]]:
    """What changes when one of the files is written."""
    return [(file.stat().st_size, file.stat().st_mtime_ns) for file in files]
