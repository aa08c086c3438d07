"""The ledger: what is known of every source, in one SQLite file.

The JSONL files are the truth and the ledger can be rebuilt from them; it is what makes a run quick. Several runs, one
a source, use it at the same time: transactions are short and wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

from briefings.clock import now
from briefings.records import StoredBriefing, TurnKey, digests_in
from briefings.store.ledger.database import Database

_KNOWN = (
    "id, revision, url, content_hash, complete, turn_count, pages, committed_at, looked_at, line_copy_of, "
    "vanished_at, words, poorer"
)
_DIFFER = (
    "(copy_of IS NOT line_copy_of OR same_event IS NOT line_same_event OR vanished_at IS NOT line_vanished_at "
    "OR named IS NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The fields of a briefing's line that can change without the briefing being read anew, with their meaning there.

    The ledger knows of each briefing what its line says and what it should say. Where the two differ, `supersede`
    writes the line again.
    """

    copy_of: str | None = None
    same_event: str | None = None
    vanished_at: str | None = None
    pages: str | None = None
    """Its pages with their places in the archive, as `pages_of` gives them; None where it names those it can."""


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Superseded:
    """What is committed of superseded.jsonl. The digest is that of `chained` over its lines."""

    size: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Committed:
    """How far a source is committed."""

    turns_size: int
    briefings_size: int
    superseded: Superseded | None
    """None when it is to be found out, after a rebuild."""
    stale: int
    swapping: bool


