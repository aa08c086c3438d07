"""Mend a damaged data folder, and make one that is damaged in each kind of file."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

from tests.support.press_office import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

REPAIR = ("verify", "--repair")
"""The command that mends what `scrapy verify` finds."""
MENDED = "mended: "
"""The first words of its lines that say of something that it is again as it was."""


def database_of(data: Path) -> Path:
    """The database of a data folder, whatever its name."""
    (file,) = data.glob("*.sqlite")
    return file


def flip(file: Path, at: int, bit: int = 2) -> None:
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[at] ^= 1 << bit
    file.write_bytes(content)


def hurt(data: Path) -> None:
    """Damage a folder that a crawl of the press office left: a turn, an archived page, a row of the database.

    Each is of another briefing, and each can be had from elsewhere, but for the page, which has to be asked for.
    """
    folder = data / SOURCE
    turns = folder / "turns.jsonl"
    flip(turns, turns.read_bytes().index(b'"text": "', turns.read_bytes().index(b"cn/7020")) + 12)
    flip(*_middle_of_page(folder / "archive", b"content_7024_2.htm"))
    if place := _row_of(database_of(data), b"/7023"):
        flip(database_of(data), place)


def _middle_of_page(archive: Path, name: bytes) -> tuple[Path, int]:
    """The file and the byte in the middle of the response that a page was kept in."""
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
    """Find the compressed row of a database that holds `words`; None where no row is compressed."""
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
