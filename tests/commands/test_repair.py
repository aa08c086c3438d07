"""`scrapy verify --repair` on a damaged real crawl restores everything that exists elsewhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.store.database import Database
from briefings.store.entries import EntryState
from briefings.store.errors import BusyError
from briefings.store.folder import SourceFolder
from briefings.store.lock import without_writers
from briefings.store.source_store import SourceStore
from briefings.upkeep.repair import repair
from tests.support.damage import (
    CLEAN,
    ROTTEN_ROWS,
    WRONG_ROWS,
    faults,
    kept_in,
    mend,
    page_place,
    rewrite,
    spoil,
    without_places,
)
from tests.support.kept_folders import SOURCE, change_line, copy_of, crawl_sample, flip, scrapy
from tests.support.parts import part_of
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from collections.abc import Callable


def _cut(file: Path, left: int) -> None:
    file.write_bytes(file.read_bytes()[:left])


def _delete(*files: Path) -> None:
    for file in files:
        file.unlink()


def _hole(file: Path, start: int, end: int) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:start] + bytes(end - start) + content[end:])


def _row(folder: SourceFolder, number: int) -> int:
    """Return the offset in the database of a revision's packed line."""
    with closing(sqlite3.connect(folder.database)) as db:
        ((line,),) = db.execute("SELECT line FROM revisions WHERE rowid = ?", (number,))
    return folder.database.read_bytes().index(line[:60])


