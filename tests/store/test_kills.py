"""Killed anywhere, the same command again gives the same files."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support import processes
from tests.support.killed_child import killed_at, writing_steps
from tests.support.records import SOURCE, make_briefing, make_briefings
from tests.support.store_writer import write
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.items import Briefing


def _copy(root: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to)
    return to


def _lose_database(root: Path) -> None:
    for file in root.glob("briefings.sqlite*"):
        file.unlink()


_KILLS = pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.slow)])
"""Steps at which it is killed, among those that write something."""
NEW = make_briefing("2000")
REVISED = make_briefing("1001", [("Ilka Torvane", "Corrected.")], revision=2)


@pytest.mark.parametrize(
    ("new", "database_lost"),
    [
        pytest.param(REVISED, False, id="revision"),
        pytest.param(NEW, True, id="new, database lost", marks=pytest.mark.slow),
        pytest.param(NEW, False, id="new", marks=pytest.mark.slow),
        pytest.param(REVISED, True, id="revision, database lost", marks=pytest.mark.slow),
    ],
)
@_KILLS
def test_killed_while_committing(root: Path, tmp_path: Path, new: Briefing, database_lost: bool, every: int) -> None:
    def commit(to: Path) -> None:
        with SourceStore(to, SOURCE) as store:
            known = store.newest(new.id)
            if known is None or known.revision < new.revision:
                store.commit(new)

    before = kept(root)
    whole = _copy(root, tmp_path / "whole")
    steps = writing_steps(lambda: commit(whole), whole)
    assert len(steps) > 4
    for step in steps[::every]:
        killed = _copy(root, tmp_path / "killed")
        assert killed_at(step, lambda: commit(killed))  # noqa: B023
        if database_lost:
            _lose_database(killed)
        with SourceStore(killed, SOURCE):
            assert kept(killed) in (before, kept(whole))
        commit(killed)
        assert contents(killed) == contents(whole), step


@pytest.mark.seeded
@_KILLS
def test_killed_while_a_start_writes_the_files_anew(root: Path, tmp_path: Path, every: int) -> None:
    old = make_briefings(3)[1]
    new = make_briefing(old.id.rpartition("/")[2], [("Ilka Torvane", "Corrected: on Tuesday.")], revision=2)
    with SourceStore(root, SOURCE) as store:
        store.commit(new)
        pending = _copy(root, tmp_path / "pending")  # the state left by a run killed now
    whole = _copy(pending, tmp_path / "whole")
    steps = writing_steps(lambda: SourceStore(whole, SOURCE).close(), whole)
    assert len(steps) > 4
    assert kept(whole)[old.id] == 2
    moved = lines(SourceFolder(whole, SOURCE).superseded)
    assert [line.get("briefing", line["id"]) for line in moved] == [old.id] * (len(old.turns) + 1)
    assert {line["revision"] for line in moved} == {1}
    for step in steps[::every]:
        killed = _copy(pending, tmp_path / "killed")
        assert killed_at(step, lambda: SourceStore(killed, SOURCE).close())  # noqa: B023
        SourceStore(killed, SOURCE).close()
        assert contents(killed) == contents(whole), step
        assert not list(SourceFolder(killed, SOURCE).folder.glob("*.next"))


@pytest.mark.parametrize("database_lost", [False, True])
@pytest.mark.parametrize(
    "stride", [pytest.param(131, id="some bytes"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
def test_torn_at_any_byte_of_the_last_commit(root: Path, tmp_path: Path, stride: int, database_lost: bool) -> None:
    whole = _copy(root, tmp_path / "whole")
    new = make_briefing("2000", [("Ilka Torvane", "Kürze — 短い."), (None, "Ja.")])
    with SourceStore(whole, SOURCE) as store:
        store.commit(new)
    before, after = contents(root), contents(whole)
    torn = _copy(root, tmp_path / "torn")
    if database_lost:
        _lose_database(torn)
    pristine = _copy(torn, tmp_path / "pristine")
    turns_sizes = range(len(before["turns.jsonl"]), len(after["turns.jsonl"]), stride)
    briefings_sizes = range(len(before["briefings.jsonl"]), len(after["briefings.jsonl"]), stride)
    states = [(size, briefings_sizes.start) for size in turns_sizes]
    states += [(len(after["turns.jsonl"]), size) for size in briefings_sizes]
    states.append((len(after["turns.jsonl"]), len(after["briefings.jsonl"])))
    for turns_size, briefings_size in states:
        torn = _copy(pristine, torn)
        folder = SourceFolder(torn, SOURCE)
        folder.turns.write_bytes(after["turns.jsonl"][:turns_size])
        folder.briefings.write_bytes(after["briefings.jsonl"][:briefings_size])
        with SourceStore(torn, SOURCE) as store:
            # What the database lacks is part of an older state. A record without its newline is all there.
            complete = database_lost and briefings_size >= len(after["briefings.jsonl"]) - len(b"\n")
            assert (store.newest(new.id) is not None) == complete
        assert contents(torn) == (after if complete else before)


@pytest.mark.seeded
@pytest.mark.parametrize("kills", [pytest.param(2, id="2"), pytest.param(40, id="40", marks=pytest.mark.slow)])
def test_killed_at_random_moments(tmp_path: Path, kills: int) -> None:
    """Everything a run reported as stored is stored, and in the end everything is, as if nothing had happened."""
    chance = random.Random(kills)
    root, total = tmp_path / "data", 40
    promised: set[tuple[str, int]] = set()
    for kill in range(1, kills + 1):
        run = processes.start("-m", "tests.support.store_writer", str(root), str(total))
        run.wait_for_lines(chance.randrange(total * kill // kills) + 1)
        run.kill()
        run.wait()
        told = [line.split() for line in run.out.splitlines(keepends=True) if line.endswith("\n")]
        promised |= {(id_, int(revision)) for id_, revision in told}
        with SourceStore(root, SOURCE):
            found = kept(root)
        assert all(found[id_] >= revision for id_, revision in promised)
    write(root, total)
    write(tmp_path / "undisturbed", total)
    assert kept(root) == kept(tmp_path / "undisturbed")
    for name in ("turns.jsonl", "briefings.jsonl", "superseded.jsonl"):
        ours, theirs = (
            sorted((at / SOURCE / name).read_bytes().splitlines()) for at in (root, tmp_path / "undisturbed")
        )
        assert ours == theirs
