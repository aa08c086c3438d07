"""The choice of looks, and the reports, when there are more kinds of unexplained links than a run may look at."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.first_crawls import FirstCrawls
from tests.support.pages import briefing_page, document, list_page
from tests.support.parts import part_of
from tests.support.server import Site, page

HOST = "http://press.varenia.example"
KEYS = (7001, 7002, 7003, 7004)
TALKS = [f"{HOST}/talk/{key}" for key in KEYS]
KINDS = "abcdefghijklmnopqrstu"
LIST = f"{HOST}/list/"


def _talk(key: int, around: str) -> bytes:
    """Return a briefing of one page with links after it."""
    return briefing_page(key, 1, 1).replace(b"</body>", f"{around}</body>".encode())


def _below_text(key: int, what: str, number: int = 1) -> bytes:
    """Return a page of a briefing with something right below its text."""
    return briefing_page(key, number, 1).replace(b"</div>\n<p>Follow", f"{what}</div>\n<p>Follow".encode())


def _told(crawl: Crawl) -> dict[str, list[str]]:
    """Return the shortcomings of each briefing in words, by address."""
    lines = crawl.briefings("press.varenia.example")
    return {line["url"]: [one["words"] for one in line["shortcomings"]] for line in lines}


def _many_kinds(site: Site, delays: tuple[float, ...] = (0, 0, 0, 0)) -> None:
    """Serve four briefings with eight kinds of links each, twenty in all, that lead to pages about other things."""
    site.serve(LIST, list_page(TALKS))
    for number, (url, key, delay) in enumerate(zip(TALKS, KEYS, delays, strict=True)):
        kinds = KINDS[number * 4 : number * 4 + 8]
        around = "".join(f"<div class='box-{kind}'><a href='/{kind}/about'>About {kind}</a></div>" for kind in kinds)
        site.serve(url, page(_talk(key, around), delay=delay))
        for kind in kinds:
            site.serve(f"{HOST}/{kind}/about", document("", f"<p>Of {kind} there is nothing new.</p>"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, first_crawls: FirstCrawls) -> dict[str, list[str]]:
    with Site() as site:
        _many_kinds(site)
        crawler = Crawler(site, tmp_path_factory.mktemp("undisturbed") / "data", firsts=first_crawls)
        crawl = crawler.first("briefing", "-a", f"lists={LIST}")
        assert crawl.code == 3, crawl.err
        assert len([url for url in site.visits() if url.endswith("/about")]) == 12
        return _told(crawl)


@pytest.mark.slow
def test_what_a_later_run_explains_is_complete_in_the_records(site: Site, crawler: Crawler) -> None:
    """It is then requested no more."""
    _many_kinds(site)
    run = ("briefing", "-a", f"lists={LIST}")
    assert (crawler.first(*run).code, crawler.run(*run).code) == (3, 0)
    asked = len(site.visits())
    crawl = crawler.run(*run)
    assert (crawl.code, len(site.visits()) - asked) == (0, 1), crawl.err
    assert [line["complete"] for line in crawl.briefings("press.varenia.example")] == [True] * 4


def test_what_is_beyond_the_looks_of_a_run_is_told(undisturbed: dict[str, list[str]]) -> None:
    assert [len(undisturbed[url]) for url in TALKS] == [0, 0, 4, 8]
    assert undisturbed[TALKS[2]][0] == f'may go on at {HOST}/m/about ("About m")'


@pytest.mark.further
@pytest.mark.parametrize("delays", [pytest.param((0.6, 0, 0, 0), marks=pytest.mark.slow), (0.9, 0.6, 0.3, 0)])
def test_what_is_told_does_not_depend_on_which_briefing_came_first(
    undisturbed: dict[str, list[str]], site: Site, crawler: Crawler, delays: tuple[float, ...]
) -> None:
    _many_kinds(site, delays)
    at_once = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
    assert _told(crawler.run("briefing", "-a", f"lists={LIST}", *at_once)) == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("pages", [9, 5, 13, 17])
def test_what_is_told_does_not_depend_on_a_kill(
    undisturbed: dict[str, list[str]], site: Site, crawler: Crawler, pages: int
) -> None:
    _many_kinds(site)
    crawler.kill_after(pages, "briefing", "-a", f"lists={LIST}")
    assert _told(crawler.run("briefing", "-a", f"lists={LIST}")) == undisturbed


def test_related_links_that_are_dead_are_explained(site: Site, crawler: Crawler, tmp_path: Path) -> None:
    for url, key in zip(TALKS, KEYS, strict=True):
        related = "".join(f"<li><a href='/{kind}/{key}-{kind}'>Of {kind}, in full</a></li>" for kind in KINDS[:5])
        site.serve(url, _talk(key, f"<ul class='related'>{related}</ul>"))
    (tmp_path / "urls.txt").write_text("\n".join(TALKS))
    crawl = crawler.run("briefing", "-a", f"urls={tmp_path / 'urls.txt'}")
    assert _told(crawl) == {url: [] for url in TALKS}
    assert crawl.code == 0, crawl.err
    beside = [url for url in site.visits() if url not in TALKS and "robots.txt" not in url]
    assert len(beside) <= 2 * 5, "two looks at each kind of address"


def _with_buttons(site: Site, shown: tuple[int, ...], delays: tuple[float, ...] = (0, 0, 0, 0)) -> None:
    """Serve four briefings, some of which have a button without an address."""
    site.serve(LIST, list_page(TALKS))
    for number, (url, key, delay) in enumerate(zip(TALKS, KEYS, delays, strict=True)):
        button = "<p class='tool'><button type='button'>Fold out</button></p>" * (number in shown)
        site.serve(url, page(_below_text(key, button), delay=delay))


TOLD = {(0, 1, 2, 3): (), (0, 1, 2): (), (1, 2, 3): (1, 2, 3), (3,): (3,)}
"""Briefings reported for their button, by those that have one."""
DELAYS = [(0, 0, 0, 0), (0.6, 0.4, 0.2, 0), (0.2, 0, 0, 0.4)]


@pytest.mark.slow
@pytest.mark.parametrize(("shown", "delays"), part_of(product(TOLD, DELAYS), 4))
def test_a_button_is_told_where_the_first_three_briefings_do_not_all_have_it(
    site: Site, crawler: Crawler, shown: tuple[int, ...], delays: tuple[float, ...]
) -> None:
    told = TOLD[shown]
    _with_buttons(site, shown, delays)
    crawl = crawler.run("briefing", "-a", f"lists={LIST}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
    assert [url for url in TALKS if _told(crawl)[url]] == [TALKS[number] for number in told]
    assert crawl.code == (3 if told else 0), crawl.out


@pytest.mark.further
def test_a_notice_in_place_of_a_briefing_says_nothing_of_what_the_others_share(site: Site, crawler: Crawler) -> None:
    _with_buttons(site, (0, 1, 2, 3))
    site.serve(TALKS[1], document("Out of order", "<p>Something went wrong. <a href='/status'>Status</a></p>"))
    told = _told(crawler.run("briefing", "-a", f"lists={LIST}"))
    assert told == {url: [] for url in TALKS if url != TALKS[1]}


@pytest.mark.slow
@pytest.mark.parametrize(("shown", "pages"), part_of(product([(1, 2, 3), (0, 1, 2, 3)], [3, 4, 5]), 6))
def test_which_buttons_are_told_does_not_depend_on_a_kill(
    site: Site, crawler: Crawler, shown: tuple[int, ...], pages: int
) -> None:
    _with_buttons(site, shown)
    crawler.kill_after(pages, "briefing", "-a", f"lists={LIST}")
    told = _told(crawler.run("briefing", "-a", f"lists={LIST}"))
    assert [bool(told[url]) for url in TALKS] == ([False] * 4 if len(shown) == 4 else [False, True, True, True])


@pytest.mark.further
def test_a_way_back_or_position_without_an_address_is_no_button(site: Site, crawler: Crawler) -> None:
    """As on page 1 of a common content system, whose briefings of one page have no pager."""
    site.serve(LIST, list_page(TALKS))
    urls = [TALKS[0], TALKS[0].replace("7001", "7001_2")]
    for number, url in enumerate(urls, 1):
        numbers = "".join(
            f"<li><a href='{'#' if other == number else urls[other - 1]}'>{other}</a></li>" for other in (1, 2)
        )
        pager = f"<ul class='pagelist'><li><a href='#'>Previous</a></li>{numbers}</ul>"
        pager += f"<a href='#'>Page {number} of 2</a>"
        site.serve(url, _below_text(KEYS[0], pager, number))
    for url, key in zip(TALKS[1:], KEYS[1:], strict=True):
        site.serve(url, briefing_page(key, 1, 1))
    crawl = crawler.run("briefing", "-a", f"lists={LIST}")
    assert (crawl.code, _told(crawl)[TALKS[0]]) == (0, []), crawl.out


@pytest.mark.slow
def test_a_place_that_led_elsewhere_is_looked_at_again_for_one_in_twenty_new_briefings(
    site: Site, crawler: Crawler
) -> None:
    keys = range(7020, 7026)
    talks = {key: f"{HOST}/talk/{key}" for key in keys}
    site.serve(LIST, list_page(talks.values()))
    drawn = 7023  # chosen by the digest of its id
    for key, url in talks.items():
        site.serve(url, _talk(key, f"<div class='tail'><a href='/tail/w{key}x'>What else there is</a></div>"))
        site.serve(
            f"{HOST}/tail/w{key}x", b"<html><body><p>Of the harbour there is nothing new today.</p></body></html>"
        )
    second = briefing_page(drawn, 2, 2).replace(
        b"</head>", f"<link rel='canonical' href='{talks[drawn]}'></head>".encode()
    )
    site.serve(f"{HOST}/tail/w{drawn}x", second)
    crawl = crawler.run("briefing", "-a", f"lists={LIST}")
    assert crawl.code == 0, crawl.out
    pages = {line["url"]: len(line["pages"]) for line in crawl.briefings("press.varenia.example")}
    assert pages == {url: 2 if key == drawn else 1 for key, url in talks.items()}
    site.log.clear()
    assert crawler.run("briefing", "-a", f"lists={LIST}", "-s", "BRIEFINGS_LOOK_AGAIN=0").code == 0


@pytest.mark.further
def test_a_link_in_two_places_takes_one_look(site: Site, crawler: Crawler) -> None:
    """Of the three looks that the run has, the list takes the first, at its entry."""
    site.serve(LIST, list_page(TALKS[:1]))
    boxes = (("top", "ferry"), ("foot", "ferry"), ("side", "tram"))
    around = "".join(f"<div class='{box}'><a href='/{kind}/about'>About the {kind}</a></div>" for box, kind in boxes)
    site.serve(TALKS[0], _talk(KEYS[0], around))
    for kind in ("ferry", "tram"):
        site.serve(f"{HOST}/{kind}/about", f"<html><body><p>Of the {kind} nothing is new.</p></body></html>".encode())
    crawl = crawler.run("briefing", "-a", f"lists={LIST}", "-s", "BRIEFINGS_MAX_LOOKS=3")
    assert (crawl.code, _told(crawl)) == (0, {TALKS[0]: []}), crawl.out


@pytest.mark.further
def test_one_known_page_with_others_in_two_boxes_is_complete(site: Site, crawler: Crawler) -> None:
    boxes = "".join(
        f"<div class='{name}'><a href='{TALKS[1]}'>Talk B</a> <a href='{TALKS[2]}'>Talk C</a></div>"
        for name in ("related", "latest")
    )
    for url, key in zip(TALKS, KEYS, strict=True):
        day = f"<p>March {key - 7000}, 2026</p>"
        site.serve(
            url,
            _talk(key, f"<p class='foot'><a href='/about'>About us</a></p>{boxes}").replace(
                b"</h1>", f"</h1>{day}".encode()
            ),
        )
    site.serve(f"{HOST}/about", b"<html><body><p>Of us there is nothing new.</p></body></html>")
    crawl = crawler.run("briefing", "-a", f"url={TALKS[0]}")
    assert crawl.code == 0, crawl.out


def test_a_page_that_may_belong_to_two_briefings_is_told_of_both(site: Site, crawler: Crawler) -> None:
    """As where a search names one briefing by two addresses, and nothing on the page leads back to either."""
    on = "<div class='on'><a href='/go/x9'>What was said then</a></div>"
    urls = [f"{HOST}/talk/7001", f"{HOST}/record/7001"]
    site.serve_all({url: _talk(7001, on).replace(b"talk", url[-11:-5].encode()) for url in urls})
    site.serve(f"{HOST}/go/x9", briefing_page(7001, 2, 1))
    crawl = crawler.run("briefing", "-a", f"url={','.join(urls)}")
    told = _told(crawl)
    assert crawl.code == 3
    assert [any("/go/x9" in words for words in told[url]) for url in urls] == [True, True]


@pytest.mark.further
def test_a_place_that_shows_a_page_again_beside_another_stays_open_for_all(site: Site, crawler: Crawler) -> None:
    """As in a row of pages with page 1 in it, by an address that nothing explains: the next run told nothing."""
    site.serve(LIST, list_page(TALKS))
    for key, url in zip(KEYS, TALKS, strict=True):
        on = "".join(f"<a href='/go/{name}{key}'>What was said then</a>" for name in ("a", "b"))
        site.serve(url, _talk(key, f"<div class='on'>{on}</div>"))
        site.serve(f"{HOST}/go/a{key}", briefing_page(key, 1, 1))
        site.serve(f"{HOST}/go/b{key}", briefing_page(key, 2, 1))
    for _ in range(2):
        crawl = crawler.run("briefing", "-a", f"lists={LIST}", "-s", "BRIEFINGS_LOOK_AGAIN=0")
        told = _told(crawl)
        assert crawl.code == 3, crawl.out
        assert [any(f"/go/b{key}" in words for words in told[url]) for key, url in zip(KEYS, TALKS, strict=True)] == [
            True, True, True, True
        ], told  # fmt: skip


@pytest.mark.further
def test_a_view_of_all_pages_that_was_looked_at_before_them_proves_them(site: Site, crawler: Crawler) -> None:
    words = ("Overview", "Figures", "Questions")
    urls = [f"{HOST}/note{name}" for name in ("", "/figures", "/questions")]
    parts = [briefing_page(7001, number, 1).decode() for number in (1, 2, 3)]
    # Where labels stand before their texts, it shows that the same people say more than page 1.
    said = [f"<p>Ilka Rue: I pay for {thing}.</p><p>Ilka Rue: We do.</p></div>" for thing in ("hats", "coats", "all")]
    parts = [part.replace("</div>", f"{more}", 1) for part, more in zip(parts, said, strict=True)]
    texts = [part.partition('<div id="container_txt">')[2].partition("</div>")[0] for part in parts]
    for number, (url, html) in enumerate(zip(urls, parts, strict=True)):
        row = " ".join(
            f"<b>{w}</b>" if u == url else f"<a href='{u}'>{w}</a>" for u, w in zip(urls, words, strict=True)
        )
        view = f"<p class='print'><a href='{HOST}/note/print'>All of it</a></p><div class='row'>{row}</div>"
        site.serve(url, html.replace("</body>", f"{view if number < 9 else ''}</body>").encode())
    site.serve(f"{HOST}/note/print", parts[0].replace(texts[0], "".join(texts)).encode())
    site.serve(LIST, list_page([urls[0], *TALKS]))
    for url, key in zip(TALKS, KEYS, strict=True):
        site.serve(url, briefing_page(key + 10, 1, 1))
    crawl = crawler.run("briefing", "-a", f"lists={LIST}")
    assert crawl.code == 0, crawl.out
    (line,) = [line for line in crawl.briefings("press.varenia.example") if line["url"] == urls[0]]
    assert [page["url"] for page in line["pages"]] == urls
    assert crawler.run("briefing", "-a", f"lists={LIST}", "-s", "BRIEFINGS_LOOK_AGAIN=0").code == 0


@pytest.mark.further
def test_links_that_show_a_day_are_of_one_place_in_every_month(site: Site, crawler: Crawler) -> None:
    """Each post of a forum is called by its day, and shows the page again."""
    days = ("Apr 15, 2026", "May 3, 2026", "Jun 6, 2026", "Jul 12, 2026")
    site.serve(LIST, list_page(TALKS))
    for url, key, day in zip(TALKS, KEYS, days, strict=True):
        posts = [f"{url}/post-{number}" for number in (1, 2, 3)]
        shown = _talk(key, "".join(f"<p class='by'><a href='{post}'>{day}</a></p>" for post in posts))
        site.serve(url, shown)
        for post in posts:
            site.serve(post, shown)
    crawl = crawler.first("briefing", "-a", f"lists={LIST}")
    assert (crawl.code, sum("/post-" in url for url in site.visits())) == (0, 2), crawl.err
