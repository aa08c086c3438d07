"""A seeded part of the proof that a run can be killed anywhere; `python -m tests.proofs.kill_proof` is the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofs.kill_moments import Moment, Stroke, actions_at, choose_moments
from tests.proofs.kill_proof import choose, run_moments
from tests.support.scenes import CRAWLS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.proofs.kill_proof import Stage

# File operations of a crawl that revises something; the proof is about a kill at each.
pytestmark = pytest.mark.seeded

CALLS = {
    "write archive", "fsync archive", "write wal", "fsync wal", "write database", "fsync database",
    "write turns.jsonl", "write briefings.jsonl", "fsync turns.jsonl.next", "fsync briefings.jsonl.next",
    "rename turns.jsonl.next", "rename briefings.jsonl.next", "fsync folder", "rename latest.json.next",
}  # fmt: skip
# In a transaction, in the append, at the rename and in the checkpoint, each at its share of all such calls.
_PART: list[list[tuple[str, str, str, float]]] = [
    [("later", "kill", "write wal", 0.4)],
    [("first", "torn", "write turns.jsonl", 0.4), ("first", "cut", "fsync wal", 0.2)],
    [("later", "kill", "rename turns.jsonl.next", 1)],
    [("later", "torn", "write database", 0.2)],
    [("forget", "cut", "write wal", 0.3)],
]


def _moment(stage: Stage, strokes: Sequence[tuple[str, str, str, float]]) -> Moment:
    chosen = []
    for scene, action, point, share in strokes:
        number = max(1, int(stage.played[scene].points[point] * share))
        chosen.append(Stroke(action, point, f"{number}:5" if action == "cut" else str(number)))
    return Moment(strokes[0][0], tuple(chosen))


def _prove(stage: Stage, root: Path, moments: Sequence[Moment]) -> None:
    kills = 0
    for moment, found in run_moments(moments, stage, root):
        assert not found.faults, (moment, found.faults)
        kills += found.killed
    assert kills >= len(moments) // 2


def test_the_moments_cover_every_call(stage: Stage) -> None:
    assert set(stage.played["later"].points) >= CALLS
    hit = {
        (moment.scene, stroke.action, stroke.point)
        for moment in choose_moments(stage.played, CRAWLS, 350, 1)
        for stroke in moment.strokes
    }
    for scene in ("first", "later"):
        points = stage.played[scene].points
        assert hit >= {(scene, action, point) for point in points for action in actions_at(point)}


def test_killed_anywhere_and_run_again_the_records_are_those_of_an_undisturbed_run(
    stage: Stage, tmp_path: Path
) -> None:
    _prove(stage, tmp_path, [_moment(stage, strokes) for strokes in _PART])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 8))
def test_killed_at_many_moments(stage: Stage, tmp_path: Path, seed: int) -> None:
    _prove(stage, tmp_path, choose(stage, 60, seed))
