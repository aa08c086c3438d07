"""Check the archive of a source: every record, what the index says of it, and the pages of the briefings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefings.store import SourceFolder, storage
from briefings.store.archive import SUFFIX, PageIndex, Place, Record, members_of, response_at
from briefings.store.ledger import Ledger
from briefings.upkeep.faults import Fault, Looked, counted
from briefings.upkeep.stock import Read


def check_archive(folder: SourceFolder, ledger: Ledger | None, looked: Looked) -> Iterator[Fault]:
    """What is wrong with the files of the archive, and where the index does not fit them."""
    with storage(folder.archive):
        files = sorted(folder.archive.glob(f"*{SUFFIX}"))
    for file in files:
        index = _Index(file, ledger, folder.source)
        for member in members_of(file):
            try:
                record = member.record()
            except ValueError as error:
                yield Fault(file, f"bytes {member.offset} to {member.end}", str(error))
                continue
            looked.records += 1
            yield from index.check(member.offset, record)
        yield from index.check_rest()
    if ledger is not None:
        for name in PageIndex(ledger, folder.source).files().keys() - {file.name for file in files}:
            yield Fault(folder.archive / name, "", "is gone, but the ledger knows of it; the next start forgets it")


class _Index:
    """What the index says of one file, held against its records as they come; without a ledger it says nothing."""

    def __init__(self, file: Path, ledger: Ledger | None, source: str) -> None:
        self._file = file
        self._is_asked = ledger is not None
        self._size = PageIndex(ledger, source).files().get(file.name) if ledger else None
        query = "SELECT offset, digest, status, url FROM pages WHERE source = ? AND file = ? ORDER BY offset"
        self._told = {offset: told for offset, *told in ledger.rows(query, source, file.name)} if ledger else {}

    def check(self, offset: int, record: Record) -> Iterator[Fault]:
        if self._size is None or record.kind not in {"response", "revisit"}:
            return
        told, place = self._told.pop(offset, None), f"the record at byte {offset}"
        if told is None and offset < self._size:
            yield Fault(self._file, place, "is not in the index of the ledger")
        elif told is not None and told != [record.digest, record.status, record.url]:
            yield Fault(self._file, place, "is not what the index of the ledger says")

    def check_rest(self) -> Iterator[Fault]:
        if self._size is None:
            if self._is_asked:
                yield Fault(self._file, "", "is not in the index of the ledger; the next start reads it")
            return
        with storage(self._file):
            size = self._file.stat().st_size
        if size != self._size:
            yield Fault(
                self._file, "", f"has {size} bytes, but the ledger knows of {self._size}; the next start reads it"
            )
        for offset in self._told:
            yield Fault(self._file, f"byte {offset}", "is in the index of the ledger, but no record is there")


class PageCheck:
    """Holds the pages that briefings name against the archive."""

    def __init__(self, folder: SourceFolder, looked: Looked) -> None:
        self._folder = folder
        self._looked = looked
        self._gone: dict[Path, int] = {}

    def check(self, line: Read) -> Iterator[Fault]:
        """What is wrong with the pages of the briefing whose line that is."""
        for page in line.record["pages"]:
            self._looked.pages += 1
            if page["warc"] is not None and (what := self._fault_of(page)):
                yield line.fault(f"page {page['number']}{what}")

    def _fault_of(self, page: dict[str, Any]) -> str | None:
        try:
            where = Place.parse(page["warc"])
        except ValueError:
            return " names no place in the archive"
        file = self._folder.archive / where.file
        if not file.exists():
            self._gone[file] = self._gone.get(file, 0) + 1
            return None
        try:
            response = response_at(where, self._folder.archive)
        except ValueError as error:
            return f": {page['warc']} {error}"
        is_it = hashlib.sha256(response.body).hexdigest() == page["sha256"]
        return None if is_it else f": sha256 is not that of the page at {page['warc']}"

    def check_rest(self) -> Iterator[Fault]:
        """The files of the archive that are not there."""
        for file, pages in self._gone.items():
            yield Fault(file, "", f"is gone, and {counted(pages, 'page')} of kept briefings with it")
