"""`scrapy verify` on a real crawl, damaged as disks, people and programs damage files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from briefings.store.database import Database
from briefings.store.folder import SourceFolder
from briefings.store.schema import DATABASE_VERSION
from tests.support.damage import (
    CLEAN,
    ROTTEN_ROWS,
    WRONG_ROWS,
    every_file,
    faults,
    faults_when_taken_in,
    remarks,
    rewrite,
    spoil,
)
from tests.support.kept_folders import SOURCE, change_line, copy_of, flip, scrapy
from tests.support.parts import part_of
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_what_a_crawl_left_is_without_fault_and_stays_as_it_is(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = _everything(folder.root)
    done = scrapy(folder.root, "verify")
    assert (done.code, done.out, done.err) == (0, CLEAN, "")
    assert _everything(folder.root) == before
    assert scrapy(folder.root, "verify", SOURCE).out == CLEAN


def _everything(root: Path) -> dict[Path, tuple[int, bytes]]:
    """Return every path below a folder with its modification time and bytes; folders too, as their names change."""
    paths = [path for path in root.rglob("*") if path != root]
    return {path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in paths}


def test_the_log_that_a_killed_run_left_is_read_too(sample_data: Path, tmp_path: Path) -> None:
    first = copy_of(sample_data, tmp_path / "first")
    with closing(Database(first.database)) as database:
        database.write("DELETE FROM texts WHERE briefing = 2")
        killed = copy_of(first.root, tmp_path / "killed")
    assert killed.database.with_name("briefings.sqlite-wal").stat().st_size
    assert "the database counts other turns of" in scrapy(killed.root, "verify").out


def test_what_a_killed_run_left_is_no_fault_as_the_next_start_heals_it(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    rewrite(folder, "UPDATE sources SET through = through + 1")
    with folder.turns.open("ab") as stream:
        stream.write(b'{"id": ')
    (file,) = folder.archive.iterdir()
    with file.open("ab") as stream:
        stream.write(file.read_bytes()[:300])
    done = scrapy(folder.root, "verify")
    assert (done.code, done.err) == (0, "")
    assert "sample: the next start brings its files up to date with the database.\n" in done.out
    assert "are what an interrupted run left; the next cuts them" in done.out
    assert done.out.endswith(": nothing wrong.\n")


def test_damage_is_named_and_exits_with_8(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    flip(folder.turns, folder.turns.read_bytes().index(b'"text": "') + 12)
    done = scrapy(folder.root, "verify", SOURCE)
    assert done.code == 8
    assert "sample/turns.jsonl: is missing or differs from the database\n" in done.out
    assert done.out.endswith(" records: 1 fault.\n")


def test_other_sources_are_named_where_one_is_unknown(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    done = scrapy(folder.root, "verify", "simple")
    assert (done.code, done.out) == (2, "")
    assert f"There is no source simple in {folder.root}; it has sample." in done.err
    empty = scrapy(tmp_path / "none", "verify")
    assert (empty.code, "none has no source" in empty.err) == (2, True)


def test_a_crawl_under_way_is_not_disturbed(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    files = every_file(folder.root)
    with FileLock(folder.lock):
        done, repair = scrapy(folder.root, "verify"), scrapy(folder.root, "verify", "--repair")
    assert (done.code, done.out, repair.code, repair.out) == (8, "", 8, "")
    assert "another run is writing there" in done.err
    assert "another run is writing there" in repair.err
    assert every_file(folder.root) == files


# -- The database


@pytest.mark.parametrize("statement", part_of(ROTTEN_ROWS, 5))
def test_a_row_that_rotted_is_named(sample_data: Path, tmp_path: Path, statement: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    spoil(folder, statement)
    assert ROTTEN_ROWS[statement] in "\n".join(faults(folder))


@pytest.mark.parametrize("statement", part_of(WRONG_ROWS, 4))
def test_a_row_that_says_something_else_than_the_records_is_named(
    sample_data: Path, tmp_path: Path, statement: str
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    rewrite(folder, statement)
    assert WRONG_ROWS[statement] in "\n".join(faults(folder))


def test_a_damaged_database_is_named_with_what_mends_it(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    content = folder.database.read_bytes()
    folder.database.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])
    assert "data/briefings.sqlite: the database is damaged" in faults(folder)[0]
    flip(folder.database, 5)
    done = scrapy(folder.root, "verify")
    assert (done.code, done.err) == (8, "")
    assert done.out == (
        "data/briefings.sqlite: the database is damaged (file is not a database); `scrapy verify --repair` mends it\n"
    )


def test_a_byte_that_is_no_text_and_a_trigger_that_rotted_are_named(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    spoil(folder, "UPDATE runs SET report = CAST(x'ff68' AS TEXT)")
    assert any("runs sample" in fault for fault in faults(folder))
    folder = copy_of(sample_data, tmp_path / "data")
    content = folder.database.read_bytes()
    at = content.index(b"TRIGGER walks_inserted AFTER INSERT ON walks") + len(b"TRIGGER walks_inserted AFTER ")
    folder.database.write_bytes(content[:at] + b"DELETE" + content[at + 6 :])
    done = scrapy(folder.root, "verify")
    assert (done.code, "the database is damaged" in done.out, done.err) == (8, True, "")


def test_a_database_of_another_version_is_refused_with_a_sentence(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    with closing(sqlite3.connect(folder.database)) as db:
        db.execute("ALTER TABLE walks ADD COLUMN more")
        db.execute("PRAGMA user_version = 99")
    files = every_file(folder.root)
    for command in (["verify"], ["verify", "--repair"]):
        done = scrapy(folder.root, *command)
        assert (done.code, done.out) == (8, "")
        assert f"it is of version 99 of the tables, and this release knows {DATABASE_VERSION}" in done.err
    assert every_file(folder.root) == files


# -- Sources that the database does not know


def test_what_is_not_in_the_database_is_said_until_a_command_takes_it_in(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    folder.database.unlink()
    done = scrapy(folder.root, "verify")
    assert (done.code, done.err, "sample: is not in the database, so nothing of it was checked" in done.out) == (
        8,
        "",
        True,
    )
    assert not folder.database.exists()
    assert scrapy(folder.root, "show", lines(folder.briefings)[0]["id"]).code == 0
    done = scrapy(folder.root, "verify")
    assert (done.code, done.out) == (0, f"sample: 8 revisions {UNPROVED}\n{CLEAN}")


def _drop_line(number: int) -> Callable[[Path], None]:
    def drop(file: Path) -> None:
        lines = file.read_bytes().splitlines(keepends=True)
        del lines[number - 1]
        file.write_bytes(b"".join(lines))

    return drop


def _swap_lines(file: Path) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))


def _set(number: int, **fields: Any) -> Callable[[Path], None]:
    return lambda file: change_line(file, number, lambda record: record.update(fields))


UNPROVED = "taken in from the files, where no digest tells whether a line is right; the next crawl reads the newest."
LINE_DAMAGE = {
    "a line that is gone": ("turns.jsonl", _drop_line(2), "line 1 names"),
    "a briefing that is gone": ("briefings.jsonl", _drop_line(2), "which has no line"),
    "lines in another order": ("turns.jsonl", _swap_lines, "turns, which are not in order"),
    "no JSON": ("turns.jsonl", lambda file: flip(file, 0), "line 1 is not a JSON object"),
    "lines that stand twice": ("briefings.jsonl", lambda f: f.write_bytes(f.read_bytes() * 2), "line 9 repeats"),
    "a role there is none of": ("turns.jsonl", _set(3, role="guest"), "turns[2]: role: Invalid enum value"),
    "a wrong count": ("briefings.jsonl", _set(1, turn_count=2), "line 1 names 2 turns"),
    "wrong words": ("turns.jsonl", _set(1, words=7), "words is"),
    "a label that was changed": ("turns.jsonl", _set(1, label="Nobody"), "content_hash is not"),
    "another title": ("briefings.jsonl", _set(1, title="Other"), "turns[0].title is not that of the briefing"),
    "a revision": ("briefings.jsonl", _set(1, revision=2), "line 1 names"),
    "another source": ("briefings.jsonl", _set(1, source="other"), "is of the source other, not sample"),
}  # fmt: skip


@pytest.mark.parametrize("name", part_of(LINE_DAMAGE, 4))
def test_a_damaged_line_is_named_without_any_digest(sample_data: Path, tmp_path: Path, name: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    file, damage, named = LINE_DAMAGE[name]
    damage(folder.folder / file)
    assert named in "\n".join(faults_when_taken_in(folder))


def test_what_no_digest_tells_is_said_to_be_unproved(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    change_line(folder.turns, 5, lambda turn: turn.update(speaker="Nobody", speaker_evidence="header"))
    assert faults_when_taken_in(folder) == []
    assert remarks(folder) == [f"sample: 8 revisions {UNPROVED}"]


def test_a_hash_of_another_reader_is_no_fault(sample_data: Path, tmp_path: Path) -> None:
    """A later reader may count words differently; that does not make an earlier one's counts wrong."""
    folder = copy_of(sample_data, tmp_path / "data")
    change_line(folder.briefings, 1, lambda briefing: briefing.update(content_hash="0" * 64))
    assert any("content_hash is not" in fault for fault in faults_when_taken_in(folder))
    change_line(folder.briefings, 1, lambda briefing: briefing.update(reader=0))
    assert faults_when_taken_in(folder) == []


