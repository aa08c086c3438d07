"""Record a reading, so that the same pages need not be read again."""

from __future__ import annotations

from briefings.address import comparable
from briefings.crawling.first_page import guessed_places
from briefings.crawling.open_briefing import OpenBriefing
from briefings.items import Briefing
from briefings.store import KnownReading, ReadPage


def reading_of(opened: OpenBriefing, briefing: Briefing, *, reader: str, quality: str) -> KnownReading:
    """Make the record of a reading that lets its pages go unread next time.

    `quality` holds its counts for reports. If a page shows an address that may be one of the briefing's, every run
    follows the briefing anew: something may have appeared there since.
    """
    pages = [
        ReadPage(number, opened.asked[number].url, page.origin.sha256, page.origin.content_type, page.origin.warc)
        for number, page in sorted(opened.pages.items())
    ]
    attempt = opened.attempt
    found_at_once = attempt.key == opened.id and not (
        attempt.landed or attempt.has_guessed or attempt.failed or attempt.has_stepped
    )
    followed = briefing.complete and found_at_once and not _may_go_on(opened)
    return KnownReading(reader, tuple(pages), quality, followed)


def _may_go_on(opened: OpenBriefing) -> bool:
    pages = opened.pages.values()
    known = {comparable(page.address.url) for page in pages} | {comparable(opened.asked[n].url) for n in opened.pages}
    links = [page.siblings.behind(page.address.url, opened.address.url) for page in pages]
    shown = [url for page in pages for url in page.siblings.others.values()] + [link.url for link in links if link]
    first = opened.pages[min(opened.pages)]
    is_listed = not opened.attempt.asked_for
    return bool(guessed_places(first, is_listed=is_listed)) or any(comparable(url) not in known for url in shown)
