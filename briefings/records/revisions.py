"""Whether what was read is what is kept already, and what differs: pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from briefings.items import Change, ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.items import Briefing, Turn

_LABELLED = 3


class TurnKey(NamedTuple):
    """What is known of a kept turn."""

    id: str
    label: str | None
    text_hash: str


@dataclass(frozen=True, slots=True)
class StoredBriefing:
    """What is known of a kept briefing: its newest revision."""

    id: str
    revision: int
    url: str
    content_hash: str
    complete: bool
    missing: frozenset[int]
    """The numbers of the pages that could not be read."""
    turn_count: int
    changed_at: str | None = None
    """When it was last found to differ from what was kept before; null when that is now."""
    looked_at: str | None = None
    """When it was last found to be as it is kept; null when it has to be looked at again."""
    copy_of: str | None = None
    """The copy_of of its line: when it is not null, the briefing has no lines in turns.jsonl."""
    vanished_at: str | None = None
    """When the source was first seen without it; null when it is there."""


class Decision(StrEnum):
    """How a reading compares with the stored revision; also the suffix of its stat."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISION = "revised"
    POORER = "poorer"


def decide(known: StoredBriefing | None, came: Briefing, *, again: bool = False) -> Decision:
    """What `came` is, where `known` is kept under its id.

    POORER is a reading with more gaps: it must not take the place of the better one, and as the same pages fail
    differently from run to run, neither must one with as many gaps elsewhere. `again` says that this run
    already read the briefing at another address: then only a more complete reading is worth a revision, as
    two addresses that differ a little would make new ones for ever.
    """
    if known is None:
        return Decision.NEW
    missing = {page.number for page in came.missing_pages}
    if missing != known.missing:
        return Decision.REVISION if len(missing) < len(known.missing) else Decision.POORER
    if came.content_hash == known.content_hash or again:
        return Decision.UNCHANGED
    return Decision.REVISION


def lost_labels(old: Sequence[TurnKey], new: Sequence[TurnKey]) -> bool:
    """Whether a briefing that named its speakers, `old`, is one block without a label in `new`.

    No editor does that to a transcript; it is the form of the page that changed. The better reading must stay.
    """
    return sum(turn.label is not None for turn in old) >= _LABELLED and all(turn.label is None for turn in new)


def set_revision(briefing: Briefing, revision: int) -> None:
    """Give a briefing and its turns the number of a revision."""
    briefing.revision = revision
    for turn in briefing.turns:
        turn.revision = revision


def revise(briefing: Briefing, kept: StoredBriefing | Briefing, before: Sequence[TurnKey]) -> None:
    """Make a reading the revision after the one that is kept, whose turns are `before`: its number and its changes."""
    set_revision(briefing, kept.revision + 1)
    # The turns of a copy may not be known: then nobody can say what changed.
    known = before or not kept.copy_of
    briefing.changes = changes_between(before, [turn_key(turn) for turn in briefing.turns]) if known else []


def turn_key(turn: Turn) -> TurnKey:
    """What is kept in mind of `turn`."""
    return TurnKey(turn.id, turn.label, turn.text_hash)


def changes_between(old: Sequence[TurnKey], new: Sequence[TurnKey]) -> list[Change]:
    """What makes `new`, the turns of a revision in order, out of `old`, those of the one before.

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
