"""A source that changed its pages fails the run and is named; stored records stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Site

if TYPE_CHECKING:
    from tests.support.crawls import Crawl, Crawler

LIST = f"http://{HOST}/pressroom/node_8001.htm"
KEYS = range(7001, 7007)
RUN = ("china_org_cn", "-a", f"lists={LIST}", "-s", "BRIEFINGS_LOOK_AGAIN=0")


@pytest.fixture
def listed(site: Site) -> Site:
    """Six briefings of two pages on a list."""
    for key in KEYS:
        site.serve_all(briefing(key, 2))
    site.serve(LIST, list_page(map(address, KEYS)))
    return site


def _kept(crawler: Crawler) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (crawler.data / "china_org_cn").glob("*.jsonl")}


def _good_runs(crawler: Crawler, count: int = 5) -> None:
    for number in range(count):
        crawl = crawler.run(*RUN) if number else crawler.first(*RUN)
        assert crawl.code == 0, crawl.out + crawl.err


def _labels_gone(site: Site) -> None:
    """Change the site so that only a style shows who speaks: no name is in the text."""
    for key in KEYS:
        for url, body in briefing(key, 2).items():
            site.serve(url, re.sub(rb"<p><strong>([^<]*):</strong></p>", rb'<p class="who" data-name="\1"></p>', body))


def test_list_that_changed_its_markup(listed: Site, crawler: Crawler) -> None:
    _good_runs(crawler, 1)
    before = _kept(crawler)
    listed.serve(LIST, b'<html><body><div id="app"></div><script src="/list.js"></script></body></html>')
    crawl = crawler.run(*RUN)
    assert crawl.code == 4, crawl.err
    assert "0 new, 0 revised, 6 unchanged" in crawl.out
    assert "all complete" not in crawl.out
    assert crawl.out.count(f"The list page {LIST} named 6 briefings on 20") == 1
    assert "names no briefing" not in crawl.out
    assert _kept(crawler) == before
    again = crawler.run(*RUN)
    assert (again.code, "; first seen on 20" in again.out) == (4, True)


@pytest.mark.slow
def test_one_list_of_two_that_changed_is_nothing_where_something_was(listed: Site, crawler: Crawler) -> None:
    second = f"http://{HOST}/pressroom/node_8002.htm"
    listed.serve(second, list_page([address(7001)]))
    both = ("china_org_cn", "-a", f"lists={LIST},{second}", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert crawler.run(*both).code == 0
    listed.serve(LIST, b"<html><body><p>Our press room has moved.</p></body></html>")
    crawl = crawler.run(*both)
    assert crawl.code == 4, crawl.err
    assert "6 briefings (30 turns): 0 new, 0 revised, 6 unchanged." in crawl.out
    assert f"The list page {LIST} named 6 briefings on 20" in crawl.out


@pytest.mark.further
def test_list_known_to_be_empty_is_no_failure(site: Site, crawler: Crawler) -> None:
    site.serve(LIST, list_page([]))
    assert crawler.run(*RUN).code == 4
    crawl = crawler.run(*RUN, "-s", f'BRIEFINGS_ACKNOWLEDGED={{"{LIST}": "all"}}')
    assert crawl.code == 0, crawl.err
    assert "as expected: the lists are known to be empty" in crawl.out


@pytest.mark.slow
def test_labels_that_lost_their_form(listed: Site, crawler: Crawler) -> None:
    _good_runs(crawler)
    before = _kept(crawler)
    _labels_gone(listed)
    crawl = crawler.run(*RUN)
    assert crawl.code == 3, crawl.out + crawl.err
    assert "0% of turns have a speaker; 60% is usual." in crawl.out
    # A reading that lost all its labels is poorer than the stored one.
    assert "6 new readings were less complete than the stored ones" in crawl.out
    assert _kept(crawler) == before


@pytest.mark.slow
def test_few_briefings_without_labels_do_not_trip_a_share(listed: Site, crawler: Crawler) -> None:
    _good_runs(crawler)
    _labels_gone(listed)
    listed.serve_all(briefing(7007, 1))
    crawl = _only(crawler, 7007)
    assert crawl.code == 0, crawl.out + crawl.err


def _only(crawler: Crawler, key: int) -> Crawl:
    return crawler.run("china_org_cn", "-a", f"url={address(key)}")


def test_bad_setting_is_bad_usage(site: Site, crawler: Crawler) -> None:
    (crawl,) = crawler.refused([(*RUN, "-s", 'BRIEFINGS_EXPECT={"speakers": 0.5}')])
    assert (crawl.code, len(crawl.err.splitlines())) == (2, 1)
    assert "unknown field `speakers`; its options are learn" in crawl.err
    assert site.log == []
