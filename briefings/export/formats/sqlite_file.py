"""SQLite: both tables in one file with a full-text index, and a description for Datasette."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from briefings.export.columns import Table, Type
from briefings.export.formats.datasette import VIEW, VIEW_COLUMNS, metadata
from briefings.export.formats.options import Options
from briefings.export.selection import Corpus
from briefings.export.words import SEARCHED, TOKENIZE, apart
from briefings.store import StorageError

_TYPES = {Type.INTEGER: "INTEGER", Type.BOOLEAN: "INTEGER", Type.NUMBER: "REAL"}

# An id is unique within its source only, so rows have a number of their own, which the index refers to.
_AFTER = f"""
CREATE UNIQUE INDEX briefings_by_id ON briefings (source, id);
CREATE UNIQUE INDEX turns_by_id ON turns (source, id);
CREATE INDEX briefings_by_date ON briefings (date);
CREATE INDEX turns_by_briefing ON turns (briefing_n, seq);
CREATE INDEX turns_by_date ON turns (date);
CREATE INDEX turns_by_year ON turns (year);
CREATE INDEX turns_by_speaker ON turns (speaker_id);
CREATE INDEX turns_by_outlet ON turns (outlet);
CREATE INDEX turns_by_role_and_kind ON turns (role, kind);
CREATE VIRTUAL TABLE turns_fts USING fts5 (
    {", ".join(SEARCHED)}, content = turns, content_rowid = n, tokenize = '{TOKENIZE}'
);
INSERT INTO turns_fts (rowid, {", ".join(SEARCHED)})
    SELECT n, {", ".join(f"apart({column})" for column in SEARCHED)} FROM turns;
CREATE VIEW {VIEW} AS SELECT {", ".join(VIEW_COLUMNS)}, n FROM turns;
"""


def write_sqlite(corpus: Corpus, options: Options, database: Path, description: Path) -> None:
    """Write the database, and beside it `NAME.metadata.json` for Datasette. Raises StorageError."""
    try:
        _fill(database, corpus)
    except sqlite3.Error as error:
        # Errors of reading arrive with the file named already.
        raise StorageError(database, str(error), "Free some space there and run the same command again.") from error
    name = Path(database.name.removesuffix(".next")).stem  # as Datasette will call it
    description.write_text(json.dumps(metadata(name), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _fill(database: Path, corpus: Corpus) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        # A file that appears only when complete needs no protection while it is written.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(_creation(Table.BRIEFINGS))
        connection.execute(_creation(Table.TURNS, "briefing_n INTEGER NOT NULL REFERENCES briefings (n), "))
        insert_briefing, insert_turn = _insertion(Table.BRIEFINGS, 1), _insertion(Table.TURNS, 2)
        connection.execute("BEGIN")
        for n, rows in enumerate(corpus, 1):
            connection.execute(insert_briefing, (n, *_values(rows.briefing, Table.BRIEFINGS)))
            connection.executemany(insert_turn, ((None, n, *_values(turn, Table.TURNS)) for turn in rows.turns))
        connection.execute("COMMIT")
        connection.create_function("apart", 1, apart, deterministic=True)
        connection.executescript(_AFTER)


def _creation(table: Table, reference: str = "") -> str:
    declared = ", ".join(
        f"{column.name} {_TYPES.get(column.type, 'TEXT')}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    )
    return f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, {reference}{declared})"


def _insertion(table: Table, numbers: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * (numbers + len(table.columns)))})"


def _values(row: dict[str, Any], table: Table) -> list[Any]:
    return [
        json.dumps(row[column.name], ensure_ascii=False) if column.type is Type.LIST else row[column.name]
        for column in table.columns
    ]
