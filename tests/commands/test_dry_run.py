"""`-a dry_run=1`: the estimate of a crawl, which requests no briefing and leaves the data folder as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefings.runs.estimate import Estimate
from tests.support.crawls import Crawl, Crawler
from tests.support.press_room import HOST, LIST, PressRoom, list_url
from tests.support.server import Reply, Site, page

if TYPE_CHECKING:
    from pathlib import Path

DRY = ("scio", "-a", "dry_run=1", "-a", f"lists={LIST}")


def _room(site: Site, *, count: int, per_page: int = 50) -> PressRoom:
    room = PressRoom(site, count=count, per_page=per_page)
    room.serve()
    return room


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _said(crawl: Crawl) -> str:
    return crawl.out.removesuffix("\n")


def test_of_an_unknown_house_it_walks_the_lists_and_makes_no_data_folder(site: Site, crawler: Crawler) -> None:
    _room(site, count=300, per_page=150)
    site.serve(f"http://{HOST}/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 0.15\n"))
    crawl = crawler.run(*DRY)
    assert crawl.code == 0, crawl.err
    # 303 and 2,103 requests, 0.15 seconds apart.
    assert _said(crawl) == (
        "Dry run: 300 entries found, 0 of them kept already; 300 to ask for, 300 to 2,100 pages (1 to 7 a briefing, as"
        " none is kept to count by), 1 to 5 minutes at this pace. Nothing was kept."
    )
    assert site.visits() == [list_url(1), list_url(2)]
    assert not crawler.data.exists()


def test_what_is_kept_is_known_and_left_as_it_is(site: Site, crawler: Crawler) -> None:
    room = _room(site, count=5)
    assert crawler.run("scio", "-a", f"lists={LIST}").code == 0
    room.extra = {0: [200_001]}
    room.serve()
    before = _files(crawler.data)
    site.log.clear()
    told = [_said(crawler.run(*DRY)), _said(crawler.run(*DRY, "-s", "BRIEFINGS_LOOK_AGAIN=0"))]
    assert told == [
        "Dry run: 6 entries found, 5 of them kept already; 1 to ask for, about 1 page (1.0 a briefing, as of those"
        " kept), less than a minute at this pace. Nothing was kept.",
        "Dry run: 6 entries found, 5 of them kept already; 6 to ask for, about 6 pages (1.0 a briefing, as of those"
        " kept), less than a minute at this pace. Nothing was kept.",
    ]
    assert set(site.visits()) == {LIST}
    assert _files(crawler.data) == before


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        (page(b"", status=403), 6, "Blocked by the site: 1 page refused."),
        pytest.param(page(b"", status=500), 4, "No briefing was read", marks=pytest.mark.slow),
    ],
    ids=["refused", "broken"],
)
def test_a_list_that_cannot_be_had_fails_as_in_any_run(
    site: Site, crawler: Crawler, reply: Reply, code: int, words: str
) -> None:
    site.serve(LIST, reply)
    crawl = crawler.run(*DRY)
    assert crawl.code == code
    assert words in crawl.out
    assert not crawler.data.exists()


def test_a_limit_bounds_what_is_counted(site: Site, crawler: Crawler) -> None:
    _room(site, count=100)
    crawl = crawler.run(*DRY, "-a", "limit=20")
    assert crawl.code == 0, crawl.err
    assert re.match(r"Dry run: 20 entries found, .* 20 to ask for, 20 to 140 pages", crawl.out)
    assert site.visits() == [LIST]


def test_the_minutes_are_those_of_all_requests_at_the_pace() -> None:
    assert (
        Estimate(mean_pages=3.0)
        .sentence(120, 120, 2, 10.0)
        .endswith("about 360 pages (3.0 a briefing, as of those kept), about 60 minutes at this pace.")
    )
