"""Check the records of a source in the database: each revision for itself, and what is told of it elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from briefings.items import READER_VERSION, Briefing, Turn
from briefings.records import (
    content_hash,
    count_words,
    differs,
    identity_of,
    problems_of,
    schema_of,
    text_hash_of,
    turn_ids,
    violations,
)
from briefings.store import DamageError, Database, SourceFolder
from briefings.store.damaged import losses_of
from briefings.store.database import Row
from briefings.store.find_copies import digest_of_texts
from briefings.store.forgotten import forgotten_in
from briefings.store.kept_pages import CannotReread
from briefings.store.records import revision_in, said_by
from briefings.store.revision import Revision, revision_of
from briefings.transcript import Markup
from briefings.upkeep.check_archive import PageCheck
from briefings.upkeep.check_database import REVISION, rows_of
from briefings.upkeep.faults import Fault, Looked, counted
from briefings.upkeep.read_archived import read_archived

_REPLACED = "\ufffd"  # stands in a line for what UTF-8 cannot hold, so hashes of what was read differ


def check_records(
    folder: SourceFolder, database: Database, markup: Markup | None, looked: Looked
) -> Iterator[Fault | str]:
    """What is wrong with the records of a source; rows that are not as they were written are left to others."""
    rows = {row["id"]: row for row, whole in rows_of(database, "briefings") if whole and row["source"] == folder.source}
    there: dict[str, list[int]] = {}
    pages = PageCheck(folder, looked)
    unsure = 0
    for revision in whole_revisions(database, folder.source):
        place = f"revision {revision.revision} of {revision.id}"
        there.setdefault(revision.id, []).append(revision.revision)
        row = rows.get(revision.id)
        if faults := faults_of(revision):
            yield from (Fault(folder.database, place, what) for what in faults)
            continue
        if row is not None and row["revision"] == revision.revision:
            looked.briefings += 1
            looked.turns += revision.record["turn_count"]
            yield from (Fault(folder.database, place, f"the database says something else: {what}")
                        for what in otherwise(database, row, revision))  # fmt: skip
            yield from pages.check(place, revision.record)
        if not revision.proved:
            is_right = is_as_archived(revision, folder, database, markup)
            is_newest = row is not None and row["revision"] == revision.revision
            if is_right is False and is_newest and revision.record["reader"] == READER_VERSION:
                yield Fault(folder.database, place, "was taken in from a file, and the archive gives something else")
            unsure += not is_right
    yield from pages.check_rest()
    yield from _check_rows(folder, database, rows, there)
    if unsure:
        what = "taken in from the files, where no digest tells whether a line is right, and the archive cannot tell"
        yield f"{folder.source}: {counted(unsure, 'revision')} {what}."


def whole_revisions(database: Database, source: str) -> Iterator[Revision]:
    """The revisions of a source whose rows are as they were written, in the order of their commits."""
    for row, whole in rows_of(database, "revisions"):
        if whole and row["source"] == source:
            found = revision_in(tuple(row[name] for name in REVISION))
            assert found is not None
            yield found


def is_as_archived(revision: Revision, folder: SourceFolder, database: Database, markup: Markup | None) -> bool | None:
    """Whether the archive gives just that; None where its pages are not there as they were read."""
    try:
        return agrees(revision, read_archived(revision, folder, database, markup))
    except CannotReread:
        return None


def agrees(revision: Revision, read: Briefing) -> bool:
    """Whether a revision is what its pages were read as just now; of a copy the turns may not be known."""
    known = revision if revision.turns is not None else replace(revision, turns=revision_of(read).turns)
    return not differs(whole_briefing(known), read)


def whole_briefing(revision: Revision) -> Briefing:
    """A briefing with its turns, and with counts that are theirs, a copy's too."""
    briefing = revision.briefing()
    if revision.turns is None:
        return briefing
    return replace(briefing, turn_count=len(briefing.turns), words=revision.words)


