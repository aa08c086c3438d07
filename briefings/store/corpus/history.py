"""The earlier revisions of briefings, as superseded.jsonl has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefings.items import Briefing
from briefings.records import briefing_of
from briefings.store.corpus.lines import lines_of


@dataclass(slots=True)
class _Places:
    """Where the lines of one revision start."""

    briefing: int | None = None
    turns: list[int] = field(default_factory=list)


class History:
    """The revisions of a source that were replaced: the places of their lines are kept in mind, not the lines.

    One that was replaced while a run that is still on, or was killed, is in the main files yet. Raises StorageError.
    """

    def __init__(self, superseded: Path) -> None:
        self._file = superseded
        self._places: dict[str, dict[int, _Places]] = {}
        for line in lines_of(self._file):
            if not line.whole:
                break
            record = line.record()
            if "briefing" in record:
                self._of(record["briefing"], record["revision"]).turns.append(line.start)
            elif "id" in record:
                self._of(record["id"], record["revision"]).briefing = line.start

    def _of(self, briefing: str, revision: int) -> _Places:
        return self._places.setdefault(briefing, {}).setdefault(revision, _Places())

    def of(self, briefing: str) -> list[Briefing]:
        """The earlier revisions of a briefing, the first one first."""
        found = sorted(self._places.get(briefing, {}).items())
        return [
            briefing_of(self._record(places.briefing), [self._record(start) for start in places.turns])
            for _, places in found
            if places.briefing is not None
        ]

    def _record(self, start: int) -> dict[str, Any]:
        return next(lines_of(self._file, start)).record()
