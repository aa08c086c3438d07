"""Decide whether a reading of a briefing is new, revised, unchanged or poorer than the stored one."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from briefings.items import Briefing
from briefings.markup import Markup
from briefings.records import (
    Decision,
    Measure,
    StoredBriefing,
    TurnKey,
    briefing_of,
    decide,
    digests_in,
    is_poorer,
    measure_of,
    pages_of,
    record_of,
    revise,
    set_revision,
)
from briefings.store.folder import SourceFolder
from briefings.store.kept_pages import CannotReread, read_again, read_kept_page
from briefings.store.records import Key, Records

if TYPE_CHECKING:
    from briefings.transcript import Page

logger = logging.getLogger(__name__)


class Decisions:
    """Decides for one source, in one run. Methods raise StorageError."""

    def __init__(self, folder: SourceFolder, records: Records, markup: Markup | None, lost: Mapping[str, int]) -> None:
        """`markup` is that of the source, with which kept pages are read again.

        `lost` has the highest revision of each briefing that was lost: no number is given twice.
        """
        self._folder = folder
        self._records = records
        self._markup = markup
        self._lost = lost

    def decide(self, briefing: Briefing, known: StoredBriefing | None) -> Decision:
        """Compare a reading with the stored briefing, if any. Sets its revision, that of its turns, and its changes."""
        decision, lost = decide(known, briefing), self._lost.get(briefing.id, 0)
        if known is None:
            set_revision(briefing, lost + 1)
            return decision
        set_revision(briefing, known.revision)
        if decision is Decision.REVISION:
            newest = self._records.revision(Key(self._folder.source, known.id), known.revision)
            decision = self._weigh(known, newest.turn_keys, briefing)
            if decision is Decision.REVISION:
                revise(briefing, known, newest.turn_keys, lost=lost)
        return decision

    def read_again(self, known: StoredBriefing, pages: str) -> Briefing:
        """Read pages of a briefing, in `pages_of` form, with today's reader. Raises CannotReread."""
        return read_again(self._kept(known, pages), self._folder.archive, self._markup)

    def first_page(self, known: StoredBriefing) -> Page | None:
        """Read page 1 of a briefing from the archive with today's reader; None where the archive has lost it."""
        first = self._kept(known, known.pages).pages[0]
        with suppress(CannotReread):
            return read_kept_page(known.id, first, self._folder.archive, self._markup)
        return None

    def _kept(self, known: StoredBriefing, pages: str) -> Briefing:
        return briefing_of({"id": known.id, "source": self._folder.source, "url": known.url, **json.loads(pages)})

    def _weigh(self, known: StoredBriefing, before: list[TurnKey], briefing: Briefing) -> Decision:
        """Decide whether a reading that differs from the stored one is a revision or poorer.

        The same bytes read by a newer reader always win. Else like is compared with like: the kept bytes are read
        again.
        """
        labels, pages = sum(turn.label is not None for turn in before), digests_in(known.pages)
        kept, came = Measure(known.words, known.turn_count, labels, len(pages), known.missing), measure_of(briefing)
        found = digests_in(pages_of(record_of(briefing)))
        if found == pages or (known.words and not is_poorer(came, kept)):
            return Decision.REVISION
        with suppress(CannotReread):
            kept = measure_of(self.read_again(known, known.pages))
        if not is_poorer(came, kept):
            return Decision.REVISION
        if digests_in(known.poorer) == found:
            return Decision.STILL_POORER
        what = "%s: the new reading is less complete (%s) than the stored one (%s), which is kept"
        logger.warning(f"{what}; `scrapy reread %s --accept` takes the new one", briefing.id, came, kept, briefing.id)
        return Decision.POORER
