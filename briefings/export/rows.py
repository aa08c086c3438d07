"""Rows of the two tables: the records as they are kept, and the columns that are derived from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from briefings.export.people import People

BETWEEN = " | "
"""Stands between the entries of a list in a format that has no lists."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A briefing as a row, and its turns as rows, with a value for every column of the tables."""

    briefing: dict[str, Any]
    turns: list[dict[str, Any]]


def rows_of(briefing: dict[str, Any], turns: Iterable[dict[str, Any]], people: People) -> Rows:
    """The rows of the record of a briefing and of those of its turns."""
    date = briefing["date"]
    year = {"year": int(date[:4]) if date else None}
    shared = {**year, "language": briefing["language"]}
    return Rows(
        {**briefing, **year}, [{**turn, **shared, "speaker_id": people.speaker_id(turn, date)} for turn in turns]
    )


def flat(name: str, value: Any) -> Any:
    """A value for a format without lists: the entries of a list in words, others as they are.

    What is lost is the place of notes, the digests of pages and the like: the columns `notes`, `participants`,
    `pages`, `missing_pages` and `changes` of CSV and XLSX are for people; JSONL, Parquet and SQLite have all of it.
    """
    if not isinstance(value, list):
        return value
    return BETWEEN.join(_in_words(name, entry) for entry in value) or None


def _in_words(name: str, entry: Any) -> str:
    match name:
        case "notes":
            return f"{entry['kind']}: {entry['text']}"
        case "participants":
            return f"{entry['name']} ({entry['position']})" if entry["position"] else str(entry["name"])
        case "pages":
            return str(entry["url"])
        case "missing_pages":
            return f"{entry['number']}: {entry['reason']}"
        case "changes":
            return f"{entry['kind']} {entry['old'] or '-'} {entry['new'] or '-'}"
    return str(entry)
