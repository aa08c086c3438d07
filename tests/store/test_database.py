"""The database: shared by runs, refused when it was altered, rebuilt from the files when it is gone."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefings.store.database import Database
from briefings.store.errors import DamageError, StorageError
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone, add_tombstone
from briefings.store.records import Key
from briefings.store.schema import COLUMNS, DATABASE_VERSION
from briefings.store.source_store import SourceStore
from briefings.upkeep.repair import repair
from tests.support import processes
from tests.support.damage import spoil
from tests.support.records import SOURCE, make_briefing
from tests.support.stored_lines import contents, kept

_BY_NAME = "sqlite_autoindex_briefings_1"
"""Index of the briefings by source and id."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder of two sources with three briefings each."""
    root = tmp_path / "data"
    for source in (SOURCE, "other"):
        with SourceStore(root, source) as store:
            for number in range(1000, 1003):
                store.commit(make_briefing(str(number), source=source))
    return root


@pytest.mark.parametrize("version", [DATABASE_VERSION ^ 3, 0, 99])
@pytest.mark.parametrize("has_other_tables", [True, False])
def test_a_database_of_another_version_names_the_way(root: Path, version: int, has_other_tables: bool) -> None:
    file = root / "briefings.sqlite"
    files = contents(root)
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {version}")
        if has_other_tables:
            db.execute("ALTER TABLE walks ADD COLUMN of_another_release")
    before = file.read_bytes()
    with pytest.raises(StorageError, match=rf"briefings\.sqlite: it is of version {version} .*Move .* away and run"):
        SourceStore(root, SOURCE)
    assert file.read_bytes() == before
    file.unlink()
    SourceStore(root, SOURCE).close()
    assert contents(root) == files


def test_rows_of_a_table_in_the_place_of_another_are_damage(root: Path) -> None:
    """Tables of one shape that changed places had rows whose digests fit, and a repair ended in a traceback."""
    file = root / "briefings.sqlite"
    with closing(Database(file)) as database:
        add_tombstone(database, SOURCE, Tombstone("x", "2026-03-05T08:00:00Z", None, [], "2026-03-05T08:00:00Z"))
    with closing(sqlite3.connect(file)) as db, db:
        pages = dict(db.execute("SELECT name, rootpage FROM sqlite_master WHERE name IN ('rejected', 'forgotten')"))
        db.execute("PRAGMA writable_schema = ON")
        for name, other in (("rejected", "forgotten"), ("forgotten", "rejected")):
            db.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (pages[other], name))
    with (
        closing(Database(file, reading=True)) as database,
        pytest.raises(DamageError, match=r"rejected .* is not as it was written"),
    ):
        database.read("rejected", "TRUE")


@pytest.mark.parametrize("name", ["application_id", "user_version"])
def test_a_rotten_head_before_the_tables_of_this_version_is_damage_that_is_mended(root: Path, name: str) -> None:
    files = contents(root)
    with closing(sqlite3.connect(root / "briefings.sqlite")) as db:
        (number,) = db.execute(f"PRAGMA {name}").fetchone()
        db.execute(f"PRAGMA {name} = {number ^ 4}")
    with pytest.raises(DamageError, match=r"its head is not as it was written.*scrapy verify --repair"):
        SourceStore(root, SOURCE)
    repair(root, lambda _: None, lambda _: None)
    SourceStore(root, SOURCE).close()
    assert contents(root) == files


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_refused_and_left_alone(root: Path, damage: bytes) -> None:
    (root / "briefings.sqlite").write_bytes(damage)
    files = contents(root)
    for _ in range(2):
        with pytest.raises(DamageError, match=r"the database is damaged .*No line was changed.*scrapy verify --repair"):
            SourceStore(root, SOURCE)
    assert (root / "briefings.sqlite").read_bytes() == damage
    assert contents(root) == files


@pytest.mark.parametrize(
    ("place", "has_files_to_write"),
    [
        ("a table", True), ("a table", False), ("an index of texts", True),
        ("an index of briefings", True), ("an index of briefings", False),
    ],
)  # fmt: skip
def test_a_start_refuses_a_damaged_structure(root: Path, place: str, has_files_to_write: bool) -> None:
    """A briefing that an index names wrongly was found by nobody, and a crawl stored it once more, as new."""
    file = root / "briefings.sqlite"
    with closing(sqlite3.connect(file)) as db:
        query = "SELECT (rootpage - 1) * 4096 FROM sqlite_master WHERE name = ?"
        starts = {name: db.execute(query, (name,)).fetchone()[0] for name in ("texts_by_text", _BY_NAME)}
    content = bytearray(file.read_bytes())
    # A letter of the SQL that created something, of an indexed text, or of the name of a source.
    letters = {
        "a table": content.index(b"CREATE TABLE walks") + 3,
        "an index of texts": starts["texts_by_text"] + 4096 - 3,
        "an index of briefings": content.index(SOURCE.encode(), starts[_BY_NAME]),
    }
    content[letters[place]] ^= 1
    file.write_bytes(content)
    if has_files_to_write:
        (root / SOURCE / "turns.jsonl").write_bytes(b"")
    files = contents(root)
    with pytest.raises(DamageError, match=r"the database is damaged .*No line was changed.*scrapy verify --repair"):
        SourceStore(root, SOURCE)
    assert contents(root) == files


