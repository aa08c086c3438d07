"""A seeded part of the proof of random sequences; all of it is `python -m tests.proofs.sequences_proof`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofs.sequences_proof import run_sequence
from tests.support.parts import part_of

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.seeded


@pytest.mark.parametrize("seed", part_of(range(20), 20))
def test_the_records_are_what_the_site_showed_whatever_was_done(tmp_path: Path, seed: int) -> None:
    assert len(run_sequence(seed, tmp_path, 14).steps) == 14
