"""A backup that was put back in part: whatever mix of today's files and yesterday's, no number is given twice."""

from __future__ import annotations

import itertools
import json
import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from briefings.store.corpus import read_losses
from briefings.store.ledger.ledger import Marks

from briefings.store import SourceFolder, SourceStore, StorageError
from briefings.upkeep import repair
from tests.support.damage import faults
from tests.support.left_behind import FILES, comparable, kept_lines, records
from tests.support.press_office import EDITED, SOURCE
from tests.support.undisturbed import Undisturbed

_NAMES = (*FILES, "ledger.sqlite")
_STATES = ("later", "first", None)
"""Of today, of yesterday, missing."""
MIXES = [mix for mix in itertools.product(_STATES, repeat=4) if len(set(mix)) > 1]
_QUICK = set(random.Random(14).sample(range(len(MIXES)), 3))


def _mixed(undisturbed: Undisturbed, mix: tuple[str | None, ...], root: Path) -> SourceFolder:
    """A data folder with the archive of today, and each file of the state that `mix` has for it."""
    shutil.copytree(undisturbed.folders["later"], root)
    for name, state in zip(_NAMES, mix, strict=True):
        place = name if name == "ledger.sqlite" else f"{SOURCE}/{name}"
        (root / place).unlink(missing_ok=True)
        if state and (undisturbed.folders[state] / place).exists():
            shutil.copy2(undisturbed.folders[state] / place, root / place)
    return SourceFolder(root, SOURCE)


def _by_number(folder: Path) -> dict[tuple[str, int, int | None], str]:
    """Every line of the three files by what it is of: briefing, revision, turn."""
    found: dict[tuple[str, int, int | None], str] = {}
    for name in FILES:
        for record in records(folder / name)[0]:
            key = (record.get("briefing", record["id"]), record["revision"], record.get("seq"))
            assert key not in found
            found[key] = comparable(_settled(record))
    return found


def _settled(record: dict[str, object]) -> dict[str, object]:
    """A record without what can change in its line, and without `changes`, which take the revision before to tell."""
    without = {*Marks.__slots__, "words", "changes"} - {"pages"}
    return {name: value for name, value in record.items() if name not in without}


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=() if n in _QUICK else pytest.mark.slow) for n in range(len(MIXES))]
)
def test_a_mix_is_named_and_no_number_is_given_twice(undisturbed: Undisturbed, tmp_path: Path, number: int) -> None:
    mix = MIXES[number]
    folder = _mixed(undisturbed, mix, tmp_path / "data")
    today = kept_lines(undisturbed.folders["later"] / SOURCE)
    is_today = kept_lines(folder.folder) == today
    knows = "later" in mix
    named = faults(folder)
    started = SourceFolder(shutil.copytree(folder.root, tmp_path / "started"), SOURCE)
    with suppress(StorageError):
        SourceStore(started.root, SOURCE, ()).close()
        # A ledger may be lost or older; the older revisions, of which yesterday had none, may be deleted, and with both
        # files the source was.
        assert is_today or not knows or mix[2] != "later" or mix[:2] == (None, None)

    if knows and not is_today:
        assert named
    repair(folder, None)
    assert not [fault for fault in faults(folder) if "next start" not in fault]
    here, there = _by_number(folder.folder), _by_number(undisturbed.folders["later"] / SOURCE)
    assert {key: line for key, line in here.items() if there.get(key, line) != line} == {}
    lost = read_losses(folder)
    if knows:
        for briefing in json.loads("[" + ",".join(folder.briefings.read_text().splitlines()) + "]"):
            if any(briefing["id"].endswith(str(key)) for key in EDITED):
                assert max(briefing["revision"], lost.get(briefing["id"], 0)) >= 2
