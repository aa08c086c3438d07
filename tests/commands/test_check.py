"""`scrapy check` reads a known briefing of each source again and tells what the site has changed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from briefings.crawling import BriefingSpider
from tests.support import processes
from tests.support.pages import CHAIR, HOST, address, briefing
from tests.support.server import Reply, Site, redirect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.crawls import Crawler
    from tests.support.processes import Process

KEY, PAGES, TURNS = 7001, 7, 15


def _serve(site: Site, host: str) -> None:
    site.serve_all(briefing(KEY, PAGES, host))


def _change(change: Callable[[str], str]) -> Callable[[Site, str], None]:
    """Return a function that serves the briefing with each page changed."""

    def serve(site: Site, host: str) -> None:
        for url, body in briefing(KEY, PAGES, host).items():
            site.serve(url, change(body.decode()).encode())

    return serve


def _moved(site: Site, host: str) -> None:
    _serve(site, host)
    for url in briefing(KEY, PAGES, host):
        site.serve(url, redirect(f"http://{host}/index.htm", status=301))
    site.serve(f"http://{host}/index.htm", b"<title>Press Office</title><p><a href='/about.htm'>About us</a></p>")


def _elsewhere(site: Site, host: str) -> None:
    site.serve_all(briefing(7002, PAGES, host))
    site.serve(address(KEY, host=host), redirect(address(7002, host=host), status=301))


def _robots(site: Site, host: str) -> None:
    _serve(site, host)
    site.serve(f"http://{host}/robots.txt", b"User-agent: *\nDisallow: /business/\n")


def _page(number: int, status: int) -> Callable[[Site, str], None]:
    def serve(site: Site, host: str) -> None:
        _serve(site, host)
        site.serve(address(KEY, number, host), Reply(status=status))

    return serve


def _dots(text: str) -> str:
    """Set the labels as another editor might: after a dash, without a colon."""
    return re.sub(r"<p><strong>([^<:]+):</strong></p>\n<p>", r"<p>&mdash; \1 &mdash; ", text)


SITES: dict[str, tuple[Callable[[Site, str], None], str]] = {
    "as_ever": (_serve, r"as it was: 7 pages, 15 turns\."),
    "relabelled": (
        _change(lambda text: text.replace(CHAIR, "T. Vask")),
        r'_7001.htm has changed: the labels: "T. Vask", "Varenia Radio", "\S+ \S+" in place of "Tolmer Vask"',
    ),
    "unlabelled": (
        _change(_dots),
        r'speakers not understood\..* has changed: the labels: none in place of "Tolmer Vask"',
    ),
    "moved": (_moved, r"No briefing was read: http\S+7001.htm was not read \(redirected to http\S+/index.htm\)"),
    "elsewhere": (_elsewhere, r"has changed: the address: it has moved to http://elsewhere\S+content_7002.htm\."),
    "gone": (_page(1, 404), r"lacks page 1 \(http 404\)\..* has changed: pages: 6 in place of 7"),
    "blocked": (_page(1, 403), r"Blocked by the site"),
    "robots": (_robots, r"Blocked by the site: 1 page refused\..*robots"),
    "page_four": (_page(4, 404), r"lacks page 4 \(http 404\)\..* pages: 6 in place of 7; turns: 13 in place of 15\."),
    "redated": (
        _change(lambda text: text.replace("May 16", "May 15")),
        r"has changed: the day: 2024-05-15 in place of 2024-05-16\.",
    ),
}


@pytest.fixture
def sources(site: Site, crawler: Crawler, tmp_path: Path) -> Crawler:
    """A source with a canary for each site, and two spiders with contracts in their docstrings."""
    canary = f'pages={PAGES}, turns={TURNS}, label="{CHAIR}", held_on="2024-05-16"'
    lines = ["from scrapy import Spider", "from briefings.crawling import BriefingSpider, Canary"]
    for name, (serve, _) in SITES.items():
        host = f"{name.replace('_', '')}.varenia.example"
        serve(site, host)
        lines += [
            f"class {name.title()}(BriefingSpider):",
            f"    name, allowed_domains = {name!r}, ({host!r},)",
            f"    canary = Canary({address(KEY, host=host)!r}, {canary})",
        ]
    for name, requests in (("keeps", 0), ("breaks", 1)):
        contract = (
            f'"""Read.\n\n        @url http://{HOST}/\n        @returns requests {requests} {requests}\n        """'
        )
        lines += [f"class {name.title()}(Spider):", f"    name = {name!r}", "    def parse(self, response):"]
        lines += [f"        {contract}", "        return []"]
    site.serve(f"http://{HOST}/", b"<p>Press Office</p>")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "__init__.py").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    crawler.path.append(tmp_path)
    return crawler


