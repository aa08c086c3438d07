"""What is known of one source, for a run that keeps what it reads, and for one that only asks: a dry run."""

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
_MOST_COUNTED = 500  # the last that were kept: of more the mean is the same, and each line has to be unpacked


class KnownSource:
    """Answers what is known of a source, from an open database. Every method raises StorageError."""

    def __init__(self, database: Database, source: str) -> None:
        self.database = database
        self.records = Records(database)
        self.forgotten = forgotten_in(database, source)
        self.entries = EntryIndex(database, source)
        self.due = WhatIsDue(database, source)
        self._source = source

    def row(self, briefing: str) -> Row | None:
        """Return the row of a briefing, its newest revision not read; None when it is not kept."""
        return self.records.row(Key(self._source, briefing))

    def has_briefings(self) -> bool:
        """Return True when any briefing is kept."""
        return bool(self.database.rows("SELECT 1 FROM briefings WHERE source = ? LIMIT 1", self._source))


class KeptSource(KnownSource):
    """Answers what the open store of a source answers, of one moment, and writes nothing."""

    def __init__(self, root: Path, source: str) -> None:
        """Open the data folder `root`, which may not be there. Raises BusyError as `Snapshot` does."""
        self._snapshot = Snapshot(root)
        super().__init__(self._snapshot.database, source)
        ((mean,),) = self.database.rows(_MEAN_PAGES, source, _MOST_COUNTED)
        self.mean_pages: float | None = mean
        """How many pages the kept briefings have on average, those that are missing too; None when none is kept."""

    def close(self) -> None:
        """Let go of the moment."""
        self._snapshot.close()
