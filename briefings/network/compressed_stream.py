"""Tell whether a compressed body goes on to its end."""

from __future__ import annotations

import sys
import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = 65536
_GZIP_MAGIC = b"\x1f\x8b"


class _Stream(Protocol):
    """A decompressor fed with bounded steps."""

    def step(self) -> int:
        """Decompress a chunk and say how many bytes came out; 0 when the input is used up or the end is reached."""

    def ended(self) -> bool:
        """Whether the end of the stream was seen."""


class _Zlib:
    """gzip (one member or several) and deflate (with or without the zlib header)."""

    def __init__(self, body: bytes, wbits: int) -> None:
        self._wbits = wbits
        self._rest = body
        self._stream = zlib.decompressobj(wbits=wbits)

    def step(self) -> int:
        size = len(self._stream.decompress(self._rest, _CHUNK))
        self._rest = self._stream.unconsumed_tail
        while not size and self._another_member():
            self._rest = self._stream.unused_data
            self._stream = zlib.decompressobj(wbits=self._wbits)
            size = len(self._stream.decompress(self._rest, _CHUNK))
            self._rest = self._stream.unconsumed_tail
        return size

    def ended(self) -> bool:
        return self._stream.eof

    def _another_member(self) -> bool:
        return self._wbits == 31 and self._stream.eof and self._stream.unused_data.startswith(_GZIP_MAGIC)


class _Brotli:
    def __init__(self, body: bytes) -> None:
        self._rest = body
        self._stream = brotli.Decompressor()

    def step(self) -> int:
        size = len(self._stream.process(self._rest, output_buffer_limit=_CHUNK))
        self._rest = b""
        return size

    def ended(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self, body: bytes) -> None:
        self._rest = body
        self._stream = zstd.ZstdDecompressor()

    def step(self) -> int:
        size = self._decompress()
        while not size and self._stream.eof and self._stream.unused_data:
            self._rest = self._stream.unused_data
            self._stream = zstd.ZstdDecompressor()
            size = self._decompress()
        return size

    def ended(self) -> bool:
        return self._stream.eof

    def _decompress(self) -> int:
        if self._stream.eof:
            return 0
        chunk = self._stream.decompress(self._rest, _CHUNK)
        self._rest = b""
        return len(chunk)


def _open(body: bytes, coding: str) -> _Stream | None:
    if coding in {"gzip", "x-gzip"}:
        return _Zlib(body, 31)
    if coding == "deflate":
        # RFC 9110 wants a zlib header; some servers send the bare stream.
        bare = not (len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0)
        return _Zlib(body, -15 if bare else 15)
    if coding == "br":
        return _Brotli(body)
    if coding == "zstd":
        return _Zstd(body)
    return None


def is_whole(body: bytes, coding: str, *, limit: int = 0) -> bool:
    """Whether `body`, compressed with the HTTP content coding `coding`, reaches the end of its stream undamaged.

    A coding that is not known here counts as whole, and so does a stream of more than `limit` decompressed bytes
    (0 for no limit), which is as far as it is followed: refusing that one is the decompression's business.
    """
    stream = _open(body, coding)
    if stream is None:
        return True
    total = 0
    try:
        while size := stream.step():
            total += size
            if limit and total > limit:
                return True
        return stream.ended()
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError):
        return False
