"""Forget briefings: write their tombstones, in one transaction for all sources, and have them taken out.

From its tombstone on a briefing is forgotten. It has the addresses that must not be asked for again, and whose records
are overwritten: those of its pages, and those that only led to them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from briefings.address import as_numbered, comparable, read_address
from briefings.clock import now
from briefings.store.archive.blank import urls_of
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.place import Place
from briefings.store.database import Database
from briefings.store.entries import EntryState
from briefings.store.folder import SourceFolder, database_in
from briefings.store.forgotten import Tombstone, add_tombstone, drop_tombstone, forgotten_in
from briefings.store.lock import take_lock
from briefings.store.named import Named, Names, location_of, urls_in
from briefings.store.records import Key, Records
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
    keys = {Key(source, one.id): one.urls for one in named for source in one.sources}
    with _held(root, [key.source for key in keys]) as (database, folders):
        tombstones = [(key.source, _tombstone(folders[key.source], database, key, urls)) for key, urls in keys.items()]
        with database.transaction():
            for source, tombstone in tombstones:
                add_tombstone(database, source, tombstone if why is None else _because(tombstone, why))
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
    with _held(root, [source for one in named for source in one.sources]) as (database, folders):
        with database.transaction():
            for one in named:
                for source in one.sources:
                    drop_tombstone(database, source, one.id)
                    # However far down a list names it, the next walk comes there.
                    database.write("UPDATE walks SET proper = 0 WHERE source = ?", source)
        for folder in folders.values():
            Views(folder, database).finish()


def same_words(database: Database, briefing: str) -> list[Named]:
    """The briefings that hold the words of another: its copies, or what it is a copy of, and the copies of that."""
    (own,) = database.rows("SELECT max(copy_of) FROM briefings WHERE id = ?", briefing)
    originals = {briefing, own[0]} - {None}
    marks = ", ".join("?" * len(originals))
    query = f"SELECT source, id FROM briefings WHERE id IN ({marks}) OR copy_of IN ({marks}) ORDER BY source"
    return _grouped(database.rows(query, *originals, *originals), besides=briefing)


def same_event(database: Database, briefing: str) -> list[Named]:
    """The briefings that are other accounts of the event of another."""
    (own,) = database.rows("SELECT max(same_event) FROM briefings WHERE id = ?", briefing)
    query = "SELECT source, id FROM briefings WHERE id = ? OR same_event IN (?, ?) ORDER BY source"
    return _grouped(database.rows(query, own[0], own[0], briefing), besides=briefing)


def _grouped(rows: Iterable[tuple[str, str]], *, besides: str) -> list[Named]:
    sources: dict[str, list[str]] = {}
    for source, id_ in rows:
        sources.setdefault(id_, []).append(source)
    return [Named(id_, tuple(found)) for id_, found in sorted(sources.items()) if id_ != besides]


@contextmanager
def _held(root: Path, sources: Iterable[str]) -> Iterator[tuple[Database, dict[str, SourceFolder]]]:
    """The database, with these sources locked and in order."""
    folders = {source: SourceFolder(root, source) for source in sorted(set(sources))}
    with ExitStack() as stack:
        for folder in folders.values():
            stack.callback(take_lock(folder).release)
        database = stack.enter_context(closing(Database(database_in(root))))
        for folder in folders.values():
            bring_in_order(folder, database)
        yield database, folders


def _because(tombstone: Tombstone, why: str) -> Tombstone:
    return Tombstone(tombstone.id, tombstone.forgotten_at, why, tombstone.urls, None)


def _tombstone(folder: SourceFolder, database: Database, key: Key, left: Iterable[str]) -> Tombstone:
    before = forgotten_in(database, key.source).tombstones.get(key.id)
    urls = {*_urls(folder, database, key), *left, *(before.urls if before else ())}
    at, why = (before.forgotten_at, before.why) if before else (now(), None)
    return Tombstone(key.id, at, why, sorted(urls - _of_others(database, key, urls)), None)


def _urls(folder: SourceFolder, database: Database, key: Key) -> set[str]:
    """The addresses of a briefing: of its pages in any revision, and those that were asked for to come there."""
    records = Records(database)
    revisions = records.all_of(key)
    found = {url for revision in revisions for url in urls_in(revision.record)}
    places = [page["warc"] for revision in revisions for page in revision.record["pages"] if page["warc"]]
    found |= urls_of(folder, places)
    row = records.row(key) or {"poorer": None, "reading": None}
    found |= urls_in(json.loads(row["poorer"] or '{"pages": []}'))
    found |= {page[1] for page in json.loads(row["reading"] or '{"pages": []}')["pages"]}
    entries = database.read("entries", "source = ? AND ? IN (key, briefing)", *key)
    found |= {row["url"] for row in entries}
    # What was tried for further pages of it and is none, too.
    found |= {url for url in PageIndex(database, key.source).urls() if key.id in _spelled(url)}
    return found | _leading_to(folder, database, found)


def _spelled(url: str) -> set[str]:
    """The ids that the spelling of an address may give to its briefing."""
    try:
        address = read_address(url)
    except ValueError:
        return set()
    return {address.briefing, as_numbered(address).briefing}


def _leading_to(folder: SourceFolder, database: Database, urls: set[str]) -> set[str]:
    """The addresses that moved there for good, be it by way of others."""
    query = "SELECT url, file, offset FROM pages WHERE source = ? AND status IN (301, 308)"
    moved = {
        url: location_of(Place(file, offset), folder.archive, url)
        for url, file, offset in database.rows(query, folder.source)
    }
    found: set[str] = set()
    while True:
        there = {comparable(url) for url in (*urls, *found)}
        more = {url for url, to in moved.items() if to and comparable(to) in there} - found
        if not more:
            return found
        found |= more


def _of_others(database: Database, key: Key, urls: set[str]) -> set[str]:
    """Those of some addresses that are pages of other kept briefings, or something else: they stay."""
    query = "SELECT url FROM entries WHERE source = ? AND key <> ? AND briefing IS NULL AND state <> ?"
    found = {url for (url,) in database.rows(query, *key, EntryState.UNREAD)}
    walks = database.rows("SELECT url FROM walks WHERE source = ?", key.source)
    found |= {walk.partition(" ")[0] for (walk,) in walks}
    needles = [url.encode() for url in urls]
    for other, _, line in Records(database).lines():
        if other.source == key.source and other.id != key.id and any(needle in line for needle in needles):
            found |= urls_in(json.loads(line))
    return found & urls
