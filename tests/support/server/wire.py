"""Answers that no HTTP library gives: each is handed the socket and does with it what it likes."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from typing import TYPE_CHECKING

from tests.support.server.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

# SO_LINGER on with no time: close() sends a reset.
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
# Longer than any crawl here waits; a client that leaves ends it at once.
_LONGEST = 120.0
_PIECE = 1 << 16


def wired(act: Callable[[socket.socket], None]) -> Reply:
    """Return a reply that is made by `act` with the connection, which is then closed."""
    return Reply(wire=act)


def head(*lines: str, status: str = "200 OK") -> bytes:
    """Return a status line and header lines, with the empty line that ends them."""
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *lines, "", ""]).encode("latin-1")


def sent(*parts: bytes) -> Reply:
    """Send these bytes as they are, then end the connection."""
    return wired(lambda connection: connection.sendall(b"".join(parts)))


def reset_after(*parts: bytes) -> Reply:
    """Send these bytes, then a reset: the client may or may not have read them all."""

    def act(connection: socket.socket) -> None:
        connection.sendall(b"".join(parts))
        time.sleep(0.05)  # a reset that overtakes the bytes would be another fault
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)

    return wired(act)


def silence() -> Reply:
    """Send nothing until the client leaves."""
    return wired(_wait)


def dripping(body: bytes, *, seconds: float = 1.0) -> Reply:
    """Send a whole page, one byte at a time."""

    def act(connection: socket.socket) -> None:
        connection.sendall(head(f"Content-Length: {len(body)}"))
        for place in range(min(len(body), int(_LONGEST / seconds))):
            connection.sendall(body[place : place + 1])
            time.sleep(seconds)

    return wired(act)


def half_closed(*parts: bytes) -> Reply:
    """Send these bytes, then close the direction to the client while the other stays open."""

    def act(connection: socket.socket) -> None:
        connection.sendall(b"".join(parts))
        connection.shutdown(socket.SHUT_WR)
        _wait(connection)

    return wired(act)


def endless(beginning: bytes, piece: bytes, size: int) -> Reply:
    """Send a page without a length: `beginning`, then `piece` repeatedly, up to `size` bytes."""

    def act(connection: socket.socket) -> None:
        connection.sendall(head("Connection: close") + beginning)
        block = piece * (_PIECE // len(piece))
        for _ in range(size // len(block)):
            connection.sendall(block)

    return wired(act)


def perform(act: Callable[[socket.socket], None], connection: socket.socket) -> None:
    """Let `act` use the connection; a client that leaves in the middle is no error."""
    connection.settimeout(_LONGEST)
    with contextlib.suppress(OSError):
        act(connection)


def _wait(connection: socket.socket) -> None:
    while connection.recv(_PIECE):
        pass
