"""Committed records stay, and each source has one writer."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from briefings.items import Briefing, Note, NoteKind
from briefings.records.identity import content_hash
from briefings.records.jsonl import turn_line
from briefings.records.revisions import Decision
from briefings.store.due import is_briefing_due
from briefings.store.errors import BusyError
from briefings.store.folder import SourceFolder
from briefings.store.lock import reading_lock
from briefings.store.source_store import SourceStore
from tests.support import processes
from tests.support.records import SOURCE, briefing_line, make_briefing, make_briefings
from tests.support.stored_lines import contents, kept, lines


def test_what_is_committed_is_known_in_this_run_and_the_next(tmp_path: Path) -> None:
    briefing = make_briefing(missing=[2, 4])
    with SourceStore(tmp_path, SOURCE) as store:
        assert store.newest(briefing.id) is None
        store.commit(briefing)
        first = store.newest(briefing.id)
    with SourceStore(tmp_path, SOURCE) as store:
        assert store.newest(briefing.id) == first
    assert first is not None
    assert (first.measure.missing, first.record["complete"], first.measure.turns) == (frozenset({2, 4}), False, 3)
    assert [turn.id for turn in first.turn_keys] == [turn.id for turn in briefing.turns]


def test_a_briefing_without_turns_is_kept(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.commit(make_briefing("1", said=[]))
        store.commit(make_briefing("2"))
    assert len(kept(tmp_path)) == 2


def test_a_start_with_nothing_to_do_changes_nothing(root: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in SourceFolder(root, SOURCE).folder.glob("*.jsonl")}
    SourceStore(root, SOURCE).close()
    assert {file: file.stat().st_mtime_ns for file in SourceFolder(root, SOURCE).folder.glob("*.jsonl")} == before


def test_only_newer_revisions_of_this_source_are_taken(root: Path) -> None:
    before = contents(root)
    with SourceStore(root, SOURCE) as store:
        with pytest.raises(ValueError, match="not newer"):
            store.commit(make_briefings(1)[0])
        with pytest.raises(ValueError, match="of the source other"):
            store.commit(make_briefing("5", source="other"))
    assert contents(root) == before


def test_older_revisions_move_to_superseded(root: Path) -> None:
    old = make_briefings(3)
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
        store.commit(make_briefing("1001", [(None, "Corrected again.")], revision=3))
        store.commit(make_briefing("1002", [(None, "Corrected.")], revision=2))
    assert kept(root) == {old[0].id: 1, old[1].id: 3, old[2].id: 2}
    moved = lines(SourceFolder(root, SOURCE).superseded)
    gone = {(line.get("briefing", line["id"]), line["revision"]) for line in moved}
    assert gone == {(old[1].id, 1), (old[1].id, 2), (old[2].id, 1)}
    assert len(moved) == 3 + len(old[1].turns) + 1 + len(old[2].turns)
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1000", [(None, "Corrected.")], revision=2))
    assert [line for line in lines(SourceFolder(root, SOURCE).superseded) if line in moved] == moved
    assert set(kept(root).values()) == {2, 3}


def test_long_revisions_move_whole(tmp_path: Path) -> None:
    old = make_briefing(said=[(None, f"{number} word " * 100_000) for number in range(3)])
    with SourceStore(tmp_path, SOURCE) as store:
        store.commit(old)
        store.commit(make_briefing(revision=2))
    assert lines(SourceFolder(tmp_path, SOURCE).superseded) == [
        json.loads(line) for line in [*map(turn_line, old.turns), briefing_line(old)]
    ]


@pytest.mark.parametrize("name", ["turns", "briefings", "superseded"])
@pytest.mark.parametrize("change", ["deleted", "cut", "longer"])
def test_a_file_that_something_else_changed_is_written_again(
    root: Path, caplog: pytest.LogCaptureFixture, name: str, change: str
) -> None:
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
    file: Path = getattr(SourceFolder(root, SOURCE), name)
    before = contents(root)
    if change == "deleted":
        file.unlink()
    else:
        file.write_bytes(before[file.name][:-9] if change == "cut" else before[file.name] + b"by hand\n")
    SourceStore(root, SOURCE).close()
    assert contents(root) == before
    assert "its files were changed by something else; they are written again from the database" in caplog.text


def test_during_a_run_no_older_revision_stands_beside_the_newer(root: Path) -> None:
    with SourceStore(root, SOURCE) as store:
        store.commit(make_briefing("1001", [(None, "Corrected.")], revision=2))
        store.commit(make_briefing("2000"))
        kept(root)
    assert sorted(kept(root).values()) == [1, 1, 1, 2]


def test_the_bytes_that_are_stored_always_win_read_anew(root: Path) -> None:
    """Today's reader may find fewer labels: it is right, or needs to be mended."""
    kept_now = make_briefings(3)[1]
    read = make_briefing("1001", [(None, "All of it.")])
    other = make_briefing("1001", [(None, "All of it.")])
    read.pages = kept_now.pages
    with SourceStore(root, SOURCE) as store:
        assert store.compare(other) is Decision.POORER
        assert store.keep(other) is Decision.POORER
        assert is_briefing_due(store.row(other.id) or {}, 1, 90), "it is told until it is taken or gone"
    with SourceStore(root, SOURCE) as store:
        assert store.keep(other) is Decision.POORER
    with SourceStore(root, SOURCE) as store:
        assert store.keep(read) is Decision.REVISION
    assert kept(root)[read.id] == 2


