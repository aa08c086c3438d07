"""Damage by chance: it is seen or changes nothing; after a repair and a crawl the text is there, and nothing else."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from briefings.store.reindex import set_aside

from briefings.store import SourceFolder, StorageError
from briefings.upkeep import damage_of, repair
from tests.support import press_office
from tests.support.attacks import attack
from tests.support.damage import faults
from tests.support.left_behind import kept_lines, records
from tests.support.press_office import SOURCE
from tests.support.server import Site
from tests.support.undisturbed import RUN, STATES, Undisturbed, crawler

_QUICK = 2
_CASES = [pytest.param(seed, marks=() if seed < _QUICK else pytest.mark.slow) for seed in range(300)]


def _said(folder: Path) -> Counter[tuple[Any, ...]]:
    """What was said by whom in the newest revisions; of copies, whose turns stand elsewhere, that they are there."""
    turns, briefings = (records(folder / name)[0] for name in ("turns.jsonl", "briefings.jsonl"))
    said = [(turn["id"], turn["label"], turn["speaker"], turn["text"]) for turn in turns]
    return Counter([*said, *((one["id"], one["title"], one["copy_of"]) for one in briefings)])


@pytest.mark.parametrize("seed", _CASES)
def test_damage_is_seen_and_mended(undisturbed: Undisturbed, site: Site, tmp_path: Path, seed: int) -> None:
    later, first = (undisturbed.folders[name] for name in ("later", "first"))
    folder = SourceFolder(shutil.copytree(later, tmp_path / "data"), SOURCE)
    before = kept_lines(later / SOURCE)
    done = attack(folder, SourceFolder(first, SOURCE), random.Random(seed))
    try:
        same = kept_lines(folder.folder) == before
    except ValueError:
        same = False
    try:
        seen = bool(faults(folder))
    except StorageError:
        seen = True
    assert seen or same, done

    if damage_of(folder.ledger):
        set_aside(folder.ledger)
    repair(folder, None)
    assert faults(folder) == [], done
    new = _said(folder.folder) - _said(later / SOURCE) - _said(first / SOURCE)
    assert not new, (done, [*new][:3])
    press_office.serve(site, STATES["later"])
    crawl = crawler(site, folder.root).run(*RUN)
    assert crawl.code == 0, (done, crawl.err)
    assert _said(folder.folder) == _said(later / SOURCE), done
    assert faults(folder) == [], done
