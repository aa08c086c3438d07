"""Repair a data folder: leave what is damaged in its database, and restore that from the files and the archive.

    1. if anything of the database is damaged, every row that is as it was written goes into a new database beside it
    2. source by source the archive is repaired and indexed, and what is gone is restored: see `Restoration`
    3. the new database takes the place of the old one, which moves to the folder `damaged`, and the files are written
       again as at any start

Killed anywhere, it begins again. Until then a start meets the old database.
"""

import hashlib
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from itertools import islice
from pathlib import Path

from briefings.markup import Markup
from briefings.store.copies import Copies
from briefings.store.database import Database
from briefings.store.errors import DamageError, StorageError, storage
from briefings.store.files import copy_file, next_of, take_place
from briefings.store.folder import SourceFolder, database_in, sources_in
from briefings.store.lock import without_writers
from briefings.store.records import Key
from briefings.store.schema import COLUMNS, Row, describe_row
from briefings.store.snapshot import open_as_it_is
from briefings.store.start import bring_in_order
from briefings.store.take_in import is_taken_in
from briefings.store.view_lines import lines_of
from briefings.store.views import Views
from briefings.upkeep.mend_archive import Say
from briefings.upkeep.restore import DamagedRows, Restoration
from briefings.upkeep.verify import check_database

_FILES = {"revisions": "turns.jsonl", "forgotten": "forgotten.jsonl", "rejected": "rejected.jsonl"}
"""Tables whose rows stand in files, with the file that lacks one that is lost."""


def repair(root: Path, say: Say, markup_of: Callable[[str], Markup | None]) -> None:
    """Repair all that `verify` finds in a data folder. The caller has locked all its sources.

    `markup_of` gives the markup of a source, for reading its pages.
    Sentences begin with `mended:` for what is again as it was, or made again, `not proved:` for what only a file says,
    and `set aside:` for what is lost. Raises BusyError when the database is open elsewhere, StorageError also when it
    is of another version.
    """
    file, new = database_in(root), next_of(database_in(root))
    with without_writers(root):
        _remove(new, "-wal", "-shm", "")
        aside = None if _is_sound(root) else _name_aside(file)
        with closing(Database(new if aside else file)) as database:
            with database.transaction():
                damaged, is_torn = _salvage(file, database) if aside else ([], False)
                for folder in sources_in(root):
                    _require_own_name(folder, database)
                if aside:
                    say(f"set aside: {file.name}: as it was, it is kept in damaged/{aside.name}")
                every = list(damaged)
                known = (source for (source,) in database.rows("SELECT DISTINCT source FROM revisions"))
                for source in sorted({*(folder.source for folder in sources_in(root)), *known}):
                    one = Restoration(SourceFolder(root, source), database, damaged, say, markup_of(source))
                    one.run(is_torn=is_torn)
                _tell(database, every, damaged, say)
            database.checkpoint()
        if aside:
            for ending in ("", "-wal"):
                if (old := file.with_name(f"{file.name}{ending}")).exists():
                    copy_file(old, aside.with_name(f"{aside.name}{ending}"))
            # The log first: the new database would take it for its own.
            _remove(file, "-wal", "-shm")
            take_place(file)
        with closing(Database(file)) as database:
            for folder in sources_in(root):
                for view in Views(folder, database).differing():
                    say(f"mended: {folder.source}/{view.name}: was missing or differed from the database")
                bring_in_order(folder, database)


def _require_own_name(folder: SourceFolder, database: Database) -> None:
    """Raise StorageError for an unknown folder that was renamed: all its lines would be of another source."""
    names = [str(line.record().get("source", "")) for line in islice(lines_of(folder.briefings), 9)]
    # In a single line the name may be damaged.
    is_renamed = len(names) > 1 and {*names} == {names[0]} and names[0] not in {"", folder.source}
    if is_renamed and not is_taken_in(database, folder.source):
        how = "Nothing was changed. Give it that name again, or move it away, and run the same command."
        raise StorageError(folder.folder, f"it holds the source {names[0]}", how)


def _is_sound(root: Path) -> bool:
    with suppress(DamageError), ExitStack() as stack:
        return not any(check_database(open_as_it_is(root, stack)))
    return False


def _salvage(file: Path, new: Database) -> tuple[DamagedRows, bool]:
    """Copy the rows of a database that are as they were written; return the others, and True if rows may be missing."""
    damaged, is_torn = dict[tuple[str, int], Row](), True
    with suppress(DamageError), closing(Database(file, reading=True, damaged=True)) as database:
        with suppress(DamageError):
            # A page in the place of another is read without an error, and nothing tells of the rows that stood there.
            database.check_structure()
            is_torn = False
        # From both ends of a table, each until a page that cannot be read.
        for table, order in ((table, order) for order in ("rowid", "rowid DESC")[: 1 + is_torn] for table in COLUMNS):
            with suppress(DamageError):
                for row, whole in database.judged(table, f"TRUE ORDER BY {order}"):
                    if whole:
                        # By their rowid the lines of the files keep their order, from whichever end they come.
                        new.insert(table, **{name: row[name] for name in ("rowid", *COLUMNS[table])})
                    else:
                        damaged[table, row["rowid"]] = row
    return [(table, row) for (table, _), row in damaged.items()], is_torn


def _tell(database: Database, every: DamagedRows, lost: DamagedRows, say: Say) -> None:
    """Tell what became of every damaged row, and judge which briefings are copies without those that are lost."""
    for table, row in every:
        if table in _FILES and (table, row) in lost:
            say(f"set aside: {_FILES[table]}: {describe_row(table, row)}: was damaged")
        else:
            say(f"mended: {describe_row(table, row)}: was damaged")
    keys = database.rows("SELECT source, id FROM briefings ORDER BY number")
    for key in sorted(Copies(database).judge(Key(*key) for key in keys)):
        say(f"not proved: {key.id}: what it is a copy of, or an account of the same event, is another for now")


def _remove(file: Path, *endings: str) -> None:
    with storage(file):
        for ending in endings:
            file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)


def _name_aside(file: Path) -> Path:
    """Return the place of a database in the folder `damaged`, named by its digest."""
    with storage(file), file.open("rb") as stream:
        return file.parent / "damaged" / f"{file.name}.{hashlib.file_digest(stream, 'sha256').hexdigest()[:16]}"
