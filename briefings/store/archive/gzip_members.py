"""Split a WARC file into its records and the damaged bytes between them."""

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
    """A gzip member of a file that holds a record, or a stretch of bytes that holds none."""

    offset: int
    end: int
    """Offset of the next one."""
    record: Record | None
    fault: str = ""
    """Description of bytes that are not a record."""


def members_of(file: Path, start: int = 0) -> Iterator[Member]:
    """Yield every record of `file` from byte `start`, and the damaged bytes between them, together the whole file.

    Raises StorageError when it cannot be read.
    """
    with storage(file), file.open("rb") as stream:
        size, damaged, fault = file.stat().st_size, None, ""
        while start < size:
            following: int | None = None
            try:
                raw, length = read_member(stream, start)
                following = start + length
                record = parse_record(raw)
            except ValueError as error:
                if damaged is None:
                    damaged, fault = start, f"hold what {error}"
                start = following or _next_magic(stream, start + 1) or size
                continue
            if damaged is not None:
                yield Member(damaged, start, None, fault)
                damaged = None
            yield Member(start, following, record)
            start = following
        if damaged is not None:
            yield Member(damaged, size, None, fault)


def _next_magic(stream: BinaryIO, start: int) -> int | None:
    """Return the offset of the first bytes from `start` on that begin a gzip member; None if there are none."""
    stream.seek(start)
    kept = b""
    while block := stream.read(1 << 16):
        found = (kept + block).find(_MAGIC)
        if found >= 0:
            return start - len(kept) + found
        start += len(block)
        kept = (kept + block)[-2:]
    return None
