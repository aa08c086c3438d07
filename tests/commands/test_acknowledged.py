"""A gap known to be permanent does not fail every run, and is never silent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Site, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.crawls import Crawl, Crawler

KEY = 7001
ID = f"{HOST}/{KEY}"
PAGES = briefing(KEY, 5)


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of five pages, of which the last but one is gone."""
    site.serve_all(PAGES)
    site.serve(address(KEY, 4), page(b"", status=404))
    return site


def _crawl(crawler: Crawler, acknowledged: object) -> Crawl:
    value = acknowledged if isinstance(acknowledged, str) else json.dumps(acknowledged)
    return crawler.run("china_org_cn", "-a", f"url={address(KEY)}", "-s", f"BRIEFINGS_ACKNOWLEDGED={value}")


def test_acknowledged_gap_does_not_fail_the_run_and_is_told(served: Site, crawler: Crawler) -> None:
    crawl = _crawl(crawler, {ID: [4]})
    assert crawl.code == 0, crawl.err
    assert "1 briefing (9 turns): 1 new, 0 revised, 0 unchanged, 1 incomplete as acknowledged." in crawl.out
    (line,) = crawl.briefings()
    assert (line["complete"], [gap["number"] for gap in line["missing_pages"]]) == (False, [4])
    # It is still requested, and still does not fail.
    served.log.clear()
    again = _crawl(crawler, {ID: [4]})
    assert (again.code, served.visits().count(address(KEY, 4))) == (0, 1), again.err


def test_one_more_missing_page_fails_again(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 3), page(b"", status=404))
    crawl = _crawl(crawler, {ID: [4]})
    assert crawl.code == 3
    assert f"1 briefing incomplete: {ID} lacks pages 3, 4 (http 404)." in crawl.out


def test_acknowledged_gap_that_is_no_more_is_told(served: Site, crawler: Crawler) -> None:
    served.serve_all(PAGES)
    crawl = _crawl(crawler, {ID: [4]})
    assert crawl.code == 0, crawl.err
    assert f"all complete. No longer missing, remove from BRIEFINGS_ACKNOWLEDGED: {ID}: 4." in crawl.out


@pytest.mark.further
def test_briefing_that_is_gone_can_be_acknowledged_whole(site: Site, crawler: Crawler, tmp_path: Path) -> None:
    lists = f"http://{HOST}/pressroom/node_8001.htm"
    site.serve_all(briefing(7002, 1))
    site.serve(lists, list_page([address(7002), address(KEY)]))
    file = tmp_path / "acknowledged.toml"
    file.write_text(f'"{ID}" = "all"  # taken down\n', encoding="utf-8")
    args = ("china_org_cn", "-a", f"lists={lists}")
    assert crawler.run(*args).code == 3
    crawl = crawler.run(*args, "-s", f"BRIEFINGS_ACKNOWLEDGED={file}")
    assert crawl.code == 0, crawl.err
    assert "1 not due, 1 not read as acknowledged." in crawl.out


def test_bad_setting_is_bad_usage(site: Site, crawler: Crawler) -> None:
    setting = f'BRIEFINGS_ACKNOWLEDGED={{"{ID}": "some"}}'
    (crawl,) = crawler.refused([("china_org_cn", "-a", f"url={address(KEY)}", "-s", setting)])
    assert (crawl.code, len(crawl.err.splitlines())) == (2, 1)
    assert f"sets {ID} to some; that must be page numbers" in crawl.err
    assert site.log == []
