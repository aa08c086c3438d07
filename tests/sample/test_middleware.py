"""The sample site is crawled under its own name, and nothing else is."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from briefings.sample import FOLDERS, HOST
from tests.support import processes

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

    def closed(self, reason):
        stats = self.crawler.stats.get_stats()
        print(json.dumps({"requests": stats.get("downloader/request_count", 0),
                          "robots": stats.get("robotstxt/response_count", 0)}))

process = CrawlerProcess({
    "ROBOTSTXT_OBEY": True,
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
    "DOWNLOADER_MIDDLEWARES": {"briefings.sample.middleware.SampleSiteMiddleware": 60},
})
process.crawl(Visitor)
process.start()
"""


def crawl(*urls: str) -> tuple[dict[str, dict[str, Any]], dict[str, int]]:
    """Return the outcome of each URL, and the counts of the whole crawl."""
    # A proxy where nobody listens: a request that used it, or the network, would fail.
    env = os.environ | {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = processes.run("-c", CRAWL, json.dumps(urls), env=env)
    assert (done.code, done.err) == (0, "")
    *answers, counts = [json.loads(line) for line in done.out.splitlines()]
    return {answer["url"]: answer for answer in answers}, counts


def test_pages_come_from_the_sample_under_its_name() -> None:
    url = f"http://{HOST}/pressroom/node_1001.htm"
    answers, counts = crawl(url)
    assert answers == {url: {"url": url, "status": 200, "title": "Press Room - Varenia Press Office"}}
    assert counts == {"requests": 2, "robots": 1}


@pytest.mark.parametrize("host", FOLDERS)
def test_every_host_of_the_sample_is_served(host: str) -> None:
    url = f"http://{host}/index.htm"
    answers, _ = crawl(url)
    assert answers[url]["status"] == 200
    assert "Varenia" in answers[url]["title"]


def test_a_page_named_with_https_is_requested_by_http() -> None:
    answers, counts = crawl(f"https://{HOST}/index.htm")
    assert [answer["status"] for answer in answers.values()] == [200]
    assert list(answers) == [f"http://{HOST}/index.htm"]
    assert counts == {"requests": 2, "robots": 1}


def test_robots_txt_of_the_sample_is_obeyed() -> None:
    url = f"http://{HOST}/private/drafts.htm"
    answers, counts = crawl(url)
    assert answers[url]["error"] == "IgnoreRequest"
    assert counts["requests"] == 1


@pytest.mark.parametrize("url", ["http://www.other.example/", "https://www.other.example/", f"http://not-{HOST}/"])
def test_any_other_host_is_refused_before_a_request(url: str) -> None:
    answers, counts = crawl(url)
    assert answers[url]["error"] == "IgnoreRequest"
    assert counts == {"requests": 0, "robots": 0}
