"""The columns of the two tables, turns and briefings: the fields of the records' schema and a few derived ones.

Every format takes names, types and descriptions from here, so that exports of different sources have the same columns
of the same types, and the codebook describes what the files have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from msgspec import Struct

from briefings.items import Briefing, Turn
from briefings.records.schema import schema_of


class Type(StrEnum):
    """The type of a column's values, as JSON Schema and the Table Schema of Frictionless call it."""

    TEXT = "string"
    DATE = "date"
    TIME = "datetime"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "array"


class Column(Struct, frozen=True):
    """A column of a table."""

    name: str
    type: Type
    description: str
    nullable: bool = True
    values: tuple[str, ...] = ()
    """All values that it can have; empty where they are not limited."""
    parts: tuple[Column, ...] = ()
    """The fields of a list's entries; empty when the entries are texts."""


# JSON has no dates; the schema calls these texts.
_TYPES = {
    **dict.fromkeys(("date", "held_on", "published_on"), Type.DATE),
    **dict.fromkeys(("fetched_at", "vanished_at"), Type.TIME),
}

_YEAR = Column("year", Type.INTEGER, "The year of date.")
_LANGUAGE = Column("language", Type.TEXT, "The language of the briefing as a BCP 47 code.")
_SPEAKER_ID = Column(
    "speaker_id", Type.TEXT,
    "One id for the same full name at the same house: `house/name`, with the user's people.toml applied; null where no"
    " speaker is named.",
)  # fmt: skip
# Each follows the field it is made from.
_DERIVED: dict[type, dict[str, tuple[Column, ...]]] = {
    Turn: {"date_basis": (_YEAR,), "title": (_LANGUAGE,), "speaker": (_SPEAKER_ID,)},
    Briefing: {"date_basis": (_YEAR,)},
}

DEFAULT_TURN_COLUMNS = (
    "id", "briefing", "date", "source", "title", "seq", "label", "speaker", "speaker_id", "role", "outlet", "kind",
    "exchange", "text", "words", "complete", "url",
)  # fmt: skip
"""Columns of a table of turns unless the user names some."""


class Table(StrEnum):
    """Name of one of the two tables."""

    TURNS = "turns"
    BRIEFINGS = "briefings"

    @property
    @cache
    def columns(self) -> tuple[Column, ...]:
        """All columns of the table, in order."""
        record = Turn if self is Table.TURNS else Briefing
        columns, derived = _from_schema(schema_of(record)["properties"]), _DERIVED[record]
        return tuple(one for column in columns for one in (column, *derived.get(column.name, ())))

    def named(self, names: tuple[str, ...] | None) -> tuple[Column, ...]:
        """Return the named columns, in this order; all for None. Raises ValueError for an unknown name."""
        if names is None:
            return self.columns
        known = {column.name: column for column in self.columns}
        unknown = [name for name in names if name not in known]
        if unknown:
            raise ValueError(f"{self} has no column {', '.join(unknown)}; it has {', '.join(known)}")
        return tuple(known[name] for name in dict.fromkeys(names))


def _from_schema(properties: Mapping[str, Any]) -> Iterator[Column]:
    for name, schema in properties.items():
        options = schema.get("anyOf", [schema])
        types = {type_ for option in options for type_ in _types(option)}
        (kind,) = types - {"null"}
        values = tuple(value for option in options for value in option.get("enum", ()))
        parts = tuple(_from_schema(schema.get("items", {}).get("properties", {})))
        yield Column(name, _TYPES.get(name, Type(kind)), schema["description"], "null" in types, values, parts)


def _types(schema: Mapping[str, Any]) -> list[str]:
    named = schema["type"]
    return named if isinstance(named, list) else [named]
