"""What can be wrong with a data folder that a crawl of the sample left, and what the check of it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.upkeep import Looked, verify

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.store import SourceFolder

CLEAN = "sample: 8 briefings, 130 turns, 26 pages, 71 records: nothing wrong.\n"
"""What `scrapy verify` prints where nothing is."""
LEDGER_DAMAGE = {
    "UPDATE briefings SET revision = 2": "has another revision of",
    "UPDATE briefings SET content_hash = ''": "has another content_hash of",
    "UPDATE briefings SET complete = 0": "has another complete of",
    "UPDATE briefings SET pages = replace(pages, '[]', '[{\"number\": 3}]')": "has another pages of",
    "UPDATE briefings SET id = id || 'x' WHERE turn_count < 20": "which has no line",
    "UPDATE turns SET text_hash = '' WHERE seq = 2": "has other turns of",
    "DELETE FROM turns WHERE seq = 0": "has other turns of",
    "UPDATE sources SET turns_size = turns_size - 100": "has 100 bytes beyond what is committed",
    "UPDATE sources SET briefings_size = briefings_size + 1": "but the ledger knows of",
    "UPDATE pages SET digest = 'sha1:' WHERE status = 200": "is not what the index of the ledger says",
    "DELETE FROM pages WHERE id = 2": "is not in the index of the ledger",
    "UPDATE pages SET offset = offset + 1 WHERE id = 2": "is in the index of the ledger, but no record is there",
    "UPDATE archives SET indexed_size = 1": "but the ledger knows of 1",
    "INSERT INTO archives VALUES ('sample', 'old.warc.gz', 1, 1)": "old.warc.gz: is gone, but the ledger knows of it",
    "PRAGMA user_version = 99": "it was written by a newer release",
    "PRAGMA application_id = 0": "it is a database, but not a ledger of briefings",
    "PRAGMA user_version = 1": "it was written by an older version",
    "UPDATE sources SET superseded_digest = 'x'": "superseded.jsonl: does not hold the lines",
}
"""What SQL does to the ledger, and what the check says then."""


def faults(folder: SourceFolder) -> list[str]:
    """What the check of a source says, in this process."""
    return [str(found) for found in verify(folder, Looked(folder))]


def every_file(root: Path) -> dict[str, bytes]:
    """What is in every file below a folder, but for those that say who holds the lock."""
    return {str(file): file.read_bytes() for file in root.rglob("*") if file.is_file() and "lock" not in file.name}
