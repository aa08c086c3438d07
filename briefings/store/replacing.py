"""Files that get a new content in one step."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from briefings.store.errors import storage
from briefings.store.folder import next_of, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def replace_file(file: Path, parts: Iterable[bytes]) -> int:
    """Let `file` hold these, for good; returns its size. A reader, or a start after a kill, meets old or new whole.

    Raises StorageError; then the old content stays.
    """
    new = next_of(file)
    with storage(file):
        try:
            with new.open("wb") as stream:
                stream.writelines(parts)
                size = stream.tell()
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(file)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        sync_folder(file.parent)
    return size
