"""WARC records: from a response to the bytes on disk, and back.

WARC/1.1, one gzip member per record, so that each can be read by its offset alone. The payload is what was transferred,
compressed or not; only the chunks of a chunked transfer are gone. Headers are as Scrapy has them: their order and the
case of their names are lost by then, and nothing is invented in their place.
"""

import base64
import hashlib
import zlib
from http.client import responses
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from msgspec import Struct
from w3lib.url import safe_url_string

from briefings import __version__
from briefings.address import comparable
from briefings.clock import now

Headers = list[tuple[bytes, bytes]]

# Headers that would let a reader of the archive act as the crawler, or tell one visitor from another.
_SECRET = {b"authorization", b"proxy-authorization", b"cookie", b"cookie2", b"set-cookie", b"set-cookie2"}
# The chunks are gone, so a reader would look for them in vain.
_NOT_TOLD = _SECRET | {b"transfer-encoding"}
_HTTP = {"response", "request"}  # the kinds whose block is a message
_MESSAGE = "application/http; msgtype="
GAP = b"\r\n\r\n"
"""End of the fields of a record, and of the headers of a message."""
_BLOCK = 16384


class Record(Struct, frozen=True):
    """A response to be written with its request, or any record as read, with its length and digests checked."""

    url: str
    """Address without a fragment; "" without one."""
    fetched_at: str
    """Time in UTC, as in the records of briefings."""
    status: int
    """HTTP status; 0 without one."""
    headers: Headers
    body: bytes
    digest: str | None
    """Digest of the payload, as named by the record."""
    kind: str = "response"
    """WARC-Type: response, request, warcinfo or metadata."""
    protocol: str = "HTTP/1.1"
    request_headers: Headers = []
    address: str | None = None
    """IP address that answered."""

    def header(self, name: bytes) -> str | None:
        """Return the first header of that name, which is given in lower case; None without one."""
        found = next((value for key, value in self.headers if key.lower() == name), None)
        return None if found is None else found.decode("latin-1")

    def link(self, name: bytes) -> str | None:
        """Return the address in the header of that name, in its comparable form.

        None if the header is absent or holds no address.
        """
        target = self.header(name)
        try:
            return target and comparable(urljoin(self.url, safe_url_string(target)))
        except ValueError:
            return None


def digest_of(content: bytes) -> str:
    """Return a digest in the form of WARC records."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def warcinfo(file: str) -> bytes:
    said = f"software: briefings/{__version__}\r\nformat: WARC File Format 1.1\r\n"
    fields = {"WARC-Type": "warcinfo", "WARC-Record-ID": _new_id(), "WARC-Filename": file, "WARC-Date": now()}
    return record(fields, "application/warc-fields", said.encode())


def response_records(answer: Record) -> tuple[bytes, bytes]:
    """Return the two records of a response: its own, and the request's."""
    # Tools know no other protocol; HTTP/2 would have brought the same message.
    protocol = "HTTP/1.0" if answer.protocol == "HTTP/1.0" else "HTTP/1.1"
    first = f"{protocol} {answer.status} {responses.get(answer.status, '')}"
    block = _message(first, answer.headers) + answer.body
    where = {"WARC-Target-URI": answer.url, "WARC-Date": answer.fetched_at}
    own = {"WARC-Type": "response", "WARC-Record-ID": _new_id(), **where}
    own |= {"WARC-IP-Address": answer.address} if answer.address else {}
    own |= {"WARC-Payload-Digest": answer.digest} if answer.digest else {}
    asked = {
        "WARC-Type": "request",
        "WARC-Record-ID": _new_id(),
        **where,
        "WARC-Concurrent-To": own["WARC-Record-ID"],
        "WARC-Payload-Digest": digest_of(b""),
    }
    parts = urlsplit(answer.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = _message(f"GET {path} HTTP/1.1", [(b"Host", parts.netloc.encode()), *answer.request_headers])
    return (
        record(own, f"{_MESSAGE}response", block),
        record(asked, f"{_MESSAGE}request", request),
    )


def record(fields: dict[str, str], kind_of_block: str, block: bytes) -> bytes:
    """Return a record of these fields, in their order, and those that describe its block."""
    about = {
        "WARC-Block-Digest": digest_of(block),
        "Content-Type": kind_of_block,
        "Content-Length": str(len(block)),
    }
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in (fields | about).items())]
    return "\r\n".join(lines).encode() + GAP + block + GAP


def member(raw: bytes, level: int = 6) -> bytes:
    """Return a record as it stands in a file."""
    # 7 instead of 8 for memory, which takes longer to get than all else.
    packer = zlib.compressobj(level, zlib.DEFLATED, 31, 7)
    return packer.compress(raw) + packer.flush()


def read_member(stream: BinaryIO, start: int) -> tuple[bytes, int]:
    """Return the content of the gzip member at byte `start` and its length in the file. Raises ValueError if torn."""
    stream.seek(start)
    unpacker = zlib.decompressobj(wbits=31)
    parts, length = [], 0
    while not unpacker.eof:
        block = stream.read(_BLOCK)
        if not block:
            raise ValueError("is cut off")
        length += len(block)
        try:
            parts.append(unpacker.decompress(block))
        except zlib.error as error:
            raise ValueError("is not a whole gzip member") from error
    return b"".join(parts), length - len(unpacker.unused_data)


def parse_record(raw: bytes) -> Record:
    """Read an unpacked member. Raises ValueError when its length or a digest is wrong."""
    head, gap, rest = raw.partition(GAP)
    if not gap or not head.startswith(b"WARC/1."):
        raise ValueError("is not a WARC record")
    told = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    fields = {name.strip().lower(): value.strip() for name, _, value in told}
    block = rest.removesuffix(GAP)
    if str(len(block)) != fields.get("content-length"):
        raise ValueError("is not as long as it says")
    if digest_of(block) != fields.get("warc-block-digest"):
        raise ValueError("does not have the digest it names")
    kind = fields.get("warc-type", "")
    message, gap, body = block.partition(GAP) if kind in _HTTP else (b"", GAP, block)
    if not gap:
        raise ValueError("holds no HTTP message")
    digest = fields.get("warc-payload-digest")
    if digest is not None and digest_of(body) != digest:
        raise ValueError("has a payload that does not have the digest it names")
    lines = message.split(b"\r\n")
    told_by = (line.partition(b": ") for line in lines[1:] if line)
    status, headers = 0, [(name, value) for name, _, value in told_by]
    if kind == "response":
        status = int(lines[0].split(b" ")[1])
    return Record(fields.get("warc-target-uri", ""), fields.get("warc-date", ""), status, headers, body, digest, kind)


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _message(first: str, headers: Headers) -> bytes:
    """Return the head of an HTTP message; its headers keep their case."""
    told = (name + b": " + value for name, value in headers if name.lower() not in _NOT_TOLD)
    return b"\r\n".join([first.encode(), *told]) + GAP
