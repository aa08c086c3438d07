"""The sample site over real HTTP."""

from __future__ import annotations

import gzip
import http.client
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

import briefings
from briefings.sample import FOLDERS, HOST
from briefings.sample.server import SampleServer, read_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPMessage

LIST = "/pressroom/node_1001.htm"
PAGE = "/pressroom/2026-03/06/content_2000101_5.htm"

ASK_FROM_ZIP = f"""
import sys, http.client
sys.path.insert(0, sys.argv[1])
import briefings.sample.server as server
assert server.__file__.startswith(sys.argv[1]), server.__file__
with server.SampleServer() as running:
    connection = http.client.HTTPConnection(running.url.removeprefix("http://"))
    connection.request("GET", "{PAGE}")
    sys.stdout.buffer.write(connection.getresponse().read())
    connection.close()
"""


@pytest.fixture(name="server")
def running_server() -> Iterator[SampleServer]:
    with SampleServer() as server:
        yield server


def ask(
    server: SampleServer, target: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=100)
    try:
        connection.request(method, target, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def test_every_file_is_served_at_its_path(server: SampleServer) -> None:
    for host in FOLDERS:
        for path, body in read_site(host).items():
            status, headers, served = ask(server, f"http://{host}{path}")
            assert (path, status, served) == (path, 200, body)
            assert headers["Content-Length"] == str(len(body))
            assert host != HOST or ask(server, path)[2] == body


@pytest.mark.parametrize(("host", "folder"), FOLDERS.items())
def test_files_on_disk_are_the_paths_of_the_site(host: str, folder: str) -> None:
    site = Path(briefings.__file__).parent / "sample" / folder
    files = {f"/{file.relative_to(site).as_posix()}" for file in site.rglob("*") if file.is_file()}
    assert set(read_site(host)) == files


def test_pages_are_html_without_a_charset_in_the_header(server: SampleServer) -> None:
    assert ask(server, PAGE)[1]["Content-Type"] == "text/html"
    assert ask(server, "/robots.txt")[1]["Content-Type"] == "text/plain"
    assert ask(server, "/images/2000098_1.png")[1]["Content-Type"] == "image/png"


def test_root_is_the_home_page(server: SampleServer) -> None:
    assert ask(server, "/")[2] == read_site()["/index.htm"]


def test_it_is_a_proxy_for_its_own_hosts_only(server: SampleServer) -> None:
    assert ask(server, f"http://{HOST}{LIST}")[2] == read_site()[LIST]
    assert ask(server, f"http://{HOST}:80{LIST}")[0] == 200
    assert ask(server, f"http://news.varenia.example{LIST}")[0] == 404
    assert ask(server, f"http://www.other.example{LIST}")[0] == 502


@pytest.mark.parametrize(
    "path", ["/pressroom/2026-03/06/content_2000101_8.htm", "/pressroom", "/../server.py", "/%2e%2e/server.py"]
)
def test_what_is_no_page_is_404(server: SampleServer, path: str) -> None:
    status, headers, body = ask(server, path)
    assert status == 404
    assert headers["Content-Length"] == str(len(body))
    assert b"SampleServer" not in body


def test_unchanged_page_is_304_without_a_body(server: SampleServer) -> None:
    first = ask(server, PAGE)[1]
    status, headers, body = ask(server, PAGE, headers={"If-None-Match": first["ETag"]})
    assert (status, body) == (304, b"")
    assert (headers["ETag"], headers["Last-Modified"]) == (first["ETag"], first["Last-Modified"])
    assert ask(server, PAGE, headers={"If-None-Match": '"another"'})[0] == 200


def test_validators_are_the_same_in_every_run(server: SampleServer) -> None:
    with SampleServer() as other:
        assert other.url != server.url
        for path in (LIST, PAGE):
            here, there = ask(server, path)[1], ask(other, path)[1]
            assert (here["ETag"], here["Last-Modified"]) == (there["ETag"], there["Last-Modified"])


def test_gzip_for_those_who_take_it(server: SampleServer) -> None:
    _, headers, body = ask(server, PAGE, headers={"Accept-Encoding": "br, gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(body))
    assert gzip.decompress(body) == read_site()[PAGE]
    assert body == ask(server, PAGE, headers={"Accept-Encoding": "gzip"})[2]
    assert ask(server, PAGE, headers={"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]})[0] == 304


@pytest.mark.parametrize("offer", ["", "br", "identity"])
def test_no_gzip_for_the_others(server: SampleServer, offer: str) -> None:
    _, headers, body = ask(server, PAGE, headers={"Accept-Encoding": offer})
    assert headers["Content-Encoding"] is None
    assert body == read_site()[PAGE]


def test_one_connection_carries_many_requests(server: SampleServer) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=100)
    connection.connect()
    port = connection.sock.getsockname()[1]
    for path in (LIST, "/nothing.htm", PAGE):
        connection.request("GET", path)
        connection.getresponse().read()
        assert connection.sock is not None
        assert connection.sock.getsockname()[1] == port
    connection.close()


def test_stopped_server_frees_its_port() -> None:
    server = SampleServer()
    address = urlsplit(server.url)
    server.stop()
    connection = http.client.HTTPConnection(address.netloc, timeout=100)
    with pytest.raises(ConnectionRefusedError):
        connection.request("GET", LIST)


def test_it_is_served_from_a_zip(tmp_path: Path) -> None:
    package = Path(briefings.__file__).parent
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (package / "__init__.py", *(package / "sample").rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                packed.write(file, file.relative_to(package.parent))
    done = subprocess.run(
        [sys.executable, "-c", ASK_FROM_ZIP, str(archive)], capture_output=True, check=False, cwd=tmp_path, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == read_site()[PAGE]
