"""A briefing gone at the source is a fact about the source: its text stays, and the run does not fail."""

from __future__ import annotations

import pytest

from tests.support.changed_rows import age_archive, change_rows
from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing, briefing_page, list_page
from tests.support.server import Site, page, redirect

SOURCE = "china_org_cn"
LIST = f"http://{HOST}/pressroom/node_8001.htm"
RUN = (SOURCE, "-a", f"lists={LIST}")
AGAIN = (*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0")
GIVEN = (SOURCE, "-a", f"url={address(7009)},{address(7008)}")
"""Only addresses that no list of the run names may count as removed."""
SAID = "1 removed from the site; its stored text is kept."


@pytest.fixture
def listed(site: Site) -> Site:
    """Two briefings of two pages on a list."""
    for key in (7009, 7008):
        site.serve_all(briefing(key, 2))
    site.serve(LIST, list_page([address(key) for key in (7009, 7008)]))
    return site


def _take_away(site: Site, *urls: str, status: int = 404) -> None:
    for url in urls:
        site.serve(url, page(b"gone", status=status))


def _list(site: Site, *keys: int) -> None:
    site.serve(LIST, list_page([address(key) for key in keys]))


def _marks(crawl: Crawl) -> dict[str, str | None]:
    assert len(crawl.turns()) == sum(line["turn_count"] for line in crawl.briefings())
    return {line["id"].rpartition("/")[2]: line["vanished_at"] for line in crawl.briefings()}


@pytest.mark.parametrize("status", [404, pytest.param(410, marks=pytest.mark.slow)])
def test_a_kept_briefing_that_is_gone_is_marked_and_fails_nothing(listed: Site, crawler: Crawler, status: int) -> None:
    turns = crawler.first(*RUN).turns()
    # The id is that of a kept briefing, the address is not: nothing there says that it is gone.
    mistyped = crawler.run(SOURCE, "-a", f"url={address(7008).replace('/business/', '/busines/')}")
    assert (mistyped.code, SAID in mistyped.out, _marks(mistyped)["7008"]) == (4, False, None), mistyped.out
    _take_away(listed, *briefing(7008, 2), status=status)
    gone = crawler.run(*GIVEN)
    assert (gone.code, SAID in gone.out, "1 unchanged" in gone.out) == (0, True, True), gone.err
    assert f"WARNING: {address(7008)} was removed from the site (http {status})" in gone.err
    marks = _marks(gone)
    assert marks["7009"] is None
    assert marks["7008"] is not None
    assert gone.turns() == turns
    # Once set it stays, and the briefing rests.
    again = crawler.run(*GIVEN)
    assert (again.code, SAID in again.out, _marks(again)) == (0, True, marks)
    resting = crawler.run(*RUN)
    assert (resting.code, "2 not due" in resting.out, SAID in resting.out) == (0, True, False)
    assert _marks(resting) == marks
    listed.serve_all(briefing(7008, 2))
    back = crawler.run(*GIVEN)
    assert (back.code, "2 unchanged, all complete" in back.out, "vanished" in back.out) == (0, True, False), back.err
    assert _marks(back) == {"7009": None, "7008": None}
    assert back.turns() == turns
    assert {line["revision"] for line in back.briefings()} == {1}


@pytest.mark.further
def test_alone_it_is_no_failure_either(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    _take_away(listed, *briefing(7008, 2))
    gone = crawler.run(SOURCE, "-a", f"url={address(7008)}")
    assert (gone.code, SAID in gone.out, "No briefing was read" in gone.out) == (0, True, False), gone.err


@pytest.mark.further
def test_a_page_that_says_so_without_a_status_is_gone_if_no_list_names_it(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    for url in briefing(7008, 2):
        listed.serve(url, b"<html><title>Page not found</title><body><h1>Page not found</h1></body></html>")
    named = crawler.run(*AGAIN)
    assert (named.code, _marks(named)["7008"]) == (3, None), named.out
    _list(listed, 7009)
    gone = crawler.run(*AGAIN)
    assert (gone.code, SAID in gone.out) == (0, True), gone.out
    assert crawler.run(*RUN).code == 0


@pytest.mark.further
def test_it_is_gone_from_its_address_without_the_slash_at_the_end_too(site: Site, crawler: Crawler) -> None:
    url = f"http://{HOST}/talks/quay/"
    site.serve(url, briefing(7008, 1)[address(7008)])
    run = ("briefing", "-a", "source=office", "-a")
    assert crawler.run(*run, f"url={url}").code == 0
    _take_away(site, url)
    gone = crawler.run(*run, f"url={url.rstrip('/')}")
    assert (gone.code, SAID in gone.out) == (0, True), gone.out


@pytest.mark.slow
def test_what_comes_back_in_part_is_there_again(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    _take_away(listed, *briefing(7008, 2))
    assert _marks(crawler.run(*GIVEN))["7008"] is not None
    listed.serve(address(7008), briefing(7008, 2)[address(7008)])
    part = crawler.run(*GIVEN)
    assert (part.code, "1 new reading was less complete" in part.out) == (3, True), part.err
    assert _marks(part) == {"7009": None, "7008": None}


@pytest.mark.slow
def test_an_incomplete_briefing_that_is_gone_rests_too(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7008, 3))
    _take_away(site, address(7008, 2), status=503)
    site.serve(LIST, list_page([address(7008)]))
    assert crawler.run(*RUN).code == 3
    _take_away(site, *briefing(7008, 3))
    age_archive(crawler.data)
    gone = crawler.run(SOURCE, "-a", f"url={address(7008)}")
    assert (gone.code, SAID in gone.out) == (0, True), gone.err
    assert "1 not due" in crawler.run(*RUN).out


def test_what_a_list_names_today_is_not_removed_but_unread(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    _take_away(listed, *briefing(7008, 2))
    failed = crawler.run(*AGAIN)
    assert (failed.code, "1 briefing not read" in failed.out, SAID in failed.out) == (3, True, False), failed.err
    assert _marks(failed) == {"7009": None, "7008": None}
    # Though it was looked at an hour ago, each run asks and says so until it is there, or no list names it.
    still = crawler.run(*RUN)
    assert (still.code, "1 briefing not read" in still.out) == (3, True), still.err
    _list(listed, 7009)
    assert (gone := crawler.run(*RUN)).code == 0, gone.err
    assert (SAID in gone.out, SAID in crawler.run(*RUN).out) == (True, False)


def test_where_half_or_more_is_gone_the_source_may_have_moved(listed: Site, crawler: Crawler) -> None:
    listed.serve_all(briefing(7007, 1) | briefing(7006, 1))
    _list(listed, 7009, 7008, 7007, 7006)
    crawler.run(*RUN)
    _take_away(listed, *briefing(7008, 2), *briefing(7009, 2))
    keys = (7009, 7008, 7007, 7006)
    moved = crawler.run(SOURCE, "-a", f"url={','.join(map(address, keys))}")
    assert moved.code == 3, moved.err
    assert "2 of 4 briefings that were asked for are gone or something else: the source may have moved." in moved.out


@pytest.mark.parametrize("status", [403, pytest.param(500, marks=pytest.mark.slow)])
def test_any_other_failure_says_nothing_of_the_source(listed: Site, crawler: Crawler, status: int) -> None:
    crawler.first(*RUN)
    _take_away(listed, address(7008))
    _take_away(listed, address(7008, 2), status=status)
    failed = crawler.run(*AGAIN)
    assert failed.code != 0
    assert "vanished" not in failed.out
    assert _marks(failed) == {"7009": None, "7008": None}


@pytest.mark.further
def test_a_briefing_never_kept_is_not_read(listed: Site, crawler: Crawler) -> None:
    _take_away(listed, *briefing(7008, 2))
    first = crawler.run(*RUN)
    assert (first.code, "1 briefing not read" in first.out, "vanished" in first.out) == (3, True, False), first.err


@pytest.mark.further
@pytest.mark.parametrize(("leads_home", "moves"), [(False, False), (True, False), (False, True)])
def test_what_lists_name_at_another_end_of_its_address_or_another_host_is_asked_for_there(
    site: Site, crawler: Crawler, *, leads_home: bool, moves: bool
) -> None:
    """All but those of the first page of the list were told as not read, by each run; at another host, as removed."""
    site.serve(f"http://{HOST}/", page(b"<p>The office by the quay.</p>"))
    first, second = f"http://{HOST}/list", f"http://{HOST}/list?page=2"
    host = HOST.removeprefix("www.") if moves else HOST
    old_and_new = [(f"http://{HOST}", "" if moves else ".html"), (f"http://{host}", "")]
    for order in (-1, 1, 1):
        before = len(site.visits())
        gone, urls = ([f"{host}/talks/quay-{n}{end}" for n in range(7001, 7007)] for host, end in old_and_new[::order])
        site.serve(first, list_page(urls[:3], [first, second], 1))
        site.serve(second, list_page(urls[3:], [first, second], 2))
        for key, (url, old) in enumerate(zip(urls, gone, strict=True), 7001):
            site.serve(url, briefing_page(key, 1, 1))
            site.serve(old, redirect(f"http://{HOST}/") if leads_home else page(b"gone", status=404))
        done = crawler.run(
            "briefing", "-a", "source=office", "-a", f"lists={first}", "-s", "BRIEFINGS_LOOK_AGAIN=0.000001"
        )
        assert (done.code, [line["vanished_at"] for line in done.briefings("office")]) == (0, [None] * 6), done.out
        change_rows(crawler.data, "UPDATE briefings SET looked_at = changed_at")  # due in the next run
    # Later they are asked for there at once, and no list is read to its end.
    assert moves or not [url for url in site.visits()[before:] if url.endswith((".html", "page=2"))]
