"""Copies on disk: the same lines in whatever order they come, nothing ever lost, within a source and across two."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product
from threading import Timer
from typing import TYPE_CHECKING, Any

import pytest

from briefings.records.revisions import Decision
from briefings.store.errors import BusyError
from briefings.store.folder import SourceFolder
from briefings.store.lock import take_lock
from briefings.store.source_store import SourceStore
from tests.support.copies import HOSTS, LONG, OTHER, conference, copies, lines_by_id, run, state
from tests.support.parts import part_of
from tests.support.records import SOURCE, Said
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.items import Briefing

THREE = {
    "equal": [conference("1"), conference("2", host=HOSTS[1]), conference("3", host=HOSTS[2])],
    "shorter": [conference("1", LONG[:4], HOSTS[1]), conference("2", host=HOSTS[2]), conference("3", LONG[1:])],
    "incomplete": [
        conference("1", missing=[2]),
        conference("2", LONG[:4], missing=[2]),
        conference("3", host=HOSTS[2]),
    ],
    "other words": [
        conference("1"),
        conference("2", [*LONG[:4], ("Ilka Torvane", "At night it is dear.")], HOSTS[1]),
        conference("3", LONG[:4], HOSTS[2]),
    ],
}


@pytest.mark.parametrize("runs", part_of(["a run each", "one run"], 2))
@pytest.mark.parametrize("kind", part_of(THREE, 3))
def test_three_in_every_order_give_the_same_lines(tmp_path: Path, kind: str, runs: str) -> None:
    found = []
    for number, order in enumerate(permutations(THREE[kind])):
        root = tmp_path / str(number)
        for group in [order] if runs == "one run" else [[briefing] for briefing in order]:
            run(root, group)
        found.append(state(root))
        assert any(copy_of or event for copy_of, event, _ in copies(root).values())
    assert found == found[:1] * len(found)


@pytest.mark.parametrize("kind", part_of(THREE, 3))
def test_three_across_two_sources_in_every_order_give_the_same_lines(tmp_path: Path, kind: str) -> None:
    found = []
    first, *others = THREE[kind]
    across = [first, *(replace(made, source=OTHER, turns=_of(made, OTHER)) for made in others)]
    for number, order in enumerate(permutations(across)):
        root = tmp_path / str(number)
        for briefing in order:
            run(root, [briefing], briefing.source)
        found.append(state(root, SOURCE, OTHER))
    assert found == found[:1] * len(found)


def _of(briefing: Briefing, source: str) -> list[Any]:
    return [replace(turn, source=source) for turn in briefing.turns]


def test_a_copy_loses_its_turns_and_says_of_what(tmp_path: Path) -> None:
    original, copy = conference("1"), conference("2", host=HOSTS[1])
    run(tmp_path, [copy])
    assert copies(tmp_path) == {copy.id: (None, None, 5)}
    run(tmp_path, [copy, original])
    assert copies(tmp_path) == {original.id: (None, None, 5), copy.id: (original.id, None, 0)}
    assert lines_by_id(tmp_path)[copy.id]["words"] == 0
    assert {turn["briefing"] for turn in lines(SourceFolder(tmp_path, SOURCE).turns)} == {original.id}
    assert not lines(SourceFolder(tmp_path, SOURCE).superseded)
    before = contents(tmp_path)
    run(tmp_path, [copy])  # unchanged, and still a copy
    assert contents(tmp_path) == before


def test_lines_that_get_no_mark_stay_byte_for_byte(tmp_path: Path) -> None:
    alone = conference("9", [(None, "Alone — 短い.\u2028Ja.")])
    run(tmp_path, [alone, conference("1")])
    before = contents(tmp_path)
    run(tmp_path, [conference("2", host=HOSTS[1])])
    after = contents(tmp_path)
    for name in ("turns.jsonl", "briefings.jsonl"):
        assert after[name].startswith(before[name])


def test_the_same_conference_read_by_two_sources_has_one_id(tmp_path: Path) -> None:
    """The second is a copy of the first source's, which names its host; the ids are equal."""
    ours, theirs = conference("1"), conference("1", source=OTHER)
    for number, order in enumerate(permutations([(ours, SOURCE, HOSTS), (theirs, OTHER, ())])):
        root = tmp_path / str(number)
        for briefing, source, hosts in order:
            with SourceStore(root, source, hosts) as store:
                store.keep(briefing)
        assert copies(root) == {ours.id: (None, None, 5)}
        assert copies(root, OTHER) == {ours.id: (ours.id, None, 0)}
        assert lines(SourceFolder(root, OTHER).turns) == []


def test_a_busy_source_marks_its_copies_itself(tmp_path: Path) -> None:
    original, copy = conference("1"), conference("2", source=OTHER, host=HOSTS[1])
    run(tmp_path, [copy], OTHER)
    with SourceStore(tmp_path, OTHER, HOSTS):
        run(tmp_path, [original])
        assert copies(tmp_path, OTHER) == {copy.id: (None, None, 5)}
    assert copies(tmp_path, OTHER) == {copy.id: (original.id, None, 0)}


