"""Check what the ledger says of a source against the lines that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefings.records import TurnKey
from briefings.store import SourceFolder, StorageError, next_of, storage
from briefings.store.corpus import digest_of_briefing, digest_of_turns, superseded_in
from briefings.store.corpus.written import entry_of
from briefings.store.ledger import Committed, Ledger, Marks
from briefings.upkeep.faults import Fault
from briefings.upkeep.stock import KeptBriefing

_KNOWN = ("revision", "url", "content_hash", "complete", "pages", "turn_count")
"""What a line says that the ledger says too."""


def damage_of(file: Path) -> str | None:
    """What is wrong with the ledger in `file` as a database; None when nothing is, or there is none."""
    if not file.exists():
        return None
    try:
        ledger = Ledger(file, reading=True)
    except StorageError as error:
        return error.what if "damaged" in error.what else None
    try:
        found: str = ledger.rows("PRAGMA integrity_check(1)")[0][0]
    except StorageError as error:
        return error.what
    finally:
        ledger.close()
    return None if found == "ok" else f"the ledger is damaged ({found})"


def is_otherwise(ledger: Ledger, source: str, kept: KeptBriefing) -> bool:
    """Whether the ledger knows of this revision of a briefing that its lines were others."""
    record = kept.line.record
    known = ledger.known(source, record["id"])
    if known is None or known.revision != record["revision"]:
        return False
    line, turns = ledger.digests(source, record["id"])
    is_copy = record["copy_of"] is not None and not kept.turns
    here = turns if is_copy else digest_of_turns(turn.raw for turn in kept.turns)
    return (line, turns) != (digest_of_briefing(record), here)


class LedgerCheck:
    """Holds the ledger against the briefings of a source as they come."""

    def __init__(self, folder: SourceFolder, ledger: Ledger, committed: Committed) -> None:
        self._folder = folder
        self._ledger = ledger
        self._committed = committed
        self._ids: set[str] = set()

    def check_sizes(self) -> Iterator[Fault]:
        """Where the files are not as long as the ledger says they are."""
        if self._committed.swapping or next_of(self._folder.turns).exists() or next_of(self._folder.briefings).exists():
            yield Fault(
                self._folder.turns, "", "is being replaced by a run that was interrupted; the next start ends it"
            )
        superseded = self._committed.superseded
        for file, known in (
            (self._folder.turns, self._committed.turns_size),
            (self._folder.briefings, self._committed.briefings_size),
            (self._folder.superseded, superseded.size if superseded else None),
        ):
            with storage(file):
                size = file.stat().st_size if file.exists() else 0
            if known is not None and size > known:
                what = f"has {size - known} bytes beyond what is committed; the next start completes or cuts them"
                yield Fault(file, "", what)
            elif known is not None and size < known:
                yield Fault(file, "", f"has {size} bytes, but the ledger knows of {known}")
            elif file == self._folder.superseded and superseded and superseded_in(file) != superseded:
                yield Fault(file, "", "does not hold the lines that were written to it")

    def check(self, kept: KeptBriefing) -> Iterator[Fault]:
        """Where the ledger says other things of a briefing than its lines."""
        record, source = kept.line.record, self._folder.source
        self._ids.add(record["id"])
        known = self._ledger.known(source, record["id"])
        if known is None:
            yield self._fault(f"knows nothing of {record['id']}")
            return
        turns = [TurnKey(turn.record["id"], turn.record["label"], turn.record["text_hash"]) for turn in kept.turns]
        entry, marks = entry_of(record, turns, ""), self._ledger.marks(source, record["id"])
        told = [(name, getattr(known, name), getattr(entry.known, name)) for name in _KNOWN]
        told += [(name, getattr(marks, name), getattr(entry.marks, name)) for name in Marks.__slots__]
        for name, ours, theirs in told:
            # Of a copy it knows the turns that stand in the original.
            if ours != theirs and not (name == "turn_count" and known.copy_of):
                yield self._fault(f"has another {name} of {record['id']} than line {kept.line.number} of its file")
        if turns and self._ledger.turns(source, record["id"]) != turns:
            yield self._fault(f"has other turns of {record['id']} than {self._folder.turns.name}")
        if is_otherwise(self._ledger, source, kept):
            yield kept.line.fault(f"{record['id']} does not stand there, or its turns do not, as they were written")

    def check_rest(self) -> Iterator[Fault]:
        """What the ledger knows of and no line does."""
        for (id_,) in self._ledger.rows("SELECT id FROM briefings WHERE source = ? ORDER BY id", self._folder.source):
            if id_ not in self._ids:
                yield self._fault(f"knows {id_}, which has no line")

    def _fault(self, what: str) -> Fault:
        return Fault(self._folder.ledger, "", f"{what}; `scrapy reindex {self._folder.source}` reads the files again")
