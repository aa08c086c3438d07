"""The place of a record in an archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from briefings.store.archive.warc import read_member
from briefings.store.errors import storage

SUFFIX = ".warc.gz"


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the archive, by name, and the offset of a record. Records spell it `file:offset`."""

    file: str
    offset: int

    @classmethod
    def parse(cls, spelled: str) -> Self:
        """Read `file:offset`. Raises ValueError when it is malformed."""
        file, _, offset = spelled.rpartition(":")
        if not file.endswith(SUFFIX) or "/" in file or not (offset.isascii() and offset.isdigit()):
            raise ValueError(f"{spelled} is no place in an archive")
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
