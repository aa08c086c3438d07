"""The ledger: what is known of every source, in one SQLite file.

The JSONL files are the truth and the ledger can be rebuilt from them; it is what makes a run quick. Several runs, one
a source, use it at the same time: transactions are short and wait for each other.
"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from briefings.clock import now
from briefings.records.revisions import StoredBriefing, TurnKey
from briefings.store.errors import StorageError
from briefings.store.ledger.marks import NO_MARKS, Marks, note_written, wanted_marks
from briefings.store.ledger.schema import LEDGER_VERSION, steps_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_KNOWN = (
    "id, revision, url, content_hash, complete, missing, turn_count, committed_at, looked_at, line_copy_of, vanished_at"
)
_PATIENCE = 60.0  # seconds; other runs hold the ledger for milliseconds


@dataclass(frozen=True, slots=True)
class Place:
    """How far a source is committed."""

    turns_size: int
    briefings_size: int
    superseded_size: int | None
    stale: int
    swapping: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A briefing as it goes into the ledger."""

    known: StoredBriefing
    turns: Sequence[TurnKey]
    pages: Sequence[str] = ()
    """Where its pages stand in the archive, as `file:offset`: what a briefing was read from is accepted.

    One that was cut off is not among them.
    """
    marks: Marks = NO_MARKS
    """What its line says."""


