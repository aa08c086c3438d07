"""Forget briefings: write their tombstones, in one transaction for all sources, and have them taken out.

From its tombstone on a briefing is forgotten. It has the addresses that must not be asked for again, and whose records
are overwritten: those of its pages, and those that only led to them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from briefings.clock import now
from briefings.store.database import Database
from briefings.store.folder import SourceFolder, database_in
from briefings.store.forgotten import Tombstone, add_tombstone, drop_tombstone, forgotten_in
from briefings.store.lock import take_lock
from briefings.store.named import FORGOTTEN, LEFT, Named, Names, addresses_in, spelled_ids
from briefings.store.records import Key
from briefings.store.start import bring_in_order, catch_up
from briefings.store.take_out import Removed, take_out_forgotten
from briefings.store.views import Views

_PATIENCE = 10.0  # seconds, for exports that read the database


@contextmanager
def names_in(root: Path) -> Iterator[tuple[Names, Database]]:
    """What is kept in a data folder, and the pages that a killed run left, to be asked for by names.

    Raises StorageError.
    """
    catch_up(root, archives=True)
    with closing(Database(database_in(root), reading=True)) as database:
        yield Names(database, root), database


def forget(
    root: Path, named: Sequence[Named], why: str | None = None, *, patience: float = _PATIENCE
) -> dict[Key, Removed]:
    """Take these briefings out of all their sources for good, and return what that was.

    Nothing is touched while a run writes to one of the sources. Raises BusyError, DamageError, StorageError; once the
    tombstones are written, the same call or the next start of anything goes on from there.
    """
    keys = {Key(source, one.id) for one in named for source in one.sources}
    with _held(root, {key.source for key in keys}) as (database, folders):
        tombstones = _tombstones(database, keys, why)
        with database.transaction():
            for key, tombstone in tombstones.items():
                add_tombstone(database, key.source, tombstone)
        removed = {
            Key(source, id_): one
            for source, folder in folders.items()
            for id_, one in take_out_forgotten(folder, database, patience).items()
        }
        for folder in folders.values():
            Views(folder, database).finish()
    catch_up(root)  # copies that get their turns back may be of other sources
    return removed


def undo(root: Path, named: Sequence[Named]) -> None:
    """Take the tombstones of these away: the next crawl of a list that names one reads it again.

    Raises BusyError, DamageError, StorageError.
    """
    with _held(root, {source for one in named for source in one.sources}) as (database, folders):
        with database.transaction():
            for one in named:
                for source in one.sources:
                    drop_tombstone(database, source, one.id)
                    # However far down a list names it, the next walk comes there.
                    database.write("UPDATE walks SET proper = 0 WHERE source = ?", source)
        for folder in folders.values():
            Views(folder, database).finish()


def same_words(database: Database, briefing: str, mark: str = "copy_of") -> list[Named]:
    """The briefings that hold the words of another: its copies, or what it is a copy of, and the copies of that.

    With the mark "same_event", the other accounts of the event of another. Raises StorageError.
    """
    query = (
        f"WITH originals AS (SELECT ?1 AS id UNION SELECT {mark} FROM briefings WHERE id = ?1) "
        f"SELECT id, json_group_array(source) FROM briefings WHERE id <> ?1 "
        f"AND (id IN originals OR {mark} IN originals) GROUP BY id ORDER BY id"
    )
    return [Named(id_, tuple(sorted(json.loads(sources)))) for id_, sources in database.rows(query, briefing)]


@contextmanager
def _held(root: Path, sources: Iterable[str]) -> Iterator[tuple[Database, dict[str, SourceFolder]]]:
    """The database, with these sources locked and in order."""
    folders = {source: SourceFolder(root, source) for source in sorted(sources)}
    with ExitStack() as stack:
        for folder in folders.values():
            stack.callback(take_lock(folder).release)
        database = stack.enter_context(closing(Database(database_in(root))))
        for folder in folders.values():
            bring_in_order(folder, database)
        yield database, folders


def _tombstones(database: Database, keys: Iterable[Key], why: str | None) -> dict[Key, Tombstone]:
    """What is to be left of each: with the addresses that nothing else has, be it another briefing or a list."""
    addresses, found = list(addresses_in(database)), {}
    fetched = database.rows("SELECT DISTINCT source, url FROM pages")
    for key in keys:
        urls = {url for own, url, _ in addresses if own == key}
        # What was tried for further pages of it and is none, too.
        urls |= {url for source, url in fetched if source == key.source and key.id in spelled_ids(url)}
        others = {url for own, url, state in addresses if own != key and state not in {FORGOTTEN, LEFT}}
        new = Tombstone(key.id, now(), None, [], None)
        before = forgotten_in(database, key.source).tombstones.get(key.id, new)
        found[key] = replace(before, why=why or before.why, urls=sorted(urls - others), removed_at=None)
    return found
