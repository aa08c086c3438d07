"""Exchanges for an archive, and a reader of its files that forgives nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fastwarc.warc import ArchiveIterator

from briefings.store import SourceFolder
from briefings.store.archive import Exchange, Record, records_of
from tests.support.records import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://news.veldria.example/2026-03/05/content_1001.htm"
PAGE = "<html><body><p>Ilka Torvane: Ferries are back — at last.</p></body></html>".encode() * 20


def exchange(url: str = URL, status: int = 200, body: bytes = PAGE, **more: object) -> Exchange:
    return Exchange(url, "2026-03-05T08:00:00Z", status, list(more.get("headers", [])), body)  # type: ignore[call-overload]


def strict(file: Path) -> list[tuple[str | None, str | None]]:
    """Type and address of every record, each read and its digests checked by a reader that forgives nothing."""
    found = []
    for record in ArchiveIterator(io.BytesIO(file.read_bytes()), parse_http=False, strict_mode=True):
        kind = record.headers.get("WARC-Type")
        assert record.verify_block_digest()
        if kind == "response":
            record.parse_http()
            assert record.verify_payload_digest()
        found.append((kind, record.headers.get("WARC-Target-URI")))
    return found


def archives(root: Path) -> list[Path]:
    return sorted(SourceFolder(root, SOURCE).archive.glob("*"))


def archived(data: Path, source: str) -> list[Record]:
    """Every record of the archive of a source, each file accepted by a strict reader too."""
    files = sorted(SourceFolder(data, source).archive.iterdir())
    assert all(strict(file) for file in files)
    return [record for file in files for _, _, record in records_of(file)]


def answers(data: Path, source: str) -> dict[str, list[tuple[int, bytes]]]:
    """Status and payload of the responses and revisits, by address."""
    found: dict[str, list[tuple[int, bytes]]] = {}
    for record in archived(data, source):
        if record.kind in {"response", "revisit"}:
            found.setdefault(record.url, []).append((record.status, record.body))
    return found