def faults_of(revision: Revision) -> list[str]:
    """What is wrong with a revision, as far as its lines tell."""
    try:
        record, turns = revision.record, revision.turn_records
    except ValueError:
        return ["is no line of JSON"]
    found = violations(record, schema_of(Briefing))
    found += [f"turns[{seq}]: {what}" for seq, turn in enumerate(turns) for what in violations(turn, schema_of(Turn))]
    if found:
        return found
    own = (record["source"], record["id"], record["revision"])
    if own != (revision.source, revision.id, revision.revision):
        return [f"its line is of revision {own[2]} of {own[1]}, source {own[0]}"]
    found = problems_of(revision.as_printed())
    return found or (_hash_faults(revision) if record["reader"] == READER_VERSION else [])


def _hash_faults(revision: Revision) -> list[str]:
    """What a reader of today's version would have written otherwise."""
    briefing = revision.briefing()
    identities = [identity_of(turn.label, turn.text) for turn in briefing.turns]
    ids = turn_ids(briefing.id, identities)
    found = []
    replaced = False
    for turn, identity, id_ in zip(briefing.turns, identities, ids, strict=True):
        if (words := count_words(turn.text)) != turn.words:
            found.append(f"turns[{turn.seq}].words is {turn.words}, but the text has {words}")
        if _REPLACED in turn.text + (turn.label or ""):
            replaced = True
        elif turn.text_hash != text_hash_of(identity):
            found.append(f"turns[{turn.seq}].text_hash is not that of label and text")
        elif turn.id != id_ and not replaced:
            found.append(f"turns[{turn.seq}].id is not that of briefing, label and text")
    is_sure = revision.turns is not None and not replaced and _REPLACED.encode() not in revision.line
    if is_sure and briefing.content_hash != content_hash(briefing):
        found.append("content_hash is not that of what is kept")
    return found


def otherwise(database: Database, row: Row, revision: Revision) -> list[str]:
    """What the row of a briefing, or the index of its texts, says otherwise than its newest revision."""
    found = [name for name, value in said_by(revision).items() if row[name] != value]
    texts = Counter(turn.text_hash for turn in revision.turn_keys)
    known = database.rows("SELECT text, count FROM texts WHERE briefing = ?", row["number"])
    if row["texts"] != digest_of_texts(texts) or {bytes(text).hex(): count for text, count in known} != dict(texts):
        found.append("texts")
    return found


def _check_rows(
    folder: SourceFolder, database: Database, rows: dict[str, Row], there: dict[str, list[int]]
) -> Iterator[Fault | str]:
    tombstones = forgotten_in(database, folder.source).tombstones
    lost: set[tuple[str | None, int | None]] = set()
    with suppress(DamageError):
        lost = {(loss.briefing, loss.revision) for loss in losses_of(folder)}
    for id_ in rows.keys() - there.keys():
        yield Fault(folder.database, "", f"revision {rows[id_]['revision']} of {id_} is gone")
    for id_, revisions in there.items():
        row, newest = rows.get(id_), max(revisions)
        if row is None or row["revision"] != newest:
            known = row["revision"] if row else "nothing"
            yield Fault(folder.database, "", f"knows {known} of {id_}, of which there is revision {newest}")
        gaps = [one for one in range(min(revisions), newest) if one not in revisions and (id_, one) not in lost]
        if gaps:
            yield Fault(folder.database, "", f"lacks revision {gaps[0]} of {id_}")
        if row and row["copy_of"] and not is_complete(database, row["copy_of"]):
            yield Fault(folder.database, "", f"{id_} is a copy of {row['copy_of']}, which is not kept whole")
        if id_ in tombstones and tombstones[id_].removed_at:
            yield Fault(folder.database, "", f"{id_} was forgotten; `scrapy forget {id_}` removes it again")
    for tombstone in tombstones.values():
        if tombstone.removed_at is None:
            yield f"{tombstone.id} is not wholly removed yet; the next start goes on with it."


def is_complete(database: Database, briefing: str) -> bool:
    """Whether a briefing with that id is kept whole, in whatever source."""
    return bool(database.rows("SELECT 1 FROM briefings WHERE id = ? AND complete = 1", briefing))
