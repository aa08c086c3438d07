"""The texts that are searched, as scripts: a page from a disk may load nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from briefings.export.html.file_names import shard_file
from briefings.export.html.safe_text import script_value

_MOST_TURNS = 10_000
"""In a shard: what a browser reads in a tenth of a second, so that typing is answered while the next one loads."""


class Shards:
    """Writes shards of one source and one year each, as the briefings come by source and date."""

    def __init__(self, write: Callable[[str, str], None]) -> None:
        self._write = write
        self._of: tuple[str, str] | None = None
        self._number = 0
        self._briefings: list[str] = []
        self._turns = 0
        self.written: list[dict[str, Any]] = []
        """What the page that searches has to know of each: its file, source, year and turns."""

    def add(self, briefing: Mapping[str, Any], turns: Sequence[Mapping[str, Any]], file: str) -> None:
        """Add a briefing."""
        of = (briefing["source"], str(briefing["year"] or "undated"))
        if of != self._of:
            self.flush()
            self._of, self._number = of, 0
        elif self._turns >= _MOST_TURNS:
            self.flush()
        said = [[turn[name] for name in ("seq", "label", "speaker", "outlet", "role", "text")] for turn in turns]
        self._briefings.append(script_value([file, briefing["title"], briefing["date"], briefing["source"], said]))
        self._turns += len(turns)

    def flush(self) -> None:
        """Write what has come since the last shard."""
        if self._of is None or not self._briefings:
            return
        source, year = self._of
        self._number += 1
        file = shard_file(source, year, self._number)
        briefings = ",\n".join(self._briefings)
        self._write(file, f"shard({script_value(file)},[\n{briefings}\n]);\n")
        self.written.append({"file": file, "source": source, "year": year, "turns": self._turns})
        self._briefings, self._turns = [], 0
