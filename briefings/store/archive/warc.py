"""WARC records: what a response becomes on disk, and back.

WARC/1.1, one gzip member a record, so that each can be read by its offset alone. The payload is what came over the
line, compressed or not; only the chunks of a chunked transfer are gone. Headers are those that Scrapy has: their
order and the spelling of their names are lost by then, and nothing is invented for them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from briefings import __version__

Headers = list[tuple[bytes, bytes]]

# What would let a reader of the archive act as the crawler, or tell one visitor from another.
_SECRET = {b"authorization", b"proxy-authorization", b"cookie", b"cookie2", b"set-cookie", b"set-cookie2"}
# The chunks are gone, so a reader would look for them in vain.
_UNTRUE = {b"transfer-encoding"}
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_HTTP = {"response", "request"}  # the kinds whose block is a message
_SAID = "X-Not-Modified"
"""The field of a revisit with the headers of the 304. In its block, where they might be, replay tools take them for an
answer of its own without a body, and show an empty page."""
_BLOCK = 16384


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what was answered. `fetched_at` is UTC, as in the records; `url` has no fragment."""

    url: str
    fetched_at: str
    status: int
    headers: Headers
    body: bytes
    protocol: str = "HTTP/1.1"
    request_headers: Headers = field(default_factory=list)
    address: str | None = None
    """The IP address that answered."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was read, its length and digests checked."""

    kind: str
    """The WARC-Type: response, request, revisit, warcinfo or metadata."""
    id: str
    url: str
    fetched_at: str
    digest: str | None
    """Of the payload, as the record names it."""
    refers_to: tuple[str, str]
    """Of a revisit: address and time of the response that still holds."""
    status: int
    """0 where there is none."""
    headers: Headers
    body: bytes

    def header(self, name: bytes) -> str | None:
        """The first header of that name, given in lower case."""
        found = next((value for key, value in self.headers if key.lower() == name), None)
        return None if found is None else found.decode("latin-1")


class TornMember(ValueError):  # noqa: N818 - what it is, not that it is an error
    """The beginning of a gzip member at the end of a file: what a killed run leaves."""


def digest_of(content: bytes) -> str:
    """A digest as WARC records carry it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def warcinfo(file: str) -> bytes:
    """The member that opens a file."""
    made = {"software": f"briefings/{__version__}", "format": "WARC File Format 1.1"}
    writer = WARCWriter(BytesIO(), gzip=False, warc_version="WARC/1.1")
    return _member(writer, writer.create_warcinfo_record(file, made))


def response_members(exchange: Exchange) -> tuple[bytes, bytes]:
    """The two members of a response: its own record, and the request's."""
    return _members(exchange, "response", {})


def revisit_members(exchange: Exchange, kept: Record) -> tuple[bytes, bytes]:
    """The two members of a 304, which says that `kept` still holds."""
    headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in _told(exchange.headers)]
    refers = {
        _SAID: json.dumps({"http": f"{exchange.protocol} {_status(exchange.status)}", "headers": headers}),
        # What it is of the payload that still holds; replay tools look for it by this.
        "WARC-Payload-Digest": kept.digest or "",
        "WARC-Refers-To": kept.id,
        "WARC-Refers-To-Target-URI": kept.url,
        "WARC-Refers-To-Date": kept.fetched_at,
        "WARC-Profile": _NOT_MODIFIED,
    }
    return _members(exchange, "revisit", refers)


def read_member(stream: BinaryIO, start: int) -> tuple[bytes, int]:
    """What the gzip member at byte `start` holds, and how long it is in the file. Raises ValueError when it is
    not whole, TornMember where the file ends within it."""
    stream.seek(start)
    unpacker = zlib.decompressobj(wbits=31)
    parts, length = [], 0
    while not unpacker.eof:
        block = stream.read(_BLOCK)
        if not block:
            raise TornMember("is cut off")
        length += len(block)
        try:
            parts.append(unpacker.decompress(block))
        except zlib.error as error:
            raise ValueError("is no whole gzip member") from error
    return b"".join(parts), length - len(unpacker.unused_data)


