"""The records of all sources in the database: every revision of every briefing, and facts beside the newest.

Methods that write run in the open transaction. The database counts what changes in `revisions`, by which the views are
known to be behind: a new briefing, whose lines are appended, is one change.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from briefings.clock import now
from briefings.store.archive.page_index import PageIndex
from briefings.store.database import Database
from briefings.store.schema import Row
from briefings.store.stored_revision import MARKS, Revision, packed, unpacked


class Key(NamedTuple):
    """The key of a briefing among those of all sources."""

    source: str
    id: str


class Records(Struct, frozen=True):
    """Reads and writes the records. Every method raises StorageError, or DamageError for an altered row."""

    _database: Database

    def row(self, key: Key) -> Row | None:
        """Return the row of a briefing, without its newest revision; None when it is not stored."""
        return self._database.row("briefings", **key._asdict())

    def ids_of(self, source: str) -> list[str]:
        """Return the ids of the briefings of a source, in the order in which they were first stored."""
        query = "SELECT id FROM briefings WHERE source = ? ORDER BY number"
        return [id_ for (id_,) in self._database.rows(query, source)]

    def newest(self, key: Key) -> Revision | None:
        """Return the newest revision of a briefing; None when it is not stored."""
        row = self.row(key)
        return self.revision(key, row["revision"]) if row else None

    def revision(self, key: Key, revision: int) -> Revision:
        """Return a revision of a briefing. Raises DamageError if it is gone."""
        row = self._database.row("revisions", **key._asdict(), revision=revision)
        if row is None:
            raise self._database.damage(f"revision {revision} of {key.id} is gone")
        return revision_in(row)

    def all_of(self, key: Key) -> list[Revision]:
        """Return every revision of a briefing, first revision first, whether its newest is stored or not."""
        return list(self._revisions("source = ? AND id = ? ORDER BY revision", *key))

    def newest_of(self, source: str) -> Iterator[Revision]:
        """Yield the newest revision of every briefing of a source, in the order in which they were first stored."""
        # Spelled so that SQLite goes from briefing to briefing; otherwise it sorts all lines.
        newest = " AND ".join(f"revisions.{name} = briefings.{name}" for name in ("source", "id", "revision"))
        newest = f"+briefings.source = ? AND {newest} ORDER BY number"
        return self._revisions(newest, source, joined="briefings CROSS JOIN ")

    def superseded_of(self, source: str) -> Iterator[Revision]:
        """Yield the older revisions of a source, by id."""
        newest = "(SELECT id, revision FROM briefings WHERE source = ?1)"
        return self._revisions(f"source = ?1 AND (id, revision) NOT IN {newest} ORDER BY id, revision", source)

    def _revisions(self, condition: str, *values: Any, joined: str = "") -> Iterator[Revision]:
        return map(revision_in, self._database.read_each("revisions", condition, *values, joined=joined))

    def add(self, revision: Revision, before: Row | None, **known: Any) -> None:
        """Store a revision as the newest of its briefing, whose row was `before`; `known` as for `put_newest`."""
        self._database.insert("revisions", **row_of(revision))
        self.put_newest(revision, number=before["number"] if before else None, **known)

    def put_newest(self, revision: Revision, **known: Any) -> None:
        """Derive the row of a briefing, the index of its texts and its pages in the archive from its newest revision.

        `known` are columns that the revision does not give.
        """
        known.setdefault("changed_at", revision.fetched_at or now())
        self._database.insert("briefings", source=revision.source, id=revision.id, **said_by(revision), **known)
        self._index(revision)

    def _index(self, revision: Revision) -> None:
        """Index the turns by which a stored briefing is compared, and mark its pages as read."""
        key, texts = (revision.source, revision.id), texts_of(revision)
        ((number,),) = self._database.rows("SELECT number FROM briefings WHERE source = ? AND id = ?", *key)
        self._database.write("DELETE FROM texts WHERE briefing = ?", number)
        rows = ((number, text, count) for text, count in texts.items())
        self._database.write_many("INSERT INTO texts VALUES (?, ?, ?)", rows)
        PageIndex(self._database, revision.source).judge(revision.places, accepted=True)

    def mark(self, key: Key, **fields: Any) -> None:
        """Change the marks or the places of pages in the line of a briefing."""
        newest = self.newest(key)
        if newest is None or all(newest.record[name] == value for name, value in fields.items()):
            return
        self.replace(newest.marked(**fields))

    def replace(self, revision: Revision) -> None:
        """Replace the lines of a briefing's newest revision."""
        key = {"source": revision.source, "id": revision.id, "revision": revision.revision}
        self._database.update("revisions", row_of(revision), **key)
        self.note(Key(revision.source, revision.id), **said_by(revision))
        self._index(revision)

    def looked(self, key: Key, at: str) -> None:
        """Record that a briefing was found unchanged at `at`."""
        self.note(key, looked_at=at, poorer=None)
        self.mark(key, vanished_at=None)

    def note(self, key: Key, **values: Any) -> None:
        """Set values in the row of a briefing."""
        self._database.update("briefings", values, **key._asdict())

    def remove(self, key: Key) -> None:
        """Remove a briefing with all its revisions."""
        for table in ("revisions", "briefings"):
            self._database.delete(table, **key._asdict())


def revision_in(row: Row) -> Revision:
    """Return the revision in a row of `revisions`. Raises ValueError when its lines are damaged."""
    lines = unpacked(row["line"]), unpacked(row["turns"])
    return Revision(row["source"], row["id"], row["revision"], *lines, bool(row["proved"]))


def row_of(revision: Revision) -> Row:
    return {
        **asdict(revision),
        "proved": int(revision.proved),
        "line": packed(revision.line),
        "turns": packed(revision.turns),
    }


def said_by(revision: Revision) -> Row:
    """Return the columns in which the row of a briefing repeats its newest revision, for queries."""
    names = ("revision", "url", "date", "complete", *MARKS)
    joined = " ".join(sorted(text.hex() for text in texts_of(revision).elements()))
    texts = hashlib.sha256(joined.encode()).hexdigest()[:32] if joined else None
    said = {name: revision.record[name] for name in names}
    return {**said, "turn_count": len(revision.turn_keys), "texts": texts}


def texts_of(revision: Revision) -> Counter[bytes]:
    """Return the text hashes of the turns of a revision, with repeats counted."""
    return Counter(bytes.fromhex(turn.text_hash) for turn in revision.turn_keys)
