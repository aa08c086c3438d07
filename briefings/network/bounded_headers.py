"""A download handler that limits the headers of a response."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IAddress

from briefings.network.failures import HeadersTooLong

_MOST = 256 * 1024
"""Maximum size of headers in bytes; browsers stop at about as much."""


class _Parser(_LenientHTTPClientParser):
    size = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted
        # An exception here ends the connection and fails the request.
        self.size += len(line)
        if self.size > _MOST:
            raise HeadersTooLong
        super().lineReceived(line)


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        # Replace the parser's class as Scrapy's own protocol does, since Twisted leaves no other way.
        assert self._parser is not None
        self._parser.__class__ = _Parser
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: N802 - Twisted
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedHeadersHandler(HTTP11DownloadHandler):
    """Scrapy's handler, except that headers of more than 256 KiB fail the request.

    DOWNLOAD_MAXSIZE counts only the body: 200 MB of headers were accepted and held in 8 seconds.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory
