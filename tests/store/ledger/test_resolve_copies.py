"""Copies on disk: the same lines in whatever order they come, nothing ever lost, within a source and across two."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from threading import Timer
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.records.revisions import Decision
from briefings.store import BusyError, SourceFolder, SourceStore
from briefings.store.lock import take_lock
from tests.support.killed_child import killed_at, writing_steps
from tests.support.records import SOURCE, TALK, Said, make_briefing
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from briefings.items import Briefing

OTHER = "second_gazette"
HOSTS = ("www.veldria.example", "news.veldria.example", "m.veldria.example")
LONG: list[Said] = [*TALK, ("Ersk Courier", "And at night?"), ("Ilka Torvane", "At night it is free.")]


def _briefing(
    key: str, said: Sequence[Said] = LONG, host: str = HOSTS[0], *, source: str = SOURCE, missing: Sequence[int] = ()
) -> Briefing:
    made = make_briefing(key, said, source=source, missing=missing)
    url = made.url.replace("news.veldria.example", host)
    turns = [replace(turn, briefing=f"{host}/{key}", url=url) for turn in made.turns]
    return replace(made, id=f"{host}/{key}", url=url, turns=turns)


def run(root: Path, briefings: Iterable[Briefing], source: str = SOURCE) -> SourceStore:
    """A run of a source that reads these."""
    with SourceStore(root, source, HOSTS) as store:
        for briefing in briefings:
            store.keep(briefing)
    return store


def state(root: Path, *sources: str) -> dict[str, list[str]]:
    """The sorted lines of all sources, after a check that they fit each other."""
    found = {}
    for source in sources or (SOURCE,):
        kept(root, source)
        folder = SourceFolder(root, source)
        for file in (folder.turns, folder.briefings):
            found[f"{source}/{file.name}"] = sorted(json.dumps(line) for line in lines(file))
    return found


def _lines(root: Path, source: str = SOURCE) -> dict[str, dict[str, Any]]:
    return {line["id"]: line for line in lines(SourceFolder(root, source).briefings)}


def _copies(root: Path, source: str = SOURCE) -> dict[str, tuple[str | None, str | None, int]]:
    return {
        id_: (line["copy_of"], line["same_event"], line["turn_count"]) for id_, line in _lines(root, source).items()
    }


THREE = {
    "equal": [_briefing("1"), _briefing("2", host=HOSTS[1]), _briefing("3", host=HOSTS[2])],
    "shorter": [_briefing("1", LONG[:4], HOSTS[1]), _briefing("2", host=HOSTS[2]), _briefing("3", LONG[1:])],
    "incomplete": [_briefing("1", missing=[2]), _briefing("2", LONG[:4], missing=[2]), _briefing("3", host=HOSTS[2])],
    "other words": [
        _briefing("1"),
        _briefing("2", [*LONG[:4], ("Ilka Torvane", "At night it is dear.")], HOSTS[1]),
        _briefing("3", LONG[:4], HOSTS[2]),
    ],
}


@pytest.mark.parametrize("runs", ["one run", "a run each"])
@pytest.mark.parametrize("kind", THREE)
def test_three_in_every_order_give_the_same_lines(tmp_path: Path, kind: str, runs: str) -> None:
    found = []
    for number, order in enumerate(permutations(THREE[kind])):
        root = tmp_path / str(number)
        for group in [order] if runs == "one run" else [[briefing] for briefing in order]:
            run(root, group)
        found.append(state(root))
        assert any(copy_of or event for copy_of, event, _ in _copies(root).values())
    assert found == found[:1] * len(found)


@pytest.mark.parametrize("kind", THREE)
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
    original, copy = _briefing("1"), _briefing("2", host=HOSTS[1])
    whole = run(tmp_path, [copy])
    assert whole.copies == 0
    store = run(tmp_path, [copy, original])
    assert store.copies == 1
    assert _copies(tmp_path) == {original.id: (None, None, 5), copy.id: (original.id, None, 0)}
    assert _lines(tmp_path)[copy.id]["words"] == 0
    assert {turn["briefing"] for turn in lines(SourceFolder(tmp_path, SOURCE).turns)} == {original.id}
    assert not lines(SourceFolder(tmp_path, SOURCE).superseded)
    before = contents(tmp_path)
    assert run(tmp_path, [copy]).copies == 1  # unchanged, and still a copy
    assert contents(tmp_path) == before


def test_lines_that_get_no_mark_stay_byte_for_byte(tmp_path: Path) -> None:
    alone = _briefing("9", [(None, "Alone — 短い.\u2028Ja.")])
    run(tmp_path, [alone, _briefing("1")])
    before = contents(tmp_path)
    run(tmp_path, [_briefing("2", host=HOSTS[1])])
    after = contents(tmp_path)
    for name in ("turns.jsonl", "briefings.jsonl"):
        assert after[name].startswith(before[name])


def test_the_same_conference_read_by_two_sources_has_one_id(tmp_path: Path) -> None:
    """The second is a copy of the first source's, whose host is named there; the ids are equal."""
    ours, theirs = _briefing("1"), _briefing("1", source=OTHER)
    for number, order in enumerate(permutations([(ours, SOURCE, HOSTS), (theirs, OTHER, ())])):
        root = tmp_path / str(number)
        for briefing, source, hosts in order:
            with SourceStore(root, source, hosts) as store:
                store.keep(briefing)
        assert _copies(root) == {ours.id: (None, None, 5)}
        assert _copies(root, OTHER) == {ours.id: (ours.id, None, 0)}
        assert lines(SourceFolder(root, OTHER).turns) == []


