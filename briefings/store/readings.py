"""Remember which reader read which bytes, so that the same bytes are not read again to the same end.

All this can be lost with the database: then the next run reads once more.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from briefings.items import Briefing
from briefings.store.records import Key, Records


class ReadPage(NamedTuple):
    """A page as it was read."""

    number: int
    url: str
    """The address it was asked for at."""
    sha256: str
    content_type: str
    warc: str | None


class KnownReading(NamedTuple):
    """A reading that came out as the briefing is kept."""

    reader: str
    """The version of the reader and the markup of the source, as `reading_key` gives them."""
    pages: tuple[ReadPage, ...]
    quality: str
    """JSON: what the report of a run counts of it."""
    followed: bool = False
    """True when it is complete and its pages leave no address that a run might try."""
    is_line: bool = False
    """True when the kept line is the result of this reader on these pages."""

    @property
    def digests(self) -> list[tuple[int, str]]:
        """Number and digest of each page, as `digests_in` gives them."""
        return [(page.number, page.sha256) for page in self.pages]


class Readings:
    """The readings of one source in the database, the last of each briefing. Every method raises StorageError."""

    def __init__(self, records: Records, source: str) -> None:
        self._records = records
        self._source = source

    def known(self, briefing: str, reader: str) -> KnownReading | None:
        """Return the last reading of a briefing, if this reader made it and its result is the kept briefing.

        None for a copy whose turns are unknown: it has to be read for them.
        """
        row = self._records.row(Key(self._source, briefing))
        if row is None or row["reading"] is None or not row["turn_count"]:
            return None
        found = json.loads(row["reading"])
        if found["reader"] != reader:
            return None
        return KnownReading(**{**found, "pages": tuple(ReadPage(*page) for page in found["pages"])})

    def note(self, briefing: str, reading: KnownReading) -> None:
        """Note a reading whose result is the kept briefing, in place of the last one.

        A new revision deletes it.
        """
        self._records.note(Key(self._source, briefing), reading=json.dumps(reading._asdict()))

    def is_line(self, briefing: str, reader: str, digests: list[tuple[int, str]]) -> bool:
        """Return True when the kept line is the result of this reader on pages with these digests."""
        found = self.known(briefing, reader)
        return found is not None and found.is_line and found.digests == digests

    def note_line(self, briefing: Briefing, reader: str) -> None:
        """Note that this reader makes the line that is kept of its pages; a crawl has still to follow them."""
        pages = [ReadPage(page.number, page.url, page.sha256, "", page.warc) for page in briefing.pages]
        self.note(briefing.id, KnownReading(reader, tuple(pages), "{}", is_line=True))
