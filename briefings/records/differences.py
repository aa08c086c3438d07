"""The differences between a stored briefing and a new reading of it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefings.items import Briefing, Turn
from briefings.records.jsonl import record_of
from briefings.records.revisions import changes_between, turn_key

# Fields that say nothing about the reading itself: revision and version numbers, and relations to other briefings.
_ASIDE = {"revision", "changes", "copy_of", "same_event", "vanished_at", "reader", "schema_version"}
_NOT_SAID = {"content_hash", "words", "turn_count", "pages"}
_OF_THE_BRIEFING = {"held_on", "date", "date_basis", "title", "complete", "revision"}  # a turn only repeats them


def differs(kept: Briefing, now: Briefing) -> bool:
    """Tell whether a new revision is due; for a copy stored without turns, only the content hash can tell."""
    if kept.copy_of is not None and not kept.turns:
        return kept.content_hash != now.content_hash
    return _record(kept) != _record(now) or [_turn(turn) for turn in kept.turns] != [_turn(turn) for turn in now.turns]


def in_words(kept: Briefing, now: Briefing) -> Iterator[str]:
    """Yield the differences, one line each: fields of the briefing, then turns added, removed or changed."""
    yield from fields_in_words(kept, now)
    if kept.copy_of is None or kept.turns:
        yield from _turns_in_words(kept, now)


def fields_in_words(kept: Briefing, now: Briefing) -> Iterator[str]:
    """Yield the differing fields, one line each, without digests, counts and places of pages."""
    old, new = _record(kept), _record(now)
    for name in old:
        if old[name] != new[name] and name not in _NOT_SAID:
            yield f"{name}: {_short(old[name])} -> {_short(new[name])}"
    if kept.copy_of is not None and not kept.turns:
        yield f"its content is another; the turns of a copy are not kept, now it has {len(now.turns)}"


def _turns_in_words(kept: Briefing, now: Briefing) -> Iterator[str]:
    for old_turn, new_turn in changed_turns(kept, now):
        if old_turn and new_turn:
            yield f"turn {old_turn.seq} changed: {_changed(old_turn, new_turn)}"
        elif new_turn:
            yield f"turn {new_turn.seq} added: {_said(new_turn)}"
        elif old_turn:
            yield f"turn {old_turn.seq} removed: {_said(old_turn)}"
    after = {turn.id: turn for turn in now.turns}
    for turn in kept.turns:
        same = after.get(turn.id)
        if same is not None and _turn(turn) | {"seq": 0} != _turn(same) | {"seq": 0}:
            yield f"turn {turn.seq}: {_changed(turn, same)}"


def changed_turns(kept: Briefing, now: Briefing) -> Iterator[tuple[Turn | None, Turn | None]]:
    """Yield the changed turns as pairs of old and new; the missing half of an added or removed turn is None."""
    before, after = ({turn.id: turn for turn in briefing.turns} for briefing in (kept, now))
    for change in changes_between([turn_key(turn) for turn in kept.turns], [turn_key(turn) for turn in now.turns]):
        yield before.get(change.old or ""), after.get(change.new or "")


def _record(briefing: Briefing) -> dict[str, Any]:
    return {name: value for name, value in record_of(briefing).items() if name not in _ASIDE}


def _turn(turn: Turn) -> dict[str, Any]:
    return {name: value for name, value in record_of(turn).items() if name not in _OF_THE_BRIEFING}


def _said(turn: Turn) -> str:
    return f"label {_short(turn.label)}, speaker {_short(turn.speaker)}, {turn.kind}, {turn.words} words"


def _changed(old: Turn, new: Turn) -> str:
    before, after = _turn(old), _turn(new)
    names = [name for name in before if before[name] != after[name] and name not in {"id", "seq", "text_hash", "notes"}]
    told = [
        f"{name} {_short(before[name])} -> {_short(after[name])}" if name != "text" else f"text, {new.words} words"
        for name in names
        if name not in {"words"} or "text" not in names
    ]
    return ", ".join(told) or "notes"


def _short(value: Any) -> str:
    text = "null" if value is None else f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
