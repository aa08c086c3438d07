"""The findings of a check: faults, each with its place, and how much was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefings.counted import counted
from briefings.store import SourceFolder


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as a run leaves it: in which file, where in it, and what."""

    file: Path
    place: str
    what: str

    def __str__(self) -> str:
        """The fault as one line, the file without the folders above its source's."""
        name = "/".join(self.file.parts[-3 if self.file.parent.name == "archive" else -2 :])
        return f"{name}{', ' if self.place else ''}{self.place}: {self.what}"


@dataclass(slots=True)
class CheckedCounts:
    """Counts of what was looked at in a source; they go up while faults are being found."""

    folder: SourceFolder
    briefings: int = 0
    turns: int = 0
    pages: int = 0
    records: int = 0

    def __str__(self) -> str:
        """In words: `sample: 8 briefings, 130 turns, 27 pages, 40 records`."""
        counts = (("briefing", self.briefings), ("turn", self.turns), ("page", self.pages), ("record", self.records))
        return f"{self.folder.source}: {', '.join(counted(number, what) for what, number in counts)}"
