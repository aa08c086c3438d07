"""A feed of thirty items, most of them not briefings: exactly the briefings are stored, and the rest rests."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.crawls import Crawler
from tests.support.pages import CHAIR, document, gallery, notice
from tests.support.pages import briefing as briefing_pages
from tests.support.press_room import HOST, LIST
from tests.support.server import Site, page

RUN = ("scio", "-a", f"lists={LIST}")
BRIEFINGS = (7101, 7102, 7103)
TOPICS = ("ferries", "salt", "trams", "orchards", "canals", "lamps", "quays", "gauges")


def _url(key: int) -> str:
    return f"http://{HOST}/pressroom/2024-05/17/content_{key}.htm"


def _news(key: int) -> bytes:
    topic = TOPICS[key % len(TOPICS)]
    said = [
        f"The council of Varenia decided on Monday to look at its {topic} again, {key} days after the last report.",
        f"Residents of the harbour had asked for better {topic} since the spring, and the mayor called it overdue.",
        "Work is to begin before the harvest. Its cost will be known when the offers have been opened in June.",
    ]
    return document(f"Council looks at {topic} again", "".join(f"<p>{escape(text)}</p>" for text in said))


def _feed(keys: list[int], cv: int) -> bytes:
    items = "".join(f'<li><a href="{_url(key)}">Item {key} of the press room</a></li>' for key in keys)
    # The spokesperson's picture links to a page of the same address form, without a link text.
    picture = f'<div class="who"><a href="{_url(cv)}"><img src="vask.jpg"></a></div>'
    return document("Press Room", f'<div class="columns1"><ul>{items}</ul></div>{picture}')


@pytest.fixture
def feed(site: Site) -> Site:
    """Three briefings of several pages, 25 news items, a gallery, a notice, and the page of a spokesperson."""
    for key in BRIEFINGS:
        site.serve_all({url.replace("/business/", "/pressroom/"): body for url, body in _briefing(key).items()})
    news = list(range(7200, 7225))
    for key in news:
        site.serve(_url(key), _news(key))
    site.serve(_url(7301), gallery(7301, 1))
    site.serve(_url(7302), notice())
    site.serve(_url(7400), document(CHAIR, f"<p>{CHAIR} was born at Lindmark and joined the press office in 2011.</p>"))
    keys = [*news[:9], 7101, 7301, *news[9:15], 7102, 7302, *news[15:], 7103]
    site.serve(LIST, _feed(keys, 7400))
    return site


def _briefing(key: int) -> dict[str, bytes]:
    return briefing_pages(key, 3, host=HOST)


def test_exactly_the_briefings_are_kept_and_the_second_run_asks_for_the_list_alone(
    feed: Site, crawler: Crawler
) -> None:
    first = crawler.run(*RUN)
    assert first.code == 0, first.err
    assert "all complete; 26 articles left out." in first.out
    assert {line["id"] for line in first.briefings("scio")} == {f"{HOST}/{key}" for key in BRIEFINGS}
    assert all(len(line["pages"]) == 3 for line in first.briefings("scio"))
    feed.log.clear()
    second = crawler.run(*RUN)
    assert second.code == 0, second.err
    assert feed.visits() == [LIST]


def test_feed_without_a_briefing_fails_as_long_as_none_is_kept(feed: Site, crawler: Crawler) -> None:
    feed.serve(LIST, _feed([7200, 7201, 7202, 7301], 7400))
    crawl = crawler.run(*RUN)
    assert crawl.code == 4, crawl.err
    assert "Found instead: 1 photo gallery, 4 articles, 1 list page." in crawl.out


def test_article_that_the_user_names_is_told(feed: Site, crawler: Crawler) -> None:
    crawl = crawler.run("scio", "-a", f"url={_url(7200)},{_url(7101)}")
    assert crawl.code == 4
    assert f"{_url(7200)} is an article in which nobody is named as speaking, not a briefing" in crawl.out
    assert {line["id"] for line in crawl.briefings("scio")} == {f"{HOST}/7101"}


@pytest.mark.further
def test_reported_speech_is_kept_where_the_source_wants_it(feed: Site, crawler: Crawler, tmp_path: Path) -> None:
    (tmp_path / "own_source.py").write_text(
        "from spiders.scio import ScioSpider\n\n\n"
        "class OwnSource(ScioSpider):\n"
        '    name = "own_source"\n'
        '    custom_settings = {"BRIEFINGS_UNLABELLED": True}\n'
    )
    crawler.path.append(tmp_path)
    own = ("-s", "SPIDER_MODULES=own_source")
    crawl = crawler.run("own_source", "-a", f"url={_url(7200)}", *own)
    assert crawl.code == 0, crawl.err
    (turn,) = crawl.turns("own_source")
    assert (turn["label"], turn["speaker"]) == (None, None)
    data = ("-s", f"BRIEFINGS_DATA={crawler.data}")
    again = processes.run("-m", "scrapy", "reread", "own_source", "--jobs", "1", *own, *data, env=crawler.environment())
    assert "0 briefings read again: 0 revised; 1 already read by this reader." in again.out, again.err


@pytest.mark.further
def test_a_file_in_a_list_is_told_once_and_an_error_as_long_as_it_lasts(feed: Site, crawler: Crawler) -> None:
    served = {
        7200: (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj", "PDF"),
        7201: (b"<html><title>Maintenance</title><h1>Our site is down for maintenance.</h1></html>", "maintenance"),
        7202: (b'{"error": "Too many connections"}', "JSON"),
    }
    told = {key: f"{_url(key)} was not read (not a page: {what})" for key, (_, what) in served.items()}
    for key, (body, _) in served.items():
        feed.serve(_url(key), page(body, status=200))
    for lasting in ({7200, 7201, 7202}, {7201, 7202}):
        crawl = crawler.run(*RUN)
        assert (crawl.code, {key for key, words in told.items() if words in crawl.out}) == (3, lasting), crawl.err
    for key in (7201, 7202):
        feed.serve(_url(key), _news(key))
    assert crawler.run(*RUN).code == 0, "the file alone fails no run"
