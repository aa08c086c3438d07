"""Trust a body only when it is whole."""

from __future__ import annotations

from typing import Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response, TextResponse

from briefings.network.decompress import BrokenStreamError, decompress
from briefings.network.failures import TRUNCATED, PageFailed


class IntactBodyMiddleware(HttpCompressionMiddleware):
    """Scrapy's decompression, except that a truncated page is requested again, and fails if truncated every time.

    Scrapy's own silently passes a torn gzip stream as a page with less text and no pager. The length that the server
    declared is also compared with the length received.
    """

    _decode = staticmethod(decompress)

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._crawler = crawler
        self._lenient = HttpCompressionMiddleware(crawler=crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware whatever COMPRESSION_ENABLED says: a server may compress anyway."""
        return cls(crawler)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return a whole response decompressed, or a request for a broken one.

        Raises PageFailed when no retry is left, and IgnoreRequest for a response that is too large.
        """
        # No body, or already an error: nothing to trust.
        if request.method == "HEAD" or not 200 <= response.status < 300 or response.status == 204:
            return self._lenient.process_response(request, _plain(response))
        try:
            length = (response.headers.get("Content-Length") or b"").strip()
            if length.isdigit() and int(length) != len(response.body):
                raise BrokenStreamError("not of the length that was named")
            return super().process_response(request, _plain(response))
        except BrokenStreamError:
            assert self._crawler.spider
            again = get_retry_request(request, spider=self._crawler.spider, reason=TRUNCATED.words)
            if again is None:
                raise PageFailed(TRUNCATED) from None
            return again


def _plain(response: Response) -> Response:
    """Make a compressed response plain, since guessing a text's encoding from gzip bytes is slow.

    The address makes a `page.htm` a text. Decompression finds the class from the header and the readable body.
    """
    if not isinstance(response, TextResponse) or "Content-Encoding" not in response.headers:
        return response
    return Response(**{name: getattr(response, name) for name in Response.attributes})
