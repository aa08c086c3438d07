"""How older revisions leave the two files for superseded.jsonl, without a moment at which a kill loses or doubles one.

On the same way the lines of briefings get the marks they should have (see `Marks`); the turns of a briefing that is
now a copy are dropped, as the turns of its original say the same; and all lines of one that is forgotten.

    1. the lines of older revisions are appended to superseded.jsonl; the ledger still knows its old size
    2. the lines that stay are written to turns.jsonl.next, then to briefings.jsonl.next
    3. the ledger's transaction: new sizes, what the lines say now, swapping = 1. Before it, a start undoes 1 and 2;
       after it, it goes on with 4
    4. turns.jsonl.next takes the place of turns.jsonl, then briefings.jsonl.next that of briefings.jsonl
    5. swapping = 0

`swap.py` has 2 and 4. Files are streamed; they can be larger than memory.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from briefings.records import json_line
from briefings.store.corpus.damaged import read_losses
from briefings.store.corpus.lines import RawLine, chained, lines_of
from briefings.store.corpus.swap import discard_next, take_places, write_next
from briefings.store.errors import DamageError, StorageError, storage
from briefings.store.files import AppendedFile
from briefings.store.folder import SourceFolder
from briefings.store.ledger.ledger import Committed, Ledger, Marks, Superseded

logger = logging.getLogger(__name__)


def supersede(folder: SourceFolder, ledger: Ledger, without: str | None = None) -> None:
    """Move the lines of older revisions to superseded.jsonl, and write lines again that do not say what they should.

    `without` is a briefing of which no line is to stay, and nothing in the ledger. Everything in the files has to be
    committed, and nobody may have them open. Raises StorageError when the disk is full, say: the files then stay as
    they are until the next start.
    """
    while True:
        committed = ledger.committed(folder.source)
        marks = ledger.wanted_marks(folder.source) if committed else {}
        if committed is None or not (committed.stale or marks or without):
            return
        if _write_next(folder, ledger, committed, _Sorting(folder.source, ledger, marks, without)):
            break
        _undo(folder, committed)
    take_places(folder)
    ledger.end_swap(folder.source)


def _write_next(folder: SourceFolder, ledger: Ledger, committed: Committed, sorting: _Sorting) -> bool:
    """Steps 1 to 3; False when the marks have changed meanwhile."""
    found = committed.superseded or Superseded()

    def staying(lines: Iterator[RawLine]) -> Iterator[bytes]:
        nonlocal found
        for line in lines:
            if sorting.is_stale(line):
                superseded.append(line.raw, lasting=False)
                found = Superseded(superseded.size, chained(found.digest, line.raw))
            else:
                yield sorting.stays_as(line)

    try:
        with closing(AppendedFile(folder.superseded)) as superseded:
            turns_size = write_next(folder.turns, staying(lines_of(folder.turns, end=committed.turns_size)))
            lines = lines_of(folder.briefings, end=committed.briefings_size)
            briefings_size = write_next(folder.briefings, staying(lines))
            superseded.sync()
    except StorageError:
        # The space may be needed; where this fails, the next start does it.
        with suppress(StorageError):
            discard_next(folder)
        raise
    return ledger.begin_swap(folder.source, turns_size, briefings_size, found, sorting.marks, sorting.without)


def _undo(folder: SourceFolder, committed: Committed) -> None:
    discard_next(folder)
    with closing(AppendedFile(folder.superseded)) as superseded:
        superseded.cut(committed.superseded.size if committed.superseded else 0)


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
            raise DamageError(folder.briefings, what)
    if kept < size:
        with closing(AppendedFile(folder.superseded)) as superseded:
            superseded.cut(kept)
    ledger.set_superseded(folder.source, superseded_in(folder.superseded))


def superseded_in(file: Path) -> Superseded:
    """What superseded.jsonl holds."""
    found = Superseded()
    for line in lines_of(file):
        found = Superseded(line.end, chained(found.digest, line.raw))
    return found


class _Sorting:
    """Tells lines of older revisions from those of the newest, and what becomes of these; remembers one briefing."""

    def __init__(
        self, source: str, ledger: Ledger, marks: Mapping[str, Marks] | None = None, without: str | None = None
    ) -> None:
        self._source = source
        self._ledger = ledger
        self.marks = marks or {}
        self.without = without
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
        if self._id == self.without:
            return b""
        marks = self.marks.get(self._id or "")
        if marks is None:
            return line.raw
        if "briefing" in line.record():
            return b"" if marks.copy_of is not None else line.raw
        return _marked(line, marks)


def _marked(line: RawLine, marks: Marks) -> bytes:
    """The line of a briefing with these marks. A copy has no turns of its own, and says so."""
    record: dict[str, Any] = line.record()
    record.update(copy_of=marks.copy_of, same_event=marks.same_event, vanished_at=marks.vanished_at)
    if marks.pages is not None:
        record.update(json.loads(marks.pages))
    if marks.copy_of is not None:
        record.update(turn_count=0, words=0)
    return json_line(record).encode()


def _stale(folder: SourceFolder, ledger: Ledger) -> set[tuple[str, int]]:
    newest = _Sorting(folder.source, ledger)
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
