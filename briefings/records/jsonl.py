"""Records as JSON lines, and JSON lines as records.

One object per line, UTF-8, fields in the order of the dataclass. Three characters that JSON allows inside a string end
a line for common readers (`str.splitlines` and its users): U+0085, U+2028 and U+2029. They are written as escapes,
which every JSON reader turns back. A lone surrogate cannot be written as UTF-8, and strict readers refuse a whole file
for its escape: U+FFFD replaces it, as in the HTML standard, so offsets stay right. NaN is not JSON and raises
ValueError.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import Any

import msgspec

from briefings.items import Briefing, Turn

_NO_JSON = (bytes, bytearray, date, time)
"""Types that msgspec would turn into text; they stay as they are, so that the check against the schema meets them."""

_as_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def whole_record_of(item: Briefing | Turn) -> dict[str, Any]:
    """Return the record as plain dicts and lists, a Briefing with its turns."""
    record: dict[str, Any] = msgspec.to_builtins(item, builtin_types=_NO_JSON)
    return record


def record_of(item: Briefing | Turn) -> dict[str, Any]:
    """Return the record as its line holds it: a Briefing without its turns."""
    record = whole_record_of(replace(item, turns=[]) if isinstance(item, Briefing) else item)
    record.pop("turns", None)
    return record


def json_line(record: dict[str, Any]) -> str:
    """Return `record` as one line with its newline. Raises ValueError for NaN and the infinities."""
    return _as_line(_as_json(record))


def turn_line(turn: Turn) -> str:
    return _as_line(as_json(turn))


def as_json(value: object) -> str:
    """Return texts, or a record of texts and whole numbers, as `json` writes them, in a quarter of the time."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
    except UnicodeEncodeError:  # half a character
        return _as_json(msgspec.to_builtins(value))


def briefing_of(record: dict[str, Any], turns: Iterable[dict[str, Any]] = ()) -> Briefing:
    """Return the briefing in a line of briefings.jsonl and its turn lines.

    Raises ValueError for a line that does not match its schema.
    """
    return msgspec.convert({**record, "turns": list(turns)}, Briefing)


def _as_line(text: str) -> str:
    return f"{text if text.isascii() else _UNSAFE.sub(_safe, text)}\n"


def _safe(match: re.Match[str]) -> str:
    character = match[0]
    return "\ufffd" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"
