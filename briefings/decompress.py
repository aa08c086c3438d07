"""Undo the content codings of HTTP, of a body that is whole.

Scrapy takes the beginning of a truncated stream for the whole.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO

from scrapy.utils._compression import _DecompressionMaxSizeExceeded, brotli, zstd  # type: ignore[attr-defined]

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