def test_a_page_without_a_place_gets_that_of_the_next_reading_of_the_same_bytes(tmp_path: Path) -> None:
    folder, briefing = SourceFolder(tmp_path, SOURCE), make_briefing()
    with SourceStore(tmp_path, SOURCE) as store:
        store.keep(briefing)
    before = folder.turns.read_bytes(), lines(folder.briefings)
    for sha256, place in (("0" * 64, None), (briefing.pages[0].sha256, "20260306T081500Z-00.warc.gz:0")):
        again = make_briefing(fetched_at="2026-03-06T08:15:00Z")
        again.pages[0].sha256, again.pages[0].warc = sha256, "20260306T081500Z-00.warc.gz:0"
        with SourceStore(tmp_path, SOURCE) as store:
            assert store.keep(again) is Decision.UNCHANGED
        before[1][0]["pages"][0]["warc"] = place
        assert (folder.turns.read_bytes(), lines(folder.briefings)) == before


@pytest.mark.parametrize(
    ("kept", "came", "expected"),
    [
        ("123 views", "1,204 views", Decision.UNCHANGED),
        ("浏览次数：12", "浏览次数：345", Decision.UNCHANGED),
        ("Hall 12", "Room 12", Decision.REVISION),
        ("The bill of 2024 that orders the ferries", "The bill of 2024 that orders ferries", Decision.REVISION),
        (
            "On the bill of 2024 that orders the ferries",
            "On the bill of 2025 that orders the ferries",
            Decision.REVISION,
        ),
    ],
)
def test_a_count_of_views_above_what_is_said_makes_no_revision(
    tmp_path: Path, kept: str, came: str, expected: Decision
) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.keep(_noted(NoteKind.HEADING, kept))
        assert store.compare(_noted(NoteKind.HEADING, came)) is expected


def test_another_time_above_what_is_said_is_a_revision(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.keep(_noted(NoteKind.TIME, "10:00"))
        assert store.compare(_noted(NoteKind.TIME, "11:00")) is Decision.REVISION


def _noted(kind: NoteKind, text: str) -> Briefing:
    briefing = replace(make_briefing(), notes=[Note(kind, text, 0)])
    return replace(briefing, content_hash=content_hash(briefing))


@pytest.mark.parametrize("source", ["", "..", "a/b"])
def test_a_source_whose_name_is_no_folder_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(ValueError, match="rename the spider"):
        SourceStore(tmp_path, source)


def test_the_second_run_is_told_who_the_first_is(root: Path) -> None:
    code = """
import sys; from pathlib import Path; from briefings.store.snapshot import Snapshot
from briefings.store.source_store import SourceStore
SourceStore(Path(sys.argv[1]), sys.argv[2]).close()
"""
    with SourceStore(root, SOURCE):
        second = processes.run("-c", code, str(root), SOURCE)
        assert f"process {os.getpid()}, since 2" in second.err
        assert "BusyError" in second.err
        assert processes.run("-c", code, str(root), "other").code == 0
        with pytest.raises(BusyError, match="another run is writing"):
            SourceStore(root, SOURCE)
    SourceStore(root, SOURCE).close()


def test_a_run_waits_for_a_check_and_says_so_when_that_takes_long(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefings.store.lock._PATIENCE", 0.2)
    with reading_lock(SourceFolder(root, SOURCE)), pytest.raises(BusyError, match="`scrapy verify` is looking at it"):
        SourceStore(root, SOURCE)
    monkeypatch.setattr("briefings.store.lock._PATIENCE", 60)
    with ExitStack() as stack:
        stack.enter_context(reading_lock(SourceFolder(root, SOURCE)))
        Timer(0.3, stack.pop_all().close).start()
        SourceStore(root, SOURCE).close()
