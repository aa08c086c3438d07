"""The description of the database for Datasette: titles, columns, facets, and the full-text index."""

from __future__ import annotations

from typing import Any

from briefings.export.columns import Table

VIEW = "speech"
"""Name of the narrow view of turns."""
VIEW_COLUMNS = ("date", "title", "label", "speaker", "outlet", "kind", "text", "words", "url")

# Days would make a facet of thirty single dates; years make a readable one.
_FACETS = ["year", "role", "kind", "source"]
_SEARCH = {"fts_table": "turns_fts", "fts_pk": "n"}


def metadata(database: str) -> dict[str, Any]:
    """Return the file for `datasette -m` and a database of this name; only descriptive keys, as later releases want."""
    turns, briefings = ({column.name: column.description for column in table.columns} for table in Table)
    number = {"n": "A number of this file only: another export may give another."}
    tables = {
        VIEW: {
            "title": "What was said",
            "description": "The turns, with the columns that are read most; `turns` has all of them.",
            "columns": {name: turns[name] for name in VIEW_COLUMNS} | number,
            "sort_desc": "date",
            **_SEARCH,
        },
        "turns": {
            "title": "Turns",
            "description": "One person speaking until another does.",
            "columns": turns | number | {"briefing_n": "The row of the briefing."},
            "facets": _FACETS,
            "sort_desc": "date",
            **_SEARCH,
        },
        "briefings": {
            "title": "Briefings",
            "description": "One press conference or briefing; a copy of another has no turns and says so in copy_of.",
            "columns": briefings | number,
            "facets": ["year", "source", "complete"],
            "label_column": "title",
            "sort_desc": "date",
        },
    }
    return {
        "title": "Press-briefing transcripts",
        "description": "Made by `scrapy export sqlite` of briefings. The rights in the texts are their sources'.",
        "databases": {database: {"tables": tables}},
    }
