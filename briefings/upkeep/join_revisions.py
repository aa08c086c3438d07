"""Join what two data folders store of a briefing, as if two crawls had run one after the other: pure functions.

Readings follow each other by when their pages were fetched, those of one folder in the order they have there. One
with the same content as the one before it is no revision. The newest of one folder that is poorer than the newest of
the other, and was not accepted in its place there, is left out: a crawl would have kept the stored one.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, repeat

from briefings.records.revisions import changes_between, digests_of, is_poorer, set_revision
from briefings.store.revision import MARKS, Revision, revision_of

_NUMBERING = {*MARKS, "revision", "changes", "turn_count", "words"}


@dataclass(frozen=True)
class JoinedRevisions:
    """Joined revisions of a briefing."""

    revisions: list[Revision]
    """Revisions, oldest first."""
    newest_is_own: bool
    """True if the newest is one of this folder."""
    poorer: Revision | None = None
    """Reading left out because it is poorer than the newest, which came before it."""


def join_revisions(own: Sequence[Revision], other: Sequence[Revision]) -> JoinedRevisions:
    """Join the revisions of this folder with those of another, whose pages are in one archive already."""
    chain: list[tuple[set[int], Revision]] = []
    known: dict[tuple[str, int], set[int]] = {}
    times = Counter[tuple[str, int]]()
    for side, one in _in_time(own, other):
        times[reading := _reading(one), side] += 1
        if (name := (reading, times[reading, side])) in known:
            known[name].add(side)
        elif chain and side not in chain[-1][0] and _adds_nothing(one, chain[-1][1]):
            chain[-1][0].add(side)
        else:
            chain.append((known.setdefault(name, {side}), one))
    poorer = None
    if len(late := chain[-1][0]) == 1 and _is_poorer_late(*((other, own) if 1 in late else (own, other))):
        poorer = chain[-1][1]
        while chain[-1][0] == late:
            chain.pop()
    if (revisions := [one for _, one in chain]) == list(own):
        return JoinedRevisions(revisions, True, poorer)
    return JoinedRevisions(list(_numbered(revisions, own[0].revision)), 0 in chain[-1][0], poorer)


def is_same_content(one: Revision, other: Revision) -> bool:
    """Tell whether a crawl that reads the one would find the other unchanged."""
    first, second = one.record, other.record
    names = ("content_hash", "complete")
    return all(first[name] == second[name] for name in names) and _missing(one) == _missing(other)


def _missing(revision: Revision) -> set[int]:
    return {page["number"] for page in revision.record["missing_pages"]}


def _in_time(own: Sequence[Revision], other: Sequence[Revision]) -> Iterator[tuple[int, Revision]]:
    """Yield the revisions of both by when their pages were fetched, each with its side: 0 for this folder."""
    timed = (
        zip(accumulate((one.fetched_at for one in side), max), repeat(n), side) for n, side in enumerate((own, other))
    )
    # Within the same second their content decides, not which folder is joined into the other.
    for _, side, one in heapq.merge(*timed, key=lambda entry: (entry[0], entry[2].record["content_hash"], entry[1])):
        yield side, one


def _adds_nothing(one: Revision, last: Revision) -> bool:
    """Tell whether a reading is no revision after `last`: for the same bytes a newer reader counts."""
    is_newer = _bytes(last) == _bytes(one) and one.record["reader"] > last.record["reader"]
    return is_same_content(last, one) and not is_newer


def _is_poorer_late(late: Sequence[Revision], early: Sequence[Revision]) -> bool:
    """Tell whether the newest of one folder is poorer than that of the other, and did not follow it there."""
    last, best = late[-1], early[-1]
    if any(is_same_content(best, one) for one in late) or last.is_bare or best.is_bare or _bytes(last) == _bytes(best):
        return False
    return is_poorer(last.measure, best.measure)


def _numbered(revisions: Sequence[Revision], first: int) -> Iterator[Revision]:
    """Yield them with the numbers from `first` on, each with what changed from the one before."""
    before: Revision | None = None
    for number, one in enumerate(revisions, start=first):
        briefing = one.briefing()
        set_revision(briefing, number)
        known = before is not None and not before.is_bare and not one.is_bare
        briefing.changes = changes_between(before.turn_keys, one.turn_keys) if before and known else []
        before = replace(revision_of(briefing), proved=one.proved)
        yield before


def _bytes(revision: Revision) -> list[tuple[int, str]]:
    return digests_of(revision.record["pages"])


def _reading(revision: Revision) -> str:
    """Return a revision without its number, marks and places of pages."""
    pages = [{name: page[name] for name in page if name not in {"status", "warc"}} for page in revision.record["pages"]]
    record = {name: value for name, value in revision.record.items() if name not in _NUMBERING}
    turns = [{name: value for name, value in turn.items() if name != "revision"} for turn in revision.turn_records]
    return json.dumps([{**record, "pages": pages}, [] if revision.is_copy else turns], sort_keys=True)
