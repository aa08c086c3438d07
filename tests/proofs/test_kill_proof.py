"""A seeded part of the proof that a crawl can be killed anywhere; `python -m tests.proofs.kill_proof` is the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofs.kill_moments import choose_moments
from tests.proofs.kill_proof import run_moments

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.undisturbed import Undisturbed

# What a crawl writes, by the file; a kill at each is what the proof is about.
WRITES = {
    "append archive", "append turns", "append briefings", "append superseded", "fsync archive", "fsync turns",
    "fsync briefings", "fsync superseded", "fsync turns.next", "fsync briefings.next", "fsync folder",
    "replace turns.next", "replace briefings.next", "commit ledger", "write ledger", "close ledger",
}  # fmt: skip


def _prove(undisturbed: Undisturbed, root: Path, moments: int, seed: int) -> None:
    kills = 0
    for moment, found in run_moments(choose_moments(undisturbed, moments, seed), undisturbed, root):
        assert not found.faults, (moment, found.faults)
        kills += found.killed
    assert kills >= moments // 2


def test_the_moments_cover_every_kind_of_write(undisturbed: Undisturbed) -> None:
    assert set(undisturbed.points["later"]) >= WRITES
    hit = {(moment.state, moment.strokes[0].point) for moment in choose_moments(undisturbed, 150, seed=1)}
    assert hit >= {(state, point) for state, points in undisturbed.points.items() for point in points}


def test_killed_anywhere_and_run_again_the_records_are_those_of_an_undisturbed_run(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    _prove(undisturbed, tmp_path, moments=2, seed=7)


@pytest.mark.slow
def test_killed_at_many_moments(undisturbed: Undisturbed, tmp_path: Path) -> None:
    _prove(undisturbed, tmp_path, moments=60, seed=1)
