"""Weigh a reading that differs from the stored one, and remember which reader read which bytes.

So the same bytes are not read again to the same result. All that is remembered can be lost with the database: then the
next run reads once more.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from msgspec import Struct, json

from briefings.items import Briefing
from briefings.records.jsonl import record_of
from briefings.records.revisions import Decision, digests_of, is_poorer, measure_of
from briefings.store.kept_pages import CannotReread
from briefings.store.stored_revision import Revision

logger = logging.getLogger(__name__)


class ReadPage(NamedTuple):
    """A page as it was read."""

    number: int
    url: str
    sha256: str
    content_type: str
    warc: str | None


class KnownReading(Struct, frozen=True):
    """A reading whose result was the stored briefing."""

    reader: str
    """Version of the reader and markup of the source, as `reading_key` gives them."""
    pages: tuple[ReadPage, ...]
    quality: str
    """JSON of the counts for the report of a run."""
    followed: bool = False
    """True when it is complete and its pages leave no address that a run might try."""

    def as_json(self) -> str:
        return json.encode(self).decode()


def weigh(known: Revision, briefing: Briefing, read_again: Callable[[], Briefing], *, has_others: bool) -> Decision:
    """Compare a reading with the stored one; `has_others` says that they have not one equal turn.

    The same bytes read by a newer reader always win, and so does another briefing, of another day, in its place; where
    no day is known, its headline tells. Otherwise like is compared with like: `read_again` reads the stored bytes with
    today's reader, or raises CannotReread.
    """
    kept, came = known.measure, measure_of(briefing)
    is_same = digests_of(known.record["pages"]) == digests_of(record_of(briefing)["pages"])
    told_by = "date" if known.record["date"] and briefing.date else "title"
    is_another = has_others and not is_same and known.record[told_by] != getattr(briefing, told_by)
    decision = Decision.REPLACED if is_another else Decision.REVISION
    is_other_day = is_another and told_by == "date" and briefing.complete
    if is_same or is_other_day or (known.words and not is_poorer(came, kept)):
        return decision
    with suppress(CannotReread):
        kept = measure_of(read_again())
    if not is_poorer(came, kept):
        return decision
    what = "%s: the new reading is less complete (%s) than the stored one (%s), which is kept"
    logger.warning(f"{what}; `scrapy reread %s --accept` takes the new one", briefing.id, came, kept, briefing.id)
    return Decision.POORER
