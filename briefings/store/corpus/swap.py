"""How new content takes the place of turns.jsonl and briefings.jsonl, both or neither whenever a kill comes.

The new lines stand whole in turns.jsonl.next and briefings.jsonl.next, written in that order, before the ledger says
that they count; then turns.jsonl.next takes its place, and briefings.jsonl.next after it. The order tells a start that
has lost the ledger where it is: briefings.jsonl.next alone exists only while they take their places.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from briefings.store.errors import storage
from briefings.store.files import next_of, sync_folder
from briefings.store.folder import SourceFolder
from briefings.store.ledger.ledger import Ledger


def write_next(file: Path, lines: Iterable[bytes]) -> int:
    """Write what is to take the place of `file`; returns its size. Raises StorageError."""
    with storage(next_of(file)), next_of(file).open("wb") as stream:
        stream.writelines(lines)
        size = stream.tell()
        stream.flush()
        os.fsync(stream.fileno())
    with storage(file.parent):
        sync_folder(file.parent)
    return size


def take_places(folder: SourceFolder) -> None:
    """Put what was written with `write_next` in its place. Raises StorageError."""
    with storage(folder.folder):
        for file in (folder.turns, folder.briefings):
            if next_of(file).exists():
                next_of(file).replace(file)
                sync_folder(folder.folder)


def discard_next(folder: SourceFolder) -> None:
    """Throw away what was written with `write_next`. Raises StorageError."""
    with storage(folder.folder):
        for file in (folder.briefings, folder.turns):
            if next_of(file).exists():
                next_of(file).unlink()
                sync_folder(folder.folder)


def finish_swap(folder: SourceFolder, ledger: Ledger) -> None:
    """At a start: bring a swap that was interrupted to its end when it was decided, else undo it.

    What was appended to superseded.jsonl before is left for `trim_superseded`.
    """
    committed = ledger.committed(folder.source)
    with storage(folder.folder):
        alone = next_of(folder.briefings).exists() and not next_of(folder.turns).exists()
    if committed.swapping if committed else alone:
        take_places(folder)
        ledger.end_swap(folder.source)
    else:
        discard_next(folder)
