"""Rows of the two tables: the records as stored, and the columns derived from them."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from typing import Any, Protocol

from msgspec import Struct

from briefings.export.columns import Table
from briefings.export.people import People

BETWEEN = " | "
"""Separator of a list's entries in formats without lists."""


class Rows(Struct, frozen=True):
    """A briefing as a row and its turns as rows, with a value for every column of the tables."""

    briefing: dict[str, Any]
    turns: list[dict[str, Any]]

    def of(self, table: Table) -> list[dict[str, Any]]:
        return self.turns if table is Table.TURNS else [self.briefing]


class TableWriter(Protocol):
    """Writer of a file with one table."""

    def write(self, rows: Iterable[dict[str, Any]], /) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish the file."""


def write_tables(corpus: Iterable[Rows], writers: Iterable[tuple[Table, TableWriter]]) -> None:
    """Write the rows of a corpus with each writer of a table, and finish the files. Raises OSError, StorageError.

    `writers` may begin as they are asked for: if one cannot, those before it are closed.
    """
    with ExitStack() as files:
        begun = [(table, files.enter_context(closing(writer))) for table, writer in writers]
        for rows in corpus:
            for table, writer in begun:
                writer.write(rows.of(table))


def rows_of(briefing: dict[str, Any], turns: Iterable[dict[str, Any]], people: People) -> Rows:
    date = briefing["date"]
    year = {"year": int(date[:4]) if date else None}
    shared = {**year, "language": briefing["language"]}
    return Rows(
        {**briefing, **year}, [{**turn, **shared, "speaker_id": people.speaker_id(turn, date)} for turn in turns]
    )


IN_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "notes": lambda note: f"{note['kind']}: {note['text']}",
    "participants": lambda person: f"{person['name']} ({person['position']})" if person["position"] else person["name"],
    "pages": lambda page: str(page["url"]),
    "missing_pages": lambda page: f"{page['number']}: {page['reason']}",
    "shortcomings": lambda reason: str(reason["words"]),
    "changes": lambda change: f"{change['kind']} {change['old'] or '-'} {change['new'] or '-'}",
}
"""The words for an entry of each list whose entries have fields."""


def flat(name: str, value: Any) -> Any:
    """Return a value for a format without lists: a list's entries in words, other values unchanged.

    Places of notes, digests of pages and the like are lost: in CSV and XLSX such columns are for people; JSONL, Parquet
    and SQLite have everything.
    """
    if not isinstance(value, list):
        return value
    return BETWEEN.join(map(IN_WORDS.get(name, str), value)) or None
