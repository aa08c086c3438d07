"""Remember a reading, so that the same pages need not be read again."""

from __future__ import annotations

from briefings.address import comparable
from briefings.crawling.first_page import guessed_places
from briefings.crawling.open_briefing import OpenBriefing
from briefings.items import Briefing
from briefings.store import KnownReading, ReadPage


def reading_of(opened: OpenBriefing, briefing: Briefing, *, reader: str, quality: str) -> KnownReading:
    """Make the note of a reading by which its pages need not be read again.

    `quality` is what a report counts of it. Where a page shows an address that is not sure to be none of the
    briefing's, every run follows the briefing anew: what stands there may have come since.
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
