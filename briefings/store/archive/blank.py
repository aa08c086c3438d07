"""Take the records of a briefing out of the archive, every other record staying at its place.

A file that has some is written anew beside itself, each of those gzip members replaced by one of the same length: a
WARC record of the type metadata that says no more than that the content was removed. What it is shorter, the comment
field of its gzip header fills.
"""

from __future__ import annotations

import logging
import os
import shutil
import struct
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from briefings.store.archive.gzip_members import members_of
from briefings.store.archive.place import SUFFIX, Place
from briefings.store.archive.warc import fields_of, record
from briefings.store.errors import StorageError, storage
from briefings.store.files import next_of, sync_folder
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Forgotten, Tombstone

logger = logging.getLogger(__name__)

_KINDS = {b"response", b"request", b"revisit"}
_HEADER_AND_END = 18
_COMMENT = 0x10  # the flag of a gzip header


def blank_records(folder: SourceFolder, tombstone: Tombstone) -> int:
    """Overwrite every record of what was forgotten, and return how many that were.

    Bytes that are no whole gzip member cannot be told apart and stay; they are named in the log. Raises StorageError.
    """
    with storage(folder.archive):
        files = sorted(folder.archive.glob(f"*{SUFFIX}"))
        for left in folder.archive.glob(f"*{SUFFIX}.next"):
            left.unlink()
    return sum(_blank(file, tombstone) for file in files)


def urls_of(folder: SourceFolder, places: Iterable[str]) -> set[str]:
    """The addresses of the records at `places`, `file:offset`; of those that can be read."""
    found = set()
    for place in places:
        with suppress(StorageError, ValueError):
            found.add(fields_of(Place.parse(place).read(folder.archive)).get(b"warc-target-uri", b"").decode())
    return found - {""}


def metadata_member(record_id: str, what: str, at: str, length: int) -> bytes:
    """A gzip member of `length` bytes, a record that says no more than what happened to its place, and when.

    Raises ValueError when a member of that length cannot hold it.
    """
    block = f"{what}: {at}\r\n".encode()
    fields = {"WARC-Type": "metadata", "WARC-Record-ID": record_id, "WARC-Date": at}
    raw = record(fields, "application/warc-fields", block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush()
    left = length - _HEADER_AND_END - len(packed)
    if left < 0:
        raise ValueError(f"{length} bytes are too few")
    comment = b" " * (left - 1) + b"\0" if left else b""
    header = b"\x1f\x8b\x08" + bytes([_COMMENT if left else 0]) + b"\0\0\0\0\0\xff"
    return header + comment + packed + struct.pack("<II", zlib.crc32(raw), len(raw))


def _blank(file: Path, tombstone: Tombstone) -> int:
    forgotten = Forgotten([tombstone])
    blanks: dict[int, bytes] = {}
    for member in members_of(file):
        if member.raw is None:
            logger.warning("%s: bytes %d to %d are no whole record and stay", file, member.offset, member.end)
            continue
        named = fields_of(member.raw)
        if named.get(b"warc-type") in _KINDS and forgotten.named_by(named.get(b"warc-target-uri", b"").decode()):
            try:
                record_id = named.get(b"warc-record-id", b"").decode()
                blanks[member.offset] = metadata_member(record_id, "removed", tombstone.forgotten_at, member.length)
            except ValueError as error:
                what = f"the record at byte {member.offset} cannot be overwritten: {error}"
                raise StorageError(file, what, "Move the file away and run the same command again.") from error
    if blanks:
        overwrite(file, blanks)
    return len(blanks)


def overwrite(file: Path, parts: dict[int, bytes], size: int | None = None) -> None:
    """Write these parts over what stands in `file`, and cut it to `size`, all or nothing. Raises StorageError."""
    with storage(next_of(file)):
        shutil.copy2(file, next_of(file))
        with next_of(file).open("r+b") as stream:
            for offset, part in parts.items():
                stream.seek(offset)
                stream.write(part)
            stream.truncate(size or file.stat().st_size)
            stream.flush()
            os.fsync(stream.fileno())
        next_of(file).replace(file)
        sync_folder(file.parent)
