"""A ledger of an older version is taken over: nothing it knows is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from briefings.store import SourceFolder, SourceStore
from briefings.store.archive.warc import Exchange
from briefings.store.ledger.schema import LEDGER_VERSION
from tests.support.records import SOURCE, make_briefing, make_briefings
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from pathlib import Path

# As version 1 made them.
VERSION_1 = """
CREATE TABLE sources (
    source TEXT PRIMARY KEY, turns_size INTEGER NOT NULL, briefings_size INTEGER NOT NULL, superseded_size INTEGER,
    stale INTEGER NOT NULL, swapping INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE briefings (
    source TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, url TEXT NOT NULL, content_hash TEXT NOT NULL,
    complete INTEGER NOT NULL, missing TEXT NOT NULL, turn_count INTEGER NOT NULL, committed_at TEXT NOT NULL,
    PRIMARY KEY (source, id)
) WITHOUT ROWID;
CREATE TABLE turns (
    source TEXT NOT NULL, briefing TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, label TEXT,
    text_hash TEXT NOT NULL, PRIMARY KEY (source, briefing, seq)
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""

# As version 2 made it.
BRIEFINGS_2 = """
CREATE TABLE briefings (
    source TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, url TEXT NOT NULL, content_hash TEXT NOT NULL,
    complete INTEGER NOT NULL, missing TEXT NOT NULL, turn_count INTEGER NOT NULL, committed_at TEXT NOT NULL,
    looked_at TEXT, PRIMARY KEY (source, id)
) WITHOUT ROWID;
"""


def _as_version_2(root: Path) -> None:
    """Take out of the ledger what version 2 did not have."""
    with closing(sqlite3.connect(root / "ledger.sqlite")) as ledger:
        columns = "source, id, revision, url, content_hash, complete, missing, turn_count, committed_at, looked_at"
        rows = ledger.execute(f"SELECT {columns} FROM briefings").fetchall()
        ledger.executescript(f"DROP TABLE briefings; DROP INDEX turns_by_text; {BRIEFINGS_2} PRAGMA user_version = 2;")
        ledger.executemany(f"INSERT INTO briefings VALUES ({', '.join('?' * 10)})", rows)
        ledger.commit()


def test_copies_kept_before_version_3_are_found(tmp_path: Path) -> None:
    """In every source as soon as its own run comes; until then nothing is compared with it."""
    with SourceStore(tmp_path, SOURCE) as store:
        store.commit(make_briefing("1"))
        store.commit(make_briefing("2"))
        store.commit(make_briefing("3", [(None, "Alone.")]))
    with SourceStore(tmp_path, "other") as store:
        store.commit(make_briefing("1", source="other"))
    before = contents(tmp_path)
    _as_version_2(tmp_path)
    with SourceStore(tmp_path, "other", ()):
        assert contents(tmp_path) == before
    SourceStore(tmp_path, SOURCE, ("veldria.example",)).close()
    first, second, third = lines(SourceFolder(tmp_path, SOURCE).briefings)
    assert (second["copy_of"], second["turn_count"]) == (first["id"], 0)
    assert [line["id"] for line in lines(SourceFolder(tmp_path, SOURCE).turns)] == [
        turn.id for briefing in (make_briefing("1"), make_briefing("3", [(None, "Alone.")])) for turn in briefing.turns
    ]
    assert contents(tmp_path)["briefings.jsonl"].splitlines()[2] == before["briefings.jsonl"].splitlines()[2]
    (elsewhere,) = lines(SourceFolder(tmp_path, "other").briefings)
    assert (elsewhere["copy_of"], elsewhere["turn_count"]) == (first["id"], 0)
    assert third["copy_of"] is None


def _as_version_1(root: Path) -> None:
    """Put a ledger of version 1 with the same content in the place of today's."""
    with closing(sqlite3.connect(root / "ledger.sqlite")) as new:
        columns = "source, id, revision, url, content_hash, complete, missing, turn_count, committed_at"
        rows = {
            "sources": new.execute("SELECT * FROM sources").fetchall(),
            "briefings": new.execute(f"SELECT {columns} FROM briefings").fetchall(),
            "turns": new.execute("SELECT * FROM turns").fetchall(),
        }
    for file in root.glob("ledger.sqlite*"):
        file.unlink()
    with closing(sqlite3.connect(root / "ledger.sqlite")) as old:
        old.executescript(VERSION_1)
        for table, found in rows.items():
            old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)
        old.commit()


def test_a_ledger_of_version_1_is_taken_over(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        for briefing in make_briefings(3):
            store.commit(briefing)
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    before = contents(tmp_path)
    _as_version_1(tmp_path)
    with SourceStore(tmp_path, SOURCE) as store:
        known = store.known(make_briefings(2)[1].id)
        assert known is not None
        assert (known.revision, known.turn_count, known.looked_at) == (2, 1, None)
        assert known.changed_at is not None
        assert [turn.label for turn in store.turns(known.id)] == [None]
        url = "http://news.veldria.example/2026-03/05/content_7.htm"
        place, _ = store.archive.store(Exchange(url, "2026-03-06T08:00:00Z", 200, [], b"page"))
        store.looked(known.id)
    assert contents(tmp_path) == before
    assert sorted(kept(tmp_path).values()) == [1, 1, 2]
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as ledger:
        assert ledger.execute("PRAGMA user_version").fetchone() == (LEDGER_VERSION,)
    with SourceStore(tmp_path, SOURCE) as store:
        assert store.archive.read(place).url == url
        known = store.known(known.id)
        assert known is not None
        assert known.looked_at is not None
