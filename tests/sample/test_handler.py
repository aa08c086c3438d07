"""The sample sites are answered for under their own names, without a network, and nothing else is."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

import briefings
from briefings.sample import FOLDERS, HOST
from briefings.sample.handler import SampleHandler, read_site
from tests.support import processes

if TYPE_CHECKING:
    from scrapy.http import Response

LIST = f"http://{HOST}/pressroom/node_1001.htm"
PAGE = f"http://{HOST}/pressroom/2026-03/06/content_2000101_5.htm"

CRAWL = """
import json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Visitor(scrapy.Spider):
    name = "visitor"

    async def start(self):
        for url in json.loads(sys.argv[1]):
            yield scrapy.Request(url, self.parse, errback=self.failed)

    def parse(self, response):
        print(json.dumps({"url": response.url, "status": response.status, "title": response.css("title::text").get()}))

    def failed(self, failure):
        print(json.dumps({"url": failure.request.url, "error": type(failure.value).__name__}))

process = CrawlerProcess({
    "ROBOTSTXT_OBEY": True,
    "LOG_LEVEL": "CRITICAL",
    "TELNETCONSOLE_ENABLED": False,
    "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "briefings.sample.handler.SampleHandler"),
})
process.crawl(Visitor)
process.start()
"""

ASK_FROM_ZIP = f"""
import sys
sys.path.insert(0, sys.argv[1])
import briefings.sample.handler as handler
assert handler.__file__.startswith(sys.argv[1]), handler.__file__
sys.stdout.buffer.write(handler.read_site()["{PAGE.partition(HOST)[2]}"])
"""


def crawl(*urls: str) -> dict[str, dict[str, Any]]:
    """Return the outcome of each URL."""
    # A proxy where nobody listens: a request that used it, or the network, would fail.
    env = os.environ | {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = processes.run("-c", CRAWL, json.dumps(urls), env=env)
    assert (done.code, done.err) == (0, "")
    return {answer["url"]: answer for answer in map(json.loads, done.out.splitlines())}


def ask(url: str, **headers: str) -> Response:
    handler = SampleHandler(get_crawler())
    return asyncio.run(handler.download_request(Request(url, headers={"If-None-Match": "", **headers})))


def test_pages_come_from_the_sample_under_its_name() -> None:
    answers = crawl(LIST)
    assert answers == {LIST: {"url": LIST, "status": 200, "title": "Press Room - Varenia Press Office"}}


@pytest.mark.parametrize("host", FOLDERS)
def test_every_host_of_the_sample_is_served(host: str) -> None:
    url = f"http://{host}/index.htm"
    answers = crawl(url)
    assert answers[url]["status"] == 200
    assert "Varenia" in answers[url]["title"]


def test_a_page_named_with_https_is_at_the_address_with_http() -> None:
    answers = crawl(f"https://{HOST}/index.htm")
    assert [answer["status"] for answer in answers.values()] == [200]
    assert list(answers) == [f"http://{HOST}/index.htm"]


def test_robots_txt_of_the_sample_is_obeyed() -> None:
    url = f"http://{HOST}/private/drafts.htm"
    assert crawl(url)[url]["error"] == "IgnoreRequest"


@pytest.mark.parametrize("url", ["http://www.other.example/", "https://www.other.example/", f"http://not-{HOST}/"])
def test_any_other_host_is_refused(url: str) -> None:
    assert crawl(url)[url]["error"] == "IgnoreRequest"


def test_every_file_is_served_at_its_path() -> None:
    for host in FOLDERS:
        for path, body in read_site(host).items():
            answer = ask(f"http://{host}{path}")
            assert (path, answer.status, answer.body) == (path, 200, body)
        assert ask(f"http://{host}/").body == ask(f"http://{host}:80").body == read_site(host)["/index.htm"]


@pytest.mark.parametrize(("host", "folder"), FOLDERS.items())
def test_files_on_disk_are_the_paths_of_the_site(host: str, folder: str) -> None:
    site = Path(briefings.__file__).parent / "sample" / folder
    files = {f"/{file.relative_to(site).as_posix()}" for file in site.rglob("*") if file.is_file()}
    assert set(read_site(host)) == files


@pytest.mark.parametrize(
    ("path", "kind"), [(PAGE.partition(HOST)[2], b"text/html"), ("/robots.txt", b"text/plain"),
                       ("/images/2000098_1.png", b"image/png")],
)  # fmt: skip
def test_pages_are_html_without_a_charset_in_the_header(path: str, kind: bytes) -> None:
    assert ask(f"http://{HOST}{path}").headers["Content-Type"] == kind


@pytest.mark.parametrize(
    "path", ["/pressroom/2026-03/06/content_2000101_8.htm", "/pressroom", "/../handler.py", "/%2e%2e/handler.py"]
)
def test_what_is_no_page_is_404(path: str) -> None:
    answer = ask(f"http://{HOST}{path}")
    assert answer.status == 404
    assert b"SampleHandler" not in answer.body


def test_an_unchanged_page_is_304_without_a_body() -> None:
    tag = (ask(PAGE).headers["ETag"] or b"").decode()
    unchanged = ask(PAGE, **{"If-None-Match": tag})
    assert (unchanged.status, unchanged.body, unchanged.headers["ETag"]) == (304, b"", tag.encode())
    assert ask(PAGE, **{"If-None-Match": '"another"'}).status == 200


def test_it_is_served_from_a_zip(tmp_path: Path) -> None:
    package = Path(briefings.__file__).parent
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (package / "__init__.py", package / "addon.py", *(package / "sample").rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                packed.write(file, file.relative_to(package.parent))
    done = subprocess.run(
        [sys.executable, "-c", ASK_FROM_ZIP, str(archive)], capture_output=True, check=False, cwd=tmp_path, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == read_site()[PAGE.partition(HOST)[2]]
