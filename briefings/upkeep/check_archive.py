"""Check the archive of a source: every record, and what the index says of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from briefings.store import Database, SourceFolder, storage
from briefings.store.archive import SUFFIX, PageIndex, members_of
from briefings.upkeep.faults import Fault, Looked, counted

_ROWS = (
    "SELECT offset, url, payload, status, etag, last_modified, fetched_at, location FROM pages "
    "WHERE source = ? AND file = ?"
)


def check_archive(folder: SourceFolder, database: Database, looked: Looked) -> Iterator[Fault | str]:
    """What is wrong with the files of the archive, and where the index is not what they give."""
    known = PageIndex(database, folder.source).files()
    with storage(folder.archive):
        files = sorted(folder.archive.glob(f"*{SUFFIX}"))
    for name in known.keys() - {file.name for file in files}:
        yield Fault(folder.archive / name, "", "is gone, but the database knows of it; the next start forgets it")
    for file in files:
        if not file.is_file():
            # A pipe would be waited for.
            yield Fault(file, "", "is no regular file: move it away")
            continue
        with closing(Database.in_memory()) as memory:
            yield from _check_file(file, known.get(file.name, 0), PageIndex(memory, folder.source), looked)
            told, found = (set(one.rows(_ROWS, folder.source, file.name)) for one in (database, memory))
        for offset in sorted({row[0] for row in told ^ found}):
            yield Fault(file, f"byte {offset}", "the index says something else than what stands there")


def _check_file(file: Path, size: int, index: PageIndex, looked: Looked) -> Iterator[Fault | str]:
    """What is wrong with the records of a file that the database knows up to byte `size`; so far they are indexed."""
    with storage(file):
        end = file.stat().st_size
    for member in members_of(file):
        if member.record is not None:
            looked.records += 1
            if member.offset < size:
                index.add(file.name, member.offset, member.record)
        elif member.offset >= size and member.end == end:
            yield f"{file.name}: bytes {member.offset} to {end} are what an interrupted run left; the next cuts them"
        else:
            yield Fault(file, f"bytes {member.offset} to {member.end}", member.fault)
    if end > size:
        yield f"{file.name}: the next start indexes {counted(end - size, 'byte')}"
    elif end < size:
        yield Fault(file, "", f"has {end} bytes, but the database knows of {size}")
