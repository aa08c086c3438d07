"""The options of a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefings.export.columns import DEFAULT_TURN_COLUMNS, Column, Table
from briefings.export.rights import Rights


@dataclass(frozen=True, slots=True)
class Options:
    """The user's options; each format uses those that it declares."""

    table: Table = Table.TURNS
    columns: tuple[str, ...] | None = None
    """Names of columns of `table`, or `all`; None for the default ones."""
    safe: bool = False
    sample: int = 200
    """Number of turns for a human judge."""
    by: tuple[str, ...] = ("source",)
    """Columns over which the sample is spread."""
    seed: str = "1"
    """The same seed draws the same turns."""
    title: str | None = None
    """Title of a format for reading; None for the format's own."""
    rights: Callable[[str], Rights] = Rights
    """Function that returns the known rights in a source, printed by formats for reading."""

    def flat_columns(self, table: Table) -> tuple[Column, ...]:
        """Return the columns of a table in a format for spreadsheets. Raises ValueError for an unknown name."""
        if self.columns is not None and table is self.table:
            return table.named(None if self.columns == ("all",) else self.columns)
        return table.named(DEFAULT_TURN_COLUMNS if table is Table.TURNS else None)
