"""One writer per source, and none during a repair: the second comer is told who the first is."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

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
_TO_SAY = 0.1  # seconds in which a holder says who it is
_PAUSE = 0.05


def take_lock(folder: SourceFolder, *, visiting: bool = False) -> ExitStack:
    """Lock the source until the stack is closed and say so in the lock; the kernel frees it when the process ends.

    `visiting`: it is the run of another source, which only rewrites some lines; a run of this source waits for that, as
    for a check that reads. Makes a missing folder. Raises BusyError, naming the holder, when another run has the lock,
    and StorageError when the folder cannot be written.
    """
    make_folder(folder.folder)
    with storage(folder.lock):
        folder.lock.touch()
    begun, patience = time.monotonic(), 0.0 if visiting else _PATIENCE
    with ExitStack() as stack:
        while not hold(stack, folder.lock, is_shared=False):
            with ExitStack() as reading:
                is_read = hold(reading, folder.lock, is_shared=True)
            waited = time.monotonic() - begun
            # A holder of just now has not said yet whether it is a visitor.
            ends_soon = is_read or _holder(folder).get("visiting") or waited < _TO_SAY
            if waited >= patience or not ends_soon:
                raise _busy(folder, is_read=is_read)
            time.sleep(_PAUSE)
        holder = {"pid": os.getpid(), "since": now(), "visiting": visiting}
        with storage(folder.lock):
            folder.lock.write_text(json.dumps(holder) + "\n", encoding="utf-8")
        return stack.pop_all()


def reading_lock(folder: SourceFolder) -> ExitStack:
    """Keep runs from writing to the source until the stack is closed, without a write, so on read-only media too.

    Raises BusyError when a run writes there, StorageError when its lock cannot be read.
    """
    stack = ExitStack()
    if not hold(stack, folder.lock, is_shared=True):
        raise _busy(folder)
    return stack


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
            time.sleep(_PAUSE)
        yield


def hold(stack: ExitStack, path: Path, *, is_shared: bool) -> bool:
    """Lock a file or a folder without a write, until the stack is closed; return False if another process has it.

    Nobody has one that is not there. Windows has no such locks, and lets nobody replace an open file. Raises
    StorageError where it cannot be locked, as on some network disks.
    """
    if fcntl is None:
        return True
    with storage(path), ExitStack() as own:
        try:
            # A pipe would block.
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            own.callback(os.close, descriptor)
            fcntl.flock(descriptor, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except FileNotFoundError:
            return True
        except BlockingIOError:
            return False
        stack.push(own.pop_all())
    return True


def _busy(folder: SourceFolder, *, is_read: bool = False) -> BusyError:
    said, who = _holder(folder), "which has not said who it is yet"
    if said.keys() >= {"pid", "since"}:
        who = f"process {said['pid']}, since {said['since']}"
    what = f"another run is writing there ({who})"
    what = "`scrapy verify` is looking at it" if is_read else what
    return BusyError(folder.folder, what, "Wait for its end, or crawl another source meanwhile.")


def _holder(folder: SourceFolder) -> dict[str, Any]:
    try:
        holder = json.loads(folder.lock.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return holder if isinstance(holder, dict) else {}
