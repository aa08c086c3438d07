"""`scrapy verify --repair` and what was forgotten or rejected: it stays so, or is said to be lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.damage import faults, kept_in, mend, rewrite, spoil
from tests.support.kept_folders import SOURCE, copy_of, scrapy
from tests.support.stored_lines import lines


def test_what_was_forgotten_is_so_still_when_its_row_or_its_line_is_damaged(rich_data: Path, tmp_path: Path) -> None:
    for hurt in (
        lambda f: spoil(f, "UPDATE forgotten SET line = '{}'"),
        lambda f: spoil(f, "UPDATE forgotten SET source = 'semple'"),
        lambda f: f.database.write_bytes(b"x" * 9000),
    ):
        folder = copy_of(rich_data, tmp_path / "data")
        before = kept_in(folder.root)["forgotten"]
        hurt(folder)
        mend(folder.root)
        assert (faults(folder), kept_in(folder.root)["forgotten"]) == ([], before)


def test_a_tombstone_that_the_database_lost_uncounted_is_missed_and_comes_back(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = folder.forgotten.read_bytes()
    for statement in ("DELETE FROM forgotten", "UPDATE sources SET through = through - 1"):
        rewrite(folder, statement)
    assert f"sample/{folder.forgotten.name}: is missing or differs from the database" in faults(folder)
    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, f"it lacks what {folder.forgotten} has" in crawl.out) == (8, True), crawl.out
    (tombstone,) = lines(folder.forgotten)
    assert f"forgotten sample {tombstone['id']}: the database lacked it" in mend(folder.root).done
    assert (folder.forgotten.read_bytes(), faults(folder)) == (before, [])


@pytest.mark.parametrize("table", ["forgotten", "rejected", "revisions"])
def test_another_program_can_delete_nothing_that_the_files_show(rich_data: Path, tmp_path: Path, table: str) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    with closing(sqlite3.connect(folder.database)) as db, pytest.raises(sqlite3.OperationalError, match="row_digest"):
        db.execute(f"DELETE FROM {table}")
    assert faults(folder) == []


def test_a_rejected_record_stays_when_the_name_of_its_source_is_damaged(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = folder.rejected.read_bytes()
    spoil(folder, "UPDATE rejected SET source = 'semple'")
    assert mend(folder.root).aside[1:] == []
    assert (faults(folder), folder.rejected.read_bytes()) == ([], before)


def test_of_a_torn_database_and_a_damaged_line_the_rejected_record_is_left_as_it_was(
    rich_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = folder.rejected.read_bytes()
    content = folder.database.read_bytes()
    with closing(sqlite3.connect(folder.database)) as db:
        ((root,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pages_by_location'")
    folder.database.write_bytes(content[: (root - 1) * 4096] + bytes(4096) + content[root * 4096 :])
    folder.rejected.write_bytes(before.replace(b'"id"', b'"it"'))
    assert f"{SOURCE}/rejected.jsonl, byte 0: is not as it was written" in mend(folder.root).aside
    assert (faults(folder), folder.rejected.read_bytes()) == ([], before)


def test_what_is_forgotten_leaves_the_copy_of_a_damaged_database_too(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    first, id_ = folder.database.read_bytes(), lines(folder.briefings)[0]["id"]
    folder.database.write_bytes(first[:-4096])
    mend(folder.root)
    assert id_.encode() in b"".join(file.read_bytes() for file in (folder.root / "damaged").iterdir())
    assert scrapy(folder.root, "forget", id_).code == 0
    assert list((folder.root / "damaged").iterdir()) == []


def test_a_tombstone_that_is_nowhere_whole_is_said(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    (tombstone,) = lines(folder.forgotten)
    spoil(folder, "UPDATE forgotten SET line = '{}'")
    folder.forgotten.unlink()
    assert f"forgotten.jsonl: forgotten sample {tombstone['id']}: was damaged" in mend(folder.root).aside
