"""The texts of turns, a few briefings per script: the search loads those of the turns it shows.

They are scripts because a page opened from a disk may load nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from briefings.export.html.file_names import texts_file
from briefings.export.html.safe_text import script_value

_MOST_TURNS = 100
"""Maximum number of turns in a script: the results of a search may be spread over twenty, all loaded first."""


class Texts:
    """Writer of scripts, each of one source and year, as the briefings come by source and date."""

    def __init__(self, write: Callable[[str, str], None]) -> None:
        self._write = write
        self._of: tuple[str, str] | None = None
        self._number = 0
        self._briefings: list[str] = []
        self._turns = 0

    def add(self, briefing: Mapping[str, Any], turns: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
        """Add a briefing; return its script and its place in that script."""
        of = (briefing["source"], str(briefing["year"] or "undated"))
        if of != self._of or self._turns >= _MOST_TURNS:
            self.flush()
            self._number = self._number + 1 if of == self._of else 1
            self._of = of
        self._briefings.append(script_value([turn["text"] for turn in turns]))
        self._turns += len(turns)
        return texts_file(*of, self._number), len(self._briefings) - 1

    def flush(self) -> None:
        """Write the briefings that came since the last script."""
        if self._of and self._briefings:
            file = texts_file(*self._of, self._number)
            briefings = ",\n".join(self._briefings)
            self._write(file, f"texts({script_value(file)},[\n{briefings}\n]);\n")
        self._briefings, self._turns = [], 0
