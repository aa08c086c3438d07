"""Keep every response, and ask the server only for what is not kept or may have changed."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes
from scrapy.utils.httpobj import urlparse_cached

from briefings.address import read_address
from briefings.clock import now
from briefings.runs.stopping import STORAGE_ERROR, RunEnding, stop_for_storage
from briefings.store.archive.warc import Exchange
from briefings.store.errors import RecordDamageError, StorageError
from briefings.store.ledger.looking import is_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from briefings.store import SourceStore
    from briefings.store.archive.page_index import Indexed
    from briefings.store.archive.warc import Record

logger = logging.getLogger(__name__)

WARC = "warc"
"""The key of a request's meta that holds where the answer stands in the archive, as `file:offset`."""

FETCHED_AT = "fetched_at"
"""The key that holds when the answer's body came from the server, UTC."""

_ANSWERED = "archive_answered"  # the answer comes from the archive
_VALIDATING = "archive_validating"  # what is archived, and the server is asked whether it still holds
_ROBOTS_HOURS = 24
_MOVED = {301, 302, 303, 307, 308}


class NotArchived(RunEnding):
    """A request whose answer cannot be kept, because the disk does not do its part. The run is ending for it."""

    reason = "storage error"


class ForgottenPage(IgnoreRequest):
    """A request for a page of a briefing that was forgotten."""

    reason = "forgotten"


