"""Sitemaps and feeds as lists: the requests, the cost of a daily run, and reports of broken ones."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.changed_rows import age_briefings
from tests.support.pages import briefing_page, document
from tests.support.server import Reply, page, tagged
from tests.support.sitemaps_and_feeds import Listed, atom, news_sitemap, rss, sitemap, sitemap_index

if TYPE_CHECKING:
    from tests.support.crawls import Crawl, Crawler
    from tests.support.server import Site

HOST = "http://press.varenia.example"
INDEX = f"{HOST}/sitemap_index.xml"
ARTICLE = document("News", "<p>The harbour was quiet this week, and the ferries sailed as they always do.</p>" * 5)


def _talks(folder: str, count: int, first: int = 0, year: int = 2017) -> list[Listed]:
    """Return briefings, newest first, two per month, with addresses that carry no day."""
    return [
        Listed(f"{HOST}/{folder}/quay-{n}", f"Briefing {n} on the quay", f"{year}-{12 - k // 2:02}-{28 - k % 2 * 14}")
        for k, n in enumerate(range(first + count, first, -1))
    ]


def _serve(site: Site, talks: list[Listed]) -> set[str]:
    for talk in talks:
        site.serve(talk.url, briefing_page(int(talk.url.rpartition("-")[2]), 1, 1))
    return {talk.url for talk in talks}


def _xml(body: bytes) -> Reply:
    """Return a reply as servers send it: with a type that says nothing, and a validator."""
    return Reply(body, headers={"Content-Type": "application/octet-stream"}, tag=tagged(body).tag)


def _crawl(crawler: Crawler, lists: str, *args: str) -> tuple[Crawl, list[str]]:
    """Crawl lists; return the crawl and its requests."""
    crawler.site.log.clear()
    crawl = crawler.run("briefing", "-a", f"lists={lists}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16", *args)
    return crawl, [url for url in crawler.site.visits() if not url.endswith("robots.txt")]


def test_index_news_sitemap_rss_and_atom_are_read_whole_and_each_once(site: Site, crawler: Crawler) -> None:
    """Five kinds of lists in one crawl: everything they name is requested, and nothing else."""
    kinds = {name: _talks(name, 6, 100 * n) for n, name in enumerate(("old", "new", "news", "rss", "atom"))}
    wanted = {name: _serve(site, talks) for name, talks in kinds.items()}
    site.serve(INDEX, _xml(sitemap_index([("/old.xml.gz", "2018-01-01"), ("/new.xml", "2019-01-01")])))
    site.serve(f"{HOST}/old.xml.gz", _xml(gzip.compress(sitemap(kinds["old"]))))
    site.serve(f"{HOST}/new.xml", _xml(sitemap(kinds["new"])))
    site.serve(f"{HOST}/news.xml", _xml(news_sitemap(kinds["news"])))
    site.serve(f"{HOST}/rss", _xml(rss(kinds["rss"][:4], "/rss?page=2")))
    site.serve(f"{HOST}/rss?page=2", _xml(rss(kinds["rss"][4:])))
    site.serve(f"{HOST}/atom", _xml(atom(kinds["atom"])))
    lists = [INDEX, f"{HOST}/news.xml", f"{HOST}/rss", f"{HOST}/atom"]

    crawl, visits = _crawl(crawler, ",".join(lists))
    assert crawl.code == 0, crawl.err
    parts = {f"{HOST}/new.xml", f"{HOST}/old.xml.gz", f"{HOST}/rss?page=2"}
    assert set(visits) == {*lists, *parts} | set().union(*wanted.values())
    assert len(visits) == len(set(visits)) == 7 + 30
    assert len(crawl.briefings("press.varenia.example")) == 30

    # A window, by the printed days of feeds and news.
    window = ("-a", "since=2017-11", "-a", "until=2017-11", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    crawl, visits = _crawl(crawler, ",".join(lists[1:]), *window)
    assert crawl.code == 0, crawl.err
    inside = {talk.url for name in ("news", "rss", "atom") for talk in kinds[name] if talk.day[5:7] == "11"}
    assert len(inside) == 6
    assert set(visits) - {*lists, *parts} == inside

    # What feeds do not reach is reported.
    crawl, _ = _crawl(crawler, f"{HOST}/rss", "-a", "since=2016", "-a", "until=2016")
    assert crawl.code == 4, crawl.err
    assert f"the list {HOST}/rss ends at 2017-10, after the beginning of the window" in crawl.out


@pytest.mark.further
def test_parts_of_an_index_over_the_bound_are_not_asked_for_and_told(site: Site, crawler: Crawler) -> None:
    parts = [f"{HOST}/part-{n}.xml" for n in range(8)]
    for n, url in enumerate(parts):
        talks = [Listed(f"{HOST}/p{n}/quay-{n}")]
        _serve(site, talks)
        site.serve(url, _xml(sitemap(talks)))
    days = [(url, f"2018-01-{28 - n:02}") for n, url in enumerate(parts)]
    site.serve(INDEX, _xml(sitemap_index(reversed(days))))
    crawl, visits = _crawl(crawler, INDEX, "-s", "BRIEFINGS_MAX_LIST_PAGES=4")
    assert crawl.code == 3, crawl.err
    # The newest first.
    assert [url for url in visits if url.endswith(".xml")] == [INDEX, *parts[:3]]
    assert len(visits) == 4 + 3
    assert f"more than BRIEFINGS_MAX_LIST_PAGES, from {parts[3]} on; 5 lists in all" in crawl.out


@pytest.mark.further
def test_a_part_whose_day_comes_late_is_asked_for(site: Site, crawler: Crawler) -> None:
    today = datetime.now(UTC).date()
    parts = {f"{HOST}/part-{n}.xml": _talks(f"p{n}", 1, 10 * n) for n in range(2)}
    for late in (3, 2):
        _serve(site, [talk for talks in parts.values() for talk in talks])
        for url, talks in parts.items():
            site.serve(url, _xml(sitemap(talks)))
        days = [str(today - timedelta(days=late)), str(today)]
        site.serve(INDEX, _xml(sitemap_index(zip(parts, days, strict=True))))
        crawl, visits = _crawl(crawler, INDEX)
        assert crawl.code == 0, crawl.err
        parts[f"{HOST}/part-0.xml"].append(Listed(f"{HOST}/p0/quay-99"))
    assert f"{HOST}/p0/quay-99" in visits


def test_a_daily_run_asks_for_the_parts_that_changed(site: Site, crawler: Crawler) -> None:
    parts = {f"{HOST}/part-{n}.xml": _talks(f"p{n}", 2, 10 * n) for n in range(5)}
    wanted = {url: _serve(site, talks) for url, talks in parts.items()}
    for url, talks in parts.items():
        site.serve(url, _xml(sitemap(talks)))
    site.serve(INDEX, _xml(sitemap_index([(url, f"2018-01-0{day}") for day, url in enumerate(parts, 1)])))
    first, visits = _crawl(crawler, INDEX)
    assert first.code == 0, first.err
    assert len(visits) == 1 + 5 + 10

    second, visits = _crawl(crawler, INDEX)
    assert second.code == 0, second.err
    # The day of the part that changed last may be one that stays.
    assert visits == [INDEX, f"{HOST}/part-4.xml"]
    assert "'briefings/unchanged_lists': 4" in second.err

    # A new one: its part says that it changed, even in the future of this run; the others are left alone.
    changed = f"{HOST}/part-3.xml"
    new = Listed(f"{HOST}/p3/quay-39")
    _serve(site, [new])
    site.serve(changed, _xml(sitemap([new, *parts[changed]])))
    site.serve(INDEX, _xml(sitemap_index([(url, "2099-01-01" if url == changed else "2018-01-01") for url in parts])))
    third, visits = _crawl(crawler, INDEX)
    assert third.code == 0, third.err
    assert visits == [INDEX, changed, new.url]

    # A part that could not be read is requested again; the rule above must not hide it.
    lost = Listed(f"{HOST}/p3/quay-38")
    site.serve(changed, _xml(sitemap([lost, new, *parts[changed]])))
    codes = [_crawl(crawler, INDEX)[0].code for _ in range(2)]
    assert codes == [3, 3]
    _serve(site, [lost])
    site.serve(INDEX, _xml(sitemap_index([(url, "2018-01-01") for url in parts])))
    last, visits = _crawl(crawler, INDEX)
    assert last.code == 0, last.err
    assert lost.url in visits
    assert len(last.briefings("press.varenia.example")) == sum(map(len, wanted.values())) + 2

    # What an unchanged part still names is not removed, though that part was not requested.
    dead = parts[f"{HOST}/part-1.xml"][0]
    site.serve(dead.url, page(b"<html><body><p>Not here.</p></body></html>", status=404))
    age_briefings(crawler.data, 1)
    named, visits = _crawl(crawler, INDEX)
    assert (named.code, "1 briefing not read" in named.out, "removed from" in named.out) == (3, True, False), named.err
    assert visits[0] == INDEX
    assert {*parts} < {*visits}

    # Parts unchanged since the beginning of the window are not requested, whatever they hold.
    later, visits = _crawl(crawler, INDEX, "-a", "since=2020")
    assert later.code == 4, later.err
    assert visits == [INDEX]
    assert "none of its parts has anything of the window" in later.out


@pytest.mark.slow
def test_parts_whose_days_of_change_stay_are_asked_for(site: Site, crawler: Crawler) -> None:
    parts = {f"{HOST}/part-{n}.xml": _talks(f"p{n}", 3, 10 * n) for n in range(2)}
    for url, talks in parts.items():
        _serve(site, talks)
        site.serve(url, _xml(sitemap(talks)))
    site.serve(INDEX, _xml(sitemap_index([(url, "2018-01-01") for url in parts])))
    assert _crawl(crawler, INDEX)[0].code == 0
    changed, new = f"{HOST}/part-1.xml", Listed(f"{HOST}/p1/quay-39")
    _serve(site, [new])
    site.serve(changed, _xml(sitemap([new, *parts[changed]])))
    assert new.url in _crawl(crawler, INDEX)[1]


def test_what_is_no_whole_sitemap_or_feed_is_told(site: Site, crawler: Crawler) -> None:
    talks = _talks("talks", 6)
    wanted = _serve(site, talks)
    feed = rss(talks)
    broken = {
        "broken.xml": (sitemap(talks)[:-60], "it breaks off"),
        "torn.xml.gz": (gzip.compress(sitemap(talks))[:-12], "the compressed body breaks off"),
        "feed": (feed[: len(feed) // 2], "it breaks off"),
        "empty.xml": (sitemap([]), "it lists no briefing"),
        "nothing.xml": (b"", "in place of a sitemap or feed"),
        "html.rss": (ARTICLE, "HTML in place of a sitemap or feed"),
        "json.xml": (b'{"error": "none"}', "not a page: JSON"),
    }
    for name, (body, _) in broken.items():
        site.serve(f"{HOST}/{name}", _xml(body))
    site.serve(INDEX, _xml(sitemap_index([(f"{HOST}/part", ""), ("http://elsewhere.example/part.xml", "")])))
    site.serve(f"{HOST}/part", page(ARTICLE))
    lists = [*(f"{HOST}/{name}" for name in broken), INDEX, f"{HOST}/gone.xml"]
    crawl, visits = _crawl(crawler, ",".join(lists))
    assert crawl.code == 3, crawl.err
    for name, (_, words) in broken.items():
        assert any(f"/{name} was not read (" in line and words in line for line in crawl.err.splitlines()), name
    assert f"{HOST}/part was not read (HTML in place of a sitemap or feed)" in crawl.err
    assert "1 of its parts are elsewhere: http://elsewhere.example/part.xml" in crawl.err
    # All before the break is read, and no truncated address is requested.
    assert set(visits) - {*lists, f"{HOST}/part"} <= wanted
    assert len(crawl.briefings("press.varenia.example")) == 5

    site.serve(f"{HOST}/feed", page(ARTICLE))
    alone, visits = _crawl(crawler, f"{HOST}/feed")
    assert alone.code == 4, alone.err
    assert visits == [f"{HOST}/feed"]


@pytest.mark.parametrize("told", [pytest.param(False, marks=pytest.mark.slow), True])
def test_of_a_large_sitemap_of_a_whole_site_the_user_has_to_say_what_he_wants(
    site: Site, crawler: Crawler, told: bool
) -> None:
    talks = _talks("briefings", 4)
    wanted = _serve(site, talks)
    others = [Listed(f"{HOST}/{folder}/{n}") for folder in ("news", "people", "visits") for n in range(400)]
    site.serve(f"{HOST}/sitemap.xml", _xml(sitemap([*others, *talks])))
    crawl, visits = _crawl(crawler, f"{HOST}/sitemap.xml", *(("-a", "allow=/briefings/") if told else ()))
    if told:
        assert crawl.code == 0, crawl.err
        assert set(visits[1:]) == wanted
    else:
        assert crawl.code == 4, crawl.err
        assert visits == [f"{HOST}/sitemap.xml"]
        assert f"which of 1204 addresses of several kinds are briefings: 400 like {HOST}/news/" in crawl.out
        assert "Say so with -a allow=REGEX" in crawl.out


@pytest.mark.slow
def test_a_small_sitemap_of_a_whole_site_is_read_and_its_articles_remembered(site: Site, crawler: Crawler) -> None:
    talks = _talks("briefings", 4)
    wanted = _serve(site, talks)
    others = [Listed(f"{HOST}/news/{n}") for n in range(6)]
    for one in others:
        site.serve(one.url, page(ARTICLE))
    # A blog's home page shows the newest briefings, and its sitemap names it (Hexo).
    site.serve(f"{HOST}/", briefing_page(4, 1, 1))
    site.serve(f"{HOST}/sitemap.xml", _xml(sitemap([Listed(f"{HOST}/"), *others, *talks])))
    first, visits = _crawl(crawler, f"{HOST}/sitemap.xml")
    assert first.code == 0, first.err
    assert len(visits) == 1 + 10
    assert {line["url"] for line in first.briefings("press.varenia.example")} == wanted
    assert "'briefings/articles': 6" in first.err
    second, visits = _crawl(crawler, f"{HOST}/sitemap.xml")
    assert (second.code, visits) == (0, [f"{HOST}/sitemap.xml"]), second.err
    assert "'archive/revalidated': 2" in second.err, "the list, and that there is no robots.txt"
    by_address = crawler.run("briefing", "-a", f"url={HOST}/sitemap.xml")
    assert by_address.code == 4
    assert "not a page: sitemap, for -a lists=ADDRESS" in by_address.out


@pytest.mark.further
def test_index_by_months_in_a_window_on_a_port_asks_for_its_months_and_never_in_circles(
    site: Site, crawler: Crawler
) -> None:
    office = f"{HOST}:8080"
    parts = {month: f"{office}/posts-2017-{month:02}.xml" for month in range(1, 7)}
    wanted = set()
    for month, url in parts.items():
        talks = [Listed(f"{office}/talk/quay-{month}{n}") for n in (1, 2)]
        wanted |= _serve(site, talks) if month in {3, 4} else set()
        site.serve(url, _xml(sitemap(talks)))
    index = f"{office}/sitemap.xml"
    site.serve(index, _xml(sitemap_index([*((url, "") for url in parts.values()), (index, "")])))
    crawl, visits = _crawl(crawler, index, "-a", "since=2017-03", "-a", "until=2017-04")
    assert crawl.code == 0, crawl.err
    assert sorted(visits) == sorted([index, parts[3], parts[4], *wanted])


@pytest.mark.further
def test_articles_that_a_sitemap_names_first_do_not_tell_which_buttons_briefings_share(
    site: Site, crawler: Crawler
) -> None:
    """As the tags of Hexo's Butterfly, which have a button less than the talks: each talk was told incomplete."""
    talks, tags = _talks("briefings", 4), [Listed(f"{HOST}/tags/{n}", changed="2026-05-01") for n in range(3)]
    for talk in talks:
        shown = briefing_page(int(talk.url.rpartition("-")[2]), 1, 1)
        site.serve(talk.url, shown.replace(b"</body>", b"<button>Settings</button></body>"))
    for tag in tags:
        site.serve(
            tag.url, document("News", f"<p>Tolmer Vask: The quay is mended.</p><p>{'The sea is calm. ' * 60}</p>")
        )
    site.serve(f"{HOST}/sitemap.xml", _xml(sitemap([*tags, *talks])))
    crawl, _ = _crawl(crawler, f"{HOST}/sitemap.xml")
    assert crawl.code == 0, crawl.out
    assert crawl.out.startswith("4 briefings")
