"""Everything in a data folder, as a program without our code finds it: files, rows, and what they pack."""

from __future__ import annotations

import re
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


def unpacked(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield places and their bytes: raw files, gzip members and zlib streams in them, and values of rows, unpacked too.

    The database is copied with its log first, so that nothing is folded in.
    """
    for file in sorted(file for file in root.rglob("*") if file.is_file() and file.name != "lock"):
        content = file.read_bytes()
        yield str(file.relative_to(root)), content
        for start, part in _streams(content):
            yield f"{file.relative_to(root)} from byte {start}", part
    database = root / "briefings.sqlite"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in opened.execute(f"SELECT * FROM {table}"):
                for value in row:
                    content = value if isinstance(value, bytes) else str(value).encode()
                    yield f"a row of {table}", content
                    for _, part in _streams(content):
                        yield f"a row of {table}, unpacked", part


def found_in(root: Path, words: Iterable[str], *, but: str = r"(?!)") -> set[str]:
    """Return the places of these words, except places that match `but`."""
    needles = [spelled.encode() for word in words for spelled in {word, _escaped(word)} if spelled]
    return {
        place
        for place, content in unpacked(root)
        if not re.search(but, place) and any(needle in content for needle in needles)
    }


def _escaped(word: str) -> str:
    """Return a word as in ASCII JSON."""
    return word.encode("ascii", "backslashreplace").decode()


def _streams(content: bytes) -> Iterator[tuple[int, bytes]]:
    for found in _PACKED.finditer(content):
        unpacker, parts = zlib.decompressobj(47), []
        try:
            for start in range(found.start(), len(content), 512):
                parts.append(unpacker.decompress(content[start : start + 512]))
                if unpacker.eof:
                    break
        except zlib.error:
            pass
        if part := b"".join(parts):
            yield found.start(), part
            # A page may have arrived compressed.
            yield from ((found.start(), inner) for _, inner in _streams(part))
