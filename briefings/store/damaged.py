"""The folder `damaged` of a source: what `scrapy verify --repair` set aside, and a line that says what it is.

The bytes stand in files named by their digest, so that setting the same aside again, after a kill, changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from typing import Any

from briefings.records import json_line
from briefings.store.errors import storage
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


Content = Callable[[], Iterable[bytes]]
"""What is left of something, a part at a time; asked for as often as it is needed."""


def nothing() -> Iterable[bytes]:
    """What is left where nothing is."""
    return ()


def set_aside(folder: SourceFolder, losses: Sequence[tuple[Loss, Content]], at: str) -> None:
    """Keep the bytes of each loss and note it, for good; what is noted already is not noted again.

    Raises StorageError.
    """
    if not losses:
        return
    with storage(folder.damaged):
        if not folder.damaged.exists():
            folder.damaged.mkdir()
            sync_folder(folder.folder)
    with closing(AppendedFile(folder.losses)) as notes:
        noted = {_key(line.record()) for line in whole_lines(notes)}
        for loss, content in losses:
            digest, kept_in = hashlib.sha256(), None
            for part in content():
                digest.update(part)
                kept_in = f"{digest.hexdigest()[:16]}.bin"
            if kept_in and not (folder.damaged / kept_in).exists():
                replace_file(folder.damaged / kept_in, content())
            note = {"at": at, **asdict(loss), "kept_in": kept_in}
            if _key(note) not in noted:
                noted.add(_key(note))
                notes.append(json_line(note).encode())


def notes_of(folder: SourceFolder) -> Iterator[dict[str, Any]]:
    """The lines of notes.jsonl, field by field. Raises DamageError where one is none."""
    return (line.record() for line in lines_of(folder.losses) if line.whole)


def losses_of(folder: SourceFolder) -> Iterator[Loss]:
    """What was set aside in a source, as it was noted. Raises DamageError where a line is no note."""
    return (loss_in(line) for line in lines_of(folder.losses) if line.whole)


def loss_in(line: RawLine) -> Loss:
    """What a line of the notes says. Raises DamageError when it is no note."""
    record = line.record()
    try:
        return Loss(**{field.name: record[field.name] for field in fields(Loss)})
    except KeyError as error:
        raise line.damage("is no note") from error


def read_losses(folder: SourceFolder) -> dict[str, int]:
    """The highest revision of each briefing that was lost, by the id of the briefing. Raises DamageError."""
    found: dict[str, int] = {}
    for loss in losses_of(folder):
        if loss.briefing is not None and loss.revision is not None:
            found[loss.briefing] = max(loss.revision, found.get(loss.briefing, 0))
    return found


def _key(note: dict[str, object]) -> tuple[object, ...]:
    return tuple(value for name, value in note.items() if name != "at")
