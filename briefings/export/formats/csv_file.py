"""CSV: one rectangular table, as spreadsheets and statistics programs open it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from briefings.export.columns import Table
from briefings.export.formats.writer import Options, Writer
from briefings.export.rows import Rows, cells

# Excel and LibreOffice run a cell that begins with one of these, fullwidth forms included, as a formula.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvTable:
    """A CSV file being written: UTF-8 with the byte order mark that Excel needs to see it, null as an empty cell.

    With `safe`, an apostrophe stands before texts that a spreadsheet would run as a formula; `guarded` counts them.
    """

    def __init__(self, file: Path, columns: Sequence[str], *, safe: bool = False) -> None:
        """Begin `file` with the names of its columns. Raises OSError."""
        self._columns = columns
        self._safe = safe
        self.guarded = 0
        self._stream = file.open("w", encoding="utf-8-sig", newline="")
        # RFC 4180 ends lines so; and it makes every version of Python quote a lone carriage return.
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        self._writer.writerow(columns)

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows."""
        for row in rows:
            self._writer.writerow([self._cell(value) for value in cells(row, self._columns)])

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()

    def _cell(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "true" if value else "false"
        if self._safe and isinstance(value, str) and value.startswith(_RUNS):
            self.guarded += 1
            return f"'{value}"
        return value


class CsvExport(Writer):
    """One table, turns or briefings, as a CSV file."""

    def __init__(self, paths: Sequence[Path], options: Options) -> None:
        super().__init__(paths, options)
        names = [column.name for column in options.flat_columns(options.table)]
        self._table = CsvTable(paths[0], names, safe=options.safe)

    def write(self, rows: Rows) -> None:
        self._table.write(rows.turns if self.options.table is Table.TURNS else [rows.briefing])

    def close(self) -> None:
        self._table.close()

    def remarks(self) -> list[str]:
        return [f"cells that got an apostrophe: {self._table.guarded:,}"] if self._table.guarded else []
