"""Material that `scrapy verify --repair` set aside, and the revisions of which nothing could be had any more.

What is left of something stands in a file of the folder `damaged` that is named by where it stood and by its digest, so
that setting the same aside again, after a kill, changes nothing.
"""

from __future__ import annotations

import hashlib

from briefings.store.database import Database
from briefings.store.errors import storage
from briefings.store.files import replace_file, sync_folder
from briefings.store.folder import SourceFolder


def set_aside(folder: SourceFolder, place: str, content: bytes) -> None:
    """Keep for good what is left of something that stood at a place. Raises StorageError."""
    with storage(folder.damaged):
        if not folder.damaged.exists():
            folder.damaged.mkdir(parents=True)
            sync_folder(folder.damaged.parent)
    if content:
        digest = hashlib.sha256(content).hexdigest()[:16]
        replace_file(folder.damaged / f"{place}.{digest}.bin", [content])


def lost_revisions(database: Database, source: str) -> dict[str, int]:
    """The highest revision of each briefing that was lost, by the id of the briefing. Raises StorageError."""
    rows = database.read("losses", "source = ? ORDER BY revision", source)
    return {row["briefing"]: row["revision"] for row in rows}
