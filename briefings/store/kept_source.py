"""What is kept of one source at one moment, for a run that only asks: a dry run."""

from __future__ import annotations

from pathlib import Path

from briefings.store.database import Row
from briefings.store.entries import EntryIndex
from briefings.store.forgotten import forgotten_in
from briefings.store.records import Key, Records
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


class KeptSource:
    """Answers what the open store of a source answers, and writes nothing. Every method raises StorageError."""

    def __init__(self, root: Path, source: str) -> None:
        """Open the data folder `root`, which may not be there. Raises BusyError as `Snapshot` does."""
        self._snapshot = Snapshot(root)
        self._source = source
        self._database = self._snapshot.database
        self._records = Records(self._database)
        self.forgotten = forgotten_in(self._database, source)
        self.entries = EntryIndex(self._database, source)
        self.due = WhatIsDue(self._database, source)
        self.mean_pages = self._mean_pages()
        """How many pages the kept briefings have on average, those that are missing too; None when none is kept."""

    def row(self, briefing: str) -> Row | None:
        """Return the row of a briefing, its newest revision not read; None when it is not kept."""
        return self._records.row(Key(self._source, briefing))

    def has_briefings(self) -> bool:
        """Return True when any briefing is kept."""
        return self.mean_pages is not None

    def _mean_pages(self) -> float | None:
        mean: float | None
        ((mean,),) = self._database.rows(_MEAN_PAGES, self._source, _MOST_COUNTED)
        return mean

    def close(self) -> None:
        """Let go of the moment."""
        self._snapshot.close()
