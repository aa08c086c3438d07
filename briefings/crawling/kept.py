"""What a spider asks about what is kept, and what it notes there: which briefings are due, which pages were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from briefings.crawling.open_briefing import OpenBriefing
from briefings.items import Briefing
from briefings.reasons import Reason, ReasonKind
from briefings.runs import WARC, RunEnding, ask_store
from briefings.store import SourceStore
from briefings.store.ledger import KnownReading


class Kept:
    """Speaks to the store of a crawl; where it has none, or the run is ending for it, nothing is kept."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    def is_forgotten(self, url: str) -> bool:
        """Whether a page is of a briefing that was forgotten: it is not asked for, and not kept."""
        return ask_store(self._crawler, lambda store: store.forgotten.named_by(url) is not None, otherwise=False)

    def known_reading(self, briefing: str, reader: str) -> KnownReading | None:
        """The last reading of a briefing, where its pages are read to the same end if they have not changed."""
        found = ask_store(self._crawler, lambda store: store.readings.known(briefing, reader), otherwise=None)
        return found if found is not None and found.followed else None

    def note_reading(self, briefing: str, reading: KnownReading) -> None:
        """Say how the reading was made that is on its way to the store."""
        ask_store(self._crawler, lambda store: store.note_reading(briefing, reading), otherwise=None)

    def as_kept(self, briefing: str) -> str | None:
        """Note that a briefing was looked at and is as it is kept, and return its address; None: it was not noted."""
        return ask_store(self._crawler, lambda store: store.as_kept(briefing), otherwise=None)

    def read_after_all(self, places: Mapping[str, str]) -> None:
        """Let pages be had once more, by their addresses, that this run got and did not read."""
        found = {url: place for url, place in places.items() if place}
        ask_store(self._crawler, lambda store: store.archive.again.update(found), otherwise=None)

    def mark_accepted(self, response: Response, *, accepted: bool) -> None:
        """Note whether a response is the page that was asked for: only such a page is ever taken from the archive."""
        if response.request is not None:
            self._mark(_place(response.request), accepted=accepted)

    def accept_pages(self, opened: OpenBriefing) -> None:
        """Note of the pages of a briefing that they are pages of it."""
        for page in opened.pages.values():
            self._mark(page.warc, accepted=True)

    def refuse_pages(self, opened: OpenBriefing) -> None:
        """Note of the pages that came for a briefing and are none of its own that they are not to be used again."""
        while opened.refused:
            self._mark(opened.refused.pop().warc, accepted=False)

    def refuse_torn(self, briefing: Briefing) -> None:
        """Note that pages that broke off are not to be taken from the archive: only the server can have the rest."""
        missing = {gap.number for gap in briefing.missing_pages}
        for page in briefing.pages:
            if page.number in missing:
                self._mark(page.warc, accepted=False)

    def has_vanished(self, briefing: str, reasons: Iterable[Reason]) -> bool:
        """Whether a briefing, of which two pages were lost for these reasons, is kept and gone at the source.

        That is noted: it rests, and its line says it. A briefing that is not kept is only unread.
        """
        is_gone = all(reason.kind is ReasonKind.NOT_FOUND for reason in reasons)
        return is_gone and ask_store(self._crawler, lambda store: store.vanished(briefing), otherwise=False)

    def note_failure(self, failure: Failure) -> bool:
        """Refuse what was answered to a request that failed; False when it failed only because the run is ending."""
        if isinstance(failure.value, RunEnding):
            return False
        self._mark(_place(failure.request), accepted=False)  # type: ignore[attr-defined]
        return True

    def _mark(self, place: str | None, *, accepted: bool) -> None:
        if place is not None:

            def mark(store: SourceStore) -> None:
                (store.archive.accept if accepted else store.archive.refuse)(place)

            ask_store(self._crawler, mark, otherwise=None)


def _place(request: Request) -> str | None:
    """Where the answer to a request stands in the archive."""
    place: str | None = request.meta.get(WARC)
    return place
