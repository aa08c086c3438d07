"""Record a reading, so that the same pages need not be read again."""

from __future__ import annotations

from briefings.crawling.open_briefing import OpenBriefing
from briefings.items import Briefing
from briefings.store.readings import KnownReading, ReadPage


def reading_of(opened: OpenBriefing, briefing: Briefing, *, reader: str, quality: str) -> KnownReading:
    """Make the record of a reading that lets its pages go unread next time.

    `quality` holds its counts for reports.
    """
    pages = [
        ReadPage(number, opened.asked[number].url, page.origin.sha256, page.origin.content_type, page.origin.warc)
        for number, page in sorted(opened.pages.items())
    ]
    attempt = opened.attempt
    found_at_once = attempt.key == opened.id and not (
        attempt.landed or attempt.has_guessed or attempt.failed or attempt.has_stepped
    )
    followed = briefing.complete and found_at_once
    return KnownReading(reader, tuple(pages), quality, followed)
