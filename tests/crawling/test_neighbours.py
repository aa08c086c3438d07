"""Links to other briefings that look like links to further pages: each briefing stays one, and complete."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest

from briefings.transcript import Look, judge_look, read_page
from tests.support.crawls import Crawler
from tests.support.pager_shapes import HOST, Shape, addresses, link, numbers, page_html
from tests.support.pages import document, page_turns
from tests.support.parts import part_of
from tests.support.server import Reply, Site
from tests.support.sitemaps_and_feeds import Listed, sitemap

# Text below a briefing at an address, and the address of the other briefing it leads to.
NEIGHBOURS = (
    ("/talks/41.html", "<p><a href='/talks/42.html'>Next</a></p>", "/talks/42.html"),
    ("/talk_41.html", "<p><a href='/talk_42.html'>Next »</a></p>", "/talk_42.html"),
    ("/talks/b", "<p><a href='/talks/a'>Previous</a> <a href='/talks/c'>Next</a></p>", "/talks/c"),
    ("/week-1", f"<ul><li>Part 1: The ferry</li><li>{link('/week-2', 'Part 2: The salt tax')}</li></ul>", "/week-2"),
    ("/quay", "<p>As said on <a href='/papers/9'>page 2</a> of the plan.</p>", "/papers/9"),
    ("/day", "<p>‹ 3/12 <a href='/another-day'>Next ›</a></p>", "/another-day"),
    (
        "/quay",
        "<form action='/talk'><input type=hidden name=id value=8><button>Next page</button></form>",
        "/talk?id=8",
    ),
    ("/quay", "<p><a href='#' onclick=\"location.href='/salt'\">Next page</a></p>", "/salt"),
    ("/quay", f"<p><b>I</b> {link('/herbs', 'II')} {link('/herbs', 'III')}</p>", "/herbs"),
    ("/quay", f"<p>Vowels: {link('/a', 'A')} {link('/i', 'I')} {link('/o', 'O')} {link('/v', 'V')}</p>", "/i"),
    ("/day-one", f"<p><b>One</b> {link('/day-two', 'Two')}</p>", "/day-two"),
    ("/quay", f"<p>{link('/salt', 'Next part')}</p>", "/salt"),
    ("/quay", f"<p>Sessions: {link('/dawn', '1')} <b>2</b> {link('/noon', '3')}</p>", "/dawn"),
    ("/quay", f"<p>Sessions: {link('/dawn', '1')} {link('/noon', '2')} <b>3</b></p>", "/noon"),
)


LOOKS = 12
"""Maximum number of looks in a run on a host with one known page."""


def _put(site: Site, url: str, place: int, below: str, title: str = "Briefing on the northern quay") -> None:
    """Serve a briefing of one page, with links below it, in words that no other place has."""
    html = page_html(Shape("", (url,), lambda _urls, _number: below), place, title=title).decode()
    site.serve(url, html.replace("the council", f"council {place}").encode())


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.further)])
def test_neighbours_are_not_taken_for_pages(site: Site, crawler: Crawler, every: int) -> None:
    starts, neighbours = [], NEIGHBOURS[::every]
    for number, (path, below, other) in enumerate(neighbours):
        host = f"http://n{number}.varenia.example"
        _put(site, f"{host}{path}", 2 * number + 1, below, f"Briefing on the quay of Tolm {number}")
        _put(site, f"{host}{other}", 2 * number + 2, "", f"The salt tax of Tolm {number}")
        starts.append(f"{host}{path}")
    crawl = crawler.run("briefing", "-a", "source=offices", "-a", f"url={','.join(starts)}")
    assert crawl.code == 0, crawl.out
    assert [line["turn_count"] for line in crawl.briefings("offices")] == [4] * len(neighbours)
    for number, (path, _, _) in enumerate(neighbours):
        host = f"n{number}.varenia.example"
        asked = [url for url in site.visits() if urlsplit(url).hostname == host and not url.endswith("robots.txt")]
        assert len(asked) <= 3 + LOOKS, (path, asked)


@pytest.mark.parametrize(
    ("shown", "look"),
    [
        (link("/quay-short.html", "In short"), Look.OPEN),
        (link("/quay-short.html", "Next page"), Look.PAGES),
        (f"{link('/quay-short.html', 'The fares')} {link('/quay-toll.html', 'The toll')}", Look.PAGES),
    ],
)
def test_a_lone_link_to_an_address_that_grew_by_a_word_may_lead_to_a_shorter_version(shown: str, look: Look) -> None:
    first, other = (
        read_page(page_html(Shape("", (url,), lambda _urls, _number: f"<p>{shown}</p>"), number), url)
        for number, url in enumerate((f"{HOST}/quay.html", f"{HOST}/quay-short.html"), 1)
    )
    assert judge_look([first], other).look is look


def test_posts_of_one_headline_in_a_row_stay_briefings_of_their_own(site: Site, crawler: Crawler) -> None:
    """As in a press room that numbers its briefings and gives all of one day the same headline.

    WordPress says of `?p=40` that it is the short address, too: the number is the id of a post.
    """
    names = ("a.example/?p={}", "b.example/briefing_{}.html")
    posts, pages = ([f"http://{name.format(n)}" for n in range(40, 46)] for name in names)
    for urls in (posts, pages):
        for place, url in enumerate(urls):
            around = urls[place - 1 : place] + urls[place + 1 : place + 2]
            shown = " ".join(link(other, "Next" if other > url else "Previous") for other in around)
            _put(site, url, place + 6 * (urls is pages), f"<link rel='shortlink' href='{url}'><p>{shown}</p>")
    crawl = crawler.run("briefing", "-a", "source=offices", "-a", f"url={','.join(posts + pages)}")
    assert crawl.code == 0, crawl.out
    assert [line["turn_count"] for line in crawl.briefings("offices")] == [4] * 12


@pytest.mark.parametrize(
    ("mark", "back", "said"),
    part_of([(" (3/3)", "Previous On the quay (2/3)", "page 3 of 3"), (", page 3", "", "page 3")], 2),
)
def test_a_title_that_says_page_3_is_told(site: Site, crawler: Crawler, mark: str, back: str, said: str) -> None:
    """As of a part by hand in Astro's Starlight, whose last page has no day and leads back only."""
    url, before = "http://press.varenia.example/zz3", "http://press.varenia.example/yy2"
    shape = Shape("", (url,), lambda _urls, _number: back and link(before, back))
    site.serve(url, page_html(shape, 1, title=f"On the quay{mark}").replace(b"<p>March 5, 2026</p>", b""))
    site.serve(before, page_html(shape, 2, title="On the quay (2/3)"))
    crawl = crawler.run("briefing", "-a", f"url={url}")
    assert crawl.code == 3
    (line,) = crawl.briefings("press.varenia.example")
    assert [gap["reason"] for gap in line["missing_pages"]] == [f"its title says: {said}"]


