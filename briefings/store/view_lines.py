"""The lines of a file, each with its place, and of each revision in the views of a source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefings.store.errors import DamageError, storage
from briefings.store.folder import SourceFolder

Name = tuple[str, int]
"""Key of a revision in a source: the id of the briefing, and the number."""


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


@dataclass(slots=True)
class RevisionLines:
    """Places of the lines of a revision."""

    line: RawLine | None = None
    turns: list[tuple[Path, int, int]] = field(default_factory=list)
    """Stretches of files: from, to."""

    def turn_lines(self) -> bytes:
        """Return the lines of its turns."""
        found = bytearray()
        for file, start, end in self.turns:
            with file.open("rb") as stream:
                stream.seek(start)
                found += stream.read(end - start)
        return bytes(found)

    def add_turn(self, line: RawLine) -> None:
        """Add the line of a turn."""
        follows = self.turns and self.turns[-1][2] == line.start
        start = self.turns.pop()[1] if follows else line.start
        self.turns.append((line.file, start, line.end))


@dataclass(slots=True)
class ViewLines:
    """The revisions in some files."""

    revisions: dict[Name, RevisionLines] = field(default_factory=dict)
    """Revisions in the order of the lines of briefings; those without one at the end."""
    broken: list[tuple[RawLine, str]] = field(default_factory=list)
    """Lines that hold no record, or one that an earlier line has, with the fault of each."""
    torn: list[RawLine] = field(default_factory=list)
    """Last lines without their newline."""


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


def kept_lines(folder: SourceFolder) -> ViewLines:
    """Read the revisions in briefings.jsonl and turns.jsonl. Raises StorageError."""
    return _lines(folder.turns, folder.briefings)


def older_lines(folder: SourceFolder) -> ViewLines:
    """Read the revisions in superseded.jsonl. Raises StorageError."""
    return _lines(folder.superseded)


def _lines(*files: Path) -> ViewLines:
    """Read files in which the lines of turns come before or after that of their revision."""
    found, loose = ViewLines(), dict[Name, RevisionLines]()
    for line in (line for file in files for line in lines_of(file)):
        record: dict[str, Any] | None = None
        with suppress(DamageError):
            record = line.record()
        if not line.whole:
            found.torn.append(line)
        elif record is None:
            found.broken.append((line, "is no JSON object"))
        elif name := name_in(record, "briefing"):
            own = found.revisions.get(name) or loose.setdefault(name, RevisionLines())
            own.add_turn(line)
        elif not (name := name_in(record, "id")):
            found.broken.append((line, f"is no line of a {'turn' if line.file.stem == 'turns' else 'record'}"))
        elif name in found.revisions:
            found.broken.append((line, f"repeats revision {name[1]} of {name[0]}"))
        else:
            found.revisions[name] = RevisionLines(line, loose.pop(name, RevisionLines()).turns)
    found.revisions.update(loose)
    return found


def name_in(record: dict[str, Any], key: str) -> Name | None:
    """Return the revision that a line or a row names, its briefing under `key`; None if it names none."""
    id_, revision = record.get(key), record.get("revision")
    with suppress(UnicodeError):
        if isinstance(id_, str) and id_.encode() and type(revision) is int:
            return id_, revision
    return None
