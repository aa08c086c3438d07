"""A revision of a briefing as stored in the database: the very bytes of its lines, compressed, with their digests."""

from __future__ import annotations

import zlib
from functools import cached_property
from typing import Any

import msgspec

from briefings.items import Briefing
from briefings.records.jsonl import briefing_of, json_line, record_of, turn_line
from briefings.records.revisions import Measure, TurnKey

MARKS = ("copy_of", "same_event", "vanished_at")
"""Fields of a briefing's line that change without a new revision; its counts change with `copy_of`."""
_COMPARED = (
    "id", "source", "url", "revision", "content_hash", "date", "complete", "pages", "missing_pages", "notes",
    "copy_of", "vanished_at",
)  # fmt: skip


class Revision(msgspec.Struct, frozen=True, dict=True):
    """One revision: `line` is that of briefings.jsonl, `turns` are those of turns.jsonl, each with its newline.

    `proved` is False if it was taken in from a file and is not yet compared with the archive.
    """

    source: str
    id: str
    revision: int
    line: bytes
    turns: bytes
    proved: bool = True

    @cached_property
    def record(self) -> dict[str, Any]:
        record: dict[str, Any] = msgspec.json.decode(self.line)
        return record

    @property
    def is_copy(self) -> bool:
        """True if its turns are in another briefing, and in no view of this one."""
        return self.record["copy_of"] is not None

    @property
    def is_bare(self) -> bool:
        """True for a copy whose turns are unknown, because it was taken in from files."""
        return self.is_copy and not self.turns

    @property
    def printed_turns(self) -> bytes:
        """The lines of its turns as a view prints them: none for a copy."""
        return b"" if self.is_copy else self.turns

    @cached_property
    def turn_records(self) -> list[dict[str, Any]]:
        """The lines of its turns as dicts, even for a copy."""
        lines = self.turns.removesuffix(b"\n")
        # Parsed as one document they take three fifths of the time, and each field name is stored once.
        records: list[dict[str, Any]] = msgspec.json.decode(b"[" + lines.replace(b"\n", b",") + b"]")
        return records

    @cached_property
    def turn_keys(self) -> list[TurnKey]:
        return [TurnKey(turn["id"], turn["label"], turn["text_hash"]) for turn in self.turn_records]

    @cached_property
    def words(self) -> int:
        """The number of words in its turns, even for a copy."""
        return sum(turn["words"] for turn in self.turn_records)

    @property
    def places(self) -> list[str]:
        """The places of its pages in the archive, except truncated pages."""
        missing = {page["number"] for page in self.record["missing_pages"]}
        return [page["warc"] for page in self.record["pages"] if page["warc"] and page["number"] not in missing]

    @property
    def compared(self) -> Briefing:
        """The briefing without turns, as far as readings are compared with it or it is read again."""
        return briefing_of({name: self.record[name] for name in _COMPARED})

    @property
    def measure(self) -> Measure:
        """The size of the reading, even for a copy."""
        labels, missing = sum(turn.label is not None for turn in self.turn_keys), self.record["missing_pages"]
        gaps = frozenset(page["number"] for page in missing)
        return Measure(self.words, len(self.turn_keys), labels, len(self.record["pages"]), gaps)

    @property
    def fetched_at(self) -> str:
        """Time when the last of its pages was fetched; "" if no page has one."""
        return max((page["fetched_at"] or "" for page in self.record["pages"]), default="")

    def briefing(self) -> Briefing:
        """Return the briefing with all its turns, and with counts of those, even for a copy."""
        counts = {} if self.is_bare else {"turn_count": len(self.turn_records), "words": self.words}
        return briefing_of({**self.record, **counts}, self.turn_records)

    def as_printed(self) -> Briefing:
        """Return the briefing as in the views: a copy has no turns."""
        return briefing_of(self.record, () if self.is_copy else self.turn_records)

    def marked(self, **fields: Any) -> Revision:
        """Return the revision with other marks, or with `pages` that name their places; nothing else may change."""
        record = {**self.record, **fields}
        is_copy = record["copy_of"] is not None
        record.update(turn_count=0 if is_copy else len(self.turn_keys), words=0 if is_copy else self.words)
        return msgspec.structs.replace(self, line=json_line(record).encode())


def revision_of(briefing: Briefing) -> Revision:
    """Return a briefing that was just read as a revision to be stored."""
    turns = b"".join([turn_line(turn).encode() for turn in briefing.turns])
    line = json_line(record_of(briefing)).encode()
    return Revision(briefing.source, briefing.id, briefing.revision, line, turns)


def packed(lines: bytes) -> bytes:
    # Level 1 takes a third of the time of 6, and a seventh more space.
    return zlib.compress(lines, 1)


def unpacked(content: bytes) -> bytes:
    """Return the lines in a row. Raises ValueError when they are damaged."""
    try:
        return zlib.decompress(content)
    except (zlib.error, TypeError) as error:
        raise ValueError("cannot be decompressed") from error
