"""One writer per source, and none during a repair: the second comer is told who the first is."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from briefings.clock import now
from briefings.store.database import Database
from briefings.store.errors import BusyError, storage
from briefings.store.files import make_folder
from briefings.store.folder import SourceFolder, database_in

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


_PATIENCE = 60.0  # seconds; a visitor reads and writes the files of the source once
_MOMENT = 5.0  # seconds; storing a report has the database open for less


def take_lock(folder: SourceFolder, *, visiting: bool = False) -> FileLock:
    """Lock the source for this process and say so beside the lock; the kernel frees it when the process ends.

    `visiting`: it is the run of another source, which only rewrites some lines; a run of this source waits for that, as
    for a check that reads. Makes a missing folder. Raises BusyError, naming the holder, when another run has the lock,
    and StorageError when the folder cannot be written.
    """
    make_folder(folder.folder)
    lock = FileLock(folder.lock, thread_local=False)
    with storage(folder.lock):
        _acquire(lock, folder, _PATIENCE if not visiting else 0)
        try:
            since = now()
            holder = {"pid": os.getpid(), "since": since, "visiting": visiting}
            with storage(folder.holder):
                folder.holder.write_text(json.dumps(holder) + "\n", encoding="utf-8")
        except BaseException:
            lock.release()
            raise
    return lock


@contextmanager
def reading_lock(folder: SourceFolder) -> Iterator[None]:
    """Keep runs from writing to the source, without a write, so on read-only media too.

    Raises BusyError when a run writes there, StorageError when its lock cannot be read.
    """
    with ExitStack() as stack:
        if fcntl is None:
            stack.callback(take_lock(folder).release)
        elif not hold(stack, folder.lock, is_shared=True):
            raise _busy(folder)
        yield


def writer_of(folder: SourceFolder) -> str | None:
    """Say who writes to a source; None when nobody does. Nothing is written.

    Raises StorageError when the lock cannot be read.
    """
    with ExitStack() as stack:
        if hold(stack, folder.lock, is_shared=True):
            return None
    return _who(_holder(folder))


@contextmanager
def open_database(root: Path) -> Iterator[Database]:
    """Open the database of a data folder for writing; meanwhile no repair can replace it.

    Raises BusyError during a repair, StorageError.
    """
    with ExitStack() as stack:
        if not hold(stack, root, is_shared=True):
            what = "`scrapy verify --repair` is mending it, or `scrapy merge` reads it"
            raise BusyError(root, what, "Run the same command again when that is done.")
        yield stack.enter_context(closing(Database(database_in(root))))


@contextmanager
def without_writers(root: Path) -> Iterator[None]:
    """Keep everybody from opening the database of a data folder for writing.

    Raises BusyError when somebody has it open for more than a moment, StorageError.
    """
    deadline = time.monotonic() + _MOMENT
    with ExitStack() as stack:
        while not hold(stack, root, is_shared=False):
            if time.monotonic() > deadline:
                what = "a run is writing to its database, maybe the first of a source"
                raise BusyError(root, what, "Run the same command again when that is done.")
            time.sleep(0.05)
        yield


def hold(stack: ExitStack, path: Path, *, is_shared: bool) -> bool:
    """Lock a file or a folder without a write, until the stack is closed; return False if another process has it.

    Nobody has one that is not there. Windows has no such locks, and lets nobody replace an open file.
    """
    if fcntl is None:
        return True
    with storage(path):
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return False
    stack.callback(os.close, descriptor)
    return True


def _acquire(lock: FileLock, folder: SourceFolder, patience: float) -> None:
    # A holder of just now has not said yet whether it is a visitor.
    for seconds in (min(patience, 0.1), patience):
        try:
            lock.acquire(timeout=seconds)
            return
        except Timeout:
            with ExitStack() as stack:
                is_read = fcntl is not None and hold(stack, folder.lock, is_shared=True)
            if not is_read and not _holder(folder).get("visiting"):
                break
    raise _busy(folder, is_read=is_read)


def _busy(folder: SourceFolder, *, is_read: bool = False) -> BusyError:
    what = f"another run is writing there ({_who(_holder(folder))})"
    what = "`scrapy verify` is looking at it" if is_read else what
    return BusyError(folder.folder, what, "Wait for its end, or crawl another source meanwhile.")


def _holder(folder: SourceFolder) -> dict[str, Any]:
    try:
        holder = json.loads(folder.holder.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return holder if isinstance(holder, dict) else {}


def _who(holder: dict[str, Any]) -> str:
    if "pid" in holder and "since" in holder:
        return f"process {holder['pid']}, since {holder['since']}"
    # It was killed, or is about to say so.
    return "which has not said who it is yet"
