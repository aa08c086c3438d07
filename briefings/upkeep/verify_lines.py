"""Check the lines of a source: each for itself, the turns of a briefing together, and the files against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from briefings.items import READER_VERSION, Briefing, Turn
from briefings.records import (
    briefing_of,
    content_hash,
    count_words,
    identity_of,
    problems_of,
    schema_of,
    short_hash,
    turn_ids,
    violations,
)
from briefings.store import SourceFolder
from briefings.store.corpus import lines_of
from briefings.upkeep.faults import Fault, Looked

_REPLACED = "\ufffd"  # stands in a line for what UTF-8 cannot hold, so hashes of what was read differ
Key = tuple[str, int]
"""Id and revision of a briefing."""


@dataclass(frozen=True, slots=True)
class Read:
    """A line that is a whole record of its schema."""

    number: int
    record: dict[str, Any]
    raw: bytes

    @property
    def key(self) -> Key:
        """The briefing it is of, or belongs to."""
        return self.record.get("briefing", self.record["id"]), self.record["revision"]

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"line {self.number}"


@dataclass(frozen=True, slots=True)
class KeptBriefing:
    """A briefing as its lines hold it: the line, and those of its turns."""

    line: Read
    turns: list[Read]
    newest: bool
    """Whether no line of a newer revision is in the file."""


def read_lines(file: Path, *, cls: type | None) -> Iterator[Read | Fault]:
    """The records of `file`, of the schema of `cls`; None tells turns and briefings apart by what they hold."""
    for number, line in enumerate(lines_of(file), start=1):
        place = f"line {number}"
        if not line.whole:
            yield Fault(file, place, "breaks off without its newline; the next start completes or cuts it")
            continue
        try:
            record = json.loads(line.raw)
        except ValueError:
            record = None
        if not isinstance(record, dict):
            yield Fault(file, place, "is no JSON object")
            continue
        kind = cls or (Turn if "briefing" in record else Briefing)
        found = violations(record, schema_of(kind))
        yield from (Fault(file, place, what) for what in found)
        if not found:
            yield Read(number, record, line.raw)


def kept_briefings(folder: SourceFolder) -> Iterator[KeptBriefing | Fault]:
    """The briefings of the two files, in order and one at a time, and what keeps lines from belonging together."""
    keys: dict[Key, int] = {}
    for line in read_lines(folder.briefings, cls=Briefing):
        if isinstance(line, Read):
            if line.key in keys:
                yield Fault(folder.briefings, line.place, f"repeats revision {line.key[1]} of {line.key[0]}")
            keys.setdefault(line.key, len(keys))
    newest: dict[str, int] = {}
    for id_, revision in keys:
        newest[id_] = max(revision, newest.get(id_, 0))
    lines = _briefing_lines(folder, keys)
    for found in _groups(folder, keys):
        if isinstance(found, Fault):
            yield found
            continue
        key, turns = found
        for line in lines:
            if isinstance(line, Fault):
                yield line
                continue
            is_it = line.key == key
            yield KeptBriefing(line, turns if is_it else [], newest=newest[line.key[0]] == line.key[1])
            if is_it:
                break
    for line in lines:
        if isinstance(line, Fault):
            yield line
        else:
            yield KeptBriefing(line, [], newest=newest[line.key[0]] == line.key[1])


def _briefing_lines(folder: SourceFolder, keys: dict[Key, int]) -> Iterator[Read | Fault]:
    seen: set[Key] = set()
    for line in read_lines(folder.briefings, cls=Briefing):
        if isinstance(line, Fault):
            yield line
        elif line.key in keys and line.key not in seen:
            seen.add(line.key)
            yield line


def _groups(folder: SourceFolder, keys: dict[Key, int]) -> Iterator[tuple[Key, list[Read]] | Fault]:
    """The turns of each briefing that has a line, in the order of those lines; faults for all other turns."""
    last = -1
    groups = groupby(read_lines(folder.turns, cls=Turn), key=lambda line: line.key if isinstance(line, Read) else None)
    pending: tuple[Key, list[Read]] | None = None
    for key, group in groups:
        if key is None:
            yield from (line for line in group if isinstance(line, Fault))
            continue
        turns = [line for line in group if isinstance(line, Read)]
        if pending and pending[0] == key:
            # Only a broken line stood between.
            pending[1].extend(turns)
            continue
        if pending:
            yield pending
            pending = None
        if key not in keys:
            yield Fault(folder.turns, _span(turns), f"belongs to revision {key[1]} of {key[0]}, which has no line")
        elif keys[key] <= last:
            yield Fault(folder.turns, _span(turns), f"belongs to {key[0]}, but does not stand with it or in its order")
        else:
            last, pending = keys[key], (key, turns)
    if pending:
        yield pending


def _span(turns: list[Read]) -> str:
    first, last = turns[0].number, turns[-1].number
    return f"line {first}" if first == last else f"lines {first} to {last}"


def check_briefing(folder: SourceFolder, kept: KeptBriefing, looked: Looked) -> Iterator[Fault]:
    """What is wrong with a briefing and its turns, as far as their lines tell."""
    line, record = kept.line, kept.line.record
    if not kept.newest:
        yield Fault(folder.briefings, line.place, f"is an older revision of {record['id']}; the next start moves it")
    looked.briefings += 1
    looked.turns += len(kept.turns)
    if record["source"] != folder.source:
        yield Fault(folder.briefings, line.place, f"is of the source {record['source']}, not {folder.source}")
    if record["turn_count"] != len(kept.turns):
        what = f"names {record['turn_count']} turns of {record['id']}, but {folder.turns.name} has {len(kept.turns)}"
        yield Fault(folder.briefings, line.place, what)
        return
    briefing = briefing_of(record, [turn.record for turn in kept.turns])
    is_copy = briefing.copy_of is not None and not briefing.turns
    for what in problems_of(briefing):
        yield Fault(folder.briefings, line.place, f"{briefing.id}: {what}")
    if briefing.reader == READER_VERSION:
        yield from _check_hashes(folder, kept, briefing, is_copy=is_copy)


def _check_hashes(folder: SourceFolder, kept: KeptBriefing, briefing: Briefing, *, is_copy: bool) -> Iterator[Fault]:
    """What a reader of today's version would have written otherwise."""
    identities = [identity_of(turn.label, turn.text) for turn in briefing.turns]
    replaced = False
    for line, turn, identity, id_ in zip(
        kept.turns, briefing.turns, identities, turn_ids(briefing.id, identities), strict=True
    ):
        if (words := count_words(turn.text)) != turn.words:
            yield Fault(folder.turns, line.place, f"words is {turn.words}, but the text has {words}")
        if _REPLACED in turn.text + (turn.label or ""):
            replaced = True
        elif turn.text_hash != short_hash(*identity):
            yield Fault(folder.turns, line.place, "text_hash is not that of label and text")
        elif turn.id != id_ and not replaced:
            yield Fault(folder.turns, line.place, "id is not that of briefing, label and text")
    text = json.dumps(kept.line.record, ensure_ascii=False)
    if not is_copy and not replaced and _REPLACED not in text and briefing.content_hash != content_hash(briefing):
        yield Fault(folder.briefings, kept.line.place, f"{briefing.id}: content_hash is not that of what is kept")