def test_a_busy_source_marks_its_copies_itself(tmp_path: Path) -> None:
    original, copy = _briefing("1"), _briefing("2", source=OTHER, host=HOSTS[1])
    run(tmp_path, [copy], OTHER)
    with SourceStore(tmp_path, OTHER, HOSTS):
        run(tmp_path, [original])
        assert _copies(tmp_path, OTHER) == {copy.id: (None, None, 5)}
    assert _copies(tmp_path, OTHER) == {copy.id: (original.id, None, 0)}


def test_a_source_that_is_damaged_is_left_to_its_own_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    run(tmp_path, [_briefing("2", source=OTHER, host=HOSTS[1])], OTHER)
    with SourceFolder(tmp_path, OTHER).turns.open("ab") as file:
        file.write(b"no turn\nnor this\n")
    run(tmp_path, [_briefing("1")])
    assert f"{OTHER}/turns.jsonl: line 6 is no JSON object" in caplog.text
    assert _copies(tmp_path) == {_briefing("1").id: (None, None, 5)}


@pytest.mark.parametrize("ledger_lost", [False, True])
def test_a_copy_whose_original_changes_gets_its_turns_back(tmp_path: Path, *, ledger_lost: bool) -> None:
    original, copy = _briefing("1"), _briefing("2", host=HOSTS[1])
    run(tmp_path, [original, copy])
    if ledger_lost:
        (tmp_path / "ledger.sqlite").unlink()
    changed = _briefing("1", [(label, f"{text} So it was said.") for label, text in LONG])
    run(tmp_path, [changed])
    assert _copies(tmp_path)[copy.id] == (original.id, None, 0)
    with SourceStore(tmp_path, SOURCE, HOSTS) as store:
        known = store.known(copy.id)
        assert known is not None
        assert known.looked_at is None  # due
        assert store.keep(copy) is Decision.REVISION
    assert _copies(tmp_path) == {original.id: (None, None, 5), copy.id: (None, None, 5)}
    assert _lines(tmp_path)[copy.id]["revision"] == 2
    assert _lines(tmp_path)[copy.id]["changes"] == []


def test_a_chain_of_copies_names_the_new_original(tmp_path: Path) -> None:
    """Also when the ledger was lost, and nobody knows what the copy said until it is read again."""
    first, second, third = THREE["equal"]
    run(tmp_path, [third, second])
    assert _copies(tmp_path)[third.id] == (second.id, None, 0)
    (tmp_path / "ledger.sqlite").unlink()
    run(tmp_path, [first])
    assert _copies(tmp_path)[third.id] == (second.id, None, 0)
    run(tmp_path, [third])
    assert _copies(tmp_path) == {
        first.id: (None, None, 5),
        second.id: (first.id, None, 0),
        third.id: (first.id, None, 0),
    }
    assert set(kept(tmp_path).values()) == {1}


@pytest.mark.parametrize("first", [SOURCE, OTHER])
@pytest.mark.parametrize("kind", THREE)
def test_a_lost_ledger_changes_no_line(tmp_path: Path, kind: str, first: str) -> None:
    here, *there = THREE[kind]
    across = [here, *(replace(made, source=OTHER, turns=_of(made, OTHER)) for made in there)]
    for briefing in across:
        run(tmp_path, [briefing], briefing.source)
    before = contents(tmp_path), contents(tmp_path, OTHER)
    (tmp_path / "ledger.sqlite").unlink()
    for source in (first, OTHER, SOURCE):
        run(tmp_path, [briefing for briefing in across if briefing.source == source], source)
        assert (contents(tmp_path), contents(tmp_path, OTHER)) == before


def test_a_text_in_very_many_briefings_finds_none_but_counts(tmp_path: Path) -> None:
    """The chair's words stand everywhere; a copy is found by what else it says."""
    chair: list[Said] = [("Chair", "Next question, please."), ("Chair", "Thank you."), ("Chair", "The last one.")]
    many = [_briefing(str(number), [*chair, (None, f"Of {number}."), *_own(number)]) for number in range(100, 210)]
    copy = _briefing("500", [*chair, (None, "Of 105."), *_own(105)], HOSTS[1])
    run(tmp_path, [*many, copy, _briefing("600", chair, HOSTS[1]), _briefing("601", chair, HOSTS[2])])
    related = {id_: found for id_, found in _copies(tmp_path).items() if found[:2] != (None, None)}
    assert related == {copy.id: (many[5].id, None, 0), f"{HOSTS[2]}/601": (f"{HOSTS[1]}/600", None, 0)}


def _own(number: int) -> list[Said]:
    return [("Ilka Torvane", f"Berth {number}, pier {pier}.") for pier in range(4)]


