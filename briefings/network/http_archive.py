"""Archive every response that is new, and ask the server only for what is not archived or may have changed."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urldefrag

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.httpobj import urlparse_cached

from briefings.address import read_address
from briefings.clock import now
from briefings.network.failures import MOVED, PageFailed
from briefings.reasons import Reason, ReasonKind
from briefings.runs.account import account_of
from briefings.runs.component import Component
from briefings.runs.open_store import AS_KEPT, FETCHED_AT, OF_LIST, PAGE_OF, WARC, RunEnding, store_of, while_storing
from briefings.runs.stats import Stat
from briefings.safe_to_show import without_user
from briefings.store.archive.page_index import IndexedResponse
from briefings.store.archive.warc import Record, digest_of
from briefings.store.source_store import SourceStore

logger = logging.getLogger(__name__)

_FROM_HERE = "archived"  # flag of an answer from the archive
_KEPT = "archive_kept"  # the archived page of the address that was read last
_REUSED = timedelta(hours=24)
"""Maximum age of an archived page that may stand in for the server's; RFC 9309 allows no more for robots.txt."""
_BELIEVED = timedelta(hours=36)
"""Maximum age of a page of which a server is believed that it did not change: some say so for ever."""
_CORRECTED = timedelta(days=7)
"""Age from which a transcript, unlike a list, is hardly added to or corrected, so the server is believed again."""
_VALIDATORS = ("If-None-Match", "If-Modified-Since")


class ArchiveMiddleware(Component):
    """Middleware close to the downloader, where bytes are as they came, that stores all that are new.

    A request is answered from the archive if an interrupted run fetched the page, or if it belongs to a briefing stored
    incomplete that needs only its missing pages; in both cases for a day at most. Otherwise, if the page was read
    before, the server is asked whether it changed. Its 304 brings the archived page back, and the same bytes leave it
    in its place; a failure stays a failure. Answers from the archive go through the other middlewares like any other.

    Only pages the spider accepted are offered again. Counts `archive/stored`, `archive/bytes` (their size on disk),
    `archive/reused` and `archive/revalidated`. Without a store, as in `scrapy read`, it does nothing.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._disproved: set[str] = set()  # hosts that sent other bytes with old validators, or fail over them

    def process_request(self, request: Request) -> Response | None:
        """Answer from the archive, or let the request go, with validators if the page is archived.

        Raises RunEnding when the run is ending, because the disk is full for example, and PageFailed for a forgotten
        page.
        """
        store = self._store_for(request)
        if store is None:
            return None
        with while_storing(self.crawler, ends_with=RunEnding):
            if store.forgotten.named_by(request.url) is not None:
                raise PageFailed(Reason(ReasonKind.FORGOTTEN, "forgotten"))
            again = bool(request.meta.get("retry_times"))
            if again and (place := request.meta.get(WARC)):
                store.archive.judge(place, accepted=False)
            # A redirected or repeated request carries along the notes of its predecessor.
            for key in (WARC, FETCHED_AT, _KEPT):
                request.meta.pop(key, None)
            _set_validators(request, None, None)
            kept = store.archive.index.accepted(_address(request))
            response = None if again else self._archived(store, request, kept)
            if response is None and kept is not None:
                request.meta[_KEPT] = kept
                if not again and self._is_believed(store, request, kept):
                    _set_validators(request, kept.etag, kept.last_modified)
            return response

    def _store_for(self, request: Request) -> SourceStore | None:
        """Return the open store; None if there is none or if it does not store responses to such a request."""
        is_page = request.method == "GET" and request.url.startswith(("http://", "https://"))
        return store_of(self.crawler) if is_page else None

    def _is_believed(self, store: SourceStore, request: Request, kept: IndexedResponse) -> bool:
        """Tell whether the server is asked if a page changed, and not for the page."""
        host, age = urlparse_cached(request).netloc, datetime.now(UTC) - datetime.fromisoformat(kept.fetched_at)
        if store.archive.index.is_disproved(_address(request), kept):
            self._disproved.add(host)
        is_settled = age > _CORRECTED and not request.meta.get(OF_LIST)
        return host not in self._disproved and (timedelta() <= age < _BELIEVED or is_settled)

    def _archived(self, store: SourceStore, request: Request, kept: IndexedResponse | None) -> Response | None:
        url, digest = _address(request), None
        # A response this run has already is not requested twice.
        place = store.archive.again.pop(url, "")
        if not place and (found := _reusable(store, request, url, kept)):
            place, digest = found.place, found.payload
        record = self._read(store, place, digest) if place else None
        if record is None:
            return None
        account_of(self.crawler).count(Stat.FROM_ARCHIVE)
        return _answer(request, record, place)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Store the response and put its place in the request's meta; answer a 304 with the archived page.

        Raises RunEnding when it cannot be stored.
        """
        store = self._store_for(request)
        if store is None or _FROM_HERE in response.flags:
            return response
        with while_storing(self.crawler, ends_with=RunEnding):
            found: IndexedResponse | None = request.meta.pop(_KEPT, None)
            if response.status in {404, 410}:
                found = store.archive.index.newest(_address(request))
            if found and (unchanged := self._unchanged(store, request, response, found)):
                return unchanged
            answer = _record_of(request, response)
            place = store.archive.store(answer)
            account_of(self.crawler).count(Stat.ARCHIVED)
            request.meta[WARC], request.meta[FETCHED_AT] = place, answer.fetched_at
            # A host without rules has been read too, and need not be archived again.
            if response.status in {200, 404} and urlparse_cached(request).path == "/robots.txt":
                store.archive.judge(place, accepted=True)
            if response.status in {400, 412} and _is_conditional(request):
                # Some servers fail over validators, even over their own.
                self._disproved.add(urlparse_cached(request).netloc)
                return request.replace(dont_filter=True)
        return response

    def _unchanged(
        self, store: SourceStore, request: Request, response: Response, found: IndexedResponse
    ) -> Request | Response | None:
        """Return the answer to a 304, or to the same bytes as those of the archived page; None for any other."""
        is_confirmed = response.status == 304 and _is_conditional(request)
        if not is_confirmed and (response.status, digest_of(response.body)) != (found.status, found.payload):
            return None
        record = self._read(store, found.place, found.payload)
        if record is None:
            # The record is refused from now on, so this time the request goes without validators.
            return request.replace(dont_filter=True) if is_confirmed else None
        # The same bytes in another charset are another page.
        if not is_confirmed and _declared(response.headers) != _declared(Headers(record.headers)):
            return None
        account_of(self.crawler).count(Stat.UNCHANGED_PAGES)
        if is_confirmed and found.place not in request.meta.get(AS_KEPT, ()):
            return _answer(request, record, found.place)
        request.meta[WARC], request.meta[FETCHED_AT] = found.place, record.fetched_at
        return response

    def _read(self, store: SourceStore, place: str, digest: str | None) -> Record | None:
        """Return the archived record; None when it is damaged, which is logged, and then it is never offered again."""
        try:
            return store.archive.read(place, digest)
        except ValueError as error:
            logger.error("%s", error, extra={"spider": self.crawler.spider})
            store.archive.judge(place, accepted=False)
            return None


