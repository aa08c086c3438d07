"""SQLite: both tables in one file with a full-text index, and a description with which Datasette shows them well."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefings.export.columns import Column, Table, Type
from briefings.export.formats.datasette import metadata
from briefings.export.formats.writer import Options, Writer
from briefings.export.rows import Rows

_TYPES = {Type.INTEGER: "INTEGER", Type.BOOLEAN: "INTEGER", Type.NUMBER: "REAL"}

VIEW = "speech"
"""The name of the narrow view of turns."""
VIEW_COLUMNS = ("date", "title", "label", "speaker", "outlet", "kind", "text", "words", "url")

# An id is unique within its source only, so rows have a number of their own, which is also what the index refers to.
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
    text, title, label, speaker, outlet, content = turns, content_rowid = n, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO turns_fts (turns_fts) VALUES ('rebuild');
CREATE VIEW {VIEW} AS SELECT {", ".join(VIEW_COLUMNS)}, n FROM turns;
"""


class SqliteExport(Writer):
    """The database, and beside it `NAME.metadata.json` for Datasette; the paths are those of the second, the first."""

    def __init__(self, paths: Sequence[Path], options: Options) -> None:
        super().__init__(paths, options)
        self._metadata, database = paths
        self._name = Path(database.name.removesuffix(".next")).stem  # as Datasette will call it
        self._database = sqlite3.connect(database, isolation_level=None)
        # A file that appears whole when it is done needs no protection while it is written.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON"):
            self._database.execute(f"PRAGMA {pragma}")
        self._columns = {table: table.columns for table in Table}
        self._database.execute(_create(Table.BRIEFINGS, self._columns[Table.BRIEFINGS], ""))
        reference = "briefing_n INTEGER NOT NULL REFERENCES briefings (n), "
        self._database.execute(_create(Table.TURNS, self._columns[Table.TURNS], reference))
        self._insert = {table: self._insertion(table) for table in Table}
        self._briefing = 0
        self._database.execute("BEGIN")

    def _insertion(self, table: Table) -> str:
        places = len(self._columns[table]) + (1 if table is Table.BRIEFINGS else 2)
        return f"INSERT INTO {table} VALUES ({', '.join('?' * places)})"

    def write(self, rows: Rows) -> None:
        self._briefing += 1
        self._database.execute(
            self._insert[Table.BRIEFINGS], (self._briefing, *_values(rows.briefing, self._columns[Table.BRIEFINGS]))
        )
        self._database.executemany(
            self._insert[Table.TURNS],
            ((None, self._briefing, *_values(turn, self._columns[Table.TURNS])) for turn in rows.turns),
        )

    def finish(self) -> None:
        self._database.execute("COMMIT")
        self._database.executescript(_AFTER)
        described = metadata(self._name, self._columns, VIEW, VIEW_COLUMNS)
        self._metadata.write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def close(self) -> None:
        self._database.close()


def _create(table: Table, columns: Sequence[Column], reference: str) -> str:
    declared = ", ".join(
        f"{column.name} {_TYPES.get(column.type, 'TEXT')}{'' if column.nullable else ' NOT NULL'}" for column in columns
    )
    return f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, {reference}{declared})"


def _values(row: dict[str, Any], columns: Sequence[Column]) -> list[Any]:
    return [
        json.dumps(row[column.name], ensure_ascii=False) if column.type is Type.LIST else row[column.name]
        for column in columns
    ]
