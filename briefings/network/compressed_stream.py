"""Tell whether a compressed body goes on to its end."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from io import BytesIO

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = 65536
_GZIP = 31  # wbits: a header of gzip, the largest window
_GZIP_MAGIC = b"\x1f\x8b"


def _zlib(body: bytes, wbits: int) -> Iterator[int]:
    """gzip (one member or several) and deflate (with or without the zlib header)."""
    while True:
        stream = zlib.decompressobj(wbits)
        while size := len(stream.decompress(body, _CHUNK)):
            body = stream.unconsumed_tail
            yield size
        if not stream.eof:
            raise EOFError
        body = stream.unused_data
        if wbits != _GZIP or not body.startswith(_GZIP_MAGIC):
            return


def _brotli(body: bytes) -> Iterator[int]:
    stream = brotli.Decompressor()
    while size := len(stream.process(body, output_buffer_limit=_CHUNK)):
        body = b""
        yield size
    if not stream.is_finished():
        raise EOFError


def _zstd(body: bytes) -> Iterator[int]:
    with zstd.ZstdFile(BytesIO(body)) as stream:
        while size := len(stream.read(_CHUNK)):
            yield size


def _sizes(body: bytes, coding: str) -> Iterator[int]:
    """Decompress `body` and count the bytes, chunk by chunk. Raises an error where it breaks off or is damaged."""
    match coding:
        case "gzip" | "x-gzip":
            return _zlib(body, _GZIP)
        case "deflate":
            # RFC 9110 wants a zlib header; some servers send the bare stream.
            bare = not (len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0)
            return _zlib(body, -15 if bare else 15)
        case "br":
            return _brotli(body)
        case "zstd":
            return _zstd(body)
    return iter(())


def is_whole(body: bytes, coding: str, *, limit: int = 0) -> bool:
    """Tell whether `body`, in the HTTP content coding `coding`, reaches the end of its stream undamaged.

    A coding that is not known here counts as whole, and so does a stream of more than `limit` decompressed bytes
    (0 for no limit), which is as far as it is followed: refusing that one is the decompression's business.
    """
    total = 0
    try:
        for size in _sizes(body, coding):
            total += size
            if limit and total > limit:
                break
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError):
        return False
    return True
