"""The files of a data folder as a user finds them, read without the code that wrote them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from briefings.store.folder import SourceFolder
from tests.support.records import SOURCE

if TYPE_CHECKING:
    from pathlib import Path


def lines(file: Path) -> list[dict[str, Any]]:
    """Return the records of a file, after checking that every line is whole."""
    if not file.exists():
        return []
    content = file.read_bytes()
    assert content.endswith(b"\n") or not content
    return [json.loads(line) for line in content.decode("utf-8").splitlines()]


def kept(root: Path, source: str = SOURCE) -> dict[str, int]:
    """Return id and revision of every briefing, after checking that the two files agree and repeat nothing."""
    folder = SourceFolder(root, source)
    briefings = lines(folder.briefings)
    turns = lines(folder.turns)
    assert [(turn["briefing"], turn["revision"], turn["seq"]) for turn in turns] == [
        (briefing["id"], briefing["revision"], seq) for briefing in briefings for seq in range(briefing["turn_count"])
    ]
    found = {briefing["id"]: briefing["revision"] for briefing in briefings}
    assert len(found) == len(briefings)
    return found


def contents(root: Path, source: str = SOURCE) -> dict[str, bytes]:
    """Return the bytes of the JSONL files of a source."""
    return {file.name: file.read_bytes() for file in SourceFolder(root, source).folder.glob("*.jsonl")}