@pytest.mark.further
def test_a_page_that_was_only_tried_is_missing_where_nobody_saw_what_stands_there(site: Site, crawler: Crawler) -> None:
    urls = [f"http://{host}.varenia.example/quay" for host in ("gone", "broken")]
    for url, status in zip(urls, (404, 500), strict=True):
        shape = Shape("", (url,), lambda _urls, _number: "<p><a href='?page=2'>Questions</a></p>")
        site.serve(url, page_html(shape, 1).decode().replace("the council", url).encode())
        site.serve(f"{url}?page=2", Reply(status=status))
    crawl = crawler.run("briefing", "-a", "source=offices", "-a", f"url={','.join(urls)}", "-s", "RETRY_TIMES=0")
    assert crawl.code == 3, crawl.out
    lacking = {line["url"]: [one["words"] for one in line["shortcomings"]] for line in crawl.briefings("offices")}
    assert lacking == {urls[0]: [], urls[1]: [f'may go on at {urls[1]}?page=2 ("Questions")']}


@pytest.mark.further
def test_no_earlier_page_of_listed_entries_is_looked_for(site: Site, crawler: Crawler) -> None:
    """As where the numbers at the ends of addresses are ids: what stands at them without the number is no page."""
    base = "http://press.varenia.example"
    urls = [f"{base}/{name}/talk_{41 + place}.html" for place, name in enumerate(("quay", "salt", "tram", "orchard"))]
    rows = "".join(
        f"<li>{link(url, f'Briefing on topic {place} of the office')}</li>" for place, url in enumerate(urls)
    )
    site.serve(f"{base}/list", f"<html><body><h1>Briefings</h1><ul>{rows}</ul></body></html>".encode())
    for place, url in enumerate(urls):
        _put(site, url, place, "", f"On topic {place}")
    for _ in range(2):
        crawl = crawler.run("briefing", "-a", f"lists={base}/list", "-s", "BRIEFINGS_MAX_OPEN=1")
        assert crawl.code == 0, crawl.out
    assert [line["turn_count"] for line in crawl.briefings("press.varenia.example")] == [4] * len(urls)
    beside = [url for url in site.visits() if url not in {*urls, f"{base}/list", f"{base}/robots.txt"}]
    assert not [url for url in beside if "/talk" in url]


