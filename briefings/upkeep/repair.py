"""Mend a data folder: build its database anew beside the old one, of what is left of that, the files and the archive.

    1. every row that is as it was written goes into a new database; where the old one is damaged, a copy of it goes to
       the folder `damaged`
    2. source by source the archive is mended and indexed, and what is gone is restored: see `Restoration`
    3. the new database takes the place of the old; the files are written anew as at any start

Killed before the third, it begins anew: till then a start finds the old database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

from briefings.store import DamageError, Database, Key, Records, SourceFolder, database_in, next_of, sources_in, storage
from briefings.store.damaged import losses_of, mend_notes
from briefings.store.files import take_place
from briefings.store.find_copies import Copies
from briefings.store.forgotten import forgotten_in
from briefings.store.start import bring_in_order
from briefings.store.take_in import is_taken_in
from briefings.transcript import Markup
from briefings.upkeep.check_database import check_database, has_database, named
from briefings.upkeep.faults import Fault, Looked
from briefings.upkeep.mend_archive import Say
from briefings.upkeep.restore import Restoration
from briefings.upkeep.salvage import keep_database, salvage
from briefings.upkeep.verify import verify

Markups = Mapping[str, Markup | None]
"""The markup of each source."""


def repair(root: Path, markups: Markups, say: Say) -> None:
    """Mend all that `verify` finds in a data folder, all of whose sources the caller has locked.

    Sentences begin with `mended:` for what is again as it was, with `read again:` for what the archive gives, which may
    not be what it was, with `not proved:` for what only a file says, with `set aside:` for what is lost. Raises
    BusyError when somebody reads the database, StorageError, too, when it is of another version.
    """
    file, folders = database_in(root), sources_in(root)
    # First: all else that opens a source reads its notes.
    for folder in folders:
        if kept_in := mend_notes(folder):
            say(f"set aside: damaged/{folder.losses.name}: what is no note is kept in {kept_in}")
    faults = list(_faults(file, folders, markups))
    beyond_views = [fault for fault in faults if fault.file.suffix != ".jsonl"]
    if beyond_views:
        say(f"mended: {beyond_views[0]}; the database is built again from what is left")
    if beyond_views or _is_unproved(file, folders):
        _rebuild(root, markups, say, keep_old=any(fault.file == file for fault in faults))
    with closing(Database(file)) as database:
        for folder in folders:
            if any(fault.file.parent == folder.folder for fault in faults):
                Records(database).make_stale(folder.source)
                say(f"mended: {folder.source}: its files are written again from the database")
            bring_in_order(folder, database)


def _faults(file: Path, folders: Iterable[SourceFolder], markups: Markups) -> Iterator[Fault]:
    """All that `verify` finds."""
    with ExitStack() as stack:
        try:
            database = stack.enter_context(closing(Database(file, reading=True))) if has_database(file.parent) else None
            yield from check_database(database) if database else ()
        except DamageError as error:
            yield Fault(error.file, "", error.what)
            return
        for folder in folders:
            found = verify(folder, database, markups.get(folder.source), Looked(folder))
            yield from (one for one in found if isinstance(one, Fault))


def _is_unproved(file: Path, folders: Iterable[SourceFolder]) -> bool:
    """Whether anything of a database without fault was taken in from files, or is to be."""
    if not has_database(file.parent):
        return True
    with closing(Database(file, reading=True)) as database:
        unproved = "SELECT 1 FROM revisions WHERE NOT proved LIMIT 1"
        return bool(database.rows(unproved)) or not all(is_taken_in(database, folder.source) for folder in folders)


def _rebuild(root: Path, markups: Markups, say: Say, *, keep_old: bool) -> None:
    """Let a new database take the place of the old, with all that is left of that, the files and the archive."""
    file = database_in(root)
    for half in root.glob(f"{file.name}*.next*"):
        half.unlink()
    with closing(Database(next_of(file))) as database:
        left = salvage(file, database)
        if keep_old and file.exists():
            say(f"set aside: {file.name}: as it was, it is kept in damaged/{keep_database(file)}")
        for table, row in left.bad:
            if table not in {"revisions", "forgotten", "rejected"}:
                say(f"mended: {named(table, row)}: left out")
        known = database.rows("SELECT DISTINCT source FROM revisions")
        for source in sorted({*(folder.source for folder in sources_in(root)), *(source for (source,) in known)}):
            Restoration(SourceFolder(root, source), database, markups.get(source), say).run(left)
        with database.transaction():
            keys = database.rows("SELECT source, id FROM briefings ORDER BY number")
            Copies(database, Records(database)).judge(Key(*key) for key in keys)
        # One file, whole, before it takes its place.
        database.rows("PRAGMA journal_mode = DELETE")
    with storage(file):
        for log in ("-wal", "-shm", "-journal"):
            file.with_name(f"{file.name}{log}").unlink(missing_ok=True)
    take_place(file)
    for half in root.glob(f"{file.name}*.next*"):
        half.unlink()


def asked(folder: SourceFolder, database: Database) -> set[str]:
    """The briefings that the next crawl has to ask for: what was set aside of them is not kept again yet."""
    records, forgotten = Records(database), forgotten_in(database, folder.source)
    pages = "json_each(unpacked(line), '$.pages') AS page"
    missing = (
        f"SELECT briefings.id FROM briefings JOIN revisions USING (source, id, revision), {pages} "
        "WHERE source = ? AND looked_at IS NULL AND json_extract(page.value, '$.warc') IS NULL"
    )
    found = {id_ for (id_,) in database.rows(missing, folder.source)}
    for loss in losses_of(folder):
        if loss.briefing is not None and loss.briefing not in forgotten:
            row = records.row(Key(folder.source, loss.briefing))
            if loss.url is not None if row is None else row["revision"] <= (loss.revision or 0):
                found.add(loss.briefing)
    return found
