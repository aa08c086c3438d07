"""The members of a WARC file one after the other, whole or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from briefings.store.archive.warc import Record, parse_record, read_member
from briefings.store.errors import storage

_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Member:
    """A gzip member of a file, or a stretch of bytes that is none."""

    offset: int
    length: int
    raw: bytes | None
    """What it holds, decompressed; None for a stretch that cannot be."""

    @property
    def end(self) -> int:
        """Where the next one starts."""
        return self.offset + self.length

    def record(self) -> Record:
        """The record it holds. Raises ValueError, which says what its bytes are instead."""
        if self.raw is None:
            raise ValueError("hold no whole gzip member")
        try:
            return parse_record(self.raw)
        except ValueError as error:
            raise ValueError(f"hold a record that {error}") from None


def members_of(file: Path, start: int = 0) -> Iterator[Member]:
    """Every member of `file` from byte `start`, and between them what is none: together they are all of it.

    Raises StorageError when it cannot be read.
    """
    with storage(file), file.open("rb") as stream:
        size, damaged = file.stat().st_size, None
        while start < size:
            try:
                raw, length = read_member(stream, start)
            except ValueError:
                damaged = start if damaged is None else damaged
                following = _next_magic(stream, start + 1)
                start = size if following is None else following
                continue
            if damaged is not None:
                yield Member(damaged, start - damaged, None)
                damaged = None
            yield Member(start, length, raw)
            start += length
        if damaged is not None:
            yield Member(damaged, size - damaged, None)


def _next_magic(stream: BinaryIO, start: int) -> int | None:
    """Where the first bytes from `start` on stand that open a gzip member; None when there are none."""
    stream.seek(start)
    kept = b""
    while block := stream.read(1 << 16):
        found = (kept + block).find(_MAGIC)
        if found >= 0:
            return start - len(kept) + found
        start += len(block)
        kept = (kept + block)[-2:]
    return None
