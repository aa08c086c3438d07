"""Runs over a list of 12 briefings on 4 pages: the cost of a day, and that nothing is missed for long."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.changed_rows import age_briefings, change_rows
from tests.support.crawls import Crawl, Crawler
from tests.support.press_room import SECOND_LIST, PressRoom, list_url
from tests.support.server import Site, page

LISTS = [list_url(number) for number in range(1, 60)]


@pytest.fixture
def room(site: Site) -> PressRoom:
    """The press room, served."""
    room = PressRoom(site, count=12, per_page=3)
    room.serve()
    return room


def _run(room: PressRoom, crawler: Crawler, *args: str) -> tuple[Crawl, list[str], list[str]]:
    """Crawl; return the crawl, the list pages it requested, and the other pages."""
    room.site.log.clear()
    crawl = crawler.run("scio", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16", *args)
    visits = room.site.visits()
    lists = [url for url in visits if url in LISTS]
    return crawl, lists, [url for url in visits if url not in {*LISTS, SECOND_LIST}]


def _age_walks(data: Path, days: int) -> None:
    change_rows(data, f"UPDATE walks SET full_at = strftime('%Y-%m-%dT%H:%M:%SZ', full_at, '{-days} days')")


def test_days_run_costs_one_list_page_and_what_is_new(room: PressRoom, crawler: Crawler) -> None:
    first, lists, pages = _run(room, crawler)
    assert first.code == 0, first.err
    assert len(first.briefings("scio")) == 12
    assert lists == LISTS[:4]
    assert len(pages) == 12

    second, lists, pages = _run(room, crawler)
    assert second.code == 0, second.err
    assert (lists, pages) == (LISTS[:1], [])

    # Two new ones on page 1, one in the middle of page 2.
    room.extra = {0: [200_001, 200_002], 2: [200_003]}
    room.serve()
    third, lists, pages = _run(room, crawler)
    assert third.code == 0, third.err
    assert sorted(pages) == sorted(room.url(key) for key in (200_001, 200_002, 200_003))
    assert lists == LISTS[:3]

    # A single one on page 2 waits for the next full walk, which comes after 30 days.
    room.extra[3] = [200_004]
    room.serve()
    fourth, lists, pages = _run(room, crawler)
    assert fourth.code == 0, fourth.err
    assert (lists, pages) == (LISTS[:1], [])
    _age_walks(crawler.data, 31)
    fifth, lists, pages = _run(room, crawler)
    assert fifth.code == 0, fifth.err
    assert pages == [room.url(200_004)]
    assert len(lists) == room.pages

    # A walk in the future, by a wrong clock, does not prove that the list was walked recently.
    _age_walks(crawler.data, -3650)
    sixth, lists, pages = _run(room, crawler)
    assert (sixth.code, pages, len(lists)) == (0, [], room.pages), sixth.err


@pytest.mark.further
@pytest.mark.parametrize("bound", ["allow=/2020-", pytest.param("deny=/201", marks=pytest.mark.slow)])
def test_bounded_run_is_completed_by_a_plain_one(site: Site, crawler: Crawler, bound: str) -> None:
    room = PressRoom(site, count=18, step=30, per_page=3)
    room.serve()
    first, _, _ = _run(room, crawler, "-a", bound)
    assert first.code == 0, first.err
    assert len(first.briefings("scio")) == 13
    second, _, pages = _run(room, crawler)
    assert second.code == 0, second.err
    assert len(pages) == 5
    assert len(second.briefings("scio")) == 18


@pytest.mark.slow
def test_limited_run_is_completed_by_a_plain_one(room: PressRoom, crawler: Crawler) -> None:
    first, _, _ = _run(room, crawler, "-a", "limit=7")
    assert first.code == 0, first.err
    assert len(first.briefings("scio")) == 7
    second, lists, pages = _run(room, crawler)
    assert second.code == 0, second.err
    assert len(second.briefings("scio")) == 12
    assert (len(lists), len(pages)) == (4, 5)


@pytest.mark.slow
def test_killed_run_is_completed_by_a_plain_one(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=20, per_page=3)
    room.serve()
    crawler.extra += ["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16"]
    process = crawler.start("scio")
    site.wait_for(LISTS[4])
    process.kill()
    crawler.finish(process)
    second, _, _ = _run(room, crawler)
    assert second.code == 0, second.err
    assert len(second.briefings("scio")) == 20


def test_removal_is_told_from_a_dead_link_by_the_whole_list(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=12, per_page=5)
    room.serve()
    first, _, _ = _run(room, crawler)
    assert first.code == 0, first.err
    last = room.keys[-1]
    site.serve(room.url(last), page(b"<html><body><p>Not here.</p></body></html>", status=404))
    age_briefings(crawler.data, 1)
    # Nothing is new on page 1, but page 3 names what is gone.
    dead, lists, pages = _run(room, crawler)
    assert (dead.code, "removed from" in dead.out, lists) == (3, False, LISTS[:3]), dead.err
    assert "1 briefing not read" in dead.out
    assert room.url(last) in pages

    room.count = 11
    room.serve()
    removed, lists, _ = _run(room, crawler)
    assert (removed.code, "1 removed from the site" in removed.out, lists) == (0, True, LISTS[:3]), removed.err
    vanished = [line["id"] for line in removed.briefings("scio") if line["vanished_at"]]
    assert vanished == [f"english.scio.gov.cn/{last}"]
    assert _run(room, crawler)[1] == LISTS[:1]


def test_nothing_is_removed_while_a_list_page_is_not_read(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=12, per_page=5)
    room.serve()
    crawler.run("scio")
    for url in (LISTS[2], room.url(room.keys[-1])):
        site.serve(url, page(b"<html><body><p>Not here.</p></body></html>", status=404))
    age_briefings(crawler.data, 1)
    unread, _, _ = _run(room, crawler)
    assert (unread.code, "removed from" in unread.out, "1 list page not read" in unread.out) == (3, False, True), (
        unread.err
    )
    assert not [line["id"] for line in unread.briefings("scio") if line["vanished_at"]]


@pytest.mark.slow
def test_entry_that_is_gone_and_listed_no_more_is_told_once_more_and_then_let_go(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=6, per_page=10)
    room.serve()
    gone = room.url(room.keys[5])
    site.serve(gone, page(b"<html><body><p>Not here.</p></body></html>", status=404))
    first, _, _ = _run(room, crawler)
    assert first.code == 3, first.err
    room.count = 5
    room.serve()
    codes = [_run(room, crawler)[0].code for _ in range(2)]
    assert codes == [3, 0]
    assert gone not in site.visits()


@pytest.mark.further
def test_a_mistyped_address_is_told_once_and_one_that_failed_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=3, per_page=10)
    room.serve()
    assert _run(room, crawler)[0].code == 0
    for statuses, codes in (((404, 410, 200), [4, 0]), ((500,), [4, 3])):
        given = {room.url(900_000 + status): status for status in statuses}
        for url, status in given.items():
            site.serve(url, page(b"<html><title>Page not found</title><p>Not here.</p></html>", status=status))
        assert [_run(room, crawler, *args)[0].code for args in (("-a", f"url={','.join(given)}"), ())] == codes
        assert set(site.visits(given)) == {url for url, status in given.items() if status == 500}


@pytest.mark.further
def test_an_address_that_a_list_named_and_that_is_gone_stays_wanted_when_it_is_given(
    site: Site, crawler: Crawler
) -> None:
    room = PressRoom(site, count=3, per_page=10)
    room.serve()
    gone = room.url(room.keys[2])
    site.serve(gone, page(b"<html><body><p>Not here.</p></body></html>", status=404))
    assert _run(room, crawler)[0].code == 3
    assert _run(room, crawler, "-a", f"url={gone}")[0].code == 4
    room.count = 2
    room.serve()
    assert [_run(room, crawler)[0].code for _ in range(2)] == [3, 0]
