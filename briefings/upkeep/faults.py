"""Findings of a check: faults, each with its place, and counts of what was checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefings.counted import counted
from briefings.store import SourceFolder


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as a run leaves it: its file, its place there, and what is wrong."""

    file: Path
    place: str
    what: str

    def __str__(self) -> str:
        """Return the fault as one line, with the file relative to the folder above its source's."""
        name = "/".join(self.file.parts[-3 if self.file.parent.name == "archive" else -2 :])
        return f"{name}{', ' if self.place else ''}{self.place}: {self.what}"


@dataclass(slots=True)
class CheckedCounts:
    """Counts of what was checked in a source; they go up while faults are being found."""

    folder: SourceFolder
    briefings: int = 0
    turns: int = 0
    pages: int = 0
    records: int = 0

    def __str__(self) -> str:
        """Return the counts in words: `sample: 8 briefings, 130 turns, 27 pages, 40 records`."""
        counts = (("briefing", self.briefings), ("turn", self.turns), ("page", self.pages), ("record", self.records))
        return f"{self.folder.source}: {', '.join(counted(number, what) for what, number in counts)}"