def parse_record(raw: bytes) -> Record:
    """Read an unpacked member. Raises ValueError when its length or a digest is not what it says."""
    try:
        record = ArcWarcRecordLoader().parse_record_stream(BytesIO(raw), known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError) as error:
        raise ValueError("is no WARC record") from error
    named = record.rec_headers.get_header
    block = record.raw_stream.read()
    if str(len(block)) != named("Content-Length"):
        raise ValueError("is shorter than it says")
    if digest_of(block) != named("WARC-Block-Digest"):
        raise ValueError("does not have the digest it names")
    kind = named("WARC-Type", "")
    head, body = _split(block) if kind in _HTTP else (b"", block)
    # The payload of a revisit stands elsewhere.
    digest = None if kind == "revisit" else named("WARC-Payload-Digest")
    if digest is not None and digest_of(body) != digest:
        raise ValueError("has a payload that does not have the digest it names")
    lines = head.split(b"\r\n")
    status, headers = 0, [_header(line) for line in lines[1:] if line]
    if kind == "response":
        status = int(lines[0].split(b" ")[1])
    elif kind == "revisit":
        status, headers = 304, _said(named(_SAID, "{}"))
    return Record(
        kind=kind,
        id=named("WARC-Record-ID", ""),
        url=named("WARC-Target-URI", ""),
        fetched_at=named("WARC-Date", ""),
        digest=digest,
        refers_to=(named("WARC-Refers-To-Target-URI", ""), named("WARC-Refers-To-Date", "")),
        status=status,
        headers=headers,
        body=body,
    )


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """An HTTP head that is written byte for byte; warcio would write other letters than ASCII as escapes."""

    def __init__(self, first: str, headers: Sequence[tuple[bytes, bytes]]) -> None:
        super().__init__(first, [])
        lines = [first.encode(), *(name + b": " + value for name, value in headers)]
        self._bytes = b"".join(line + b"\r\n" for line in lines) + b"\r\n"

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self._bytes


def _members(exchange: Exchange, kind: str, more: dict[str, str]) -> tuple[bytes, bytes]:
    writer = WARCWriter(BytesIO(), gzip=False, warc_version="WARC/1.1")
    address = {"WARC-IP-Address": exchange.address} if exchange.address else {}
    where = {"WARC-Target-URI": exchange.url, "WARC-Date": exchange.fetched_at}
    identity = {"WARC-Type": kind, "WARC-Record-ID": writer._make_warc_id()}
    # Tools know no other; over HTTP/2 the same message would have come.
    protocol = "HTTP/1.0" if exchange.protocol == "HTTP/1.0" else "HTTP/1.1"
    head = None if kind == "revisit" else _Head(f"{protocol} {_status(exchange.status)}", _told(exchange.headers))
    answer = writer.create_warc_record(
        exchange.url,
        kind,
        payload=BytesIO(exchange.body if kind == "response" else b""),
        length=len(exchange.body) if kind == "response" else 0,
        warc_headers_dict={**identity, **where, **address, **more},
        http_headers=head,
    )
    asked = writer.create_warc_record(
        exchange.url,
        "request",
        payload=BytesIO(b""),
        length=0,
        warc_headers_dict={
            "WARC-Type": "request",
            "WARC-Record-ID": writer._make_warc_id(),
            **where,
            "WARC-Concurrent-To": identity["WARC-Record-ID"],
        },
        http_headers=_request_head(exchange),
    )
    return _member(writer, answer), _member(writer, asked)


def _member(writer: WARCWriter, record: object) -> bytes:
    writer.out = BytesIO()
    writer.write_record(record)
    # 6 instead of warcio's 9: the payload is mostly compressed already, and this is on the way of every page.
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(writer.out.getvalue()) + packer.flush()


def _request_head(exchange: Exchange) -> _Head:
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Head(f"GET {path} HTTP/1.1", [(b"Host", parts.netloc.encode()), *_told(exchange.request_headers)])


def _said(field: str) -> Headers:
    """The headers of a 304, as its revisit has them. Raises ValueError when the field cannot be read."""
    pairs = json.loads(field).get("headers", [])
    return [(str(name).encode("latin-1"), str(value).encode("latin-1")) for name, value in pairs]


def _told(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in _SECRET | _UNTRUE]


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} "


def _split(block: bytes) -> tuple[bytes, bytes]:
    head, gap, body = block.partition(b"\r\n\r\n")
    if not gap:
        raise ValueError("holds no HTTP message")
    return head, body


def _header(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b": ")
    return name, value
