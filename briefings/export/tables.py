"""The two tables in an SQLite database, and how their texts are split into words that can be searched.

The SQLite export is made of them, and so are the exported pages and the sheet.
"""

import json
import re
import sqlite3
from functools import cache
from typing import Any

from briefings.export.columns import Table, Type
from briefings.export.selection import Corpus

SEARCHED = ("text", "title", "label", "speaker", "position", "outlet")
TOKENIZE = "unicode61 remove_diacritics 2"
"""Tokenizer of FTS5: letters and digits make words, whatever their case and accents."""
# The tokenizer takes a sentence without spaces for one word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TYPES = {Type.INTEGER: "INTEGER", Type.BOOLEAN: "INTEGER", Type.NUMBER: "REAL"}


def apart(text: str | None) -> str | None:
    """Put spaces around each Chinese and Japanese character, so that each is a word, and a longer word a phrase."""
    return text if text is None or text.isascii() else _UNSPACED.sub(r" \g<0> ", text)


def temporary_database() -> sqlite3.Connection:
    """Return a private database in a file that SQLite unlinks at once: memory does not grow, a kill leaves nothing."""
    database = sqlite3.connect("", isolation_level=None)
    database.row_factory = sqlite3.Row
    return database


def fill(database: sqlite3.Connection, corpus: Corpus) -> None:
    """Write the rows of the corpus, numbered from 1, as the tables `briefings` and `turns`; lists are JSON.

    Nothing protects the database from a kill while it is written.
    """
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON"):
        database.execute(f"PRAGMA {pragma}")
    database.execute(_creation(Table.BRIEFINGS))
    database.execute(_creation(Table.TURNS, "briefing_n INTEGER NOT NULL REFERENCES briefings (n), "))
    insert_briefing, insert_turn = _insertion(Table.BRIEFINGS, 1), _insertion(Table.TURNS, 2)
    database.execute("BEGIN")
    for n, rows in enumerate(corpus, 1):
        database.execute(insert_briefing, (n, *_values(rows.briefing, Table.BRIEFINGS)))
        database.executemany(insert_turn, ((None, n, *_values(turn, Table.TURNS)) for turn in rows.turns))
    database.execute("COMMIT")


def _creation(table: Table, reference: str = "") -> str:
    declared = ", ".join(
        f"{column.name} {_TYPES.get(column.type, 'TEXT')}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    )
    return f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, {reference}{declared})"


def _insertion(table: Table, numbers: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * (numbers + len(table.columns)))})"


@cache
def _lists(table: Table) -> tuple[tuple[str, bool], ...]:
    """Return the names of the columns, each with whether it holds lists."""
    return tuple((column.name, column.type is Type.LIST) for column in table.columns)


def _values(row: dict[str, Any], table: Table) -> list[Any]:
    return [json.dumps(row[name], ensure_ascii=False) if is_list else row[name] for name, is_list in _lists(table)]


def row_of(table: Table, stored: sqlite3.Row) -> dict[str, Any]:
    """Return a stored row with its lists as lists."""
    row = dict(stored)
    for name, is_list in _lists(table):
        if is_list:
            row[name] = [] if row[name] == "[]" else json.loads(row[name])  # most are empty
    return row
