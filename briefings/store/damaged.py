"""Material set aside by `scrapy verify --repair`, and lost revisions.

Remains are in a file of the folder `damaged` named by their former place and their digest, so that setting the same
aside again, after a kill, changes nothing.
"""

from __future__ import annotations

import hashlib

from briefings.store.database import Database
from briefings.store.errors import storage
from briefings.store.files import replace_file, sync_folder
from briefings.store.folder import SourceFolder


def set_aside(folder: SourceFolder, place: str, content: bytes) -> None:
    """Store the remains of something that was at `place` for good. Raises StorageError."""
    with storage(folder.damaged):
        if not folder.damaged.exists():
            folder.damaged.mkdir(parents=True)
            sync_folder(folder.damaged.parent)
    if content:
        digest = hashlib.sha256(content).hexdigest()[:16]
        replace_file(folder.damaged / f"{place}.{digest}.bin", [content])


def lost_revisions(database: Database, source: str) -> dict[str, int]:
    """Return the highest lost revision of each briefing by id. Raises StorageError."""
    rows = database.read("losses", "source = ? ORDER BY revision", source)
    return {row["briefing"]: row["revision"] for row in rows}
