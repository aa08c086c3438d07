"""Throw away what the ledger knows and read it again from the files, which are the truth."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from briefings.records import TurnKey
from briefings.store.corpus.swap import finish_swap
from briefings.store.errors import storage
from briefings.store.files import sync_folder
from briefings.store.folder import SourceFolder, sources_in
from briefings.store.in_order import bring_in_order
from briefings.store.ledger.ledger import Ledger
from briefings.store.ledger.resolve_copies import store_copy_turns
from briefings.store.lock import take_lock

# Only the ledger knows which runs and walks came to their end, and which entries are no briefings; no file says it.
_KEPT = {"archives", "entries", "walks"}
# So it is with these: what is asked before, and what puts it back where it was said of what is still there.
_IN_NO_FILE = (
    (
        "SELECT committed_at, looked_at, source, id, revision, content_hash FROM briefings WHERE source = ?",
        "UPDATE briefings SET committed_at = ?, looked_at = ? "
        "WHERE source = ? AND id = ? AND revision = ? AND content_hash = ?",
    ),
    (
        "SELECT accepted, source, file, offset, digest FROM pages WHERE source = ? AND accepted IS NOT NULL",
        "UPDATE pages SET accepted = ? WHERE source = ? AND file = ? AND offset = ? AND digest IS ?",
    ),
)


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What was read of a source, and of how many of its briefings it is known when they were looked at."""

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
    known = [(put_back, ledger.rows(asked, folder.source)) for asked, put_back in _IN_NO_FILE]
    copies = _turns_of_copies(ledger, folder.source)
    _forget(ledger, folder.source, swapping=swapping)
    bring_in_order(folder, ledger)
    with ledger.transaction():
        for put_back, rows in known:
            for row in rows:
                ledger.write(put_back, *row)
    after = _turns_of_copies(ledger, folder.source)
    for key in copies.keys() & after.keys():
        store_copy_turns(ledger, (folder.source, key[0]), copies[key])
    counts = ("briefings", "true"), ("turns", "true"), ("pages", "true"), ("briefings", "looked_at IS NOT NULL")
    query = "SELECT count(*) FROM {} WHERE source = ? AND {}"
    return Reindexed(*(ledger.rows(query.format(*what), folder.source)[0][0] for what in counts))


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


def _turns_of_copies(ledger: Ledger, source: str) -> dict[tuple[str, str], list[TurnKey]]:
    """What the copies said whose lines do not say it, by their ids and what the hash of it is."""
    rows = ledger.rows("SELECT id, content_hash FROM briefings WHERE source = ? AND line_copy_of IS NOT NULL", source)
    return {(id_, content_hash): ledger.turns(source, id_) for id_, content_hash in rows}


def _forget(ledger: Ledger, source: str, *, swapping: bool) -> None:
    tables = ledger.rows(
        "SELECT t.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND c.name = 'source'"
    )
    with ledger.transaction():
        for (table,) in tables:
            if table not in _KEPT:
                ledger.write(f"DELETE FROM {table} WHERE source = ?", source)
        ledger.write("UPDATE archives SET indexed_size = 0 WHERE source = ?", source)
        if swapping:
            ledger.write("INSERT INTO sources VALUES (?, 0, 0, NULL, NULL, 0, 1)", source)
