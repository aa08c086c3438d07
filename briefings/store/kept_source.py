"""The known facts of one source, for a run that stores what it reads, and for a dry run, which only asks.

A run must request again whatever is unfinished, or due to be looked at.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence, Set
from pathlib import Path

from msgspec import json

from briefings.address import read_address
from briefings.items import Briefing
from briefings.records.revisions import is_poorer, measure_of
from briefings.store.copies import same_event
from briefings.store.database import Database
from briefings.store.due import is_briefing_due
from briefings.store.entries import EntryIndex, EntryState
from briefings.store.forgotten import forgotten_in
from briefings.store.readings import KnownReading
from briefings.store.records import Key, Records, texts_of
from briefings.store.schema import Row
from briefings.store.snapshot import Snapshot
from briefings.store.stored_revision import Revision

_LONGEST = 20  # turns by which a briefing is looked for: thousands of others have the short ones, too
_MEAN_PAGES = """
SELECT AVG(json_array_length(line, '$.pages') + json_array_length(line, '$.missing_pages'))
FROM (SELECT unpacked(line) AS line FROM revisions WHERE source = ? ORDER BY rowid DESC LIMIT 500)
"""


class KnownSource:
    """Known facts of a source, from an open database; `first` and `most` are the days of `due.py`.

    Every method raises StorageError.
    """

    def __init__(self, database: Database, source: str) -> None:
        self.database = database
        self.records = Records(database)
        self.forgotten = forgotten_in(database, source)
        self.entries = EntryIndex(database, source)
        self._source = source

    def row(self, briefing: str) -> Row | None:
        """Return the row of a briefing, without its newest revision; None when it is not stored."""
        return self.records.row(Key(self._source, briefing))

    def alike(self, briefing: Briefing, condition: str, value: str | None) -> Iterator[tuple[Row, Revision]]:
        """Yield the stored briefings of the same event that meet a condition of SQL, with their newest revisions."""
        longest = sorted(briefing.turns, key=lambda turn: turn.words)[-_LONGEST:]
        holding = f"SELECT briefing FROM texts WHERE text IN ({', '.join('?' * len(longest))})"
        values = self._source, value, *(bytes.fromhex(turn.text_hash) for turn in longest)
        texts = Counter(bytes.fromhex(turn.text_hash) for turn in briefing.turns)
        for row in self.database.read("briefings", f"+source = ? AND {condition} AND number IN ({holding})", *values):
            known = self.records.revision(Key(self._source, row["id"]), row["revision"])
            if same_event(texts, texts_of(known)):
                yield row, known

    def earlier(self, briefing: Briefing, besides: Sequence[Set[str]]) -> Row | None:
        """Return the row of a stored briefing of no other day that a new one may be, with its words and no fewer.

        A day that stood in the address alone is lost at another one. None if there is none but those in `besides`.
        """
        for row, known in () if self.row(briefing.id) else self.alike(briefing, "ifnull(date = ?, 1)", briefing.date):
            if not any(row["id"] in ids for ids in besides) and not is_poorer(measure_of(briefing), known.measure):
                return row
        return None

    def has_briefings(self) -> bool:
        return bool(self.database.rows("SELECT 1 FROM briefings WHERE source = ? LIMIT 1", self._source))

    def due_addresses(self, first: float, most: float) -> list[str]:
        """Return the addresses of the stored briefings that are unfinished or due, in the order of their ids.

        Each is where it was last found as it is kept: a site may change the ends of its addresses.
        """
        rows = self.database.read("briefings", "source = ? ORDER BY id", self._source)
        return [_last_found_at(row) for row in rows if is_briefing_due(row, first, most)]

    def addresses(self, without: Collection[str]) -> list[str]:
        """Return the addresses of the stored briefings and, if there are any, of the other entries without some."""
        briefings = [url for (url,) in self.database.rows("SELECT url FROM briefings WHERE source = ?", self._source)]
        entries = self.database.rows("SELECT key, url FROM entries WHERE source = ?", self._source)
        return briefings and [*briefings, *(url for key, url in entries if key not in without)]

    def has_unfinished(self) -> bool:
        """Return True when an entry could not be read, or a stored briefing that still exists is unfinished."""
        query = (
            "SELECT 1 FROM entries WHERE source = ?1 AND state = ?2 UNION "
            "SELECT 1 FROM briefings WHERE source = ?1 AND vanished_at IS NULL AND (complete = 0 OR poorer IS NOT NULL)"
        )
        return bool(self.database.rows(query, self._source, EntryState.UNREAD))


class KeptSource(KnownSource):
    """The same answers as those of a source's open store, as of one moment, without writing."""

    def __init__(self, root: Path, source: str) -> None:
        """Open the data folder `root`, which need not exist. Raises BusyError as `Snapshot` does."""
        self._snapshot = Snapshot(root)
        super().__init__(self._snapshot.database, source)
        ((mean,),) = self.database.rows(_MEAN_PAGES, source)
        self.mean_pages: float | None = mean
        """Mean number of pages of the latest revisions, missing ones included; None when none is stored."""

    def close(self) -> None:
        self._snapshot.close()


def _last_found_at(row: Row) -> str:
    if not row["reading"]:
        return str(row["url"])
    first = json.decode(row["reading"], type=KnownReading).pages[0]
    is_own = first.number == 1 and read_address(first.url).briefing == read_address(row["url"]).briefing
    return first.url if is_own else str(row["url"])
