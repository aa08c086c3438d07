"""A stored briefing that is requested again: while its pages are unchanged, none of them is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from scrapy.http import Response

from briefings.address import comparable
from briefings.crawling.responses import Answer, place_of, was_redirected
from briefings.items import Briefing
from briefings.runs.open_store import AS_KEPT, WARC
from briefings.store.readings import KnownReading, ReadPage

if TYPE_CHECKING:
    from briefings.crawling.open_briefing import OpenBriefing


@dataclass(slots=True)
class Unread:
    """The pages of a stored briefing while they are requested again."""

    reading: KnownReading
    came: dict[str, str] = field(default_factory=dict)
    """Places of the answers in the archive, by address; "" without one."""
    differs: bool = False
    """True when a page changed or was unavailable; then all are read as usual."""

    @property
    def meta(self) -> dict[str, object]:
        """The meta of a request for one of the pages: a 304 is passed on as it is, without the archived page."""
        return {AS_KEPT: {page.warc for page in self.reading.pages}, "handle_httpstatus_list": [304]}

    @property
    def left(self) -> list[str]:
        """The addresses of the pages that have not arrived yet."""
        return [page.url for page in self.reading.pages if page.url not in self.came]

    def take(self, came: Answer) -> bool:
        """Take in the answer to the request for a page; return True if it is the page that was read."""
        asked = came.request.url if isinstance(came, Response) and came.request is not None else came.url
        page = next((one for one in self.reading.pages if comparable(one.url) == comparable(asked)), None)
        same = page is not None and isinstance(came, Response) and _is_same(came, page)
        self.differs = self.differs or not same
        self.came[page.url if page else asked] = place_of(came) or ""
        return same


def _is_same(response: Response, page: ReadPage) -> bool:
    if response.status == 304:
        return response.meta.get(WARC) == page.warc
    if response.status != 200 or was_redirected(response):
        return False
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return header == page.content_type and sha256(response.body).hexdigest() == page.sha256


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
