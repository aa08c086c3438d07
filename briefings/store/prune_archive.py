"""Delete archive files that no stored record needs, for users with a small disk; no command does it by itself.

A file goes as a whole, so the others keep their bytes and places.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from briefings.store.archive.page_index import PageIndex
from briefings.store.database import Database
from briefings.store.errors import storage
from briefings.store.files import sync_folder
from briefings.store.folder import SourceFolder
from briefings.store.start import held

# Needed are the pages of stored revisions; the pages of a noted reading; the newest answer of each address, whose
# validators the next run uses; and what a revisit among these confirms.
_NEEDED = """
WITH needed (place) AS (
    SELECT page.value ->> 'warc' FROM revisions, json_each(unpacked(revisions.line), '$.pages') AS page
    WHERE revisions.source = ?1
    UNION SELECT page.value ->> 'warc' FROM briefings, json_each(briefings.reading, '$.pages') AS page
    WHERE briefings.source = ?1
    UNION SELECT file || ':' || offset FROM pages WHERE id IN (
        SELECT max(id) FROM pages WHERE source = ?1 AND accepted IS NOT 0 GROUP BY url
        UNION SELECT max(id) FROM pages WHERE source = ?1 AND accepted = 1 AND status = 200 GROUP BY url
    )
)
SELECT place FROM needed WHERE place IS NOT NULL
UNION SELECT pages.refers_to FROM pages JOIN needed ON needed.place = pages.file || ':' || pages.offset
WHERE pages.source = ?1 AND pages.refers_to IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class PrunedFiles:
    """The deleted archive files of a source, and their size in bytes."""

    files: int
    size: int


def prune_archive(folder: SourceFolder, days: int) -> PrunedFiles:
    """Delete archive files of a source whose last answer is at least `days` old and that no stored record needs.

    After a kill, the same call goes on. Raises BusyError while a run writes to the source, DamageError, StorageError.
    """
    before = datetime.now(UTC) - timedelta(days=days)
    with held(folder.root, [folder.source]) as database:
        return _prune(folder, database, before.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _prune(folder: SourceFolder, database: Database, before: str) -> PrunedFiles:
    needed = {str(place).rpartition(":")[0] for (place,) in database.rows(_NEEDED, folder.source)}
    old = database.rows(
        "SELECT file FROM pages JOIN archives USING (source, file) WHERE source = ? AND finished = 1"
        " GROUP BY file HAVING max(fetched_at) <= ? ORDER BY file",
        folder.source,
        before,
    )
    index, size, files = PageIndex(database, folder.source), 0, [file for (file,) in old if file not in needed]
    for name in files:
        file = folder.archive / name
        with storage(file):
            size += file.stat().st_size
            # The file first: a start deletes the rows of a missing file, but would index a file without rows again.
            file.unlink()
            sync_folder(folder.archive)
        with database.transaction():
            index.forget(name)
    return PrunedFiles(len(files), size)
