"""SQLite: both tables in one file with a full-text index, and a description for Datasette."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from briefings.export.formats.datasette import VIEW, VIEW_COLUMNS, metadata
from briefings.export.formats.options import Options
from briefings.export.selection import Corpus
from briefings.export.tables import fill
from briefings.export.tokenizer import SEARCHED, TOKENIZE, apart

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
    """Write the database, and beside it `NAME.metadata.json` for Datasette. Raises sqlite3.Error, StorageError."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        fill(connection, corpus)
        connection.create_function("apart", 1, apart, deterministic=True)
        connection.executescript(_AFTER)
    name = Path(database.name.removesuffix(".next")).stem  # as Datasette will call it
    description.write_text(json.dumps(metadata(name), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
