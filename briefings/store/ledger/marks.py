"""What can change in the line of a kept briefing without the briefing being read anew: its marks.

The ledger knows of each briefing what its line says and what it should say. Where the two differ, `supersede` writes
the line again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.records.jsonl import json_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.store.corpus.lines import RawLine
    from briefings.store.ledger.ledger import Ledger

_DIFFER = "(copy_of IS NOT line_copy_of OR same_event IS NOT line_same_event OR vanished_at IS NOT line_vanished_at)"


@dataclass(frozen=True, slots=True)
class Marks:
    """The fields of a briefing's line that are its marks, with their meaning there."""

    copy_of: str | None = None
    same_event: str | None = None
    vanished_at: str | None = None


NO_MARKS = Marks()


def wanted_marks(ledger: Ledger, source: str) -> dict[str, Marks]:
    """What the lines of a source should say, by the ids of those briefings whose lines do not say it."""
    query = f"SELECT id, copy_of, same_event, vanished_at FROM briefings WHERE source = ? AND {_DIFFER}"
    return {row[0]: Marks(*row[1:]) for row in ledger.rows(query, source)}


def sources_to_mark(ledger: Ledger) -> list[str]:
    """The sources of which a line does not say what it should."""
    return [row[0] for row in ledger.rows(f"SELECT DISTINCT source FROM briefings WHERE {_DIFFER} ORDER BY source")]


def note_written(ledger: Ledger, source: str, marks: Mapping[str, Marks]) -> None:
    """The lines of these briefings say this now. To be called in a transaction."""
    statement = (
        "UPDATE briefings SET line_copy_of = ?, line_same_event = ?, line_vanished_at = ? WHERE source = ? AND id = ?"
    )
    for briefing, said in marks.items():
        ledger.write(statement, said.copy_of, said.same_event, said.vanished_at, source, briefing)


def marked(line: RawLine, marks: Marks) -> bytes:
    """The line of a briefing with these marks. A copy has no turns of its own, and says so."""
    record: dict[str, Any] = line.record()
    record.update(copy_of=marks.copy_of, same_event=marks.same_event, vanished_at=marks.vanished_at)
    if marks.copy_of is not None:
        record.update(turn_count=0, words=0)
    return json_line(record).encode()
