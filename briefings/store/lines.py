"""The lines of a file, each with its place, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefings.store.errors import DamageError, storage


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of `file` as it stands there, from byte `start` to before byte `end`, including the newline."""

    file: Path
    number: int
    start: int
    raw: bytes

    @property
    def end(self) -> int:
        """The offset of the next line."""
        return self.start + len(self.raw)

    @property
    def whole(self) -> bool:
        """True when it has its newline, which is written last."""
        return self.raw.endswith(b"\n")

    def record(self) -> dict[str, Any]:
        """Return the object it holds. Raises DamageError when it holds anything else."""
        try:
            record = json.loads(self.raw)
        except ValueError:
            record = None
        if not isinstance(record, dict):
            raise self.damage("is no JSON object")
        return record

    def damage(self, what: str) -> DamageError:
        """Return the error that says what is wrong with this line."""
        return DamageError(self.file, f"line {self.number} {what}")


def lines_of(file: Path) -> Iterator[RawLine]:
    """Yield the lines of `file`; nothing if there is no file.

    Only the last one can lack its newline. Raises StorageError when the file cannot be read.
    """
    with storage(file):
        # A pipe would block.
        if not file.exists() or file.is_fifo():
            return
        start = 0
        with file.open("rb") as stream:
            for number, raw in enumerate(stream, start=1):
                yield RawLine(file, number, start, raw)
                start += len(raw)
