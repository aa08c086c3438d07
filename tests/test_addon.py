"""Another Scrapy project that uses this one as an add-on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.crawls import Crawler
from tests.support.pages import HOST, address, briefing
from tests.support.parts import part_of
from tests.support.processes import Process
from tests.support.server import Site, page, redirect

_SETTINGS = """
BOT_NAME = "shop"
SPIDER_MODULES = ["shop.spiders"]
DOWNLOAD_DELAY = 0
RETRY_TIMES = 0
ITEM_PIPELINES = {"shop.pipelines.Told": 500}
ADDONS = {"briefings.Briefings": 0}
COMMANDS_MODULE = "briefings.commands"
"""
_NOT_KEPT = "1 not kept (ITEM_PIPELINES drop them, or lack those that keep briefings)"
_PIPELINES = """
from scrapy.exceptions import DropItem


class Told:
    def process_item(self, item):
        print("told of", item.id)
        return item


class Dropping:
    def process_item(self, item):
        raise DropItem("of no interest")
"""
_SPIDERS = """
import scrapy
from briefings.crawling import BriefingSpider
from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript


class House(BriefingSpider):
    name = "house"


class Plain(scrapy.Spider):
    name = "plain"

    def __init__(self, url):
        super().__init__()
        self.start_urls = url.split(",")

    def parse(self, response):
        pages = [read_page(response.body, response.url)]
        yield load_briefing(read_transcript(pages), source=self.name)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An ordinary project with a pipeline of its own."""
    spiders = tmp_path / "shop" / "spiders"
    spiders.mkdir(parents=True)
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = shop.settings\n", encoding="utf-8")
    for path, text in (
        (spiders.parent / "__init__.py", ""),
        (spiders.parent / "settings.py", _SETTINGS),
        (spiders.parent / "pipelines.py", _PIPELINES),
        (spiders / "__init__.py", _SPIDERS),
    ):
        path.write_text(text, encoding="utf-8")
    return tmp_path


def scrapy(project: Path, crawler: Crawler, *arguments: str) -> Process:
    """Run `scrapy ARGUMENTS` in the project."""
    return processes.run("-m", "scrapy", *arguments, cwd=project, env=crawler.environment())


def without(project: Path, name: str) -> None:
    """Remove a setting from the project's."""
    file = project / "shop" / "settings.py"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if not line.startswith(name)), encoding="utf-8")


@pytest.mark.parametrize("spider", part_of(["plain", "house"], 2))
def test_a_crawl_ends_with_a_true_sentence_and_keeps_its_records(
    project: Path, site: Site, crawler: Crawler, spider: str
) -> None:
    site.serve_all(briefing(7001, 1))
    for counts in ("1 new, 0 revised, 0 unchanged", "0 new, 0 revised, 1 unchanged"):
        done = scrapy(project, crawler, "crawl", spider, "-a", f"url={address(7001)}")
        sentence = f"1 briefing (3 turns): {counts}, all complete. Kept in data/{spider}."
        assert (done.code, done.out.splitlines()) == (0, [f"told of {HOST}/7001", sentence]), done.err
    kept = (project / "data" / spider / "briefings.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in kept] == [f"{HOST}/7001"]


def test_a_plain_spider_that_lacks_pages_is_incomplete(project: Path, site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3))
    done = scrapy(project, crawler, "crawl", "plain", "-a", f"url={address(7001)}")
    assert done.code == 3, done.err
    assert f"1 briefing incomplete: {HOST}/7001 lacks page 2 (not given: {address(7001, 2)}), page 3" in done.out


@pytest.mark.parametrize(
    "started",
    [("crawl", "alone"), pytest.param(("runspider", "shop/alone.py"), marks=pytest.mark.further)],
    ids=" ".join,
)
def test_a_source_with_pipelines_of_its_own_alone_says_that_nothing_is_kept(
    project: Path, site: Site, crawler: Crawler, started: tuple[str, ...]
) -> None:
    spider = (
        "from briefings.crawling import BriefingSpider\n"
        "class Alone(BriefingSpider):\n"
        "    name = 'alone'\n"
        "    custom_settings = {'ITEM_PIPELINES': {'shop.pipelines.Told': 500}}\n"
    )
    for file in ("alone.py", "spiders/alone.py"):
        (project / "shop" / file).write_text(spider, encoding="utf-8")
    pages = briefing(7001, 2)
    site.serve(address(7001), pages[address(7001)])
    done = scrapy(project, crawler, *started, "-a", f"url={address(7001)}")
    assert done.code == 3, done.err
    assert f"0 unchanged, {_NOT_KEPT}. 1 briefing incomplete" in done.out


