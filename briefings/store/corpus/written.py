"""A briefing as it is written: its lines, and what the ledger keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

from briefings.clock import now
from briefings.items import Briefing
from briefings.records import StoredBriefing, TurnKey, json_line, pages_of, record_of, turn_key, turn_line
from briefings.store.corpus.lines import chained, digest_of_briefing
from briefings.store.ledger.ledger import Digests, Entry, Marks


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of a briefing, as bytes, and its entry in the ledger."""

    turns: bytearray
    line: bytes
    entry: Entry


def written(briefing: Briefing) -> Written:
    """A briefing that was read just now, as it is to be written."""
    # In bytes from the start: a string of all lines takes two to four times as much.
    lines, digest = bytearray(), ""
    for turn in briefing.turns:
        raw = turn_line(turn).encode()
        lines += raw
        digest = chained(digest, raw)
    record = record_of(briefing)
    entry = entry_of(record, [turn_key(turn) for turn in briefing.turns], digest, read_at=now())
    return Written(lines, json_line(record).encode(), entry)


def entry_of(record: dict[str, Any], turns: Sequence[TurnKey], digest: str, *, read_at: str | None = None) -> Entry:
    """What the ledger keeps of a briefing, by the record of its line, its turns and the digest of their lines.

    `read_at` is when it was read; without it, it is not known when anybody looked at it. Raises KeyError or TypeError
    where the record is none of a briefing.
    """
    pages, missing = record["pages"], {typed(page["number"], int) for page in record["missing_pages"]}
    known = StoredBriefing(
        id=typed(record["id"], str),
        revision=typed(record["revision"], int),
        url=typed(record["url"], str),
        content_hash=typed(record["content_hash"], str),
        complete=typed(record["complete"], bool),
        turn_count=typed(record["turn_count"], int),
        pages=pages_of(record),
        changed_at=read_at or max((page["fetched_at"] or "" for page in pages), default="") or None,
        looked_at=read_at,
        words=typed(record["words"], int),
    )
    marks = Marks(*(typed(record[name], str, NoneType) for name in ("copy_of", "same_event", "vanished_at")))
    places = [page["warc"] for page in pages if page["warc"] and page["number"] not in missing]
    return Entry(known, turns, Digests(digest_of_briefing(record), digest), marks, places)


def typed(value: Any, *wanted: type) -> Any:
    """The value, if it is of one of these types. Raises TypeError."""
    if type(value) not in wanted:
        raise TypeError
    return value
