"""Take a briefing out of everything that is kept, so that a kill at any moment leaves a start something to finish.

    1. its tombstone, with the addresses of its pages: from here on it is forgotten
    2. its records in the archive, a file at a time: see `archive/blank.py`
    3. its rows, in one transaction; what named it is judged again
    4. the views, written anew; the log of the database, emptied, as it holds the rows still
    5. the tombstone says that it is done

A start does 2 to 5 again for every tombstone that does not say so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefings.clock import now
from briefings.store.archive.blank import blank_records, urls_of
from briefings.store.archive.page_index import PageIndex
from briefings.store.database import Database
from briefings.store.errors import BusyError
from briefings.store.find_copies import Copies
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Forgotten, Tombstone, add_tombstone, forgotten_in
from briefings.store.records import Key, Records
from briefings.store.views import Views

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of a source with a briefing."""

    lines: int
    records: int


def forget(folder: SourceFolder, database: Database, briefings: Sequence[str], why: str | None) -> dict[str, Removed]:
    """Take these briefings out of a source for good, and return what that was by their ids.

    The caller holds the lock of the source and brought it in order. Raises BusyError, StorageError; once the
    tombstones are written, the same call or the next start of a run goes on from there.
    """
    known = forgotten_in(database, folder.source).tombstones
    with database.transaction():
        for briefing in briefings:
            before = known.get(briefing)
            urls = sorted({*_urls(folder, database, briefing), *(before.urls if before else ())})
            at, reason = (before.forgotten_at, why or before.why) if before else (now(), why)
            add_tombstone(database, folder.source, Tombstone(briefing, at, reason, urls, None))
    return finish_forgetting(folder, database)


def finish_forgetting(folder: SourceFolder, database: Database) -> dict[str, Removed]:
    """Take out what has a tombstone that does not say it is out; the caller holds the lock of the source."""
    tombstones = forgotten_in(database, folder.source).tombstones.values()
    begun = [tombstone for tombstone in tombstones if tombstone.removed_at is None]
    removed = {}
    for tombstone in begun:
        records = blank_records(folder, tombstone)
        removed[tombstone.id] = Removed(_remove(folder, database, tombstone), records)
    if begun:
        Views(folder, database).bring_up_to_date()
        if not database.checkpoint():
            raise BusyError(
                database.file,
                "an export or another run reads there, and what was forgotten is still in its log",
                "Run the same command again when it is done.",
            )
        with database.transaction():
            for tombstone in begun:
                add_tombstone(database, folder.source, replace(tombstone, removed_at=now()))
        for tombstone in begun:
            logger.info("%s was taken out of %s", tombstone.id, folder.source)
    return removed


def _remove(folder: SourceFolder, database: Database, tombstone: Tombstone) -> int:
    """Take the rows out, and return of how many lines they were."""
    records, key = Records(database), Key(folder.source, tombstone.id)
    copies, index, named = Copies(database, records), PageIndex(database, folder.source), Forgotten([tombstone])
    newest = records.newest(key)
    kept = [*records.older(key), *([newest] if newest else [])]
    with database.transaction():
        copies.drop(key)
        records.remove(key)
        copies.judge(copies.naming(key.id))
        for url in filter(named.named_by, index.urls()):
            index.drop(url)
        database.write("DELETE FROM entries WHERE source = ? AND ? IN (key, briefing)", *key)
        for row in database.read("rejected", "source = ?", folder.source):
            if json.loads(row["line"])["record"].get("id") == tombstone.id:
                database.write("DELETE FROM rejected WHERE source = ? AND key = ?", folder.source, row["key"])
    return sum(1 + len(revision.turn_keys) for revision in kept)


def _urls(folder: SourceFolder, database: Database, briefing: str) -> set[str]:
    """The addresses of the pages of a briefing, as its lines, their records and the lists name them."""
    records, key = Records(database), Key(folder.source, briefing)
    newest = records.newest(key)
    found: set[str] = set()
    for revision in [*records.older(key), *([newest] if newest else [])]:
        pages = revision.record["pages"]
        found.update(page["url"] for page in pages)
        found.update(urls_of(folder, [page["warc"] for page in pages if page["warc"]]))
    entries = database.read("entries", "source = ? AND ? IN (key, briefing)", *key)
    return found | {row["url"] for row in entries}
