"""Answers of the server: good pages, and each way of not giving one."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `length` is the Content-Length to claim, `delay` the seconds to wait, `reset` drops the line."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    length: int | None = None
    delay: float = 0.0
    reset: bool = False
    tag: str | None = None
    """An ETag: a request that names it is answered with 304 and no body."""
    chunked: bool = False
    gate: Event | None = None
    """The gate for which the answer waits; a test that opens it has the crawl where it wants it."""
    wire: Callable[[socket.socket], None] | None = None
    """Takes the connection and does with it what it likes; nothing else of the reply counts then."""


def page(body: bytes, *, status: int = 200, charset: str | None = None, delay: float = 0.0) -> Reply:
    """A page as it should be, or with an error status."""
    kind = f"text/html; charset={charset}" if charset else "text/html"
    return Reply(body, status, {"Content-Type": kind}, delay=delay)


def tagged(body: bytes) -> Reply:
    """A page that can be revalidated."""
    return Reply(body, tag=f'"{hashlib.sha256(body).hexdigest()[:16]}"')


def packed(body: bytes) -> Reply:
    """A page compressed for the way, that can be revalidated."""
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    return Reply(gzip.compress(body, mtime=0), headers=headers, tag=tagged(body).tag)


def redirect(to: str, *, status: int = 302) -> Reply:
    """A redirect to another address."""
    return Reply(b"", status, {"Location": to})


def torn(body: bytes) -> Reply:
    """Half of a page, with the Content-Length of all of it."""
    return Reply(body[: len(body) // 2], length=len(body))


def torn_gzip(body: bytes) -> Reply:
    """Half of a gzip stream whose Content-Length is that of the half: only the stream itself shows the loss."""
    packed = gzip.compress(body)
    return Reply(packed[: len(packed) // 2], headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


def reset() -> Reply:
    """A connection that is dropped without an answer."""
    return Reply(reset=True)
