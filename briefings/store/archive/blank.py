"""Take the records of a briefing out of the archive, every other record staying at its place.

They are those of its addresses, the answers that lead to one of these, and the requests that say they come from there.

A file that has some is written anew beside itself, each of those gzip members replaced by one of the same length: a
WARC record of the type metadata that says no more than that the content was removed. What it is shorter, the comment
field of its gzip header fills.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin

from w3lib.url import safe_url_string

from briefings.address import comparable
from briefings.store.archive.gzip_members import Member, members_of
from briefings.store.archive.place import SUFFIX, Place
from briefings.store.archive.warc import GAP, fields_of, record
from briefings.store.errors import StorageError, storage
from briefings.store.files import next_of, sync_folder
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone

logger = logging.getLogger(__name__)

_KINDS = {b"response", b"request", b"revisit"}
_ELSEWHERE = re.compile(rb"^(?:location|referer):[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
"""The headers by which an answer leads to another address, and a request says from which it comes."""
_BLOCK = 64  # bytes; what the first damaged one holds is lost
_HEADER_AND_END = 18
_COMMENT = 0x10  # the flag of a gzip header


def blank_records(folder: SourceFolder, tombstone: Tombstone, places: Collection[Place]) -> int:
    """Overwrite every record of what was forgotten, and return how many that were.

    `places` are those that the index has of its addresses. Other bytes that are no whole gzip member stay where their
    beginning does not tell whose they are; they are named in the log. Raises StorageError.
    """
    with storage(folder.archive):
        files = sorted(folder.archive.glob(f"*{SUFFIX}"))
        for left in folder.archive.glob(f"*{SUFFIX}.next"):
            left.unlink()
    return sum(_blank(file, tombstone, places) for file in files)


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


def _blank(file: Path, tombstone: Tombstone, places: Collection[Place]) -> int:
    addresses = {comparable(url) for url in tombstone.urls}
    blanks: dict[int, bytes] = {}
    for member in members_of(file):
        raw = _begun(file, member) if member.raw is None else member.raw
        is_own = Place(file.name, member.offset) in places or any(one in addresses for one in _addresses_in(raw))
        if not is_own:
            if member.raw is None:
                logger.warning("%s: bytes %d to %d are no whole record and stay", file, member.offset, member.end)
            continue
        try:
            record_id = fields_of(raw).get(b"warc-record-id", b"").decode()
            blanks[member.offset] = metadata_member(record_id, "removed", tombstone.forgotten_at, member.length)
        except ValueError as error:
            what = f"the record at byte {member.offset} cannot be overwritten: {error}"
            raise StorageError(file, what, "Move the file away and run the same command again.") from error
    if blanks:
        overwrite(file, blanks)
    return len(blanks)


def _addresses_in(raw: bytes) -> Iterator[str]:
    """The addresses that decide whether a record is blanked, in the form in which they are compared."""
    head, _, block = raw.partition(GAP)
    named = fields_of(head)
    if named.get(b"warc-type") in _KINDS:
        url = named.get(b"warc-target-uri", b"").decode("utf-8", "replace")
        yield comparable(url)
        for other in _ELSEWHERE.findall(block.partition(GAP)[0]):
            yield comparable(urljoin(url, safe_url_string(other.decode("latin-1"))))


def _begun(file: Path, member: Member) -> bytes:
    """What can be unpacked of a stretch that holds no whole record."""
    unpacker, parts = zlib.decompressobj(31), []
    with storage(file), file.open("rb") as stream, suppress(zlib.error):
        stream.seek(member.offset)
        for start in range(0, member.length, _BLOCK):
            parts.append(unpacker.decompress(stream.read(min(_BLOCK, member.length - start))))
    return b"".join(parts)


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
