"""A part of the proof that damage is detected and repaired; `python -m tests.proofs.damage_proof` is the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofs.damage_proof import Case, cases, run_cases

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.support.weathered import Weathered

pytestmark = pytest.mark.seeded
_BATCH = 50


def _prove(chosen: Iterable[Case], stage: Weathered, root: Path) -> int:
    seen = 0
    for case, verdict in run_cases(chosen, stage, root):
        assert not verdict.faults, (case, verdict.done, verdict.faults)
        seen += verdict.seen
    return seen


def test_damage_is_seen_or_changes_nothing_and_what_is_not_mended_is_said(weathered: Weathered, tmp_path: Path) -> None:
    chosen = [*cases(3, 1, seed=7), Case(7, "no text")]
    assert _prove(chosen, weathered, tmp_path) > 1


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_five_hundred_of_one_damage(weathered: Weathered, tmp_path: Path, batch: int) -> None:
    assert _prove(cases(_BATCH, 0, seed=100 + batch), weathered, tmp_path) > _BATCH // 4


@pytest.mark.slow
def test_a_byte_of_the_database_that_is_no_text(weathered: Weathered, tmp_path: Path) -> None:
    assert _prove([Case(300 + number, "no text") for number in range(_BATCH)], weathered, tmp_path) > _BATCH // 4


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(4))
def test_two_hundred_of_eight_flips(weathered: Weathered, tmp_path: Path, batch: int) -> None:
    assert _prove(cases(0, _BATCH, seed=200 + batch), weathered, tmp_path) > _BATCH // 2
