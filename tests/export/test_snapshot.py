"""The stored records read at one moment: while runs write, after any kill, and from read-only media."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from briefings.items import DateBasis
from briefings.store.database import Database
from briefings.store.errors import BusyError, DamageError
from briefings.store.folder import SourceFolder, database_in
from briefings.store.forgotten import Tombstone, add_tombstone
from briefings.store.lock import take_lock
from briefings.store.snapshot import Snapshot
from briefings.store.source_store import SourceStore
from tests.export.reading import corpus_of, exported, rows_of
from tests.support.copies import LONG, conference, run
from tests.support.damage import spoil
from tests.support.killed_child import STORE
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.records import SOURCE, TALK, make_briefing, make_briefings, redated
from tests.support.somebody_else import somebody_else

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import FrameType

    from briefings.export.rows import Rows

SAID = [text for _, text in TALK]
LONGER = [*TALK, ("Ilka Torvane", "And on Sunday.")]


def texts(root: Path) -> dict[str, list[str]]:
    """Return the texts of each stored briefing."""
    with corpus_of(root) as corpus:
        return _texts(corpus)


def _texts(every: Iterable[Rows]) -> dict[str, list[str]]:
    return {rows.briefing["id"].rpartition("/")[2]: [turn["text"] for turn in rows.turns] for rows in every}


def test_briefings_come_by_date_then_id_whatever_was_read_first(tmp_path: Path) -> None:
    late = redated(make_briefing("1"), "2026-05-01", DateBasis.HELD)
    undated = redated(make_briefing("0"), None, None)
    with SourceStore(tmp_path, SOURCE) as store:
        for briefing in (undated, late, make_briefing("9"), make_briefing("4")):
            store.keep(briefing)
    assert list(texts(tmp_path)) == ["4", "9", "1", "0"]


def test_what_it_reads_is_of_one_moment_whoever_writes_meanwhile(tmp_path: Path) -> None:
    def crawl(*texts: str) -> None:
        with SourceStore(tmp_path, SOURCE) as store:
            for number, text in enumerate(texts):
                store.keep(make_briefing(str(number), [*TALK, ("Ilka Torvane", text)]))

    crawl("Berth one.", "Berth two.", "Berth three.")
    before = texts(tmp_path)
    with corpus_of(tmp_path) as corpus:
        rows = iter(corpus)
        first = next(rows)
        crawl("Berth eleven.", "Berth twelve.", "Berth thirteen.", "Berth fourteen.")
        assert _texts([first, *rows]) == before
    last = [said[-1] for said in texts(tmp_path).values()]
    assert last == ["Berth eleven.", "Berth twelve.", "Berth thirteen.", "Berth fourteen."]


def test_at_every_step_of_a_run_the_old_revision_or_the_new_is_read_whole(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.keep(make_briefing("1"))
        store.keep(make_briefing("2", [TALK[1]]))
    states = [{"1": said, "2": [TALK[1][1]]} for said in (SAID, [text for _, text in LONGER])]
    seen: list[int] = []
    steps = 0

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        if frame.f_code.co_filename.startswith(STORE) and event != "c_return":
            steps += 1
            if steps % 23 == 0:
                seen.append(states.index(texts(tmp_path)))

    sys.setprofile(watch)
    try:
        # It commits a revision, and rewrites the files at its end.
        with SourceStore(tmp_path, SOURCE) as store:
            store.keep(make_briefing("1", LONGER))
    finally:
        sys.setprofile(None)
    assert seen == sorted(seen)
    assert set(seen) == {0, 1}
    assert len(seen) > 20


def test_what_is_being_forgotten_is_not_exported(tmp_path: Path) -> None:
    folder = write_source(tmp_path, [make_briefing("1"), make_briefing("2")])
    assert list(texts(tmp_path)) == ["1", "2"]
    with closing(Database(folder.database)) as database:
        add_tombstone(database, SOURCE, Tombstone("news.veldria.example/1", "2026-03-06T00:00:00Z", None, [], None))
    # A run holds the source, so nobody else can take the rows out.
    lock = take_lock(folder)
    assert list(texts(tmp_path)) == ["2"]
    lock.close()
    assert list(texts(tmp_path)) == ["2"]


def test_a_copy_has_no_turns_until_it_is_none_any_more(tmp_path: Path) -> None:
    run(tmp_path, [conference("1"), conference("2", host="m.veldria.example")])
    said = [text for _, text in LONG]
    assert texts(tmp_path) == {"1": said, "2": []}
    run(tmp_path, [conference("1", [*LONG[:2], ("Ilka Torvane", "Thirteen marks."), *LONG[3:]])])
    assert texts(tmp_path)["2"] == said


def test_a_source_that_is_being_taken_in_is_said_and_not_left_out(tmp_path: Path) -> None:
    with SourceStore(tmp_path, "another") as store:
        store.keep(make_briefing("5", source="another"))
    moved = write_source(tmp_path / "elsewhere", make_briefings(2))
    moved.folder.rename(tmp_path / SOURCE)
    lock = take_lock(SourceFolder(tmp_path, SOURCE))
    with pytest.raises(BusyError, match=r"harbour_gazette: what it holds is not in the database yet"):
        Snapshot(tmp_path)
    lock.close()
    assert sorted(texts(tmp_path)) == ["1000", "1001", "5"]


@pytest.mark.parametrize(
    ("rot", "what"),
    [
        ("UPDATE briefings SET date = '2019-01-01' WHERE number = 1", "is not as it was written"),
        ("UPDATE briefings SET source = 'nobody' WHERE number = 1", "is not as it was written"),
        ("UPDATE revisions SET turns = substr(turns, 1, 40) || x'00' || substr(turns, 42)", "is not as it was written"),
        ("DELETE FROM revisions WHERE rowid = 1", "revision 1 of news.veldria.example/1000 is gone"),
        ("UPDATE sources SET source = 'harbour_gazettf'", "is not as it was written"),
    ],
)
def test_a_row_that_rotted_ends_it_whatever_was_chosen(tmp_path: Path, rot: str, what: str) -> None:
    data = tmp_path / "data"
    with SourceStore(data, SOURCE) as store:
        for briefing in make_briefings(2):
            store.keep(briefing)
    spoil(SourceFolder(data, SOURCE), rot)
    with pytest.raises(DamageError, match=what):
        exported(data, "csv", tmp_path / "t.csv")
    assert not (tmp_path / "t.csv").exists()


def test_a_folder_that_keeps_nothing_is_empty(tmp_path: Path) -> None:
    assert texts(tmp_path / "nowhere") == {}
    write_source(tmp_path, [])
    assert texts(tmp_path) == {}


def test_a_database_that_another_run_is_just_making_holds_nothing(tmp_path: Path) -> None:
    for content in (b"", *_heads(tmp_path)):
        (tmp_path / "data").mkdir(exist_ok=True)
        database_in(tmp_path / "data").write_bytes(content)
        assert texts(tmp_path / "data") == {}


def _heads(folder: Path) -> Iterator[bytes]:
    """Yield the bytes of a database with its mode but without tables."""
    with closing(sqlite3.connect(folder / "new.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
    yield (folder / "new.sqlite").read_bytes()


@pytest.mark.parametrize("state", ["at rest", "a run was killed"])
def test_media_that_cannot_be_written_are_read_and_left_as_they_are(tmp_path: Path, state: str) -> None:
    data = tmp_path / "data"
    odd_corpus(data)
    texts(data)
    if state == "a run was killed":
        with SourceStore(data, SOURCE) as store:
            store.keep(make_briefing("7"))
            shutil.copytree(data, tmp_path / "killed")
        data = tmp_path / "killed"
        assert (data / "briefings.sqlite-wal").stat().st_size
    exported(tmp_path / "data", "csv", tmp_path / "expected.csv")
    expected = rows_of(tmp_path / "expected.csv")
    assert [row["briefing"][-2:] for row in expected].count("/7") == (3 if state == "a run was killed" else 0)
    with somebody_else(data) as (theirs, act):
        before = {file: file.read_bytes() for file in theirs.rglob("*") if file.is_file()}
        out = theirs.parent / "out"

        def export_it() -> None:
            assert not os.access(theirs, os.W_OK)
            exported(theirs, "csv", out / "t.csv")

        act(export_it)
        assert rows_of(out / "t.csv") == expected
        assert {file: file.read_bytes() for file in theirs.rglob("*") if file.is_file()} == before
