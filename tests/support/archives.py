"""Exchanges for an archive, and the contents of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.store.archive.warc import Record, digest_of
from briefings.store.archive.warc_files import members_of
from briefings.store.folder import SourceFolder
from tests.support.records import SOURCE
from tests.support.strict_reader import strict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    _Pairs = Sequence[tuple[bytes, bytes]]

__all__ = ["PAGE", "URL", "answers", "archived", "archives", "exchange", "strict"]

URL = "http://news.veldria.example/2026-03/05/content_1001.htm"
PAGE = "<html><body><p>Ilka Torvane: Ferries are back — at last.</p></body></html>".encode() * 20


def exchange(url: str = URL, status: int = 200, body: bytes = PAGE, *, headers: _Pairs = (), **more: _Pairs) -> Record:
    return Record(url, "2026-03-05T08:00:00Z", status, list(headers), body, digest_of(body), **more)  # type: ignore[arg-type]


def archives(root: Path) -> list[Path]:
    return sorted(SourceFolder(root, SOURCE).archive.glob("*"))


def archived(data: Path, source: str) -> list[Record]:
    """Return every record in the archive of a source, after a strict reader accepted each file."""
    files = sorted(SourceFolder(data, source).archive.iterdir())
    assert all(strict(file) for file in files)
    return [member.record for file in files for member in members_of(file) if member.record]


def answers(data: Path, source: str) -> dict[str, list[tuple[int, bytes]]]:
    """Status and payload of the responses, by address."""
    found: dict[str, list[tuple[int, bytes]]] = {}
    for record in archived(data, source):
        if record.kind == "response":
            found.setdefault(record.url, []).append((record.status, record.body))
    return found
