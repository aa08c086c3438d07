"""Remove what has a tombstone, so that a start can finish it after a kill at any moment.

    1. its records in the archive, one file at a time: see `archive/blank.py`
    2. files that may hold it: those half written, and what was set aside of it or of unknown origin
    3. its rows, in one transaction; briefings that named it are judged again
    4. the views, written again; the log of the database, emptied, because it still holds the rows
    5. the tombstone says that it is done

A start does all of it again for every tombstone that does not say so.
"""

import json
import logging

from msgspec.structs import replace

from briefings.clock import now
from briefings.store.archive.blank import blank_records
from briefings.store.copies import Copies
from briefings.store.database import Database
from briefings.store.errors import BusyError
from briefings.store.files import files_in, remove_file
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import add_tombstone, forgotten_in
from briefings.store.records import Key, Records
from briefings.store.run_reports import RunReports
from briefings.store.views import Views

logger = logging.getLogger(__name__)


def remove_forgotten(folder: SourceFolder, database: Database, patience: float = 0.0) -> dict[Key, tuple[int, int]]:
    """Remove briefings whose tombstones lack `removed_at`; return how many lines and archived records each had.

    The caller holds the lock of the source. Raises StorageError, or BusyError if the database is being read for longer
    than `patience` seconds, so that its log cannot be emptied: then all is done again the next time.
    """
    begun = forgotten_in(database, folder.source).begun
    if not begun:
        return {}
    names = {tombstone.id: [tombstone.id, *tombstone.urls] for tombstone in begun}
    keys = [Key(folder.source, id_) for id_ in names]
    lines = {key: sum(1 + len(one.turn_keys) for one in Records(database).all_of(key)) for key in keys}
    blanked = blank_records(folder, database, begun)
    _remove_files(folder)
    RunReports(folder).scrub(database, {name for own in names.values() for name in own})
    for key in keys:
        _remove_rows(database, key, names[key.id])
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
    return {key: (lines[key], blanked[key.id]) for key in keys}


def _remove_files(folder: SourceFolder) -> None:
    """Remove the files that a kill left half written, and the bytes that a repair set aside.

    Their content is unknown; the repair took out all it could.
    """
    name = folder.database.name
    halves = [file for place in (folder.folder, folder.archive, folder.runs) for file in files_in(place, ".next")]
    halves += [file for file in files_in(folder.root) if file.name.startswith(f"{name}.next")]
    copies = [file for file in files_in(folder.root / "damaged") if file.name.startswith(name)]
    aside = [file for file in files_in(folder.damaged) if file.suffix in {".bin", ".next"}]
    for file in (*halves, *copies, *aside):
        remove_file(file)


_OWN = "(SELECT value FROM json_each(?2))"
NAMING = {
    "entries": f"(key IN {_OWN} OR url IN {_OWN} OR coalesce(briefing, '') IN {_OWN})",
    "site_map": f"example IN {_OWN}",
    "rejected": f"EXISTS (SELECT 1 FROM json_tree(line) AS part WHERE part.atom IN {_OWN})",
}
"""Conditions for the rows of a source that name a briefing; its ids and addresses are the second value, as JSON."""


def _remove_rows(database: Database, key: Key, names: list[str]) -> None:
    with database.transaction():
        Copies(database).remove(key)
        # The next crawl requests a copy whose turns are unknown.
        database.write("UPDATE briefings SET looked_at = NULL WHERE copy_of = ? AND turn_count = 0", key.id)
        for table, condition in NAMING.items():
            database.write(f"DELETE FROM {table} WHERE source = ?1 AND {condition}", key.source, json.dumps(names))
