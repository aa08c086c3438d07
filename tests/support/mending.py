"""Repair a damaged data folder, and make one with damage in each kind of file."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

from tests.support.press_office import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

REPAIR = ("verify", "--repair")
"""Command that repairs what `scrapy verify` finds."""
MENDED = "mended: "
"""Beginning of its lines about things restored exactly."""


def database_of(data: Path) -> Path:
    """Return the database of a data folder, whatever its name."""
    (file,) = data.glob("*.sqlite")
    return file


def flip(file: Path, at: int, bit: int = 2) -> None:
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[at] ^= 1 << bit
    file.write_bytes(content)


def hurt(data: Path) -> None:
    """Damage a folder left by a crawl of the press office: a turn, an archived page, a row of the database.

    Each belongs to another briefing, and each exists elsewhere too, except the page, which must be requested again.
    """
    folder = data / SOURCE
    turns = folder / "turns.jsonl"
    flip(turns, turns.read_bytes().index(b'"text": "', turns.read_bytes().index(b"cn/7020")) + 12)
    flip(*_middle_of_page(folder / "archive", b"content_7024_2.htm"))
    if place := _row_of(database_of(data), b"/7023"):
        flip(database_of(data), place)


def _middle_of_page(archive: Path, name: bytes) -> tuple[Path, int]:
    """Return the file, and the offset of the middle of a page's response."""
    for file in sorted(archive.iterdir()):
        rest = content = file.read_bytes()
        while rest:
            member = zlib.decompressobj(31)
            start, record = len(content) - len(rest), member.decompress(rest)
            rest = member.unused_data
            if b"WARC-Type: response" in record and name in record:
                return file, (start + len(content) - len(rest)) // 2
    raise ValueError(f"{archive} has no page {name.decode()}")


def _row_of(database: Path, words: bytes) -> int | None:
    """Return the offset of the compressed row that holds `words`; None when no row is compressed."""
    content = database.read_bytes()
    with closing(sqlite3.connect(database)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        values = [value for name in names for row in db.execute(f'SELECT * FROM "{name}"') for value in row]
    for value in values:
        if isinstance(value, bytes) and len(value) > 100:
            try:
                found = words in zlib.decompress(value)
            except zlib.error:
                continue
            if found and (place := content.find(value[:80])) > 0:
                return place + 60
    return None
