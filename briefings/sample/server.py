"""Serve the packaged sample sites on the loopback interface, over real HTTP."""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any, Self
from urllib.parse import urlsplit

from briefings.sample import FOLDERS, HOST

# Fixed, like the pages: a file date would change with every installation and make a crawl look like news.
_LAST_MODIFIED = "Fri, 06 Mar 2026 12:00:00 GMT"
# Without a charset, as the real sites send it: the page's own declaration has to do.
_CONTENT_TYPES = {".htm": "text/html", ".txt": "text/plain", ".png": "image/png"}
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class _File:
    """One file of the site as it is sent, plain and compressed."""

    content_type: str
    plain: bytes
    packed: bytes | None
    tag: str


def _read_file(name: str, body: bytes) -> _File:
    suffix = PurePosixPath(name).suffix
    # mtime=0, so that the same page is the same bytes in every run.
    packed = None if suffix == ".png" else gzip.compress(body, mtime=0)
    return _File(_CONTENT_TYPES[suffix], body, packed, hashlib.sha256(body).hexdigest()[:16])


def _read_folder(folder: Traversable, path: str) -> dict[str, _File]:
    found: dict[str, _File] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= _read_folder(entry, f"{path}{entry.name}/")
        else:
            found[f"{path}{entry.name}"] = _read_file(entry.name, entry.read_bytes())
    return found


def read_site(host: str = HOST) -> dict[str, bytes]:
    """Every file of a host by its path on the server, `/robots.txt` for one; works from a zip too."""
    return {path: file.plain for path, file in _site(host).items()}


def _site(host: str) -> dict[str, _File]:
    return _read_folder(files("briefings.sample") / FOLDERS[host], "/")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        # Only what is read here can be asked for, so no path leads out of the sites.
        self.sites = {host: _site(host) for host in FOLDERS}
        for site in self.sites.values():
            site["/"] = site["/index.htm"]
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that hung up: the crawler itself reports what it did not get."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # A whole answer in one write; header and body apart would each wait for the other's acknowledgement.
    wbufsize = -1

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def version_string(self) -> str:
        return "sample"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        pass

    def _answer(self, *, with_body: bool) -> None:
        target = urlsplit(self.path)
        site = self.server.sites.get(target.hostname or HOST)
        if site is None:
            self._refuse(HTTPStatus.BAD_GATEWAY, f"Only {', '.join(FOLDERS)} are served here.", with_body=with_body)
        elif target.path not in site:
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such page.", with_body=with_body)
        else:
            self._send_file(site[target.path], with_body=with_body)

    def _send_file(self, file: _File, *, with_body: bool) -> None:
        packed = file.packed if self._accepts_gzip() else None
        tag = f'"{file.tag}-gzip"' if packed is not None else f'"{file.tag}"'
        unchanged = self._holds(tag)
        body = file.plain if packed is None else packed
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", _LAST_MODIFIED)
        self.send_header("Vary", "Accept-Encoding")
        if not unchanged:
            self.send_header("Content-Type", file.content_type)
            self.send_header("Content-Length", str(len(body)))
            if packed is not None:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if with_body and not unchanged:
            self.wfile.write(body)

    def _refuse(self, status: HTTPStatus, why: str, *, with_body: bool) -> None:
        body = f"<html><body><p>{why}</p></body></html>\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _accepts_gzip(self) -> bool:
        for offer in self.headers.get("Accept-Encoding", "").split(","):
            name, _, weight = offer.partition(";")
            if name.strip().lower() == "gzip":
                return float(weight.partition("=")[2] or 1) > 0
        return False

    def _holds(self, tag: str) -> bool:
        held = [entry.strip().removeprefix("W/") for entry in self.headers.get("If-None-Match", "").split(",")]
        return tag in held or "*" in held


class SampleServer:
    """The sample sites on a free port of 127.0.0.1, served by a thread of its own.

    It answers as the origin server of the press office (`GET /pressroom/node_1001.htm`) and as a proxy for all three
    hosts (`GET http://www.press.varenia.example/...`). Use it as a context manager, or call `start` and `stop`.
    """

    def __init__(self) -> None:
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`. Raises RuntimeError when the server is not running."""
        if self._server is None:
            raise RuntimeError("The sample server is not running: call start() first")
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        """Bind a port and serve. Raises OSError when no port can be bound; a second call changes nothing."""
        if self._server is not None:
            return
        self._server = _Server()
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_SECONDS,), name="sample-site", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port. Does nothing when the server is not running."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
