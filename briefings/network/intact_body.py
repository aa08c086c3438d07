"""Believe a body only when it is whole."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response, TextResponse

from briefings.network.compressed_stream import is_whole
from briefings.network.failures import TRUNCATED, PageFailed
from briefings.runs import Component


class IntactBodyMiddleware(Component):
    """Ask again for a body that broke off, and fail when it does so each time.

    A torn gzip stream passes Scrapy silently, as a page with less text and no pager. So the compressed bytes are
    followed to the end of their stream, and the length the server named is compared with what came.

    What goes on to the decompression is a plain `Response`. A `page.htm` is a text by its address even while it is
    compressed, and when the decompression replaces it, its encoding is asked for, which is a guess on gzip bytes: more
    than half of the time of a crawl. The decompression makes it the right class, from the header and the readable body.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return a whole response, a broken one as a request for it again.

        Raises PageFailed when all retries are used up.
        """
        # Without a body, or already an error: there is nothing to be believed.
        no_page = request.method == "HEAD" or not 200 <= response.status < 300 or response.status == 204
        # Cut on our side: a robots.txt that goes on and on.
        if no_page or "download_stopped" in response.flags or self._is_intact(response):
            return _plain(response)
        assert self.crawler.spider
        again = get_retry_request(request, spider=self.crawler.spider, reason=TRUNCATED.words)
        if again is None:
            raise PageFailed(TRUNCATED)
        return again

    def _is_intact(self, response: Response) -> bool:
        length = (response.headers.get("Content-Length") or b"").strip()
        if length.isdigit() and int(length) != len(response.body):
            return False
        codings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower().split(",")
        # The coding named last was applied last, so it is the one these bytes are in.
        return is_whole(response.body, codings[-1].strip(), limit=self._limit)


def _plain(response: Response) -> Response:
    if not isinstance(response, TextResponse) or "Content-Encoding" not in response.headers:
        return response
    return Response(**{name: getattr(response, name) for name in Response.attributes})
