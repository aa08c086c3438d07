"""The options of a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefings.export.columns import DEFAULT_TURN_COLUMNS, Column, Table
from briefings.export.rights import Rights

STRATA = ("source", "year", "role", "kind", "language", "label_rule", "complete")
"""The columns a sample can be spread over."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How many turns a human judge gets to see, spread over which columns; the same seed draws the same turns."""

    size: int = 200
    by: tuple[str, ...] = ("source",)
    seed: str = "1"


@dataclass(frozen=True, slots=True)
class Options:
    """The user's options, of which each format heeds its own."""

    table: Table = Table.TURNS
    columns: tuple[str, ...] | None = None
    """Names of columns of `table`; None for the usual ones."""
    safe: bool = False
    sample: Sample = Sample()
    title: str | None = None
    """The title of a format that is for reading; None for its own name."""
    rights: Callable[[str], Rights] = Rights
    """The rights in a source as far as known; a format that is for reading says them."""

    def flat_columns(self, table: Table) -> tuple[Column, ...]:
        """The columns of a table in a format for spreadsheets."""
        if self.columns is not None and table is self.table:
            return table.named(self.columns)
        return table.named(DEFAULT_TURN_COLUMNS if table is Table.TURNS else None)