class Ledger:
    """The open ledger. Every method raises StorageError when the file cannot be read or written."""

    def __init__(self, file: Path, *, reading: bool = False) -> None:
        """Open the ledger in `file`, or make it. Raises StorageError when it is damaged or of a newer version.

        `reading` opens what is there and changes nothing: an older version, which would have to be migrated, is
        refused too.
        """
        self.file = file
        with self._naming_the_file():
            address = f"{file.absolute().as_uri()}?mode={'rw' if reading else 'rwc'}"
            self._db = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
        try:
            self._prepare(reading=reading)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file; further calls raise."""
        with self._naming_the_file():
            self._db.close()

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

    def place(self, source: str) -> Place | None:
        """How far `source` is committed; None when the ledger does not know it."""
        row = self._one(
            "SELECT turns_size, briefings_size, superseded_size, stale, swapping FROM sources WHERE source = ?", source
        )
        return None if row is None else Place(row[0], row[1], row[2], row[3], bool(row[4]))

    def known(self, source: str, briefing: str) -> StoredBriefing | None:
        """What is known of a briefing; None when it is not kept."""
        row = self._one(f"SELECT {_KNOWN} FROM briefings WHERE source = ? AND id = ?", source, briefing)
        return None if row is None else _stored_briefing(row)

    def all_known(self, source: str) -> Iterator[StoredBriefing]:
        """What is known of every briefing of a source, by id."""
        return map(_stored_briefing, self.rows(f"SELECT {_KNOWN} FROM briefings WHERE source = ? ORDER BY id", source))

    def looked(self, source: str, briefing: str, at: str) -> None:
        """Note that a briefing was found at `at` to be as it is kept."""
        self.write(
            "UPDATE briefings SET looked_at = ?, vanished_at = NULL WHERE source = ? AND id = ?", at, source, briefing
        )

    def vanished(self, source: str, briefing: str, at: str) -> None:
        """Note that a briefing was found at `at` to be gone, if not before, and that it was looked at then."""
        self.write(
            "UPDATE briefings SET vanished_at = coalesce(vanished_at, ?), looked_at = ? WHERE source = ? AND id = ?",
            at, at, source, briefing,
        )  # fmt: skip

    def returned(self, source: str, briefing: str) -> None:
        """Note that a briefing is not gone."""
        self.write("UPDATE briefings SET vanished_at = NULL WHERE source = ? AND id = ?", source, briefing)

    def turns(self, source: str, briefing: str) -> list[TurnKey]:
        """The turns of the newest revision of a briefing, in order."""
        query = "SELECT id, label, text_hash FROM turns WHERE source = ? AND briefing = ? ORDER BY seq"
        return [TurnKey(*row) for row in self.rows(query, source, briefing)]

    def start(self, source: str) -> None:
        """Forget what is known of `source` and start it at nothing committed."""
        with self.transaction():
            for table in ("turns", "briefings", "sources"):
                self._db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))
            self._db.execute("INSERT INTO sources VALUES (?, 0, 0, NULL, 0, 0)", (source,))

    def record(self, source: str, entry: Entry, turns_size: int, briefings_size: int) -> None:
        """Commit `entry`, whose lines end at these sizes. The newest revision of a briefing is the one known.

        To be called in a transaction.
        """
        before = self.known(source, entry.known.id)
        if before is None or before.revision < entry.known.revision:
            self._replace(source, entry)
        self._db.execute(
            "UPDATE sources SET turns_size = ?, briefings_size = ?, stale = stale + ? WHERE source = ?",
            (turns_size, briefings_size, before is not None, source),
        )
        accepted = "UPDATE pages SET accepted = 1 WHERE source = ? AND file = ? AND offset = ?"
        for page in entry.pages:
            file, _, offset = page.rpartition(":")
            self.write(accepted, source, file, offset)

    def set_superseded_size(self, source: str, size: int) -> None:
        """Commit superseded.jsonl up to `size`."""
        with self.transaction():
            self._db.execute("UPDATE sources SET superseded_size = ? WHERE source = ?", (size, source))

    def begin_swap(
        self, source: str, turns_size: int, briefings_size: int, superseded_size: int, marks: Mapping[str, Marks]
    ) -> bool:
        """The .next files, of these sizes, are now what counts; `end_swap` follows when they are in place.

        `marks` is what lines say there that said something else before. False, and nothing is done, when another run
        found meanwhile that they should say something else.
        """
        with self.transaction():
            if wanted_marks(self, source) != marks:
                return False
            self._db.execute(
                "UPDATE sources SET turns_size = ?, briefings_size = ?, superseded_size = ?, stale = 0, swapping = 1 "
                "WHERE source = ?",
                (turns_size, briefings_size, superseded_size, source),
            )
            note_written(self, source, marks)
            return True

    def end_swap(self, source: str) -> None:
        """The .next files are in place."""
        with self.transaction():
            self._db.execute("UPDATE sources SET swapping = 0 WHERE source = ?", (source,))

    def _replace(self, source: str, entry: Entry) -> None:
        known = entry.known
        values = {
            "source": source,
            "id": known.id,
            "revision": known.revision,
            "url": known.url,
            "content_hash": known.content_hash,
            "complete": known.complete,
            "missing": json.dumps(sorted(known.missing)),
            "turn_count": known.turn_count,
            "committed_at": known.changed_at or now(),
            "looked_at": known.looked_at,
        }
        for mark, said in asdict(entry.marks).items():
            values |= {mark: said, f"line_{mark}": said}
        places = ", ".join("?" * len(values))
        self._db.execute(
            f"INSERT OR REPLACE INTO briefings ({', '.join(values)}) VALUES ({places})", tuple(values.values())
        )
        self._db.execute("DELETE FROM turns WHERE source = ? AND briefing = ?", (source, known.id))
        self._db.executemany(
            "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)",
            ((source, known.id, seq, *turn) for seq, turn in enumerate(entry.turns)),
        )

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that a query finds."""
        with self._naming_the_file():
            return self._db.execute(query, values).fetchall()

    def write(self, statement: str, *values: Any) -> None:
        """Run a statement that changes something: in the transaction that is open, else in one of its own."""
        with self._naming_the_file():
            self._db.execute(statement, values)

    def _one(self, query: str, *values: str) -> tuple[Any, ...] | None:
        rows = self.rows(query, *values)
        return rows[0] if rows else None

    def _prepare(self, *, reading: bool) -> None:
        with self._naming_the_file():
            version = self._version()
            if version > LEDGER_VERSION:
                raise StorageError(
                    self.file,
                    f"it was written by a newer release (ledger version {version}; this one knows {LEDGER_VERSION})",
                    "Install that release again, or name another folder with -s BRIEFINGS_DATA=FOLDER.",
                )
            if reading:
                self._db.execute("PRAGMA query_only = ON")
                if version < LEDGER_VERSION:
                    raise StorageError(
                        self.file,
                        f"it was written by an older release (ledger version {version}, now {LEDGER_VERSION})",
                        "The next crawl, or `scrapy reindex`, brings it up to date.",
                    )
                return
            self._write_ahead()
            self._db.execute("PRAGMA synchronous = FULL")
        if version < LEDGER_VERSION:
            self._make_tables()

    def _version(self) -> int:
        version: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        return version

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

    def _make_tables(self) -> None:
        with self.transaction():
            version = self._version()
            if version == 0 and self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise StorageError(
                    self.file,
                    "it is a database, but not a ledger of briefings",
                    "Move it away, or name another folder with -s BRIEFINGS_DATA=FOLDER.",
                )
            # None are left when another run was quicker.
            for statement in steps_from(version):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {LEDGER_VERSION}")

    @contextmanager
    def _naming_the_file(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            if code is not None and (code & 0xFF) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                raise StorageError(
                    self.file,
                    f"the ledger is damaged ({error})",
                    f"Delete {self.file.name}, {self.file.name}-wal and {self.file.name}-shm there and run the same "
                    "command again: it is rebuilt from the JSONL files.",
                ) from error
            raise StorageError(
                self.file,
                str(error),
                "See whether the disk is full, the folder can be written or another program holds the file, and run "
                "the same command again.",
            ) from error


def _stored_briefing(row: tuple[Any, ...]) -> StoredBriefing:
    briefing, revision, url, content_hash, complete, missing, *rest = row
    return StoredBriefing(briefing, revision, url, content_hash, bool(complete), frozenset(json.loads(missing)), *rest)
