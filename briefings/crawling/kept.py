"""What a spider asks of, and tells, what is kept already: the seam between reading and the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.network.http_archive import ArchiveMiddleware
from briefings.runs.stopping import RunEnding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

_GONE = {"http 404", "http 410"}


class Kept:
    """Speaks to the archive of a crawl; where it has none, nothing is kept."""

    def __init__(self, crawler: Crawler, always: Iterable[str] = ()) -> None:
        """`always` are the ids of briefings that are asked for whatever is kept of them."""
        self._crawler = crawler
        self._always = set(always)

    def rests(self, briefing: str) -> bool:
        """Whether a briefing is kept and need not be looked at again yet."""
        archive = self._archive()
        return archive is not None and briefing not in self._always and not archive.is_due(briefing)

    def is_forgotten(self, url: str) -> bool:
        """Whether a page is of a briefing that was forgotten."""
        archive = self._archive()
        return archive is not None and archive.forgot(url)

    def judge(self, response: Response, *, accepted: bool) -> None:
        """Tell whether a response is the page that was asked for: only such a page is ever taken from the archive."""
        archive, request = self._archive(), response.request
        if archive is not None and request is not None:
            (archive.accept if accepted else archive.refuse)(request)

    def refuse(self, place: str | None) -> None:
        """Tell that what stands at a place of the archive is not the whole page after all."""
        archive = self._archive()
        if archive is not None:
            archive.refuse_place(place)

    def has_vanished(self, briefing: str, reasons: Iterable[str]) -> bool:
        """Whether a briefing, of which two pages were lost for these reasons, is kept and gone at the source.

        That is noted: it rests, and its line says it. A briefing that is not kept is only unread.
        """
        archive = self._archive()
        return archive is not None and set(reasons) <= _GONE and archive.note_vanished(briefing)

    def is_ending(self, failure: Failure) -> bool:
        """Whether a request failed only because the run is ending; any other failure refuses what was answered."""
        if isinstance(failure.value, RunEnding):
            return True
        archive = self._archive()
        if archive is not None:
            archive.refuse(failure.request)  # type: ignore[attr-defined]
        return False

    def _archive(self) -> ArchiveMiddleware | None:
        archive = self._crawler.get_downloader_middleware(ArchiveMiddleware)
        return archive if archive is not None and archive.store is not None else None
