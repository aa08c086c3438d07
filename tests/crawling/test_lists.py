"""List pages: newest first, each once, no more than needed, and entries that are not briefings."""

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing, gallery, list_page, notice
from tests.support.server import Site, page

LISTS = [f"http://{HOST}/pressroom/node_8001.htm", f"http://{HOST}/pressroom/node_8001_2.htm"]
KEYS = [7009, 7008, 7007, 7006]


@pytest.fixture
def listed(site: Site) -> Site:
    """Four briefings of two pages on two list pages, with a gallery and a notice among them."""
    for key in KEYS:
        site.serve_all(briefing(key, 2))
    site.serve(address(8100), gallery(8100))
    site.serve(address(8200), notice())
    site.serve(LISTS[0], list_page([address(8100), address(7009), address(7008)], LISTS, 1))
    site.serve(LISTS[1], list_page([address(7008), address(8200), address(7007), address(7006)], LISTS, 2))
    return site


def _ids(crawl: Crawl) -> set[str]:
    return {line["id"] for line in crawl.briefings()}


def _crawl(crawler: Crawler, *args: str) -> Crawl:
    return crawler.run("china_org_cn", "-a", f"lists={LISTS[0]}", *args)


def test_all_that_the_lists_name_is_read_and_the_rest_counted(listed: Site, crawler: Crawler) -> None:
    crawl = _crawl(crawler)
    assert crawl.code == 0, crawl.err
    assert _ids(crawl) == {f"{HOST}/{key}" for key in KEYS}
    assert "4 briefings (20 turns): 4 new, 0 revised, 0 unchanged, all complete." in crawl.out
    for counted in ("'briefings/lists': 2", "'briefings/galleries': 1", "'briefings/notices': 1"):
        assert counted in crawl.err
    assert len(listed.visits()) == len(set(listed.visits())) == 2 + 4 * 2 + 2
    # Newest first; neighbours requested at the same time may overtake each other.
    firsts = [url for url in listed.visits() if url in {address(key) for key in KEYS}]
    assert set(firsts[:2]) == {address(7009), address(7008)}


def test_limit_takes_the_newest_and_stops_the_lists(listed: Site, crawler: Crawler) -> None:
    crawl = _crawl(crawler, "-a", "limit=2")
    assert crawl.code == 0, crawl.err
    # The gallery at the top of the list does not count.
    assert _ids(crawl) == {f"{HOST}/7009", f"{HOST}/7008"}
    assert LISTS[1] not in listed.visits()


@pytest.mark.further
def test_limit_goes_on_to_the_next_list_when_it_must(listed: Site, crawler: Crawler) -> None:
    crawl = _crawl(crawler, "-a", "limit=3")
    assert crawl.code == 0, crawl.err
    assert _ids(crawl) == {f"{HOST}/7009", f"{HOST}/7008", f"{HOST}/7007"}


def test_list_page_that_fails_is_told_and_not_the_end(listed: Site, crawler: Crawler) -> None:
    listed.serve(LISTS[1], page(b"", status=500))
    crawl = _crawl(crawler)
    assert crawl.code == 3
    assert _ids(crawl) == {f"{HOST}/7009", f"{HOST}/7008"}
    assert f"1 list page not read: the list page {LISTS[1]} was not read (http 500)." in crawl.out


def test_list_page_whose_request_scrapy_drops_is_told(listed: Site, crawler: Crawler) -> None:
    longer = f"{LISTS[1]}?{'a' * 2100}"
    listed.serve(LISTS[0], list_page(map(address, (7009, 7008)), [LISTS[0], longer]))
    crawl = _crawl(crawler, "-s", "URLLENGTH_LIMIT=2083")
    assert crawl.code == 3
    assert _ids(crawl) == {f"{HOST}/7009", f"{HOST}/7008"}
    assert "(never answered)" in crawl.out