def test_a_link_back_to_the_page_above_is_no_earlier_page(site: Site, crawler: Crawler) -> None:
    """As where "Back" leads to the page about the press room, whose address begins those of the briefings."""
    room = "http://press.varenia.example/room"
    site.serve(
        room, b"<html><body><h1>The press room</h1><p>" + b"The room is open to all. " * 40 + b"</p></body></html>"
    )
    urls = [f"{room}/{name}" for name in ("quay", "salt", "ferry")]
    for place, url in enumerate(urls, 1):
        _put(site, url, place, f"<p>{link(room, 'Back')}</p>", f"On topic {place}")
    crawl = crawler.run("briefing", "-a", f"url={','.join(urls)}")
    lines = crawl.briefings("press.varenia.example")
    assert ([line["url"] for line in lines], crawl.code) == (sorted(urls), 0), crawl.out
    assert [(line["turn_count"], line["complete"]) for line in lines] == [(4, True)] * 3


def _rounds(urls: Sequence[str], number: int) -> str:
    shown = (f"<b>Ronde {n}</b>" if n == number else link(url, f"Ronde {n}") for n, url in enumerate(urls, 1))
    return f"<p class='rondes'>{' | '.join(shown)}</p>"


def test_pages_that_a_sitemap_names_too_are_no_briefings_of_their_own(site: Site, crawler: Crawler) -> None:
    """Nor are parts that their titles count, or whose addresses grow by a word that no language of ours has."""
    quay, salt = addresses("/talks/quay/", "/talks/quay/{}/"), addresses("/talks/salt-1", "/talks/salt-{}")
    tram, dike = (addresses(f"/talks/{name}/", f"/talks/{name}/ronde-{{}}/") for name in ("tram", "dike"))
    for urls, title in ((quay, "On the quay"), (salt, "On the salt tax, part {} of 3"), (tram, "Tram fares")):
        for number, url in enumerate(urls, 1):
            html = page_html(Shape("", urls, _rounds if urls is tram else numbers), number, title=title.format(number))
            site.serve(url, html.replace(b"the council", title[:12].encode()))
    for number, url in enumerate(dike, 1):
        # Alone, so few turns do not show who speaks.
        said = "".join(f"<p><b>{name}:</b> {' '.join(texts)}</p>" for name, texts in page_turns(1, number))
        site.serve(url, document("The dike", f"<p>3 May 2031</p>{said}{_rounds(dike, number)}"))
    # Another briefing of the day, whose address grows alike, has a title of its own.
    noon, evening = day = f"{HOST}/talks/2031-05-03/", f"{HOST}/talks/2031-05-03-evening/"
    _put(site, noon, 11, link(evening, "Evening briefing"), "Morning briefing")
    _put(site, evening, 12, link(noon, "Morning briefing"), "Evening briefing")
    site.serve(f"{HOST}/sitemap.xml", sitemap(map(Listed, quay + salt + tram[::-1] + dike + day)))
    crawl = crawler.run("briefing", "-a", "source=offices", "-a", f"lists={HOST}/sitemap.xml")
    kept = {tuple(page["url"] for page in line["pages"]) for line in crawl.briefings("offices")}
    assert (kept, crawl.code) == ({quay, salt, tram, dike, (noon,), (evening,)}, 0), crawl.out


@pytest.mark.further
def test_two_sessions_of_a_list_that_number_each_other_stay_two(site: Site, crawler: Crawler) -> None:
    urls = [f"{HOST}/talks/herring", f"{HOST}/talks/oakum"]
    for place, url in enumerate(urls):
        row = " ".join(f"<b>{n}</b>" if other == url else link(other, str(n)) for n, other in enumerate(urls, 1))
        _put(site, url, 1 + place, f"<p>Sessions: {row}</p>", f"Session on {url[-5:]}")
    site.serve(f"{HOST}/sitemap.xml", sitemap(map(Listed, urls)))
    crawl = crawler.run("briefing", "-a", "source=offices", "-a", f"lists={HOST}/sitemap.xml")
    assert sorted(line["url"] for line in crawl.briefings("offices")) == sorted(urls)
    assert crawl.code == 0, crawl.out
