"""Check the database as a file, and that every row of every table is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.store import DamageError, Database, database_in
from briefings.store.schema import COLUMNS, Row, row_digest


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as a run leaves it: its file, its place there, and what is wrong."""

    file: Path
    place: str
    what: str

    def __str__(self) -> str:
        """Return the fault as one line, with the file relative to the folder above its source's."""
        name = "/".join(self.file.parts[-3 if self.file.parent.name == "archive" else -2 :])
        return f"{name}{', ' if self.place else ''}{self.place}: {self.what}"


def has_database(root: Path) -> bool:
    """Return True when a data folder has a database; a start makes one of an empty file."""
    file = database_in(root)
    return file.exists() and file.stat().st_size > 0


def check_database(database: Database) -> Iterator[Fault]:
    """Yield the faults of the database as such, whichever sources are requested."""
    try:
        database.check_structure()
    except DamageError as error:
        yield Fault(database.file, "", error.what)
    try:
        for table in COLUMNS:
            for row, whole in rows_of(database, table):
                if not whole:
                    yield Fault(database.file, named(table, row), "is not as it was written")
    except DamageError as error:
        yield Fault(database.file, "", error.what)


def rows_of(database: Database, table: str, source: str | None = None) -> Iterator[tuple[Row, bool]]:
    """Yield every row of a table, or of a source there, with its rowid and digest, and True if it is as it was written.

    Raises DamageError if one cannot be read.
    """
    columns = ("rowid", *COLUMNS[table], "digest")
    query = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED WHERE ?1 IN (source, '')"
    for values in database.each(query, source or ""):
        yield dict(zip(columns, values, strict=True)), values[-1] == row_digest(*values[1:-1])


def named(table: str, row: Row) -> str:
    """Return a row in words, by its table and key."""
    names = ("source", "id", "revision", "key", "url", "file", "run")
    return " ".join([table, *(str(row[name])[:200] for name in names if isinstance(row.get(name), str | int))])
