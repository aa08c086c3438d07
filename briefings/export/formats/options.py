"""The options of a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefings.export.columns import DEFAULT_TURN_COLUMNS, Column, Table
from briefings.export.rights import Rights

STRATA = ("source", "year", "role", "kind", "language", "label_rule", "complete")
"""Columns over which a sample can be spread."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Number of turns for a human judge and the columns to spread them over; the same seed draws the same turns."""

    size: int = 200
    by: tuple[str, ...] = ("source",)
    seed: str = "1"


@dataclass(frozen=True, slots=True)
class Options:
    """The user's options; each format uses those it knows."""

    table: Table = Table.TURNS
    columns: tuple[str, ...] | None = None
    """Names of columns of `table`; None for the default ones."""
    safe: bool = False
    sample: Sample = Sample()
    title: str | None = None
    """Title of a format for reading; None for the format's own."""
    rights: Callable[[str], Rights] = Rights
    """Function that returns the known rights in a source, printed by formats for reading."""

    def flat_columns(self, table: Table) -> tuple[Column, ...]:
        """Return the columns of a table in a format for spreadsheets."""
        if self.columns is not None and table is self.table:
            return table.named(self.columns)
        return table.named(DEFAULT_TURN_COLUMNS if table is Table.TURNS else None)
