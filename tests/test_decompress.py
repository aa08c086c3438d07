"""Compressed bodies in every coding a server may use, cut at every byte."""

import gzip
import sys
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
from scrapy.utils._compression import _DecompressionMaxSizeExceeded

from briefings.decompress import BrokenStreamError, decompress
from tests.support.parts import each

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "The ferry timetable was reviewed. Überfahrt, 渡轮. ".encode() * 40


def _bare_deflate(text: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(text) + stream.flush()


def is_whole(packed: bytes, coding: str, text: bytes = TEXT) -> bool:
    """Tell whether a body is accepted as whole; if so, check its text."""
    try:
        assert decompress(packed, coding.encode()) == text
    except BrokenStreamError:
        return False
    return True


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", _bare_deflate),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
}


@each("name", PACKERS)
def test_whole_stream_is_whole_and_no_part_of_it_is(name: str) -> None:
    coding, pack = PACKERS[name]
    packed = pack(TEXT)
    assert is_whole(packed, coding)
    assert [cut for cut in range(len(packed)) if is_whole(packed[:cut], coding)] == []


def test_gzip_of_several_members_is_whole_only_to_the_end_of_the_last() -> None:
    members = [gzip.compress(part) for part in (TEXT, b"", TEXT[:10], b"")]
    packed = b"".join(members)
    assert is_whole(packed, "gzip", TEXT + TEXT[:10])
    assert not is_whole(packed[:-1], "gzip")
    assert not is_whole(packed[: len(members[0]) + 5], "gzip")


def test_zstd_of_several_frames_is_whole_only_to_the_end_of_the_last() -> None:
    packed = zstd.compress(TEXT) + zstd.compress(TEXT)
    assert is_whole(packed, "zstd", TEXT * 2)
    assert not is_whole(packed[:-1], "zstd")


def test_damage_inside_a_gzip_stream_is_seen() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 0xFF  # in the checksum
    assert not is_whole(bytes(packed), "gzip")


def test_bytes_after_the_end_do_no_harm() -> None:
    assert is_whole(gzip.compress(TEXT) + b"\r\n", "gzip")


@each("name", PACKERS)
def test_bomb_is_followed_no_further_than_the_limit(name: str) -> None:
    coding, pack = PACKERS[name]
    bomb = pack(TEXT + bytes(5_000_000) + TEXT)
    # Truncated, so that only a reader that went past the limit could call it broken.
    with pytest.raises(_DecompressionMaxSizeExceeded):
        decompress(bomb[:-1], coding.encode(), 100_000)
    with pytest.raises(BrokenStreamError):
        decompress(bomb[:-1], coding.encode())
