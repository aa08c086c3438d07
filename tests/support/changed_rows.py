"""Changes to rows of the database that a test needs, such as a day more of age; digests fit, as after a run."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from briefings.records.jsonl import json_line
from briefings.store.database import Database
from briefings.store.folder import SourceFolder, database_in
from briefings.store.records import Key
from briefings.store.source_store import SourceStore

if TYPE_CHECKING:
    from pathlib import Path


def change_rows(data: Path, *statements: str) -> None:
    """Run these statements on the database of a data folder."""
    with closing(Database(database_in(data))) as database:
        for statement in statements:
            database.write(statement)


def age_archive(data: Path, hours: int = 25) -> None:
    """Make all archived pages so much older."""
    change_rows(data, f"UPDATE pages SET fetched_at = strftime('%Y-%m-%dT%H:%M:%SZ', fetched_at, '-{hours} hours')")


def age_briefings(data: Path, days: float) -> None:
    """Move the last look and the last change of all briefings so many days back."""
    earlier = "UPDATE briefings SET {0} = strftime('%Y-%m-%dT%H:%M:%SZ', {0}, '-{1} days')"
    change_rows(data, *(earlier.format(column, days) for column in ("looked_at", "changed_at")))


def change_record(folder: SourceFolder, briefing: str, line: dict[str, Any], turns: dict[str, Any]) -> None:
    """Change the stored line of a briefing, and those of all its turns."""
    with SourceStore(folder.root, folder.source) as store:
        kept = store.records.newest(Key(folder.source, briefing))
        assert kept is not None
        told = b"".join(json_line({**turn, **turns}).encode() for turn in kept.turn_records)
        changed = replace(kept, line=json_line({**kept.record, **line}).encode(), turns=told)
        with store.database.transaction():
            store.records.replace(changed)
            store.database.write("UPDATE briefings SET reading = NULL, read_by = NULL")
