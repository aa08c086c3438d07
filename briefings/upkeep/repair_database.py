"""Build a damaged database anew beside itself, of what is left of it, of the files and of the archive.

    1. the log is folded into the file, which nobody reads then, and the file is copied to the folder `damaged`
    2. every row that is as it was written goes into a new database; what is gone is restored source by source
    3. the new database takes the place of the old

Killed before the last, it begins anew: till then a start finds the old database, which it refuses.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from briefings.clock import now
from briefings.store import (
    BusyError,
    DamageError,
    Database,
    Records,
    SourceFolder,
    StorageError,
    database_in,
    next_of,
    replace_file,
    sources_in,
    storage,
    sync_folder,
)
from briefings.store.damaged import Loss, set_aside
from briefings.store.database import Row
from briefings.store.forgotten import Tombstone, add_tombstone, forgotten_in
from briefings.store.lines import RawLine, lines_of
from briefings.store.rejected import add_line
from briefings.store.run_reports import take_in_reports
from briefings.store.schema import APPLICATION_ID, DATABASE_VERSION, row_digest
from briefings.store.take_in import add_source, is_taken_in, take_in
from briefings.transcript import Markup
from briefings.upkeep.check_database import (
    TABLES,
    check_database,
    has_database,
    named,
    rows_of,
    schema_of_database,
)
from briefings.upkeep.faults import Repaired, counted
from briefings.upkeep.repair_archive import index_again
from briefings.upkeep.repair_notes import repair_notes
from briefings.upkeep.repair_records import RecordRepair
from briefings.upkeep.restore import Restoration, source_of

_PATIENCE = 5.0  # seconds for an export to end
_LOST = {
    "sources": "what is known of the source itself", "briefings": "when it was looked at",
    "pages": "indexed again from the archive", "archives": "indexed again from the archive",
}  # fmt: skip
"""What happens to a damaged row that is no record."""


def repair_database(root: Path, markups: Mapping[str, Markup | None]) -> Repaired | None:
    """Mend the notes and the database of a data folder; None when nothing is wrong. The caller holds all locks.

    `markups` are those of the sources. Raises BusyError when somebody reads it, StorageError, too, when it is of
    another version.
    """
    file, told = database_in(root), Repaired()
    # First: all else that opens a source reads its notes.
    for folder in sources_in(root):
        repair_notes(folder, told)
    why = _damage(file, sources_in(root))
    if why is None:
        return told if told.aside else None
    told.done.append(f"{file.name}: {why}; it is built again from what is left")
    if file.exists():
        _fold(file)
        told.aside.append(f"{file.name}: as it was, it is kept in damaged/{_keep(file)}")
    new = next_of(file)
    for left in (new, *_beside(new)):
        left.unlink(missing_ok=True)
    with closing(Database(new)) as database:
        database.rows("PRAGMA journal_mode = DELETE")
    if file.exists():
        _mend_head(file, new)
    with closing(Database(new)) as database:
        bad = _salvage(file, database) if file.exists() else []
        for folder in sources_in(root):
            _restore_source(folder, database)
            _restore_lines(folder, database, bad, told)
            repair = RecordRepair(folder, database, markups.get(folder.source), told)
            own = [row for table, row in bad if table == "revisions" and source_of(row) == folder.source]
            Restoration(folder, database, repair).run(own)
            repair.settle(tells=False)
        for table, row in bad:
            if table not in {"revisions", "forgotten"}:
                told.done.append(f"{named(table, row)}: damaged; {_LOST.get(table, 'left out')}")
        # One file, whole, before it takes its place.
        database.rows("PRAGMA journal_mode = DELETE")
    with storage(file):
        for left in _beside(file):
            left.unlink(missing_ok=True)
        new.replace(file)
        sync_folder(root)
    return told


def _damage(file: Path, folders: list[SourceFolder]) -> str | None:
    """What is wrong with the database, or with the files of a source that it does not know yet."""
    try:
        if has_database(file.parent):
            with closing(Database(file, reading=True)) as database:
                if fault := next(check_database(database), None):
                    return ": ".join(filter(None, (fault.place, fault.what)))
                folders = [folder for folder in folders if not is_taken_in(database, folder.source)]
        for folder in folders:
            with closing(Database.in_memory()) as database:
                take_in(folder, database, only_records=True)
    except DamageError as error:
        return error.what
    except StorageError as error:
        if file.exists() and _is_ours(file):
            return error.what
        raise
    return None


def _beside(file: Path) -> list[Path]:
    return [file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm", "-journal")]


def _fold(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as db:
        try:
            db.execute("PRAGMA journal_mode = DELETE")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # Whatever else it is, the rows are read all the same.
            if getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                what = "an export or another command reads it"
                raise BusyError(file, what, "Run the same command again when it is done.") from error


def _keep(file: Path) -> str:
    """Copy a database, and its log where that could not be folded, to the folder `damaged`, under its digest."""
    folder = file.parent / "damaged"
    with storage(folder):
        folder.mkdir(exist_ok=True)
        with file.open("rb") as stream:
            name = f"{file.name}.{hashlib.file_digest(stream, 'sha256').hexdigest()[:16]}"
        for one, end in ((file, ""), (_beside(file)[0], "-wal")):
            to = folder / f"{name}{end}"
            if one.exists() and not to.exists():
                replace_file(to, _parts(one))
    return name


def _parts(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while part := stream.read(1 << 20):
            yield part


def _is_ours(file: Path) -> bool:
    """Whether a file has the tables of this version, whatever version it names."""
    try:
        with closing(sqlite3.connect(file)) as db:
            return sorted(db.execute("SELECT name, sql FROM sqlite_master")) == schema_of_database()
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _mend_head(file: Path, new: Path) -> None:
    """Let a database know its tables again, as one that was made just now does: both have them in the same pages."""
    if _is_ours(file):
        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            for name, value in (("application_id", APPLICATION_ID), ("user_version", DATABASE_VERSION)):
                # Where nothing is wrong, nothing is written: a second repair keeps no second copy.
                if db.execute(f"PRAGMA {name}").fetchone() != (value,):
                    db.execute(f"PRAGMA {name} = {value}")
        return
    made = new.read_bytes()
    with closing(sqlite3.connect(new)) as db:
        ((page_size,),) = db.execute("PRAGMA page_size")
        roots = {page for (page,) in db.execute("SELECT rootpage FROM sqlite_master")}
    with storage(file), file.open("r+b") as stream:
        pages = stream.seek(0, os.SEEK_END) // page_size
        for number in range(1, len(made) // page_size + 1):
            if number not in roots:
                page = made[(number - 1) * page_size : number * page_size]
                if number == 1:
                    # How many pages there are, and none that is free.
                    page = page[:28] + pages.to_bytes(4, "big") + bytes(8) + page[40:]
                stream.seek((number - 1) * page_size)
                stream.write(page)


def _salvage(file: Path, new: Database) -> list[tuple[str, Row]]:
    """Copy every row that is as it was written, and return the others."""
    bad: list[tuple[str, Row]] = []
    with suppress(StorageError), closing(Database(file, reading=True)) as old:
        for table in TABLES:
            with new.transaction():
                for row, whole in _rows_left(old, table):
                    if whole:
                        new.insert(table, **{name: row[name] for name in TABLES[table]})
                    else:
                        bad.append((table, row))
    return bad


def _rows_left(database: Database, table: str) -> Iterator[tuple[Row, bool]]:
    """The rows of a table, read from both ends where a page in the middle cannot be."""
    try:
        yield from rows_of(database, table)
    except StorageError:
        # A row that is read twice replaces itself.
        with suppress(StorageError):
            yield from rows_of(database, table, backwards=True)


def _restore_source(folder: SourceFolder, database: Database) -> None:
    """Let the files of a source be written anew, and index its archive and its reports."""
    if is_taken_in(database, folder.source):
        Records(database).make_stale(folder.source)
    else:
        add_source(database, folder)
    take_in_reports(folder, database)
    index_again(folder, database)


def _restore_rejected(folder: SourceFolder, database: Database, bad: list[tuple[str, Row]], told: Repaired) -> None:
    """Bring the lines of rejected.jsonl back; where there are rows, one that none proves is set aside."""
    there = {row["line"] for row in database.read("rejected", "source = ?", folder.source)}
    lost = [row for table, row in bad if table == "rejected" and row["source"] == folder.source]
    for line in lines_of(folder.rejected):
        said = _text(line)
        fitting = [row for row in lost if row_digest(folder.source, row["key"], said) == row["digest"]]
        with suppress(DamageError):
            if fitting or not (there or lost):
                add_line(database, folder.source, line.record())
                lost = [row for row in lost if row not in fitting]
                continue
        if said not in there:
            loss = Loss(folder.rejected.name, f"byte {line.start}", "no row of the database proves it")
            set_aside(folder, [(loss, partial(iter, [line.raw]))], now())
            told.aside.append(f"{folder.rejected.name}, byte {line.start}: {loss.why}")
    if lost:
        told.aside.append(f"{folder.rejected.name}: {counted(len(lost), 'record')} that no line has any more")


def _text(line: RawLine) -> str:
    return line.raw.decode(errors="replace")


def _restore_lines(folder: SourceFolder, database: Database, bad: list[tuple[str, Row]], told: Repaired) -> None:
    """Bring the lines of forgotten.jsonl and rejected.jsonl back."""
    known, digests = forgotten_in(database, folder.source), {row["digest"] for _, row in bad if "digest" in row}
    with database.transaction():
        for line in lines_of(folder.forgotten):
            with suppress(DamageError, TypeError):
                tombstone = Tombstone(**line.record())
                # One of a known address has an id that is damaged.
                if tombstone.id not in known and not any(map(known.named_by, tombstone.urls)):
                    add_tombstone(database, folder.source, tombstone)
                    is_proved = row_digest(folder.source, tombstone.id, _text(line)) in digests
                    of_it = told.done if is_proved else told.again
                    of_it.append(f"{tombstone.id}: it is forgotten, as forgotten.jsonl says")
        _restore_rejected(folder, database, bad, told)
    known = forgotten_in(database, folder.source)
    for table, row in bad:
        if table == "forgotten" and row["source"] == folder.source and row["id"] not in known:
            told.aside.append(f"{row['id']}: it was forgotten, but its line is damaged: forget it again")
