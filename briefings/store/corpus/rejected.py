"""rejected.jsonl: records that break their schema, with the reasons, each once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from briefings.records import json_line
from briefings.store.corpus.lines import whole_lines
from briefings.store.files import AppendedFile

_VOLATILE = frozenset({"fetched_at", "warc"})


class RejectedRecords:
    """Appends to rejected.jsonl, which is opened at the first rejection. The caller holds the source's lock."""

    def __init__(self, file: Path) -> None:
        """Keep rejected records in `file`."""
        self._path = file
        self._file: AppendedFile | None = None
        self._seen: set[bytes] = set()

    def add(self, reasons: list[str], record: dict[str, Any]) -> bool:
        """Keep `record` for good; False when it stands there already, but for the time of its fetching.

        So a page that is broken for good makes one line, not one a run. Raises StorageError.
        """
        file = self._file or self._open()
        line = {"reason": reasons, "record": _finite(record)}
        key = _key(line)
        if key in self._seen:
            return False
        file.append(json_line(line).encode())
        self._seen.add(key)
        return True

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._file is not None:
            self._file.close()

    def _open(self) -> AppendedFile:
        self._file = AppendedFile(self._path)
        # One that a kill tore is read and rejected again.
        self._seen = {_key(line.record()) for line in whole_lines(self._file)}
        return self._file


def _key(line: dict[str, Any]) -> bytes:
    return hashlib.sha256(json_line(_steady(line)).encode()).digest()


def _steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _steady(item) for name, item in value.items() if name not in _VOLATILE}
    return [_steady(item) for item in value] if isinstance(value, list) else value


def _finite(record: dict[str, Any]) -> dict[str, Any]:
    """`record` as JSON can hold it: a number that is none becomes its name, an object of an unknown kind its repr."""
    plain: dict[str, Any] = json.loads(json.dumps(record, default=repr), parse_constant=lambda name: repr(float(name)))
    return plain
