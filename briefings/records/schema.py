"""The JSON Schema of a record and the check against it, both made from the dataclasses, the one definition."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType, NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from itemadapter import ItemAdapter

from briefings import items
from briefings.items import Briefing, Turn
from briefings.records.jsonl import names_of, values_of

# To Python a bool is an int, so bool comes first.
_JSON_TYPES: dict[type, str] = {
    NoneType: "null", bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object",
}  # fmt: skip


@cache
def schema_of(cls: type) -> dict[str, Any]:
    """Return the JSON Schema of one line of the file that stores `cls`: Briefing, Turn or one of their parts.

    A Briefing's schema lacks `turns`, which are the lines of turns.jsonl. The object is shared between calls: do not
    change it.
    """
    _describe_fields()
    schema: dict[str, Any] = ItemAdapter.get_json_schema(cls)
    if cls is Briefing:
        del schema["properties"]["turns"]
    _require_all(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": cls.__name__, **schema}


@cache
def _describe_fields() -> None:
    """Attach to each field of a record its description, the docstring below it.

    The adapter would find it too, but parses the module once for each field, which takes half a second.
    """
    for node in ast.parse(inspect.getsource(items)).body:
        if isinstance(node, ast.ClassDef) and is_dataclass(record := getattr(items, node.name)):
            known = {field.name: field for field in fields(record)}
            for line, below in pairwise(node.body):
                if isinstance(line, ast.AnnAssign) and isinstance(below, ast.Expr):
                    description = inspect.cleandoc(ast.literal_eval(below.value))
                    extra = {"json_schema_extra": {"description": description}}
                    known[ast.unparse(line.target)].metadata = MappingProxyType(extra)


def _require_all(schema: dict[str, Any]) -> None:
    """Require every property: a line has every field, even one with a default, and so has each entry of a list."""
    properties = schema.get("properties", {})
    if properties:
        schema["required"] = list(properties)
    for part in (*properties.values(), *filter(None, [schema.get("items")])):
        _require_all(part)


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas of the two files by record name: briefing and turn."""
    return {"briefing": schema_of(Briefing), "turn": schema_of(Turn)}


def breaches_of(briefing: Briefing) -> list[str]:
    """Return the breaches of the schema in a briefing and its turns."""
    found = violations(briefing, Briefing)
    for index, turn in enumerate(briefing.turns):
        found += [f"turns[{index}]: {what}" for what in violations(turn, Turn)]
    return found


def violations(record: Any, cls: type) -> list[str]:
    """Return the breaches of the schema of `cls` in a line, or in the item it is made from, one sentence each.

    An example: `notes[2].kind is not one of caption, stage`. The sentences name places and types and never repeat a
    value, so they may be logged.
    """
    return [f"{place or 'the record'} {what}" for place, what in _breaches(record, cls, "")]


def _breaches(value: Any, hint: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield each place where a value is not what `hint` declares, with what it is."""
    of_value: Any = type(value)
    kind: Any = (
        hint if of_value is hint else next((kind for kind in _kinds_in(hint) if _fits(value, of_value, kind)), None)
    )
    if kind is None:
        wanted = sorted(map(_json_type, _kinds_in(hint)), key=lambda name: name != "null")
        yield place, f"is {_article(_json_type(of_value))}, not {' or '.join(map(_article, wanted))}"
    elif _json_type(kind) == "object":
        yield from _object_breaches(value, kind, f"{place}." if place else "")
    elif issubclass(kind, StrEnum) and value not in list(kind):
        yield place, f"is not one of {', '.join(kind)}"


def _object_breaches(value: Any, cls: type, prefix: str) -> Iterator[tuple[str, str]]:
    is_line = isinstance(value, dict)
    names, values = (tuple(value), tuple(value.values())) if is_line else (names_of(type(value)), values_of(value))
    if names != names_of(cls):
        yield from ((f"{prefix}{name}", "is missing") for name in names_of(cls) if name not in names)
        yield from ((f"{prefix}{name}", "is not a field of this record") for name in names if name not in names_of(cls))
    for at, name, hint, of_entries in _in_doubt(cls, names, tuple(map(type, values))):
        if of_entries is None:
            yield from _breaches(values[at], hint, f"{prefix}{name}")
        else:
            for index, entry in enumerate(values[at]):
                yield from _breaches(entry, of_entries, f"{prefix}{name}[{index}]")


@lru_cache(maxsize=1_000)  # thousands of records share the same few rows of types
def _in_doubt(cls: type, names: tuple[str, ...], types: tuple[type, ...]) -> list[tuple[int, str, Any, Any]]:
    """Return the fields to check further: those of another type than declared, and lists.

    Each is its position, its name, its declared type and, for a list, the type of its entries.
    """
    hints = get_type_hints(cls)
    known = [(at, name, hints[name]) for at, name in enumerate(names) if name in names_of(cls)]
    return [
        (at, name, hint, get_args(hint)[0] if types[at] is get_origin(hint) else None)
        for at, name, hint in known
        if types[at] not in _kinds_in(hint)
    ]


def _kinds_in(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


def _fits(value: Any, of_value: Any, kind: Any) -> bool:
    """Tell whether a value has the declared JSON type; an integer is a number too, and 2.0 an integer."""
    found, wanted = _json_type(of_value), _json_type(kind)
    both = {found, wanted} == {"integer", "number"}
    return found == wanted or (both and float(value).is_integer())


@cache
def _json_type(kind: Any) -> str:
    plain: Any = dict if is_dataclass(kind) else get_origin(kind) or kind
    return next((name for type_, name in _JSON_TYPES.items() if issubclass(plain, type_)), plain.__name__)


def _article(name: str) -> str:
    return name if name == "null" else f"{'an' if name[0] in 'aio' else 'a'} {name}"
