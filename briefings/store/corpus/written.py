"""A briefing as it is written: its lines, and what the ledger keeps of it."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.clock import now
from briefings.items import Briefing
from briefings.records import StoredBriefing, briefing_line, pages_of, record_of, turn_key, turn_line
from briefings.store.corpus.lines import chained, digest_of_briefing
from briefings.store.ledger.ledger import Digests, Entry, Marks


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of a briefing, as bytes, and its entry in the ledger."""

    turns: bytearray
    line: bytes
    entry: Entry
    pages: list[str]
    """The places in the archive of what it was read from, but for pages that were cut off."""


def written(briefing: Briefing) -> Written:
    """A briefing that was read just now, as it is to be written."""
    # In bytes from the start: a string of all lines takes two to four times as much.
    lines, digest = bytearray(), ""
    for turn in briefing.turns:
        raw = turn_line(turn).encode()
        lines += raw
        digest = chained(digest, raw)
    record = record_of(briefing)
    known = StoredBriefing(
        id=briefing.id,
        revision=briefing.revision,
        url=briefing.url,
        content_hash=briefing.content_hash,
        complete=briefing.complete,
        missing=frozenset(page.number for page in briefing.missing_pages),
        turn_count=briefing.turn_count,
        words=briefing.words,
        pages=pages_of(record),
        changed_at=now(),
        looked_at=now(),
    )
    entry = Entry(
        known,
        [turn_key(turn) for turn in briefing.turns],
        Digests(digest_of_briefing(record), digest),
        Marks(briefing.copy_of, briefing.same_event, briefing.vanished_at),
    )
    places = [page.warc for page in briefing.pages if page.warc and page.number not in known.missing]
    return Written(lines, briefing_line(briefing).encode(), entry, places)