def test_another_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "briefings.sqlite")) as db:
        db.execute("CREATE TABLE notes (text)")
    with pytest.raises(StorageError, match="not one of briefings"):
        SourceStore(tmp_path, SOURCE)


def test_a_pipe_in_the_place_of_the_database_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "briefings.sqlite")
    with pytest.raises(StorageError, match=r"briefings\.sqlite: it is not a file\. Move it away, or name another"):
        SourceStore(tmp_path, SOURCE)


@pytest.mark.parametrize("table", COLUMNS)
def test_a_row_that_rotted_is_neither_read_nor_given_a_new_digest(tmp_path: Path, table: str) -> None:
    file = tmp_path / "briefings.sqlite"
    with closing(Database(file)) as database:
        for key in ("one", "two"):
            database.insert(table, **_values(database, table, key))
        before = database.read(table, "true")
    column = COLUMNS[table][-1]
    first = COLUMNS[table][0]
    one = f"SELECT {first} FROM {table} LIMIT 1"
    spoil(SourceFolder(tmp_path, SOURCE), f"UPDATE {table} SET {column} = 'rotten' WHERE {first} IN ({one})")
    with (
        closing(Database(file)) as database,
        pytest.raises(DamageError, match=f"{table} .* is not as it was written"),
    ):
        database.read(table, "true")
    assert len(before) == 2


def _values(database: Database, table: str, key: str) -> dict[str, Any]:
    """Return a value for each column that must have one."""
    columns = database.rows(f"PRAGMA table_info({table})")
    return {
        name: 7 if kind == "INTEGER" else key
        for _, name, kind, needed, _, primary in columns
        if needed or (primary and kind != "INTEGER")
    }


def test_a_change_of_a_row_that_rotted_is_refused(root: Path) -> None:
    file = root / "briefings.sqlite"
    content = file.read_bytes()
    url = make_briefing("1001").url.encode()
    assert url in content
    file.write_bytes(content.replace(url, url.replace(b"1001", b"1O01")))
    with SourceStore(root, SOURCE) as store:
        with pytest.raises(DamageError, match="a damaged row of briefings"):
            store.records.note(_key("1001"), looked_at="2026-03-06T08:15:00Z")
        with pytest.raises(DamageError, match=r"briefings .* is not as it was written"):
            store.newest(_key("1001").id)


def _key(number: str) -> Key:
    return Key(SOURCE, make_briefing(number).id)


def test_an_older_copy_of_the_database_beside_newer_files_is_refused(root: Path) -> None:
    old = (root / "briefings.sqlite").read_bytes()
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    newer, files = (root / "briefings.sqlite").read_bytes(), contents(root)
    (root / "briefings.sqlite").write_bytes(old)
    for _ in range(2):
        with pytest.raises(StorageError, match=r"its files are newer than .*briefings\.sqlite, which was restored"):
            SourceStore(root, SOURCE)
    assert contents(root) == files
    SourceStore(root, "other").close()
    (root / "briefings.sqlite").write_bytes(newer)
    SourceStore(root, SOURCE).close()
    assert contents(root) == files


def test_older_files_beside_a_newer_database_are_written_again(root: Path, tmp_path: Path) -> None:
    old = contents(root)
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    files = contents(root)
    for name, content in old.items():
        (root / SOURCE / name).write_bytes(content)
    SourceStore(root, SOURCE).close()
    assert contents(root) == files


def test_first_runs_of_many_sources_at_once_share_one_database(tmp_path: Path) -> None:
    code = """
import sys; from pathlib import Path; from briefings.store.source_store import SourceStore
from tests.support.records import make_briefing
with SourceStore(Path(sys.argv[1]), sys.argv[2]) as store:
    for number in range(20):
        store.commit(make_briefing(str(number), [(None, f"{sys.argv[2]} {number}")], source=sys.argv[2]))
"""
    sources = [f"source{number}" for number in range(6)]
    # They start within milliseconds of each other, and each writes for longer.
    runs = [processes.start("-c", code, str(tmp_path), source) for source in sources]
    assert [(run.wait(), run.err) for run in runs] == [(0, "")] * len(runs)
    for source in sources:
        assert len(kept(tmp_path, source)) == 20
        with SourceStore(tmp_path, source) as store:
            assert store.newest(make_briefing("19").id) is not None


@pytest.mark.further
def test_a_database_that_several_make_at_once_is_made_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    files = [tmp_path / f"{number}.sqlite" for number in range(40)]
    barrier = context.Barrier(3, timeout=100)

    def make() -> None:
        for file in files:
            barrier.wait()
            tick = time.time() // 0.003
            while time.time() // 0.003 <= tick:  # a barrier lets them go one by one, the clock all at once
                pass
            Database(file).close()

    runs = [context.Process(target=make) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0, 0]
    for file in files:
        with closing(Database(file)) as database:
            assert database.read("sources", "true") == []


def test_two_reading_at_one_moment_see_the_same_while_a_run_writes(root: Path) -> None:
    file = SourceFolder(root, SOURCE).database
    with closing(Database(file, reading=True)) as reader, reader.snapshot():
        before = reader.rows("SELECT id FROM briefings ORDER BY number")
        with SourceStore(root, SOURCE) as store:
            store.commit(make_briefing("2000"))
        assert reader.rows("SELECT id FROM briefings ORDER BY number") == before
    assert len(kept(root)) == 4
