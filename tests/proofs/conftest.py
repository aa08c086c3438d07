"""Data that several proofs compare with; made once, and read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.proofs.kill_proof import Stage, set_stage
from tests.support.made_once import made_once
from tests.support.scenes import QUICK, SCENES
from tests.support.weathered import Weathered, weather

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.undisturbed import Undisturbed


@pytest.fixture(scope="session")
def stage(undisturbed: Undisturbed, shared_folder: Path, request: pytest.FixtureRequest) -> Stage:
    """The results of runs that nobody killed."""
    own = (test for test in request.session.items if "stage" in vars(test).get("fixturenames", ()))
    is_whole = any(test.get_closest_marker("slow") for test in own)
    names = tuple(SCENES) if is_whole else QUICK
    return made_once(shared_folder / "stage", lambda folder: set_stage(folder, undisturbed, names))


@pytest.fixture(scope="session")
def weathered(undisturbed: Undisturbed, shared_folder: Path) -> Weathered:
    """A folder with every kind of file, and one left by a killed run."""
    return made_once(shared_folder / "weathered", lambda folder: weather(undisturbed, folder))
