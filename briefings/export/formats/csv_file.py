"""CSV: one rectangular table for spreadsheets and statistics programs."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from briefings.export.formats.formats import Options
from briefings.export.rows import flat, write_tables
from briefings.export.selection import Corpus

# Excel and LibreOffice run a cell that begins with one of these, fullwidth forms included, as a formula.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvTable:
    """Writer of a CSV file: UTF-8 with the byte order mark that Excel needs; null becomes an empty cell.

    With `safe`, an apostrophe precedes texts that a spreadsheet would run as a formula; `guarded` counts them.
    """

    def __init__(self, file: Path, columns: Sequence[str], *, safe: bool = False) -> None:
        """Start `file` with the names of its columns. Raises OSError."""
        self._columns = columns
        self._safe = safe
        self.guarded = 0
        self._stream = file.open("w", encoding="utf-8-sig", newline="")
        # The line end of RFC 4180, which also makes every version of Python quote a lone carriage return.
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        self._writer.writerow(columns)

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self._writer.writerow([self._cell(flat(name, row[name])) for name in self._columns])

    def close(self) -> None:
        self._stream.close()

    def _cell(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "true" if value else "false"
        if self._safe and isinstance(value, str) and value.startswith(_RUNS):
            self.guarded += 1
            return f"'{value}"
        return value


def write_csv(corpus: Corpus, options: Options, file: Path) -> str | None:
    """Write one table, turns or briefings."""
    names = [column.name for column in options.flat_columns(options.table)]
    table = CsvTable(file, names, safe=options.safe)
    write_tables(corpus, [(options.table, table)])
    return f"cells that got an apostrophe: {table.guarded:,}" if table.guarded else None
