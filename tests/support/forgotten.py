"""A briefing of the sample for tests of `scrapy forget`, its traces, and the check that none is left."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from briefings.store.folder import SourceFolder
from briefings.store.forget import forget
from briefings.store.records import Key
from briefings.store.source_store import SourceStore
from briefings.upkeep.mend_archive import set_aside
from tests.support.kept_folders import SOURCE, copy_of
from tests.support.stored_lines import lines
from tests.support.unpacked import found_in

if TYPE_CHECKING:
    pass

GONE = "www.press.varenia.example/2000101"
OTHER = "www.press.varenia.example/2000094"
URL = "http://www.press.varenia.example/pressroom/2026-03/06/content_2000101_3.htm"
TOMBSTONES = r"/forgotten\.jsonl$|^a row of forgotten$"
DATABASE = r"^briefings\.sqlite(?:-wal)?$"
"""Pattern of the database's files, which hold tombstones, too."""


def payloads(folder: SourceFolder) -> list[tuple[str, str | None, bytes]]:
    """Return type, address and content of every record, as another program reads them."""
    found = []
    for file in sorted(folder.archive.iterdir()):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                url = record.rec_headers.get_header("WARC-Target-URI")
                found.append((record.rec_type, url, record.content_stream().read()))
    return found


def forgotten(folder: SourceFolder, briefing: str = GONE) -> None:
    """Forget a briefing of one source, in this process."""
    forget(folder.root, [Key(folder.source, briefing)])


def said_of(folder: SourceFolder, briefing: str = GONE) -> set[str]:
    """Return the words of a briefing that are in no other: sentences, title, and hashes of its texts."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for turn in lines(folder.turns):
        own = turn["briefing"] == briefing
        found[own] |= {turn["text_hash"], *(part for part in re.split(r"(?<=[.?!])\s", turn["text"]) if len(part) > 30)}
    for line in lines(folder.briefings):
        found[line["id"] == briefing] |= {line["content_hash"]}
    assert len(found[True]) > 5
    return {word for word in found[True] if not any(word in other for other in found[False])}


def packed_of(root: Path, briefing: str = GONE) -> list[bytes]:
    """Return stretches of the packed lines of a briefing as they are in pages of the database."""
    with closing(sqlite3.connect(root / "briefings.sqlite")) as db:
        rows = db.execute("SELECT line, turns FROM revisions WHERE id = ?", [briefing]).fetchall()
    return [blob[start : start + 48] for row in rows for blob in row for start in range(100, len(blob) - 48, 700)]


def assert_gone(folder: SourceFolder, words: set[str], packed: list[bytes], *named: str) -> None:
    """Check that its words are nowhere, and its addresses only in tombstones and on archived pages of others."""
    assert packed
    assert found_in(folder.root, words) == set()
    raw = b"".join(file.read_bytes() for file in folder.root.glob("briefings.sqlite*"))
    assert not [part for part in packed if part in raw]
    archived = rf"^{folder.source}/archive/"
    assert found_in(folder.root, named, but=f"{TOMBSTONES}|{DATABASE}|{archived}") == set()
    for kind, url, _ in payloads(folder):
        assert kind in {"warcinfo", "metadata"} or not any(name in str(url) for name in named)


def tombstone_of(folder: SourceFolder) -> dict[str, Any]:
    (tombstone,) = lines(folder.forgotten)
    return tombstone


def with_traces(data: Path, to: Path) -> SourceFolder:
    """Return a copy of the sample in which the briefing has older revisions and parts of it are anywhere possible."""
    folder = copy_of(data, to)
    with SourceStore(folder.root, SOURCE) as store:
        newest = store.records.newest(Key(SOURCE, GONE))
        assert newest is not None
        for number in (2, 3):
            whole = newest.briefing()
            whole.revision = number
            for turn in whole.turns:
                turn.revision = number
            store.commit(whole)
        record = json.loads(newest.line)
        store.reject(["a trial"], {**record, "turns": newest.turn_records})
        store.reject(["a trial"], {"id": "www.press.varenia.example/1", "turns": []})
    said = newest.turn_records[3]
    nobody = {**said, "briefing": None, "id": None}
    set_aside(folder, "turns.jsonl.4", json.dumps(said).encode())
    set_aside(folder, "turns.jsonl.9", json.dumps(nobody).encode())
    set_aside(folder, "revision-3", zlib.compress(newest.line))
    set_aside(folder, "x.warc.gz.7-99", zlib.compress(newest.turns or b"")[:-60])
    set_aside(folder, "x.warc.gz.9-99", b"\x1f\x8b\x08\0 packed by nobody knows what")
    set_aside(folder, "turns.jsonl.7", b'{"text": "Of others."}')
    for name in ("superseded.jsonl.next", "turns.jsonl.next"):
        (folder.folder / name).write_bytes(newest.turns or b"")
    (folder.root / "damaged").mkdir()
    shutil.copy(folder.database, folder.root / "damaged" / "briefings.sqlite.0123456789abcdef")
    return folder
