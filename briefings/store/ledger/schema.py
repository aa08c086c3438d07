"""The tables of the ledger."""

from __future__ import annotations

_TABLES = """
CREATE TABLE sources (
    source TEXT PRIMARY KEY,
    turns_size INTEGER NOT NULL,       -- bytes of turns.jsonl that are committed
    briefings_size INTEGER NOT NULL,
    superseded_size INTEGER,           -- these two null: to be found out, after a rebuild
    superseded_digest TEXT,            -- of all these lines, each with the digest of those before it
    stale INTEGER NOT NULL,            -- older revisions whose lines are still in the two files
    swapping INTEGER NOT NULL          -- 1: the .next files are whole and take the place of the two files
) WITHOUT ROWID;
CREATE TABLE briefings (
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    url TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    complete INTEGER NOT NULL,
    turn_count INTEGER NOT NULL,
    words INTEGER NOT NULL,            -- of its turns; 0 where that is not known
    pages TEXT NOT NULL,               -- JSON: pages and missing_pages of its line, by which it can be read again
    poorer TEXT,                       -- the same of a poorer reading that was seen since
    committed_at TEXT NOT NULL,
    line_digest TEXT NOT NULL,         -- of its line without what supersede changes, and of the lines of its turns
    turns_digest TEXT NOT NULL,
    looked_at TEXT,                    -- when it was last found as it is kept; null: look again
    copy_of TEXT,                      -- these three: what its line should say
    same_event TEXT,
    vanished_at TEXT,
    line_copy_of TEXT,                 -- and what it says
    line_same_event TEXT,
    line_vanished_at TEXT,
    named TEXT,                        -- its pages, with places that its line has still to name; null: it has none
    host_rank INTEGER,                 -- null: a crawl has still to say, and it is compared to nothing
    texts TEXT,                        -- a digest of all its text hashes; null when it has none
    to_judge INTEGER NOT NULL DEFAULT 1, -- 1: whether it is a copy is still to be found
    reading BLOB,                      -- the last reading that came out as it is kept: the sha256 of its JSON, and that
    PRIMARY KEY (source, id)
) WITHOUT ROWID;
CREATE INDEX briefings_to_mark ON briefings (source) WHERE copy_of IS NOT line_copy_of
    OR same_event IS NOT line_same_event OR vanished_at IS NOT line_vanished_at OR named IS NOT NULL;
CREATE INDEX briefings_to_rank ON briefings (source) WHERE host_rank IS NULL;
CREATE INDEX briefings_to_judge ON briefings (to_judge) WHERE to_judge = 1 AND host_rank IS NOT NULL;
CREATE INDEX briefings_by_texts ON briefings (texts) WHERE texts IS NOT NULL;
CREATE INDEX briefings_by_copy_of ON briefings (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX briefings_by_same_event ON briefings (same_event) WHERE same_event IS NOT NULL;
CREATE TABLE turns (
    source TEXT NOT NULL,
    briefing TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    label TEXT,
    text_hash TEXT NOT NULL,
    PRIMARY KEY (source, briefing, seq)
) WITHOUT ROWID;
CREATE INDEX turns_by_text ON turns (text_hash);
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,            -- in the order of fetching
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    file TEXT NOT NULL,                -- in the source's archive
    offset INTEGER NOT NULL,
    digest TEXT,                       -- of the payload; null for a revisit
    status INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    fetched_at TEXT NOT NULL,
    accepted INTEGER,                  -- null: not judged, 0: refused, 1: read
    refers_to TEXT                     -- of a revisit: file:offset of the response that still holds
);
CREATE UNIQUE INDEX pages_by_place ON pages (source, file, offset);
CREATE INDEX pages_by_url ON pages (source, url);
CREATE TABLE archives (
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    indexed_size INTEGER NOT NULL,     -- bytes whose responses are all in pages
    finished INTEGER NOT NULL,         -- 0: the run that wrote it is under way, or was interrupted
    PRIMARY KEY (source, file)
) WITHOUT ROWID;
CREATE TABLE entries (
    source TEXT NOT NULL,
    key TEXT NOT NULL,                 -- the id that the spelling of the address gives
    url TEXT NOT NULL,
    state TEXT NOT NULL,               -- article, gallery, ..., unread, alias
    briefing TEXT,                     -- of an alias: the id of the briefing
    digest TEXT,                       -- of the bytes that were judged
    changed_at TEXT NOT NULL,
    looked_at TEXT NOT NULL,
    PRIMARY KEY (source, key)
) WITHOUT ROWID;
CREATE TABLE walks (
    source TEXT NOT NULL,
    url TEXT NOT NULL,                 -- of the first page of a list, and what bounded its entries
    full_at TEXT NOT NULL,             -- when it was last walked to its end
    proper INTEGER NOT NULL,           -- 1: the last walk came to its proper end
    PRIMARY KEY (source, url)
) WITHOUT ROWID;
"""

LEDGER_VERSION = 3
"""Goes up with every change of the tables; a ledger of another version is refused."""

APPLICATION_ID = 0x62726566
"""Stands in the head of the file, by which a ledger is told from another database: "bref"."""


def tables() -> list[str]:
    """The statements that make a new ledger."""
    lines = (line.partition("--")[0].rstrip() for line in _TABLES.splitlines())
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]
