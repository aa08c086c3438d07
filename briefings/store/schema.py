"""The tables of the database, and the protection against rows that changed without being written."""

import hashlib
import re
import sqlite3
from contextlib import closing
from typing import Any

DATABASE_VERSION = 27
"""Version of the tables; a database of another version is refused.

It is raised with every change, by so much that two bits or more differ: one that flipped counts as damage.
"""

APPLICATION_ID = 0x62726965
"""Application id in the head of the file, "brie", which distinguishes it from other programs' files."""

# `_made` puts `digest BLOB` in front of the columns of each table but `texts`.
_TABLES = """
CREATE TABLE revisions (
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    proved INTEGER NOT NULL,           -- 0: taken in from a file, and not held against the archive since
    line BLOB NOT NULL,                -- compressed: the line of briefings.jsonl, as it is printed
    turns BLOB NOT NULL,               -- compressed: the lines of its turns; none for a copy whose turns are not known
    PRIMARY KEY (source, id, revision)
);
CREATE TABLE briefings (
    number INTEGER PRIMARY KEY,        -- in the order in which they came to be kept
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,         -- the newest; what follows to vanished_at is what its line says
    url TEXT NOT NULL,
    date TEXT,
    complete INTEGER NOT NULL,
    copy_of TEXT,
    same_event TEXT,
    vanished_at TEXT,
    turn_count INTEGER NOT NULL,       -- of its turns, a copy's too; 0 where these are not known
    changed_at TEXT NOT NULL,
    looked_at TEXT,                    -- when it was last found as it is kept; null: look again
    poorer TEXT,                       -- JSON: the pages of a poorer reading that was seen since
    texts TEXT,                        -- a digest of all its text hashes; null when it has none
    reading BLOB,                      -- JSON: the last reading that came out as it is kept
    read_by TEXT,                      -- the reader that makes its line of its pages, as far as is known
    UNIQUE (source, id)
);
CREATE INDEX briefings_by_texts ON briefings (texts) WHERE texts IS NOT NULL;
CREATE INDEX briefings_by_copy_of ON briefings (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX briefings_by_same_event ON briefings (same_event) WHERE same_event IS NOT NULL;
CREATE TABLE texts (                   -- an index of the turns of the newest revisions, by which copies are found
    briefing INTEGER NOT NULL,
    text BLOB NOT NULL,                -- its text_hash
    count INTEGER NOT NULL,
    PRIMARY KEY (briefing, text)
) WITHOUT ROWID;
CREATE INDEX texts_by_text ON texts (text);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,            -- in the order of fetching
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    file TEXT NOT NULL,                -- in the archive of the source
    offset INTEGER NOT NULL,
    payload TEXT NOT NULL,             -- the digest of the payload
    status INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    fetched_at TEXT NOT NULL,
    accepted INTEGER,                  -- null: not judged, 0: refused, 1: read
    location TEXT                      -- where the answer leads to, in the form in which addresses are compared
);
CREATE UNIQUE INDEX pages_by_place ON pages (source, file, offset);
CREATE INDEX pages_by_url ON pages (source, url);
CREATE INDEX pages_by_location ON pages (location) WHERE location IS NOT NULL;
CREATE TABLE archives (
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    indexed_size INTEGER NOT NULL,     -- bytes whose responses are all in pages
    finished INTEGER NOT NULL,         -- 0: the run that wrote it is under way, or was interrupted
    PRIMARY KEY (source, file)
);
CREATE TABLE entries (
    source TEXT NOT NULL,
    key TEXT NOT NULL,                 -- the id that the spelling of the address gives
    url TEXT NOT NULL,
    state TEXT NOT NULL,               -- article, gallery, ..., unread, alias
    briefing TEXT,                     -- of an alias: the id of the briefing
    payload TEXT,                      -- the digest of the bytes that were judged
    listed_as TEXT,                    -- of an unread one in a list: day, space, text; further pages, a line each
    changed_at TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    PRIMARY KEY (source, key)
);
CREATE TABLE walks (
    source TEXT NOT NULL,
    url TEXT NOT NULL,                 -- of the first page of a list, and what bounded its entries
    full_at TEXT NOT NULL,             -- when it was last walked to its end
    proper INTEGER NOT NULL,           -- 1: the last walk came to its proper end
    newest INTEGER NOT NULL,           -- the highest number of a briefing when a walk last did
    PRIMARY KEY (source, url)
);
CREATE TABLE site_map (
    source TEXT NOT NULL,
    place TEXT NOT NULL,               -- tags and classes around links, and what else tells kinds of links apart
    kind TEXT NOT NULL,                -- what a look at one of them showed: pages, elsewhere, ...
    evidence TEXT NOT NULL,            -- in a few words
    example TEXT NOT NULL,             -- the address that was looked at
    seen_at TEXT NOT NULL,
    PRIMARY KEY (source, place)
);
CREATE TABLE rejected (
    source TEXT NOT NULL,
    key BLOB NOT NULL,                 -- tells whether a record was rejected before
    line TEXT NOT NULL,                -- of rejected.jsonl
    PRIMARY KEY (source, key)
);
CREATE TABLE forgotten (
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    line TEXT NOT NULL,                -- of forgotten.jsonl
    PRIMARY KEY (source, id)
);
CREATE TABLE runs (
    source TEXT NOT NULL,
    run TEXT NOT NULL,                 -- the name of the run: when it started
    report TEXT NOT NULL,              -- JSON: the report, without the states of its briefings
    briefings BLOB,                    -- compressed: the states of its briefings, a line of JSON each
    PRIMARY KEY (source, run)
);
CREATE TABLE sources (                 -- the last, as a new row of the tables that views print counts in it
    source TEXT PRIMARY KEY,
    hosts TEXT NOT NULL,               -- JSON: the hosts of the source, the one whose copy counts first in front
    through INTEGER NOT NULL           -- goes up whenever something that a view prints is committed
);
"""

