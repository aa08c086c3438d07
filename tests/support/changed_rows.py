"""Rows of the database as a test needs them to be, such as a day older; with digests, as a run would leave them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from briefings.store import Database, database_in

if TYPE_CHECKING:
    from pathlib import Path


def change_rows(data: Path, *statements: str) -> None:
    """Run these statements on the database of a data folder."""
    with closing(Database(database_in(data))) as database:
        for statement in statements:
            database.write(statement)


def age_archive(data: Path) -> None:
    """Let all archived pages have been fetched more than a day ago."""
    change_rows(data, "UPDATE pages SET fetched_at = strftime('%Y-%m-%dT%H:%M:%SZ', fetched_at, '-25 hours')")


def age_briefings(data: Path, days: float) -> None:
    """Let all briefings have been looked at, and changed, so many days earlier."""
    earlier = "UPDATE briefings SET {0} = strftime('%Y-%m-%dT%H:%M:%SZ', {0}, '-{1} days')"
    change_rows(data, *(earlier.format(column, days) for column in ("looked_at", "changed_at")))
