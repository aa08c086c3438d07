"""Trust a body only when it is whole: of the declared length, and compressed to its end."""

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import HtmlResponse, Response, TextResponse

from briefings.decompress import BrokenStreamError, decompress
from briefings.network.failures import TRUNCATED, PageFailed
from briefings.runs.component import Component


class IntactBodyMiddleware(Component, HttpCompressionMiddleware):
    """Scrapy's decompression, except that a truncated page is requested again, and fails if truncated every time.

    Scrapy's own silently passes a torn gzip stream as a page with less text and no pager. The length that the server
    declared is also compared with the length received. COMPRESSION_ENABLED changes nothing, as a server may compress
    anyway.
    """

    _decode = staticmethod(decompress)

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        HttpCompressionMiddleware.__init__(self, crawler=crawler)
        self._lenient = HttpCompressionMiddleware(crawler=crawler)

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Return a whole response decompressed, or a request for a broken one.

        Raises PageFailed when no retry is left, and IgnoreRequest for a response that is too large.
        """
        # No body, or already an error: nothing to trust.
        if request.method == "HEAD" or not 200 <= response.status < 300 or response.status == 204:
            return _readable(self._lenient.process_response(request, _plain(response)))
        try:
            length = (response.headers.get("Content-Length") or b"").strip()
            if length.isdigit() and int(length) != len(response.body):
                raise BrokenStreamError("not of the length that was named")
            return _readable(super().process_response(request, _plain(response)))
        except BrokenStreamError:
            assert self.crawler.spider
            again = get_retry_request(request, spider=self.crawler.spider, reason=TRUNCATED.words)
            if again is None:
                raise PageFailed(TRUNCATED) from None
            return again


def _readable(response: Request | Response) -> Request | Response:
    """Return a page without a charset such as zlib or idna, which are Python codecs and no encodings of pages.

    Scrapy's search for a meta refresh raises for these. The reader goes by the bytes.
    """
    if isinstance(response, HtmlResponse):
        try:
            _ = response.text
        except (LookupError, ValueError):
            return response.replace(encoding="utf-8")
    return response


def _plain(response: Response) -> Response:
    """Make a compressed response plain, since guessing a text's encoding from gzip bytes is slow.

    The address makes a `page.htm` a text. Decompression finds the class from the header and the readable body.
    """
    if not isinstance(response, TextResponse) or "Content-Encoding" not in response.headers:
        return response
    return Response(**{name: getattr(response, name) for name in Response.attributes})
