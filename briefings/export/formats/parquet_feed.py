"""`-O turns.parquet`: the turns of a run as a Parquet file."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from scrapy.exporters import BaseItemExporter

from briefings.export.columns import Table
from briefings.export.people import People
from briefings.export.rows import rows_of
from briefings.items import Briefing
from briefings.records import briefing_line, turn_line

if TYPE_CHECKING:
    from briefings.export.formats.parquet_files import ParquetTable


class TurnParquetExporter(BaseItemExporter):
    """A row a turn, with the columns of `scrapy export parquet`; needs pyarrow."""

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        """Write to `file`. Raises ValueError when that has something already, as Parquet cannot be appended to."""
        super().__init__(dont_fail=True, **options)
        if file.seekable() and file.tell():
            raise ValueError("A Parquet file cannot be appended to: write it with -O, not -o")
        self._file = file
        self._table: ParquetTable | None = None

    def start_exporting(self) -> None:
        # Scrapy imports the exporters of all formats for every run, and pyarrow is an extra.
        from briefings.export.formats.parquet_files import ParquetTable  # noqa: PLC0415

        self._table = ParquetTable(self._file, Table.TURNS.named(tuple(self.fields_to_export or ()) or None))

    def export_item(self, item: Any) -> None:
        """Add the turns of a Briefing. Raises TypeError for anything else."""
        if not isinstance(item, Briefing):
            raise TypeError(f"a Parquet feed takes briefings, not {type(item).__name__}")
        assert self._table is not None
        # As lines: what cannot be written as UTF-8 is replaced there.
        briefing, turns = json.loads(briefing_line(item)), (json.loads(turn_line(turn)) for turn in item.turns)
        self._table.write(rows_of(briefing, turns, People()).turns)

    def finish_exporting(self) -> None:
        assert self._table is not None
        self._table.close()
