"""Compare a reading with the stored revision and find what changed: pure functions."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple

from msgspec import Struct

from briefings.counted import counted
from briefings.items import Briefing, Change, ChangeKind, Note, NoteKind, Turn
from briefings.records.identity import content_hash

_LABELLED = 3  # turns with a label; a correction of the page may lose fewer
_LABELS_LEFT = 0.5  # no editor removes half the labels of a transcript; the form of the page has changed
_TURNS_LEFT = 0.75  # nor a quarter of the turns: the end may be many short ones, a tenth of the words
_TEXT_LOST = 0.1  # share of the words; a correction shortens a turn or removes one
_PAGE_LOST = 0.02  # share of the words when pages are missing; the last page of a briefing can be a few lines
_SENTENCE = 15  # words; in a short briefing a single sentence can be a tenth
_NUMBER = re.compile(r"\d[\d.,]*")
_LONGEST_COUNTER = 40
"""Letters of a line that counts views or shares, as above many pages; a heading may be longer."""


class TurnKey(NamedTuple):
    """The fields of a stored turn by which it is compared."""

    id: str
    label: str | None
    text_hash: str


class Decision(StrEnum):
    """Outcome of comparing a reading with the stored revision; also the suffix of its stat."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISION = "revised"
    REPLACED = "replaced"
    POORER = "poorer"


class Measure(Struct, frozen=True):
    """The size of a reading."""

    words: int
    """Number of words; 0 when unknown, as for a copy after the database was lost."""
    turns: int
    labels: int
    """Number of turns with a label."""
    pages: int
    missing: frozenset[int]

    def __str__(self) -> str:
        """Return the measure in words, for comparing two of them."""
        gaps = f", {len(self.missing)} missing" if self.missing else ""
        words, turns, pages = counted(self.words, "word"), counted(self.turns, "turn"), counted(self.pages, "page")
        return f"{words} in {turns}, {self.labels} labelled, on {pages}{gaps}"


def measure_of(briefing: Briefing) -> Measure:
    return Measure(
        words=sum(turn.words for turn in briefing.turns),
        turns=len(briefing.turns),
        labels=sum(turn.label is not None for turn in briefing.turns),
        pages=len(briefing.pages),
        missing=_missing(briefing),
    )


def is_poorer(came: Measure, kept: Measure) -> bool:
    """Tell whether a reading lost pages, labels or text that the stored one has.

    One with fewer pages and the same text lost nothing, nor did one that lacks pages which the site named later.
    """
    last = kept.pages + len(kept.missing)
    if any(number <= last for number in came.missing - kept.missing):
        return True
    lost, share = kept.words - came.words, _PAGE_LOST if came.pages < kept.pages else _TEXT_LOST
    left = _TURNS_LEFT if lost > _SENTENCE else _LABELS_LEFT
    if kept.labels >= _LABELLED and came.labels < kept.labels * left:
        return True
    return lost > share * kept.words and (came.pages < kept.pages or lost > _SENTENCE)


def decide(known: Briefing | None, came: Briefing) -> Decision:
    """Compare a reading with the stored briefing of its id, ignoring quality: see `is_poorer`."""
    if known is None:
        return Decision.NEW
    # The hash has no day whose meaning the page leaves open.
    is_same = (came.date, _missing(came)) == (known.date, _missing(known)) and _is_same(known, came)
    # A later run may explain what was in doubt and so complete a briefing without one more word.
    is_completed = came.complete and not known.complete
    return Decision.UNCHANGED if is_same and not is_completed else Decision.REVISION


def _is_same(known: Briefing, came: Briefing) -> bool:
    """Tell whether a reading has what is stored, apart from numbers in short lines above speech, such as views."""
    if came.content_hash == known.content_hash:
        return True
    notes, stored = ([_without_count(note) for note in one.notes] for one in (came, known))
    return notes == stored and content_hash(replace(came, notes=known.notes)) == known.content_hash


def _without_count(note: Note) -> tuple[NoteKind, str]:
    may_count = note.kind is NoteKind.HEADING and len(note.text) <= _LONGEST_COUNTER
    return note.kind, _NUMBER.sub("", note.text) if may_count else note.text


def _missing(briefing: Briefing) -> frozenset[int]:
    return frozenset(page.number for page in briefing.missing_pages)


def pages_of(record: Mapping[str, Any]) -> str:
    """Return the pages of a record, read and missing, as JSON from which the briefing can be read again."""
    return json.dumps({name: record[name] for name in ("pages", "missing_pages")}, ensure_ascii=False)


def digests_of(pages: Iterable[Mapping[str, Any]]) -> list[tuple[int, str]]:
    """Return the number and digest of each page of a record; the same bytes give the same result."""
    return [(page["number"], page["sha256"]) for page in pages]


def set_revision(briefing: Briefing, revision: int) -> None:
    briefing.revision = revision
    for turn in briefing.turns:
        turn.revision = revision


def revise(briefing: Briefing, kept: Briefing, before: Sequence[TurnKey]) -> None:
    """Make a reading the next revision of the stored briefing, whose turns are `before`: set its number and changes."""
    set_revision(briefing, kept.revision + 1)
    # Without the turns of a copy nobody can say what changed.
    known = before or not kept.copy_of
    briefing.changes = changes_between(before, [turn_key(turn) for turn in briefing.turns]) if known else []


def turn_key(turn: Turn) -> TurnKey:
    return TurnKey(turn.id, turn.label, turn.text_hash)


def changes_between(old: Sequence[TurnKey], new: Sequence[TurnKey]) -> list[Change]:
    """Return the changes that turn `old` into `new`, the turns of two successive revisions, in the order of `new`.

    Turns with the same id are the same: where one stands elsewhere, it CHANGED into itself; these come last. Between
    them, an old and a new turn form a pair that CHANGED if their text is the same (only the id moved), else if their
    label is, else if they are in the same place; turns without a partner were ADDED or REMOVED.
    """
    ids = [turn.id for turn in old], [turn.id for turn in new]
    blocks = SequenceMatcher(None, *ids, autojunk=False).get_matching_blocks()
    staying = {id_ for block in blocks for id_ in ids[0][block.a : block.a + block.size]}
    moved = {*ids[0]}.intersection(ids[1]) - staying
    left, right = ([turn for turn in turns if turn.id not in moved] for turns in (old, new))
    changes = []
    for before, after in _partners(left, right, ("id", "text_hash", "label")):
        kind = ChangeKind.REMOVED if after is None else ChangeKind.ADDED if before is None else ChangeKind.CHANGED
        was, now = before and before.id, after and after.id
        if was != now:
            changes.append(Change(kind, was, now))
    return changes + [Change(ChangeKind.CHANGED, id_, id_) for id_ in ids[1] if id_ in moved]


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
