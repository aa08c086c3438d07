"""Addresses that lead to a briefing read from elsewhere, or to none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.pages import HOST, address, briefing, list_page
from tests.support.parts import part_of
from tests.support.server import page, redirect

if TYPE_CHECKING:
    from tests.support.crawls import Crawler
    from tests.support.server import Site

KEY = 7001
PAGES = briefing(KEY, 7)
LIST = f"http://{HOST}/pressroom/node_8001.htm"
RUN = ("china_org_cn", "-a", f"lists={LIST}")


def test_several_pages_of_a_briefing_and_what_redirects_to_it_are_one_briefing(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(6999), redirect(address(KEY)))
    tracked = f"{address(KEY, 4)}?utm_source=pager"  # another spelling of the same page, as https is
    site.serve(tracked, PAGES[address(KEY, 4)])
    site.serve(address(KEY, 4), redirect(tracked))
    urls = [address(KEY, 3), address(KEY), address(KEY, 3), address(KEY, 7), address(6999)]
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls)}")
    assert crawl.code == 0, crawl.err
    assert sorted({*site.visits()}) == sorted([*PAGES, address(6999), tracked])
    assert len(crawl.briefings()) == 1
    assert crawl.out.startswith("1 briefing (15 turns): 1 new")


@pytest.mark.slow
def test_briefings_that_all_redirect_to_one_are_told_on_each_day(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    gone = [address(key) for key in (6997, 6998, 6999)]
    for url in gone:
        site.serve(url, redirect(address(KEY)))
    for _ in range(2):
        crawl = crawler.run("china_org_cn", "-a", f"url={','.join(gone)}")
        assert crawl.code == 4, crawl.err
        assert crawl.out.count("where others were sent too") == 3


@pytest.mark.slow
@pytest.mark.parametrize(("days", "code"), [(("May 4, 2020", "May 3, 2020"), 3), (("May 4, 2020", "May 4, 2020"), 0)])
def test_an_entry_that_redirects_to_one_of_another_day_is_told(
    site: Site, crawler: Crawler, days: tuple[str, str], code: int
) -> None:
    urls = [address(KEY), address(6999)]
    rows = (
        f"<li><a href='{url}'>Briefing on the harbour, {url[-8:]}</a> {day}</li>"
        for url, day in zip(urls, days, strict=True)
    )
    site.serve_all(PAGES)
    site.serve(urls[1], redirect(urls[0]))
    site.serve(f"http://{HOST}/list", f"<html><body><h1>Briefings</h1><ul>{''.join(rows)}</ul></body></html>".encode())
    crawl = crawler.run("china_org_cn", "-a", f"lists=http://{HOST}/list")
    assert (crawl.code, len(crawl.briefings())) == (code, 1), crawl.err
    assert (f"{urls[1]} was not read (redirected to {urls[0]}, of another day in the list)" in crawl.out) is bool(code)


@pytest.mark.parametrize(("days", "code"), [(("May 4, 2020", "May 3, 2020"), 3), (("May 4, 2020", "May 4, 2020"), 0)])
def test_one_page_for_entries_of_two_days_is_told(
    site: Site, crawler: Crawler, days: tuple[str, str], code: int
) -> None:
    """A cache that goes by the path alone: all but one were copies of that, and all complete.

    So they were for the second run, which does not come to the second page of the list.
    """
    urls, lists = [f"http://{HOST}/show?id={number}" for number in range(4)], ["/list", "/list?page=2"]
    for place, (own, other) in enumerate(zip(lists, reversed(lists), strict=True)):
        rows = "".join(
            f"<li><a href='{url}'>Briefing {KEY} on harbour affairs</a> {day}</li>"
            for url, day in zip(urls[place::2], (days[place], "May 2, 2020"), strict=True)
        )
        pager = "".join(f"<b>{n}</b>" if url == own else f"<a href='{other}'>{n}</a>" for n, url in enumerate(lists, 1))
        html = f"<html><body><h1>Briefings</h1><ul>{rows}</ul><p class='pager'>{pager}</p></body></html>"
        site.serve(f"http://{HOST}{own}", html.encode())
    for url, key in zip(urls, (KEY, KEY, 7002, 7003), strict=True):
        site.serve_all(dict.fromkeys([url], *briefing(key, 1).values()))
    for _ in range(2):
        crawl = crawler.run("briefing", "-a", f"lists=http://{HOST}/list", "-a", "source=harbour")
        assert crawl.code == code, crawl.out
        assert (f"{urls[1]} was not read (same as {urls[0]}, of another day in the list)" in crawl.out) is bool(code)


@pytest.mark.parametrize(("leads_there", "are_both_listed"), [(False, True), (False, False), (True, False)])
def test_the_page_of_a_stored_briefing_in_place_of_a_new_one_is_told_until_that_comes(
    site: Site, crawler: Crawler, *, leads_there: bool, are_both_listed: bool
) -> None:
    """It was a copy or another address, all complete, and asked for again only when that was due."""
    (stored,), (new,) = briefing(KEY, 1).values(), briefing(7002, 1).values()
    urls = [f"http://{HOST}/show?id={number}" for number in (1, 2)]
    rows = [f"<li><a href='{url}'>Briefing on the harbour</a> May {day}, 2020</li>" for day, url in enumerate(urls, 3)]
    for number, body in ((1, stored), (2, redirect(urls[0]) if leads_there else stored), (2, new)):
        listed = "".join(rows[:number] if are_both_listed else rows[number - 1 : number])
        html = f"<html><body><h1>Briefings</h1><ul>{listed}</ul></body></html>"
        site.serve_all({f"http://{HOST}/list": html.encode(), urls[0]: stored})
        site.serve(urls[1], body)
        crawl = crawler.run("briefing", "-a", f"lists=http://{HOST}/list", "-a", "source=harbour")
        is_told = f"{urls[1]} was not read" in crawl.out
        assert (is_told, crawl.code == 0) == (number == 2 and body is not new, not is_told), crawl.out
    assert [line["copy_of"] for line in crawl.briefings("harbour")] == [None, None]


def test_briefing_that_redirects_to_the_list_is_not_taken_for_a_list(site: Site, crawler: Crawler) -> None:
    home = f"http://{HOST}/pressroom/"
    site.serve(home, list_page([address(1)]))
    for number in (1, 2):
        site.serve(address(KEY, number), redirect(home))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}")
    assert crawl.code == 4
    assert crawl.out == f"No briefing was read: {address(KEY)} was not read (redirected to {home}).\n"


_DAY = re.compile(rb"<p><strong>Date:</strong>.*?</p>|, May 17, 2024|2024-05/17/", re.DOTALL)


def _moved(key: int, *, has_day: bool = True) -> dict[str, bytes]:
    """Return the pages of the briefing at other addresses, with other links and the same words."""
    old, new = f"content_{KEY}", f"content_{key}"
    moved = {url.replace(old, new): body.replace(old.encode(), new.encode()) for url, body in PAGES.items()}
    return moved if has_day else {url.replace("2024-05/17/", ""): _DAY.sub(b"", body) for url, body in moved.items()}


@pytest.mark.parametrize(("answer", "has_day"), [(301, False), pytest.param(404, True, marks=pytest.mark.slow)])
def test_a_briefing_that_moved_is_a_revision_under_its_id(
    site: Site, crawler: Crawler, answer: int, *, has_day: bool
) -> None:
    """What has no day at its new address, as that stood in the old one, was a copy; its turns could have other ids."""
    site.serve_all(PAGES)
    site.serve(LIST, list_page([address(KEY)]))
    before = crawler.run(*RUN)
    moved = _moved(6999, has_day=has_day)
    first, *_, last = moved
    site.serve(LIST, list_page([first]))
    site.serve_all(moved)
    for old, new in zip(PAGES, moved, strict=True):
        site.serve(old, redirect(new, status=answer) if answer == 301 else page(b"gone", status=answer))
    after = crawler.run(*RUN)
    assert (after.code, "0 new, 1 revised" in after.out) == (0, True), after.err
    (line,) = after.briefings()
    assert (line["id"], line["url"], line["revision"]) == (f"{HOST}/{KEY}", first, 2)
    assert (line["date"] is not None) == has_day
    assert [turn["id"] for turn in after.turns()] == [turn["id"] for turn in before.turns()]
    # From now on it is asked for there, and corrections are further revisions.
    site.log.clear()
    assert "1 not due" in crawler.run(*RUN).out
    site.serve(last, moved[last].replace(b"went to the", b"went back to the"))
    corrected = crawler.run(*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert (corrected.code, "0 new, 1 revised" in corrected.out) == (0, True), corrected.err
    assert not site.visits(set(PAGES))


@pytest.mark.further
def test_one_that_both_addresses_serve_is_a_copy(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES | _moved(6999))
    for keys in ((KEY,), (6999,)):
        site.serve(LIST, list_page([address(key) for key in keys]))
        crawl = crawler.run(*RUN)
        assert crawl.code == 0, crawl.err
    assert "1 new, 0 revised, 0 unchanged" in crawl.out
    assert [line["copy_of"] is None for line in crawl.briefings()] == [False, True]


@pytest.mark.slow
def test_a_copy_of_many_costs_a_few_requests(site: Site, crawler: Crawler) -> None:
    keys = [6990 + number for number in range(6)]
    for key in keys:
        site.serve_all(_moved(key))
    site.serve(LIST, list_page([address(key) for key in keys[:-1]]))
    assert len(crawler.run(*RUN).briefings()) == len(keys) - 1
    site.log.clear()
    site.serve(LIST, list_page([address(keys[-1])]))
    crawl = crawler.run(*RUN)
    assert ("1 new, 0 revised" in crawl.out, len(crawl.briefings())) == (True, len(keys)), crawl.err
    assert len(site.visits({address(key) for key in keys[:-1]})) == 3


@pytest.mark.parametrize(
    ("target", "why"),
    part_of(
        [
            ("http://login.varenia.example/portal", "redirected to login.varenia.example, outside the source"),
            (f"http://{HOST}/moved.htm", "http 404"),
        ],
        2,
    ),
)
def test_a_list_that_redirects_to_nothing_is_told_by_the_address_that_was_asked_for(
    site: Site, crawler: Crawler, target: str, why: str
) -> None:
    site.serve(LIST, redirect(target))
    crawl = crawler.run(*RUN)
    assert crawl.code == 4, crawl.err
    assert f"the list page {LIST} was not read ({why})" in crawl.out


def test_a_further_page_that_redirects_to_the_first_is_told_by_its_own_address(site: Site, crawler: Crawler) -> None:
    """Page 1 was not read, said the run, as it lists what page 1 lists."""
    second = f"http://{HOST}/pressroom/node_8001_2.htm"
    site.serve_all(briefing(KEY, 1) | {LIST: list_page([address(KEY)], [LIST, second])})
    site.serve(second, redirect(LIST))
    crawl = crawler.run(*RUN)
    assert crawl.code == 3, crawl.err
    assert f"the list page {second} was not read (it lists what page 1 lists)" in crawl.out
