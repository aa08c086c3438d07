"""SQLite: both tables in one file with a full-text index, and a description for Datasette."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from briefings.export.columns import Table
from briefings.export.formats.formats import Options
from briefings.export.selection import Corpus
from briefings.export.tables import SEARCHED, TOKENIZE, apart, fill

_READ_MOST = ("date", "title", "label", "speaker", "outlet", "kind", "text", "words", "url")
"""Columns of the view `speech`."""
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
CREATE VIEW speech AS SELECT {", ".join(_READ_MOST)}, n FROM turns;
"""
_SPEECH = "The turns, with the columns that are read most; `turns` has all of them."
_NUMBER = {"n": "A number of this file only: another export may give another."}


def write_sqlite(corpus: Corpus, options: Options, database: Path, description: Path) -> None:
    """Write the database, and beside it `NAME.metadata.json` for Datasette. Raises sqlite3.Error, StorageError."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        fill(connection, corpus)
        connection.create_function("apart", 1, apart, deterministic=True)
        connection.executescript(_AFTER)
    # Only descriptive keys, as later releases of Datasette want, under the name that it will give the database.
    described = {
        "title": "Press-briefing transcripts",
        "description": "Made by `scrapy export sqlite` of briefings. The rights in the texts are their sources'.",
        "databases": {Path(database.name.removesuffix(".next")).stem: {"tables": _tables()}},
    }
    description.write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _tables() -> dict[str, Any]:
    """Return what Datasette shows of each table: its columns, facets, and the full-text index."""
    turns, briefings = ({column.name: column.description for column in table.columns} for table in Table)
    searched = {"fts_table": "turns_fts", "fts_pk": "n", "sort_desc": "date"}
    speech = {name: turns[name] for name in _READ_MOST} | _NUMBER
    turns |= _NUMBER | {"briefing_n": "The row of the briefing."}
    of_turns, of_briefings = "One person speaking until another does.", "One press conference; copies have no turns."
    # Days would make a facet of thirty single dates; years make a readable one.
    return {
        "speech": {"title": "What was said", "description": _SPEECH, "columns": speech, **searched},
        "turns": {
            "description": of_turns, "columns": turns, "facets": ["year", "role", "kind", "source"], **searched,
        },
        "briefings": {
            "description": of_briefings, "columns": briefings | _NUMBER, "facets": ["year", "source", "complete"],
            "label_column": "title", "sort_desc": "date",
        },
    }  # fmt: skip
