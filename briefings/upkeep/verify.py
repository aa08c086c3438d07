"""Check everything that is kept of a source against everything else, and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress

from briefings.store import DamageError, SourceFolder, StorageError, sources_in
from briefings.store.corpus import Forgotten, lines_of, read_forgotten, read_losses
from briefings.store.ledger import Ledger
from briefings.upkeep.faults import Fault, Looked
from briefings.upkeep.stock import kept_stock
from briefings.upkeep.verify_archive import PageCheck, check_archive
from briefings.upkeep.verify_ledger import LedgerCheck, damage_of
from briefings.upkeep.verify_lines import broken_faults, check_briefing, check_group, check_older, check_order


def verify(folder: SourceFolder, looked: Looked) -> Iterator[Fault | str]:
    """The faults of a source as they are found, and sentences on what is no fault but could not be checked.

    The caller holds the lock of the source. `looked` counts along. Raises StorageError when a file cannot be read.
    """
    with ExitStack() as stack:
        ledger, check = None, None
        if not folder.ledger.exists():
            yield f"There is no {folder.ledger.name}: the next start builds it from the files."
        elif damage := damage_of(folder.ledger):
            yield Fault(folder.ledger, "", f"{damage}; `scrapy repair` builds it from the files")
        else:
            try:
                ledger = stack.enter_context(closing(Ledger(folder.ledger, reading=True)))
            except StorageError as error:
                yield Fault(folder.ledger, "", f"{error.what}. {error.advice}")
        committed = ledger.committed(folder.source) if ledger else None
        if ledger and committed:
            check = LedgerCheck(folder, ledger, committed)
            yield from check.check_sizes()
        elif ledger:
            yield f"The ledger does not know {folder.source}: the next start reads its files."
            ledger = None
        revisions: dict[str, set[int]] = {}
        yield from _check_briefings(folder, looked, check, revisions)
        older: dict[str, set[int]] = {}
        yield from check_older(folder, older)
        yield from _check_revisions(folder, revisions, older)
        yield from check_archive(folder, ledger, looked)


def _check_briefings(
    folder: SourceFolder, looked: Looked, ledger: LedgerCheck | None, revisions: dict[str, set[int]]
) -> Iterator[Fault]:
    pages = PageCheck(folder, looked)
    forgotten = read_forgotten(folder.forgotten)
    yield from _check_forgotten(folder, forgotten)
    complete: dict[str, bool] = {}
    copies: dict[str, str] = {}
    stock = kept_stock(folder)
    newest = stock.newest()
    yield from broken_faults(stock.broken)
    yield from check_order(folder, stock)
    for group in stock.groups.values():
        if group.line is None:
            yield from check_group(folder, group)
            continue
        kept = group.read()
        record = kept.line.record
        looked.briefings += 1
        looked.turns += len(kept.turns)
        complete[record["id"]] = record["complete"]
        revisions.setdefault(record["id"], set()).add(record["revision"])
        if record["copy_of"] is not None:
            copies[record["id"]] = record["copy_of"]
        if record["id"] in forgotten:
            what = f"{record['id']} was forgotten; `scrapy forget {record['id']}` removes it again"
            yield kept.line.fault(what)
        is_newest = newest[record["id"]] == record["revision"]
        if not is_newest:
            yield kept.line.fault(f"is an older revision of {record['id']}; the next start moves it")
        yield from check_briefing(folder, kept)
        yield from pages.check(kept.line)
        if ledger is not None and is_newest:
            yield from ledger.check(kept)
    yield from pages.check_rest()
    if ledger is not None:
        yield from ledger.check_rest()
    yield from _check_copies(folder, copies, complete)


def _check_revisions(folder: SourceFolder, kept: dict[str, set[int]], older: dict[str, set[int]]) -> Iterator[Fault]:
    """Where superseded.jsonl does not go up to what is kept: one of the files is older than the other."""
    lost = read_losses(folder)
    for id_, revisions in older.items():
        newest, latest = max(kept.get(id_, ()), default=0), max(revisions)
        if latest >= newest and lost.get(id_, 0) <= latest:
            what = f"has revision {latest} of {id_}, but {folder.briefings.name} has no later one"
            yield Fault(folder.superseded, "", f"{what}: it lost that, or is an older copy")
        there = revisions | kept.get(id_, set())
        gaps = [one for one in range(min(there), newest) if one not in there and one > lost.get(id_, 0)]
        if gaps:
            yield Fault(folder.superseded, "", f"lacks revision {gaps[0]} of {id_}, which was moved to it")


def _check_forgotten(folder: SourceFolder, forgotten: Forgotten) -> Iterator[Fault]:
    for tombstone in forgotten.tombstones.values():
        if tombstone.removed_at is None:
            yield Fault(
                folder.forgotten, "", f"{tombstone.id} is not wholly removed yet; the next start goes on with it"
            )


def _check_copies(folder: SourceFolder, copies: dict[str, str], complete: dict[str, bool]) -> Iterator[Fault]:
    for copy, original in copies.items():
        if original in complete and not complete[original]:
            yield Fault(folder.briefings, "", f"{copy} is a copy of {original}, which is not complete")
    elsewhere = kept_elsewhere(folder, set(copies.values()) - complete.keys())
    for copy, original in copies.items():
        if original not in complete and original not in elsewhere:
            what = f"{copy} is a copy of {original}, which is not kept; its turns come back when it is next read"
            yield Fault(folder.briefings, "", what)


def kept_elsewhere(folder: SourceFolder, ids: set[str]) -> set[str]:
    """Which of some briefings other sources in the data folder keep; they may be written to meanwhile."""
    if not ids:
        return ids
    found = set()
    for other in sources_in(folder.root):
        for line in lines_of(other.briefings) if other != folder else ():
            with suppress(DamageError):
                if (id_ := line.record().get("id")) in ids:
                    found.add(id_)
    return found
