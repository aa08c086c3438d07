"""A seeded part of the proof of random sequences; all of it is `python -m tests.proofs.sequences_proof`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofs.sequences_proof import run_sequence

if TYPE_CHECKING:
    from pathlib import Path

_QUICK = 2


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=() if seed < _QUICK else pytest.mark.slow) for seed in range(20)]
)
def test_the_records_are_what_the_site_showed_whatever_was_done(tmp_path: Path, seed: int) -> None:
    assert len(run_sequence(seed, tmp_path, 14).steps) == 14
