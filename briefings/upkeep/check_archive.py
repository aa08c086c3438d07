"""Check the archive of a source: every record, what the index says of it, and the pages of the briefings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefings.store import Database, SourceFolder, StorageError, storage
from briefings.store.archive import SUFFIX, PageIndex, Place, Record, members_of, response_at
from briefings.upkeep.faults import Fault, Looked, counted


def check_archive(folder: SourceFolder, database: Database, looked: Looked) -> Iterator[Fault | str]:
    """What is wrong with the files of the archive, and where the index does not fit them."""
    known = PageIndex(database, folder.source).files()
    with storage(folder.archive):
        files = sorted(folder.archive.glob(f"*{SUFFIX}"))
    for file in files:
        if not file.is_file():
            # A pipe would be waited for.
            yield Fault(file, "", "is no regular file: move it away")
            continue
        index = _Index(file, database, folder.source, known.get(file.name, 0))
        for member in members_of(file):
            try:
                record = member.record()
            except ValueError as error:
                yield from index.check_damaged(member.offset, member.end, str(error))
                continue
            looked.records += 1
            yield from index.check(member.offset, record)
        yield from index.check_rest()
    for name in known.keys() - {file.name for file in files}:
        yield Fault(folder.archive / name, "", "is gone, but the database knows of it; the next start forgets it")


class _Index:
    """What the index says of one file, held against its records as they come."""

    def __init__(self, file: Path, database: Database, source: str, size: int) -> None:
        self._file = file
        self._size = size
        query = "SELECT offset, payload, status, url FROM pages WHERE source = ? AND file = ? ORDER BY offset"
        self._told = {offset: told for offset, *told in database.rows(query, source, file.name)}

    def check_damaged(self, start: int, end: int, what: str) -> Iterator[Fault | str]:
        if start >= self._size and end == self._file.stat().st_size:
            yield f"{self._file.name}: bytes {start} to {end} are what an interrupted run left; the next cuts them"
        else:
            yield Fault(self._file, f"bytes {start} to {end}", what)

    def check(self, offset: int, record: Record) -> Iterator[Fault]:
        if record.kind not in {"response", "revisit"} or offset >= self._size:
            return
        told, place = self._told.pop(offset, None), f"the record at byte {offset}"
        if told is None:
            yield Fault(self._file, place, "is not in the index")
        elif told != [record.digest, record.status, record.url]:
            yield Fault(self._file, place, "is not what the index says")

    def check_rest(self) -> Iterator[Fault | str]:
        with storage(self._file):
            size = self._file.stat().st_size
        if size > self._size:
            yield f"{self._file.name}: the next start indexes {counted(size - self._size, 'byte')}"
        elif size < self._size:
            yield Fault(self._file, "", f"has {size} bytes, but the database knows of {self._size}")
        for offset in self._told:
            yield Fault(self._file, f"byte {offset}", "is in the index, but no record is there")


class PageCheck:
    """Holds the pages that briefings name against the archive."""

    def __init__(self, folder: SourceFolder, looked: Looked) -> None:
        self._folder = folder
        self._looked = looked
        self._gone: dict[Path, int] = {}

    def check(self, place: str, record: dict[str, Any]) -> Iterator[Fault]:
        """What is wrong with the pages of the briefing of that record, which stands at `place`."""
        for page in record["pages"]:
            self._looked.pages += 1
            if page["warc"] is not None and (what := self._fault_of(page)):
                yield Fault(self._folder.briefings, place, f"page {page['number']}{what}")

    def _fault_of(self, page: dict[str, Any]) -> str | None:
        try:
            where = Place.parse(page["warc"])
        except ValueError:
            return " names no place in the archive"
        file = self._folder.archive / where.file
        if not file.is_file():
            self._gone[file] = self._gone.get(file, 0) + 1
            return None
        return None if holds(self._folder, where, page["sha256"]) else f" is not at {page['warc']} as it was read"

    def check_rest(self) -> Iterator[Fault]:
        """The files of the archive that are not there."""
        for file, pages in self._gone.items():
            yield Fault(file, "", f"is gone, and {counted(pages, 'page')} of kept briefings with it")


def holds(folder: SourceFolder, place: Place, sha256: str) -> bool:
    """Whether a page with that digest stands at a place in the archive."""
    try:
        is_there = (folder.archive / place.file).is_file()
        return is_there and hashlib.sha256(response_at(place, folder.archive).body).hexdigest() == sha256
    except (ValueError, StorageError):
        return False
