"""`scrapy reindex`: whatever the ledger had come to say, afterwards it says what the files say."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from briefings.store.reindex import reindex
from filelock import FileLock

from briefings.store import SourceFolder
from tests.support.damage import CLEAN, LEDGER_DAMAGE, faults
from tests.support.kept_folders import SOURCE, copy_of, crawl_sample, scrapy
from tests.support.killed_child import killed_at, writing_steps
from tests.support.stored_lines import contents

if TYPE_CHECKING:
    from pathlib import Path

REBUILT = [statement for statement in LEDGER_DAMAGE if not statement.startswith("PRAGMA")]


def rows(ledger: Path) -> dict[str, list[Any]]:
    """What the ledger says, but for the numbers of pages."""
    tables = {
        "sources": "*", "turns": "*", "archives": "*",
        "briefings": "id, revision, content_hash, complete, turn_count, committed_at, looked_at, copy_of, line_copy_of",
        "pages": "url, file, offset, digest, status, etag, fetched_at, accepted, refers_to",
    }  # fmt: skip
    db = sqlite3.connect(ledger)
    try:
        return {table: sorted(db.execute(f"SELECT {fields} FROM {table}")) for table, fields in tables.items()}
    finally:
        db.close()


def damage(ledger: Path) -> None:
    """Overwrite a page of the database."""
    content = ledger.read_bytes()
    ledger.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])


def test_a_ledger_that_was_right_says_the_same_afterwards(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before, lines = rows(folder.ledger), contents(folder.root, SOURCE)
    done = scrapy(folder.root, "reindex", SOURCE)
    assert (done.code, done.err) == (0, "")
    assert done.out == "sample: 8 briefings, 156 turns, 35 archived responses read into the ledger.\n"
    assert rows(folder.ledger) == before
    assert contents(folder.root, SOURCE) == lines


@pytest.mark.parametrize("statement", REBUILT)
def test_a_ledger_that_says_something_else_is_mended(sample_data: Path, tmp_path: Path, statement: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    with sqlite3.connect(folder.ledger) as db:
        db.execute(statement)
    db.close()
    reindex(folder)
    assert faults(folder) == []


def test_a_damaged_ledger_is_moved_aside_and_nothing_is_written_by_the_next_crawl(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    lines = contents(folder.root, SOURCE)
    damage(folder.ledger)
    done = scrapy(folder.root, "reindex")
    assert (done.code, done.err) == (0, "")
    assert "It is now ledger.sqlite.damaged; all sources are read." in done.out
    assert "8 briefings will be looked at by the next crawl." in done.out
    assert scrapy(folder.root, "verify").out == CLEAN
    crawl = crawl_sample(folder.root)
    assert (crawl.code, "0 new, 0 revised, 8 unchanged" in crawl.out) == (0, True), crawl.err
    assert contents(folder.root, SOURCE) == lines


def test_a_damaged_ledger_stays_while_a_crawl_of_another_source_is_on(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    other = folder.root / "other"
    other.mkdir()
    (other / "turns.jsonl").touch()
    damage(folder.ledger)
    before = folder.ledger.read_bytes()
    with FileLock(other / "lock"):
        done = scrapy(folder.root, "reindex", SOURCE)
    assert (done.code, done.out) == (8, "")
    assert "other: another run is writing there" in done.err
    assert folder.ledger.read_bytes() == before


@pytest.mark.parametrize(
    "stride", [pytest.param(4, id="some writes"), pytest.param(1, id="all writes", marks=pytest.mark.slow)]
)
def test_killed_anywhere_and_run_again_it_says_the_same(sample_data: Path, tmp_path: Path, stride: int) -> None:
    whole = copy_of(sample_data, tmp_path / "whole")
    whole.ledger.unlink()
    reindex(whole)
    lines = contents(whole.root, SOURCE)
    again = copy_of(sample_data, tmp_path / "again")
    steps = writing_steps(lambda: reindex(again), again.root)
    assert len(steps) > 5
    for step in steps[::stride]:
        folder = copy_of(sample_data, tmp_path / "killed")
        assert killed_at(step, lambda: reindex(folder))  # noqa: B023
        reindex(folder)
        assert faults(folder) == []
        assert contents(folder.root, SOURCE) == lines


def test_what_only_the_ledger_knows_of_a_copy_stays(copies_data: Path, tmp_path: Path) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    before = rows(folder.ledger)
    assert len(before["turns"]) > len(folder.turns.read_bytes().splitlines())
    reindex(folder)
    assert rows(folder.ledger) == before
    assert faults(folder) == []
