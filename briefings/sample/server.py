"""Serve the packaged sample sites on the loopback interface, over real HTTP."""

import gzip
import hashlib
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from briefings.sample import FOLDERS, HOST

# Fixed, like the pages: a file date would change with every installation and make the site look updated.
_LAST_MODIFIED = "Fri, 06 Mar 2026 12:00:00 GMT"
# Without a charset, as the real sites send it, so that the page's own declaration counts.
_CONTENT_TYPES = {".htm": "text/html", ".txt": "text/plain", ".png": "image/png"}
_POLL_SECONDS = 0.05


def read_site(host: str = HOST) -> dict[str, bytes]:
    """Return every file of a host by its path on the server, such as `/robots.txt`; works from a zip too."""
    return _read_folder(files("briefings.sample") / FOLDERS[host], "/")


def _read_folder(folder: Traversable, path: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= _read_folder(entry, f"{path}{entry.name}/")
        else:
            found[f"{path}{entry.name}"] = entry.read_bytes()
    return found


class SampleServer(ThreadingHTTPServer):
    """Server of the sample sites on a free port of 127.0.0.1, in a thread of its own from creation until `stop`.

    It answers as the origin server of the press office (`GET /pressroom/node_1001.htm`) and as a proxy for all three
    hosts (`GET http://www.press.varenia.example/...`). As a context manager it stops at the end of the block.
    """

    daemon_threads = True

    def __init__(self) -> None:
        """Bind a port and serve. Raises OSError when no port can be bound."""
        # Only what is read here can be requested, so no path leads out of the sites.
        self.sites = {host: read_site(host) for host in FOLDERS}
        for site in self.sites.values():
            site["/"] = site["/index.htm"]
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(_POLL_SECONDS,), name="sample-site", daemon=True).start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self.shutdown()
        self.server_close()

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that hung up: the crawler itself reports what it did not get."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: SampleServer
    protocol_version = "HTTP/1.1"
    # One write for the whole response; separate headers and body would each wait for the other's acknowledgement.
    wbufsize = -1

    def do_GET(self) -> None:
        target = urlsplit(self.path)
        site = self.server.sites.get(target.hostname or HOST)
        if site is None:
            self._refuse(HTTPStatus.BAD_GATEWAY, f"Only {', '.join(FOLDERS)} are served here.")
        elif target.path not in site:
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such page.")
        else:
            suffix = PurePosixPath(target.path).suffix or ".htm"
            self._send_file(site[target.path], suffix)

    def version_string(self) -> str:
        return "sample"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        pass

    def _send_file(self, body: bytes, suffix: str) -> None:
        headers = {"Content-Type": _CONTENT_TYPES[suffix], "Last-Modified": _LAST_MODIFIED, "Vary": "Accept-Encoding"}
        if suffix != ".png" and "gzip" in self.headers.get("Accept-Encoding", ""):
            # mtime=0, so that a page has the same bytes in every run.
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == headers["ETag"]:
            self._send(HTTPStatus.NOT_MODIFIED, {name: headers[name] for name in ("ETag", "Last-Modified", "Vary")})
        else:
            self._send(HTTPStatus.OK, headers, body)

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self._send(status, {"Content-Type": "text/html"}, f"<html><body><p>{why}</p></body></html>\n".encode())

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body or b"")
