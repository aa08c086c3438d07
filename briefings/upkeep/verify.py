"""Check everything stored of a source against everything else, and change nothing: rows, records, archive, files."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from briefings.counted import counted
from briefings.items import Briefing, Turn
from briefings.records.consistency import problems_of
from briefings.records.identity import content_hash
from briefings.records.schema import violations
from briefings.store.archive.page_index import PageIndex
from briefings.store.archive.place import SUFFIX
from briefings.store.archive.warc_files import members_of
from briefings.store.database import Database
from briefings.store.errors import DamageError
from briefings.store.files import files_in, size_of
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import forgotten_in
from briefings.store.named import spelled_ids
from briefings.store.records import revision_in
from briefings.store.schema import COLUMNS, describe_row
from briefings.store.stored_revision import Revision
from briefings.store.take_in import is_taken_in
from briefings.store.views import Views, read_written
from briefings.versions import READER_VERSION, SCHEMA_VERSION

_REPLACED = "\ufffd".encode()  # replaces what UTF-8 cannot hold, so hashes of what was read differ
GONE = (
    "SELECT id, revision FROM briefings WHERE source = ?1 EXCEPT SELECT id, revision FROM revisions WHERE source = ?1"
)
"""Query for newest revisions that are not there."""
_CHECKS = {
    "revision {1} of {0} is gone": GONE,
    # The only rows without a digest. Their indexes show a change of anything but a count.
    "the database counts other turns of {0} where it looks for copies": "SELECT id FROM briefings LEFT JOIN texts "
    "ON briefing = number WHERE source = ?1 GROUP BY number HAVING coalesce(sum(count), 0) <> turn_count",
}
"""Faults between rows in words, each with the query whose rows in a source show it."""


class Fault(Struct, frozen=True):
    """Something that is not as a run leaves it: its file, its place there, and what is wrong."""

    file: Path
    place: str
    what: str

    def __str__(self) -> str:
        """Return the fault as one line, with the file relative to the folder above its source's."""
        name = "/".join(self.file.parts[-3 if self.file.parent.name == "archive" else -2 :])
        return f"{name}{', ' if self.place else ''}{self.place}: {self.what}"


def check_database(database: Database) -> Iterator[Fault]:
    """Yield the faults of the database as such, whichever sources are requested."""
    try:
        database.check_structure()
    except DamageError as error:
        yield Fault(database.file, "", error.what)
    try:
        for table in COLUMNS:
            for row, whole in database.judged(table, "TRUE ORDER BY rowid"):
                if not whole:
                    yield Fault(database.file, describe_row(table, row), "is not as it was written")
    except DamageError as error:
        yield Fault(database.file, "", error.what)


def verify(folder: SourceFolder, database: Database, looked: Counter[str]) -> Iterator[Fault | str]:
    """Yield the faults of a source as they are found, and sentences on what needs no repair.

    The caller holds the lock of the source; `looked` counts each briefing, turn, page and record. Raises StorageError
    when a file cannot be read.
    """
    if not is_taken_in(database, folder.source):
        what = "is not in the database, so nothing of it was checked: `scrapy show` and any crawl take it in"
        yield Fault(folder.folder, "", what)
        return
    try:
        yield from _check_records(folder, database, looked)
        yield from _check_archive(folder, database, looked)
        yield from _check_views(folder, database)
    except DamageError as error:
        yield Fault(error.file, "", error.what)


def _check_records(folder: SourceFolder, database: Database, looked: Counter[str]) -> Iterator[Fault | str]:
    """Yield the faults in the records of a source, except damaged rows, which others name."""
    newest = set(database.rows("SELECT id, revision FROM briefings WHERE source = ?", folder.source))
    forgotten = forgotten_in(database, folder.source)
    places, unsure = {None, *PageIndex(database, folder.source).payloads()}, 0
    rows = database.judged("revisions", "+source = ? ORDER BY rowid", folder.source)
    for revision in (revision_in(row) for row, whole in rows if whole):
        faults = faults_of(revision)
        # The pages of one that is being forgotten may be gone already.
        if not faults and (revision.id, revision.revision) in newest and revision.id not in forgotten:
            looked["briefing"] += 1
            looked["turn"] += revision.record["turn_count"]
            looked["page"] += len(revision.record["pages"])
            pages = [(page["number"], page["warc"]) for page in revision.record["pages"]]
            faults = [f"page {n} is not in the archive at {place}" for n, place in pages if place not in places]
        unsure += not (faults or revision.proved)
        place = f"revision {revision.revision} of {revision.id}"
        yield from (Fault(folder.database, place, what) for what in faults)
    for what, query in _CHECKS.items():
        yield from (Fault(folder.database, "", what.format(*row)) for row in database.rows(query, folder.source))
    for tombstone in forgotten.begun:
        yield f"{tombstone.id} is not wholly removed yet; the next start goes on with it."
    if unsure:
        what = "taken in from the files, where no digest tells whether a line is right; the next crawl reads the newest"
        yield f"{folder.source}: {counted(unsure, 'revision')} {what}."


