"""Records that break their schema, with the reasons, each once: the rows behind rejected.jsonl."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from briefings.records import json_line
from briefings.store.database import Database

_VOLATILE = re.compile(r'"(?:fetched_at|warc)": (?:"[^"]*"|null)')


def add_rejected(database: Database, source: str, reasons: list[str], record: dict[str, Any]) -> str | None:
    """Keep `record`, and return its line; None when it is kept already, but for the time of its fetching.

    So a page that is broken for good makes one line, not one a run. Raises StorageError.
    """
    return add_line(database, source, {"reason": reasons, "record": _finite(record)})


def add_line(database: Database, source: str, said: dict[str, Any]) -> str | None:
    """The same of what a line says."""
    line = json_line(said)
    key = hashlib.sha256(_VOLATILE.sub("", line).encode()).digest()[:16]
    if database.rows("SELECT 1 FROM rejected WHERE source = ? AND key = ?", source, key):
        return None
    database.insert("rejected", source=source, key=key, line=line)
    database.write("UPDATE sources SET through = through + 1 WHERE source = ?", source)
    return line


def _finite(record: dict[str, Any]) -> dict[str, Any]:
    """`record` as JSON can hold it: a number that is none becomes its name, an object of an unknown kind its repr."""
    plain: dict[str, Any] = json.loads(json.dumps(record, default=repr), parse_constant=lambda name: repr(float(name)))
    return plain