_TEXTS_GO = """CREATE TRIGGER briefings_deleted AFTER DELETE ON briefings
BEGIN DELETE FROM texts WHERE briefing = OLD.number; END"""

_PRINTED = ("revisions", "rejected", "forgotten")
"""Tables whose rows the views print."""

SCHEMA_QUERY = "SELECT name, sql FROM sqlite_master"


Row = dict[str, Any]


def describe_row(table: str, row: Row) -> str:
    names = ("source", "id", "revision", "key", "url", "file", "run")
    return " ".join([table, *(str(row[name])[:200] for name in names if isinstance(row.get(name), str | int))])


def row_digest(table: str, *values: Any) -> bytes:
    """Return the digest of a row: eight bytes over the name of its table and the values of its columns, in order.

    Without the name, a row of a table that damage put in the place of another would count as whole.
    """
    digest = hashlib.blake2b(digest_size=8)
    for value in (table, *values):
        # repr is unambiguous for text, numbers and null; for bytes it takes ten times as long.
        part = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d %d " % (isinstance(value, bytes), len(part)))
        digest.update(part)
    return digest.digest()


def _triggers(table: str, columns: tuple[str, ...]) -> list[str]:
    """Return triggers that give a row its digest, refuse to change a row that has rotted, and count what views print.

    Without the refusal an UPDATE would give a rotten row a new digest.
    """
    count = "UPDATE sources SET through = through + 1 WHERE source = {}.source;" if table in _PRINTED else ""
    new, old = (", ".join([f"'{table}'", *(f"{row}.{column}" for column in columns)]) for row in ("NEW", "OLD"))
    give = f"BEGIN UPDATE {table} SET digest = row_digest({new}) WHERE rowid = NEW.rowid; {count.format('NEW')} END"
    gone = f"CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} BEGIN {count.format('OLD')} END"
    return [
        f"CREATE TRIGGER {table}_inserted AFTER INSERT ON {table} {give}",
        f"CREATE TRIGGER {table}_changing BEFORE UPDATE OF {', '.join(columns)} ON {table} "
        f"WHEN OLD.digest IS NOT row_digest({old}) BEGIN SELECT RAISE(ABORT, 'a damaged row of {table}'); END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE OF {', '.join(columns)} ON {table} {give}",
        *([gone] if count else []),
    ]


def _made() -> tuple[dict[str, tuple[str, ...]], list[str], list[tuple[str, str | None]]]:
    """Return the columns covered by digests, the statements that make a database, and SQLite's record of them."""
    with closing(sqlite3.connect(":memory:")) as db:
        tables = re.sub(r"(CREATE TABLE (?!texts)\w+ \()", r"\1digest BLOB, ", re.sub(r" *--.*", "", _TABLES))
        made = [one.strip() for one in tables.split(";") if one.strip()]
        for statement in made:
            db.execute(statement)
        columns = {table: [name for (name,) in db.execute(_NAMES, (table,))] for (table,) in db.execute(_WITH_DIGEST)}
        covered = {table: tuple(names[1:]) for table, names in columns.items()}
        triggers = [_TEXTS_GO, *(trigger for table, names in covered.items() for trigger in _triggers(table, names))]
        for trigger in triggers:
            db.execute(trigger)
        return covered, [*made, *triggers], sorted(db.execute(SCHEMA_QUERY))


_WITH_DIGEST = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'texts'"
_NAMES = "SELECT name FROM pragma_table_info(?)"

COLUMNS, STATEMENTS, SCHEMA = _made()
"""Columns, statements and schema of the database.

COLUMNS: the columns covered by the digest of a row, by table, except `texts`, which is made from the lines of
revisions. STATEMENTS make a new database. SCHEMA is the result of SCHEMA_QUERY in one, in order: tables, indexes and
triggers with their SQL.
"""
