"""Mend a source: what can be had from elsewhere is written again, what cannot is set aside and asked for again.

    1. what is damaged is copied to the folder `damaged`, with a note that says what it was
    2. each damaged file of the archive is replaced by one in which every whole record stands at its place
    3. the lines that are to stay are written to the .next files
    4. what is to be fetched again is noted as unread; superseded.jsonl and rejected.jsonl are replaced
    5. the ledger forgets the source, but for what no file says, and knows that the .next files count
    6. turns.jsonl and briefings.jsonl are replaced, and the ledger reads the files

Killed anywhere, the next start finds either the old files, which it refuses, or the new ones; a repair begins anew.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from briefings.clock import now
from briefings.store import SourceFolder, reading_lock, replace_file, take_lock
from briefings.store.corpus import Loss, lines_of, read_forgotten, set_aside
from briefings.store.corpus.swap import finish_swap, write_next
from briefings.store.ledger import EntryIndex, EntryState, Ledger
from briefings.store.reindex import rebuild
from briefings.transcript import Markup
from briefings.upkeep.faults import Fault, Looked
from briefings.upkeep.repair_archive import ArchiveLook, look_through, mend_archive
from briefings.upkeep.repair_records import RecordRepair, Records
from briefings.upkeep.verify import verify


@dataclass(slots=True)
class Repaired:
    """What a repair did, or would do: sentences, and how much is left."""

    done: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """The briefings that the next crawl asks for."""
    left: list[str] = field(default_factory=list)
    """The faults that are there still."""


def repair(folder: SourceFolder, markup: Markup | None, *, dry_run: bool = False) -> Repaired:
    """Mend what `verify` finds in a source, or only say what would be done.

    Raises BusyError, StorageError, DamageError where forgotten.jsonl is damaged: what it says must not be guessed.
    """
    with ExitStack() as stack:
        if dry_run:
            stack.enter_context(reading_lock(folder))
        else:
            stack.callback(take_lock(folder).release)
        ledger_file = folder.ledger
        if dry_run and not ledger_file.exists():
            ledger_file = Path(stack.enter_context(TemporaryDirectory(prefix="briefings-"))) / ledger_file.name
            Ledger(ledger_file).close()
        ledger = stack.enter_context(closing(Ledger(ledger_file, reading=dry_run)))
        if not dry_run:
            finish_swap(folder, ledger)
        known = ledger.committed(folder.source) is not None
        found = _faults(folder)
        spool = stack.enter_context(NamedTemporaryFile(prefix="briefings-"))
        look = look_through(folder)
        repairing = RecordRepair(folder, ledger, look, spool.file, Path(spool.name))
        plan = repairing.plan(markup, read_forgotten(folder.forgotten))
        told = _told(look, plan)
        if known and not (found or told.done or told.aside):
            return told
        if not dry_run:
            _apply(folder, ledger, look, plan)
            told.left = _faults(folder)
        if not (told.done or told.aside):
            told.done.append("the ledger is built again from the files")
        return told


def _faults(folder: SourceFolder) -> list[str]:
    return [str(found) for found in verify(folder, Looked(folder)) if isinstance(found, Fault)]


def _told(look: ArchiveLook, plan: Records) -> Repaired:
    aside = [*map(str, look.damaged), *(_in_words(loss) for loss, _ in plan.losses)]
    return Repaired(list(plan.done), aside, sorted(plan.ask))


def _in_words(loss: Loss) -> str:
    place = ", ".join(filter(None, (loss.file, loss.where)))
    return f"{place}: {loss.briefing}: {loss.why}" if loss.briefing else f"{place}: {loss.why}"


def _apply(folder: SourceFolder, ledger: Ledger, look: ArchiveLook, plan: Records) -> None:
    at = now()
    set_aside(folder, plan.losses, at)
    mend_archive(folder, look, ledger, at)
    write_next(folder.turns, (raw for group in plan.kept for span in group.turns for raw in span.raw()))
    write_next(folder.briefings, (raw for group in plan.kept if group.line for raw in group.line.raw()))
    _replace(folder, ledger, plan)
    rebuild(folder, ledger, swapping=True)
    for id_ in plan.ask:
        ledger.write("UPDATE briefings SET looked_at = NULL WHERE source = ? AND id = ?", folder.source, id_)


def _replace(folder: SourceFolder, ledger: Ledger, plan: Records) -> None:
    entries, kept = EntryIndex(ledger, folder.source), {group.key[0] for group in plan.kept}
    with ledger.transaction():
        for id_, url in plan.ask.items():
            if url is not None and id_ not in kept:
                entries.note(id_, url, EntryState.UNREAD)
        ledger.write("UPDATE walks SET proper = 0 WHERE source = ?", folder.source)
    if folder.superseded.exists() or plan.older:
        replace_file(folder.superseded, (raw for group in plan.older for raw in group.raw()))
    if plan.rejected:
        broken = {one.line.start for one in plan.rejected}
        replace_file(folder.rejected, (line.raw for line in lines_of(folder.rejected) if line.start not in broken))
