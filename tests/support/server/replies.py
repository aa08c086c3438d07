"""Answers of the server: good pages, and each way of withholding one."""

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
    """One answer. `length` is the claimed Content-Length, `delay` the seconds to wait, `reset` drops the connection."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    length: int | None = None
    delay: float = 0.0
    reset: bool = False
    tag: str | None = None
    """ETag: a request that names it is answered with `to_validators` and no body."""
    to_validators: int = 304
    chunked: bool = False
    gate: Event | None = None
    """Gate for which the answer waits, so that a test can hold the crawl where it wants it."""
    wire: Callable[[socket.socket], None] | None = None
    """Function that takes over the connection; the rest of the reply then has no effect."""


def page(body: bytes, *, status: int = 200, charset: str | None = None, delay: float = 0.0) -> Reply:
    """Return a good page, or one with an error status."""
    kind = f"text/html; charset={charset}" if charset else "text/html"
    return Reply(body, status, {"Content-Type": kind}, delay=delay)


def tagged(body: bytes) -> Reply:
    """Return a page that can be revalidated."""
    return Reply(body, tag=f'"{hashlib.sha256(body).hexdigest()[:16]}"')


def packed(body: bytes) -> Reply:
    """Return a page compressed for transfer that can be revalidated."""
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    return Reply(gzip.compress(body, mtime=0), headers=headers, tag=tagged(body).tag)


def redirect(to: str, *, status: int = 302) -> Reply:
    """Return a redirect to another address."""
    return Reply(b"", status, {"Location": to})


def torn(body: bytes) -> Reply:
    """Return half of a page with the Content-Length of all of it."""
    return Reply(body[: len(body) // 2], length=len(body))


def torn_gzip(body: bytes) -> Reply:
    """Return half of a gzip stream with the Content-Length of the half: only the stream itself shows the loss."""
    packed = gzip.compress(body)
    return Reply(packed[: len(packed) // 2], headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


def reset() -> Reply:
    """Return a connection that is dropped without an answer."""
    return Reply(reset=True)
