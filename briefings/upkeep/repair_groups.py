"""The briefings of a source as they stand in its files: those that are whole, and what is left of the others."""

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
from briefings.store.ledger import Ledger
from briefings.upkeep.faults import Looked
from briefings.upkeep.verify_ledger import is_otherwise
from briefings.upkeep.verify_lines import KeptBriefing, Key, Read, check_briefing

_NAMES = {name: re.compile(rb'"%s": "([^"\\]+)"' % name.encode()) for name in ("id", "briefing", "url")}
_REVISION = re.compile(rb'"revision": (\d{1,9})\b')


@dataclass(frozen=True, slots=True)
class Span:
    """Whole lines of a file, from byte `start` to before byte `end`."""

    file: Path
    start: int
    end: int

    def lines(self) -> Iterator[bytes]:
        """The lines, one at a time."""
        return (line.raw for line in lines_of(self.file, self.start, self.end))


@dataclass(slots=True)
class Group:
    """A briefing with its turns as it stands in a file; whole, or with what keeps it from being so in `faults`."""

    key: Key
    line: Span | None
    turns: list[Span]
    faults: list[str] = field(default_factory=list)
    number: int = 0
    """Of its line; 0 where there is none."""

    def record(self) -> dict[str, Any]:
        """What its line says, which keeps to its schema."""
        assert self.line is not None
        record: dict[str, Any] = json.loads(b"".join(self.line.lines()))
        return record

    def raw(self) -> Iterator[bytes]:
        """All of its lines, those of the turns first."""
        for span in (*self.turns, *([self.line] if self.line else ())):
            yield from span.lines()

    def turn_records(self) -> list[dict[str, Any]]:
        """Its turns."""
        return [json.loads(raw) for span in self.turns for raw in span.lines()]


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no record, or a second of the same: what it may be of, as far as it can be made out."""

    line: RawLine
    number: int
    briefing: str | None
    revision: int | None
    url: str | None

    def content(self) -> Iterator[bytes]:
        """The line."""
        yield self.line.raw


@dataclass(slots=True)
class Stock:
    """What a file, or two that belong together, hold."""

    groups: dict[Key, Group] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)

    def whole(self) -> dict[Key, Group]:
        """The groups without fault."""
        return {key: group for key, group in self.groups.items() if not group.faults}


def kept_stock(folder: SourceFolder, ledger: Ledger) -> Stock:
    """What turns.jsonl and briefings.jsonl hold, in the order of the second."""
    stock = Stock()
    turns: dict[Key, list[Span]] = {}
    for number, line in enumerate(lines_of(folder.turns), start=1):
        record = _valid(line, Turn)
        if record is None:
            stock.broken.append(_broken(line, number))
        else:
            _add(turns.setdefault((record["briefing"], record["revision"]), []), line)
    for number, line in enumerate(lines_of(folder.briefings), start=1):
        record = _valid(line, Briefing)
        key = (record["id"], record["revision"]) if record else None
        if record is None or key is None or key in stock.groups:
            stock.broken.append(_broken(line, number))
            continue
        group = Group(key, _span(line), turns.pop(key, []), number=number)
        group.faults = _faults(folder, group, ledger)
        stock.groups[key] = group
    for key, spans in turns.items():
        stock.groups[key] = Group(key, None, spans, [f"{folder.briefings.name} has no line for it"])
    return stock


def older_stock(folder: SourceFolder) -> Stock:
    """What superseded.jsonl holds, in its order."""
    stock: Stock = Stock()
    waiting: dict[Key, list[Span]] = {}
    for number, line in enumerate(lines_of(folder.superseded), start=1):
        record = _valid(line, Turn) or _valid(line, Briefing)
        if record is None:
            stock.broken.append(_broken(line, number))
        elif "briefing" in record:
            _add(waiting.setdefault((record["briefing"], record["revision"]), []), line)
        else:
            key = (record["id"], record["revision"])
            group = Group(key, _span(line), waiting.pop(key, []), number=number)
            if key in stock.groups:
                stock.broken.append(_broken(line, number))
                continue
            group.faults = _faults(folder, group, None)
            stock.groups[key] = group
    for key, spans in waiting.items():
        stock.groups[key] = Group(key, None, spans, ["its line is not there"])
    return stock


def _faults(folder: SourceFolder, group: Group, ledger: Ledger | None) -> list[str]:
    record = group.record()
    turns = [Read(0, json.loads(raw), raw) for span in group.turns for raw in span.lines()]
    kept = KeptBriefing(Read(group.number, record, b""), turns, newest=True)
    faults = [found.what for found in check_briefing(folder, kept, Looked(folder))]
    if ledger is not None and is_otherwise(ledger, folder.source, kept):
        faults.append("it is not as it was written")
    return faults


def _valid(line: RawLine, cls: type) -> dict[str, Any] | None:
    try:
        record = json.loads(line.raw) if line.whole else None
    except ValueError:
        return None
    return record if isinstance(record, dict) and not violations(record, schema_of(cls)) else None


def _span(line: RawLine) -> Span:
    return Span(line.file, line.start, line.end)


def _add(spans: list[Span], line: RawLine) -> None:
    if spans and spans[-1].end == line.start:
        spans[-1] = Span(line.file, spans[-1].start, line.end)
    else:
        spans.append(_span(line))


def _broken(line: RawLine, number: int) -> Broken:
    matches = {name: what.search(line.raw) for name, what in _NAMES.items()}
    named = {name: match[1].decode(errors="replace") for name, match in matches.items() if match}
    revision = _REVISION.search(line.raw)
    # A turn says its briefing, and a briefing only its id, which has its host in front.
    briefing = named.get("briefing") or named.get("id", "")
    return Broken(
        line,
        number,
        briefing if "/" in briefing else None,
        int(revision[1]) if revision else None,
        named.get("url"),
    )
