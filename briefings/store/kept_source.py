"""The known facts of one source, for a run that stores what it reads, and for a dry run, which only asks."""

from __future__ import annotations

from pathlib import Path

from briefings.store.database import Database
from briefings.store.entries import EntryIndex
from briefings.store.forgotten import forgotten_in
from briefings.store.records import Key, Records
from briefings.store.schema import Row
from briefings.store.snapshot import Snapshot
from briefings.store.what_is_due import WhatIsDue

_MEAN_PAGES = """
    WITH newest (line) AS (
        SELECT unpacked(line) FROM briefings JOIN revisions USING (source, id, revision)
        WHERE source = ? ORDER BY number DESC LIMIT ?
    )
    SELECT AVG(json_array_length(line, '$.pages') + json_array_length(line, '$.missing_pages')) FROM newest
"""
_MOST_COUNTED = 500  # the latest ones: more would give the same mean, and each line has to be unpacked


class KnownSource:
    """Known facts of a source, from an open database. Every method raises StorageError."""

    def __init__(self, database: Database, source: str) -> None:
        self.database = database
        self.records = Records(database)
        self.forgotten = forgotten_in(database, source)
        self.entries = EntryIndex(database, source)
        self.due = WhatIsDue(database, source)
        self._source = source

    def row(self, briefing: str) -> Row | None:
        """Return the row of a briefing, without its newest revision; None when it is not stored."""
        return self.records.row(Key(self._source, briefing))

    def has_briefings(self) -> bool:
        """Return True when any briefing is stored."""
        return bool(self.database.rows("SELECT 1 FROM briefings WHERE source = ? LIMIT 1", self._source))


class KeptSource(KnownSource):
    """The same answers as those of a source's open store, as of one moment, without writing."""

    def __init__(self, root: Path, source: str) -> None:
        """Open the data folder `root`, which need not exist. Raises BusyError as `Snapshot` does."""
        self._snapshot = Snapshot(root)
        super().__init__(self._snapshot.database, source)
        ((mean,),) = self.database.rows(_MEAN_PAGES, source, _MOST_COUNTED)
        self.mean_pages: float | None = mean
        """Mean number of pages of the stored briefings, missing ones included; None when none is stored."""

    def close(self) -> None:
        """Release the snapshot."""
        self._snapshot.close()
