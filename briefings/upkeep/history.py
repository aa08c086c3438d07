"""The earlier revisions of a briefing, as superseded.jsonl has them."""

from __future__ import annotations

from typing import Any

from briefings.items import Briefing
from briefings.records.jsonl import briefing_of
from briefings.store import SourceFolder
from briefings.store.corpus import lines_of


def earlier_revisions(folder: SourceFolder, briefing: str) -> list[Briefing]:
    """The revisions of a briefing that were replaced, the first one first.

    One that was replaced while a run that is still on, or was killed, is in the main files yet. Raises StorageError.
    """
    found: dict[int, dict[str, Any]] = {}
    turns: dict[int, list[dict[str, Any]]] = {}
    for line in lines_of(folder.superseded):
        if not line.whole:
            break
        record = line.record()
        if record.get("briefing") == briefing:
            turns.setdefault(record["revision"], []).append(record)
        elif record.get("id") == briefing and "briefing" not in record:
            found[record["revision"]] = record
    return [briefing_of(record, turns.get(revision, ())) for revision, record in sorted(found.items())]
