"""Damage done to a data folder by chance: bytes that flip, files that are cut, lost, grown or older than the others."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from briefings.store import SourceFolder

WAYS = ("flip", "several flips", "cut", "hole", "zeros", "lost", "older", "twice")


def targets(folder: SourceFolder) -> list[Path]:
    """The files that matter: records, archive, ledger."""
    files = (folder.turns, folder.briefings, folder.superseded, folder.ledger)
    return [*(file for file in files if file.exists()), *sorted(folder.archive.iterdir())]


def attack(folder: SourceFolder, older: SourceFolder, chance: random.Random) -> str:
    """Do one kind of damage to one file; returns what was done. `older` is the folder as it was before."""
    file, way = chance.choice(targets(folder)), chance.choice(WAYS)
    content = bytearray(file.read_bytes())
    at = chance.randrange(len(content))
    if way in {"flip", "several flips"}:
        for _ in range(1 if way == "flip" else 8):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif way == "cut":
        del content[at:]
    elif way == "hole":
        del content[at : at + chance.randrange(1, 3000)]
    elif way == "zeros":
        end = min(len(content), at + chance.randrange(1, 5000))
        content[at:end] = bytes(end - at)
    elif way == "twice":
        content += content[at:]
    before = older.root / file.relative_to(folder.root)
    if way == "lost" or (way == "older" and not before.exists()):
        file.unlink()
    elif way == "older":
        shutil.copy2(before, file)
    else:
        file.write_bytes(content)
    return f"{way} of {file.name} at {at}"