class ArchiveMiddleware:
    """Stands close to the downloader, so that it sees the bytes as they came, and stores all of them.

    A request is answered from the archive when a run that was interrupted fetched the page, or when it belongs to a
    briefing kept incomplete that needs only its missing pages; either way not longer than BRIEFINGS_REUSE_HOURS.
    Else, when the page was read before, the server is asked whether it changed. Only its 304 brings the archived
    page back; a failure stays a failure. Such answers go through the other middlewares like any other.

    What stands in the archive is offered again only when `accept` was told that it was read. Counts `archive/stored`,
    `archive/bytes` (what that takes on disk), `archive/reused` and `archive/revalidated`. Without a store, as in
    `scrapy read`, it does nothing.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.store: SourceStore | None = None
        self._reuse_hours = settings.getfloat("BRIEFINGS_REUSE_HOURS")
        self._look_again = settings.getfloat("BRIEFINGS_LOOK_AGAIN"), settings.getfloat("BRIEFINGS_LOOK_AGAIN_MOST")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware for a crawl; `store` is set by who opens it."""
        return cls(crawler)

    # -- What the spider asks and tells

    def is_due(self, briefing: str) -> bool:
        """Whether a briefing has to be asked for: it is not kept, not complete, or it is time to look again.

        One that has vanished rests like a complete one: what it lacks cannot be had.
        """
        assert self.store is not None
        with self._stopping():
            known = self.store.known(briefing)
            if known is None or (not known.complete and known.vanished_at is None):
                return True
            return is_due(known, datetime.now(UTC), *self._look_again)
        return True  # the run is ending; nothing is sent for it any more

    def forgot(self, url: str) -> bool:
        """Whether `url` is a page of a briefing that was forgotten: it is not asked for, and not kept."""
        return self.store is not None and self.store.forgotten.named_by(url) is not None

    def note_vanished(self, briefing: str) -> bool:
        """The source does not have a briefing any more; False when it is not kept, so that nothing of it is left."""
        assert self.store is not None
        if not self._ending:
            with self._stopping():
                return self.store.vanished(briefing)
        return False

    def accept(self, request: Request) -> None:
        """What was answered to `request` was read; from now on the server is asked only whether it changed."""
        self._judge(request.meta.get(WARC), accepted=True)

    def refuse(self, request: Request) -> None:
        """What was answered to `request`, if anything, is not what was asked for; it is never offered again."""
        self._judge(request.meta.get(WARC), accepted=False)

    def refuse_place(self, place: str | None) -> None:
        """What stands at `place`, if anything, is not what was asked for; it is never offered again."""
        self._judge(place, accepted=False)

    def _judge(self, place: str | None, *, accepted: bool) -> None:
        if place is None or self.store is None or self._ending:
            return
        with self._stopping():
            (self.store.archive.accept if accepted else self.store.archive.refuse)(place)

    # -- The way out

    def process_request(self, request: Request) -> Response | None:
        """Answer from the archive, or let the request go, with validators when the page is archived.

        Raises NotArchived when the run is ending because the disk is full, say, and ForgottenPage.
        """
        if self._ending:
            raise NotArchived
        if not self._is_archived(request):
            return None
        if self.forgot(request.url):
            raise ForgottenPage
        again = bool(request.meta.get("retry_times"))
        if again:
            self.refuse(request)
        # A redirected or repeated request brings along what was noted for the one before.
        for key in (WARC, FETCHED_AT, _ANSWERED, _VALIDATING):
            request.meta.pop(key, None)
        _set_validators(request, None, None)
        with self._failing():
            found = None if again else self._reusable(request)
            response = self._reuse(request, found) if found else None
            if response is None:
                self._ask_whether_changed(request)
            return response

    def _is_archived(self, request: Request) -> bool:
        return self.store is not None and request.method == "GET" and request.url.startswith(("http://", "https://"))

    def _reusable(self, request: Request) -> Indexed | None:
        assert self.store is not None
        url, robots = _address(request), urlparse_cached(request).path == "/robots.txt"
        oldest = _hours_ago(min(self._reuse_hours, _ROBOTS_HOURS) if robots else self._reuse_hours)
        found = self.store.archive.interrupted(url)
        if found and oldest < found.fetched_at and (found.status in {200, *_MOVED} or found.refers_to):
            return found
        if not robots and self._is_incomplete(url):
            found = self.store.archive.accepted(url)
            if found and oldest < found.fetched_at:
                return found
        return None

    def _is_incomplete(self, url: str) -> bool:
        assert self.store is not None
        known = self.store.known(read_address(url).briefing)
        return known is not None and not known.complete

    def _reuse(self, request: Request, found: Indexed) -> Response | None:
        record = self._read(found.refers_to or found.place, None if found.refers_to else found.digest)
        if record is None:
            return None
        self.crawler.stats.inc_value("archive/reused")
        request.meta[_ANSWERED] = True
        return _answer(request, record, found.refers_to or found.place)

    def _ask_whether_changed(self, request: Request) -> None:
        assert self.store is not None
        found = self.store.archive.accepted(_address(request))
        if found and (found.etag or found.last_modified):
            _set_validators(request, found.etag, found.last_modified)
            request.meta[_VALIDATING] = found

    # -- The way back

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Store the response, and say in the request's meta where; answer a 304 with the archived page.

        Raises NotArchived when it cannot be stored.
        """
        if not self._is_archived(request) or request.meta.pop(_ANSWERED, False):
            return response
        assert self.store is not None
        if self._ending:
            raise NotArchived
        found: Indexed | None = request.meta.pop(_VALIDATING, None)
        with self._failing():
            exchange = _exchange(request, response)
            if response.status == 304 and found:
                return self._revalidate(request, exchange, found)
            place, size = self.store.archive.store(exchange)
            self._count("archive/stored", size)
            request.meta[WARC], request.meta[FETCHED_AT] = place, exchange.fetched_at
            if response.status == 200 and urlparse_cached(request).path == "/robots.txt":
                self.store.archive.accept(place)
        return response

    def _revalidate(self, request: Request, exchange: Exchange, found: Indexed) -> Request | Response:
        assert self.store is not None
        record = self._read(found.place, found.digest)
        if record is None:
            # It is refused by now, so this time the request goes without validators.
            return request.replace(dont_filter=True)
        _, size = self.store.archive.revisit(exchange, record)
        self._count("archive/revalidated", size)
        return _answer(request, record, found.place)

    def _read(self, place: str, digest: str | None) -> Record | None:
        """The archived record; None when it is damaged, which is logged, and it is never offered again."""
        assert self.store is not None
        try:
            return self.store.archive.read(place, digest)
        except RecordDamageError as error:
            logger.error("%s", error, extra={"spider": self.crawler.spider})
            self.store.archive.refuse(place)
            return None

    # -- A disk that fails

    @property
    def _ending(self) -> bool:
        return self.crawler.stats.get_value(STORAGE_ERROR) is not None

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """A StorageError inside ends the run; whoever called goes on until it does."""
        try:
            yield
        except StorageError as error:
            stop_for_storage(self.crawler, error)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """A StorageError inside ends the run, and the request fails as NotArchived."""
        try:
            yield
        except StorageError as error:
            stop_for_storage(self.crawler, error)
            raise NotArchived from error

    def _count(self, name: str, size: int) -> None:
        self.crawler.stats.inc_value(name)
        self.crawler.stats.inc_value("archive/bytes", size)


def _address(request: Request) -> str:
    """The address without its fragment, which no server sees, and without credentials, which no archive should."""
    parts = urlsplit(request.url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()


def _set_validators(request: Request, etag: str | None, last_modified: str | None) -> None:
    for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
        request.headers.pop(name, None)
        if value is not None:
            request.headers[name] = value.encode("latin-1")


def _exchange(request: Request, response: Response) -> Exchange:
    proxied = "proxy" in request.meta
    return Exchange(
        url=_address(request),
        fetched_at=now(),
        status=response.status,
        headers=_pairs(response.headers),
        body=b"" if response.status == 304 else response.body,
        protocol=response.protocol or "HTTP/1.1",
        request_headers=_pairs(request.headers),
        address=None if proxied or response.ip_address is None else str(response.ip_address),
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, values in headers.items() for value in values]


def _answer(request: Request, record: Record, place: str) -> Response:
    headers = Headers()
    for name, value in record.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=record.body)
    request.meta[WARC], request.meta[FETCHED_AT] = place, record.fetched_at
    more: dict[str, Any] = {"flags": ["archived"], "request": request, "protocol": "HTTP/1.1"}
    return kind(request.url, status=record.status, headers=headers, body=record.body, **more)


def _hours_ago(hours: float) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
