"""Join another data folder into this one, source by source, without writing to the other."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from briefings.store.database import Database
from briefings.store.errors import StorageError, storage
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
        other = stack.enter_context(_still(database_in(folder)))
        _require_sound(folder, other, folders)
        for there in folders:
            with SourceStore(root, there.source) as store:
                joined = JoinedSource(store, there, other)
                joined.run()
            yield there.source, joined.found


@contextmanager
def _still(file: Path) -> Iterator[Database]:
    """Yield a database that is not being written to, read without writing beside it."""
    with ExitStack() as stack:
        log = file.with_name(f"{file.name}-wal")
        with storage(file):
            has_log = log.exists() and log.stat().st_size > 0
            if has_log:
                # The log that a killed run left is folded into a copy.
                to = Path(stack.enter_context(TemporaryDirectory(prefix="briefings-")))
                for one in (file, log):
                    shutil.copyfile(one, to / one.name)
                file = to / file.name
        yield stack.enter_context(closing(Database(file, reading=True, still=not has_log)))


def _require_sound(folder: Path, other: Database, folders: list[SourceFolder]) -> None:
    """Raise StorageError, which names the first fault, unless `scrapy verify` finds nothing wrong there."""
    faults = [one for there in folders for one in verify(there, other, CheckedCounts(there))]
    for fault in (*check_database(other), *faults):
        if isinstance(fault, Fault):
            mend = f"Nothing was merged. Run `scrapy verify --repair -s BRIEFINGS_DATA={folder}`, then this again."
            raise StorageError(folder, str(fault), mend)