class Digests(NamedTuple):
    """What tells whether a briefing stands in the files as it was written: see `digest_of_briefing`, `digest_of_turns`.

    Of a copy whose turns were dropped since, the second is that of what they were.
    """

    line: str = ""
    turns: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A briefing as it goes into the ledger."""

    known: StoredBriefing
    turns: Sequence[TurnKey]
    digests: Digests
    marks: Marks = NO_MARKS
    """What its line says."""
    places: Sequence[str] = ()
    """Where in the archive the pages stand that it was read from, but for pages that were cut off."""


class Ledger(Database):
    """The open ledger. Every method raises StorageError when the file cannot be read or written."""

    def committed(self, source: str) -> Committed | None:
        """How far `source` is committed; None when the ledger does not know it."""
        row = self._one(
            "SELECT turns_size, briefings_size, superseded_size, superseded_digest, stale, swapping FROM sources "
            "WHERE source = ?",
            source,
        )
        if row is None:
            return None
        turns_size, briefings_size, size, digest, stale, swapping = row
        superseded = None if size is None else Superseded(size, digest)
        return Committed(turns_size, briefings_size, superseded, stale, bool(swapping))

    def known(self, source: str, briefing: str) -> StoredBriefing | None:
        """What is known of a briefing; None when it is not kept."""
        row = self._one(f"SELECT {_KNOWN} FROM briefings WHERE source = ? AND id = ?", source, briefing)
        return None if row is None else _stored_briefing(row)

    def digests(self, source: str, briefing: str) -> Digests:
        """Those of the lines of a kept briefing."""
        row = self._one("SELECT line_digest, turns_digest FROM briefings WHERE source = ? AND id = ?", source, briefing)
        return Digests(*row) if row else Digests()

    def marks(self, source: str, briefing: str) -> Marks:
        """What the line of a kept briefing says."""
        row = self._one(
            "SELECT line_copy_of, line_same_event, line_vanished_at FROM briefings WHERE source = ? AND id = ?",
            source, briefing,
        )  # fmt: skip
        return Marks(*row) if row else NO_MARKS

    def all_known(self, source: str) -> Iterator[StoredBriefing]:
        """What is known of every briefing of a source, by id."""
        return map(_stored_briefing, self.rows(f"SELECT {_KNOWN} FROM briefings WHERE source = ? ORDER BY id", source))

    def looked(self, source: str, briefing: str, at: str) -> None:
        """Note that a briefing was found at `at` to be as it is kept."""
        self.write(
            "UPDATE briefings SET looked_at = ?, vanished_at = NULL, poorer = NULL WHERE source = ? AND id = ?",
            at, source, briefing,
        )  # fmt: skip

    def vanished(self, source: str, briefing: str, at: str) -> None:
        """Note that a briefing was found at `at` to be gone, if not before, and that it was looked at then."""
        self.write(
            "UPDATE briefings SET vanished_at = coalesce(vanished_at, ?), looked_at = ? WHERE source = ? AND id = ?",
            at, at, source, briefing,
        )  # fmt: skip

    def name_places(self, source: str, briefing: str, pages: str) -> None:
        """Note the pages of a kept briefing, of which its line names some without a place in the archive."""
        self.write("UPDATE briefings SET named = ? WHERE source = ? AND id = ?", pages, source, briefing)

    def returned(self, source: str, briefing: str) -> None:
        """Note that a briefing is not gone."""
        self.write("UPDATE briefings SET vanished_at = NULL WHERE source = ? AND id = ?", source, briefing)

    def found_poorer(self, source: str, briefing: str, pages: str, at: str, *, rests: bool) -> None:
        """Note that a poorer reading of these pages was seen. `rests`: it is looked at again like one that changed."""
        known = self.known(source, briefing)
        if known is None:
            return
        looked, changed = (at, at) if rests else (known.looked_at, known.changed_at)
        if digests_in(known.poorer) == digests_in(pages):
            changed = known.changed_at
        self.write(
            "UPDATE briefings SET poorer = ?, looked_at = ?, committed_at = ?, vanished_at = NULL "
            "WHERE source = ? AND id = ?",
            pages, looked, changed, source, briefing,
        )  # fmt: skip

    def turns(self, source: str, briefing: str) -> list[TurnKey]:
        """The turns of the newest revision of a briefing, in order."""
        query = "SELECT id, label, text_hash FROM turns WHERE source = ? AND briefing = ? ORDER BY seq"
        return [TurnKey(*row) for row in self.rows(query, source, briefing)]

    def set_turns(self, source: str, briefing: str, turns: Iterable[TurnKey]) -> None:
        """Let these be the turns of a briefing. To be called in a transaction."""
        self.write("DELETE FROM turns WHERE source = ? AND briefing = ?", source, briefing)
        rows = ((source, briefing, seq, *turn) for seq, turn in enumerate(turns))
        self.write_many("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)", rows)

    def start(self, source: str) -> None:
        """Forget what is known of `source` and start it at nothing committed."""
        with self.transaction():
            for table in ("turns", "briefings", "sources"):
                self.write(f"DELETE FROM {table} WHERE source = ?", source)
            self.write("INSERT INTO sources VALUES (?, 0, 0, NULL, NULL, 0, 0)", source)

    def record(
        self, source: str, entry: Entry, turns_size: int, briefings_size: int, before: StoredBriefing | None
    ) -> None:
        """Commit `entry`, whose lines end at these sizes. The newest revision of a briefing is the one known, of which
        `before` is what is known yet.

        To be called in a transaction.
        """
        if before is None or before.revision < entry.known.revision:
            self._replace(source, entry)
        self.write(
            "UPDATE sources SET turns_size = ?, briefings_size = ?, stale = stale + ? WHERE source = ?",
            turns_size, briefings_size, before is not None, source,
        )  # fmt: skip

    def set_superseded(self, source: str, superseded: Superseded | None) -> None:
        """Commit superseded.jsonl up to there; None leaves it to the next start to find out."""
        found = (None, None) if superseded is None else astuple(superseded)
        self.write("UPDATE sources SET superseded_size = ?, superseded_digest = ? WHERE source = ?", *found, source)

    def wanted_marks(self, source: str) -> dict[str, Marks]:
        """What the lines of a source should say, by the ids of those briefings whose lines do not say it."""
        query = f"SELECT id, copy_of, same_event, vanished_at, named FROM briefings WHERE source = ? AND {_DIFFER}"
        return {row[0]: Marks(*row[1:]) for row in self.rows(query, source)}

    def sources_to_mark(self) -> list[str]:
        """The sources of which a line does not say what it should."""
        return [row[0] for row in self.rows(f"SELECT DISTINCT source FROM briefings WHERE {_DIFFER} ORDER BY source")]

    def begin_swap(
        self,
        source: str,
        turns_size: int,
        briefings_size: int,
        superseded: Superseded,
        marks: Mapping[str, Marks],
        without: str | None,
    ) -> bool:
        """The .next files, of these sizes, are now what counts; `end_swap` follows when they are in place.

        `marks` is what lines say there that said something else before, `without` a briefing that has no line there.
        False, and nothing is done, when another run found meanwhile that they should say something else.
        """
        with self.transaction():
            if self.wanted_marks(source) != marks:
                return False
            self.write(
                "UPDATE sources SET turns_size = ?, briefings_size = ?, stale = 0, swapping = 1 WHERE source = ?",
                turns_size, briefings_size, source,
            )  # fmt: skip
            self.set_superseded(source, superseded)
            for briefing, said in marks.items():
                self.write(
                    "UPDATE briefings SET line_copy_of = ?, line_same_event = ?, line_vanished_at = ?, "
                    "pages = coalesce(?, pages), named = NULL WHERE source = ? AND id = ?",
                    *astuple(said), source, briefing,
                )  # fmt: skip
            self.write("DELETE FROM turns WHERE source = ? AND briefing = ?", source, without)
            self.write("DELETE FROM briefings WHERE source = ? AND id = ?", source, without)
            return True

    def end_swap(self, source: str) -> None:
        """The .next files are in place."""
        self.write("UPDATE sources SET swapping = 0 WHERE source = ?", source)

    def _replace(self, source: str, entry: Entry) -> None:
        known = entry.known
        values = {
            "source": source,
            "id": known.id,
            "revision": known.revision,
            "url": known.url,
            "content_hash": known.content_hash,
            "complete": known.complete,
            "turn_count": known.turn_count,
            "words": known.words,
            "pages": known.pages,
            "line_digest": entry.digests.line,
            "turns_digest": entry.digests.turns,
            "committed_at": known.changed_at or now(),
            "looked_at": known.looked_at,
        }
        for mark in ("copy_of", "same_event", "vanished_at"):
            said = getattr(entry.marks, mark)
            values |= {mark: said, f"line_{mark}": said}
        places = ", ".join("?" * len(values))
        self.write(f"INSERT OR REPLACE INTO briefings ({', '.join(values)}) VALUES ({places})", *values.values())
        self.set_turns(source, known.id, entry.turns)

    def _one(self, query: str, *values: str) -> tuple[Any, ...] | None:
        rows = self.rows(query, *values)
        return rows[0] if rows else None


def _stored_briefing(row: tuple[Any, ...]) -> StoredBriefing:
    briefing, revision, url, content_hash, complete, *rest = row
    return StoredBriefing(briefing, revision, url, content_hash, bool(complete), *rest)
