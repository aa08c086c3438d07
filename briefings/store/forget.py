"""Remove for good what a user names: briefings, a source, or the archive files that nothing needs.

A briefing is forgotten as soon as it has a tombstone. That names the addresses of its pages and those that led to them:
none is requested again, and `remove_forgotten.py` deletes what is kept of each.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from briefings.clock import now
from briefings.store.archive.page_index import PageIndex
from briefings.store.copies import Copies
from briefings.store.database import Database
from briefings.store.entries import EntryIndex
from briefings.store.errors import storage
from briefings.store.files import files_in, remove_file, size_of
from briefings.store.folder import SourceFolder, database_in, sources_in
from briefings.store.forgotten import Tombstone, add_tombstone, forgotten_in, tombstone_of
from briefings.store.lock import open_database, take_lock
from briefings.store.named import FORGOTTEN, LEFT, addresses_in, spelled_ids
from briefings.store.records import Key, Records
from briefings.store.remove_forgotten import remove_forgotten
from briefings.store.start import catch_up, held
from briefings.store.take_in import clear_source, is_taken_in

_PATIENCE = 10.0  # seconds, for exports that read the database

_NEEDED = """
SELECT json_extract(page.value, '$.warc') FROM revisions, json_each(unpacked(revisions.line), '$.pages') AS page
WHERE source = ?
"""
"""Places of the pages of all revisions of a source."""


def forget(root: Path, keys: Collection[Key], why: str | None = None) -> dict[Key, tuple[int, int]]:
    """Remove briefings for good, and return how many lines and archived records each had.

    Nothing is touched while a run writes to one of the sources. Raises BusyError, DamageError, StorageError; once the
    tombstones are written, the same call or the next start of anything goes on from there.
    """
    sources = {key.source for key in keys}
    with held(root, sources) as database:
        _bury(database, {key: Tombstone(key.id, now(), why, [], None) for key in keys})
        removed: dict[Key, tuple[int, int]] = {}
        for source in sorted(sources):
            removed |= remove_forgotten(SourceFolder(root, source), database, _PATIENCE)
    catch_up(root)  # copies that get their turns back may be of other sources
    return removed


def undo(root: Path, keys: Collection[Key]) -> None:
    """Delete the tombstones of briefings, if they have one, and make the next crawl ask for these.

    Raises BusyError, DamageError, StorageError.
    """
    with held(root, {key.source for key in keys}) as database, database.transaction():
        for key in keys:
            if tombstone := tombstone_of(database, key):
                database.delete("forgotten", **key._asdict())
                EntryIndex(database, key.source).want(key.id, tombstone.urls)


def forget_too(folder: SourceFolder, database: Database, tombstones: Iterable[Tombstone]) -> int:
    """Forget in a source what was forgotten in another data folder, and return the number of briefings.

    The caller holds the lock of the source; its files show the changes at the end. Raises BusyError, StorageError.
    """
    known = forgotten_in(database, folder.source).tombstones
    new = [one for one in tombstones if one.id not in known or not set(one.urls) <= set(known[one.id].urls)]
    if new:
        _bury(database, {Key(folder.source, one.id): one for one in new})
        remove_forgotten(folder, database, _PATIENCE)
    return len(new)


def same_words(database: Database, keys: Iterable[Key], mark: str = "copy_of") -> list[Key]:
    """Return briefings with the words of these: copies, or originals and their other copies.

    With the mark "same_event", the other accounts of their events. Raises StorageError.
    """
    query = (
        "WITH own (id) AS (SELECT value FROM json_each(?)), "
        f"originals AS (SELECT id FROM own UNION SELECT {mark} FROM briefings WHERE id IN own) "
        f"SELECT source, id FROM briefings WHERE (id IN originals OR {mark} IN originals) AND id NOT IN own"
    )
    return sorted(Key(*row) for row in database.rows(query, json.dumps([key.id for key in keys])))


def is_source(root: Path, source: str) -> bool:
    """Tell whether a source has that name, even if its folder is gone, or a kill left only its lock.

    Raises ValueError for a name that no folder can have, StorageError.
    """
    folder = SourceFolder(root, source)
    with storage(folder.folder):
        # Some folders there are no sources, such as `releases`.
        if folder.lock.exists() or source in {one.source for one in sources_in(root)}:
            return True
        if not database_in(root).exists():
            return False
        with open_database(root) as database:
            return is_taken_in(database, source)


def remove_source(root: Path, source: str) -> None:
    """Remove all of a source except its lock, even if its folder is gone.

    Copies of its briefings elsewhere get their turns back. After a kill, at the very end too, the same call goes on.
    Raises BusyError while a run writes to it, StorageError.
    """
    folder = SourceFolder(root, source)
    with ExitStack() as stack, storage(folder.folder):
        with open_database(root) as database:
            stack.enter_context(take_lock(folder))
            # Without these it is no source: no other run visits it, and a start after a kill has nothing to take in.
            # By name, so that briefings go before their turns. The archive may be a link to another disk.
            for page in filter(Path.is_file, files_in(folder.archive)):
                page.unlink()
            for path in files_in(folder.folder):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                elif path != folder.lock:
                    path.unlink()
            keys = [Key(source, id_) for id_ in Records(database).ids_of(source)]
            database.in_batches(keys, Copies(database).remove)
            clear_source(source, database)
        catch_up(root)


def prune_archive(folder: SourceFolder, days: int) -> tuple[int, int]:
    """Delete archive files of a source whose last answer is at least `days` old and that no revision names.

    Return how many, and their size in bytes. A file goes as a whole, so the others keep their places. After a kill, the
    same call goes on. Raises BusyError while a run writes to the source, DamageError, StorageError.
    """
    before = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    query = (
        "SELECT file FROM pages JOIN archives USING (source, file) WHERE source = ? AND finished = 1"
        " GROUP BY file HAVING max(fetched_at) <= ? ORDER BY file"
    )
    with held(folder.root, [folder.source]) as database:
        needed = {str(place).rpartition(":")[0] for (place,) in database.rows(_NEEDED, folder.source)}
        names = [name for (name,) in database.rows(query, folder.source, before) if name not in needed]
        size = 0
        for file in (folder.archive / name for name in names):
            size += size_of(file) or 0
            # The file first: a start deletes the rows of a missing file, but would index a file without rows again.
            remove_file(file)
            PageIndex(database, folder.source).forget(file.name)
    return len(names), size


def _bury(database: Database, asked: Mapping[Key, Tombstone]) -> None:
    """Store tombstones with all addresses that belong in each, and the facts of an earlier one of the briefing.

    Addresses that another briefing or a list has are left out.
    """
    named, others = defaultdict[Key, set[str]](set), defaultdict[tuple[str, str], set[Key]](set)
    for own, url, state in addresses_in(database):
        named[own].add(url)
        if state not in {FORGOTTEN, LEFT}:
            others[own.source, url].add(own)
    # Addresses tried as its further pages count too.
    for source, url in database.rows("SELECT DISTINCT source, url FROM pages"):
        for id_ in spelled_ids(url):
            named[Key(source, id_)].add(url)
    with database.transaction():
        for key, new in asked.items():
            urls = [url for url in {*new.urls, *named[key]} if not others[key.source, url] - {key}]
            before = tombstone_of(database, key) or new
            tombstone = replace(before, why=new.why or before.why, urls=sorted(urls), removed_at=None)
            add_tombstone(database, key.source, tombstone)
