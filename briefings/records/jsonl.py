"""Records as JSON lines, and JSON lines as records.

One object per line, UTF-8, fields in the order of the dataclass. Three characters that JSON allows inside a string end
a line for common readers (`str.splitlines` and its users): U+0085, U+2028 and U+2029. They are written as escapes,
which every JSON reader turns back. A lone surrogate cannot be written as UTF-8, and strict readers refuse a whole file
for its escape: U+FFFD replaces it, as in the HTML standard, so offsets stay right. NaN is not JSON and raises
ValueError.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from types import NoneType
from typing import Any

from briefings.items import Briefing, Change, MissingPage, Note, PageRef, Participant, Turn
from briefings.reasons import Reason

Part = Participant | PageRef | MissingPage | Reason | Change | Note
_PARTS: dict[str, type] = {
    "participants": Participant,
    "pages": PageRef,
    "missing_pages": MissingPage,
    "shortcomings": Reason,
    "changes": Change,
    "notes": Note,
}
_NAMES = {
    cls: tuple(field.name for field in fields(cls) if field.name != "turns")
    for cls in (Briefing, Turn, *_PARTS.values())
}
_VALUES = {cls: attrgetter(*names) for cls, names in _NAMES.items()}
_AS_IT_IS = (str, int, float, NoneType)

_as_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def names_of(cls: type) -> tuple[str, ...]:
    """Return the field names of a record of `cls`, or of a part of one, in order, without the turns of a Briefing."""
    return _NAMES[cls]


def values_of(item: Briefing | Turn | Part) -> tuple[Any, ...]:
    """Return the values of these fields."""
    values: tuple[Any, ...] = _VALUES[type(item)](item)
    return values


def record_of(item: Briefing | Turn | Part) -> dict[str, Any]:
    """Return the record as its line holds it: plain dicts and lists, a Briefing without its turns."""
    return {
        name: value if isinstance(value, _AS_IT_IS) else _plain(value)
        for name, value in zip(names_of(type(item)), values_of(item), strict=True)
    }


def json_line(record: dict[str, Any]) -> str:
    """Return `record` as one line with its newline. Raises ValueError for NaN and the infinities."""
    text = _as_json(record)
    return f"{text if text.isascii() else _UNSAFE.sub(_safe, text)}\n"


def turn_line(turn: Turn) -> str:
    """Return the line of a turn in turns.jsonl."""
    return json_line(record_of(turn))


def turn_of(record: dict[str, Any]) -> Turn:
    """Return the turn in a line of turns.jsonl. Raises TypeError for a line that does not match its schema."""
    return Turn(**_with_parts(record))


def briefing_of(record: dict[str, Any], turns: Iterable[dict[str, Any]] = ()) -> Briefing:
    """Return the briefing in a line of briefings.jsonl and its turn lines, all of which must match their schema."""
    return Briefing(**_with_parts(record), turns=[turn_of(turn) for turn in turns])


def _with_parts(record: dict[str, Any]) -> dict[str, Any]:
    parts = {name: [kind(**part) for part in record[name]] for name, kind in _PARTS.items() if name in record}
    return {**record, **parts}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return record_of(value) if type(value) in _NAMES else value


def _safe(match: re.Match[str]) -> str:
    character = match[0]
    return "\ufffd" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"
