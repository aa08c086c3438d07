"""The JSON Schema of a record, and whether a record keeps to it.

The schemas come from the dataclasses, so they cannot drift apart. The check covers exactly the keywords those
schemas use: a validator for all of JSON Schema would be a dependency of every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from itemadapter import ItemAdapter

from briefings.items import Briefing, Turn
from briefings.records.jsonl import record_of

SCHEMA_KEYWORDS = frozenset({"type", "anyOf", "enum", "required", "additionalProperties", "items", "properties"})
"""What `violations` understands; whatever else a schema holds describes and constrains nothing."""

_TYPES: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
}
_PLAIN = {str: "string", int: "integer", bool: "boolean", type(None): "null"}


@cache
def schema_of(cls: type) -> dict[str, Any]:
    """The JSON Schema of one line of the file that keeps `cls`, which is Briefing, Turn or one of their parts.

    A Briefing's has no `turns`: they are the lines of turns.jsonl. Every call gives the same object: do not
    change it.
    """
    schema: dict[str, Any] = ItemAdapter.get_json_schema(cls)
    if cls is Briefing:
        del schema["properties"]["turns"]
    _require_all(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": cls.__name__, **schema}


def _require_all(schema: dict[str, Any]) -> None:
    """A line has every field, also one with a default, and so has each entry of a list in it."""
    properties = schema.get("properties", {})
    if properties:
        schema["required"] = list(properties)
    for part in (*properties.values(), *filter(None, [schema.get("items")])):
        _require_all(part)


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas of the two files, by the name of the record: briefing and turn."""
    return {"briefing": schema_of(Briefing), "turn": schema_of(Turn)}


def breaches_of(briefing: Briefing) -> list[str]:
    """Where a briefing or one of its turns would break the schema of its line."""
    found = _breaches_of_line(briefing, Briefing)
    for index, turn in enumerate(briefing.turns):
        found += [f"turns[{index}]: {what}" for what in _breaches_of_line(turn, Turn)]
    return found


def _breaches_of_line(item: Briefing | Turn, cls: type) -> list[str]:
    """The same as `violations` of its record, which has all fields of its schema and no other."""
    record, properties = record_of(item), schema_of(cls)["properties"]
    undecided = _undecided_by_types(cls, tuple(map(type, record.values())))
    return [f"{place} {what}" for name in undecided for place, what in _breaches(record[name], properties[name], name)]


@lru_cache(maxsize=1_000)  # thousands of records have the same few rows of types
def _undecided_by_types(cls: type, types: tuple[type, ...]) -> tuple[str, ...]:
    """The fields of a record of `cls` that are not right already because its values are of these types."""
    properties = schema_of(cls)["properties"]
    return tuple(
        name for (name, schema), kind in zip(properties.items(), types, strict=True) if not _always_fits(kind, schema)
    )


def _always_fits(kind: type, schema: dict[str, Any]) -> bool:
    """Whether any value of a type keeps to a schema."""
    if issubclass(kind, Enum):
        return not any(violations(member, schema) for member in kind)
    return _is_plainly_right(kind, schema)


def violations(record: Any, schema: dict[str, Any]) -> list[str]:
    """Where `record` breaks `schema`, one sentence each: `notes[2].kind is not one of caption, stage`.

    The sentences name places and types and never repeat a value, so they may be logged. An empty list means that
    the record keeps to the schema.
    """
    return [f"{place or 'the record'} {what}" for place, what in _breaches(record, schema, "")]


def _breaches(value: Any, schema: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
    if "anyOf" in schema:
        fitting = [option for option in schema["anyOf"] if _has_type(value, option)]
        found = [list(_breaches(value, option, place)) for option in fitting]
        if not fitting:
            yield place, f"is {_kind(value)}, not {' or '.join(_wanted(option) for option in schema['anyOf'])}"
        elif all(found):
            yield from found[0]
        return
    if "type" in schema and not _has_type(value, schema):
        yield place, f"is {_kind(value)}, not {_wanted(schema)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield place, f"is not one of {', '.join(schema['enum'])}"
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from _breaches(item, schema["items"], f"{place}[{index}]")
    if isinstance(value, dict):
        yield from _object_breaches(value, schema, place)


def _object_breaches(value: dict[str, Any], schema: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
    prefix = f"{place}." if place else ""
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{prefix}{name}", "is missing"
    for name, item in value.items():
        if name in properties and _is_plainly_right(type(item), properties[name]):
            continue
        if name in properties:
            yield from _breaches(item, properties[name], f"{prefix}{name}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{prefix}{name}", "is not a field of this record"


def _is_plainly_right(kind: type, schema: dict[str, Any]) -> bool:
    """Whether it is a text, a number or null where just that is wanted: most fields of most records are."""
    return "enum" not in schema and _PLAIN.get(kind) in _types_of(schema)


def _types_of(schema: dict[str, Any]) -> list[str]:
    names = schema.get("type", [])
    return [names] if isinstance(names, str) else names


def _has_type(value: Any, schema: dict[str, Any]) -> bool:
    for name in _types_of(schema):
        if isinstance(value, bool):
            if name == "boolean":
                return True
        elif isinstance(value, _TYPES[name]) or (name == "integer" and isinstance(value, float) and value.is_integer()):
            return True
    return False


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "a boolean"
    for name, types in _TYPES.items():
        if isinstance(value, types):
            return _article(name)
    return f"a {type(value).__name__}"


def _wanted(schema: dict[str, Any]) -> str:
    return " or ".join(map(_article, _types_of(schema)))


def _article(name: str) -> str:
    if name == "null":
        return name
    return f"{'an' if name[0] in 'aio' else 'a'} {name}"
