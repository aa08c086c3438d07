"""Mend a data folder: build its database anew beside the old one, of what is left of that, the files and the archive.

    1. every row that is as it was written goes into a new database; where the old one is damaged, a copy of it goes to
       the folder `damaged`
    2. source by source the archive is mended and indexed, and what is gone is restored: see `Restoration`
    3. the new database takes the place of the old; the files are written anew as at any start

Killed before the third, it begins anew: till then a start finds the old database.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from briefings.markup import Markup
from briefings.store import (
    Database,
    Key,
    SourceFolder,
    database_in,
    next_of,
    sources_in,
    storage,
)
from briefings.store.files import take_place
from briefings.store.find_copies import Copies
from briefings.store.lock import without_writers
from briefings.store.start import bring_in_order
from briefings.upkeep.check_database import named
from briefings.upkeep.mend_archive import Say
from briefings.upkeep.restore import Restoration
from briefings.upkeep.salvage import keep_database, readable, salvage


def repair(root: Path, markups: Mapping[str, Markup | None], say: Say) -> None:
    """Mend all that `verify` finds in a data folder. The caller has locked all its sources.

    `markups` are those of the sources. Sentences begin with `mended:` for what is again as it was, `read again:` for
    what the archive gives, which may differ from it, `not proved:` for what only a file says, and `set aside:` for what
    is lost. Raises BusyError when somebody has the database open, StorageError also when it is of another version.
    """
    with without_writers(root):
        _repair(root, markups, say)


def _repair(root: Path, markups: Mapping[str, Markup | None], say: Say) -> None:
    file, folders = database_in(root), sources_in(root)
    _remove_half(file)
    old = readable(file)
    with closing(Database(next_of(file))) as database:
        left = salvage(old, database)
        left.is_damaged |= old != file
        if file.exists() and left.is_damaged:
            say(f"set aside: {file.name}: as it was, it is kept in damaged/{keep_database(file)}")
        for table, row in left.bad:
            say(f"mended: {named(table, row)}: was damaged")
        known = database.rows("SELECT DISTINCT source FROM revisions")
        for source in sorted({*(folder.source for folder in folders), *(source for (source,) in known)}):
            Restoration(SourceFolder(root, source), database, markups.get(source), say).run(left)
        with database.transaction():
            keys = database.rows("SELECT source, id FROM briefings ORDER BY number")
            Copies(database).judge(Key(*key) for key in keys)
        # One file, whole, before it takes its place.
        database.rows("PRAGMA journal_mode = DELETE")
    with storage(file):
        for log in ("-wal", "-shm", "-journal"):
            file.with_name(f"{file.name}{log}").unlink(missing_ok=True)
    take_place(file)
    _remove_half(file)
    with closing(Database(file)) as database:
        for folder in folders:
            bring_in_order(folder, database)


def _remove_half(file: Path) -> None:
    """Remove what a repair that was killed left beside the database."""
    with storage(file):
        for half in file.parent.glob(f"{file.name}*.next*"):
            half.unlink()


_ASKED = """
SELECT briefings.id FROM briefings JOIN revisions USING (source, id, revision),
    json_each(unpacked(line), '$.pages') AS page
WHERE source = ?1 AND looked_at IS NULL AND json_extract(page.value, '$.warc') IS NULL
UNION SELECT briefing FROM losses LEFT JOIN briefings ON (briefings.source, id) = (losses.source, briefing)
WHERE losses.source = ?1 AND briefing NOT IN (SELECT id FROM forgotten WHERE source = ?1)
    AND CASE WHEN id IS NULL THEN losses.url IS NOT NULL ELSE briefings.revision <= losses.revision END
"""


def asked(folder: SourceFolder, database: Database) -> set[str]:
    """The briefings that the next crawl has to ask for: what was lost of them is not kept again yet."""
    return {id_ for (id_,) in database.rows(_ASKED, folder.source)}
