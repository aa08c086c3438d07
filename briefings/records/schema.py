"""The JSON Schema of a record, and whether a record keeps to it.

The schemas come from the dataclasses, so they cannot drift apart. The check covers exactly the keywords those
schemas use: a validator for all of JSON Schema would be a dependency of every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from itemadapter import ItemAdapter

from briefings.items import Briefing, Turn
from briefings.records.jsonl import names_of, record_of, values_of

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
    # The schema is made when something is in doubt, which takes a third of a second: most runs need none.
    return [] if _is_plainly_right(item, cls) else violations(record_of(item), schema_of(cls))


def _is_plainly_right(item: Any, cls: type) -> bool:
    """Whether it is a `cls`, and each of its fields has a value of just a type that the class names for it.

    Then its record keeps to the schema, which is made from the same names. Another may keep to it still.
    """
    kind: type = type(item)
    if kind is not cls or cls is str:
        return kind is cls
    return _are_named(cls, tuple(map(type, values_of(item)))) and all(
        _is_plainly_right(part, wanted) for name, wanted in _kinds_of_parts(cls) for part in getattr(item, name)
    )


@lru_cache(maxsize=1_000)  # thousands of records have the same few rows of types
def _are_named(cls: type, types: tuple[type, ...]) -> bool:
    """Whether a class names each of these types for the field in its place."""
    return all(kind in _named(hint) for kind, hint in zip(types, _hints_of(cls).values(), strict=True))


@cache
def _kinds_of_parts(cls: type) -> list[tuple[str, type]]:
    """The fields of a class that are lists, and what each is a list of."""
    return [(name, get_args(hint)[0]) for name, hint in _hints_of(cls).items() if get_origin(hint) is list]


def _named(hint: Any) -> tuple[Any, ...]:
    """The types that values may have where a field is declared so."""
    if get_origin(hint) is list:
        return (list,)
    return get_args(hint) or (hint,)


def _hints_of(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {name: hints[name] for name in names_of(cls)}


def violations(record: Any, schema: dict[str, Any]) -> list[str]:
    """Where `record` breaks `schema`, one sentence each: `notes[2].kind is not one of caption, stage`.

    The sentences name places and types and never repeat a value, so they may be logged. An empty list means that
    the record keeps to the schema.
    """
    return [f"{place or 'the record'} {what}" for place, what in _breaches(record, schema, "")]


def _breaches(value: Any, schema: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
    if "anyOf" in schema:
        fitting = [option for option in schema["anyOf"] if _has_type(value, option["type"])]
        found = [list(_breaches(value, option, place)) for option in fitting]
        if not fitting:
            yield place, f"is {_kind(value)}, not {' or '.join(_wanted(option) for option in schema['anyOf'])}"
        elif all(found):
            yield from found[0]
        return
    if "type" in schema and not _has_type(value, schema["type"]):
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
        if name in properties and _fits_by_type(item, properties[name]):
            continue
        if name in properties:
            yield from _breaches(item, properties[name], f"{prefix}{name}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{prefix}{name}", "is not a field of this record"


def _fits_by_type(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value is a text, a number or null where just that is wanted: most fields of most records are."""
    types = schema.get("type", ())
    return "enum" not in schema and _PLAIN.get(type(value)) in ([types] if isinstance(types, str) else types)


def _has_type(value: Any, names: str | list[str]) -> bool:
    for name in [names] if isinstance(names, str) else names:
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
    names = schema["type"]
    return " or ".join(_article(name) for name in ([names] if isinstance(names, str) else names))


def _article(name: str) -> str:
    if name == "null":
        return name
    return f"{'an' if name[0] in 'aio' else 'a'} {name}"
