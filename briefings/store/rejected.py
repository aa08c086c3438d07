"""Records that break their schema, with the reasons, each once: the rows behind rejected.jsonl."""

import hashlib
import json
import re
from typing import Any

from briefings.records.jsonl import json_line
from briefings.store.database import Database

_VOLATILE = re.compile(r'"(?:fetched_at|warc)": (?:"[^"]*"|null)')


def add_rejected(database: Database, source: str, said: dict[str, Any]) -> bool:
    """Store a rejected record with the reason; return False if the same one, apart from fetch times, is stored.

    So a permanently broken page makes one line, not one per run. Raises StorageError.
    """
    # NaN and infinity, which JSON lacks, become their names, and unknown objects their repr.
    line = json_line(json.loads(json.dumps(said, default=repr), parse_constant=lambda name: repr(float(name))))
    key = rejected_key(line)
    if database.rows("SELECT 1 FROM rejected WHERE source = ? AND key = ?", source, key):
        return False
    database.insert("rejected", source=source, key=key, line=line)
    return True


def rejected_key(line: str) -> bytes:
    return hashlib.sha256(_VOLATILE.sub("", line).encode()).digest()[:16]
