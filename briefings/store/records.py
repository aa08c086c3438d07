"""The records of all sources in the database: the revisions of every briefing, and what is known beside the newest.

Methods that write run in the transaction that is open, and let the views know: a new briefing is a line that is
appended, anything else makes the views of its source stale.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from briefings.clock import now
from briefings.records import StoredBriefing, pages_of
from briefings.store.archive.page_index import PageIndex
from briefings.store.database import Database
from briefings.store.revision import MARKS, Revision, packed, unpacked
from briefings.store.schema import Row, made_of


class Key(NamedTuple):
    """The key of a briefing among those of all sources."""

    source: str
    id: str


class Records:
    """Reads and writes the records. Every method raises StorageError, DamageError where a row is not as it was
    written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- Briefings

    def row(self, key: Key) -> Row | None:
        """Return the row of a briefing, without its newest revision; None when it is not kept."""
        return self._database.row("briefings", **key._asdict())

    def known(self, key: Key) -> StoredBriefing | None:
        """Return the facts of the newest revision of a briefing; None when it is not kept."""
        row = self.row(key)
        if row is None:
            return None
        pages = pages_of(self.revision(key, row["revision"]).record)
        return made_of(StoredBriefing, row, complete=bool(row["complete"]), pages=pages)

    def ids_of(self, source: str) -> list[str]:
        """The ids of the briefings of a source, in the order in which they came to be kept."""
        query = "SELECT id FROM briefings WHERE source = ? ORDER BY number"
        return [id_ for (id_,) in self._database.rows(query, source)]

    # -- Revisions

    def newest(self, key: Key) -> Revision | None:
        """The newest revision of a briefing; None when it is not kept."""
        row = self.row(key)
        return self.revision(key, row["revision"]) if row else None

    def revision(self, key: Key, revision: int) -> Revision:
        """That revision of a briefing, which is kept."""
        row = self._database.row("revisions", **key._asdict(), revision=revision)
        if row is None:
            raise self._database.damage(f"revision {revision} of {key.id} is gone")
        return revision_in(row)

    def all_of(self, key: Key) -> list[Revision]:
        """Every revision of a briefing, the first one first, whether its newest is kept or not."""
        return list(self._revisions("source = ? AND id = ? ORDER BY revision", *key))

    def newest_of(self, source: str) -> Iterator[Revision]:
        """The newest revision of every briefing of a source, in the order in which the briefings came to be kept."""
        # Spelled so that SQLite goes from briefing to briefing: else it sorts all lines that there are.
        newest = " AND ".join(f"revisions.{name} = briefings.{name}" for name in ("source", "id", "revision"))
        newest = f"+briefings.source = ? AND {newest} ORDER BY number"
        return self._revisions(newest, source, joined="briefings CROSS JOIN ")

    def superseded_of(self, source: str) -> Iterator[Revision]:
        """The older revisions of a source, by id."""
        newest = "(SELECT id, revision FROM briefings WHERE source = ?1)"
        return self._revisions(f"source = ?1 AND (id, revision) NOT IN {newest} ORDER BY id, revision", source)

    def _revisions(self, condition: str, *values: Any, joined: str = "") -> Iterator[Revision]:
        return map(revision_in, self._database.read_each("revisions", condition, *values, joined=joined))

    # -- Writing

    def add(self, revision: Revision, changed_at: str, looked_at: str | None) -> None:
        """Keep a revision as the newest of its briefing."""
        before = self.row(Key(revision.source, revision.id))
        self.keep_older(revision)
        number = before["number"] if before else None
        self.put_newest(revision, number=number, changed_at=changed_at, looked_at=looked_at)
        if before is not None:
            self.make_stale(revision.source)

    def put_newest(self, revision: Revision, **known: Any) -> None:
        """Let all that is known of a briefing follow from its newest revision, which is kept.

        `known` are columns of its row of which the revision says nothing.
        """
        known.setdefault("changed_at", revision.fetched_at or now())
        self._database.insert("briefings", source=revision.source, id=revision.id, **said_by(revision), **known)
        self._index(revision)

    def _index(self, revision: Revision) -> None:
        """Index the turns by which a briefing is compared with others, and let its pages be known as read."""
        key, texts = (revision.source, revision.id), texts_of(revision)
        ((number,),) = self._database.rows("SELECT number FROM briefings WHERE source = ? AND id = ?", *key)
        self._database.write("DELETE FROM texts WHERE briefing = ?", number)
        rows = ((number, text, count) for text, count in texts.items())
        self._database.write_many("INSERT INTO texts VALUES (?, ?, ?)", rows)
        PageIndex(self._database, revision.source).judge(revision.places, accepted=True)

    def keep_older(self, revision: Revision) -> None:
        """Keep a revision that does not become the newest of its briefing."""
        self._database.insert("revisions", **row_of(revision))
        self._database.write("UPDATE sources SET through = through + 1 WHERE source = ?", revision.source)

    def mark(self, key: Key, **fields: Any) -> None:
        """Let the line of a briefing say something else in its marks or the places of its pages."""
        newest = self.newest(key)
        if newest is None or all(newest.record[name] == value for name, value in fields.items()):
            return
        self.replace(newest.marked(**fields))

    def replace(self, revision: Revision) -> None:
        """Let the lines of the newest revision of a briefing be these."""
        self.rewrite(revision)
        self.note(Key(revision.source, revision.id), **said_by(revision))
        self._index(revision)

    def rewrite(self, revision: Revision) -> None:
        """Let the lines of a revision be these, and the row of its briefing stay."""
        key = {"source": revision.source, "id": revision.id, "revision": revision.revision}
        self._database.update("revisions", row_of(revision), **key)
        self.make_stale(revision.source)

    def looked(self, key: Key, at: str) -> None:
        """Note that a briefing was found at `at` to be as it is kept."""
        self.note(key, looked_at=at, poorer=None)
        self.mark(key, vanished_at=None)

    def vanished(self, key: Key, at: str) -> bool:
        """Note that a briefing was found at `at` to be gone, if not before, and looked at; False: it is not kept."""
        self.note(key, looked_at=at)
        row = self.row(key)
        if row is not None and row["vanished_at"] is None:
            self.mark(key, vanished_at=at)
        return row is not None

    def found_poorer(self, key: Key, pages: str) -> None:
        """Note that a poorer reading of these pages was seen. Each run looks again until it is taken or gone."""
        self.note(key, poorer=pages)
        self.mark(key, vanished_at=None)

    def note(self, key: Key, **values: Any) -> None:
        """Let the row of a briefing say this."""
        self._database.update("briefings", values, **key._asdict())

    def remove(self, key: Key) -> None:
        """Take a briefing out, with all its revisions."""
        for table in ("revisions", "briefings"):
            self._database.delete(table, **key._asdict())
        self.make_stale(key.source)

    def make_stale(self, source: str) -> None:
        """Have the views of a source written anew: what they print already is not what is kept."""
        self._database.write("UPDATE sources SET through = through + 1, stale = 1 WHERE source = ?", source)


