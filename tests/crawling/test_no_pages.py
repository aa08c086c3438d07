"""Bodies that are not pages, served in place of a briefing's pages: none is read, and each is named."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.no_pages import NO_PAGES
from tests.support.pages import HOST, address, briefing, briefing_page
from tests.support.server import Reply, Site

FIRST, SECOND = 7000, 7500  # the keys of briefings whose first, or second, page is the body
NAMES = list(NO_PAGES)
HTML = {"Content-Type": "text/html; charset=utf-8"}


def _serve(site: Site) -> None:
    for place, name in enumerate(NAMES):
        _, body = NO_PAGES[name]
        site.serve_all(briefing(SECOND + place, 2))
        site.serve(address(FIRST + place), Reply(body, headers=HTML))
        site.serve(address(FIRST + place, 2), Reply(body, headers=HTML))
        site.serve(address(SECOND + place, 2), Reply(body, headers=HTML))


Disturbed = tuple[Crawl, range]


@pytest.fixture(scope="module", params=[4, pytest.param(1, marks=pytest.mark.further)])
def disturbed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Disturbed:
    """One crawl of a briefing for each body and place, or every fourth; and the numbers of the bodies."""
    places = range(0, len(NAMES), request.param)
    with Site() as site:
        _serve(site)
        crawler = Crawler(site, tmp_path_factory.mktemp("no_pages") / "data")
        file = crawler.data.with_name("addresses.txt")
        file.write_text("\n".join(address(key + n) for key in (FIRST, SECOND) for n in places))
        return crawler.run("china_org_cn", "-a", f"urls={file}"), places


def test_there_are_enough_of_them(disturbed: Disturbed) -> None:
    crawl, _ = disturbed
    assert len(NAMES) >= 25
    assert crawl.code == 3, crawl.err


def test_as_first_page_it_is_unread_and_named(disturbed: Disturbed) -> None:
    crawl, places = disturbed
    for place in places:
        assert f"{HOST}/{FIRST + place}" not in {line["id"] for line in crawl.briefings()}
        assert f"{address(FIRST + place)} was not read (not a page: " in crawl.err


def test_as_second_page_it_is_a_gap_and_its_words_are_nobody_speaks(disturbed: Disturbed) -> None:
    crawl, places = disturbed
    for place in places:
        (line,) = [one for one in crawl.briefings() if one["id"] == f"{HOST}/{SECOND + place}"]
        (gap,) = line["missing_pages"]
        assert gap["number"] == 2
        assert gap["kind"] in {"not_a_page", "file"}
        assert gap["reason"].startswith("not a page: ")
        assert line["turn_count"] == 3


@pytest.mark.further
def test_in_place_of_a_kept_briefing_what_is_kept_stays(site: Site, crawler: Crawler) -> None:
    keys = range(7001, 7005)
    for key in keys:
        site.serve_all(briefing(key, 2))
    urls = ("china_org_cn", "-a", f"url={','.join(map(address, keys))}")
    first = crawler.run(*urls)
    assert first.code == 0, first.err
    before = first.turns()
    for key, name in zip(keys, NAMES, strict=False):
        site.serve(address(key, key % 2 + 1), Reply(NO_PAGES[name][1], headers=HTML))
    after = crawler.run(*urls)
    assert after.code == 3
    assert after.turns() == before
    assert all(line["complete"] for line in after.briefings())


def test_html_is_a_page_whatever_its_type(site: Site, crawler: Crawler) -> None:
    types = {7001: {"Content-Type": "text/plain"}, 7002: {"Content-Type": "application/octet-stream"}, 7003: {}}
    for key, headers in types.items():
        site.serve(address(key), Reply(briefing_page(key, 1, 1), headers=headers))
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(map(address, types))}")
    assert crawl.code == 0, crawl.err
    assert [line["turn_count"] for line in crawl.briefings()] == [3] * 3
