"""Answer for the packaged sample sites under their own host names, from the package itself."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.httpobj import urlparse_cached

from briefings.sample import FOLDERS, HOST

# Without a charset, as the real sites send it, so that the page's own declaration counts.
_CONTENT_TYPES = {".htm": "text/html", ".txt": "text/plain", ".png": "image/png"}


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


class SampleHandler(BaseDownloadHandler):
    """Download handler that answers as the servers of the sample sites would, and never uses the network.

    A page named with https is at the same address with http.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Only what is read here can be requested, so no path leads out of the sites.
        self._sites = {host: read_site(host) for host in FOLDERS}
        for site in self._sites.values():
            site[""] = site["/"] = site["/index.htm"]

    async def download_request(self, request: Request) -> Response:
        """Answer a request. Raises IgnoreRequest for any other host."""
        parts = urlparse_cached(request)
        if (site := self._sites.get(parts.hostname or "")) is None:
            raise IgnoreRequest(f"{request.url} is not at {', '.join(FOLDERS)}: not requested")
        if parts.scheme == "https":
            return _answer(request, 301, {"Location": parts._replace(scheme="http").geturl()})
        if (body := site.get(parts.path)) is None:
            page = b"<html><body><p>There is no such page.</p></body></html>\n"
            return _answer(request, 404, {"Content-Type": "text/html"}, page)
        headers = {"Content-Type": _CONTENT_TYPES[PurePosixPath(parts.path).suffix or ".htm"]}
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == headers["ETag"].encode():
            return _answer(request, 304, headers)
        return _answer(request, 200, headers, body)


def _answer(request: Request, status: int, headers: dict[str, str], body: bytes = b"") -> Response:
    told = Headers(headers)
    kind = responsetypes.from_args(headers=told, url=request.url, body=body)
    return kind(request.url, status=status, headers=told, body=body, request=request, protocol="HTTP/1.1")