def revision_in(row: Row) -> Revision:
    """The revision that a row of `revisions` holds. Raises ValueError when its lines are damaged."""
    lines = unpacked(row["line"]), unpacked(row["turns"])
    return Revision(row["source"], row["id"], row["revision"], *lines, bool(row["proved"]))


def row_of(revision: Revision) -> Row:
    """The row of `revisions` that holds a revision."""
    return {
        "source": revision.source,
        "id": revision.id,
        "revision": revision.revision,
        "proved": int(revision.proved),
        "line": packed(revision.line),
        "turns": packed(revision.turns),
    }


def said_by(revision: Revision) -> Row:
    """Return the columns in which the row of a briefing repeats its newest revision, to be queried."""
    names = ("revision", "url", "date", "complete", "content_hash", *MARKS)
    counts = {"turn_count": len(revision.turn_keys), "words": revision.words}
    joined = " ".join(sorted(text.hex() for text in texts_of(revision).elements()))
    texts = hashlib.sha256(joined.encode()).hexdigest()[:32] if joined else None
    return {**{name: revision.record[name] for name in names}, **counts, "texts": texts}


def texts_of(revision: Revision) -> Counter[bytes]:
    """The text hashes of the turns of a revision, repeats counted."""
    return Counter(bytes.fromhex(turn.text_hash) for turn in revision.turn_keys)
