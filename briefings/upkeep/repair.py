"""Repair a data folder: remove what is damaged from its database, and restore that from the files and the archive.

    1. if anything of the database is damaged, a copy of it goes to the folder `damaged`
    2. a database that is damaged beyond its rows and indexes is removed: every source is then as one whose database
       was lost
    3. in one transaction damaged rows are removed and indexes rebuilt; source by source the archive is repaired and
       indexed, and what is gone is restored: see `Restoration`
    4. the files are written again as at any start

Killed anywhere, it begins again. Until then a start meets the old database, or takes the sources in from their files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from briefings.markup import Markup
from briefings.store.copies import Copies
from briefings.store.database import Database
from briefings.store.errors import DamageError, storage
from briefings.store.files import replace_file
from briefings.store.folder import SourceFolder, database_in, sources_in
from briefings.store.lock import without_writers
from briefings.store.records import Key
from briefings.store.schema import COLUMNS, Row, row_digest
from briefings.store.start import bring_in_order
from briefings.upkeep.check_database import has_database, named, rows_of
from briefings.upkeep.mend_archive import Say
from briefings.upkeep.restore import Restoration

_Rows = list[tuple[str, Row]]
"""Rows, each with its table."""


def repair(root: Path, markups: Mapping[str, Markup | None], say: Say) -> None:
    """Repair all that `verify` finds in a data folder. The caller has locked all its sources.

    `markups` are those of the sources. Sentences begin with `mended:` for what is again as it was, `read again:` for
    what the archive gives, which may differ from it, `not proved:` for what only a file says, and `set aside:` for what
    is lost. Raises BusyError when the database is open elsewhere, StorageError also when it is of another version.
    """
    file, folders = database_in(root), sources_in(root)
    with without_writers(root):
        damaged, is_whole = _examine(file) if has_database(root) else ([], True)
        if damaged or not is_whole:
            say(f"set aside: {file.name}: as it was, it is kept in damaged/{_keep_copy(file)}")
        with ExitStack() as stack:
            try:
                database = _open_sound(file, stack)
            except DamageError:
                with storage(file):
                    # The log first: the next database would take it for its own.
                    for ending in ("-wal", "-shm", ""):
                        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
                damaged, database = [], _open_sound(file, stack)
            _mend(root, database, damaged, markups, say)
        with closing(Database(file)) as database:
            for folder in folders:
                bring_in_order(folder, database)


def _examine(file: Path) -> tuple[_Rows, bool]:
    """Return the rows that are not as they were written, and False if anything else is wrong with the database."""
    damaged: _Rows = []
    with suppress(DamageError), closing(Database(file, reading=True)) as database:
        for table in COLUMNS:
            damaged += [(table, row) for row, whole in rows_of(database, table) if not whole]
        database.check_structure()
        return damaged, True
    return damaged, False


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


def _mend(root: Path, database: Database, damaged: _Rows, markups: Mapping[str, Markup | None], say: Say) -> None:
    for table, row in damaged:
        database.delete(table, rowid=row["rowid"])
        say(f"mended: {named(table, row)}: was damaged")
    known = database.rows("SELECT DISTINCT source FROM revisions")
    sources = sorted({*(folder.source for folder in sources_in(root)), *(source for (source,) in known)})
    lost: dict[str, _Rows] = {source: [] for source in sources}
    for table, row in damaged:
        source = row["source"] if row["source"] in lost else _proved_source(table, row, sources)
        if source is not None:
            lost[source].append((table, row))
        elif table in {"forgotten", "rejected"}:
            say(f"set aside: {table}.jsonl: {named(table, row)}: the name of its source is damaged too")
    for source in sources:
        Restoration(SourceFolder(root, source), database, markups.get(source), say).run(lost[source])
    keys = database.rows("SELECT source, id FROM briefings ORDER BY number")
    Copies(database).judge(Key(*key) for key in keys)


def _proved_source(table: str, row: Row, sources: Sequence[str]) -> str | None:
    """Return the source with which a row has its digest: only the name of its source is damaged; None for no such."""

    def digest(source: str) -> bytes:
        return row_digest(*(source if column == "source" else row[column] for column in COLUMNS[table]))

    return next((source for source in sources if digest(source) == row["digest"]), None)


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