def test_a_plain_spider_with_pipelines_of_its_own_alone_says_so_too(
    project: Path, site: Site, crawler: Crawler
) -> None:
    with (project / "shop" / "spiders" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("    custom_settings = {'ITEM_PIPELINES': {'shop.pipelines.Told': 500}}\n")
    site.serve_all(briefing(7001, 1))
    done = scrapy(project, crawler, "crawl", "plain", "-a", f"url={address(7001)}")
    assert (done.code, _NOT_KEPT in done.out) == (0, True), done.out


@pytest.mark.parametrize("spider", part_of(["house", "plain"], 2))
def test_a_briefing_that_a_pipeline_of_the_project_drops_is_said_not_to_be_kept(
    project: Path, site: Site, crawler: Crawler, spider: str
) -> None:
    site.serve_all(briefing(7001, 1))
    for order, said in ((50, _NOT_KEPT), (500, "1 new, 0 revised, 0 unchanged, all complete")):
        settings = _SETTINGS.replace("Told", "Dropping").replace("500", str(order))
        (project / "shop" / "settings.py").write_text(settings, encoding="utf-8")
        done = scrapy(project, crawler, "crawl", spider, "-a", f"url={address(7001)}")
        assert (done.code, said in done.out) == (0, True), done.out


def test_parts_of_a_spider_come_beside_ours(project: Path, site: Site, crawler: Crawler) -> None:
    """Scrapy's robots middleware came back with them, and the run, without its reporter, called itself interrupted."""
    own = {
        "DOWNLOADER_MIDDLEWARES": {"scrapy.downloadermiddlewares.stats.DownloaderStats": 900},
        "EXTENSIONS": {"scrapy.extensions.spiderstate.SpiderState": 1},
    }
    with (project / "shop" / "spiders" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\nclass Own(House):\n    name = 'own'\n    custom_settings = {own}\n")
    site.serve_all(briefing(7001, 1))
    for status, code in ((500, 6), (404, 0)):
        site.serve(f"http://{HOST}/robots.txt", page(b"", status=status))
        done = scrapy(project, crawler, "crawl", "own", "-a", f"url={address(7001)}")
        assert done.code == code, done.out
    assert site.visits() == [address(7001)]


def test_what_the_project_sets_itself_stays(project: Path, crawler: Crawler) -> None:
    script = (
        "from scrapy.utils.project import get_project_settings\n"
        "from scrapy.crawler import AsyncCrawlerProcess\n"
        "settings = AsyncCrawlerProcess(get_project_settings()).settings\n"
        "print(*(settings[name] for name in ('BOT_NAME', 'DOWNLOAD_DELAY', 'RETRY_TIMES', 'ROBOTSTXT_OBEY')))\n"
        "print(len(settings.getdict('ITEM_PIPELINES')))"
    )
    done = processes.run("-c", script, cwd=project, env=crawler.environment())
    assert done.out.splitlines() == ["shop 0 0 True", "5"], done.err


@pytest.mark.parametrize(
    ("commands", "command"),
    [
        ("ours", ("crawl", "house")),
        ("of Scrapy", ("crawl", "house")),
        ("ours", ("crawl", "plain")),
        ("ours", ("runspider", "one.py")),
    ],
)
def test_a_spider_without_the_settings_says_what_to_add(
    project: Path, crawler: Crawler, commands: str, command: tuple[str, ...]
) -> None:
    without(project, "ADDONS")
    if commands == "of Scrapy":
        without(project, "COMMANDS_MODULE")
    (project / "one.py").write_text("import scrapy\n" + _SPIDERS[_SPIDERS.index("class Plain") :], encoding="utf-8")
    done = scrapy(project, crawler, *command, "-a", f"url={address(7001)}")
    assert done.code == 2
    assert 'add ADDONS = {"briefings.Briefings": 0} to the settings' in done.err
    assert "Traceback" not in done.err


def test_a_feed_of_a_refused_format_is_bad_usage(project: Path, crawler: Crawler) -> None:
    done = scrapy(project, crawler, "crawl", "plain", "-a", f"url={address(7001)}", "-O", "turns.xml")
    assert (done.code, done.err) == (2, "FEEDS names the format xml; there are csv, jl, json, jsonl, jsonlines.\n")
    assert crawler.site.log == []


@pytest.mark.further
def test_a_source_may_name_its_host_with_a_port(project: Path, site: Site, crawler: Crawler) -> None:
    with (project / "shop" / "spiders" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(
            "\n\nclass Ported(BriefingSpider):\n    name = 'ported'\n    allowed_domains = ['press.example:8080']\n"
        )
    url = address(7001, host="press.example:8080")
    site.serve_all(briefing(7001, 1, host="press.example:8080"))
    done = scrapy(project, crawler, "crawl", "ported", "-a", f"url={url}")
    assert (done.code, "1 new" in done.out) == (0, True), done.err


def test_a_page_of_which_no_errback_hears_is_told(project: Path, site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 1))
    site.serve("http://press.example:8081/robots.txt", b"User-agent: *\nDisallow: /")
    urls = f"http://press.example:8081/talk,{address(7001)},{address(7002)}"
    done = scrapy(project, crawler, "crawl", "plain", "-a", f"url={urls}")
    assert "http://press.example:8081/talk is not fetched (robots.txt" in done.err
    lacks = "1 page not fetched (see the log), 1 answer not taken (see the log)"
    sentence = f"1 briefing (3 turns): 1 new, 0 revised, 0 unchanged. {lacks}. Kept in data/plain."
    assert (done.code, done.out.splitlines()[-1]) == (3, sentence), done.err
    site.serve("http://press.example/talk", redirect("http://10.1.2.3/talk"))
    done = scrapy(project, crawler, "fetch", "http://press.example/talk")
    why = "is a private address); BRIEFINGS_PRIVATE_HOSTS can name its host"
    assert f"http://10.1.2.3/talk is not fetched (not asked: 10.1.2.3 {why}" in done.err
    assert site.visits()[-1] == "http://press.example/talk"
