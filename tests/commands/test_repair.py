"""`scrapy repair` over what a real crawl left, damaged: what can be had from elsewhere stands there again as it did."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from briefings.store.corpus import read_losses
from filelock import FileLock

import briefings.upkeep
from briefings.store import SourceFolder
from briefings.upkeep import repair
from tests.support.damage import CLEAN, LEDGER_DAMAGE, every_file, faults
from tests.support.kept_folders import SOURCE, change_line, copy_of, crawl_sample, flip, scrapy
from tests.support.killed_child import STORE, killed_at, writing_steps
from tests.support.stored_lines import contents, lines


def _lines(folder: SourceFolder) -> dict[str, Counter[bytes]]:
    """The lines of the two files, in whatever order."""
    return {file.name: Counter(file.read_bytes().splitlines()) for file in (folder.turns, folder.briefings)}


def _drop(file: Path, number: int) -> None:
    content = file.read_bytes().splitlines(keepends=True)
    del content[number - 1]
    file.write_bytes(b"".join(content))


def _cut(file: Path, left: int) -> None:
    file.write_bytes(file.read_bytes()[:left])


def _page(folder: SourceFolder, line: int = 1) -> tuple[Path, int]:
    """The archive file and the byte at which the first page of a briefing stands."""
    name, _, offset = lines(folder.briefings)[line - 1]["pages"][0]["warc"].rpartition(":")
    return folder.archive / name, int(offset)


MENDED: dict[str, Callable[[SourceFolder], object]] = {
    "a letter of a text": lambda f: flip(f.turns, f.turns.read_bytes().index(b'"text": "') + 12),
    "a letter of a name": lambda f: change_line(f.turns, 5, lambda turn: turn.update(speaker="Nobody")),
    "a line that is none": lambda f: flip(f.turns, 0),
    "a turn that is gone": lambda f: _drop(f.turns, 3),
    "a briefing that is none": lambda f: flip(f.briefings, 0),
    "a briefing that is gone": lambda f: _drop(f.briefings, 4),
    "a last byte that is gone": lambda f: _cut(f.briefings, -1),
    "half of the turns": lambda f: _cut(f.turns, f.turns.stat().st_size // 2),
    "all turns": lambda f: f.turns.unlink(),
    "all briefings": lambda f: f.briefings.unlink(),
    "lines that stand twice": lambda f: f.briefings.write_bytes(f.briefings.read_bytes() * 2),
    "another title": lambda f: change_line(f.briefings, 2, lambda briefing: briefing.update(title="Other")),
    "another source": lambda f: change_line(f.briefings, 2, lambda briefing: briefing.update(source="other")),
    "another hash": lambda f: change_line(f.briefings, 2, lambda briefing: briefing.update(content_hash="0" * 64)),
    "a place in the archive": lambda f: change_line(f.briefings, 1, lambda one: one["pages"][0].update(warc=None)),
}


@pytest.mark.parametrize("name", MENDED)
def test_what_the_archive_still_has_stands_there_as_it_did(sample_data: Path, tmp_path: Path, name: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = _lines(folder)
    MENDED[name](folder)
    told = repair(folder, None)
    assert (told.left, told.asked, faults(folder)) == ([], [], [])
    assert told.done or told.aside
    assert _lines(folder) == before
    again = repair(folder, None)
    assert not again.done
    assert not again.aside


def test_the_command_says_what_it_did_and_verify_finds_nothing(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    _drop(folder.turns, 2)
    id_ = lines(folder.briefings)[0]["id"]
    files = every_file(folder.root)
    dry = scrapy(folder.root, "repair", "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    assert dry.out.startswith(f"would be mended: {id_}: its lines are written again from the archive\n")
    assert every_file(folder.root) == files
    done = scrapy(folder.root, "repair", SOURCE)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"mended: {id_}: its lines are written again from the archive\nsample: 1 mended, 0 set aside.\n"
    )
    assert scrapy(folder.root, "verify").out == CLEAN
    assert scrapy(folder.root, "repair").out == "sample: nothing to mend.\n"
    assert not folder.damaged.exists()


def test_a_start_leaves_damage_to_the_repair_and_forgets_nothing(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = _lines(folder)
    _cut(folder.briefings, -1)
    files = contents(folder.root, SOURCE)
    crawl = crawl_sample(folder.root)
    assert crawl.code == 8
    assert "briefings.jsonl: it lacks revision 1 of" in crawl.out
    assert "run `scrapy repair sample`" in crawl.out
    assert contents(folder.root, SOURCE) == files
    assert scrapy(folder.root, "repair").code == 0
    assert _lines(folder) == before
    assert "0 new, 0 revised, 8 unchanged" in crawl_sample(folder.root).out
    assert _lines(folder) == before


def test_a_damaged_fetch_is_set_aside_and_asked_for_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = lines(folder.turns)
    file, offset = _page(folder)
    size = file.stat().st_size
    flip(file, offset + 200)
    done = scrapy(folder.root, "repair")
    assert (done.code, done.err) == (3, "")
    assert "no whole record\n" in done.out
    assert "the next crawl asks again for 1 briefing." in done.out
    (note,) = (note for note in lines(folder.losses) if note["kept_in"])
    assert (note["url"], note["where"].startswith(f"bytes {offset} to")) == (lines(folder.briefings)[0]["url"], True)
    assert (folder.damaged / note["kept_in"]).stat().st_size > 300
    assert file.stat().st_size == size
    assert (lines(folder.turns), faults(folder)) == (before, [])
    assert lines(folder.briefings)[0]["pages"][0]["warc"] is None

    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "0 new, 0 revised, 1 unchanged" in crawl.out) == (0, True), crawl.out
    assert scrapy(folder.root, "repair").out == "sample: nothing to mend.\n"
    assert all(page["warc"] for briefing in lines(folder.briefings) for page in briefing["pages"])
    assert (lines(folder.turns), faults(folder)) == (before, [])


def test_an_archive_that_was_torn_after_it_was_closed_is_cut(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = lines(folder.turns)
    file, offset = _page(folder, 8)
    _cut(file, offset + 100)
    assert scrapy(folder.root, "repair").code == 3
    assert file.stat().st_size == offset
    assert (lines(folder.turns), faults(folder)) == (before, [])
    assert scrapy(folder.root, "repair").out == "sample: nothing to mend.\n"


def test_what_cannot_be_had_is_asked_for_by_the_next_crawl_under_a_new_revision(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = lines(folder.turns)
    # One that no other is a copy of.
    named = {line["copy_of"] for line in lines(folder.briefings)}
    number, lost = next(
        (number, line) for number, line in enumerate(lines(folder.briefings), 1)
        if line["turn_count"] and line["id"] not in named
    )  # fmt: skip
    file, offset = _page(folder, number)
    flip(file, offset + 200)
    turn = f'"briefing": "{lost["id"]}"'.encode()
    flip(folder.turns, folder.turns.read_bytes().index(b'"text": "', folder.turns.read_bytes().index(turn)) + 12)
    done = scrapy(folder.root, "repair")
    assert (done.code, f"{lost['id']}: cannot be read again" in done.out) == (3, True), done.out
    assert (lost["id"] in {line["id"] for line in lines(folder.briefings)}, faults(folder)) == (False, [])
    assert read_losses(folder) == {lost["id"]: 1}
    aside = b"".join(path.read_bytes() for path in folder.damaged.glob("*.bin"))
    assert json.dumps(lost["id"]).encode() in aside
    # Without the ledger too: no number is given twice.
    folder.ledger.unlink()

    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "1 new" in crawl.out) == (0, True), crawl.out
    again = {line["id"]: line["revision"] for line in lines(folder.briefings)}
    assert (again.pop(lost["id"]), set(again.values())) == (2, {1})

    def said(turns: list[dict[str, Any]]) -> Counter[tuple[str, str | None, str]]:
        return Counter((turn["id"], turn["speaker"], turn["text"]) for turn in turns)

    assert (said(lines(folder.turns)), faults(folder)) == (said(before), [])


@pytest.mark.parametrize("statement", [one for one in LEDGER_DAMAGE if not one.startswith("PRAGMA")])
def test_a_ledger_that_says_something_else_is_built_again(sample_data: Path, tmp_path: Path, statement: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    files = contents(folder.root, SOURCE)
    with sqlite3.connect(folder.ledger) as db:
        db.execute(statement)
    db.close()
    repair(folder, None)
    assert faults(folder) == []
    assert contents(folder.root, SOURCE) == files


def test_a_crawl_under_way_is_not_disturbed(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    files = every_file(folder.root)
    with FileLock(folder.lock):
        done = scrapy(folder.root, "repair")
    assert (done.code, done.out, "another run is writing there" in done.err) == (8, "", True)
    assert every_file(folder.root) == files


@pytest.mark.parametrize(
    "every", [pytest.param(40, id="some writes"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
def test_killed_anywhere_and_run_again_it_mends_the_same(sample_data: Path, tmp_path: Path, every: int) -> None:
    hurt = copy_of(sample_data, tmp_path / "hurt")
    before = _lines(hurt)
    file, offset = _page(hurt, 3)
    flip(file, offset - 20)  # the request of the page before
    _drop(hurt.turns, 2)
    flip(hurt.briefings, 0)
    whole = copy_of(hurt.root, tmp_path / "whole")
    folders = [STORE, str(Path(briefings.upkeep.__file__).parent)]
    steps = writing_steps(lambda: repair(whole, None), whole.root, folders)
    repair(whole, None)
    assert (_lines(whole), faults(whole), len(steps) > 20) == (before, [], True)
    # The last writes first: what was written stands there, and the ledger may have forgotten.
    for step in steps[::-every]:
        folder = copy_of(hurt.root, tmp_path / "killed")
        assert killed_at(step, lambda: repair(folder, None), folders)  # noqa: B023
        repair(folder, None)
        assert faults(folder) == []
        assert _lines(folder) == before
        assert (len(lines(folder.losses)), len(list(folder.damaged.glob("*.bin")))) == (1, 1)
