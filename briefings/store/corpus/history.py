"""The earlier revisions of briefings, as superseded.jsonl has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefings.items import Briefing
from briefings.records import briefing_of
from briefings.store.corpus.lines import lines_of
from briefings.store.corpus.supersede import revision_of


class History:
    """The revisions of a source that were replaced: the places of their lines are kept in mind, not the lines.

    One that was replaced while a run that is still on, or was killed, is in the main files yet. Raises StorageError.
    """

    def __init__(self, superseded: Path) -> None:
        self._file = superseded
        self._starts: dict[str, dict[int, list[int]]] = {}
        for line in lines_of(self._file):
            if not line.whole:
                break
            briefing, revision = revision_of(line)
            self._starts.setdefault(briefing, {}).setdefault(revision, []).append(line.start)

    def of(self, briefing: str) -> list[Briefing]:
        """The earlier revisions of a briefing, the first one first."""
        found: list[Briefing] = []
        for _, starts in sorted(self._starts.get(briefing, {}).items()):
            records = [self._record(start) for start in starts]
            turns = [record for record in records if "briefing" in record]
            found += [briefing_of(record, turns) for record in records if "briefing" not in record]
        return found

    def _record(self, start: int) -> dict[str, Any]:
        return next(lines_of(self._file, start)).record()
