"""Repair a data folder: remove what is damaged from its database, and restore that from the files and the archive.

    1. if anything of the database is damaged, a copy of it goes to the folder `damaged`
    2. rows that are not as they were written are removed, and indexes rebuilt. If the file is damaged beyond that, a
       new database is made beside it, to which every source is as one whose database was lost
    3. source by source the archive is repaired and indexed, and what is gone is restored: see `Restoration`
    4. all that lasts at once, by one transaction, or as the new database takes the place of the old; the files are
       written again as at any start

Killed before the fourth, it begins again: until then a start finds the old database.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefings.markup import Markup
from briefings.store import (
    BusyError,
    DamageError,
    Database,
    Key,
    SourceFolder,
    database_in,
    next_of,
    replace_file,
    sources_in,
    storage,
)
from briefings.store.files import take_place
from briefings.store.find_copies import Copies
from briefings.store.lock import without_writers
from briefings.store.schema import COLUMNS, Row
from briefings.store.start import bring_in_order
from briefings.upkeep.check_database import has_database, named, rows_of
from briefings.upkeep.mend_archive import Say
from briefings.upkeep.restore import Restoration

_PATIENCE = 5.0  # seconds for an export to end
_LARGE = {"sources", "revisions", "briefings", "pages", "archives"}  # had from the files and the archive


@dataclass(slots=True)
class _Examined:
    """Findings of the examination of a database."""

    digests: set[bytes] = field(default_factory=set)
    """Digests of all rows, by which lines of the files can be proved."""
    damaged: list[tuple[str, Row]] = field(default_factory=list)
    """Rows that are not as they were written, each with its table."""
    others: list[tuple[str, Row]] = field(default_factory=list)
    """Rows of the small tables that are as they were written, for a new database."""
    is_whole: bool = False
    """True if nothing else is wrong with the file."""


def repair(root: Path, markups: Mapping[str, Markup | None], say: Say) -> None:
    """Repair all that `verify` finds in a data folder. The caller has locked all its sources.

    `markups` are those of the sources. Sentences begin with `mended:` for what is again as it was, `read again:` for
    what the archive gives, which may differ from it, `not proved:` for what only a file says, and `set aside:` for what
    is lost. Raises BusyError when the database is open elsewhere, StorageError also when it is of another version.
    """
    file, folders = database_in(root), sources_in(root)
    with without_writers(root):
        _remove_half(file)
        examined = _examine(file) if has_database(root) else _Examined(is_whole=True)
        if examined.damaged or not examined.is_whole:
            say(f"set aside: {file.name}: as it was, it is kept in damaged/{_keep_copy(file)}")
        with ExitStack() as stack:
            try:
                database = _open_sound(file, stack)
            except DamageError:
                _fold_log(file)
                database = stack.enter_context(closing(Database(next_of(file))))
                stack.enter_context(database.transaction())
                for table, row in examined.others:
                    database.insert(table, **{name: row[name] for name in COLUMNS[table]})
                examined.damaged = []
            _mend(root, database, examined, markups, say)
        if database.file != file:
            # One file, whole, before it takes its place.
            _fold_log(next_of(file))
            with storage(file):
                for log in ("-wal", "-shm", "-journal"):
                    file.with_name(f"{file.name}{log}").unlink(missing_ok=True)
            take_place(file)
            _remove_half(file)
        with closing(Database(file)) as database:
            for folder in folders:
                bring_in_order(folder, database)


def _examine(file: Path) -> _Examined:
    found = _Examined()
    with suppress(DamageError), closing(Database(file, reading=True)) as database:
        with suppress(DamageError):
            database.check_structure()
            found.is_whole = True
        for table in COLUMNS:
            # Of one that is torn, the rows before that.
            with suppress(DamageError):
                for row, whole in rows_of(database, table):
                    found.digests.add(row["digest"])
                    if not whole:
                        found.damaged.append((table, row))
                    elif not found.is_whole and table not in _LARGE:
                        found.others.append((table, row))
    return found


def _open_sound(file: Path, stack: ExitStack) -> Database:
    """Open a database and begin a transaction in which its indexes are rebuilt: they may be all that is damaged.

    Raises DamageError if more is damaged, with nothing changed.
    """
    with ExitStack() as own:
        database = own.enter_context(closing(Database(file)))
        own.enter_context(database.transaction())
        database.write("DELETE FROM texts")
        database.write("REINDEX")
        database.check_structure()
        stack.enter_context(own.pop_all())
        return database


def _mend(root: Path, database: Database, examined: _Examined, markups: Mapping[str, Markup | None], say: Say) -> None:
    for table, row in examined.damaged:
        database.delete(table, rowid=row["rowid"])
        say(f"mended: {named(table, row)}: was damaged")
    known = database.rows("SELECT DISTINCT source FROM revisions")
    for source in sorted({*(folder.source for folder in sources_in(root)), *(source for (source,) in known)}):
        restoration = Restoration(SourceFolder(root, source), database, markups.get(source), examined.digests, say)
        restoration.run([(table, row) for table, row in examined.damaged if row["source"] == source])
    keys = database.rows("SELECT source, id FROM briefings ORDER BY number")
    Copies(database).judge(Key(*key) for key in keys)


def _keep_copy(file: Path) -> str:
    """Copy a database, and its log, to the folder `damaged`, under its digest; return its name there."""
    folder = file.parent / "damaged"
    with storage(folder):
        folder.mkdir(exist_ok=True)
        with file.open("rb") as stream:
            name = f"{file.name}.{hashlib.file_digest(stream, 'sha256').hexdigest()[:16]}"
        for one in (file, file.with_name(f"{file.name}-wal")):
            to = folder / one.name.replace(file.name, name)
            if one.exists() and not to.exists():
                with one.open("rb") as stream:
                    replace_file(to, iter(lambda: stream.read(1 << 20), b""))
    return name


def _fold_log(file: Path) -> None:
    """Fold the log of a database into it, as far as possible. Raises BusyError when it is being read."""
    with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as db:
        try:
            db.execute("PRAGMA journal_mode = DELETE")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                what = "an export or another command reads it"
                raise BusyError(file, what, "Run the same command again when it is done.") from error


def _remove_half(file: Path) -> None:
    """Remove what a killed repair left beside the database."""
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
    """Return the briefings that the next crawl must request, because what was lost of them is not stored again yet."""
    return {id_ for (id_,) in database.rows(_ASKED, folder.source)}
