"""The lines of a file, each with its place, and of each revision in the views of a source."""

import json
import logging
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from briefings.records.jsonl import json_line
from briefings.store.errors import DamageError, storage
from briefings.store.folder import SourceFolder
from briefings.store.schema import Row, row_digest

logger = logging.getLogger(__name__)

Name = tuple[str, int]
"""Key of a revision in a source: the id of the briefing, and the number."""


class RawLine(Struct, frozen=True):
    """A line of `file` as it stands there, from byte `start` to before byte `end`, including the newline."""

    file: Path
    number: int
    start: int
    raw: bytes

    @property
    def end(self) -> int:
        return self.start + len(self.raw)

    def record(self) -> dict[str, Any]:
        """Return the object it holds; an empty one when it holds anything else."""
        with suppress(ValueError):
            record = json.loads(self.raw.decode())
            return record if isinstance(record, dict) else {}
        return {}

    def refuse(self, what: str) -> None:
        """Raise DamageError with what is wrong with it."""
        raise DamageError(self.file, f"line {self.number} {what}")


Spoilt = Callable[[RawLine, str], None]
"""Function that is told a line of which nothing can be used, and what is wrong with it."""


def sealed(table: str, row: Row) -> str:
    """Return the line in a row with the row's digest as its last field: it is proved without the database."""
    return json_line({**json.loads(row["line"]), "digest": row_digest(table, *row.values()).hex()})


def lines_of(file: Path) -> Iterator[RawLine]:
    """Yield the lines of `file`, if there is one; only the last can lack its newline. Raises StorageError."""
    # A run that writes the views anew takes written.json away meanwhile.
    with storage(file), suppress(FileNotFoundError):
        # A pipe would block.
        if not file.exists() or file.is_fifo():
            return
        with file.open("rb") as stream:
            # Some editors put a byte order mark in front.
            start = len(BOM_UTF8) if stream.read(len(BOM_UTF8)) == BOM_UTF8 else 0
            stream.seek(start)
            for number, raw in enumerate(stream, start=1):
                yield RawLine(file, number, start, raw)
                start += len(raw)


def revision_lines(folder: SourceFolder, spoilt: Spoilt) -> tuple[dict[Name, RawLine], dict[Name, tuple[RawLine, int]]]:
    """Return the lines of the revisions in the views of a source, those of briefings.jsonl first, and their turns.

    Turns stand together: these are the first line and the offset after the last. `spoilt` is told which lines hold no
    record or repeat one. A torn end is left out and named. Raises StorageError.
    """
    found, turns = dict[Name, RawLine](), dict[Name, tuple[RawLine, int]]()
    for line in (line for file in (folder.turns, folder.briefings, folder.superseded) for line in lines_of(file)):
        record = line.record()
        if not (record or line.raw.endswith(b"\n") or line.file == folder.superseded):
            logger.warning("%s: its last line is not whole and is left out", line.file)
        elif not record:
            spoilt(line, "is not a JSON object")
        elif name := name_in(record, "briefing"):
            first, _ = turns.get(name, (line, 0))
            if first.file == line.file:
                turns[name] = first, line.end
            else:
                spoilt(line, f"repeats a turn of revision {name[1]} of {name[0]}")
        elif not (name := name_in(record, "id")):
            spoilt(line, f"is not a line of a {'turn' if line.file == folder.turns else 'record'}")
        elif name in found:
            spoilt(line, f"repeats revision {name[1]} of {name[0]}")
        else:
            found[name] = line
    return found, turns


def bytes_from(first: RawLine, end: int) -> bytes:
    """Return a line and what follows it before byte `end`, each with its own newline again. Raises StorageError."""
    with storage(first.file), first.file.open("rb") as stream:
        stream.seek(first.start)
        return b"".join(line + b"\n" for line in stream.read(end - first.start).splitlines())


def name_in(record: dict[str, Any], key: str) -> Name | None:
    """Return the revision that a line or a row names, its briefing under `key`; None if it names none."""
    id_, revision = record.get(key), record.get("revision")
    with suppress(UnicodeError):
        if isinstance(id_, str) and id_.encode() and type(revision) is int:
            return id_, revision
    return None
