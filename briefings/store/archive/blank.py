"""Remove the records of briefings from the archive, with every other record staying in its place.

A briefing's are those of its addresses, the answers that led there, the requests that name it as their referrer, and
damaged bytes that the index assigns to nothing.

A file that has any is rewritten beside itself. Each of those gzip members is replaced by one of the same length: a WARC
record of the type metadata, which says only that the content was removed. The comment field of its gzip header pads it.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from briefings.address import comparable
from briefings.store.archive.warc import record
from briefings.store.archive.warc_files import Member, archive_files, members_of
from briefings.store.database import Database
from briefings.store.files import copy_file
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone

_WITHIN = "source = ? AND file = ? AND offset >= ? AND offset < ?"
_HEADER_AND_END = 18
_COMMENT = 0x10  # the flag of a gzip header


def blank_records(folder: SourceFolder, database: Database, tombstones: Sequence[Tombstone]) -> Counter[str]:
    """Overwrite every record of forgotten briefings, remove it from the index, and count the records of each id.

    Raises StorageError.
    """
    return sum((blank_file(folder, file, database, tombstones) for file in archive_files(folder)), Counter[str]())


def metadata_member(member: Member, file: Path, what: str, at: str) -> bytes:
    """Make a gzip member of the same length as one of a file: a record that says what happened to that, and when.

    Returns zeros if so few bytes cannot hold it; no written record is that short.
    """
    length, block = member.end - member.offset, f"{what}: {at}\r\n".encode()
    # Named by its place, so that a repetition after a kill gives the same.
    name = uuid5(NAMESPACE_URL, f"{file.name}:{member.offset}")
    fields = {"WARC-Type": "metadata", "WARC-Record-ID": f"<urn:uuid:{name}>", "WARC-Date": at}
    raw = record(fields, "application/warc-fields", block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush()
    left = length - _HEADER_AND_END - len(packed)
    if left < 0:
        return bytes(length)
    comment = b" " * (left - 1) + b"\0" if left else b""
    header = b"\x1f\x8b\x08" + bytes([_COMMENT if left else 0]) + b"\0\0\0\0\0\xff"
    return header + comment + packed + struct.pack("<II", zlib.crc32(raw), len(raw))


def blank_file(
    folder: SourceFolder, file: Path, database: Database, tombstones: Sequence[Tombstone], to: Path | None = None
) -> Counter[str]:
    """Do the same in one file, or in a copy of one that is in no archive of `folder` yet. Raises StorageError."""
    by_address = {comparable(url): tombstone for tombstone in tombstones for url in tombstone.urls}
    count, blanks, rows = Counter[str](), dict[int, bytes](), list[tuple[str, str, int, int]]()
    for member in members_of(file):
        place, found = (folder.source, file.name, member.offset, member.end), member.record
        if found is not None:
            addresses = [comparable(found.url), found.link(b"location"), found.link(b"referer")]
        else:
            addresses = [comparable(url) for (url,) in database.rows(f"SELECT url FROM pages WHERE {_WITHIN}", *place)]
        own = [by_address[address] for address in addresses if address in by_address]
        if own or (tombstones and not addresses):
            tombstone = (own or tombstones)[0]
            blanks[member.offset] = metadata_member(member, file, "removed", tombstone.forgotten_at)
            rows.append(place)
            count[tombstone.id] += 1
    if blanks:
        # Rows first: after a kill nobody could find the row of a record that is gone.
        with database.transaction():
            database.write_many(f"DELETE FROM pages WHERE {_WITHIN}", rows)
    if blanks or to:
        copy_file(file, to or file, blanks)
    return count
