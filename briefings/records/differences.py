"""The differences between a stored briefing and a new reading of it, in words."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from briefings.items import Briefing, Turn
from briefings.records.jsonl import record_of
from briefings.records.revisions import changes_between, turn_key

# Fields that say nothing about the reading itself: revision and version numbers, and relations to other briefings.
_ASIDE = {"revision", "changes", "copy_of", "same_event", "vanished_at", "reader", "schema_version"}
_NOT_SAID = {"content_hash", "words", "turn_count", "pages"}
_LONGEST, _AROUND = 80, 25
"""Maximum number of characters of a value that is shown, and number of them before and after what differs."""
_OF_THE_BRIEFING = {"held_on", "date", "date_basis", "title", "complete", "revision"}  # a turn only repeats them
_OF_THE_PLACE = {"id", "seq", "text_hash", "url", "page_first", "page_last"}


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
            yield f"{name}: {_differing(old[name], new[name])}"
    if kept.copy_of is not None and not kept.turns:
        yield f"its content is another; the turns of a copy are not kept, now it has {len(now.turns)}"


def _turns_in_words(kept: Briefing, now: Briefing) -> Iterator[str]:
    for old_turn, new_turn in changed_turns(kept, now):
        if old_turn and new_turn and old_turn.id == new_turn.id:
            yield f"turn {old_turn.seq} is turn {new_turn.seq} now"
        elif old_turn and new_turn:
            yield f"turn {old_turn.seq} changed: {_changed(old_turn, new_turn) or 'only its id'}"
        elif new_turn:
            yield f"turn {new_turn.seq} added: {_said(new_turn)}"
        elif old_turn:
            yield f"turn {old_turn.seq} removed: {_said(old_turn)}"
    after = {turn.id: turn for turn in now.turns}
    for turn in kept.turns:
        same = after.get(turn.id)
        if same is not None and (told := _changed(turn, same)):
            yield f"turn {turn.seq}: {told}"


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
    label, speaker = (_short(_printed(value)) for value in (turn.label, turn.speaker))
    return f"label {label}, speaker {speaker}, {turn.kind}, {turn.words} words"


def _changed(old: Turn, new: Turn) -> str:
    """Return how one turn became another; "" where only its place did, or the address of its page."""
    before, after = _turn(old), _turn(new)
    names = [name for name in before if before[name] != after[name] and name not in _OF_THE_PLACE]
    told = [
        f"{name} {_differing(before[name], after[name])}"
        if name != "text"
        else f"text, {new.words} words: {_differing(old.text, new.text)}"
        for name in names
        if not (name == "words" and "text" in names) and _printed(before[name]) != _printed(after[name])
    ]
    return ", ".join(told) or ", ".join(names)


def _differing(old: Any, new: Any) -> str:
    """Return two values; of long ones what differs, with some characters around it."""
    before, after = _printed(old), _printed(new)
    if len(before) <= _LONGEST >= len(after):
        return f"{before} -> {after}"
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    start, end = max(0, start - _AROUND), max(0, end - _AROUND)
    return " -> ".join(_short(one[start : len(one) - end], bool(start), bool(end)) for one in (before, after))


def _shared(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _short(text: str, is_cut_before: bool = False, is_cut_behind: bool = False) -> str:
    said = text if len(text) <= _LONGEST else text[: _LONGEST - 3]
    return f"{'...' * is_cut_before}{said}{'...' * (is_cut_behind or said != text)}"


def _printed(value: Any) -> str:
    if isinstance(value, list):
        return "".join(f"[{_printed_part(part)}]" for part in value) or "none"
    return "null" if value is None else f'"{value}"' if isinstance(value, str) else str(value)


def _printed_part(part: Any) -> str:
    """Return a part of a list; of a note without its place, which shifts with the words before it."""
    if not isinstance(part, dict):
        return str(part)
    return ", ".join(str(value) for name, value in part.items() if value is not None and name not in {"at", "length"})
