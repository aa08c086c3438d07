"""Parquet: two tables with the types of the schema, whatever values occur, and a card.

With the card the folder is a data set of the Hugging Face Hub; `load_dataset(folder)` also reads it offline.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from briefings import __version__
from briefings.export.columns import Column, Table, Type
from briefings.export.formats.formats import Options
from briefings.export.rows import write_tables
from briefings.export.selection import Corpus

# A row group is written and freed at whichever limit comes first: readers like large groups, memory is limited.
_ROWS = 10_000
_CHARACTERS = 16 * 1024 * 1024

_SIMPLE = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.TIME: pa.timestamp("ms", tz="UTC"),
    Type.INTEGER: pa.int32(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
}


_AS_JSON = {**_SIMPLE, **dict.fromkeys((Type.DATE, Type.TIME), pa.string())}
"""Types of the incoming values: JSON has no dates, and Arrow makes them from texts."""


def _field(column: Column, types: Mapping[Type, pa.DataType]) -> pa.Field:
    metadata = {"description": column.description}
    return pa.field(column.name, _arrow_type(column, types), nullable=column.nullable, metadata=metadata)


def _arrow_type(column: Column, types: Mapping[Type, pa.DataType]) -> pa.DataType:
    if column.values:
        return pa.dictionary(pa.int8(), pa.string())
    if column.type is not Type.LIST:
        return types[column.type]
    return pa.list_(pa.struct([_field(part, types) for part in column.parts]) if column.parts else pa.string())


class ParquetTable:
    """Writer of a Parquet file with the given columns."""

    def __init__(self, file: Path, columns: Sequence[Column]) -> None:
        """Start `file`. Raises OSError."""
        self._schema = pa.schema([_field(column, _SIMPLE) for column in columns])
        self._json = pa.schema([_field(column, _AS_JSON) for column in columns])
        # Of a path Arrow takes only UTF-8.
        self._stream = file.open("wb")
        self._writer = pq.ParquetWriter(self._stream, self._schema, compression="zstd", compression_level=9)
        self._waiting: list[dict[str, Any]] = []
        self._characters = 0

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add rows, which may have more values than there are columns."""
        for row in rows:
            self._waiting.append(row)
            self._characters += len(row.get("text") or "")
            if len(self._waiting) >= _ROWS or self._characters >= _CHARACTERS:
                self._flush()

    def close(self) -> None:
        try:
            if self._waiting:
                self._flush()
            self._writer.close()
        finally:
            # After a failure pyarrow would try again when it frees the writer, and print a traceback.
            self._writer.is_open = False
            self._stream.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._waiting, self._json).cast(self._schema))
        self._waiting.clear()
        self._characters = 0


def parquet_tables(folder: Path) -> Iterator[tuple[Table, ParquetTable]]:
    """Begin turns.parquet and briefings.parquet in a folder, each as it is asked for."""
    return ((table, ParquetTable(folder / f"{table}.parquet", table.columns)) for table in Table)


def write_parquet(corpus: Corpus, options: Options, folder: Path) -> None:
    """Write both tables, and README.md, which describes them to the Hub."""
    write_tables(corpus, parquet_tables(folder))
    with (folder / "briefings.parquet").open("rb") as stream:
        # Threads begun this late may still be starting when the command ends, which then aborts.
        read = pq.ParquetFile(stream, pre_buffer=False).read(["source", "language"], use_threads=False)
    briefings = read.to_pylist()
    # The Hub lists languages without regions.
    languages = {(each["language"] or "").partition("-")[0].lower() for each in briefings} - {""}
    card = files("briefings.export.formats").joinpath("parquet_card.md").read_text(encoding="utf-8")
    text = card.format(
        languages="".join(f"\n- {language}" for language in sorted(languages)) or " []",
        turns=corpus.turns,
        sources=", ".join(sorted({each["source"] for each in briefings})),
        made_by=f"briefings {__version__}",
    )
    (folder / "README.md").write_text(text, encoding="utf-8")
