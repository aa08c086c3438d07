"""XLSX: a workbook with both tables, without formulas and with a mark wherever text was cut."""

import datetime
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from briefings.export.columns import Column, Table, Type
from briefings.export.formats.formats import Options
from briefings.export.rows import flat
from briefings.export.selection import Corpus

# Limits of the file format, in UTF-16 units. xlsxwriter leaves a longer cell empty and returns -2.
MOST = 32_767
_MOST_ROWS = 1_048_576
# Characters that XML cannot hold and xlsxwriter would still write, so that Excel refuses the file.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {"text": 80, "title": 40, "label": 24, "speaker": 24, "url": 24}
_AS_THEY_ARE = {"strings_to_urls": False, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
# The file records its creation time; the same data must give the same bytes.
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def write_xlsx(corpus: Corpus, options: Options, file: Path) -> str | None:
    """Write a workbook with the sheets turns and briefings, and turns 2 and so on when a sheet is full."""
    # In the only mode in which memory does not grow with the rows.
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True, **_AS_THEY_ARE})
    book.set_properties({"created": _MADE})
    sheets = {table: _Sheet(book, table, options.flat_columns(table)) for table in Table}
    try:
        for rows in corpus:
            for table, sheet in sheets.items():
                sheet.write(rows.of(table))
    finally:
        # An unfinished workbook is discarded, but its temporary files must be closed.
        _close(book)
    cut = sum(sheet.cut for sheet in sheets.values())
    return f"cells cut at Excel's limit of {MOST:,} characters, each with a mark: {cut:,}" if cut else None


def _close(book: Any) -> None:
    try:
        book.close()
    except XlsxWriterException as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


class _Sheet:
    def __init__(self, book: Any, table: Table, columns: Sequence[Column]) -> None:
        self._book, self._name, self._columns = book, str(table), columns
        self._bold = book.add_format({"bold": True})
        self._sheets = 0
        self.cut = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, _WIDTHS.get(column.name, 12))
            self._sheet.write_string(0, place, column.name, self._bold)
        self._row = 1

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            if self._row == _MOST_ROWS:
                self._begin()
            for place, column in enumerate(self._columns):
                self._cell(place, column, flat(column.name, row[column.name]))
            self._row += 1

    def _cell(self, place: int, column: Column, value: Any) -> None:
        if isinstance(value, str):
            is_day = column.type is Type.DATE and value >= "1900"  # a spreadsheet shows an earlier day as an error
            value = datetime.date.fromisoformat(value) if is_day else self._short(_NOT_XML.sub("\ufffd", value))
        done = self._sheet.write(self._row, place, value)
        assert done == 0, f"xlsxwriter wrote nothing for {column.name}: {done}"

    def _short(self, text: str) -> str:
        if len(text) <= MOST // 2 or len(text.encode("utf-16-le")) // 2 <= MOST:
            return text
        self.cut += 1
        mark = f" [cut here: the whole has {len(text):,} characters]"
        # Two bytes per unit; half a pair at the end is dropped.
        kept = text.encode("utf-16-le")[: 2 * (MOST - len(mark))]
        return kept.decode("utf-16-le", "ignore") + mark
