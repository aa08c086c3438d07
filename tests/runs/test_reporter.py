"""However a crawl is started it leaves a report, and whatever fails at its end decides its code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import processes
from tests.support.pages import HOST, address, briefing
from tests.support.processes import REPO
from tests.support.server import Site, page

if TYPE_CHECKING:
    from tests.support.crawls import Crawler

KEY = 7001
START = ("china_org_cn", "-a", f"url={address(KEY)}")


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of one page."""
    site.serve_all(briefing(KEY, 1))
    return site


def _report(data: Path, source: str = "china_org_cn") -> dict[str, Any]:
    report: dict[str, Any] = json.loads((data / source / "runs" / "latest.json").read_text(encoding="utf-8"))
    return report


def _plug_in(crawler: Crawler, folder: Path, code: str) -> None:
    (folder / "plugged.py").write_text(code, encoding="utf-8")
    crawler.path.append(folder)


# -- What fails at the end


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that not even root can write to")
def test_a_feed_that_cannot_be_opened_ends_with_eight(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-O", "/proc/self/nowhere/turns.jsonl")
    assert crawl.code == 8, crawl.err
    assert "/proc/self/nowhere" in crawl.out
    assert not served.visits()
    assert _report(crawler.data)["code"] == 8


_STORAGE = """
class Failing:
    def __init__(self, uri, *, feed_options=None):
        pass
    def open(self, spider):
        import tempfile
        return tempfile.TemporaryFile()
    def store(self, file):
        raise RuntimeError("the bucket is gone")
"""


def test_a_feed_that_is_not_stored_ends_with_eight(served: Site, crawler: Crawler, tmp_path: Path) -> None:
    _plug_in(crawler, tmp_path, _STORAGE)
    crawl = crawler.run(*START, "-s", 'FEED_STORAGES={"x": "plugged.Failing"}', "-O", "x://a/turns.jsonl", "--nolog")
    assert (crawl.code, "the bucket is gone" in crawl.out) == (8, True)


_EXTENSION = """
import asyncio, errno
from scrapy import signals
class Failing:
    @classmethod
    def from_crawler(cls, crawler):
        self = cls()
        crawler.signals.connect(self.closed, signal=signals.spider_closed)
        crawler.signals.connect(self.closed, signal=signals.feed_exporter_closed)
        return self
    def closed(self):
        {code}
    async def fail(self):
        raise RuntimeError("nobody waits for this")
"""


@pytest.mark.parametrize(
    ("failing", "code"),
    [
        pytest.param("raise RuntimeError('a mistake at the end')", 1, marks=pytest.mark.further),
        ("raise OSError(errno.ENOSPC, 'No space left on device', 'summary.txt')", 8),
        pytest.param("raise ConnectionResetError('a monitor is gone')", 1, marks=pytest.mark.slow),
        ("asyncio.ensure_future(self.fail())", 1),
        ("pass", 0),
    ],
)
def test_an_error_that_is_only_logged_has_its_code(
    served: Site, crawler: Crawler, tmp_path: Path, failing: str, code: int
) -> None:
    _plug_in(crawler, tmp_path, _EXTENSION.replace("{code}", failing))
    (tmp_path / "more_settings.py").write_text(
        "from briefings.settings import *\nEXTENSIONS = {**EXTENSIONS, 'plugged.Failing': 500}\n", encoding="utf-8"
    )
    crawler.launch = ["-c", "import os; os.environ['SCRAPY_SETTINGS_MODULE'] = 'more_settings'\n"
                      "from scrapy.cmdline import execute; execute()"]  # fmt: skip
    crawl = crawler.run(*START, "-L", "CRITICAL")
    assert crawl.code == code, crawl.out + crawl.err
    assert _report(crawler.data)["code"] == code


def test_an_error_of_settling_ends_with_one_and_an_error_of_the_disk_with_eight(
    served: Site, crawler: Crawler, tmp_path: Path
) -> None:
    for error, code in (("RuntimeError('a mistake')", 1), ("OSError(28, 'No space left on device', 'x')", 8)):
        _plug_in(
            crawler,
            tmp_path,
            "from pipelines.jsonl import JsonlPipeline\n"
            "class Closing(JsonlPipeline):\n"
            "    def spider_closed(self, reason):\n"
            "        super().spider_closed(reason)\n"
            f"        raise {error}\n",
        )
        pipelines = {"plugged.Closing": 300, "pipelines.validate.ValidatePipeline": 100}
        crawl = crawler.run(*START, "-s", f"ITEM_PIPELINES={json.dumps(pipelines)}")
        assert crawl.code == code, crawl.out + crawl.err


def test_a_robots_txt_that_cannot_be_had_is_no_failure_of_the_program(served: Site, crawler: Crawler) -> None:
    served.serve(f"http://{HOST}/robots.txt", page(b"", status=500))
    assert crawler.run(*START).code == 6


# -- Other ways to start


def _run(crawler: Crawler, *args: str) -> processes.Process:
    process = processes.start(*args, env={**crawler.environment(), "BRIEFINGS_DATA": str(crawler.data)})
    process.wait()
    return process


def test_runspider_leaves_the_report(served: Site, crawler: Crawler) -> None:
    file = str(REPO / "spiders" / "china_org_cn.py")
    process = _run(crawler, "-m", "scrapy", "runspider", file, "-a", f"url={address(KEY)}", "-s", "DOWNLOAD_DELAY=0")
    report = _report(crawler.data)
    assert (report["code"], report["counts"]["new"], report["arguments"]) == (0, 1, {"url": address(KEY)}), process.err


_SCRIPT = """
import sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
settings = get_project_settings()
settings.update({"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0})
process = AsyncCrawlerProcess(settings)
process.crawl("china_org_cn", url=sys.argv[1])
process.crawl("briefing", url=sys.argv[2])
process.start()
"""


def test_two_crawls_of_a_script_leave_a_report_each_and_share_no_verdict(served: Site, crawler: Crawler) -> None:
    process = _run(crawler, "-c", _SCRIPT, address(KEY), address(7002))
    codes = {source: _report(crawler.data, source)["code"] for source in ("china_org_cn", HOST)}
    assert codes == {"china_org_cn": 0, HOST: 4}, process.err


@pytest.mark.parametrize(
    "failing",
    [
        pytest.param("raise RuntimeError('a mistake')", marks=pytest.mark.further),
        # Nothing in this record names the crawl.
        "import logging; logging.getLogger('spiders.x').error('a mistake', exc_info=RuntimeError())",
    ],
)
def test_an_error_of_one_crawl_is_not_an_error_of_the_other(
    served: Site, crawler: Crawler, tmp_path: Path, failing: str
) -> None:
    _plug_in(crawler, tmp_path, _EXTENSION.replace("{code}", failing))
    script = _SCRIPT.replace(
        'process.crawl("briefing", url=sys.argv[2])',
        "from spiders.briefing import GeneralSpider as General\n"
        "class Failing(General):\n"
        "    custom_settings = {'EXTENSIONS': {**settings.getdict('EXTENSIONS'), 'plugged.Failing': 500}}\n"
        "process.crawl(Failing, url=sys.argv[2])",
    )
    process = _run(crawler, "-c", script, address(KEY), address(KEY))
    codes = {source: _report(crawler.data, source)["code"] for source in ("china_org_cn", HOST)}
    assert codes == {"china_org_cn": 0, HOST: 1}, process.err
