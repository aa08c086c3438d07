"""Search a folder for what is left of a text, by unpacking everything that can be unpacked."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Beginnings of a gzip member and of the usual zlib streams.
_BEGINNINGS = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
_DEPTH = 3
"""Maximum depth: a compressed page is in a member, which may be in a row."""
_RECORD_ID = re.compile(rb"urn:uuid:[0-9a-f-]{36}")
"""Name of a record of an archive, drawn at random: "7022-" stands in one of thirty thousand."""


def traces(root: Path, words: bytes) -> list[str]:
    """Return the places below `root` where words are: in raw bytes, in what they unpack to, in rows of databases.

    Bytes that no file counts as its own any more are searched too: free pages of a database, gaps in an archive.
    """
    found = []
    for file in sorted(root.rglob("*")):
        if file.is_file():
            found += [f"{file.relative_to(root)}{where}" for where in _places(file.read_bytes(), words)]
        if file.is_file() and file.suffix == ".sqlite":
            found += [f"{file.relative_to(root)}, a row of {where}" for where in _rows(file, words)]
    return found


def _places(content: bytes, words: bytes, depth: int = _DEPTH) -> Iterator[str]:
    if (at := _RECORD_ID.sub(b"", content).find(words)) >= 0:
        yield f", byte {at}"
    if depth:
        for start in (match.start() for match in _BEGINNINGS.finditer(content)):
            for where in _places(_unpacked(content, start), words, depth - 1):
                yield f", unpacked from byte {start}{where}"


def _unpacked(content: bytes, start: int) -> bytes:
    """Unpack a stream that begins at `start`, as far as it goes; return b"" if none begins there."""
    stream = zlib.decompressobj(47)  # of either kind, as its beginning says
    found = b""
    for at in range(start, len(content), 256):
        try:
            found += stream.decompress(content[at : at + 256])
        except zlib.error:
            break
        if stream.eof:
            break
    return found


def _rows(file: Path, words: bytes) -> Iterator[str]:
    """Yield the rows of a database that have the words, including those in its log."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        for part in file.parent.glob(f"{file.name}*"):
            shutil.copyfile(part, copy.with_name(part.name))
        with closing(sqlite3.connect(copy)) as db:
            names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                for row in db.execute(f'SELECT * FROM "{name}"'):
                    values = (value.encode() if isinstance(value, str) else value for value in row)
                    if any(list(_places(value, words)) for value in values if isinstance(value, bytes)):
                        yield name
