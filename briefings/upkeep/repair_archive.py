"""Mend the archive of a source: what is no whole record is set aside, and every record stays at its place."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.clock import now
from briefings.store import Database, Records, SourceFolder, storage
from briefings.store.archive import Member, PageIndex, Place, members_of, records_of
from briefings.store.archive.blank import metadata_member, overwrite
from briefings.store.archive.recover import archive_files
from briefings.store.damaged import Loss, set_aside
from briefings.upkeep.check_archive import check_archive
from briefings.upkeep.faults import Fault, Looked, Repaired

_LEAST = 300  # bytes; a record that says what stood there takes about 230


@dataclass(slots=True)
class Stretch:
    """Bytes of an archive file that are no whole record, from `start` to before `end`."""

    file: Path
    start: int
    end: int
    last: bool = False
    """Whether the file ends there: then it is cut, as strict readers refuse it for a torn end."""

    def content(self) -> Iterator[bytes]:
        """What stands there, a part at a time."""
        with storage(self.file), self.file.open("rb") as stream:
            stream.seek(self.start)
            while left := self.end - stream.tell():
                yield stream.read(min(left, 1 << 20))

    def __str__(self) -> str:
        """In words."""
        return f"archive/{self.file.name}, bytes {self.start} to {self.end}: no whole record"


def repair_archive(folder: SourceFolder, database: Database, told: Repaired) -> None:
    """Set aside what is no whole record, let a record that says so take its place, and index what is there.

    Raises StorageError.
    """
    known = PageIndex(database, folder.source).files()
    for file in archive_files(folder):
        if stretches := damaged_stretches(file):
            _mend(folder, database, file, stretches, known.get(file.name, 0), told)
    if any(isinstance(found, Fault) for found in check_archive(folder, database, Looked(folder))):
        index_again(folder, database)
        told.done.append("the archive is indexed again")


def damaged_stretches(file: Path) -> list[Stretch]:
    """The bytes of an archive file that are no whole record. Raises StorageError."""
    found: list[Stretch] = []
    stretch: Stretch | None = None
    for member in members_of(file):
        whole = _is_whole(member)
        if stretch is not None and (not whole or stretch.end - stretch.start < _LEAST):
            # What is too short for a record that says so takes the next one along.
            stretch.end = member.end
        elif not whole:
            stretch = Stretch(file, member.offset, member.end)
            found.append(stretch)
        else:
            stretch = None
    if stretch is not None:
        stretch.last = True
    return found


def _is_whole(member: Member) -> bool:
    try:
        member.record()
    except ValueError:
        return False
    return True


def _mend(
    folder: SourceFolder, database: Database, file: Path, stretches: list[Stretch], indexed: int, told: Repaired
) -> None:
    at, parts, size = now(), dict[int, bytes](), None
    for one in stretches:
        # What is not indexed yet, a run left that was killed.
        if not one.last or one.start < indexed:
            set_aside(folder, [(_loss(database, folder.source, one), one.content)], at)
            told.aside.append(str(one))
        if one.last:
            size = one.start
        else:
            name = uuid.uuid5(uuid.NAMESPACE_URL, f"{file.name}:{one.start}")
            parts[one.start] = metadata_member(f"<urn:uuid:{name}>", "damaged", at, one.end - one.start)
    if size == 0:
        with storage(file):
            file.unlink()
    else:
        overwrite(file, parts, size)


def _loss(database: Database, source: str, stretch: Stretch) -> Loss:
    rows = database.rows(
        "SELECT url FROM pages WHERE source = ? AND file = ? AND offset >= ? AND offset < ? ORDER BY offset",
        source, stretch.file.name, stretch.start, stretch.end,
    )  # fmt: skip
    file, where = f"archive/{stretch.file.name}", f"bytes {stretch.start} to {stretch.end}"
    return Loss(file, where, "no whole record", url=rows[0][0] if rows else None)


def index_again(folder: SourceFolder, database: Database) -> None:
    """Make the index of an archive anew from its files; what was judged of a page, and which runs ended, stays."""
    index, source = PageIndex(database, folder.source), folder.source
    judged = database.rows("SELECT accepted, file, offset FROM pages WHERE source = ? AND accepted IS NOT NULL", source)
    begun = index.interrupted()
    with database.transaction():
        for name in index.files():
            index.forget(name)
        database.write("DELETE FROM pages WHERE source = ?", source)
        for file in archive_files(folder):
            for offset, _, record in records_of(file):
                if record.kind in {"response", "revisit"}:
                    index.add(file.name, offset, record)
            with storage(file):
                index.reach(file.name, file.stat().st_size)
        for accepted in (True, False):
            index.judge((str(Place(file, at)) for was, file, at in judged if was == accepted), accepted=accepted)
        index.judge(_read_places(folder, database), accepted=True)
        for name in begun:
            database.write("UPDATE archives SET finished = 0 WHERE source = ? AND file = ?", source, name)


def _read_places(folder: SourceFolder, database: Database) -> Iterator[str]:
    """Where the pages stand of which the kept briefings were read."""
    for revision in Records(database).newest_of(folder.source):
        missing = {page["number"] for page in revision.record["missing_pages"]}
        for page in revision.record["pages"]:
            if page["warc"] and page["number"] not in missing:
                yield page["warc"]