LOSING = {"UPDATE briefings SET revision = 2"}
"""Changes a program can make to rows that leave no trace of the lost revision."""
MENDED: dict[str, Callable[[SourceFolder], object]] = {
    **{statement: lambda f, sql=statement: spoil(f, sql) for statement in ROTTEN_ROWS},  # type: ignore[misc]
    **{statement: lambda f, sql=statement: rewrite(f, sql) for statement in WRONG_ROWS if statement not in LOSING},  # type: ignore[misc]
    "a letter of a text": lambda f: flip(f.turns, f.turns.read_bytes().index(b'"text": "') + 12),
    "an address": lambda f: change_line(f.briefings, 2, lambda line: line.update(url="http://elsewhere.example/")),
    "an id": lambda f: change_line(f.briefings, 2, lambda line: line.update(id="elsewhere.example/1")),
    "half of the turns": lambda f: _cut(f.turns, f.turns.stat().st_size // 2),
    "all files": lambda f: _delete(*f.folder.glob("*.jsonl")),
    "a state": lambda f: f.written.write_text('{"through": 9000, "hosts": [], "sizes": {}}'),
    "a byte of a trigger": lambda f: flip(f.database, f.database.read_bytes().index(b"TRIGGER walks_inserted") + 30),
}  # fmt: skip


@pytest.mark.parametrize("name", part_of(MENDED, 12))
def test_what_is_kept_elsewhere_stands_there_as_it_did(sample_data: Path, tmp_path: Path, name: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    MENDED[name](folder)
    assert faults(folder)
    told = mend(folder.root)
    assert (told.asked, faults(folder)) == ([], [])
    assert kept_in(folder.root) == before
    again = mend(folder.root)
    assert (again.done, again.unproved, again.aside) == ([], [], [])


LOST: dict[str, Callable[[SourceFolder], object]] = {
    "the first letter of the database": lambda f: flip(f.database, 0),
    "the number of pages": lambda f: flip(f.database, 31),
    "the page with the tables": lambda f: _hole(f.database, 100, 4096),
    "the head of a page with records": lambda f: _hole(f.database, (at := _row(f, 2) // 4096 * 4096), at + 8),
    "no database": lambda f: f.database.unlink(),
    "an empty one": lambda f: f.database.write_bytes(b""),
    "another file": lambda f: f.database.write_bytes(b"nothing of the kind\n" * 1000),
    "half of it": lambda f: _cut(f.database, f.database.stat().st_size // 2),
    "a hole": lambda f: _hole(f.database, 5 * 4096, f.database.stat().st_size - 4096),
}


@pytest.mark.parametrize("name", part_of(LOST, 9))
def test_a_lost_database_is_made_again_from_the_files_and_the_next_crawl_proves_what_they_say(
    sample_data: Path, tmp_path: Path, name: str
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    LOST[name](folder)
    assert mend(folder.root).asked == []
    assert (faults(folder), kept_in(folder.root)["files"]) == ([], before["files"])
    done = crawl_sample(folder.root)
    assert (done.code, "0 new, 0 revised, 8 unchanged" in done.out) == (0, True), done.out
    with closing(Database(folder.database, reading=True)) as database:
        assert database.rows("SELECT id FROM revisions WHERE NOT proved OR unpacked(turns) = ''") == []
    assert kept_in(folder.root) == before


UNPROVED: dict[str, Callable[[SourceFolder], object]] = {
    "a text": lambda f: flip(f.turns, f.turns.read_bytes().index(b'"text": "') + 12),
    "a speaker": lambda f: change_line(f.turns, 5, lambda turn: turn.update(speaker="Noone", speaker_evidence="label")),
    "an address of a turn": lambda f: change_line(f.turns, 5, lambda turn: turn.update(url="http://elsewhere.example/")),
    "an address": lambda f: change_line(f.briefings, 2, lambda line: line.update(url="http://elsewhere.example/")),
    "an address of a page": lambda f: change_line(f.briefings, 2, lambda line: line["pages"][0].update(url="http://a.example/")),
    "a digest of a page": lambda f: change_line(f.briefings, 2, lambda line: line["pages"][0].update(sha256="0" * 64)),
    "a place": lambda f: change_line(f.briefings, 2, lambda line: line["pages"][0].update(warc="gone.warc.gz:1")),
    "a day": lambda f: change_line(f.briefings, 3, lambda line: line.update(published_on="2001-01-01")),
    "a hash": lambda f: change_line(f.briefings, 2, lambda line: line.update(content_hash="0" * 64)),
    "a name": lambda f: change_line(f.briefings, 1, lambda line: line["participants"][0].update(name="Nobody")),
    "a word that no field may have": lambda f: change_line(f.briefings, 1, lambda line: line.update(date_basis="hele")),
    "a number in words": lambda f: change_line(f.briefings, 2, lambda line: line.update(turn_count="many")),
}  # fmt: skip


@pytest.mark.further
@pytest.mark.parametrize("name", part_of(UNPROVED, 12))
def test_what_a_line_says_without_a_digest_is_said_and_gives_way_to_the_next_crawl(
    sample_data: Path, tmp_path: Path, name: str
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)["revisions"]
    folder.database.unlink()
    UNPROVED[name](folder)
    told = mend(folder.root)
    assert (len(told.unproved) + len(told.aside) >= 8, faults(folder)) == (True, [])
    done = crawl_sample(folder.root)
    assert (done.code, faults(folder)) == (0, []), done.out
    after = kept_in(folder.root)["revisions"]
    assert {key: (without_places(line), turns) for key, (line, turns) in after.items()} == {
        key: (without_places(line), turns) for key, (line, turns) in before.items()
    }


def test_the_command_says_what_it_did_and_verify_finds_nothing(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    spoil(folder, "UPDATE revisions SET line = x'00' WHERE rowid = 2")
    before = folder.database.read_bytes()
    done = scrapy(folder.root, "verify", "--repair", SOURCE)
    assert (done.code, done.err) == (0, "")
    assert f"mended: revisions {SOURCE}" in done.out
    (kept,) = (folder.root / "damaged").iterdir()
    assert f"set aside: briefings.sqlite: as it was, it is kept in damaged/{kept.name}\n" in done.out
    assert len(kept.read_bytes()) == len(before)
    assert scrapy(folder.root, "verify").out == CLEAN
    assert scrapy(folder.root, "verify", "--repair").out == CLEAN
    assert sorted(path.name for path in folder.root.iterdir()) == ["briefings.sqlite", "damaged", "sample"]


@pytest.mark.further
def test_damage_that_a_start_meets_is_refused_and_every_file_stays_as_it_is(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    spoil(folder, "UPDATE revisions SET line = x'00' WHERE rowid = 2")
    _cut(folder.briefings, -40)
    kept = {file: file.read_bytes() for file in (folder.briefings, folder.turns)}
    crawl = crawl_sample(folder.root)
    assert crawl.code == 8
    assert "`scrapy verify --repair`" in crawl.out + crawl.err
    assert {file: file.read_bytes() for file in kept} == kept
    assert scrapy(folder.root, "verify", "--repair").code == 0
    assert "0 new, 0 revised, 8 unchanged" in crawl_sample(folder.root).out


def test_a_folder_that_was_renamed_is_refused_and_stays_as_it_is(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    renamed = folder.folder.rename(folder.root / "example")
    before = {file: file.read_bytes() for file in renamed.glob("*.jsonl")}
    done = scrapy(folder.root, "verify", "--repair")
    assert (done.code, "it holds the source sample. Nothing was changed. Give it that name again" in done.err) == (
        8,
        True,
    )
    assert {file: file.read_bytes() for file in renamed.glob("*.jsonl")} == before
    renamed.rename(folder.folder)
    assert scrapy(folder.root, "verify").out == CLEAN


def test_lines_of_another_source_in_a_known_folder_are_replaced_by_those_of_the_database(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = folder.briefings.read_bytes()
    folder.briefings.write_bytes(before.replace(b'"source": "sample"', b'"source": "example"'))
    done = scrapy(folder.root, "verify", "--repair")
    assert (done.code, done.out) == (
        0,
        f"mended: sample/briefings.jsonl: was missing or differed from the database\n{CLEAN}",
    )
    assert folder.briefings.read_bytes() == before


# -- The archive


def test_a_damaged_fetch_is_set_aside_and_asked_for_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = lines(folder.turns)
    file, offset = page_place(folder)
    size = file.stat().st_size
    flip(file, offset + 200)
    done = scrapy(folder.root, "verify", "--repair")
    assert (done.code, done.err) == (3, "")
    assert f"set aside: {SOURCE}/archive/{file.name}, bytes {offset} to" in done.out
    assert done.out.endswith("; the next crawl asks for 1 briefing.\n")
    (aside,) = folder.damaged.iterdir()
    assert (aside.name.startswith(f"{file.name}.{offset}-"), aside.stat().st_size > 300) == (True, True)
    assert file.stat().st_size == size
    assert (lines(folder.turns), faults(folder)) == (before, [])
    assert lines(folder.briefings)[0]["pages"][0]["warc"] is None
    assert scrapy(folder.root, "verify", "--repair").code == 3

    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "0 new, 0 revised, 1 unchanged" in crawl.out) == (0, True), crawl.out
    assert scrapy(folder.root, "verify", "--repair").code == 0
    assert all(page["warc"] for briefing in lines(folder.briefings) for page in briefing["pages"])
    assert lines(folder.turns) == before


def test_a_repair_that_was_killed_after_it_mended_the_archive_is_seen_and_goes_on(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    database, (file, offset) = folder.database.read_bytes(), page_place(folder)
    flip(file, offset + 200)
    (asked,) = mend(folder.root).asked
    folder.database.write_bytes(database)
    assert f"byte {offset}: holds another record than the database knows of" in "\n".join(faults(folder))
    assert (mend(folder.root).asked, faults(folder)) == ([asked], [])


def test_a_few_bytes_between_two_records_are_set_aside_with_what_follows_them(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    file, offset = page_place(folder, 8)
    content = file.read_bytes()
    file.write_bytes(content[:offset] + b"\x1f\x8b" * 5 + content[offset:])
    assert mend(folder.root).asked
    assert faults(folder) == []


def test_an_archive_that_was_torn_after_it_was_closed_is_cut(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = lines(folder.turns)
    file, offset = page_place(folder, 8)
    _cut(file, offset + 100)
    assert mend(folder.root).asked
    assert file.stat().st_size == offset
    assert (lines(folder.turns), faults(folder)) == (before, [])


def test_no_repair_replaces_the_database_to_which_a_new_source_is_written(
    sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of(sample_data, tmp_path / "data").root
    monkeypatch.setattr("briefings.store.lock._MOMENT", 0.1)
    with SourceStore(root, "first") as store:
        with pytest.raises(BusyError, match="a run is writing to its database, maybe the first of a source"):
            repair(root, print, lambda _: None)  # which locked the sources before that one had a file
        store.entries.note("news.varenia.example/1", "http://news.varenia.example/1.htm", EntryState.ARTICLE)
    with without_writers(root), pytest.raises(BusyError, match="`scrapy verify --repair` is mending it"):
        SourceStore(root, "second")
    mend(root)
    with SourceStore(root, "first") as store:
        assert store.entries.known("news.varenia.example/1")
