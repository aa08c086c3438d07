"""The server: answers for any host, as a server and as a proxy, and logs the requests."""

from __future__ import annotations

import socket
import struct
import sys
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from tests.support.server.replies import Reply, page
from tests.support.server.wire import perform

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

_MOST_SECONDS = 60
_NOT_FOUND = page(b"<html><body><p>Not here.</p></body></html>", status=404)
# SO_LINGER on with no time: close() sends a reset.
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: the full address, the time, the User-Agent, and the status of the answer."""

    url: str
    at: float
    agent: str | None
    status: int = 200


class Site:
    """Context manager that serves what `serve` was told, and 404 otherwise, on a free port of loopback.

    A crawl whose environment has `http_proxy` set to `proxy` reaches it under any host name, robots.txt included. With
    `https_proxy` set to the same it reaches the hosts of `contexts` over TLS, each with the certificate of its context;
    a tunnel to any other host is refused.
    """

    def __init__(self) -> None:
        self.contexts: dict[str, ssl.SSLContext] = {}
        self._replies: dict[str, list[Reply]] = {}
        self._lock = threading.Lock()
        self.log: list[Visit] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve, daemon=True)

    @property
    def proxy(self) -> str:
        """The address to set as http_proxy, or to request directly."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def serve(self, url: str, *replies: Reply | bytes) -> None:
        """Answer requests for `url` with `replies` in turn, repeating the last one; bytes are a good page."""
        with self._lock:
            self._replies[url] = [page(reply) if isinstance(reply, bytes) else reply for reply in replies]

    def serve_all(self, pages: dict[str, bytes]) -> None:
        """Serve good pages by address."""
        for url, body in pages.items():
            self.serve(url, body)

    def offer(self) -> str:
        """Return everything that it serves, with one good reply per address, to compare sites by."""
        with self._lock:
            offered = {url: reply for url, (reply,) in self._replies.items()}
        assert not any(reply.gate or reply.wire for reply in offered.values())
        return repr(sorted(offered.items()))

    def visits(self, urls: Iterable[str] | None = None) -> list[str]:
        """Return the requested addresses in order, without robots.txt; only those among `urls`, if given."""
        wanted = None if urls is None else set(urls)
        asked = [visit.url for visit in self.log if not visit.url.endswith("/robots.txt")]
        return [url for url in asked if wanted is None or url in wanted]

    def bodies(self) -> list[str]:
        """Return the addresses of the pages whose text was sent, in order, without robots.txt."""
        return [visit.url for visit in self.log if visit.status == 200 and not visit.url.endswith("/robots.txt")]

    def wait_for_visits(self, count: int, seconds: float = 300) -> None:
        """Wait until `count` pages were requested. Raises TimeoutError after `seconds`."""
        end = time.monotonic() + seconds
        while len(self.visits()) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(self.visits())} of {count} pages were asked for")
            time.sleep(0.01)

    def wait_for(self, url: str, seconds: float = 300) -> None:
        """Wait until `url` was requested. Raises TimeoutError after `seconds`."""
        end = time.monotonic() + seconds
        while url not in self.visits():
            if time.monotonic() > end:
                raise TimeoutError(f"{url} was not asked for")
            time.sleep(0.01)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.is_open = False
        # It waits for a request.
        socket.create_connection(("127.0.0.1", self._server.server_port)).close()
        self._thread.join()
        self._server.server_close()

    def answer(self, url: str, agent: str | None, tag: str | None = None) -> Reply:
        """Log a request, which may name the tag of what it has, and choose its reply."""
        with self._lock:
            replies = self._replies.get(url, [_NOT_FOUND])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            if reply.tag and reply.tag == tag:
                reply = Reply(status=reply.to_validators, headers={}, tag=reply.tag, delay=reply.delay)
            self.log.append(Visit(url, time.time(), agent, reply.status))
            return reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body in one write, and none waits: else each waits 40 ms for the other's acknowledgement.
            wbufsize, disable_nagle_algorithm = -1, True
            scheme = "http"

            def do_CONNECT(self) -> None:
                context = site.contexts.get(self.path.rpartition(":")[0])
                if context is None:
                    self.send_error(502)
                    return
                self.send_response(200)
                self.end_headers()
                self.wfile.flush()
                try:
                    self.connection = context.wrap_socket(self.connection, server_side=True)
                except OSError:
                    self.close_connection = True  # the client refused the certificate
                    return
                self.request, self.scheme = self.connection, "https"
                self.setup()
                self.close_connection = False

            def do_GET(self) -> None:
                url = self.path if "://" in self.path else f"{self.scheme}://{self.headers['Host']}{self.path}"
                _send(self, site.answer(url, self.headers["User-Agent"], self.headers["If-None-Match"]))

            def finish(self) -> None:
                super().finish()
                if self.scheme == "https":
                    self.connection.close()  # the server closes only what it accepted, not what was made of it

            def log_message(self, *_: object) -> None:
                """Log nothing: tests read the log of the site, and stderr is for pytest."""

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    is_open = True

    def serve(self) -> None:
        while self.is_open:
            self.handle_request()

    def verify_request(self, request: Any, client_address: Any) -> bool:
        return self.is_open

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a crawl killed during its answer; any other error is a mistake here."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    time.sleep(reply.delay)
    if reply.gate is not None:
        reply.gate.wait(_MOST_SECONDS)
    if reply.wire:
        perform(reply.wire, handler.connection)
        handler.close_connection = True
        return
    if reply.reset:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        handler.close_connection = True
        return
    length = len(reply.body) if reply.length is None else reply.length
    try:
        handler.send_response(reply.status)
        tag = {"ETag": reply.tag} if reply.tag else {}
        sized = {"Transfer-Encoding": "chunked"} if reply.chunked else {"Content-Length": str(length)}
        sized = {} if reply.status == 304 else sized
        for name, value in {**reply.headers, **tag, **sized}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(_in_chunks(reply.body) if reply.chunked else reply.body)
    except OSError:
        pass  # the crawl was interrupted and does not wait for its answer
    if length != len(reply.body):
        handler.close_connection = True


def _in_chunks(body: bytes) -> bytes:
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])
