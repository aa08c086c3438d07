"""What every format is written by."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefings.export.columns import DEFAULT_TURN_COLUMNS, Column, Table
from briefings.export.rights import Rights
from briefings.export.rows import Rows
from briefings.export.selection import Corpus

_UNFIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked of a format beside its place."""

    table: Table = Table.TURNS
    columns: tuple[str, ...] | None = None
    """Names of columns of `table`; None for the usual ones."""
    safe: bool = False
    rights: Callable[[str], Rights] = Rights
    """What is known of the rights in a source; a format that is for reading says it."""

    def flat_columns(self, table: Table) -> tuple[Column, ...]:
        """The columns of a table in a format for spreadsheets."""
        if self.columns is not None and table is self.table:
            return table.named(self.columns)
        return table.named(DEFAULT_TURN_COLUMNS if table is Table.TURNS else None)


class Writer(ABC):
    """Writes one export: `begin`, a call of `write` a briefing, then `finish`; `close` in any case.

    Made with the paths to write to, which do not exist yet (where the format is a folder, it does), and Options.
    """

    def __init__(self, paths: Sequence[Path], options: Options) -> None:
        self.paths = paths
        self.options = options

    def begin(self, corpus: Corpus) -> None:  # noqa: B027 - few formats look ahead
        """Learn what is to come. Raises StorageError."""

    @abstractmethod
    def write(self, rows: Rows) -> None:
        """Add a briefing and its turns. Raises OSError."""

    def finish(self) -> None:
        """Write what comes last. Raises OSError."""
        self.close()

    def close(self) -> None:  # noqa: B027 - some formats have nothing to let go of
        """Let go of files, finished or not."""

    def remarks(self) -> list[str]:
        """What is not as it is kept, in words for the closing sentence."""
        return []


class FileWriter(Writer):
    """A folder a source, with a file a briefing; copies have none."""

    ending: str

    def write(self, rows: Rows) -> None:
        if rows.turns:
            folder = self.paths[0] / rows.briefing["source"]
            folder.mkdir(exist_ok=True)
            # Ids have marks that files cannot have.
            name = f"{rows.briefing['date'] or 'undated'}_{_UNFIT.sub('_', rows.briefing['id'])}{self.ending}"
            (folder / name).write_bytes(self.content(rows))

    @abstractmethod
    def content(self, rows: Rows) -> bytes:
        """The file of a briefing with turns."""
