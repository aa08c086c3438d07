"""Trust a body only when it is whole: of the declared length, and compressed to its end.

Scrapy takes the beginning of a truncated stream for the whole.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.utils._compression import _DecompressionMaxSizeExceeded, brotli, zstd  # type: ignore[attr-defined]

from briefings.network.failures import TRUNCATED, PageFailed
from briefings.runs.component import Component

_CHUNK = 65536
_GZIP = 31  # wbits: a gzip header and the largest window
_GZIP_MAGIC = b"\x1f\x8b"


class BrokenStreamError(ValueError):
    """Error for a compressed body that is truncated or damaged."""


def _zlib(body: bytes, wbits: int) -> Iterator[bytes]:
    """Decompress gzip (one member or several) and deflate (with or without the zlib header)."""
    while True:
        stream = zlib.decompressobj(wbits)
        while chunk := stream.decompress(body, _CHUNK):
            body = stream.unconsumed_tail
            yield chunk
        if not stream.eof:
            raise EOFError
        body = stream.unused_data
        if wbits != _GZIP or not body.startswith(_GZIP_MAGIC):
            return


def _brotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    while chunk := stream.process(body, output_buffer_limit=_CHUNK):
        body = b""
        yield chunk
    if not stream.is_finished():
        raise EOFError


def _zstd(body: bytes) -> Iterator[bytes]:
    with zstd.ZstdFile(BytesIO(body)) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _chunks(body: bytes, encoding: bytes) -> Iterator[bytes]:
    match encoding:
        case b"gzip" | b"x-gzip":
            return _zlib(body, _GZIP)
        case b"deflate":
            # RFC 9110 requires a zlib header; some servers send the bare stream.
            bare = not (len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0)
            return _zlib(body, -15 if bare else 15)
        case b"br":
            return _brotli(body)
    return _zstd(body)


def decompress(body: bytes, encoding: bytes, max_size: int = 0) -> bytes:
    """Undo gzip, deflate, br or zstd, the HTTP content codings that requests accept.

    Raises BrokenStreamError, or Scrapy's error as soon as the result exceeds `max_size` bytes; 0 means no limit.
    """
    whole = bytearray()
    try:
        for chunk in _chunks(body, encoding):
            whole += chunk
            if 0 < max_size < len(whole):
                raise _DecompressionMaxSizeExceeded(len(whole), max_size)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise BrokenStreamError("the compressed body breaks off or is damaged") from error
    return bytes(whole)


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
