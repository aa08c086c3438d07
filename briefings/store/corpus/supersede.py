"""How older revisions leave the two files for superseded.jsonl, without a moment at which a kill loses or doubles one.

On the same way the lines of briefings get the marks they should have (see `Marks`); the turns of a briefing that is
now a copy are dropped, as the turns of its original say the same.

    1. the lines of older revisions are appended to superseded.jsonl; the ledger still knows its old size
    2. the lines that stay are written to turns.jsonl.next, then to briefings.jsonl.next
    3. the ledger's transaction: new sizes, what the lines say now, swapping = 1. Before it, a start undoes 1 and 2;
       after it, it goes on with 4
    4. turns.jsonl.next takes the place of turns.jsonl, then briefings.jsonl.next that of briefings.jsonl
    5. swapping = 0

The order of the two files within 2 and 4 tells a start that has lost the ledger where it is: briefings.jsonl.next alone
exists only within 4. Files are streamed; they can be larger than memory.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import reduce
from pathlib import Path
from typing import Any

from briefings.records.jsonl import json_line
from briefings.store.corpus.lines import RawLine, chained, lines_of
from briefings.store.errors import StorageError, storage
from briefings.store.files import AppendedFile, next_of, sync_folder
from briefings.store.folder import SourceFolder
from briefings.store.ledger.ledger import Committed, Ledger, Marks, Superseded

logger = logging.getLogger(__name__)

_BLOCK = 1 << 20  # bytes of superseded lines a write


def supersede(folder: SourceFolder, ledger: Ledger) -> int:
    """Move the lines of older revisions to superseded.jsonl and return how many revisions that were.

    Lines whose marks are not what they should be are written again. Everything in the files has to be committed, and
    nobody may have them open. Raises StorageError when the disk is full, say: the files then stay as they are until the
    next start.
    """
    while True:
        committed = ledger.committed(folder.source)
        marks = ledger.wanted_marks(folder.source) if committed else {}
        if committed is None or not (committed.stale or marks):
            return 0
        if _write_next(folder, ledger, marks):
            break
        _undo(folder, committed)
    with storage(folder.folder):
        _swap(folder)
    ledger.end_swap(folder.source)
    return committed.stale


def _write_next(folder: SourceFolder, ledger: Ledger, marks: Mapping[str, Marks]) -> bool:
    """Steps 1 to 3; False when the marks have changed meanwhile."""
    committed = ledger.committed(folder.source)
    assert committed is not None
    sorting = _Sorting(folder.source, ledger, marks)
    try:
        with closing(_SupersededLines(folder.superseded, committed.superseded or Superseded())) as superseded:
            turns_size = _split(folder.turns, committed.turns_size, superseded, sorting)
            briefings_size = _split(folder.briefings, committed.briefings_size, superseded, sorting)
    except StorageError:
        # The space may be needed; where this fails, the next start does it.
        with suppress(OSError):
            _discard(folder)
        raise
    with storage(folder.folder):
        sync_folder(folder.folder)
    return ledger.begin_swap(folder.source, turns_size, briefings_size, superseded.reached, marks)


def _undo(folder: SourceFolder, committed: Committed) -> None:
    with storage(folder.folder):
        _discard(folder)
    with closing(AppendedFile(folder.superseded)) as superseded:
        superseded.cut(committed.superseded.size if committed.superseded else 0)


def finish_swap(folder: SourceFolder, ledger: Ledger) -> None:
    """At a start: bring a move that was interrupted to its end when it was decided, else undo it.

    Where the ledger does not know the source, superseded.jsonl is left for `trim_superseded`.
    """
    committed = ledger.committed(folder.source)
    with storage(folder.folder):
        if committed is None:
            alone = next_of(folder.briefings).exists() and not next_of(folder.turns).exists()
            (_swap if alone else _discard)(folder)
        elif not committed.swapping:
            _discard(folder)
        else:
            _swap(folder)
            if (_size(folder.turns), _size(folder.briefings)) == (committed.turns_size, committed.briefings_size):
                ledger.end_swap(folder.source)
            else:
                ledger.start(folder.source)  # somebody else changed the files


def leave_out(folder: SourceFolder, ledger: Ledger, briefing: str) -> None:
    """Take a briefing out of the two files and the ledger, on the same way: all of its lines, whatever their revision.

    Everything in the files has to be committed, no older revision may be left, and nobody may have them open. Raises
    StorageError.
    """
    committed = ledger.committed(folder.source)
    assert committed is not None
    sizes = []
    for file, size in ((folder.turns, committed.turns_size), (folder.briefings, committed.briefings_size)):
        with storage(next_of(file)), next_of(file).open("wb") as stream:
            stream.writelines(line.raw for line in lines_of(file, end=size) if _revision_of(line)[0] != briefing)
            sizes.append(stream.tell())
            stream.flush()
            os.fsync(stream.fileno())
    with storage(folder.folder):
        sync_folder(folder.folder)
    with ledger.transaction():
        ledger.write(
            "UPDATE sources SET turns_size = ?, briefings_size = ?, swapping = 1 WHERE source = ?",
            *sizes, folder.source,
        )  # fmt: skip
        ledger.write("DELETE FROM turns WHERE source = ? AND briefing = ?", folder.source, briefing)
        ledger.write("DELETE FROM readings WHERE source = ? AND briefing = ?", folder.source, briefing)
        ledger.write("DELETE FROM briefings WHERE source = ? AND id = ?", folder.source, briefing)
    with storage(folder.folder):
        _swap(folder)
    ledger.end_swap(folder.source)


def trim_superseded(folder: SourceFolder, ledger: Ledger) -> None:
    """At a start: cut what an undone move appended to superseded.jsonl, and make sure the ledger knows what it holds.

    Raises StorageError when lines that were there are missing. The whole file may be deleted.
    """
    committed = ledger.committed(folder.source)
    assert committed is not None
    known = committed.superseded
    with storage(folder.superseded):
        size = _size(folder.superseded)
    if known is not None and size == known.size:
        return
    if known is not None and not size:
        logger.warning("%s is gone: the older revisions in it are not kept any more", folder.superseded)
    elif known is not None and size < known.size:
        raise StorageError(
            folder.superseded,
            f"it has {size} bytes of {known.size}: lines of older revisions are missing",
            f"Restore it from a copy. To go on without them, run `scrapy reindex {folder.source}`.",
        )
    kept = _without(folder.superseded, _stale(folder, ledger) if committed.stale else set())
    if kept < size:
        with closing(AppendedFile(folder.superseded)) as superseded:
            superseded.cut(kept)
    ledger.set_superseded(folder.source, superseded_in(folder.superseded))


def superseded_in(file: Path) -> Superseded:
    """What superseded.jsonl holds."""
    size, lines, digest = 0, 0, ""
    for line in lines_of(file):
        size, lines, digest = line.end, lines + 1, chained(digest, line.raw)
    return Superseded(size, lines, digest)


def _split(file: Path, size: int, superseded: _SupersededLines, sorting: _Sorting) -> int:
    """Write the lines of `file` that stay to its .next file and append those of older revisions to `superseded`.

    Returns the size of the .next file.
    """
    written = 0
    moved: list[bytes] = []
    waiting = 0
    with storage(next_of(file)), next_of(file).open("wb") as stream:
        for line in lines_of(file, end=size):
            if sorting.is_stale(line):
                moved.append(line.raw)
                waiting += len(line.raw)
            else:
                written += stream.write(sorting.stays_as(line))
            if waiting > _BLOCK:
                superseded.append(moved)
                moved, waiting = [], 0
        superseded.append(moved)
        stream.flush()
        os.fsync(stream.fileno())
    return written


class _SupersededLines:
    """superseded.jsonl open for appending, counted along."""

    def __init__(self, file: Path, reached: Superseded) -> None:
        self._file = AppendedFile(file)
        self.reached = reached

    def append(self, lines: list[bytes]) -> None:
        self._file.append(b"".join(lines))
        digest = reduce(chained, lines, self.reached.digest)
        self.reached = Superseded(self._file.size, self.reached.lines + len(lines), digest)

    def close(self) -> None:
        self._file.close()


class _Sorting:
    """Tells lines of older revisions from those of the newest, and what becomes of these; remembers one briefing."""

    def __init__(self, source: str, ledger: Ledger, marks: Mapping[str, Marks]) -> None:
        self._source = source
        self._ledger = ledger
        self._marks = marks
        self._id: str | None = None
        self._revision = 0

    def is_stale(self, line: RawLine) -> bool:
        briefing, revision = _revision_of(line)
        if briefing != self._id:
            known = self._ledger.known(self._source, briefing)
            if known is None:
                raise line.damage(f"belongs to {briefing}, of which the ledger knows nothing")
            self._id, self._revision = briefing, known.revision
        return revision < self._revision

    def stays_as(self, line: RawLine) -> bytes:
        """What takes the place of a line of the newest revision that `is_stale` was just asked about."""
        marks = self._marks.get(self._id or "")
        if marks is None:
            return line.raw
        if "briefing" in line.record():
            return b"" if marks.copy_of is not None else line.raw
        return _marked(line, marks)


def _marked(line: RawLine, marks: Marks) -> bytes:
    """The line of a briefing with these marks. A copy has no turns of its own, and says so."""
    record: dict[str, Any] = line.record()
    record.update(copy_of=marks.copy_of, same_event=marks.same_event, vanished_at=marks.vanished_at)
    if marks.copy_of is not None:
        record.update(turn_count=0, words=0)
    return json_line(record).encode()


def _stale(folder: SourceFolder, ledger: Ledger) -> set[tuple[str, int]]:
    newest = _Sorting(folder.source, ledger, {})
    return {_revision_of(line) for line in lines_of(folder.briefings) if newest.is_stale(line)}


def _without(file: Path, stale: set[tuple[str, int]]) -> int:
    """Up to where `file` holds whole lines of none of the revisions in `stale`."""
    for line in lines_of(file):
        if not line.whole or (stale and _revision_of(line) in stale):
            return line.start
    with storage(file):
        return _size(file)


def _revision_of(line: RawLine) -> tuple[str, int]:
    record = line.record()
    briefing, revision = record.get("briefing", record.get("id")), record.get("revision")
    if not isinstance(briefing, str) or not isinstance(revision, int):
        raise line.damage("is neither a line of a briefing nor of a turn")
    return briefing, revision


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _swap(folder: SourceFolder) -> None:
    for file in (folder.turns, folder.briefings):
        if next_of(file).exists():
            next_of(file).replace(file)
            sync_folder(folder.folder)


def _discard(folder: SourceFolder) -> None:
    for file in (folder.briefings, folder.turns):
        if next_of(file).exists():
            next_of(file).unlink()
            sync_folder(folder.folder)
