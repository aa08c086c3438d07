"""Find out what a revision was, by what is left of its lines, the digests of its row, and what the archive gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import Any

from briefings.address import read_address
from briefings.items import READER_VERSION, Briefing
from briefings.records import set_revision, turn_key
from briefings.store import Revision
from briefings.store.database import Row
from briefings.store.records import row_of
from briefings.store.revision import MARKS, revision_of, unpacked
from briefings.store.schema import row_digest
from briefings.store.take_in import problem_of
from briefings.store.view_lines import Name, RevisionLines
from briefings.upkeep.check_records import agrees, faults_of


def candidates(source: str, name: Name, row: Row | None, view: RevisionLines | None) -> Iterator[Revision]:
    """Yield the forms that a revision may have had, by its lines in the files and in a damaged row."""
    lines = [view.line.raw] if view and view.line else []
    turns = [view.turn_lines()] if view else []
    with suppress(ValueError):
        lines += [unpacked(row["line"])] if row else []
    with suppress(ValueError):
        turns += [unpacked(row["turns"])] if row else []
    for line, own in product(dict.fromkeys(lines), dict.fromkeys([*turns, b""])):
        yield Revision(source, *name, line, own, proved=False)


def as_it_was(found: list[Revision], row: Row | None, view: RevisionLines | None) -> Revision | None:
    """The candidate that the digests of the row are of; or that row and file have, which is digest enough."""
    if row is None:
        return None
    for one in (replace(one, proved=proved) for one in found for proved in (True, False)):
        if row_digest(*row_of(one).values()) == row["digest"]:
            return one
    with suppress(ValueError):
        if view and view.line and (view.line.raw, view.turn_lines()) == (unpacked(row["line"]), unpacked(row["turns"])):
            return replace(found[0], proved=bool(row["proved"]))
    return None


def problems_in(candidate: Revision) -> list[str]:
    """Name the faults of a revision made from lines that nothing vouches for."""
    try:
        problem = problem_of(candidate)
        return [problem] if problem else faults_of(candidate)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [str(error)]


def is_named(revision: Revision, read: Briefing) -> bool:
    """Return True when the archive gives that briefing: only its address and the ids of its turns tell."""
    return read_address(read.url).briefing == read.id or _turns(read) == _said(revision)


def prove(
    revision: Revision,
    faults: list[str],
    read: Briefing | None,
    marks: Mapping[str, Any],
    lost: int,
    *,
    is_newest: bool,
) -> Revision | None:
    """A revision as the archive gives it, which is the next one after those that were `lost` if its content is another.

    As it is where the archive cannot tell; None where it has `faults` besides. `marks` are those of its briefing.
    """
    if read is not None and not faults and agrees(revision, read):
        turns = _numbered(read, revision.revision).turns if revision.is_bare else revision.turns
        return replace(revision, turns=turns, proved=True)
    if read is not None and (faults or (is_newest and revision.record["reader"] == READER_VERSION)):
        same = read.content_hash == revision.record.get("content_hash") or _turns(read) == _said(revision)
        # What an older reader made of an older revision, nobody can tell.
        if same or is_newest:
            made = _numbered(read, revision.revision if same else max(revision.revision, lost) + 1)
            own = {name: marks.get(name) for name in MARKS}
            again = made.marked(**own, changes=revision.record.get("changes") if same else [])
            return made if faults_of(again) else again
    return None if faults else revision


def _numbered(briefing: Briefing, number: int) -> Revision:
    set_revision(briefing, number)
    return revision_of(briefing)


def _turns(briefing: Briefing) -> list[Any]:
    return [turn_key(turn) for turn in briefing.turns]


def _said(revision: Revision) -> list[Any] | None:
    """The turns of a revision that may be anything; None where it says nothing of them."""
    with suppress(ValueError, KeyError, TypeError):
        return list(revision.turn_keys) or None
    return None
