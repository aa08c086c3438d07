"""Decide whether a reading that differs from the stored one is a revision, or poorer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress

from briefings.items import Briefing
from briefings.records.jsonl import record_of
from briefings.records.revisions import (
    Decision,
    Measure,
    StoredBriefing,
    TurnKey,
    digests_in,
    is_poorer,
    measure_of,
    pages_of,
)
from briefings.store.kept_pages import CannotReread

logger = logging.getLogger(__name__)


def weigh(
    known: StoredBriefing, before: list[TurnKey], briefing: Briefing, read_again: Callable[[], Briefing]
) -> Decision:
    """Compare a reading with the stored one, which had the turns `before`.

    The same bytes read by a newer reader always win. Otherwise like is compared with like: `read_again` reads the
    stored bytes with today's reader, or raises CannotReread.
    """
    labels, pages = sum(turn.label is not None for turn in before), digests_in(known.pages)
    kept, came = Measure(known.words, known.turn_count, labels, len(pages), known.missing), measure_of(briefing)
    found = digests_in(pages_of(record_of(briefing)))
    if found == pages or (known.words and not is_poorer(came, kept)):
        return Decision.REVISION
    with suppress(CannotReread):
        kept = measure_of(read_again())
    if not is_poorer(came, kept):
        return Decision.REVISION
    what = "%s: the new reading is less complete (%s) than the stored one (%s), which is kept"
    logger.warning(f"{what}; `scrapy reread %s --accept` takes the new one", briefing.id, came, kept, briefing.id)
    return Decision.POORER
