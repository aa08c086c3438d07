"""Weigh a reading that differs from the stored one, and remember which reader read which bytes.

So the same bytes are not read again to the same result. All that is remembered can be lost with the database: then the
next run reads once more.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from briefings.items import Briefing
from briefings.records.jsonl import record_of
from briefings.records.revisions import Decision, digests_of, is_poorer, measure_of
from briefings.store.kept_pages import CannotReread
from briefings.store.records import Key, Records
from briefings.store.revision import Revision

logger = logging.getLogger(__name__)


class ReadPage(NamedTuple):
    """A page as it was read."""

    number: int
    url: str
    """Requested address."""
    sha256: str
    content_type: str
    warc: str | None


class KnownReading(NamedTuple):
    """A reading whose result was the stored briefing."""

    reader: str
    """Version of the reader and markup of the source, as `reading_key` gives them."""
    pages: tuple[ReadPage, ...]
    quality: str
    """JSON of the counts for the report of a run."""
    followed: bool = False
    """True when it is complete and its pages leave no address that a run might try."""
    is_line: bool = False
    """True when the stored line is the result of this reader on these pages."""

    @property
    def digests(self) -> list[tuple[int, str]]:
        """The number and digest of each page, as in `digests_of`."""
        return [(page.number, page.sha256) for page in self.pages]


class Readings:
    """The last reading of each briefing of one source, in the database. Every method raises StorageError."""

    def __init__(self, records: Records, source: str) -> None:
        self._records = records
        self._source = source

    def known(self, briefing: str, reader: str) -> KnownReading | None:
        """Return the last reading of a briefing, if this reader made it and its result is the stored briefing.

        None for a copy whose turns are unknown: it must be read for them.
        """
        row = self._records.row(Key(self._source, briefing))
        if row is None or row["reading"] is None or not row["turn_count"]:
            return None
        found = json.loads(row["reading"])
        if found["reader"] != reader:
            return None
        return KnownReading(**{**found, "pages": tuple(ReadPage(*page) for page in found["pages"])})

    def note(self, briefing: str, reading: KnownReading) -> None:
        """Store a reading whose result is the stored briefing, replacing the last one.

        A new revision deletes it.
        """
        self._records.note(Key(self._source, briefing), reading=json.dumps(reading._asdict()))

    def is_line(self, briefing: str, reader: str, digests: list[tuple[int, str]]) -> bool:
        """Return True when the stored line is the result of this reader on pages with these digests."""
        found = self.known(briefing, reader)
        return found is not None and found.is_line and found.digests == digests

    def note_line(self, briefing: Briefing, reader: str) -> None:
        """Note that this reader makes the stored line of its pages; a crawl must still follow them."""
        pages = [ReadPage(page.number, page.url, page.sha256, "", page.warc) for page in briefing.pages]
        self.note(briefing.id, KnownReading(reader, tuple(pages), "{}", is_line=True))


def weigh(known: Revision, briefing: Briefing, read_again: Callable[[], Briefing]) -> Decision:
    """Compare a reading with the stored one.

    The same bytes read by a newer reader always win. Otherwise like is compared with like: `read_again` reads the
    stored bytes with today's reader, or raises CannotReread.
    """
    kept, came = known.measure, measure_of(briefing)
    is_same = digests_of(known.record["pages"]) == digests_of(record_of(briefing)["pages"])
    if is_same or (known.words and not is_poorer(came, kept)):
        return Decision.REVISION
    with suppress(CannotReread):
        kept = measure_of(read_again())
    if not is_poorer(came, kept):
        return Decision.REVISION
    what = "%s: the new reading is less complete (%s) than the stored one (%s), which is kept"
    logger.warning(f"{what}; `scrapy reread %s --accept` takes the new one", briefing.id, came, kept, briefing.id)
    return Decision.POORER
