"""Take out what has a tombstone, so that a kill at any moment leaves a start something to finish.

    1. its records in the archive, a file at a time: see `archive/blank.py`
    2. what names it or holds it elsewhere in the folder: see `traces.py`
    3. its rows, in one transaction; what named it is judged again
    4. the views, written anew; the log of the database, emptied, as it holds the rows still
    5. the tombstone says that it is done

A start does all of it again for every tombstone that does not say so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from briefings.clock import now
from briefings.store.archive.blank import blank_records
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.place import Place
from briefings.store.archive.warc import fields_of
from briefings.store.database import Database
from briefings.store.errors import BusyError, StorageError
from briefings.store.find_copies import Copies
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone, add_tombstone, forgotten_in
from briefings.store.named import MOVED
from briefings.store.records import Key, Records
from briefings.store.run_reports import scrub_runs
from briefings.store.traces import Mentions, remove_from_damaged, remove_leftovers
from briefings.store.views import Views

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of a source with a briefing."""

    lines: int
    records: int


def take_out_forgotten(folder: SourceFolder, database: Database, patience: float = 0.0) -> dict[str, Removed]:
    """Take out what has a tombstone that does not say it is out, and return what that was by their ids.

    The caller holds the lock of the source. Raises StorageError, and BusyError where somebody reads the database for
    longer than `patience` seconds, so that its log cannot be emptied: then it is all done again the next time.
    """
    tombstones = forgotten_in(database, folder.source).tombstones.values()
    begun = [tombstone for tombstone in tombstones if tombstone.removed_at is None]
    removed = {tombstone.id: _take_out(folder, database, tombstone) for tombstone in begun}
    if begun:
        Views(folder, database).bring_up_to_date()
        if not database.checkpoint(patience):
            raise BusyError(
                database.file,
                "an export is on, or something else reads there, and what was forgotten is still in its log",
                "Run the same command again when it is done.",
            )
        with database.transaction():
            for tombstone in begun:
                add_tombstone(database, folder.source, replace(tombstone, removed_at=now()))
        for tombstone in begun:
            logger.info("%s was taken out of %s", tombstone.id, folder.source)
    return removed


def _take_out(folder: SourceFolder, database: Database, tombstone: Tombstone) -> Removed:
    records, key = Records(database), Key(folder.source, tombstone.id)
    revisions = records.all_of(key)
    blanked = blank_records(folder, tombstone, PageIndex(database, folder.source).places(tombstone.urls))
    mentions = Mentions([tombstone.id, *tombstone.urls])
    hashes = {turn.text_hash for revision in revisions for turn in revision.turn_keys}
    remove_leftovers(folder)
    remove_from_damaged(folder, tombstone.id, mentions, Mentions(hashes))
    scrub_runs(folder, database, {tombstone.id, *tombstone.urls})
    _unmark(database, records, tombstone.id)
    _remove(folder, database, tombstone)
    return Removed(sum(1 + len(revision.turn_keys) for revision in revisions), blanked)


def _unmark(database: Database, records: Records, briefing: str) -> None:
    """Let no older revision, of whichever source, name what was forgotten as what it was a copy of."""
    named = [(key, number) for key, number, line in records.lines() if briefing.encode() in line and key.id != briefing]
    with database.transaction():
        for key, number in named:
            revision, row = records.revision(key, number), records.row(key)
            marks = {name: None for name in ("copy_of", "same_event") if revision.record[name] == briefing}
            if marks and (row is None or number < row["revision"]):
                records.rewrite(revision.marked(**marks))


def _remove(folder: SourceFolder, database: Database, tombstone: Tombstone) -> None:
    """Take the rows out, in one transaction; whatever can be found out before it is."""
    records, key = Records(database), Key(folder.source, tombstone.id)
    copies, index = Copies(database, records), PageIndex(database, folder.source)
    urls, gone = set(tombstone.urls), list(_blanked(folder, database))
    rejected = [key for key, line in _rejected(folder, database) if _is_of(json.loads(line)["record"], tombstone)]
    with database.transaction():
        named = copies.naming(key.id)
        copies.drop(key)
        records.remove(key)
        copies.judge(named)
        # A copy whose turns are not known is asked for by the next crawl.
        database.write("UPDATE briefings SET looked_at = NULL WHERE copy_of = ? AND turn_count IS NULL", key.id)
        for url in urls:
            index.drop(url)
            database.write("DELETE FROM entries WHERE source = ? AND url = ?", folder.source, url)
        for place in gone:
            where = "source = ? AND file = ? AND offset = ?"
            database.write(f"DELETE FROM pages WHERE {where}", folder.source, place.file, place.offset)
        database.write("DELETE FROM entries WHERE source = ? AND ? IN (key, briefing)", *key)
        for name in rejected:
            database.write("DELETE FROM rejected WHERE source = ? AND key = ?", folder.source, name)


def _blanked(folder: SourceFolder, database: Database) -> Iterator[Place]:
    """The places of answers that led to it: they are blank now, though their own addresses may lead elsewhere."""
    marks = ", ".join("?" * len(MOVED))
    query = f"SELECT file, offset FROM pages WHERE source = ? AND status IN ({marks})"
    for file, offset in database.rows(query, folder.source, *MOVED):
        with suppress(StorageError, ValueError):
            if fields_of(Place(file, offset).read(folder.archive)).get(b"warc-type") == b"metadata":
                yield Place(file, offset)


def _rejected(folder: SourceFolder, database: Database) -> list[tuple[bytes, str]]:
    return [(row["key"], row["line"]) for row in database.read("rejected", "source = ?", folder.source)]


def _is_of(record: object, tombstone: Tombstone) -> bool:
    """Whether a record that broke its schema is of what was forgotten, as far as it says."""
    if not isinstance(record, dict):
        return False
    pages = record.get("pages")
    urls = [page.get("url") for page in pages if isinstance(page, dict)] if isinstance(pages, list) else []
    return record.get("id") == tombstone.id or not {record.get("url"), *urls}.isdisjoint(tombstone.urls)
