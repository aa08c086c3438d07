"""Join another data folder into this one, source by source, and change nothing in the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from briefings.store.database import Database
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder, database_in, sources_in
from briefings.store.lock import reading_lock, without_writers
from briefings.store.source_store import SourceStore
from briefings.upkeep.check_database import CheckedCounts, Fault, check_database
from briefings.upkeep.join_source import JoinedSource
from briefings.upkeep.verify import verify


def merge(root: Path, folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """Join the data folder `folder` into that of `root`; yield what was done for each source, as it is done.

    The counts are of briefings that are `new` or were `joined` with those here, what was `forgotten` there, `files` of
    archives, `reports`, and revisions that were `left` there. Nothing is begun unless all of `folder` is sound and at
    rest. Raises BusyError if a run writes to either folder, StorageError if `folder` is damaged or of another version.
    """
    with ExitStack() as stack:
        folders = sources_in(folder)
        for there in folders:
            stack.enter_context(reading_lock(there))
        stack.enter_context(without_writers(folder))
        other = stack.enter_context(closing(Database(database_in(folder), reading=True)))
        _require_sound(folder, other, folders)
        for there in folders:
            with SourceStore(root, there.source) as store:
                joined = JoinedSource(store, there, other)
                joined.run()
            yield there.source, joined.found


def _require_sound(folder: Path, other: Database, folders: list[SourceFolder]) -> None:
    """Raise StorageError, which names the first fault, unless `scrapy verify` finds nothing wrong there."""
    faults = [one for there in folders for one in verify(there, other, CheckedCounts(there))]
    for fault in (*check_database(other), *faults):
        if isinstance(fault, Fault):
            mend = f"Nothing was merged. Run `scrapy verify --repair -s BRIEFINGS_DATA={folder}`, then this again."
            raise StorageError(folder, str(fault), mend)