def _check(crawler: Crawler, *args: str) -> Process:
    settings = ("BRIEFINGS_DATA", crawler.data), ("SPIDER_MODULES", "own"), ("DOWNLOAD_DELAY", 0), ("RETRY_TIMES", 0)
    given = [part for name, value in settings for part in ("-s", f"{name}={value}")]
    temporary = {"TMPDIR": str(crawler.path[-1] / "tmp")}
    return processes.run("-m", "scrapy", "check", *given, *args, env={**crawler.environment(), **temporary})


def _bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_has_changed_at_each_source_is_told_and_nothing_kept_is_touched(site: Site, sources: Crawler) -> None:
    crawl = sources.run(
        "as_ever", "-s", "SPIDER_MODULES=own", "-a", f"url={address(KEY, host='asever.varenia.example')}"
    )
    assert crawl.code == 0, crawl.err
    before = _bytes_below(sources.data)
    done = _check(sources, *SITES)
    assert done.code == 6, done.err
    told = dict(line.split(": ", 1) for line in done.out.splitlines())
    assert list(told) == list(SITES)
    for name, (_, words) in SITES.items():
        assert re.search(words, told[name]), told[name]
    assert _bytes_below(sources.data) == before
    assert list((sources.path[-1] / "tmp").iterdir()) == []


def test_the_code_is_that_of_the_source(sources: Crawler) -> None:
    done = _check(sources, "moved")
    assert (done.code, done.out.count("\n")) == (4, 1), done.out


@pytest.mark.slow
def test_contracts_are_checked_as_ever(site: Site, sources: Crawler) -> None:
    done = _check(sources, "keeps", "as_ever")
    assert (done.code, done.out) == (0, "as_ever: as it was: 7 pages, 15 turns.\n"), done.err
    assert "Ran 1 contract in" in done.err
    done = _check(sources, "breaks", "as_ever")
    assert (done.code, "FAILED (failures=1)" in done.err) == (1, True), done.err
    assert "as_ever: as it was" in done.out
    assert not sources.data.exists()


def test_a_canary_may_be_an_address_alone(sources: Crawler) -> None:
    with (sources.path[-1] / "own" / "__init__.py").open("a", encoding="utf-8") as file:
        url = address(KEY, host="asever.varenia.example")
        file.write(f"\nclass Short(BriefingSpider):\n    name, canary = 'short', {url!r}\n")
    done = _check(sources, "short")
    assert (done.code, done.out) == (0, "short: as it was: 7 pages, 15 turns.\n"), done.err


def test_the_list_names_contracts_and_canaries_and_asks_nobody(site: Site, sources: Crawler) -> None:
    done = _check(sources, "--list")
    assert done.code == 0
    assert "keeps\n  * parse" in done.out
    assert f"gone\n  * canary {address(KEY, host='gone.varenia.example')}" in done.out
    assert site.visits() == []


def test_a_spider_that_is_not_there_is_refused(sources: Crawler) -> None:
    done = _check(sources, "nowhere")
    assert (done.code, "There is no spider nowhere; there are as_ever, " in done.err) == (2, True)


def test_every_canary_stands_on_a_host_of_its_source() -> None:
    spiders = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"]}))
    sources = [spider for name in spiders.list() if issubclass(spider := spiders.load(name), BriefingSpider)]
    canaries = {spider.name: spider.read_given(url=spider.canary.url).entries for spider in sources if spider.canary}
    assert {"china_org_cn", "sample", "white_house_2017"} <= canaries.keys()


def test_the_sample_is_as_it_was() -> None:
    done = processes.run("-m", "scrapy", "check", "sample", env={**os.environ, "BRIEFINGS_DATA": "/nowhere"})
    assert (done.code, done.out) == (0, "sample: as it was: 7 pages, 37 turns.\n"), done.err
