"""Pages known by their bytes and reader are not read again; records and reports are the same."""

from __future__ import annotations

import json
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from tests.support.casebook import all_cases
from tests.support.changed_rows import change_rows
from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing, briefing_page, list_page
from tests.support.server import Reply, Site, page, tagged

SOURCE = "china_org_cn"
LIST = f"http://{HOST}/pressroom/node_8001.htm"
RUN = (SOURCE, "-a", f"lists={LIST}")
DUE = ("-s", "BRIEFINGS_LOOK_AGAIN=0")
_OF_THE_RUN = {"run", "started_at", "ended_at", "seconds"}
_REQUESTS = ("unchanged_pages", "requests", "responses", "bytes")


@pytest.fixture
def listed(site: Site) -> Site:
    """Three briefings of three pages on a list, all with validators."""
    for key in (7001, 7002, 7003):
        for url, body in briefing(key, 3).items():
            site.serve(url, tagged(body))
    site.serve(LIST, list_page([address(key) for key in (7001, 7002, 7003)]))
    return site


def _files(data: Path, source: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((data / source).glob("*.jsonl"))}


def _not_read(crawl: Crawl) -> int:
    return crawl.err.count("not read again")


def _without_short_cut(data: Path) -> None:
    change_rows(data, "UPDATE briefings SET reading = NULL")


def _report(crawl: Crawl, source: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((crawl.data / source / "runs" / "latest.json").read_text())
    report["briefings"].sort(key=itemgetter("id"))
    # The few troubles it names behind a colon are those of the first answers; the briefings have all of them.
    report["sentence"] = report["sentence"].partition(":")[0]
    # Counted only for briefings that were read.
    del report["links"]
    return {name: value for name, value in report.items() if name not in _OF_THE_RUN}


def _twice(
    crawler: Crawler, spider: str, *args: str, source: str = "", looks_alike: bool = True
) -> tuple[Crawl, Crawl]:
    """Run again with the short cut and without; check that the records stay the same, byte for byte."""
    source = source or spider
    before = _files(crawler.data, source)
    short = crawler.run(spider, *args, *DUE)
    assert _files(crawler.data, source) == before
    told = _report(short, source)
    _without_short_cut(crawler.data)
    long = crawler.run(spider, *args, *DUE)
    assert _files(crawler.data, source) == before
    assert _not_read(long) == 0
    assert short.code == long.code
    other = _report(long, source)
    for name in () if looks_alike else _REQUESTS:
        assert told["counts"].pop(name) < other["counts"].pop(name)
    assert told == other
    return short, long


@pytest.mark.slow
def test_sample_is_told_alike_whether_it_is_read_again_or_not(crawler: Crawler) -> None:
    assert crawler.first("sample").code == 0
    short, _ = _twice(crawler, "sample")
    # Two of the eight are copies, whose originals may have changed, so they are read.
    assert _not_read(short) == 8


@pytest.mark.slow
def test_all_cases_are_told_alike_whether_they_are_read_again_or_not(
    site: Site, crawler: Crawler, tmp_path: Path
) -> None:
    urls = []
    for number, case in enumerate(all_cases()):
        files = sorted(case.folder.glob("page-*.html"))
        if len(files) == 1:
            # A name that ends in a number may be a further page, whose first page each run looks for anew.
            # Each on a host of its own, as pages of one site help to explain one another.
            urls.append(f"http://www.house{number}.example/press/briefing.html")
            # Every third has no validator: the same bytes come again.
            site.serve(urls[-1], tagged(files[0].read_bytes()) if number % 3 else page(files[0].read_bytes()))
    (tmp_path / "urls.txt").write_text("\n".join(urls))
    arguments = ("-a", "source=houses", "-a", f"urls={tmp_path / 'urls.txt'}")
    crawler.run("briefing", *arguments)
    # Links that are gone, of the only briefing of their site, are looked at whenever it is read.
    short, _ = _twice(crawler, "briefing", *arguments, source="houses", looks_alike=False)
    # A briefing whose speakers were not understood is never finished.
    assert _not_read(short) == sum(one["complete"] for one in short.briefings("houses")) > 100


def test_one_page_that_changed_has_all_read_and_none_asked_for_twice(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    changed = briefing_page(7002, 3, 3).replace(b"</p>", b" And so it is.</p>", 5)
    listed.serve(address(7002, 3), tagged(changed))
    listed.log.clear()
    crawl = crawler.run(*RUN, *DUE)
    assert "1 revised, 2 unchanged" in crawl.out, crawl.err
    assert _not_read(crawl) == 2
    assert sorted(listed.visits()) == sorted([LIST, *(url for key in (7001, 7002, 7003) for url in briefing(key, 3))])
    revised = next(line for line in crawl.briefings() if line["url"] == address(7002))
    assert [one["number"] for one in revised["pages"]] == [1, 2, 3]
    assert any("And so it is." in turn["text"] for turn in crawl.turns() if turn["briefing"] == revised["id"])


@pytest.mark.further
def test_lost_page_is_told_as_ever(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    before = _files(crawler.data, SOURCE)
    listed.serve(address(7002, 2), page(b"<p>Gone.</p>", status=404))
    crawl = crawler.run(*RUN, *DUE)
    assert crawl.code == 3
    assert "2 unchanged. 1 briefing incomplete: www.china.org.cn/7002 lacks page 2 (http 404)" in crawl.out
    assert _not_read(crawl) == 2
    assert _files(crawler.data, SOURCE) == before


def test_incomplete_briefing_stays_told(listed: Site, crawler: Crawler) -> None:
    listed.serve(address(7003, 2), page(b"<p>Gone.</p>", status=404))
    first = crawler.run(*RUN)
    again = crawler.run(*RUN, *DUE)
    assert (first.code, again.code) == (3, 3)
    assert "page 2 (http 404)" in again.out
    assert _not_read(again) == 2


@pytest.mark.further
def test_list_is_followed_while_its_briefings_are_not_read(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    for url, body in briefing(7004, 2).items():
        listed.serve(url, tagged(body))
    listed.serve(LIST, list_page([address(key) for key in (7004, 7001, 7002, 7003)]))
    crawl = crawler.run(*RUN, *DUE)
    assert "1 new, 0 revised, 3 unchanged" in crawl.out
    assert _not_read(crawl) == 3


def test_feed_gets_every_briefing(listed: Site, crawler: Crawler, tmp_path: Path) -> None:
    crawler.first(*RUN)
    crawl = crawler.run(*RUN, *DUE, "-O", f"{tmp_path / 'feed.jsonl'}")
    assert _not_read(crawl) == 0
    assert len((tmp_path / "feed.jsonl").read_text().splitlines()) == len(crawl.turns())


@pytest.mark.slow
def test_another_charset_in_the_header_has_the_same_bytes_read(site: Site, crawler: Crawler) -> None:
    site.serve(address(7005), page(briefing(7005, 1)[address(7005)]))
    run = (SOURCE, "-a", f"url={address(7005)}")
    crawler.run(*run)
    assert _not_read(crawler.run(*run)) == 1
    body = briefing(7005, 1)[address(7005)]
    site.serve(address(7005), Reply(body, headers={"Content-Type": "text/html; charset=iso-8859-15"}))
    assert _not_read(crawler.run(*run)) == 0