def test_a_copy_whose_original_changes_gets_its_turns_back_at_once(tmp_path: Path) -> None:
    original, copy = conference("1"), conference("2", host=HOSTS[1])
    run(tmp_path, [original, copy])
    changed = conference("1", [(label, f"{text} So it was said.") for label, text in LONG])
    run(tmp_path, [changed])
    assert copies(tmp_path) == {original.id: (None, None, 5), copy.id: (None, None, 5)}
    assert lines_by_id(tmp_path)[copy.id]["revision"] == 1
    assert lines_by_id(tmp_path)[copy.id]["words"] == sum(turn.words for turn in copy.turns)


def test_a_copy_whose_turns_no_file_has_gets_them_with_the_next_reading(tmp_path: Path) -> None:
    """The database was lost, and with it the words of the copy."""
    original, copy = conference("1"), conference("2", host=HOSTS[1])
    run(tmp_path, [original, copy])
    _lose_database(tmp_path)
    changed = conference("1", [(label, f"{text} So it was said.") for label, text in LONG])
    run(tmp_path, [changed])
    assert copies(tmp_path)[copy.id] == (original.id, None, 0)
    with SourceStore(tmp_path, SOURCE, HOSTS) as store:
        known = store.row(copy.id)
        assert known is not None
        assert known["looked_at"] is None  # due
        assert store.keep(copy) is Decision.UNCHANGED
    assert copies(tmp_path) == {original.id: (None, None, 5), copy.id: (None, None, 5)}
    assert lines_by_id(tmp_path)[copy.id]["revision"] == 1


def _lose_database(root: Path) -> None:
    for file in root.glob("briefings.sqlite*"):
        file.unlink()


def test_a_chain_of_copies_names_the_new_original(tmp_path: Path) -> None:
    """Also after the loss of the database, when the copy's words are unknown until it is read again."""
    first, second, third = THREE["equal"]
    run(tmp_path, [third, second])
    assert copies(tmp_path)[third.id] == (second.id, None, 0)
    _lose_database(tmp_path)
    run(tmp_path, [first])
    assert copies(tmp_path)[third.id] == (second.id, None, 0)
    run(tmp_path, [third])
    assert copies(tmp_path) == {
        first.id: (None, None, 5),
        second.id: (first.id, None, 0),
        third.id: (first.id, None, 0),
    }
    assert set(kept(tmp_path).values()) == {1}


@pytest.mark.parametrize(("kind", "first"), part_of(product(THREE, [SOURCE, OTHER]), 3))
def test_a_lost_database_changes_no_line(tmp_path: Path, kind: str, first: str) -> None:
    here, *there = THREE[kind]
    across = [here, *(replace(made, source=OTHER, turns=_of(made, OTHER)) for made in there)]
    for briefing in across:
        run(tmp_path, [briefing], briefing.source)
    before = contents(tmp_path), contents(tmp_path, OTHER)
    _lose_database(tmp_path)
    for source in (first, OTHER, SOURCE):
        run(tmp_path, [briefing for briefing in across if briefing.source == source], source)
        assert (contents(tmp_path), contents(tmp_path, OTHER)) == before


def test_a_text_in_very_many_briefings_finds_none_but_counts(tmp_path: Path) -> None:
    """The chair's words are everywhere; the other words reveal a copy."""
    chair: list[Said] = [("Chair", "Next question, please."), ("Chair", "Thank you."), ("Chair", "The last one.")]
    many = [conference(str(number), [*chair, (None, f"Of {number}."), *_own(number)]) for number in range(100, 210)]
    copy = conference("500", [*chair, (None, "Of 105."), *_own(105)], HOSTS[1])
    run(tmp_path, [*many, copy, conference("600", chair, HOSTS[1]), conference("601", chair, HOSTS[2])])
    related = {id_: found for id_, found in copies(tmp_path).items() if found[:2] != (None, None)}
    assert related == {copy.id: (many[5].id, None, 0), f"{HOSTS[2]}/601": (f"{HOSTS[1]}/600", None, 0)}


def _own(number: int) -> list[Said]:
    return [("Ilka Torvane", f"Berth {number}, pier {pier}.") for pier in range(4)]


def test_a_run_waits_for_a_visitor_from_another_source(tmp_path: Path) -> None:
    """The visitor only rewrites some lines, and a run that started meanwhile must not fail because of it."""
    run(tmp_path, [conference("1")])
    folder = SourceFolder(tmp_path, SOURCE)
    lock = take_lock(folder, visiting=True)
    ended = Timer(0.5, lock.close)
    ended.start()
    run(tmp_path, [conference("2", host=HOSTS[1])])
    assert ended.finished.is_set()
    assert len(kept(tmp_path)) == 2
    with SourceStore(tmp_path, SOURCE), pytest.raises(BusyError):
        take_lock(folder, visiting=True)  # a visitor waits for nobody