def check_older(folder: SourceFolder, older: dict[str, set[int]]) -> Iterator[Fault]:
    """What is wrong with superseded.jsonl and rejected.jsonl. The revisions in the first are added to `older`."""
    waiting: dict[Key, int] = {}
    seen: set[Key] = set()
    file = folder.superseded
    for line in read_lines(file, cls=None):
        if isinstance(line, Fault):
            yield line
        elif "briefing" in line.record:
            due = waiting.get(line.key, 0)
            if line.record["seq"] != due:
                yield Fault(file, line.place, f"is turn {line.record['seq']} of {line.key[0]}, where {due} is due")
            waiting[line.key] = line.record["seq"] + 1
        else:
            turns = waiting.pop(line.key, 0)
            if turns != line.record["turn_count"]:
                what = f"names {line.record['turn_count']} turns of {line.key[0]}, but {turns} stand before it"
                yield Fault(file, line.place, what)
            if line.key in seen:
                yield Fault(file, line.place, f"repeats revision {line.key[1]} of {line.key[0]}")
            seen.add(line.key)
            older.setdefault(line.key[0], set()).add(line.key[1])
    for id_, revision in waiting:
        yield Fault(file, "", f"has turns of revision {revision} of {id_}, but not its line")
    yield from _check_rejected(folder.rejected)


def _check_rejected(file: Path) -> Iterator[Fault]:
    schema = {"type": "object", "required": ["reason", "record"], "properties": {
        "reason": {"type": "array", "items": {"type": "string"}}, "record": {"type": "object"}}}  # fmt: skip
    for number, line in enumerate(lines_of(file), start=1):
        try:
            record = json.loads(line.raw)
        except ValueError:
            record = None
        found = violations(record, schema) if line.whole else ["breaks off without its newline"]
        yield from (Fault(file, f"line {number}", what) for what in found)
