"""The JSON Schema of a record and the check against it, both made from the dataclasses, the one definition."""

import ast
import inspect
import re
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import msgspec
from itemadapter import ItemAdapter

from briefings import items
from briefings.items import Briefing, Turn
from briefings.records.jsonl import record_of, whole_record_of

_VALUE = re.compile(" ['\"]")
"""Beginning of the value that a message of msgspec may repeat: the first quotation mark."""


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


def violations(record: Any, cls: type) -> list[str]:
    """Return breaches of the schema of `cls` in a line: the first wrong value, or fields too few or too many.

    An example: `notes[2].kind: Invalid enum value`. The sentences name places and types and never repeat a value, so
    they may be logged. An integer must be written as one: 2.0 is none.
    """
    known, wrong = _converted(record, cls)
    return wrong or ([] if record == record_of(known) else ["the record: it has too few or too many fields"])


def breaches_of(briefing: Briefing) -> list[str]:
    """Return the first breach of the schema in a briefing with its turns, as they would be written."""
    return _converted(whole_record_of(briefing), Briefing)[1]


def _converted(record: Any, cls: type) -> tuple[Any, list[str]]:
    """Return the item that a record stands for, and what keeps it from standing for one."""
    try:
        return msgspec.convert(record, cls), []
    except ValueError as error:  # of msgspec, or of half a character where a word of an enumeration is expected
        what, at, place = str(error).rpartition(" - at `$")
        what = _VALUE.split(what if at else place, maxsplit=1)[0]
        where = place.strip(".`") if at else ""
        return None, [f"{where or 'the record'}: {what}"]
