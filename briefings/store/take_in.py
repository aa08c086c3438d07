"""Take a source into the database from its files, if the database is missing or a folder was moved here.

The files may be as a killed run left them: a torn line, and turns at the end whose briefing has no line, are left out
and named; anything else is damage. The lines are not proved, as no digest confirms them: `scrapy verify` compares them
with the archive. No file says when a briefing was last looked at, so each is due once.
"""

from __future__ import annotations

import json
import logging
from functools import partial
from itertools import chain
from pathlib import Path
from types import NoneType

from briefings.store.archive.warc_files import recover_archive
from briefings.store.database import Database
from briefings.store.errors import DamageError
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import add_tombstone, tombstones_in
from briefings.store.records import Records
from briefings.store.rejected import add_rejected
from briefings.store.revision import Revision
from briefings.store.run_reports import take_in_reports
from briefings.store.schema import COLUMNS
from briefings.store.view_lines import Name, RevisionLines, ViewLines, kept_lines, lines_of, older_lines
from briefings.store.views import finish_replacing, read_written

logger = logging.getLogger(__name__)

_Lines = dict[Name, RevisionLines]


def is_taken_in(database: Database, source: str) -> bool:
    """Return True when the database knows all of a source: the row of the source is written last."""
    return bool(database.rows("SELECT 1 FROM sources WHERE source = ?", source))


def take_in(folder: SourceFolder, database: Database) -> None:
    """Read the files of a source that the database does not know; the caller holds its lock.

    Raises DamageError if a file holds something that no run leaves behind, StorageError; then nothing is known of the
    source.
    """
    records = Records(database)
    clear_source(folder.source, database)
    finish_replacing(folder)
    older, newest = _whole(older_lines(folder), folder.superseded), _whole(kept_lines(folder), folder.turns)
    _check_each_is_there_once(folder, older, newest)
    recover_archive(folder, database)

    def keep(named: tuple[Name, RevisionLines]) -> None:
        revision = _revision(folder, *named)
        records.keep_older(revision)
        if named[0] in newest:
            records.put_newest(revision)

    database.in_batches(chain(older.items(), newest.items()), keep)
    take_in_reports(folder, database)
    with database.transaction():
        for line in lines_of(folder.rejected):
            if line.whole:
                add_rejected(database, folder.source, line.record())
        for tombstone in tombstones_in(folder.forgotten):
            add_tombstone(database, folder.source, tombstone)
        add_source(database, folder)
    if newest:
        what = "%s: %d briefings were taken into the database from the files; each is looked at by the next crawl"
        logger.warning(what, folder.folder, len(newest))


def add_source(database: Database, folder: SourceFolder) -> None:
    """Make a source known to the database, which knows all the rest of it; its files are then written again."""
    written = read_written(folder)
    hosts, through = json.dumps(written.hosts), written.through + 1
    database.insert("sources", source=folder.source, hosts=hosts, through=through)


def _whole(found: ViewLines, turns: Path) -> _Lines:
    """Return the revisions that have their line, after checking that only the rest of a kill has none."""
    if found.broken:
        line, what = found.broken[0]
        raise line.damage(what)
    for line in found.torn:
        logger.warning("%s: its last line is not whole and is left out", line.file)
    last = max((own.turns[-1][2] for own in found.revisions.values() if own.line and own.turns), default=0)
    for name, own in found.revisions.items():
        if own.line is None and own.turns[0][1] < last:
            raise DamageError(turns, f"it has turns of revision {name[1]} of {name[0]}, which has no line")
        if own.line is None:
            logger.warning("%s: the turns of %s at its end are left out: it was not finished", turns, name[0])
    return {name: own for name, own in found.revisions.items() if own.line is not None}


def _check_each_is_there_once(folder: SourceFolder, older: _Lines, newest: _Lines) -> None:
    kept = dict(newest.keys())
    if twice := newest.keys() - kept.items():
        raise DamageError(folder.briefings, f"it has more than one revision of {min(twice)[0]}")
    if lost := [name for name in older if kept.get(name[0], 0) <= name[1]]:
        what = "it has no later revision of {} than {}, which {} has"
        raise DamageError(folder.briefings, what.format(*lost[0], folder.superseded.name))


def _revision(folder: SourceFolder, name: Name, own: RevisionLines) -> Revision:
    assert own.line is not None
    revision = Revision(folder.source, *name, own.line.raw, own.turn_lines(), proved=False)
    if problem := problem_of(revision):
        raise own.line.damage(problem)
    return revision


_FIELDS: dict[str, tuple[type, ...]] = {
    "url": (str,), "content_hash": (str,), "complete": (bool,), "turn_count": (int,), "words": (int,), "pages": (list,),
    "missing_pages": (list,), "date": (str, NoneType), "copy_of": (str, NoneType), "same_event": (str, NoneType),
    "vanished_at": (str, NoneType),
}  # fmt: skip
"""Fields that a line must have to be taken in; `scrapy verify` checks the schema."""


def problem_of(revision: Revision) -> str | None:
    """Return why the lines of a revision cannot be taken in; None when they can."""
    record = revision.record
    if record.get("source") != revision.source:
        return f"is of the source {record.get('source')}, not {revision.source}: a folder keeps the name of its source"
    if wrong := [name for name, kinds in _FIELDS.items() if type(record.get(name)) not in kinds]:
        return f"is no line of a briefing: {wrong[0]}"
    order = [turn.get("seq") for turn in revision.turn_records]
    if order != list(range(record["turn_count"])):
        there = "which are not in order" if len(order) == record["turn_count"] else f"of which {len(order)} are there"
        return f"names {record['turn_count']} turns, {there}"
    turns = ((turn.get("text_hash"), turn.get("words")) for turn in revision.turn_records)
    if any(not isinstance(text, str) or type(words) is not int for text, words in turns):
        return "has a turn that is none"
    return None


def clear_source(source: str, database: Database) -> None:
    """Delete all that is known of a source, its row first, and then a little per transaction."""
    database.delete("sources", source=source)
    for table in COLUMNS:
        statement = f"DELETE FROM {table} WHERE rowid = ?"
        rows = database.rows(f"SELECT rowid FROM {table} WHERE source = ?", source)
        database.in_batches((row for (row,) in rows), partial(database.write, statement))
