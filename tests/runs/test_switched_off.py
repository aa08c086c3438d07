"""What is switched off costs nothing at the start, and can still be switched on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.processes import REPO

_START = """
import sys; from scrapy import Spider; from scrapy.core.downloader.middleware import DownloaderMiddlewareManager
from scrapy.utils.project import get_project_settings; from scrapy.crawler import AsyncCrawlerProcess
settings = get_project_settings(); settings.setdict(dict.fromkeys(sys.argv[1:], True), priority="cmdline")
crawler = AsyncCrawlerProcess(settings).create_crawler(type("Press", (Spider,), {"name": "press"}))
crawler.spider = crawler._create_spider(); crawler._apply_settings()
DownloaderMiddlewareManager.from_crawler(crawler)
print(*sorted({"aiohttp", "tldextract"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("switched_on", "imported"), [((), ""), (("COOKIES_ENABLED", "REMOTE_CONTROL_ENABLED"), "aiohttp tldextract")]
)
def test_only_what_is_switched_on_is_imported(switched_on: tuple[str, ...], imported: str) -> None:
    started = subprocess.run(
        [sys.executable, "-c", _START, *switched_on], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert started.stdout.strip() == imported
