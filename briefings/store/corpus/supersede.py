"""How older revisions leave the two files for superseded.jsonl, without a moment at which a kill loses or doubles one.

On the same way the lines of briefings get the marks they should have (see `Marks`); the turns of a briefing that is
now a copy are dropped, as the turns of its original say the same.

    1. the lines of older revisions are appended to superseded.jsonl; the ledger still knows its old size
    2. the lines that stay are written to turns.jsonl.next, then to briefings.jsonl.next
    3. the ledger's transaction: new sizes, what the lines say now, swapping = 1. Before it, a start undoes 1 and 2;
       after it, it goes on with 4
    4. turns.jsonl.next takes the place of turns.jsonl, then briefings.jsonl.next that of briefings.jsonl
    5. swapping = 0

`swap.py` has 2 and 4. Files are streamed; they can be larger than memory.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from briefings.records import json_line
from briefings.store.corpus.damaged import read_losses
from briefings.store.corpus.lines import RawLine, chained, lines_of
from briefings.store.corpus.swap import discard_next, take_places, write_next
from briefings.store.errors import LostError, StorageError, storage
from briefings.store.files import AppendedFile
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
    take_places(folder)
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
        with suppress(StorageError):
            discard_next(folder)
        raise
    return ledger.begin_swap(folder.source, turns_size, briefings_size, superseded.reached, marks)


def _undo(folder: SourceFolder, committed: Committed) -> None:
    discard_next(folder)
    with closing(AppendedFile(folder.superseded)) as superseded:
        superseded.cut(committed.superseded.size if committed.superseded else 0)


def leave_out(folder: SourceFolder, ledger: Ledger, briefing: str) -> None:
    """Take a briefing out of the two files and the ledger, on the same way: all of its lines, whatever their revision.

    Everything in the files has to be committed, no older revision may be left, and nobody may have them open. Raises
    StorageError.
    """
    committed = ledger.committed(folder.source)
    assert committed is not None
    sizes = [
        write_next(file, (line.raw for line in lines_of(file, end=size) if revision_of(line)[0] != briefing))
        for file, size in ((folder.turns, committed.turns_size), (folder.briefings, committed.briefings_size))
    ]
    with ledger.transaction():
        ledger.write(
            "UPDATE sources SET turns_size = ?, briefings_size = ?, swapping = 1 WHERE source = ?",
            *sizes, folder.source,
        )  # fmt: skip
        ledger.write("DELETE FROM turns WHERE source = ? AND briefing = ?", folder.source, briefing)
        ledger.write("DELETE FROM readings WHERE source = ? AND briefing = ?", folder.source, briefing)
        ledger.write("DELETE FROM briefings WHERE source = ? AND id = ?", folder.source, briefing)
    take_places(folder)
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
    lost = read_losses(folder)
    for line in lines_of(folder.superseded, known.size if known is not None else 0, kept):
        id_, revision = revision_of(line)
        now = ledger.known(folder.source, id_)
        if max(now.revision if now else 0, lost.get(id_, 0)) <= revision:
            what = f"it has no later revision of {id_} than {revision}, which {folder.superseded.name} has"
            raise LostError(folder.briefings, what)
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

    def staying() -> Iterator[bytes]:
        for line in lines_of(file, end=size):
            if sorting.is_stale(line):
                superseded.add(line.raw)
            else:
                yield sorting.stays_as(line)
        superseded.write()

    return write_next(file, staying())


class _SupersededLines:
    """superseded.jsonl open for appending, counted along."""

    def __init__(self, file: Path, reached: Superseded) -> None:
        self._file = AppendedFile(file)
        self._waiting = bytearray()
        self.reached = reached

    def add(self, line: bytes) -> None:
        self._waiting += line
        size = self._file.size + len(self._waiting)
        self.reached = Superseded(size, self.reached.lines + 1, chained(self.reached.digest, line))
        if len(self._waiting) > _BLOCK:
            self.write()

    def write(self) -> None:
        self._file.append(bytes(self._waiting))
        self._waiting.clear()

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
        briefing, revision = revision_of(line)
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
    return {revision_of(line) for line in lines_of(folder.briefings) if newest.is_stale(line)}


def _without(file: Path, stale: set[tuple[str, int]]) -> int:
    """Up to where `file` holds whole lines of none of the revisions in `stale`."""
    for line in lines_of(file):
        if not line.whole or (stale and revision_of(line) in stale):
            return line.start
    with storage(file):
        return _size(file)


def revision_of(line: RawLine) -> tuple[str, int]:
    """The briefing and the revision that a line of any of the three files is of. Raises DamageError."""
    record = line.record()
    briefing, revision = record.get("briefing", record.get("id")), record.get("revision")
    if not isinstance(briefing, str) or not isinstance(revision, int):
        raise line.damage("is neither a line of a briefing nor of a turn")
    return briefing, revision


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
