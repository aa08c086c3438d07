"""Material that `scrapy verify --repair` set aside: bytes in the folder `damaged`, and rows that describe them.

The bytes stand in files named by their digest, so that setting the same aside again, after a kill, changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass

from briefings.clock import now
from briefings.store.database import Database, made_of
from briefings.store.errors import storage
from briefings.store.files import replace_file, sync_folder
from briefings.store.folder import SourceFolder


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that is not where it was."""

    file: str
    """In which file of the source it stood."""
    place: str
    """Its place there, in words."""
    why: str
    """The fault."""
    briefing: str | None = None
    """The briefing it was of; null when nobody knows."""
    revision: int | None = None
    """The revision that cannot be had any more: a later one gets a higher number."""
    url: str | None = None
    """The address that the next crawl asks for."""


def set_aside(folder: SourceFolder, database: Database, loss: Loss, content: bytes = b"") -> None:
    """Note a loss, and keep what is left of it for good. Raises StorageError."""
    file = folder.damaged / f"{hashlib.sha256(content).hexdigest()[:16]}.bin"
    with storage(folder.damaged):
        if not folder.damaged.exists():
            folder.damaged.mkdir(parents=True)
            sync_folder(folder.damaged.parent)
    if content:
        replace_file(file, [content])
    kept_in = file.name if content else None
    database.insert("losses", source=folder.source, **asdict(loss), noted_at=now(), kept_in=kept_in)


def losses_of(database: Database, source: str) -> list[Loss]:
    """Return the losses of a source. Raises StorageError."""
    return [made_of(Loss, row) for row in database.read("losses", "source = ?", source)]


def lost_revisions(database: Database, source: str) -> dict[str, int]:
    """The highest revision of each briefing that was lost, by the id of the briefing. Raises StorageError."""
    found: dict[str, int] = {}
    for loss in losses_of(database, source):
        if loss.briefing is not None and loss.revision is not None:
            found[loss.briefing] = max(loss.revision, found.get(loss.briefing, 0))
    return found