def faults_of(revision: Revision) -> list[str]:
    """Name the faults of a revision, as far as its lines tell."""
    record, turns = revision.record, revision.turn_records
    if record.get("schema_version") != SCHEMA_VERSION:
        return []  # `scrapy reread` fills new fields
    found = violations(record, Briefing)
    found += [f"turns[{seq}]: {what}" for seq, turn in enumerate(turns) for what in violations(turn, Turn)]
    if found:
        return found
    own = (record["source"], record["id"], record["revision"])
    if own != (revision.source, revision.id, revision.revision):
        return [f"its line is of revision {own[2]} of {own[1]}, source {own[0]}"]
    if found := problems_of(revision.as_printed()):
        return found
    # A later one may have moved.
    if revision.is_bare and revision.revision == 1 and revision.id not in spelled_ids(record["url"]):
        return ["its id is not that of its address"]
    # Another reader may count or spell differently.
    is_sure = not revision.is_bare and record["reader"] == READER_VERSION
    if is_sure and _REPLACED not in revision.line + revision.turns:
        briefing = revision.briefing()
        return [] if briefing.content_hash == content_hash(briefing) else ["content_hash is not that of what is kept"]
    return []


def _check_archive(folder: SourceFolder, database: Database, looked: Counter[str]) -> Iterator[Fault | str]:
    """Yield the faults of the archive, and the differences between it and the database."""
    index = PageIndex(database, folder.source)
    known, payloads = index.files(), index.payloads()
    files = files_in(folder.archive, SUFFIX)
    for name in known.keys() - {file.name for file in files}:
        yield Fault(folder.archive / name, "", "is gone, but the database knows of it; the next start forgets it")
    for file in files:
        if file.is_file():
            yield from _check_file(file, known.get(file.name, 0), payloads, looked)
    # A pipe would block, and a report cannot take the place of a folder.
    irregular = (file for file in (*files, *files_in(folder.runs)) if not file.is_file())
    yield from (Fault(file, "", "is not a regular file: move it away") for file in irregular)


def _check_file(file: Path, size: int, payloads: dict[str, str], looked: Counter[str]) -> Iterator[Fault | str]:
    """Yield the faults in the records of a file that the database knows up to byte `size`, with these payloads."""
    end = size_of(file) or 0
    for member in members_of(file):
        if member.record is not None:
            looked["record"] += 1
            payload = payloads.get(f"{file.name}:{member.offset}")
            if payload is not None and (member.record.kind, member.record.digest) != ("response", payload):
                yield Fault(file, f"byte {member.offset}", "holds another record than the database knows of")
        elif member.offset >= size and member.end == end:
            yield f"{file.name}: bytes {member.offset} to {end} are what an interrupted run left; the next cuts them"
        else:
            yield Fault(file, f"bytes {member.offset} to {member.end}", member.fault)
    if end > size:
        yield f"{file.name}: the next start indexes {counted(end - size, 'byte')}"
    elif end < size:
        yield Fault(file, "", f"has {end} bytes, but the database knows of {size}")


def _check_views(folder: SourceFolder, database: Database) -> Iterator[Fault | str]:
    """Yield the places where the files of a source differ from the stored data, byte by byte."""
    (row,) = database.read("sources", "source = ?", folder.source)
    views, written = Views(folder, database), read_written(folder).through
    if written > row["through"]:
        yield Fault(folder.written, "", f"is newer than {database.file.name}: one of them is an older copy")
    elif written != row["through"]:
        yield f"{folder.source}: the next start brings its files up to date with the database."
        return
    # A row that is not as it was written is already reported.
    with suppress(DamageError):
        others = views.differing()
        if not others and written == row["through"] and views.is_behind():
            others = [folder.written]
        yield from (Fault(file, "", "is missing or differs from the database") for file in others)