@pytest.mark.further
def test_list_page_with_only_the_news_at_the_side_is_told_and_asked_for_again(listed: Site, crawler: Crawler) -> None:
    news = "".join(
        f"<p><a href='/news/{week}.htm'>The water level of week {week} is high</a></p>" for week in (1, 2, 3)
    )
    one, two = (
        list_page(map(address, keys), LISTS, number).replace(b"</body>", f"{news}</body>".encode())
        for number, keys in ((1, KEYS[:2]), (2, KEYS[2:]))
    )
    listed.serve_all({f"http://{HOST}/news/{week}.htm": notice() for week in (1, 2, 3)})
    listed.serve(LISTS[0], one)
    news_only = two.replace(b"<ul>", b"<!--").replace(b"</ul>", b"-->")
    # The first run asks for the page twice.
    listed.serve(LISTS[1], news_only, news_only, two)
    run = ("briefing", "-a", "source=office", "-a", f"lists={LISTS[0]}")
    crawl = crawler.run(*run)
    assert crawl.code == 3
    assert f"{LISTS[1]} was not read (it lists no briefing)" in crawl.out
    crawl = crawler.run(*run)
    assert (crawl.code, len(crawl.briefings("office"))) == (0, len(KEYS)), crawl.out
    # The same in place of page 1: what is gone at that moment may still be named.
    listed.serve(LISTS[0], f"<html><body><h1>Try again later</h1>{news}</body></html>".encode())
    for url in briefing(7006, 2):
        listed.serve(url, page(b"gone", status=404))
    for _ in range(2):
        crawl = crawler.run(*run, "-s", "BRIEFINGS_LOOK_AGAIN=0")
        assert (crawl.code, "removed from the site" in crawl.out, len(crawl.briefings("office"))) == (3, False, 4)
        assert f"{LISTS[0]} was not read (it names nothing in the place or form of earlier entries)" in crawl.out


@pytest.mark.further
def test_list_with_only_news_of_a_known_form_is_no_error_and_asked_once(site: Site, crawler: Crawler) -> None:
    news = [f"http://{HOST}/news/{week}.htm" for week in range(6)]
    site.serve_all(briefing(7009, 1) | dict.fromkeys(news, notice()))
    run = ("briefing", "-a", "source=office", "-a", f"lists={LISTS[0]}")
    for entries in ([address(7009), *news[:3]], news[3:], news[3:]):
        site.serve(LISTS[0], list_page(entries))
        crawl = crawler.run(*run)
        assert crawl.code == 0, crawl.out
    assert [site.visits().count(url) for url in news] == [1] * 6
    # Of a list that was not walked before, nobody knows what its entries look like.
    speeches = {f"http://{HOST}/speeches/{letter}/": notice() for letter in "abc"}
    site.serve_all(speeches | {LISTS[1]: list_page(speeches)})
    crawl = crawler.run(*run[:-1], f"lists={LISTS[1]}")
    assert crawl.code == 0, crawl.out


def test_links_out_of_the_source_are_counted_and_not_followed(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7009, 1))
    site.serve(LISTS[0], list_page([address(7009, host="www.china.org.cn.spam.example"), address(7009)]))
    crawl = _crawl(crawler)
    assert crawl.code == 0, crawl.err
    assert "'briefings/outside_links': 1" in crawl.err
    assert not any("spam" in visit.url for visit in site.log)


def test_number_of_list_pages_is_bounded(listed: Site, crawler: Crawler) -> None:
    crawl = _crawl(crawler, "-s", "BRIEFINGS_MAX_LIST_PAGES=1")
    assert crawl.code == 3, crawl.err
    assert _ids(crawl) == {f"{HOST}/7009", f"{HOST}/7008"}
    assert f"more than BRIEFINGS_MAX_LIST_PAGES, from {LISTS[1]} on" in crawl.out


@pytest.mark.parametrize("doubt", [pytest.param('its link "Next"', marks=pytest.mark.slow), "it breaks off"])
def test_what_is_doubted_of_the_last_page_of_a_list_is_said_each_time(site: Site, crawler: Crawler, doubt: str) -> None:
    first, second = f"http://{HOST}/list", f"http://{HOST}/list?x=2"
    for url, keys, further in ((first, KEYS[:2], second), (second, KEYS[2:], f"http://{HOST}/earlier-matters")):
        link = f'<p><a href="{further}">Next</a></p></div></div></body>'.encode()
        site.serve(url, list_page(map(address, keys)).replace(b"</div></div></body>", link))
        for key in keys:
            site.serve_all(briefing(key, 2))
    if doubt == "it breaks off":
        site.serve(second, list_page(map(address, KEYS[2:])).partition(b"</a></li>\n</ul>")[0])
    for _ in range(2):
        crawl = crawler.run("briefing", "-a", f"lists={first}")
        assert crawl.code == 3, crawl.err
        assert f"the list page {second} was not read ({doubt}" in crawl.out


@pytest.mark.further
def test_address_of_something_else_is_no_briefing_and_no_error(site: Site, crawler: Crawler) -> None:
    pages = {address(8100): gallery(8100), address(8200): notice(), LISTS[0]: list_page([address(7009)])}
    site.serve_all(pages)
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(pages)}")
    assert crawl.code == 4
    assert "Found instead: 1 photo gallery, 1 notice, 1 list page" in crawl.out
    assert crawl.turns() == crawl.briefings() == []
