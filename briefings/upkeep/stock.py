"""The briefings of a source as its files hold them: the lines of each, and the lines that are none of any.

Only where lines stand is kept in mind, not what they say; that is read again where it is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefings.items import Briefing, Turn
from briefings.records import schema_of, violations
from briefings.store import SourceFolder
from briefings.store.corpus import RawLine, lines_of
from briefings.upkeep.faults import Fault

_NAMES = {name: re.compile(rb'"%s": "([^"\\]+)"' % name.encode()) for name in ("id", "briefing", "url")}
_REVISION = re.compile(rb'"revision": (\d{1,9})\b')

_REJECTED = {
    "type": "object",
    "required": ["reason", "record"],
    "properties": {"reason": {"type": "array", "items": {"type": "string"}}, "record": {"type": "object"}},
}

Key = tuple[str, int]
"""Id and revision of a briefing."""


@dataclass(frozen=True, slots=True)
class Read:
    """A line that is a whole record of its schema."""

    file: Path
    number: int
    raw: bytes
    record: dict[str, Any]

    def fault(self, what: str) -> Fault:
        """Something that is wrong with it."""
        return Fault(self.file, f"line {self.number}", what)


@dataclass(frozen=True, slots=True)
class Span:
    """Records that follow each other in a file, from byte `start` to before byte `end`."""

    file: Path
    start: int
    end: int
    first: int = 1
    """The number of the first line."""
    last: int = 1

    def raw(self) -> Iterator[bytes]:
        """The lines, one at a time."""
        return (line.raw for line in lines_of(self.file, self.start, self.end))

    def read(self) -> Iterator[Read]:
        """The records, one at a time."""
        return (Read(self.file, number, raw, json.loads(raw)) for number, raw in enumerate(self.raw(), self.first))

    def __str__(self) -> str:
        """Where it stands, in words."""
        return f"line {self.first}" if self.first == self.last else f"lines {self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class KeptBriefing:
    """A briefing as its lines hold it: the line, and those of its turns."""

    line: Read
    turns: list[Read]


@dataclass(slots=True)
class Group:
    """Where the lines of one revision of a briefing stand."""

    key: Key
    line: Span | None
    turns: list[Span]
    faults: list[str] = field(default_factory=list)
    """What keeps it from being whole, once somebody looked."""

    def read(self) -> KeptBriefing:
        """Its lines; there has to be one of the briefing itself."""
        assert self.line is not None
        return KeptBriefing(next(self.line.read()), [turn for span in self.turns for turn in span.read()])

    def record(self) -> dict[str, Any]:
        """What its line says."""
        assert self.line is not None
        return next(self.line.read()).record

    def turn_records(self) -> list[dict[str, Any]]:
        """Its turns."""
        return [turn.record for span in self.turns for turn in span.read()]

    def raw(self) -> Iterator[bytes]:
        """All of its lines, those of the turns first."""
        return (raw for span in (*self.turns, self.line) if span is not None for raw in span.raw())


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no record, or the second of the same; what it may be of, as far as it can be made out."""

    line: RawLine
    number: int
    why: list[str]
    turns: list[Span] = field(default_factory=list)
    """Those that belong to the second of the same."""

    def raw(self) -> Iterator[bytes]:
        """All that is broken."""
        yield from (raw for span in self.turns for raw in span.raw())
        yield self.line.raw

    def faults(self) -> Iterator[Fault]:
        """What is wrong with it."""
        return (Fault(self.line.file, f"line {self.number}", what) for what in self.why)

    @property
    def briefing(self) -> str | None:
        """The id of the briefing: a turn says it, and a briefing only its id, which has its host in front."""
        found = self._named("briefing") or self._named("id") or ""
        return found if "/" in found else None

    @property
    def revision(self) -> int | None:
        """Its revision."""
        found = _REVISION.search(self.line.raw)
        return int(found[1]) if found else None

    @property
    def url(self) -> str | None:
        """The address of the briefing."""
        return self._named("url")

    def _named(self, name: str) -> str | None:
        found = _NAMES[name].search(self.line.raw)
        return found[1].decode(errors="replace") if found else None


@dataclass(slots=True)
class Stock:
    """What a file, or two that belong together, hold."""

    groups: dict[Key, Group] = field(default_factory=dict)
    """In the order of the lines of briefings; those without one at the end."""
    broken: list[Broken] = field(default_factory=list)

    def newest(self) -> dict[str, int]:
        """The highest revision of each briefing that has a line."""
        found: dict[str, int] = {}
        for (id_, revision), group in self.groups.items():
            if group.line is not None:
                found[id_] = max(revision, found.get(id_, 0))
        return found

    def whole(self) -> dict[Key, Group]:
        """The groups without fault."""
        return {key: group for key, group in self.groups.items() if not group.faults}


def kept_stock(folder: SourceFolder) -> Stock:
    """What turns.jsonl and briefings.jsonl hold."""
    return _stock((folder.turns, Turn), (folder.briefings, Briefing))


def older_stock(folder: SourceFolder) -> Stock:
    """What superseded.jsonl holds, in which the turns of a briefing stand before its line."""
    return _stock((folder.superseded, None))


def broken_rejected(folder: SourceFolder) -> list[Broken]:
    """The lines of rejected.jsonl that are no records with their reasons."""
    found = []
    for number, line in enumerate(lines_of(folder.rejected), start=1):
        record = _record(line)
        if faults := _faults(line, record, _REJECTED):
            found.append(Broken(line, number, faults))
    return found


def _stock(*files: tuple[Path, type | None]) -> Stock:
    """What files hold; lines of one without a class are told apart by what they say."""
    stock, turns = Stock(), dict[Key, list[Span]]()
    for file, cls in files:
        for number, line in enumerate(lines_of(file), start=1):
            record = _record(line)
            kind = cls or (Turn if record is not None and "briefing" in record else Briefing)
            faults = _faults(line, record, schema_of(kind))
            if record is None or faults:
                stock.broken.append(Broken(line, number, faults))
                continue
            key = (record.get("briefing", record["id"]), record["revision"])
            if "briefing" in record:
                _add(turns.setdefault(key, []), line, number)
            elif key in stock.groups:
                what = f"repeats revision {key[1]} of {key[0]}"
                stock.broken.append(Broken(line, number, [what], turns.pop(key, [])))
            else:
                stock.groups[key] = Group(key, Span(file, line.start, line.end, number, number), turns.pop(key, []))
    for key, spans in turns.items():
        stock.groups.setdefault(key, Group(key, None, [])).turns.extend(spans)
    return stock


def _record(line: RawLine) -> dict[str, Any] | None:
    try:
        record = json.loads(line.raw)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _faults(line: RawLine, record: dict[str, Any] | None, schema: dict[str, Any]) -> list[str]:
    if not line.whole:
        return ["breaks off without its newline; the next start completes or cuts it"]
    if record is None:
        return ["is no JSON object"]
    return violations(record, schema)


def _add(spans: list[Span], line: RawLine, number: int) -> None:
    if spans and spans[-1].end == line.start:
        before = spans.pop()
        spans.append(Span(line.file, before.start, line.end, before.first, number))
    else:
        spans.append(Span(line.file, line.start, line.end, number, number))