def test_a_line_of_an_earlier_schema_is_no_fault(sample_data: Path, tmp_path: Path) -> None:
    """`scrapy reread` fills the fields that it lacks."""
    folder = copy_of(sample_data, tmp_path / "data")
    change_line(folder.briefings, 1, lambda briefing: (briefing.update(schema_version=0), briefing.pop("summary")))
    assert faults_when_taken_in(folder) == []


# -- The files, which show what the database has


VIEW_DAMAGE: dict[str, tuple[str, Callable[[SourceFolder], object]]] = {
    "a line that is gone": ("turns.jsonl: is missing or", lambda f: _drop_line(2)(f.turns)),
    "a line more": (
        "briefings.jsonl: is missing or",
        lambda f: f.briefings.write_bytes(f.briefings.read_bytes() + b"{}\n"),
    ),
    "all lines": ("turns.jsonl: is missing or", lambda f: f.turns.write_bytes(b"")),
    "no file": ("briefings.jsonl: is missing or", lambda f: f.briefings.unlink()),
    "a file more": ("superseded.jsonl: is missing or", lambda f: f.superseded.write_bytes(b"{}\n")),
    "a state": (
        "written.json: is newer than",
        lambda f: f.written.write_text('{"through": 99, "hosts": [], "sizes": {}}'),
    ),
    "a length": (
        "written.json: is missing or differs",
        lambda f: change_line(f.written, 1, lambda state: state["sizes"].update({"turns.jsonl": 7})),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", part_of(VIEW_DAMAGE, 3))
def test_a_file_that_shows_something_else_is_named(sample_data: Path, tmp_path: Path, name: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    named, damage = VIEW_DAMAGE[name]
    damage(folder)
    (found,) = faults(folder)
    assert found.startswith(f"sample/{named}")


# -- Copies


@pytest.mark.further
def test_a_copy_is_without_fault_as_long_as_its_original_is_kept(copies_data: Path, tmp_path: Path) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    assert faults(folder) == []
