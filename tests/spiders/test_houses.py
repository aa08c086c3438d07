"""The sources of ten houses, on replicas of their lists, pagers and briefings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from briefings.survey.frozen import row_of
from tests.support import processes
from tests.support.casebook import all_cases
from tests.support.crawls import Crawl, Crawler
from tests.support.house_sites import SITES
from tests.support.parts import each
from tests.support.processes import REPO
from tests.support.server import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CRAWL_ALL = """
import sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
settings = get_project_settings()
settings.setdict({"SPIDER_MODULES": ["replicas"], "DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0}, priority="cmdline")
process = AsyncCrawlerProcess(settings)
for name in sys.argv[1:]:
    process.crawl(name)
process.start()
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl of all houses: their records and reports, and the requests."""

    crawl: Crawl
    reports: dict[str, dict[str, Any]]
    asked: list[str]


@pytest.fixture(scope="module")
def crawl_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Run]]:
    """Crawls the ten houses in one process."""
    folder = tmp_path_factory.mktemp("houses")
    (folder / "replicas").mkdir()
    (folder / "replicas" / "__init__.py").touch()
    for name in SITES:
        # The test's proxy has no certificate for every host.
        source = (REPO / "spiders" / f"{name}.py").read_text(encoding="utf-8").replace("https://", "http://")
        (folder / "replicas" / f"{name}.py").write_text(source, encoding="utf-8")
    with Site() as site:
        for name, house in SITES.items():
            site.serve_all(house.pages(name))
        yield lambda: _run(site, folder)


@pytest.fixture(scope="module")
def first(crawl_all: Callable[[], Run]) -> Run:
    return crawl_all()


def _run(site: Site, folder: Path) -> Run:
    crawler = Crawler(site, folder / "data", path=[REPO, folder])
    site.log.clear()
    environment = {**crawler.environment(), "BRIEFINGS_DATA": str(crawler.data)}
    done = processes.run("-c", _CRAWL_ALL, *SITES, env=environment)
    assert done.code == 0, done.err
    reports = {
        name: json.loads((crawler.data / name / "runs" / "latest.json").read_text(encoding="utf-8")) for name in SITES
    }
    asked = [visit.url for visit in site.log if not visit.url.endswith("robots.txt")]
    return Run(Crawl(done.code, done.out, done.err, crawler.data), reports, asked)


@each("name", SITES)
def test_a_house_is_read_whole(first: Run, name: str) -> None:
    run, site = first, SITES[name]
    talks = site.talks(name)
    report = run.reports[name]
    assert (report["code"], report["counts"]["complete"]) == (0, len(talks)), f"{report['sentence']}\n{run.crawl.err}"
    assert len(run.crawl.turns(name)) == 4 * site.parts * len(talks)
    briefings = {line["url"]: line for line in run.crawl.briefings(name)}
    for talk in talks:
        line = briefings[site.address(talk)]
        assert (len(line["pages"]), line["date"]) == (site.parts, f"{talk.day}")
    question, answer = (re.sub("<[^>]+>|&nbsp;|[:：.]", "", label).strip() for label in site.labels)
    assert {re.sub("[:：.]", "", turn["label"]) for turn in run.crawl.turns(name)} == {question, answer}
    assert {turn["role"] for turn in run.crawl.turns(name)} == {"press", "official"}


def _own(run: Run, name: str) -> list[str]:
    """Return the requests to the host of a house."""
    host = SITES[name].list_url(1).split("/")[2]
    return [url for url in run.asked if url.split("/")[2] == host]


@each("name", SITES)
def test_nothing_is_asked_for_that_is_none_of_its_pages(first: Run, name: str) -> None:
    site, own = SITES[name], _own(first, name)
    assert set(own) <= {*site.pages(name), site.list_url(site.lists + 1)}
    assert len(own) == len(set(own))


@pytest.mark.further
def test_a_second_run_asks_for_the_first_page_of_each_list_alone(first: Run, crawl_all: Callable[[], Run]) -> None:
    assert first.reports.keys() == SITES.keys()
    second = crawl_all()
    for name, site in SITES.items():
        assert {site.list_url(1)} <= set(_own(second, name)) <= {site.list_url(1), site.also}
        assert second.reports[name]["code"] == 0


def test_every_house_has_a_case_whose_labels_are_found_without_its_source_too() -> None:
    cases = [case for case in all_cases() if "source" in case.told]
    assert {case.told["source"] for case in cases} == set(SITES)
    for case in cases:
        general = replace(case, told={name: value for name, value in case.told.items() if name != "source"})
        found = [row_of(turn) for turn in general.briefing().turns]
        assert [row for row in found if row["label"]] == [row for row in case.rows() if row["label"]], case.name


@pytest.mark.slow
def test_a_briefing_of_seven_pages_is_whole_after_a_kill(site: Site, crawler: Crawler, tmp_path: Path) -> None:
    name, house = "mnd_cn", SITES["mnd_cn"]
    site.serve_all(house.pages(name))
    crawler.path.append(tmp_path)
    (tmp_path / "replicas.py").write_text(
        (REPO / "spiders" / f"{name}.py").read_text(encoding="utf-8"), encoding="utf-8"
    )
    run = (name, "-s", "SPIDER_MODULES=replicas")
    crawler.kill_after(11, *run)
    crawl = crawler.run(*run)
    assert crawl.code == 0, crawl.err
    assert [len(line["pages"]) for line in crawl.briefings(name)] == [7] * 3
    assert len(crawl.turns(name)) == len({turn["id"] for turn in crawl.turns(name)}) == 3 * 7 * 4
