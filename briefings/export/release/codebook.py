"""The meaning of the columns: CODEBOOK.md for people, datapackage.json for programs."""

import json
from collections.abc import Iterator
from typing import Any

from briefings.export.columns import Column, Table, Type
from briefings.export.rows import BETWEEN


def codebook() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Codebook\n"
    yield "Two tables, each as CSV and as Parquet with the same columns. Turns refer to briefings by `source` and"
    yield "`briefing`. What is not known is null, never guessed: an empty cell in the CSV. Times are UTC. In the CSV"
    yield f"a list is its entries in words, with `{BETWEEN}` between them; the Parquet has all fields of the entries.\n"
    for table in Table:
        yield f"## {table}\n"
        yield "| column | type | meaning |\n|---|---|---|"
        for column in table.columns:
            yield from _rows(column, column.name)
        yield ""


def _rows(column: Column, name: str) -> Iterator[str]:
    values = f" One of: {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
    meaning = " ".join(column.description.split()).replace("|", "\\|")
    yield f"| `{name}` | {column.type}{', may be null' if column.nullable else ''} | {meaning}{values} |"
    for part in column.parts:
        yield from _rows(part, f"{name}[].{part.name}")


def datapackage(title: str, version: str) -> str:
    """Return the datapackage.json of Frictionless, which describes the two CSV files."""
    turns, briefings = (_resource(table) for table in Table)
    turns["schema"]["foreignKeys"] = [
        {"fields": ["source", "briefing"], "reference": {"resource": str(Table.BRIEFINGS), "fields": ["source", "id"]}}
    ]
    package = {"name": "press-briefings", "title": title, "version": version, "resources": [turns, briefings]}
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    fields = [_field(column) for column in table.columns]
    return {
        "name": str(table),
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": fields, "primaryKey": ["source", "id"]},
    }


def _field(column: Column) -> dict[str, Any]:
    # An empty text is as empty a cell as null.
    is_required = not column.nullable and (column.values or column.type not in {Type.TEXT, Type.LIST})
    constraints = ({"enum": column.values} if column.values else {}) | ({"required": True} if is_required else {})
    type_ = Type.TEXT if column.type is Type.LIST else column.type
    field = {"name": column.name, "type": type_, "description": column.description}
    return field | ({"constraints": constraints} if constraints else {})