# Killed anywhere.


@pytest.mark.parametrize("ledger_lost", [False, True])
@pytest.mark.parametrize(
    "stride", [pytest.param(5, id="some writes"), pytest.param(1, id="all writes", marks=pytest.mark.slow)]
)
def test_killed_while_settling(tmp_path: Path, stride: int, ledger_lost: bool) -> None:
    """In its own files and in those of another source; a start of each then ends where an undisturbed run does."""
    pending = tmp_path / "pending"
    run(pending, [_briefing("7", source=OTHER, host=HOSTS[2])], OTHER)
    with SourceStore(pending, SOURCE) as store:  # one that judges nothing
        store.commit(_briefing("2", host=HOSTS[1]))
        store.commit(_briefing("1", LONG[:4]))
        store.commit(replace(_briefing("1"), revision=2, turns=_revised(_briefing("1"))))
        killed_before_its_end = _copy(pending, tmp_path / "killed before its end")
    pending = killed_before_its_end
    whole = _copy(pending, tmp_path / "whole")
    steps = writing_steps(lambda: _start(whole), whole)
    assert len(steps) > 15
    assert _copies(whole, OTHER) == {f"{HOSTS[2]}/7": (f"{HOSTS[0]}/1", None, 0)}
    expected = state(whole, SOURCE, OTHER)
    for step in steps[::stride]:
        killed = _copy(pending, tmp_path / "killed")
        assert killed_at(step, lambda: _start(killed))  # noqa: B023
        if ledger_lost:
            for file in killed.glob("ledger.sqlite*"):
                file.unlink()
        for source in (SOURCE, OTHER, SOURCE):
            run(killed, [], source)
        assert state(killed, SOURCE, OTHER) == expected, step
        assert not list(killed.glob("*/*.next"))
        assert contents(killed)["superseded.jsonl"] == contents(whole)["superseded.jsonl"]


def _start(root: Path) -> None:
    run(root, [])


def _revised(briefing: Briefing) -> list[Any]:
    return [replace(turn, revision=2) for turn in briefing.turns]


def _copy(root: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to)
    return to


# Whatever happens, what was read is kept.

_READINGS = st.lists(
    st.tuples(
        st.sampled_from([SOURCE, OTHER]),
        st.sampled_from("123"),
        st.sampled_from(HOSTS),
        st.lists(st.integers(0, len(LONG) - 1), min_size=1, max_size=5, unique=True),
        st.sampled_from([(), (2,), (2, 3)]),
        st.sampled_from(["", "", "close", "lose the ledger"]),
    ),
    max_size=12,
)


@settings(max_examples=20)
@given(readings=_READINGS)
def test_no_text_that_was_read_is_lost(tmp_path_factory: pytest.TempPathFactory, readings: list[Any]) -> None:
    root = tmp_path_factory.mktemp("data")
    seen: set[str] = set()
    stores: dict[str, SourceStore] = {}
    try:
        for source, key, host, which, missing, after in readings:
            store = stores.get(source) or stores.setdefault(source, SourceStore(root, source, HOSTS))
            briefing = _briefing(key, [LONG[place] for place in which], host, source=source, missing=missing)
            if store.keep(briefing) in {Decision.NEW, Decision.REVISION}:
                seen |= {turn.text_hash for turn in briefing.turns}
            if after:
                for closed in (
                    [stores.pop(name) for name in sorted(stores)] if "lose" in after else [stores.pop(source)]
                ):
                    closed.close()
            if "lose" in after:
                (root / "ledger.sqlite").unlink()
    finally:
        for store in stores.values():
            store.close()
    held: set[str] = set()
    for source in {reading[0] for reading in readings}:
        kept(root, source)
        folder = SourceFolder(root, source)
        held |= {line["text_hash"] for line in [*lines(folder.turns), *lines(folder.superseded)] if "text_hash" in line}
    assert held == seen


def test_what_a_ledger_knows_survives_a_look_at_its_marks(tmp_path: Path) -> None:
    """Every mark the ledger wants stands in the lines once the runs are over."""
    run(tmp_path, THREE["equal"])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as ledger:
        rows: Callable[[str], list[Any]] = lambda mark: ledger.execute(  # noqa: E731
            f"SELECT id, {mark} FROM briefings WHERE {mark} IS NOT line_{mark} OR to_judge = 1"
        ).fetchall()
        assert [rows(mark) for mark in ("copy_of", "same_event", "vanished_at")] == [[], [], []]


def test_a_run_waits_for_a_visitor_from_another_source(tmp_path: Path) -> None:
    """It only writes some lines again; a run that began meanwhile must not fail for it."""
    run(tmp_path, [_briefing("1")])
    folder = SourceFolder(tmp_path, SOURCE)
    lock = take_lock(folder, visiting=True)
    Timer(0.5, lock.release).start()
    run(tmp_path, [_briefing("2", host=HOSTS[1])])
    assert lock.is_locked is False
    assert len(kept(tmp_path)) == 2
    with SourceStore(tmp_path, SOURCE), pytest.raises(BusyError):
        take_lock(folder, visiting=True)  # a visitor waits for nobody
