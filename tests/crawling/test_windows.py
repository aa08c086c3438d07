"""Runs over a window of days: what lies in it is read, what does not is not asked for, and the list ends early."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.press_room import LIST, PressRoom, list_url
from tests.support.server import Site

LISTS = [list_url(number) for number in range(1, 60)]


@pytest.mark.parametrize("oldest_first", [False, True])
def test_all_of_a_year_and_nothing_else(site: Site, crawler: Crawler, oldest_first: bool) -> None:
    room = PressRoom(site, oldest_first=oldest_first)
    room.serve()
    window = ("-a", "since=2017", "-a", "until=2017-12-31", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
    crawl = crawler.run("scio", "-a", f"lists={LIST}", *window)
    assert crawl.code == 0, crawl.err
    wanted = {room.url(key) for key in room.keys if room.day(key).year == 2017}
    assert len(wanted) == 40
    assert set(site.visits()) - set(LISTS) == wanted
    assert len(crawl.briefings("scio")) == len(wanted)
    lists = [url for url in site.visits() if url in LISTS]
    assert len(lists) == (40 if oldest_first else 18)


def test_allow_and_deny_see_addresses_and_link_texts(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=10, per_page=10)
    room.serve()
    by_text = ("-a", "allow=conference 9999[5-9] on", "-a", r"deny=content_99997\.")
    crawl = crawler.run("scio", "-a", f"lists={LIST}", *by_text)
    assert crawl.code == 0, crawl.err
    assert set(site.visits()) - {LIST} == {room.url(key) for key in (99_999, 99_998, 99_996, 99_995)}


def test_window_that_the_list_does_not_reach_is_said(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=10, per_page=10)
    room.serve()
    crawl = crawler.run("scio", "-a", f"lists={LIST}", "-a", "since=2010", "-a", "until=2010")
    assert crawl.code == 4, crawl.err
    assert f"the list {LIST} ends at 2020-10" in crawl.out
