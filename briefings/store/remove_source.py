"""Remove a source with everything stored of it: its rows, and its folder."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

from briefings.store.database import Database
from briefings.store.errors import storage
from briefings.store.find_copies import Copies
from briefings.store.folder import SourceFolder, database_in
from briefings.store.lock import open_database, take_lock
from briefings.store.records import Key
from briefings.store.start import catch_up
from briefings.store.take_in import clear_source, is_taken_in


def remove_source(root: Path, source: str) -> bool:
    """Remove a source entirely, even if its folder is gone; return False when no source has that name.

    Copies of its briefings elsewhere get their turns back. After a kill the same call goes on. Raises BusyError while a
    run writes to it, StorageError.
    """
    folder = SourceFolder(root, source)
    has_folder = folder.folder.is_dir()
    if not (has_folder or database_in(root).exists()):
        return False
    with ExitStack() as stack:
        database = stack.enter_context(open_database(root))
        if not (has_folder or is_taken_in(database, source)):
            return False
        with storage(folder.folder):
            if has_folder:
                stack.callback(take_lock(folder).release)
                # These first: without them a start after a kill has nothing to take in.
                for file in (folder.briefings, folder.superseded):
                    file.unlink(missing_ok=True)
            clear_source(source, database)
            _judge_copies(database)
            if has_folder:
                shutil.rmtree(folder.folder)
    catch_up(root)
    return True


def _judge_copies(database: Database) -> None:
    """Relate the copies of removed briefings anew."""
    bereft = "copy_of NOT IN (SELECT id FROM briefings) OR same_event NOT IN (SELECT id FROM briefings)"
    keys = [Key(*row) for row in database.rows(f"SELECT source, id FROM briefings WHERE {bereft}")]
    copies = Copies(database)
    for key in keys:
        with database.transaction():
            copies.judge([key])
