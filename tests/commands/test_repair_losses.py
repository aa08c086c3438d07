"""`scrapy verify --repair` where something is whole nowhere: it is requested again, or reported."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.store.kept_pages import read_again
from briefings.store.source_store import SourceStore
from briefings.transcript import CHINA_ORG_CN
from tests.support.damage import faults, kept_in, mend, rewrite, spoil, without_places
from tests.support.kept_folders import SOURCE, change_line, copy_of, flip, scrapy
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from briefings.store.folder import SourceFolder


def _lose(folder: SourceFolder, line: dict[str, Any]) -> None:
    """Damage the row of a briefing and its line."""
    spoil(folder, f"UPDATE revisions SET line = x'00' WHERE id = '{line['id']}'")
    number = [one["id"] for one in lines(folder.briefings)].index(line["id"]) + 1
    change_line(folder.briefings, number, lambda line: line.update(title="Nothing of the kind"))


def _tear_page(folder: SourceFolder, line: dict[str, Any]) -> None:
    """Damage the first page of a briefing in the archive."""
    name, _, offset = line["pages"][0]["warc"].rpartition(":")
    flip(folder.archive / name, int(offset) + 200)


def test_what_is_whole_in_the_archive_alone_is_read_again(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)
    for line in lines(folder.briefings):
        if not line["vanished_at"]:
            _lose(folder, line)
    told = mend(folder.root)
    assert (told.unproved, told.asked, faults(folder), kept_in(folder.root)) == ([], [], [], before)


def test_what_cannot_be_had_is_asked_for_by_the_next_crawl(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)["revisions"]
    # A briefing that has no copy.
    named = {line["copy_of"] for line in lines(folder.briefings)}
    lost = next(line for line in lines(folder.briefings) if line["turn_count"] and line["id"] not in named)
    _lose(folder, lost)
    _tear_page(folder, lost)
    done = scrapy(folder.root, "verify", "--repair")
    assert (done.code, f"set aside: revision 1 of {lost['id']}: cannot be read any more" in done.out) == (3, True), (
        done.out
    )
    assert done.out.endswith("; the next crawl asks for 1 briefing.\n")
    assert (lost["id"] in {line["id"] for line in lines(folder.briefings)}, faults(folder)) == (False, [])
    aside = b"".join(path.read_bytes() for path in folder.damaged.glob("*.bin"))
    assert b"Nothing of the kind" in aside

    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "1 new" in crawl.out) == (0, True), crawl.out
    assert scrapy(folder.root, "verify", "--repair").code == 0
    after = kept_in(folder.root)["revisions"]
    assert {key: (without_places(line), turns) for key, (line, turns) in after.items()} == {
        key: (without_places(line), turns) for key, (line, turns) in before.items()
    }


@pytest.mark.further
def test_a_briefing_without_its_turns_is_asked_for_when_the_database_is_lost(sample_data: Path, tmp_path: Path) -> None:
    """It was set aside with code 0, and only a walk to the end of the list brought it back."""
    folder = copy_of(sample_data, tmp_path / "data")
    (folder.root / "briefings.sqlite").write_bytes(b"nothing of the kind " * 500)
    kept, *_ = folder.turns.read_bytes().partition(b"\n")
    name = json.loads(kept)["briefing"]
    folder.turns.write_bytes(folder.turns.read_bytes().replace(kept, b"{" + bytes(len(kept) - 1), 1))
    done = scrapy(folder.root, "verify", "--repair")
    assert (done.code, f"(revision 1 of {name})" in done.out) == (3, True), done.out
    assert done.out.endswith("; the next crawl asks for 1 briefing.\n")


@pytest.mark.further
def test_a_copy_of_what_is_lost_is_said_to_stand_alone_for_now(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)["files"]
    copy = next(line for line in lines(folder.briefings) if line["copy_of"])
    lost = next(line for line in lines(folder.briefings) if line["id"] == copy["copy_of"])
    _lose(folder, lost)
    _tear_page(folder, lost)
    told = mend(folder.root)
    assert told.asked == [lost["id"]]
    what = "what it is a copy of, or an account of the same event, is another for now"
    assert f"{copy['id']}: {what}" in told.unproved
    assert scrapy(folder.root, "crawl", SOURCE).code == 0
    after = kept_in(folder.root)["files"]
    assert sorted(after["sample/turns.jsonl"].splitlines()) == sorted(before["sample/turns.jsonl"].splitlines())


@pytest.mark.further
def test_a_copy_whose_row_is_damaged_comes_back_from_its_line_and_its_pages(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    copy = next(line for line in lines(folder.briefings) if line["copy_of"])
    spoil(folder, f"UPDATE revisions SET turns = x'00' WHERE id = '{copy['id']}'")
    hurt = copy_of(folder.root, tmp_path / "hurt")
    told = mend(folder.root)
    assert (told.unproved, told.asked, faults(folder), kept_in(folder.root)) == ([], [], [], before)

    _tear_page(hurt, copy)
    told = mend(hurt.root)
    assert told.unproved == [f"revision 1 of {copy['id']}: no more than a file has it"]
    assert (told.asked, faults(hurt)) == ([copy["id"]], [])
    crawl = scrapy(hurt.root, "crawl", SOURCE)
    assert (crawl.code, "0 new, 0 revised, 1 unchanged" in crawl.out) == (0, True), crawl.out
    assert kept_in(hurt.root)["briefings"] == before["briefings"]


def test_where_a_row_and_a_file_say_the_same_only_the_digest_was_damaged(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)
    spoil(folder, "UPDATE revisions SET digest = x'00' WHERE revision = 2")
    assert (mend(folder.root).unproved, faults(folder), kept_in(folder.root)) == ([], [], before)


def test_an_older_revision_that_is_lost_is_said_and_not_asked_for(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    spoil(folder, "UPDATE revisions SET turns = x'00' WHERE revision = 2")
    folder.superseded.unlink()
    told = mend(folder.root)
    assert (told.asked, faults(folder)) == ([], [])
    assert len([what for what in told.aside if what.startswith("revision 2 of")]) == 3


def test_a_damaged_row_does_not_prove_itself(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    spoil(folder, "UPDATE revisions SET digest = NULL, turns = x'00' WHERE revision = 2")
    mend(folder.root)
    assert faults(folder) == []


@pytest.mark.further
def test_a_page_of_the_database_in_the_place_of_another_loses_no_older_revision(
    rich_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)
    content = folder.database.read_bytes()
    with closing(sqlite3.connect(folder.database)) as db:
        rows = db.execute("SELECT line FROM revisions ORDER BY revision = 2 DESC").fetchall()
    pages = [content.index(line[:60]) // 4096 * 4096 for (line,) in rows]
    place, other = pages[0], next(page for page in pages if page != pages[0])
    folder.database.write_bytes(content[:place] + content[other : other + 4096] + content[place + 4096 :])
    mend(folder.root)
    assert (faults(folder), kept_in(folder.root)) == ([], before)


def test_a_row_of_the_archive_that_holds_no_number_is_named(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    spoil(folder, "UPDATE archives SET indexed_size = 'many'")
    assert any("archives" in fault for fault in faults(folder))
    mend(folder.root)
    assert faults(folder) == []


def test_what_no_more_than_a_file_says_is_kept_and_told(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)["files"]
    folder.database.unlink()
    told = mend(folder.root)
    assert kept_in(folder.root)["files"] == before
    kinds = sorted(what.split(maxsplit=1)[0] for what in told.unproved)
    assert kinds == ["revision"] * 13
    assert sorted(what.split(maxsplit=1)[0] for what in told.done) == ["forgotten", "rejected"]
    assert (mend(folder.root).unproved, faults(folder)) == ([], [])


@pytest.mark.further
def test_a_row_of_nothing_that_is_kept_is_left_out_and_said(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)
    spoil(folder, "UPDATE entries SET looked_at = '2001' WHERE key = 'news.varenia.example/1'")
    told = mend(folder.root)
    assert "entries sample news.varenia.example/1 http://news.varenia.example/1.htm: was damaged" in told.done
    assert (faults(folder), kept_in(folder.root)) == ([], before)


def test_a_line_that_cannot_be_used_is_named_by_its_revision(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    number = next(n for n, line in enumerate(lines(folder.superseded), 1) if "title" in line and "seq" not in line)
    id_, revision = (lines(folder.superseded)[number - 1][name] for name in ("id", "revision"))
    folder.database.unlink()
    change_line(folder.superseded, number, lambda line: line.update(pages=7))
    assert any(what.endswith(f"(revision {revision} of {id_})") for what in mend(folder.root).aside)


def test_a_head_that_names_another_program_is_damage(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    flip(folder.database, 70)
    assert "its head is not as it was written" in faults(folder)[0]
    mend(folder.root)
    assert (faults(folder), kept_in(folder.root)) == ([], before)


@pytest.mark.further
def test_a_newest_revision_of_which_nothing_is_left_but_its_pages_is_asked_for(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    id_, copy = (line["id"] for line in (lines(folder.briefings)[0], lines(folder.briefings)[-1]))
    rewrite(folder, f"DELETE FROM revisions WHERE id IN ('{id_}', '{copy}')")
    for file in (folder.turns, folder.briefings):
        left = [line for line in file.read_bytes().splitlines(keepends=True) if id_.encode() not in line]
        file.write_bytes(b"".join(left))
    told = mend(folder.root)
    assert f"revision 1 of {id_}: cannot be read any more" in told.aside
    assert f"revision 1 of {copy}: read again from the archive" in told.unproved
    assert (told.asked, faults(folder)) == ([id_], [])
    assert scrapy(folder.root, "crawl", SOURCE).code == 0
    after = {name: sorted(content.splitlines()) for name, content in kept_in(folder.root)["files"].items()}
    assert after["sample/turns.jsonl"] == sorted(before["files"]["sample/turns.jsonl"].splitlines())


# -- Copies of different ages


def test_files_that_are_newer_than_the_database_keep_what_they_have_more(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    older = folder.database.read_bytes()
    with SourceStore(folder.root, SOURCE) as store:
        first = next(store.records.newest_of(SOURCE)).briefing()
        store.keep_next(read_again(first, folder.archive, CHINA_ORG_CN), looked=False)
    before = kept_in(folder.root)
    folder.database.write_bytes(older)
    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "its files are newer than" in crawl.out + crawl.err) == (8, True)
    assert (mend(folder.root).asked, faults(folder)) == ([], [])
    assert kept_in(folder.root)["revisions"] == before["revisions"]


@pytest.mark.further
def test_what_was_found_after_an_older_database_is_asked_for_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    with SourceStore(folder.root, SOURCE) as store:
        gone = lines(folder.briefings)[0]["id"]
        store.vanished(gone)
    older = folder.database.read_bytes()
    with SourceStore(folder.root, SOURCE) as store:
        store.as_kept(gone)
    assert lines(folder.briefings)[0]["vanished_at"] is None
    folder.database.write_bytes(older)
    assert (mend(folder.root).asked, faults(folder)) == ([], [])
    assert scrapy(folder.root, "crawl", SOURCE).code == 0
    assert lines(folder.briefings)[0]["vanished_at"] is None