def _address(request: Request) -> str:
    """Return the address without its fragment, which no server sees."""
    return urldefrag(request.url).url


def _reusable(store: SourceStore, request: Request, url: str, kept: IndexedResponse | None) -> IndexedResponse | None:
    """Return an archived response that may stand in for the server's; None if there is none.

    `kept` is the newest page at its address that was read.
    """
    found = store.archive.interrupted(url)
    # A list may name more by now.
    if found and _is_recent(found) and found.status in {200, *MOVED} and not request.meta.get(OF_LIST):
        return found
    if kept is None or not _is_recent(kept):
        return None
    # From the address `?page=3` nobody can tell which briefing it is of.
    row = store.row(request.meta.get(PAGE_OF) or read_address(url).briefing)
    return kept if row is not None and not row["complete"] else None


def _declared(headers: Headers) -> list[bytes | None]:
    return [headers.get(name) for name in ("Content-Type", "Content-Encoding")]


def _is_conditional(request: Request) -> bool:
    return any(name in request.headers for name in _VALIDATORS)


def _set_validators(request: Request, etag: str | None, last_modified: str | None) -> None:
    for name, value in zip(_VALIDATORS, (etag, last_modified), strict=True):
        request.headers.pop(name, None)
        if value is not None:
            request.headers[name] = value.encode("latin-1")


def _record_of(request: Request, response: Response) -> Record:
    return Record(
        url=_address(request),
        fetched_at=now(),
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
        digest=digest_of(response.body),
        protocol=response.protocol or "HTTP/1.1",
        request_headers=_pairs(request.headers),
        address=None if "proxy" in request.meta or response.ip_address is None else str(response.ip_address),
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    # The archive may be published, and a Location may name a user and a password.
    return [
        (name, without_user(value.decode("latin-1")).encode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]


def _answer(request: Request, record: Record, place: str) -> Response:
    headers = Headers(record.headers)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=record.body)
    request.meta[WARC], request.meta[FETCHED_AT] = place, record.fetched_at
    more: dict[str, Any] = {"flags": [_FROM_HERE], "request": request, "protocol": "HTTP/1.1"}
    return kind(request.url, status=record.status, headers=headers, body=record.body, **more)


def _is_recent(found: IndexedResponse) -> bool:
    """Tell whether a page was fetched recently; one dated in the future by a wrong clock was not."""
    oldest = (datetime.now(UTC) - _REUSED).strftime("%Y-%m-%dT%H:%M:%SZ")
    return oldest < found.fetched_at <= now()
