"""What is kept, read without a lock: at any moment of a crawl, after any kill, the newest whole revisions."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from briefings.store.corpus import Tombstone, write_forgotten

from briefings.export import KeptSource
from briefings.items import DateBasis
from briefings.records.jsonl import briefing_line, turn_line
from briefings.store import DamageError, SourceFolder, SourceStore, next_of
from tests.support.killed_child import STORE
from tests.support.odd_texts import write_source
from tests.support.records import SOURCE, TALK, make_briefing, redated

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType


def texts(folder: SourceFolder) -> dict[str, list[str]]:
    """What each kept briefing says."""
    with KeptSource(folder) as kept:
        read = [kept.read(place) for place in kept.places]
    return {briefing["id"].rpartition("/")[2]: [turn["text"] for turn in turns] for briefing, turns in read}


SAID = [text for _, text in TALK]


def test_briefings_come_by_date_then_id_whatever_was_read_first(tmp_path: Path) -> None:
    late = redated(make_briefing("1"), "2026-05-01", DateBasis.HELD)
    undated = redated(make_briefing("0"), None, None)
    folder = write_source(tmp_path, [undated, late, make_briefing("9"), make_briefing("4")])
    assert list(texts(folder)) == ["4", "9", "1", "0"]


def test_while_a_run_is_on_the_newest_revision_counts(tmp_path: Path) -> None:
    newer = make_briefing("1", [*TALK, ("Ilka Torvane", "And on Sunday.")], revision=2)
    folder = write_source(tmp_path, [make_briefing("1"), make_briefing("2"), newer])
    assert texts(folder) == {"1": [*SAID, "And on Sunday."], "2": SAID}


def test_at_every_step_of_a_run_the_old_revision_or_the_new_is_read_whole(tmp_path: Path) -> None:
    folder = SourceFolder(tmp_path, SOURCE)
    with SourceStore(tmp_path, SOURCE) as store:
        store.keep(make_briefing("1"))
        store.keep(make_briefing("2"))
    newer = [*TALK, ("Ilka Torvane", "And on Sunday.")]
    states = [{"1": SAID, "2": SAID}, {"1": [text for _, text in newer], "2": SAID}]
    seen: list[int] = []

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if frame.f_code.co_filename.startswith(STORE) and event != "c_return":
            seen.append(states.index(texts(folder)))

    sys.setprofile(watch)
    try:
        # It commits a revision, and at its end moves the lines of the older one.
        with SourceStore(tmp_path, SOURCE) as store:
            store.keep(make_briefing("1", newer))
    finally:
        sys.setprofile(None)
    assert seen == sorted(seen)
    assert set(seen) == {0, 1}
    assert len(seen) > 500


def test_turns_whose_briefing_has_no_whole_line_yet_do_not_count(tmp_path: Path) -> None:
    folder = write_source(tmp_path, [make_briefing("1")])
    coming = make_briefing("2")
    with folder.turns.open("a", encoding="utf-8") as stream:
        stream.writelines(map(turn_line, coming.turns))
    assert texts(folder) == {"1": SAID}
    with folder.briefings.open("a", encoding="utf-8") as stream:
        stream.write(briefing_line(coming)[:-20])
    assert texts(folder) == {"1": SAID}


def test_a_run_killed_between_the_two_files_of_a_swap(tmp_path: Path) -> None:
    newer = make_briefing("1", [*TALK, ("Ilka Torvane", "And on Sunday.")], revision=2)
    folder = write_source(tmp_path, [newer])
    folder.briefings.rename(next_of(folder.briefings))
    folder.briefings.write_text(briefing_line(make_briefing("1")) + briefing_line(newer), encoding="utf-8")
    assert texts(folder) == {"1": [*SAID, "And on Sunday."]}
    # Before that moment both new files are there, and nothing is decided.
    next_of(folder.turns).write_bytes(b"")
    folder.briefings.write_text(briefing_line(newer), encoding="utf-8")
    assert texts(folder) == {"1": [*SAID, "And on Sunday."]}


def test_what_is_being_forgotten_is_not_exported(tmp_path: Path) -> None:
    folder = write_source(tmp_path, [make_briefing("1"), make_briefing("2")])
    write_forgotten(folder.forgotten, [Tombstone("news.veldria.example/1", "2026-03-06T00:00:00Z", None, [], None)])
    assert list(texts(folder)) == ["2"]


def test_a_copy_has_no_turns(tmp_path: Path) -> None:
    copy = replace(make_briefing("2", []), copy_of="news.veldria.example/1")
    folder = write_source(tmp_path, [make_briefing("1"), copy])
    assert texts(folder) == {"1": SAID, "2": []}


def test_files_that_do_not_fit_each_other_are_named(tmp_path: Path) -> None:
    folder = write_source(tmp_path, [make_briefing("1"), make_briefing("2")])
    lines = folder.turns.read_bytes().splitlines(keepends=True)
    folder.turns.write_bytes(b"".join([*lines[:4], lines[5], lines[4]]))
    with pytest.raises(DamageError, match=r"turns.jsonl: line 5 is not turn 1 of revision 1"):
        texts(folder)
    folder.turns.write_bytes(b"".join(lines[:5]))
    with pytest.raises(DamageError, match=r"briefings.jsonl: line 2 names 3 turns, but turns.jsonl ends after 2"):
        texts(folder)


def test_a_source_that_has_kept_nothing_is_empty(tmp_path: Path) -> None:
    folder = write_source(tmp_path, [])
    folder.turns.unlink()
    folder.briefings.unlink()
    assert texts(folder) == {}
