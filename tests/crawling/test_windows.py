"""Runs over a window of days: what lies in it is read, the rest is not requested, and the list ends early."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.list_layouts import LAYOUTS
from tests.support.pages import briefing_page, list_page
from tests.support.parts import part_of
from tests.support.press_room import LIST, PressRoom, list_url
from tests.support.server import Site, page
from tests.support.sitemaps_and_feeds import Listed, sitemap, sitemap_index

OFFICE = "http://press.varenia.example"
LISTS = [list_url(number) for number in range(1, 60)]
MONTHS = {"2025-03": "March 2025", "2025-02": "February 2025", "2025-01": "January 2025"}


@pytest.mark.parametrize("oldest_first", [pytest.param(False, marks=pytest.mark.slow), True])
def test_all_of_a_year_and_nothing_else(site: Site, crawler: Crawler, oldest_first: bool) -> None:
    room = PressRoom(site, count=100, step=36, oldest_first=oldest_first)
    room.serve()
    window = ("-a", "since=2017", "-a", "until=2017-12-31", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
    crawl = crawler.run("scio", "-a", f"lists={LIST}", *window)
    assert crawl.code == 0, crawl.err
    wanted = {room.url(key) for key in room.keys if room.day(key).year == 2017}
    assert len(wanted) == 10
    assert set(site.visits()) - set(LISTS) == wanted
    assert len(crawl.briefings("scio")) == len(wanted)
    lists = [url for url in site.visits() if url in LISTS]
    # Newest first, the walk ends with the first page that has nothing of the year.
    assert len(lists) == (10 if oldest_first else 6)


@pytest.mark.parametrize("every", [12, pytest.param(1, marks=pytest.mark.slow)])
def test_a_month_of_lists_as_sites_lay_them_out(site: Site, crawler: Crawler, every: int) -> None:
    layouts = [one for one in LAYOUTS if one.has_days][::every]
    starts, wanted, lists = [], set[str](), set[str]()
    for number, one in enumerate(layouts):
        host = f"http://p{number}.varenia.example"
        pages = one.pages(host)
        site.serve_all(pages)
        starts.append(next(iter(pages)))
        lists |= pages.keys()
        wanted |= {url for url, day in one.days(host).items() if day.month == 5}
    site.serve_all({url: briefing_page(key, 1, 1) for key, url in enumerate(sorted(wanted))})
    window = ("-a", "since=2024-05", "-a", "until=2024-05")
    crawl = crawler.run("briefing", "-a", "source=offices", "-a", f"lists={','.join(starts)}", *window)
    assert crawl.code == 0, crawl.err
    asked = {url for url in site.visits() if not url.endswith("robots.txt")} - lists
    # Nothing shows that `20240527_22.html` is not page 22 of `20240527.html`: that is tried until the first answer,
    # by as many requests as a host is asked at a time.
    assert wanted <= asked
    assert len(asked - wanted) <= 8
    assert len(crawl.briefings("offices")) == len(wanted)
    # The first page wholly before the window is the last one.
    assert len([url for url in site.visits() if url in lists]) == 3 * len(layouts)


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


def test_list_that_reaches_a_part_of_the_window_is_read_and_said(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=10, per_page=5)
    room.serve()
    crawl = crawler.run("scio", "-a", f"lists={LIST}", "-a", "since=2019", "-a", "until=2020-11")
    assert crawl.code == 3, crawl.err
    assert f"the list {LIST} ends at 2020-10, after the beginning of the window" in crawl.out
    assert len(crawl.briefings("scio")) == len([key for key in room.keys if room.day(key).month < 12])


@pytest.mark.slow
def test_backfill_goes_on_where_it_was_killed(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=60, step=18)
    room.serve()
    window = ("scio", "-a", f"lists={LIST}", "-a", "since=2019", "-a", "until=2019", "-s", "BRIEFINGS_MAX_OPEN=4")
    wanted = {room.url(key) for key in room.keys if room.day(key).year == 2019}
    crawler.kill_after(13, *window)
    before = site.visits()
    assert 0 < len(wanted & {*before}) < len(wanted)
    second = crawler.run(*window)
    assert second.code == 0, second.err
    after = site.visits()[len(before) :]
    assert {url for url in (*before, *after) if url not in LISTS} == wanted
    assert len(second.briefings("scio")) == len(wanted)
    # At most twice the requests that were under way.
    assert len([url for url in after if url in before and url not in LISTS]) <= 8
    third = crawler.run(*window)
    assert third.code == 0, third.err
    assert not wanted & {*site.visits()[len(before) + len(after) :]}


@pytest.mark.further
def test_lists_of_a_year_and_a_month_are_those_of_the_window(site: Site, crawler: Crawler) -> None:
    wanted = []
    for month in ("2017/04", "2017/05", "2017/06", "2017/07"):
        talks = [f"{OFFICE}/{month}/talk-{n}" for n in (1, 2, 3)]
        site.serve(f"{OFFICE}/{month}/", list_page(talks))
        wanted += talks
    for key, url in enumerate(wanted):
        site.serve(url, briefing_page(key, 1, 1))
    lists = ("briefing", "-a", f"lists={OFFICE}/{{year}}/{{month}}/")
    crawl = crawler.run(*lists, "-a", "since=2017-05", "-a", "until=2017-06")
    assert crawl.code == 0, crawl.err
    asked = {url for url in site.visits() if not url.endswith("robots.txt")}
    assert asked == {f"{OFFICE}/2017/05/", f"{OFFICE}/2017/06/", *wanted[3:9]}
    gone = crawler.run(*lists, "-a", "since=2017-07", "-a", "until=2017-08")
    assert gone.code == 3, gone.err
    assert f"the list page {OFFICE}/2017/08/ was not read (http 404)" in gone.out


def _serve_months(site: Site) -> dict[str, list[str]]:
    """Serve a list of the last month's briefings, beside which the months have pages of their own."""
    talks = {month: [f"{OFFICE}/{month.replace('-', '/')}/{day:02}/talk" for day in (25, 15, 5)] for month in MONTHS}
    side = "".join(f"<li><a href='{OFFICE}/list/{month}'>{said}</a></li>" for month, said in MONTHS.items())
    for month, urls in talks.items():
        html = list_page(urls).replace(b"</body>", f"<aside><ul>{side}</ul></aside></body>".encode())
        for url in (f"{OFFICE}/list/{month}", *([f"{OFFICE}/list/"] if month == "2025-03" else [])):
            site.serve(url, html)
    for key, url in enumerate(url for urls in talks.values() for url in urls):
        site.serve(url, briefing_page(7001 + key, 1, 1))
    return talks


