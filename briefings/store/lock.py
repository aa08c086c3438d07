"""One writer per source: the second run is told who the first is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from filelock import FileLock, Timeout

from briefings.clock import now
from briefings.store.errors import BusyError, storage
from briefings.store.folder import SourceFolder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


_PATIENCE = 60.0  # seconds; a visitor reads and writes the files of the source once


def take_lock(folder: SourceFolder, *, visiting: bool = False) -> FileLock:
    """Lock the source for this process and say so beside the lock; the kernel frees it when the process ends.

    `visiting` says that it is the run of another source, which only writes some lines again: who wants to write here
    waits for that. Raises BusyError, naming the holder, when another run has it, and StorageError when the folder
    cannot be written.
    """
    lock = FileLock(folder.lock, thread_local=False)
    with storage(folder.lock):
        _acquire(lock, folder, _PATIENCE if not visiting else 0)
        try:
            since = now()
            holder = {"pid": os.getpid(), "since": since, "visiting": visiting}
            folder.holder.write_text(json.dumps(holder) + "\n", encoding="utf-8")
        except BaseException:
            lock.release()
            raise
    return lock


@contextmanager
def reading_lock(folder: SourceFolder) -> Iterator[None]:
    """Keep runs from writing to the source, without a write: on media that cannot be written too.

    Raises BusyError when a run writes there, StorageError when its lock cannot be read.
    """
    with ExitStack() as stack:
        if fcntl is None:
            stack.callback(take_lock(folder).release)
        elif folder.lock.exists():
            with storage(folder.lock):
                stream = stack.enter_context(folder.lock.open("rb"))
            try:
                fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _busy(folder) from None
        yield


def _acquire(lock: FileLock, folder: SourceFolder, patience: float) -> None:
    # Who took it just now has not said yet whether it is a visitor.
    for seconds in (min(patience, 0.1), patience):
        try:
            lock.acquire(timeout=seconds)
            return
        except Timeout:
            if not _holder(folder).get("visiting"):
                break
    raise _busy(folder)


def _busy(folder: SourceFolder) -> BusyError:
    return BusyError(
        folder.folder,
        f"another run is writing there ({_who(_holder(folder))})",
        "Wait for its end, or crawl another source meanwhile.",
    )


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
