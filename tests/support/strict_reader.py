"""A reader of archive files that tolerates nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fastwarc.warc import ArchiveIterator

if TYPE_CHECKING:
    from pathlib import Path


def strict(file: Path) -> list[tuple[str | None, str | None]]:
    """Return type and address of every record, after checking its digests. Raises what the reader does not accept."""
    found = []
    for record in ArchiveIterator(io.BytesIO(file.read_bytes()), parse_http=False, strict_mode=True):
        kind = record.headers.get("WARC-Type")
        assert record.verify_block_digest()
        if kind == "response":
            record.parse_http()
            assert record.verify_payload_digest()
        found.append((kind, record.headers.get("WARC-Target-URI")))
    return found
