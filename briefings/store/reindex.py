"""Throw away what the ledger knows and read it again from the files, which are the truth."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from briefings.store.corpus.swap import finish_swap
from briefings.store.errors import storage
from briefings.store.files import sync_folder
from briefings.store.folder import SourceFolder, sources_in
from briefings.store.in_order import bring_in_order
from briefings.store.ledger.ledger import Ledger
from briefings.store.lock import take_lock

# Only the ledger knows which runs and walks came to their end, and which entries are no briefings; no file says it.
_KEPT = {"archives", "entries", "walks"}


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What was read of a source, and of how many of its briefings the ledger told when they were looked at."""

    briefings: int
    turns: int
    pages: int
    remembered: int


def reindex(folder: SourceFolder) -> Reindexed:
    """Read the files of a source into the ledger as if it knew nothing of them.

    When a briefing was last looked at, which responses were read, and what the turns of a copy were, is in no file:
    that is kept where what it was said of is still there. Takes the lock of the source. Raises BusyError, DamageError
    where the files hold what no killed run leaves behind, StorageError where they or the ledger cannot be read or
    written.
    """
    with ExitStack() as stack:
        if folder.folder.is_dir():
            stack.callback(take_lock(folder).release)
        ledger = stack.enter_context(closing(Ledger(folder.ledger)))
        finish_swap(folder, ledger)
        return rebuild(folder, ledger)


def rebuild(folder: SourceFolder, ledger: Ledger, *, swapping: bool = False) -> Reindexed:
    """What `reindex` does, with the lock taken and no swap under way. `swapping`: it is the .next files that count.

    Raises as `reindex` does.
    """
    _remember(ledger, folder.source)
    _forget(ledger, folder.source, swapping=swapping)
    bring_in_order(folder, ledger)
    remembered = _recall(ledger, folder.source)
    briefings, turns, pages = (
        ledger.rows(f"SELECT count(*) FROM {table} WHERE source = ?", folder.source)[0][0]
        for table in ("briefings", "turns", "pages")
    )
    return Reindexed(briefings, turns, pages, remembered)


def set_aside(ledger: Path) -> Path:
    """Move a ledger that cannot be read out of the way, and return where it is now.

    Every source in the folder has its part in it, so the locks of all are taken. Raises BusyError, StorageError.
    """
    aside = ledger.with_name(f"{ledger.name}.damaged")
    with ExitStack() as stack:
        for folder in sources_in(ledger.parent):
            stack.callback(take_lock(folder).release)
        with storage(ledger):
            # The log first: beside another database it would be taken for that one's.
            for end in ("-wal", "-shm", ""):
                file = ledger.with_name(ledger.name + end)
                if file.exists():
                    file.replace(aside.with_name(aside.name + end))
            sync_folder(ledger.parent)
    return aside


def _remember(ledger: Ledger, source: str) -> None:
    ledger.write(
        "CREATE TEMP TABLE looked AS SELECT id, revision, content_hash, committed_at, looked_at FROM main.briefings "
        "WHERE source = ?",
        source,
    )
    ledger.write(
        "CREATE TEMP TABLE judged AS SELECT file, offset, digest, accepted FROM main.pages WHERE source = ? "
        "AND accepted IS NOT NULL",
        source,
    )
    ledger.write(
        "CREATE TEMP TABLE copied AS SELECT t.* FROM main.turns AS t JOIN main.briefings AS b "
        "ON b.source = t.source AND b.id = t.briefing WHERE b.source = ? AND b.line_copy_of IS NOT NULL",
        source,
    )
    ledger.write("CREATE UNIQUE INDEX temp.judged_by_place ON judged (file, offset)")


def _forget(ledger: Ledger, source: str, *, swapping: bool) -> None:
    tables = ledger.rows(
        "SELECT t.name FROM main.sqlite_master AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND c.name = 'source'"
    )
    with ledger.transaction():
        for (table,) in tables:
            if table not in _KEPT:
                ledger.write(f"DELETE FROM main.{table} WHERE source = ?", source)
        ledger.write("UPDATE main.archives SET indexed_size = 0 WHERE source = ?", source)
        if swapping:
            ledger.write("INSERT INTO main.sources VALUES (?, 0, 0, NULL, NULL, 0, 1)", source)


def _recall(ledger: Ledger, source: str) -> int:
    with ledger.transaction():
        ledger.write(
            "UPDATE main.briefings AS b SET committed_at = l.committed_at, looked_at = l.looked_at FROM looked AS l "
            "WHERE b.source = ? AND b.id = l.id AND b.revision = l.revision AND b.content_hash = l.content_hash",
            source,
        )
        remembered: int = ledger.rows("SELECT changes()")[0][0]
        ledger.write(
            "INSERT INTO main.turns SELECT c.* FROM copied AS c JOIN main.briefings AS b ON b.source = c.source AND "
            "b.id = c.briefing JOIN looked AS l ON l.id = b.id AND l.content_hash = b.content_hash "
            "WHERE b.line_copy_of IS NOT NULL"
        )
        ledger.write(
            "UPDATE main.briefings AS b SET turn_count = (SELECT count(*) FROM main.turns AS t WHERE "
            "t.source = b.source AND t.briefing = b.id) WHERE b.source = ? AND b.line_copy_of IS NOT NULL",
            source,
        )
        ledger.write(
            "UPDATE main.pages AS p SET accepted = j.accepted FROM judged AS j WHERE p.source = ? AND p.file = j.file "
            "AND p.offset = j.offset AND p.digest IS j.digest",
            source,
        )
    return remembered
