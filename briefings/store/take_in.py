"""Take what the files of a source hold into the database, where that is missing or a folder was moved here.

The files may be as a killed run left them: a torn line, and turns at the end whose briefing has no line, are left out
and named; anything else is damage. The lines of revisions are not proved, as no digest confirms them: the next crawl
reads each briefing again. No file says when a briefing was last looked at, so each is due once.

A repair uses the same functions for what a damaged database lacks.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from operator import itemgetter

from msgspec.structs import replace

from briefings.address import read_address
from briefings.counted import counted
from briefings.records.jsonl import json_line
from briefings.store.archive.place import Place
from briefings.store.archive.warc_files import recover_archive
from briefings.store.database import Database
from briefings.store.entries import EntryIndex, EntryState
from briefings.store.errors import DamageError
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone, forget_again
from briefings.store.named import spelled_ids
from briefings.store.records import Key, Records, row_of, said_by
from briefings.store.rejected import rejected_key
from briefings.store.run_reports import take_in_reports
from briefings.store.schema import COLUMNS, Row, row_digest
from briefings.store.stored_revision import Revision
from briefings.store.view_lines import RawLine, Spoilt, bytes_from, lines_of, revision_lines
from briefings.store.views import Views, read_written

logger = logging.getLogger(__name__)

_FIELDS = {"forgotten": {*Tombstone.__struct_fields__}, "rejected": {"reason", "record"}}
"""Fields of a line without a digest, as 0.1.0 wrote it: a forgotten briefing must not come back."""

BESIDE = ("changed_at", "looked_at", "poorer", "reading", "read_by")
"""Columns in the row of a briefing that no revision gives."""


def is_taken_in(database: Database, source: str) -> bool:
    """Return True when the database knows all of a source: the row of the source is written last."""
    return bool(database.rows("SELECT 1 FROM sources WHERE source = ?", source))


def take_in(folder: SourceFolder, database: Database) -> None:
    """Read the files of a source that the database does not know; the caller holds its lock.

    Raises DamageError if a file holds something that no run leaves behind, StorageError; then nothing is known of the
    source.
    """
    clear_source(folder.source, database)
    Views(folder, database).finish_replacing()
    for file, what in Views(folder, database).shortened().items():
        raise DamageError(file, what)
    revisions = (row_of(revision) for revision in revisions_in(folder, RawLine.refuse))
    database.in_batches(revisions, lambda row: database.insert("revisions", **row))
    recover_archive(folder, database)
    derive(folder.source, database, {})
    take_in_reports(folder, database)
    with database.transaction():
        for table, row in other_rows_in(folder, RawLine.refuse):
            database.insert(table, **row)
        forget_again(database, folder.source)
        add_source(database, folder)
    if count := len(Records(database).ids_of(folder.source)):
        what = "%s: %s taken into the database from the files; each is looked at by the next crawl"
        logger.warning(what, folder.folder, counted(count, "briefing"))


def add_source(database: Database, folder: SourceFolder) -> None:
    """Make a source known to the database, which knows all the rest of it; its files are then written again."""
    written = read_written(folder)
    hosts, through = json.dumps(written.hosts), written.through + 1
    database.insert("sources", source=folder.source, hosts=hosts, through=through)


def revisions_in(folder: SourceFolder, spoilt: Spoilt) -> Iterator[Revision]:
    """Yield the revisions in the files of a source, and tell `spoilt` which lines cannot be used.

    Raises StorageError.
    """
    found, turns = revision_lines(folder, spoilt)
    ends = (end for name, (first, end) in turns.items() if name in found and first.file == folder.turns)
    last = max(ends, default=0)
    for name, line in found.items():
        own = bytes_from(*turns.pop(name)) if name in turns else b""
        revision = Revision(folder.source, *name, bytes_from(line, line.end), own, proved=False)
        if problem := problem_of(revision):
            spoilt(line, problem)
        else:
            yield revision
    for (id_, number), (first, end) in turns.items():
        if first.file == folder.turns and first.start >= last:
            logger.warning("%s: the turns of %s at its end are left out: it was not finished", first.file, id_)
        else:
            lines = replace(first, raw=bytes_from(first, end))
            spoilt(lines, f"is of revision {number} of {id_}, which has no line")


def other_rows_in(folder: SourceFolder, spoilt: Spoilt) -> Iterator[tuple[str, Row]]:
    """Yield the rows of the rejected records and the tombstones in the files of a source, each with its table.

    `spoilt` is told which lines cannot be used. Raises StorageError.
    """
    for table, file in (("rejected", folder.rejected), ("forgotten", folder.forgotten)):
        for line in lines_of(file):
            if row := _proved_row(table, folder.source, line):
                yield table, row
            else:
                spoilt(line, "is not as it was written")


def _proved_row(table: str, source: str, line: RawLine) -> Row | None:
    """Return the row of which `sealed` made a line, or version 0.1.0; None when it is not as it was written."""
    record = line.record()
    is_bare = {*record} == _FIELDS[table]
    digest = record.pop("digest", None)
    with suppress(ValueError):  # NaN is no JSON
        said = json_line(record)
        key = {"id": record.get("id")} if table == "forgotten" else {"key": rejected_key(said)}
        row = {"source": source, **key, "line": said}
        return row if is_bare or digest == row_digest(table, *row.values()).hex() else None
    return None


def derive(source: str, database: Database, known: Mapping[str, Row]) -> None:
    """Make the rows of a source's briefings from their newest revisions, in the order in which they were first stored.

    `known` are earlier rows: what no revision gives is taken from them if the same one is the newest, and proved.
    """
    records, found, number = Records(database), [], 0
    database.delete("briefings", source=source)
    query = "SELECT id, max(revision) FROM revisions WHERE source = ? GROUP BY id ORDER BY min(rowid)"
    for id_, revision in database.rows(query, source):
        # One without an earlier row comes after the one before it.
        number = known[id_]["number"] if id_ in known else number
        found.append((number, Key(source, id_), revision))

    def put(newest: tuple[int, Key, int]) -> None:
        _, key, number = newest
        revision, row = records.revision(key, number), known.get(key.id)
        is_same = row is not None and row["revision"] == number and revision.proved
        records.put_newest(revision, **{name: row[name] for name in BESIDE if row and is_same})
        url = revision.record["url"]
        if (ids := spelled_ids(url)) and key.id not in ids:  # it has moved
            EntryIndex(database, source).note(read_address(url).briefing, url, EntryState.ALIAS, briefing=key.id)

    database.in_batches(sorted(found, key=itemgetter(0)), put)


def problem_of(revision: Revision) -> str | None:
    """Return why the lines of a revision cannot be taken in; None when they can. `scrapy verify` checks the schema."""
    try:
        record, order = revision.record, [turn["seq"] for turn in revision.turn_records]
        if record["source"] != revision.source:
            return f"is of the source {record['source']}, not {revision.source}: a folder keeps the name of its source"
        if order != list(range(record["turn_count"])):
            of = "which are not in order" if len(order) == record["turn_count"] else f"of which {len(order)} are there"
            return f"names {record['turn_count']} turns, {of}"
        # All that the database is to know of it.
        said_by(revision), list(map(Place.parse, revision.places)), revision.fetched_at
        record["content_hash"], revision.words
    except (ValueError, KeyError, TypeError, AttributeError):
        return "is not a line of a briefing, or its turns are none"
    return None


def clear_source(source: str, database: Database) -> None:
    """Delete all that is known of a source, its row first, and then a little per transaction."""
    database.delete("sources", source=source)
    query = "SELECT rowid FROM {} WHERE source = ?"
    rows = ((table, row) for table in COLUMNS for (row,) in database.rows(query.format(table), source))
    database.in_batches(rows, lambda row: database.delete(row[0], rowid=row[1]))
