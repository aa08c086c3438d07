"""The pages of one briefing are all requested once, however they answer."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing, briefing_page, empty
from tests.support.parts import each
from tests.support.server import Reply, Site, page, redirect, reset, torn, torn_gzip

KEY = 7001
LAST = 5
TURNS = 1 + 2 * LAST
PAGES = briefing(KEY, LAST)
SPAM = "www.china.org.cn.spam.example"
ID = f"{HOST}/{KEY}"
_QUOTED = '; the pager says "1 2 3 4 5"'


def _said(crawl: Crawl) -> list[tuple[str, str, int]]:
    return [(turn["label"], turn["text"], turn["page_first"]) for turn in crawl.turns()]


def _missing(crawl: Crawl, key: int = KEY) -> dict[int, str]:
    (line,) = (line for line in crawl.briefings() if line["id"] == f"{HOST}/{key}")
    assert line["complete"] is (not line["missing_pages"])
    return {gap["number"]: gap["reason"] for gap in line["missing_pages"]}


def _without_times(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for line in lines:
        for one in line.get("pages", []):
            one["fetched_at"] = one["warc"] = None
    return lines


def _one_page_lost(crawl: Crawl, number: int, reason: str, *, code: int = 3, key: int = KEY) -> None:
    """Check that the other pages are stored in order, the gap is named, and turns at its edges are marked."""
    assert crawl.code == code, crawl.err
    assert _missing(crawl, key) == {number: reason}
    turns = [turn for turn in crawl.turns() if turn["briefing"] == f"{HOST}/{key}"]
    firsts = [turn["page_first"] for turn in turns]
    assert firsts == sorted(firsts)
    assert set(firsts) == set(range(1, LAST + 1)) - {number}
    # Turns on the other pages are exactly as printed: none swallows what follows the gap.
    assert all(turn["page_first"] == turn["page_last"] for turn in turns)
    by_page = {n: [turn for turn in turns if turn["page_first"] == n] for n in set(firsts)}
    cut = {(turn["page_first"], turn["seq"]) for turn in turns if turn["cut"]}
    before = {(number - 1, by_page[number - 1][-1]["seq"])} if number > 1 else set()
    after = {(number + 1, by_page[number + 1][0]["seq"])} if number < LAST else set()
    # The turn before the gap may have gone on; the one after starts with a label, so its start is there.
    assert before <= cut <= before | after
    assert not any(turn["complete"] for turn in turns)
    assert f"{HOST}/{key} lacks page {number} ({reason})" in crawl.err
    if len(crawl.briefings()) == 1:
        assert f"1 briefing incomplete: {ID} lacks page {number} ({reason})." in crawl.out


def test_page_five_gives_what_page_one_gives_with_one_request_a_page(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    first = crawler.run("china_org_cn", "-a", f"url={address(KEY)}")
    assert first.code == 0, first.err
    assert sorted(site.visits()) == sorted(PAGES)
    assert len(first.turns()) == TURNS
    assert first.briefings()[0]["id"] == ID
    assert [one["number"] for one in first.briefings()[0]["pages"]] == [*range(1, LAST + 1)]

    site.log.clear()
    crawler.data = crawler.data.with_name("from page 5")
    fifth = crawler.run("china_org_cn", "-a", f"url={address(KEY, 5)}")
    assert fifth.code == 0, fifth.err
    assert site.visits()[0] == address(KEY, 5)
    assert sorted(site.visits()) == sorted(PAGES)
    assert fifth.turns() == first.turns()
    assert _without_times(fifth.briefings()) == _without_times(first.briefings())


Failure = tuple[int, Callable[[int], Reply], str]
# The page that fails, how it fails, and what is reported, by the key of the briefing it fails in.
FAILURES: dict[int, Failure] = dict(
    enumerate[Failure](
        [
            (3, lambda key: page(briefing_page(key, 3, LAST), status=500), "http 500"),
            (3, lambda _: page(b"", status=404), "http 404"),
            (4, lambda key: torn(briefing_page(key, 4, LAST)), "truncated body"),
            (LAST, lambda key: torn_gzip(briefing_page(key, LAST, LAST)), "truncated body"),
            (2, lambda key: redirect(address(key, 1)), "redirected to page 1"),
            (2, lambda key: redirect(address(key, 4)), "redirected to page 4"),
            (5, lambda _: redirect(address(1, 5, SPAM)), f"redirected to {SPAM}, outside the source"),
            (5, lambda key: redirect(address(key, 5)), "too many redirects, without cookies"),
            (4, lambda _: redirect(address(8888)), f"it has another title, Briefing 8888 on harbour affairs{_QUOTED}"),
            (4, lambda key: page(briefing_page(key, 3, LAST)), f"same as page 3{_QUOTED}"),
            (5, lambda _: page(empty()), f"no transcript on the page{_QUOTED}"),
            (3, lambda _: reset(), "connection lost"),
        ],
        start=7101,
    )
)


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """One crawl of a briefing for each failure."""
    with Site() as site:
        site.serve_all(briefing(8888, 1))
        for key, (number, reply, _) in FAILURES.items():
            site.serve_all(briefing(key, LAST))
            site.serve(address(key, number), reply(key))
        crawler = Crawler(site, tmp_path_factory.mktemp("failing") / "data")
        crawl = crawler.run("china_org_cn", "-a", f"url={','.join(map(address, FAILURES))}")
        assert not any(SPAM in url for url in site.visits())
    return crawl


@each("key", FAILURES)
def test_page_that_fails_for_good_is_a_gap(failing: Crawl, key: int) -> None:
    number, _, reason = FAILURES[key]
    _one_page_lost(failing, number, reason, key=key)


@pytest.mark.slow
def test_page_that_is_too_slow_is_a_gap(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(KEY, 4), page(PAGES[address(KEY, 4)], delay=60))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}", "-s", "DOWNLOAD_TIMEOUT=4", "-s", "RETRY_TIMES=0")
    _one_page_lost(crawl, 4, "timeout")


def test_page_that_robots_txt_forbids_is_a_gap_and_not_asked_for(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(
        f"http://{HOST}/robots.txt", Reply(b"User-agent: *\nDisallow: /business/2024-05/17/content_7001_4.htm\n")
    )
    _one_page_lost(crawler.run("china_org_cn", "-a", f"url={address(KEY)}"), 4, "robots.txt", code=6)
    assert address(KEY, 4) not in site.visits()


@pytest.mark.slow
def test_page_over_the_size_allowed_is_a_gap_even_when_it_is_small_on_the_line(site: Site, crawler: Crawler) -> None:
    bomb = gzip.compress(PAGES[address(KEY, 4)] + bytes(30_000_000))
    assert len(bomb) < 100_000
    site.serve_all(PAGES)
    site.serve(address(KEY, 4), Reply(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}))
    _one_page_lost(crawler.run("china_org_cn", "-a", f"url={address(KEY)}"), 4, "larger than DOWNLOAD_MAXSIZE")


@pytest.mark.slow
def test_page_that_fails_once_is_read_the_second_time(site: Site, crawler: Crawler) -> None:
    failures = {7201: page(b"", status=503), 7202: torn(briefing_page(7202, 2, LAST)), 7203: reset()}
    for key, reply in failures.items():
        site.serve_all(briefing(key, LAST))
        site.serve(address(key, 2), reply, page(briefing_page(key, 2, LAST)))
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(map(address, failures))}")
    assert crawl.code == 0, crawl.err
    for key in failures:
        assert len([turn for turn in crawl.turns() if turn["briefing"] == f"{HOST}/{key}"]) == TURNS
        assert site.visits([address(key, 2)]) == [address(key, 2)] * 2


def test_first_page_asked_for_may_fail_too(site: Site, crawler: Crawler) -> None:
    failures = {
        7301: (1, page(b"", status=500), "http 500"),
        7302: (5, page(b"", status=500), "http 500"),
        7303: (1, page(empty()), "no transcript on the page"),
        7304: (5, page(empty()), "no transcript on the page"),
    }
    pages: dict[str, bytes] = {}
    for key, (start, reply, _) in failures.items():
        pages |= briefing(key, LAST)
        site.serve_all(briefing(key, LAST))
        site.serve(address(key, start), reply)
    starts = [address(key, start) for key, (start, _, _) in failures.items()]
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(starts)}", "-s", "RETRY_TIMES=0")
    for key, (start, _, reason) in failures.items():
        _one_page_lost(crawl, start, reason, key=key)
    assert sorted(site.visits()) == sorted(pages)


@pytest.mark.slow
def test_gap_in_the_pagers_is_filled(site: Site, crawler: Crawler) -> None:
    # Page 1 names only 2 and 5, like a pager with "...".
    site.serve_all(PAGES)
    short = PAGES[address(KEY)]
    for number in (3, 4):
        short = short.replace(f'<a href="content_{KEY}_{number}.htm">{number}</a>'.encode(), b"...")
    assert b"content_7001_4" not in short
    site.serve(address(KEY), short)
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}")
    assert crawl.code == 0, crawl.err
    assert sorted(site.visits()) == sorted(PAGES)
    assert len(crawl.turns()) == TURNS


@pytest.mark.further
def test_page_that_only_a_later_page_names_is_read(site: Site, crawler: Crawler) -> None:
    # Page 1 names two pages, page 2 all of them.
    site.serve_all(PAGES)
    site.serve(address(KEY), briefing_page(KEY, 1, 2))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}")
    assert crawl.code == 0, crawl.err
    assert len(crawl.turns()) == TURNS


def test_pager_that_never_ends_is_bounded_and_that_is_said(site: Site, crawler: Crawler) -> None:
    for number in range(1, 20):
        site.serve(address(KEY, number), briefing_page(KEY, number, number + 1))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}", "-s", "BRIEFINGS_MAX_PAGES=4")
    assert crawl.code == 3
    assert sorted(site.visits()) == [address(KEY), *(address(KEY, n) for n in (2, 3, 4))]
    assert _missing(crawl) == {5: "up to page 5, over BRIEFINGS_MAX_PAGES"}


def test_a_page_that_no_pager_names_is_looked_at_by_its_address(site: Site, crawler: Crawler) -> None:
    link = f'<div class="more"><a href="{address(KEY, 2)}">The second half</a></div></body>'
    site.serve(address(KEY), briefing_page(KEY, 1, 1).replace(b"</body>", link.encode()))
    site.serve(address(KEY, 2), briefing_page(KEY, 2, 2))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}")
    assert address(KEY, 2) in site.visits()
    assert (crawl.code, [len(one["pages"]) for one in crawl.briefings()]) == (0, [2]), crawl.out


def test_request_that_is_dropped_without_a_word_is_a_gap(site: Site, crawler: Crawler) -> None:
    # A middleware of Scrapy's silently drops longer addresses; only page 1 is short enough.
    site.serve_all(PAGES)
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}", "-s", f"URLLENGTH_LIMIT={len(address(KEY))}")
    assert crawl.code == 3, crawl.err
    assert _missing(crawl) == dict.fromkeys(range(2, LAST + 1), "never answered")
    assert len(crawl.turns()) == 3


@pytest.mark.further
def test_briefing_of_one_page_that_fails_leaves_the_others_alone(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    crawl = crawler.run("china_org_cn", "-a", f"url={address(404)},{address(KEY)}")
    assert crawl.code == 3
    assert len(crawl.turns()) == TURNS
    assert f"1 briefing not read: {address(404)} was not read (http 404)." in crawl.out


@pytest.mark.further
def test_a_wall_that_wants_its_cookie_back_is_passed_with_cookies(site: Site, crawler: Crawler) -> None:
    first, second = address(KEY), address(KEY, 2)
    site.serve_all(briefing(KEY, 2))
    wall = f"http://{HOST}/consent"
    site.serve(second, redirect(wall), page(briefing_page(KEY, 2, 2)))
    site.serve(wall, Reply(b"", 302, {"Location": second, "Set-Cookie": "seen=1"}))
    crawl = crawler.run("china_org_cn", "-a", f"url={first}", "-s", "COOKIES_ENABLED=True")
    assert (crawl.code, len(crawl.turns())) == (0, 5), crawl.out


@pytest.mark.further
def test_many_briefings_at_once_keep_their_pages_apart(site: Site, crawler: Crawler) -> None:
    keys = range(7100, 7106)
    for key in keys:
        site.serve_all(briefing(key, 3))
    crawler.extra += ["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"]
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(map(address, keys))}")
    assert crawl.code == 0, crawl.err
    assert len(site.visits()) == len(set(site.visits())) == 18
    for key in keys:
        texts = [turn["text"] for turn in crawl.turns() if turn["briefing"] == f"{HOST}/{key}"]
        assert len(texts) == 7
        assert all(str(key) in text for text in texts)
