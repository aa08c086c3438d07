"""The lines of each revision in the views of a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefings.store.errors import DamageError
from briefings.store.folder import SourceFolder
from briefings.store.lines import RawLine, lines_of
from briefings.store.revision import Revision

Name = tuple[str, int]
"""The key of a revision in a source: the id of the briefing, and the number."""


@dataclass(slots=True)
class RevisionLines:
    """The places of the lines of a revision."""

    line: RawLine | None = None
    turns: list[tuple[Path, int, int]] = field(default_factory=list)
    """Stretches of files: from, to."""

    def revision(self, source: str, name: Name) -> Revision | None:
        """The revision as it stands there, not proved; None where it has no line."""
        return Revision(source, *name, self.line.raw, self.turn_lines(), proved=False) if self.line else None

    def turn_lines(self) -> bytes:
        """The lines of its turns."""
        return b"".join(map(_stretch, self.turns))


@dataclass(slots=True)
class ViewLines:
    """The revisions in two files, or in one that has the lines of both kinds."""

    revisions: dict[Name, RevisionLines] = field(default_factory=dict)
    """In the order of the lines of briefings; those without one at the end."""
    broken: list[tuple[RawLine, str]] = field(default_factory=list)
    """Lines that hold no record, or one that an earlier line has, with the fault of each."""
    torn: list[RawLine] = field(default_factory=list)
    """Last lines without their newline."""


def kept_lines(folder: SourceFolder) -> ViewLines:
    """Read the revisions in briefings.jsonl and turns.jsonl. Raises StorageError."""
    return _lines(folder.briefings, folder.turns)


def older_lines(folder: SourceFolder) -> ViewLines:
    """Read the revisions in superseded.jsonl. Raises StorageError."""
    return _lines(folder.superseded, folder.superseded)


def _lines(briefings: Path, turns: Path) -> ViewLines:
    found, loose = ViewLines(), dict[Name, RevisionLines]()
    for line in _records(turns, found):
        if (name := _name(line, "briefing", "revision")) is not None:
            stretches = loose.setdefault(name, RevisionLines()).turns
            if stretches and stretches[-1][2] == line.start:
                stretches[-1] = (turns, stretches[-1][1], line.end)
            else:
                stretches.append((turns, line.start, line.end))
        elif briefings != turns:
            found.broken.append((line, "is no line of a turn"))
    for line in _records(briefings, found if briefings != turns else ViewLines()):
        if briefings == turns and "briefing" in line.record():
            continue
        if (name := _name(line, "id", "revision")) is None:
            found.broken.append((line, "is no line of a record"))
        elif name in found.revisions:
            found.broken.append((line, f"repeats revision {name[1]} of {name[0]}"))
        else:
            found.revisions[name] = RevisionLines(line, loose.pop(name, RevisionLines()).turns)
    found.revisions.update(loose)
    return found


def _records(file: Path, found: ViewLines) -> Iterator[RawLine]:
    for line in lines_of(file):
        try:
            line.record()
        except DamageError:
            if line.whole:
                found.broken.append((line, "is no JSON object"))
            else:
                found.torn.append(line)
        else:
            if line.whole:
                yield line
            else:
                found.torn.append(line)


def _name(line: RawLine, id_: str, revision: str) -> Name | None:
    record: dict[str, Any] = line.record()
    if not isinstance(record.get(id_), str) or type(record.get(revision)) is not int:
        return None
    return record[id_], record[revision]


def _stretch(stretch: tuple[Path, int, int]) -> bytes:
    file, start, end = stretch
    with file.open("rb") as stream:
        stream.seek(start)
        return stream.read(end - start)
