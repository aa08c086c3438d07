"""Keep Scrapy from guessing the charset of compressed bytes."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response, TextResponse


class PlainBodyMiddleware:
    """Make a compressed response a plain one before it is decompressed.

    The type of a response is told by its address too, so `page.htm` is a text even while it is compressed. When the
    decompression then replaces it, its encoding is asked for, and with no charset in the header that is a guess on
    gzip bytes: more than half of the time of a crawl. A plain response has no encoding; the decompression makes it
    the right class afterwards, from the same header and the readable body.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response as a plain `Response` when it is a compressed text, else as it is."""
        if not isinstance(response, TextResponse) or "Content-Encoding" not in response.headers:
            return response
        return Response(**{name: getattr(response, name) for name in Response.attributes})
