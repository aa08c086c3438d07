"""Compare a reading with the stored revision, and find what changed: pure functions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple

from briefings.items import Briefing, Change, ChangeKind, Turn

_LABELLED = 3  # turns with a label: fewer are lost when a page is corrected
_LABELS_LEFT = 0.5  # no editor takes half of the labels out of a transcript; it is the form of the page that changed
_TEXT_LOST = 0.1  # of the words; a correction shortens a turn, or takes one out
_PAGE_LOST = 0.02  # of the words, when there are fewer pages: the last page of a briefing can be a few lines
_SENTENCE = 15  # words; of a short briefing, one sentence less is a tenth


class TurnKey(NamedTuple):
    """The fields of a kept turn by which it is compared."""

    id: str
    label: str | None
    text_hash: str


@dataclass(frozen=True, slots=True)
class StoredBriefing:
    """The newest revision of a kept briefing, as far as a comparison needs it."""

    id: str
    revision: int
    url: str
    content_hash: str
    complete: bool
    turn_count: int
    pages: str
    """The pages it was read from, in the form of `pages_of`."""
    changed_at: str | None = None
    """The time it was last found to differ from the revision before; null when that is now."""
    looked_at: str | None = None
    """The time it was last found unchanged; null when it has to be looked at again."""
    copy_of: str | None = None
    """The copy_of of its line: when it is not null, the briefing has no lines in turns.jsonl."""
    vanished_at: str | None = None
    """The time the source was first seen without it; null when it is there."""
    words: int = 0
    """Of its turns; 0 where that is not known."""
    poorer: str | None = None
    """The same as `pages` of the poorer reading that was seen last, if one was since it was seen as it is kept."""

    @property
    def missing(self) -> frozenset[int]:
        """The numbers of the pages that could not be read."""
        return frozenset(page["number"] for page in json.loads(self.pages)["missing_pages"])


class Decision(StrEnum):
    """The outcome of comparing a reading with the stored revision; also the suffix of its stat."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISION = "revised"
    POORER = "poorer"
    STILL_POORER = "still_poorer"
    """Poorer, and its bytes are those that were found poorer before: nobody has to be told again."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a reading of a briefing."""

    words: int
    """0 where it is not known, as of a copy after the database was lost."""
    turns: int
    labels: int
    """The number of turns with a label."""
    pages: int
    missing: frozenset[int]

    def __str__(self) -> str:
        """In words, for whoever compares two of them."""
        gaps = f", {len(self.missing)} missing" if self.missing else ""
        return f"{self.words} words in {self.turns} turns, {self.labels} labelled, on {self.pages} pages{gaps}"


def measure_of(briefing: Briefing) -> Measure:
    """Measure a reading."""
    return Measure(
        words=sum(turn.words for turn in briefing.turns),
        turns=len(briefing.turns),
        labels=sum(turn.label is not None for turn in briefing.turns),
        pages=len(briefing.pages),
        missing=frozenset(page.number for page in briefing.missing_pages),
    )


def is_poorer(came: Measure, kept: Measure) -> bool:
    """Tell whether a reading lost pages, labels or text that the kept one has.

    As the same pages fail differently from run to run, one with as many gaps elsewhere is poorer too. Fewer pages with
    the same text are not.
    """
    if came.missing != kept.missing and len(came.missing) >= len(kept.missing):
        return True
    if kept.labels >= _LABELLED and came.labels < kept.labels * _LABELS_LEFT:
        return True
    lost, share = kept.words - came.words, _PAGE_LOST if came.pages < kept.pages else _TEXT_LOST
    return lost > share * kept.words and (came.pages < kept.pages or lost > _SENTENCE)


def decide(known: StoredBriefing | None, came: Briefing) -> Decision:
    """Compare a reading with the stored briefing of its id, leaving aside whether it is poorer: see `is_poorer`."""
    if known is None:
        return Decision.NEW
    missing = {page.number for page in came.missing_pages}
    # What a later run explains makes a briefing complete that has no word more.
    is_completed = came.complete and not known.complete
    if missing == known.missing and came.content_hash == known.content_hash and not is_completed:
        return Decision.UNCHANGED
    return Decision.REVISION


def pages_of(record: Mapping[str, Any]) -> str:
    """The pages of a briefing's record, as JSON from which it can be read again: those read, and those missing."""
    return json.dumps({name: record[name] for name in ("pages", "missing_pages")}, ensure_ascii=False)


def with_places(pages: str, came: Briefing) -> list[dict[str, Any]] | None:
    """Return the kept pages with the archive places that a reading found for unchanged ones; None when it found none
    new.

    `pages` is in the form of `pages_of`.
    """
    places = {(page.number, page.sha256): page.warc for page in came.pages}
    kept = json.loads(pages)
    named = [{**page, "warc": page["warc"] or places.get((page["number"], page["sha256"]))} for page in kept["pages"]]
    return None if named == kept["pages"] else named


def digests_in(pages: str | None) -> list[tuple[int, str]]:
    """The number and digest of each page that `pages_of` gave: readings of the same bytes have the same."""
    read = json.loads(pages)["pages"] if pages else []
    return [(page["number"], page["sha256"]) for page in read]


def set_revision(briefing: Briefing, revision: int) -> None:
    """Give a briefing and its turns the number of a revision."""
    briefing.revision = revision
    for turn in briefing.turns:
        turn.revision = revision


def revise(briefing: Briefing, kept: StoredBriefing | Briefing, before: Sequence[TurnKey], *, lost: int = 0) -> None:
    """Make a reading the revision after the one that is kept, whose turns are `before`: its number and its changes.

    `lost` is the highest number of a revision that is lost.
    """
    set_revision(briefing, max(kept.revision, lost) + 1)
    # The turns of a copy may not be known: then nobody can say what changed.
    known = before or not kept.copy_of
    briefing.changes = changes_between(before, [turn_key(turn) for turn in briefing.turns]) if known else []


def turn_key(turn: Turn) -> TurnKey:
    """The key of `turn`."""
    return TurnKey(turn.id, turn.label, turn.text_hash)


def changes_between(old: Sequence[TurnKey], new: Sequence[TurnKey]) -> list[Change]:
    """List the changes that make `new`, the turns of a revision in order, out of `old`, those of the one before.

    Turns with the same id are the same. Between them an old and a new turn are one turn that CHANGED when their
    text is the same (only the id moved), else when their label is, else when they stand in the same place; what
    then has no partner was ADDED or REMOVED. A turn that moved is both. In the order of the new turns.
    """
    changes = []
    for before, after in _partners(old, new, ("id", "text_hash", "label")):
        if before is None and after is not None:
            changes.append(Change(ChangeKind.ADDED, None, after.id))
        elif before is not None and after is None:
            changes.append(Change(ChangeKind.REMOVED, before.id, None))
        elif before is not None and after is not None and before.id != after.id:
            changes.append(Change(ChangeKind.CHANGED, before.id, after.id))
    return changes


def _partners(
    old: Sequence[TurnKey], new: Sequence[TurnKey], fields: tuple[str, ...]
) -> Iterator[tuple[TurnKey | None, TurnKey | None]]:
    if not fields or not old or not new:
        yield from zip_longest(old, new)
        return
    field, rest = fields[0], fields[1:]
    matcher = SequenceMatcher(
        None, [getattr(turn, field) for turn in old], [getattr(turn, field) for turn in new], autojunk=False
    )
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        left, right = old[old_from:old_to], new[new_from:new_to]
        yield from zip(left, right, strict=True) if tag == "equal" else _partners(left, right, rest)
