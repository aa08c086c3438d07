"""Take a briefing out of everything that is kept, so that a kill at any moment leaves a start something to finish.

    1. its tombstone in forgotten.jsonl, with the addresses of its pages: from here on it is forgotten
    2. its records in the archive, a file at a time: see `forget_archive.py`
    3. its lines in superseded.jsonl and rejected.jsonl
    4. its lines in turns.jsonl and briefings.jsonl and what the ledger knows of it, in one step: see `supersede`
    5. the tombstone says that it is done

A start does 2 to 5 again for every tombstone that does not say so.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefings.clock import now
from briefings.store.archive.blank import blank_records, urls_of
from briefings.store.archive.page_index import PageIndex
from briefings.store.corpus.lines import lines_of
from briefings.store.corpus.supersede import supersede, superseded_in
from briefings.store.corpus.tombstones import Forgotten, Tombstone, read_forgotten, write_forgotten
from briefings.store.errors import StorageError, storage
from briefings.store.files import replace_file
from briefings.store.folder import SourceFolder
from briefings.store.in_order import bring_in_order
from briefings.store.ledger.ledger import Ledger
from briefings.store.ledger.resolve_copies import queue_rejudging
from briefings.store.lock import take_lock

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of a source with a briefing."""

    lines: int
    records: int


def holds(folder: SourceFolder, briefing: str) -> bool:
    """Whether anything of a briefing is in a source, or was before it was forgotten. Nothing is changed."""
    if briefing in read_forgotten(folder.forgotten) or any(_lines_of_it(folder, briefing)):
        return True
    if not folder.ledger.exists():
        return False
    try:
        with closing(Ledger(folder.ledger, reading=True)) as ledger:
            named = Forgotten([Tombstone(briefing, now(), None, [], None)])
            return any(map(named.named_by, PageIndex(ledger, folder.source).urls()))
    except StorageError:
        return False


def forget(folder: SourceFolder, briefings: Sequence[str], why: str | None = None) -> dict[str, Removed]:
    """Take these briefings out of a source for good, and return what that was by their ids.

    Takes the lock of the source. Raises BusyError, DamageError, StorageError; once the tombstones are written, the same
    call or the next start of a run goes on from there.
    """
    with ExitStack() as stack:
        stack.callback(take_lock(folder).release)
        ledger = stack.enter_context(closing(Ledger(folder.ledger)))
        bring_in_order(folder, ledger)
        tombstones = dict(read_forgotten(folder.forgotten).tombstones)
        for briefing in briefings:
            before = tombstones.get(briefing)
            urls = sorted({*_urls(folder, briefing), *(before.urls if before else ())})
            at, reason = (before.forgotten_at, why or before.why) if before else (now(), why)
            tombstones[briefing] = Tombstone(briefing, at, reason, urls, None)
        write_forgotten(folder.forgotten, tombstones.values())
        return _finish(folder, ledger)


def finish_forgetting(folder: SourceFolder, ledger: Ledger) -> Forgotten:
    """At a start, with files and ledger in step: finish what was begun, and return what is forgotten."""
    forgotten = read_forgotten(folder.forgotten)
    if any(tombstone.removed_at is None for tombstone in forgotten.tombstones.values()):
        _finish(folder, ledger)
    return forgotten


def dependents(ledger: Path, briefing: str) -> list[tuple[str, str, bool]]:
    """The briefings that name another: source, id, and whether as a copy of it, without turns of its own."""
    with closing(Ledger(ledger, reading=True)) as opened:
        rows = opened.rows(
            "SELECT source, id, copy_of IS ? FROM briefings WHERE copy_of = ? OR same_event = ? ORDER BY source, id",
            briefing, briefing, briefing,
        )  # fmt: skip
    return [(source, id_, bool(copy)) for source, id_, copy in rows]


def _finish(folder: SourceFolder, ledger: Ledger) -> dict[str, Removed]:
    tombstones = dict(read_forgotten(folder.forgotten).tombstones)
    removed = {}
    for tombstone in [tombstone for tombstone in tombstones.values() if tombstone.removed_at is None]:
        lines = sum(1 for _ in _lines_of_it(folder, tombstone.id))
        removed[tombstone.id] = Removed(lines, blank_records(folder, tombstone))
        _clear(folder, ledger, tombstone)
        tombstones[tombstone.id] = replace(tombstone, removed_at=now())
        write_forgotten(folder.forgotten, tombstones.values())
        logger.info("%s was taken out of %s", tombstone.id, folder.source)
    return removed


def _clear(folder: SourceFolder, ledger: Ledger, tombstone: Tombstone) -> None:
    # First: a start that finds it shorter than the ledger knows takes it for damaged.
    ledger.set_superseded(folder.source, None)
    for file in (folder.superseded, folder.rejected):
        if file.exists():
            replace_file(file, (line for line in _raw(file) if _id_of(line) != tombstone.id))
    ledger.set_superseded(folder.source, superseded_in(folder.superseded))
    supersede(folder, ledger, without=tombstone.id)
    with ledger.transaction():
        index = PageIndex(ledger, folder.source)
        for url in filter(Forgotten([tombstone]).named_by, index.urls()):
            index.drop(url)
        ledger.write("DELETE FROM entries WHERE source = ? AND ? IN (key, briefing)", folder.source, tombstone.id)
        queue_rejudging(ledger, tombstone.id)
        # What they say stands nowhere now: the next run reads them again.
        ledger.write("UPDATE briefings SET looked_at = NULL WHERE copy_of = ?", tombstone.id)


def _urls(folder: SourceFolder, briefing: str) -> set[str]:
    """The addresses of the pages of a briefing, as its lines and their records name them."""
    found: set[str] = set()
    for record in _lines_of_it(folder, briefing):
        pages = [page for page in record.get("pages") or () if isinstance(page, dict)]
        found.update(page["url"] for page in pages if isinstance(page.get("url"), str))
        found.update(urls_of(folder, [page["warc"] for page in pages if isinstance(page.get("warc"), str)]))
    return found


def _lines_of_it(folder: SourceFolder, briefing: str) -> Iterator[dict[str, Any]]:
    for file in (folder.briefings, folder.turns, folder.superseded, folder.rejected):
        for raw in _raw(file):
            if _id_of(raw) == briefing:
                record: dict[str, Any] = json.loads(raw)
                yield record.get("record", record)


def _raw(file: Path) -> Iterator[bytes]:
    with storage(file):
        return (line.raw for line in lines_of(file))


def _id_of(raw: bytes) -> object:
    """The briefing that a line of any of the files is of; None where it is torn or none of them."""
    try:
        record = json.loads(raw)
    except ValueError:
        return None
    if isinstance(record, dict) and isinstance(record.get("record"), dict):
        record = record["record"]
    return record.get("briefing", record.get("id")) if isinstance(record, dict) else None
