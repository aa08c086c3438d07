"""`scrapy forget` leaves nothing of a briefing anywhere, and the rest as it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.records.jsonl import briefing_of
from briefings.store.archive.place import Place
from briefings.store.folder import SourceFolder
from briefings.store.lock import take_lock
from briefings.store.source_store import SourceStore
from tests.support.archives import strict
from tests.support.commands import scrapy_all
from tests.support.forgotten import (
    GONE,
    OTHER,
    URL,
    assert_gone,
    forgotten,
    packed_of,
    payloads,
    said_of,
    tombstone_of,
    with_traces,
)
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import SOURCE, copy_of, crawl_sample, flip, scrapy
from tests.support.parts import part_of
from tests.support.stored_lines import contents, kept, lines
from tests.support.unpacked import found_in

if TYPE_CHECKING:
    pass


def test_everything_of_it_is_gone_and_the_rest_is_as_it_was(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = {name: lines(folder.folder / name) for name in ("turns.jsonl", "briefings.jsonl")}
    words, packed = said_of(folder), packed_of(folder.root)
    assert found_in(folder.root, words)
    records, (archive,) = payloads(folder), folder.archive.iterdir()
    size, count_before = archive.stat().st_size, len(strict(archive))
    done = scrapy(folder.root, "forget", GONE, "--why", "asked for by its publisher")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{GONE}: 38 lines and 14 archived records removed from sample.\n"
    for name, records_before in before.items():
        assert lines(folder.folder / name) == [
            record for record in records_before if record.get("briefing", record["id"]) != GONE
        ]
    assert_in_step(folder.root, SOURCE)
    # Every other record stays in its place; two independent readers accept what replaced the removed ones.
    assert (archive.stat().st_size, len(strict(archive))) == (size, count_before)
    left = payloads(folder)
    assert [new for new, old in zip(left, records, strict=True) if new != old] == [
        ("metadata", None, f"removed: {tombstone_of(folder)['forgotten_at']}\r\n".encode())
    ] * 14
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert tombstone_of(folder)["why"] == "asked for by its publisher"
    assert len(tombstone_of(folder)["urls"]) == 7
    report = json.loads((folder.runs / "latest.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in report["briefings"]} == set(kept(folder.root, SOURCE))


def test_it_never_comes_back(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    whole = briefing_of(next(line for line in lines(folder.briefings) if line["id"] == GONE))
    forgotten(folder)
    before = contents(folder.root, SOURCE)
    crawl = crawl_sample(folder.root)
    assert crawl.code == 0, crawl.err
    assert "0 new, 0 revised, 7 unchanged" in crawl.out
    assert ", 1 forgotten, all complete." in crawl.out
    named = scrapy(folder.root, "crawl", SOURCE, "-a", f"url={URL}")
    assert (
        f"{URL} is not read: it was forgotten; forgotten.jsonl says when and why, and `scrapy forget --undo {URL}` lets"
        in named.err
    )
    assert "0 briefings (0 turns): 0 new, 0 revised, 0 unchanged, 1 forgotten" in named.out
    assert contents(folder.root, SOURCE) == before
    assert not [url for kind, url, _ in payloads(folder) if url and "2000101" in url]
    with SourceStore(folder.root, SOURCE) as store, pytest.raises(ValueError, match="was forgotten"):
        store.commit(whole)


NO_BRIEFING = [
    (SOURCE, "sample is a source: name one of its briefings, by id or by the address of a page."),
    (GONE[:-1], f"has the id or the address {GONE[:-1]}."),
    ("http://www.press.varenia.example/none.htm", "Nothing kept in "),
    (URL.replace("_3", "_33"), "Nothing kept in "),
    ("http://www.press.varenia.example/pressroom/node_1001.htm", "The source sample knows it as: list."),
    ("http://www.press.varenia.example/robots.txt", "names no kept briefing. The source sample knows it as: "),
    (
        "http://www.press.varenia.example/pressroom/2025-03/17/content_2000041.htm",
        "The source sample knows it as: notice.",
    ),
    ("www.press.varenia.example/2000098", "The source sample knows it as: gallery."),
    ("http:///x", "has the id or the address http:///x."),
    ("http://", "has the id or the address http://."),
    ("", "Nothing kept in "),
]
"""Names of no stored briefing, and what is printed for each."""


def test_what_is_no_briefing_is_refused_and_what_it_is_is_said(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    before = contents(data, SOURCE)
    ways = (("forget", GONE), ("forget", "--undo"), ("reread", "www.x.example/1"))
    answers = iter(scrapy_all(data, *((*way, wrong) for wrong, _ in NO_BRIEFING for way in ways)))
    for wrong, what in NO_BRIEFING:
        said = [next(answers) for _ in ways]
        assert {(done.code, done.out) for done in said} == {(2, "")}, (wrong, said)
        assert what in said[0].err
        assert said[0].err.endswith(" Nothing was done.\n")
    assert contents(data, SOURCE) == before


def test_nothing_is_touched_while_a_crawl_is_on_and_an_address_names_it_however_it_is_spelled(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = contents(folder.root, SOURCE)
    assert scrapy(folder.root, "forget").code == 2
    crawl = take_lock(folder)
    assert scrapy(folder.root, "forget", GONE).code == 8
    crawl.close()
    assert contents(folder.root, SOURCE) == before
    spelled = URL.replace("http://", "https://") + "?utm_source=list#turn-3"
    assert f"{GONE}: 38 lines" in scrapy(folder.root, "forget", spelled).out
    again = scrapy(folder.root, "forget", GONE)
    assert (again.code, again.out) == (0, f"{GONE}: 0 lines and 0 archived records removed from sample.\n")


@pytest.mark.further
def test_lines_that_a_backup_brought_back_are_forgotten_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    words, packed = said_of(folder), packed_of(folder.root)
    forgotten(folder)
    for name in ("turns.jsonl", "briefings.jsonl"):
        (folder.folder / name).write_bytes((sample_data / SOURCE / name).read_bytes())
    for file in folder.root.glob("briefings.sqlite*"):
        file.unlink()
    assert scrapy(folder.root, "show", GONE).code == 2
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert_in_step(folder.root, SOURCE)


def test_a_repair_of_an_older_database_brings_nothing_of_it_back(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    words, packed = said_of(folder), packed_of(folder.root)
    forgotten(folder)
    folder.database.write_bytes((sample_data / folder.database.name).read_bytes())
    assert scrapy(folder.root, "crawl", SOURCE).code == 8
    mended = scrapy(folder.root, "verify", "--repair")
    assert (mended.code, "set aside" in mended.out) == (0, False), mended.out
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert_in_step(folder.root, SOURCE)


def test_an_archive_that_cannot_be_read_is_not_taken_for_an_empty_one(sample_data: Path, tmp_path: Path) -> None:
    """Forgetting left its pages there, and ended with 0."""
    folder = copy_of(sample_data, tmp_path / "data")
    folder.archive.rename(away := tmp_path / "archive")
    folder.archive.write_bytes(b"in its place")
    told = scrapy(folder.root, "forget", GONE)
    assert (told.code, f"{folder.archive}: " in told.err) == (8, True), told
    folder.archive.unlink()
    away.rename(folder.archive)
    assert scrapy(folder.root, "forget", GONE).out == f"{GONE}: 38 lines and 14 archived records removed from sample.\n"


def test_what_is_kept_of_it_anywhere_else_goes_too(sample_data: Path, tmp_path: Path) -> None:
    folder = with_traces(sample_data, tmp_path / "data")
    words, packed = said_of(folder), packed_of(folder.root)
    assert len(lines(folder.superseded)) == 2 * 38
    places = found_in(folder.root, words)
    for place in ("damaged/", "rejected.jsonl", "superseded.jsonl", "turns.jsonl.next", "archive/", "row of rejected"):
        assert any(place in one for one in places), place
    assert f"{GONE}: 114 lines" in scrapy(folder.root, "forget", GONE).out
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert not folder.superseded.exists()
    assert [line["record"]["id"] for line in lines(folder.rejected)] == ["www.press.varenia.example/1"]
    assert list(folder.damaged.glob("*.bin")) == []
    assert_in_step(folder.root, SOURCE)


@pytest.mark.parametrize("far", part_of([12, 0.5, 0.9], 3))
def test_a_record_of_it_that_is_damaged_goes_too(sample_data: Path, tmp_path: Path, far: float) -> None:
    """Wherever the damage is: with byte 12 damaged nothing can be unpacked, but the index tells whose record it is."""
    folder = copy_of(sample_data, tmp_path / "data")
    line = next(line for line in lines(folder.briefings) if line["id"] == GONE)
    name, _, start = line["pages"][2]["warc"].rpartition(":")
    others = sorted(place.offset for place in _places(folder))
    end = next(offset for offset in others if offset > int(start))
    at = int(start) + (int(far) if far > 1 else int((end - int(start)) * far * 0.8))
    words = said_of(folder)
    flip(folder.archive / name, at)
    # The head of a record is the same in all, and may stand there as it is.
    middle = max(at + 8, (int(start) + end) // 2)
    packed = (folder.archive / name).read_bytes()[middle : middle + 32]
    assert scrapy(folder.root, "forget", GONE).code == 0
    assert packed not in (folder.archive / name).read_bytes()
    assert found_in(folder.root, words) == set()


def test_of_damaged_records_those_stay_that_are_of_others(sample_data: Path, tmp_path: Path) -> None:
    """A record unknown to the index, as after the loss of the database, may belong to a forgotten briefing."""
    folder = copy_of(sample_data, tmp_path / "data")
    at = {}
    for line in lines(folder.briefings):
        name, _, start = line["pages"][0]["warc"].rpartition(":")
        at[line["id"]] = int(start)
    file = folder.archive / name
    for id_ in (OTHER, GONE):
        flip(file, at[id_] + 12)
    with closing(sqlite3.connect(folder.database)) as db:
        db.execute("DELETE FROM pages WHERE offset = ?", [at[GONE]])
        db.commit()
    own, others = (file.read_bytes()[at[id_] : at[id_] + 200] for id_ in (GONE, OTHER))
    assert scrapy(folder.root, "forget", GONE).code == 0
    assert own not in file.read_bytes()
    assert file.read_bytes()[at[OTHER] : at[OTHER] + 200] == others


def _places(folder: SourceFolder) -> list[Place]:
    with closing(sqlite3.connect(folder.database)) as db:
        return [Place(*row) for row in db.execute("SELECT file, offset FROM pages ORDER BY offset")]


# -- Undoing it


def test_undo_lets_the_next_crawl_read_it_again_and_what_was_not_forgotten_is_refused(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    assert (
        f"{GONE} names no forgotten briefing. The source sample knows it as: kept."
        in scrapy(folder.root, "forget", "--undo", GONE).err
    )
    forgotten(folder)
    done = scrapy(folder.root, "forget", "--undo", URL)
    told = f"{GONE} (sample) may be read again: the next crawl of lists there asks for it.\n"
    assert (done.code, done.out, done.err) == (0, told, "")
    assert not folder.forgotten.exists()
    assert_in_step(folder.root, SOURCE)
    again = scrapy(folder.root, "forget", "--undo", GONE)
    assert (again.code, again.out) == (0, told)
    assert "--undo takes no other option" in scrapy(folder.root, "forget", "--undo", GONE, "--copies").err
    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "1 new, 0 revised, 0 unchanged" in crawl.out) == (0, True), crawl.out
    assert sorted(kept(folder.root, SOURCE)) == sorted(kept(sample_data, SOURCE))
