"""Switched-off parts cost nothing at the start, and can still be switched on."""

from __future__ import annotations

import subprocess
import sys

from tests.support.processes import REPO

_STARTS = """
import sys; from scrapy import Spider; from scrapy.core.downloader.middleware import DownloaderMiddlewareManager
from scrapy.utils.project import get_project_settings; from scrapy.crawler import AsyncCrawlerProcess
for switched_on in ((), ("COOKIES_ENABLED", "REMOTE_CONTROL_ENABLED")):
    settings = get_project_settings(); settings.setdict(dict.fromkeys(switched_on, True), priority="cmdline")
    crawler = AsyncCrawlerProcess(settings).create_crawler(type("Press", (Spider,), {"name": "press"}))
    crawler.spider = crawler._create_spider(); crawler._apply_settings()
    DownloaderMiddlewareManager.from_crawler(crawler)
    print(*sorted({"aiohttp", "tldextract"} & set(sys.modules)))
"""
"""A start with nothing switched on, and one with more; each prints what has been imported by then."""


def test_only_what_is_switched_on_is_imported() -> None:
    started = subprocess.run([sys.executable, "-c", _STARTS], cwd=REPO, capture_output=True, text=True, check=True)
    assert started.stdout == "\naiohttp tldextract\n"
