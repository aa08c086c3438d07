"""One writer per source: the second run is told who the first is."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from briefings.store.errors import BusyError, storage

if TYPE_CHECKING:
    from briefings.store.folder import SourceFolder


def take_lock(folder: SourceFolder) -> FileLock:
    """Lock the source for this process and say so beside the lock; the kernel frees it when the process ends.

    Raises BusyError, naming the holder, when another run has it, and StorageError when the folder cannot be written.
    """
    lock = FileLock(folder.lock, thread_local=False)
    with storage(folder.lock):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise BusyError(
                folder.folder,
                f"another run is writing there ({_holder(folder)})",
                "Wait for its end, or crawl another source meanwhile.",
            ) from None
        try:
            since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            folder.holder.write_text(json.dumps({"pid": os.getpid(), "since": since}) + "\n", encoding="utf-8")
        except BaseException:
            lock.release()
            raise
    return lock


def _holder(folder: SourceFolder) -> str:
    try:
        holder = json.loads(folder.holder.read_text(encoding="utf-8"))
        return f"process {holder['pid']}, since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        # It was killed, or is about to say so.
        return "which has not said who it is yet"
