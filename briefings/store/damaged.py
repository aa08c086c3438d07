"""The folder `damaged` of a source: what `scrapy verify --repair` set aside, and a line that says what it is.

The bytes stand in files named by their digest, so that setting the same aside again, after a kill, changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from typing import Any

from briefings.clock import now
from briefings.records import json_line
from briefings.store.errors import DamageError, storage
from briefings.store.files import AppendedFile, replace_file, sync_folder
from briefings.store.folder import SourceFolder
from briefings.store.lines import RawLine, lines_of, whole_lines


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that is not where it was: a line of notes.jsonl."""

    file: str
    """In which file of the source it stood."""
    where: str
    """Its place there, in words."""
    why: str
    """What was wrong with it."""
    briefing: str | None = None
    """The briefing it was of; null when nobody knows."""
    revision: int | None = None
    """The revision that cannot be had any more: a later one gets a higher number."""
    url: str | None = None
    """The address that the next crawl asks for."""


def set_aside(folder: SourceFolder, loss: Loss, content: bytes = b"") -> None:
    """Note a loss, for good, and keep what is left of it; what is noted already is not noted again.

    Raises StorageError.
    """
    with storage(folder.damaged):
        if not folder.damaged.exists():
            folder.damaged.mkdir(parents=True)
            sync_folder(folder.damaged.parent)
    note = {"at": now(), **asdict(loss), "kept_in": _keep(folder, content) if content else None}
    with closing(AppendedFile(folder.losses)) as notes:
        if all({**line.record(), "at": note["at"]} != note for line in whole_lines(notes)):
            notes.append(json_line(note).encode())


def notes_of(folder: SourceFolder) -> Iterator[dict[str, Any]]:
    """The lines of notes.jsonl, field by field. Raises DamageError where one is none."""
    return (line.record() for line in lines_of(folder.losses) if line.whole)


def losses_of(folder: SourceFolder) -> Iterator[Loss]:
    """What was set aside in a source, as it was noted. Raises DamageError where a line is no note."""
    return (_loss(line) for line in lines_of(folder.losses) if line.whole)


def read_losses(folder: SourceFolder) -> dict[str, int]:
    """The highest revision of each briefing that was lost, by the id of the briefing. Raises DamageError."""
    found: dict[str, int] = {}
    for loss in losses_of(folder):
        if loss.briefing is not None and loss.revision is not None:
            found[loss.briefing] = max(loss.revision, found.get(loss.briefing, 0))
    return found


def mend_notes(folder: SourceFolder) -> str | None:
    """Take the lines out of the notes that are damaged themselves; returns in which file they are kept now, if any.

    Raises StorageError.
    """
    good, bad = list[bytes](), list[bytes]()
    for line in lines_of(folder.losses):
        try:
            _loss(line)
            good.append(line.raw)
        except DamageError:
            bad.append(line.raw)
    if not bad:
        return None
    kept_in = _keep(folder, b"".join(bad))
    replace_file(folder.losses, good)
    return kept_in


def _keep(folder: SourceFolder, content: bytes) -> str:
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.bin"
    if not (folder.damaged / name).exists():
        replace_file(folder.damaged / name, [content])
    return name


def _loss(line: RawLine) -> Loss:
    record = line.record()
    try:
        return Loss(**{field.name: record[field.name] for field in fields(Loss)})
    except KeyError as error:
        raise line.damage("is no note") from error
