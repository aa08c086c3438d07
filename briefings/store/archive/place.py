"""A record of the archive by its place: its bytes, or the response in it, decompressed."""

from functools import partial, reduce
from pathlib import Path
from typing import Self

from msgspec import Struct
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from briefings.decompress import decompress
from briefings.store.archive.warc import parse_record, read_member
from briefings.store.errors import storage

SUFFIX = ".warc.gz"

# It was within the limits of the run that read it.
_LARGEST = 1 << 30


class Place(Struct, frozen=True):
    """A file of the archive, by name, and the offset of a record. Records spell it `file:offset`."""

    file: str
    offset: int

    @classmethod
    def parse(cls, spelled: str) -> Self:
        """Read `file:offset`. Raises ValueError when it is malformed."""
        file, _, offset = spelled.rpartition(":")
        if not file.endswith(SUFFIX) or "/" in file or not (offset.isascii() and offset.isdigit()):
            raise ValueError(f"{spelled} is not a place in an archive")
        return cls(file, int(offset))

    def __str__(self) -> str:
        return f"{self.file}:{self.offset}"

    def read(self, archive: Path) -> bytes:
        """Read the unpacked record at the place, without checking its digests.

        Raises ValueError when there is no whole record, StorageError when the file cannot be read.
        """
        file = archive / self.file
        with storage(file):
            if not file.is_file():
                # A pipe would block.
                raise FileNotFoundError(2, "there is no such file")
            with file.open("rb") as stream:
                return read_member(stream, self.offset)[0]


def response_in(unpacked: bytes) -> Response:
    """Return the decompressed response in an unpacked record. Raises ValueError, which says what it holds instead."""
    record = parse_record(unpacked)
    if record.kind != "response":
        raise ValueError(f"is a record of the kind {record.kind}, not a response")
    response = Response(record.url, status=record.status, headers=record.headers, body=record.body)
    encodings, _ = HttpCompressionMiddleware._split_encodings(response.headers.getlist("Content-Encoding"))
    try:
        return response.replace(body=reduce(partial(decompress, max_size=_LARGEST), encodings, record.body))
    except ValueError as error:
        raise ValueError("cannot be decompressed") from error
