"""Join what two data folders store of a briefing, as if two crawls had run one after the other: pure functions.

Readings follow each other by when their pages were fetched, those of one folder in the order they have there. One
with the same content as the one before it is no revision. The newest of one folder that is poorer than the newest of
the other, and was not accepted in its place there, is left out: a crawl would have kept the stored one.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, repeat

from briefings.records.revisions import changes_between, digests_in, is_poorer, measure_of, pages_of, set_revision
from briefings.store import Revision
from briefings.store.revision import MARKS, revision_of

_NUMBERING = {*MARKS, "revision", "changes", "turn_count", "words"}
_OF_A_FETCH = {"fetched_at", "status", "warc"}


@dataclass(frozen=True)
class JoinedRevisions:
    """Joined revisions of a briefing."""

    revisions: list[Revision]
    """Revisions, oldest first."""
    newest_is_own: bool
    """True if the newest is one of this folder."""
    poorer: Revision | None = None
    """Reading left out because it is poorer than the newest, which came before it."""


def join_revisions(own: Sequence[Revision], other: Sequence[Revision], lost: int) -> JoinedRevisions:
    """Join the revisions of this folder with those of another, whose pages are in one archive already.

    `lost` is the highest revision that is no longer stored: its number is not used again.
    """
    chain: list[tuple[int, Revision]] = []
    for side, one, before in _aligned(own, other):
        if chain and chain[-1][0] != side and _adds_nothing(one, before, chain[-1][1]):
            continue
        chain.append((side, one))
    chain, poorer = _without_poorer(chain, own, other)
    if [one for _, one in chain] == list(own):
        return JoinedRevisions(list(own), True, poorer)
    return JoinedRevisions(list(_numbered([one for _, one in chain], lost)), chain[-1][0] == 0, poorer)


def is_same_content(one: Revision, other: Revision) -> bool:
    """Tell whether a crawl that reads the one would find the other unchanged."""
    first, second = one.record, other.record
    names = ("content_hash", "complete")
    return all(first[name] == second[name] for name in names) and _missing(one) == _missing(other)


def _missing(revision: Revision) -> set[int]:
    return {page["number"] for page in revision.record["missing_pages"]}


_Placed = tuple[int, Revision, Revision | None]
"""A revision with its side, 0 for this folder, and the one before it there."""


def _aligned(own: Sequence[Revision], other: Sequence[Revision]) -> Iterator[_Placed]:
    """Yield the revisions of both in an order that fits either folder; what both have comes once."""
    sides = [list(zip(repeat(side), one, [None, *one], strict=False)) for side, one in enumerate((own, other))]
    places = {_reading(one, fetched=True): place for place, one in enumerate(own)}
    new: list[_Placed] = []
    done = 0
    for entry in sides[1]:
        place = places.get(_reading(entry[1], fetched=True))
        if place is None:
            new.append(entry)
        elif place >= done:
            yield from _in_time(sides[0][done:place], new)
            yield sides[0][place]
            new, done = [], place + 1
    yield from _in_time(sides[0][done:], new)


def _in_time(own: Sequence[_Placed], other: Sequence[_Placed]) -> Iterator[_Placed]:
    """Merge revisions of both sides, which have none in common, by when their pages were fetched."""
    sides = [
        list(zip(accumulate((entry[1].fetched_at for entry in one), max), one, strict=True)) for one in (own, other)
    ]
    # Within the same second their content decides, not which folder is joined into the other.
    merged = heapq.merge(*sides, key=lambda timed: (timed[0], timed[1][1].record["content_hash"], timed[1][0]))
    return (entry for _, entry in merged)


def _adds_nothing(one: Revision, before: Revision | None, last: Revision) -> bool:
    """Tell whether a reading is no revision after `last` of the other folder; `before` precedes it in its own."""
    if not is_same_content(last, one):
        return False
    if _reading(last) == _reading(one):
        return True
    if before is not None and _reading(before) == _reading(last):
        return False
    # For the same bytes the newer reader counts.
    return _bytes(last) != _bytes(one) or bool(one.record["reader"] <= last.record["reader"])


def _without_poorer(
    chain: list[tuple[int, Revision]], own: Sequence[Revision], other: Sequence[Revision]
) -> tuple[list[tuple[int, Revision]], Revision | None]:
    late = chain[-1][0]
    last, best = (own[-1], other[-1]) if late == 0 else (other[-1], own[-1])
    history = own if late == 0 else other
    is_known = any(is_same_content(best, one) for one in history)
    if is_known or last.is_bare or best.is_bare or _bytes(last) == _bytes(best):
        return chain, None
    if not is_poorer(measure_of(last.briefing()), measure_of(best.briefing())):
        return chain, None
    while chain[-1][0] == late:
        chain = chain[:-1]
    return chain, last


def _numbered(revisions: Sequence[Revision], lost: int) -> Iterator[Revision]:
    """Yield them with the numbers that follow `lost`, each with what changed from the one before."""
    before: Revision | None = None
    for number, one in enumerate(revisions, start=lost + 1):
        briefing = one.briefing()
        set_revision(briefing, number)
        known = before is not None and not before.is_bare and not one.is_bare
        briefing.changes = changes_between(before.turn_keys, one.turn_keys) if before and known else []
        before = replace(revision_of(briefing), proved=one.proved)
        yield before


def _bytes(revision: Revision) -> list[tuple[int, str]]:
    return digests_in(pages_of(revision.record))


def _reading(revision: Revision, *, fetched: bool = False) -> str:
    """Return a revision without its number and marks; `fetched` includes when its pages were fetched."""
    aside = _OF_A_FETCH - {"fetched_at"} if fetched else _OF_A_FETCH
    pages = [{name: page[name] for name in page if name not in aside} for page in revision.record["pages"]]
    record = {name: value for name, value in revision.record.items() if name not in _NUMBERING}
    turns = [{name: value for name, value in turn.items() if name != "revision"} for turn in revision.turn_records]
    return json.dumps([{**record, "pages": pages}, [] if revision.is_copy else turns], sort_keys=True)
