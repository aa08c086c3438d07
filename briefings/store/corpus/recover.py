"""What a start does with what the last run left: complete it into the ledger, or cut it off.

The JSONL files are the truth. A briefing's turn lines are on disk before its briefing line is, and that before the
ledger knows of it. So beyond what the ledger knows there are whole briefings, which are completed, and then at most
the beginning of one more, which is cut off; where no ledger knows of the source, as in a copy made while a run was on,
the turns of several. Anything else is damage and left alone.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path

from briefings.records import TurnKey
from briefings.store.archive.page_index import PageIndex
from briefings.store.corpus.damaged import read_losses
from briefings.store.corpus.lines import RawLine, chained, lines_of
from briefings.store.corpus.supersede import revision_of, trim_superseded
from briefings.store.corpus.swap import finish_swap
from briefings.store.corpus.written import entry_of, typed
from briefings.store.errors import DamageError, storage
from briefings.store.files import AppendedFile
from briefings.store.folder import SourceFolder
from briefings.store.ledger.ledger import Committed, Entry, Ledger

logger = logging.getLogger(__name__)

_BATCH = 200  # briefings a transaction: other runs write to the ledger in between


@dataclass(frozen=True, slots=True)
class Step:
    """A whole briefing in the two files: its entry, its pages, its line, and where its lines end."""

    entry: Entry
    line: RawLine
    turns_end: int
    briefings_end: int


def recover(folder: SourceFolder, ledger: Ledger) -> None:
    """Bring files and ledger of a source into step; the caller holds its lock.

    Where the ledger does not fit the files (it is new, or they are others than it knows), what it knows of the source
    is read from the files again. Raises DamageError where they hold what no killed run leaves behind or lack what was
    committed, StorageError where they cannot be read or written; then neither the lines nor what
    the ledger knows of them was changed.
    """
    finish_swap(folder, ledger)
    committed = ledger.committed(folder.source)
    copied = committed is None
    if committed is None or not _fits(folder, ledger, committed):
        check_nothing_is_lost(folder, ledger, copied=copied)
        ledger.start(folder.source)
        committed = ledger.committed(folder.source)
    assert committed is not None
    with closing(AppendedFile(folder.turns)) as turns, closing(AppendedFile(folder.briefings)) as briefings:
        if turns.size > committed.turns_size or briefings.size > committed.briefings_size:
            # Lines that a killed run wrote may not be on disk yet.
            turns.sync()
            briefings.sync()
            completed, committed = _complete(folder, ledger, committed, copied=copied)
            cut = turns.size - committed.turns_size + briefings.size - committed.briefings_size
            # In a copy made while a run was on, whole briefings may be among them.
            level = logging.WARNING if copied and cut else logging.INFO
            told = "%s: %d briefings completed, %d bytes of briefings that were not finished are cut off"
            logger.log(level, told, folder.source, completed, cut)
            turns.cut(committed.turns_size)
            briefings.cut(committed.briefings_size)
    trim_superseded(folder, ledger)


def check_nothing_is_lost(folder: SourceFolder, ledger: Ledger, *, copied: bool) -> None:
    """Raise DamageError unless the files can be read whole and have all that was ever committed.

    What was committed the ledger knows, and superseded.jsonl as far as newer revisions followed; what `scrapy repair`
    set aside may be missing. Where the whole source is gone, somebody deleted it.
    """
    lost = read_losses(folder)
    there: dict[str, set[int]] = {}
    for step in steps(folder, copied=copied):
        known = step.entry.known
        if known.revision in there.setdefault(known.id, set()):
            raise step.line.damage(f"repeats revision {known.revision} of {known.id}")
        there[known.id].add(known.revision)
    wanted = {known.id: known.revision for known in ledger.all_known(folder.source)}
    if not any(file.exists() for file in (folder.turns, folder.briefings, folder.superseded)):
        if wanted:
            logger.warning("%s is gone: the source is read afresh", folder.folder)
        return
    for line in lines_of(folder.superseded):
        if line.whole:
            id_, revision = revision_of(line)
            wanted[id_] = max(revision + 1, wanted.get(id_, 0))
    found = {id_: max(*there.get(id_, ()), lost.get(id_, 0), 0) for id_ in wanted}
    if missing := sorted(id_ for id_, revision in wanted.items() if found[id_] < revision):
        more = f", and {len(missing) - 1} more," if len(missing) > 1 else ""
        what = f"it lacks revision {wanted[missing[0]]} of {missing[0]}{more} which was in it"
        raise DamageError(folder.briefings, what)


def steps(folder: SourceFolder, turns_at: int = 0, briefings_at: int = 0, *, copied: bool) -> Iterator[Step]:
    """The whole briefings in the two files from these places on, in order, one at a time.

    Raises DamageError where a line cannot be read, a briefing's turns are not all in their place, or more than the
    beginning of one briefing follows the last whole one; of several where the files may have been `copied` one after
    the other while a run wrote, of which no ledger knows.
    """
    turns = lines_of(folder.turns, turns_at)
    whole: set[str] = set()
    for line in lines_of(folder.briefings, briefings_at):
        if not line.whole:
            break
        entry = _entry(line)
        known, keys, digest = entry.known, [], ""
        for seq in range(known.turn_count):
            turn_line = next(turns, None)
            if turn_line is None or not turn_line.whole:
                raise line.damage(
                    f"stands for {known.turn_count} turns, but {folder.turns.name} ends after {seq} of them"
                )
            keys.append(_turn_key(turn_line, known.id, known.revision, seq))
            digest, turns_at = chained(digest, turn_line.raw), turn_line.end
        digests = entry.digests._replace(turns=digest)
        if copied:
            whole.add(f"{known.id} {known.revision}")
        yield Step(replace(entry, turns=keys, digests=digests), line, turns_at, line.end)
    _check_rest(turns, whole, copied=copied)


def _complete(folder: SourceFolder, ledger: Ledger, committed: Committed, *, copied: bool) -> tuple[int, Committed]:
    completed, index = 0, PageIndex(ledger, folder.source)
    found = steps(folder, committed.turns_size, committed.briefings_size, copied=copied)
    while batch := list(islice(found, _BATCH)):
        with ledger.transaction():
            for step in batch:
                known = ledger.known(folder.source, step.entry.known.id)
                if known is not None and known.revision == step.entry.known.revision:
                    raise step.line.damage(f"repeats revision {known.revision} of {known.id}")
                ledger.record(folder.source, step.entry, step.turns_end, step.briefings_end, known)
                with suppress(ValueError):  # verify says where a line names no place
                    index.judge(step.entry.places, accepted=True)
        completed += len(batch)
    reached = ledger.committed(folder.source)
    assert reached is not None
    return completed, reached


def _fits(folder: SourceFolder, ledger: Ledger, committed: Committed) -> bool:
    """Whether both files reach as far as the ledger knows, and end there as it knows.

    What is written is written at the end, so an older copy of a file ends otherwise.
    """
    for file, size in ((folder.turns, committed.turns_size), (folder.briefings, committed.briefings_size)):
        if size and not _is_known(ledger, folder.source, _line_before(file, size)):
            return False
    return True


def _is_known(ledger: Ledger, source: str, raw: bytes) -> bool:
    """Whether a line, of a turn or a briefing, is of the newest revision that the ledger knows."""
    try:
        record = json.loads(raw)
        known = ledger.known(source, record.get("briefing", record["id"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return known is not None and known.revision == record.get("revision")


def _line_before(file: Path, end: int) -> bytes:
    """The line of `file` that ends at byte `end`; empty where none does."""
    with storage(file):
        if not file.exists() or file.stat().st_size < end:
            return b""
        with file.open("rb") as stream, mmap(stream.fileno(), end, access=ACCESS_READ) as content:
            found = content[content.rfind(b"\n", 0, end - 1) + 1 : end]
    return found if found.endswith(b"\n") else b""


def _entry(line: RawLine) -> Entry:
    try:
        return entry_of(line.record(), [], "")
    except (KeyError, TypeError) as error:
        raise line.damage("is no line of a briefing") from error


def _turn_key(line: RawLine, briefing: str, revision: int, seq: int) -> TurnKey:
    record = line.record()
    if (record.get("briefing"), record.get("revision"), record.get("seq")) != (briefing, revision, seq):
        raise line.damage(f"is not turn {seq} of revision {revision} of {briefing}, which belongs there")
    try:
        return TurnKey(typed(record["id"], str), record["label"], typed(record["text_hash"], str))
    except (KeyError, TypeError) as error:
        raise line.damage("is no line of a turn") from error


def _check_rest(turns: Iterator[RawLine], begun: set[str], *, copied: bool) -> None:
    """Raise DamageError unless the turn lines left are the beginning of one briefing that was being written, or in a
    copy also the turns of others, one after the other; of none that has `begun` before."""
    key, last = "", -1
    for line in turns:
        if not line.whole:
            break
        record = line.record()
        before, key = key, f"{record.get('briefing')} {record.get('revision')}"
        if record.get("seq") == 0 and key not in begun and (copied or not begun):
            begun.add(key)
            last = 0
        elif key == before and record.get("seq") == last + 1:
            last += 1
        else:
            raise line.damage("is not followed by the lines of its briefing, but by those of another")