@pytest.mark.parametrize(
    ("window", "inside"),
    part_of(
        [
            (("-a", "since=2025-02", "-a", "until=2025-02"), ["2025-02"]),
            (("-a", "since=2025-03"), ["2025-03"]),
            (("-a", "deny=/2025/02/"), ["2025-03", "2025-01"]),
        ],
        3,
    ),
)
def test_what_a_bounded_run_leaves_out_is_found_by_a_plain_one(
    site: Site, crawler: Crawler, window: tuple[str, ...], inside: list[str]
) -> None:
    talks = _serve_months(site)
    run = ("briefing", "-a", f"lists={OFFICE}/list/")
    bounded = crawler.run(*run, *window)
    wanted = {url for month in inside for url in talks[month]}
    assert (bounded.code, {line["url"] for line in bounded.briefings("press.varenia.example")}) == (0, wanted)
    if "since=2025-03" in window:
        # The months before the window are not looked at either.
        assert not {f"{OFFICE}/list/2025-02", f"{OFFICE}/list/2025-01"} & {*site.visits()}
    plain = crawler.run(*run)
    assert (plain.code, len(plain.briefings("press.varenia.example"))) == (0, 9), plain.out


@pytest.mark.further
def test_the_part_of_a_window_in_an_index_of_months_need_not_reach_its_first_day(site: Site, crawler: Crawler) -> None:
    talks = {month: [Listed(f"{OFFICE}/{month.replace('-', '/')}/{day}/talk") for day in (25, 15)] for month in MONTHS}
    index = f"{OFFICE}/sitemap_index.xml"
    site.serve(index, page(sitemap_index([(f"{OFFICE}/sitemap-{month}.xml", "") for month in talks])))
    for month, listed in talks.items():
        site.serve(f"{OFFICE}/sitemap-{month}.xml", page(sitemap(listed)))
        for day, one in enumerate(listed):
            site.serve(one.url, briefing_page(7000 + day, 1, 1))
    run = ("briefing", "-a", f"lists={index}")
    within = crawler.run(*run, "-a", "since=2025-02")
    assert (within.code, len(within.briefings("press.varenia.example"))) == (0, 4), within.out
    short = crawler.run(*run, "-a", "since=2024-12")
    assert (short.code, "after the beginning of the window" in short.out) == (3, True), short.out
