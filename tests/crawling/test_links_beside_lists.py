"""Links beside a list: rows with walls, errors and an archive among them, a menu with its newest, topics."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.pages import briefing_page, list_page
from tests.support.parts import part_of
from tests.support.server import Reply, Site, redirect

HOST = "http://press.varenia.example"
LIST = f"{HOST}/list/"
A_PAGE = 4
KEYS = range(7001, 7001 + 4 * A_PAGE)
TALKS = [f"{HOST}/talk/{key}" for key in KEYS]
RUN = ("briefing", "-a", f"lists={LIST}")
WALL = Reply(b"no", status=403)
BESIDE = ("members", "photos/all", "media/kit")
TOPICS = ("Ferries", "Harbours", "Roads", "Schools")


def _serve_beside(site: Site, *names: str) -> None:
    """Serve a list of one page with a row of links beside it, each to a page that names no briefing."""
    row = "".join(f"<li><a href='{HOST}/{name}'>{name}</a></li>" for name in names)
    html = list_page(TALKS[:A_PAGE]).decode().replace("</body>", f"<ul class='beside'>{row}</ul></body>")
    site.serve(LIST, html.encode())
    for name in names:
        site.serve(f"{HOST}/{name}", b"<html><title>A page</title><h1>A page</h1><p>Come and see it.</p></html>")
    for key, url in zip(KEYS[:A_PAGE], TALKS, strict=False):
        site.serve(url, briefing_page(key, 1, 1))


@pytest.mark.slow
def test_walls_among_other_links_are_not_told_and_not_asked_for_again(site: Site, crawler: Crawler) -> None:
    _serve_beside(site, "contact", *BESIDE)
    for name in BESIDE:
        site.serve(f"{HOST}/{name}", WALL)
    done = crawler.run(*RUN)
    assert done.code == 0, done.out
    site.log.clear()
    assert crawler.run(*RUN).code == 0
    assert site.visits() == [LIST]


@pytest.mark.parametrize("reply", part_of([WALL, None], 2))
def test_an_archive_is_looked_at_whatever_else_is_in_its_row(site: Site, crawler: Crawler, reply: Reply | None) -> None:
    _serve_beside(site, "contact", "archive", "style")
    site.serve(f"{HOST}/archive", reply or list_page(TALKS[A_PAGE:]))
    for key, url in zip(KEYS[A_PAGE:], TALKS[A_PAGE:], strict=True):
        site.serve(url, briefing_page(key, 1, 1))
    done = crawler.run(*RUN)
    count = A_PAGE if reply else len(TALKS)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (3 if reply else 0, count), done.out


@pytest.mark.slow
def test_a_row_that_begins_with_an_error_is_not_judged_by_its_other_links(site: Site, crawler: Crawler) -> None:
    _serve_beside(site, "shelf", "contact")
    site.serve(f"{HOST}/shelf", Reply(b"no", status=503))
    assert crawler.run(*RUN).code == 3
    site.serve(f"{HOST}/shelf", list_page(TALKS[A_PAGE:]))
    for key, url in zip(KEYS[A_PAGE:], TALKS[A_PAGE:], strict=True):
        site.serve(url, briefing_page(key, 1, 1))
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, len(TALKS)), done.out


def test_a_wall_is_told_if_another_link_of_its_place_leads_to_a_page_of_the_list(site: Site, crawler: Crawler) -> None:
    _serve_beside(site, "shelf", "board")
    site.serve(f"{HOST}/shelf", WALL)
    site.serve(f"{HOST}/board", list_page(TALKS[A_PAGE:]))
    for key, url in zip(KEYS[A_PAGE:], TALKS[A_PAGE:], strict=True):
        site.serve(url, briefing_page(key, 1, 1))
    done = crawler.run(*RUN)
    assert (done.code, f"may go on at {HOST}/shelf (http 403)" in done.out) == (3, True), done.out
    assert len(done.briefings("press.varenia.example")) == len(TALKS)


def _card(number: int) -> str:
    """Return a talk below its topic and day: on page 1 its title says as much as these, on the others less."""
    title = "On the old locks and their keepers" if number < A_PAGE else "On the ferry"
    topic = TOPICS[number % A_PAGE]
    return (
        f"<div class='card'><p><a href='/topics/{topic}'>{topic}</a> | {28 - number} March 2026</p>"
        f"<h3><a href='{TALKS[number]}'>{title}, {number}</a></h3>"
        "<p>The office took questions on what it does.</p></div>"
    )


def test_a_list_with_topics_in_its_rows_is_read_to_its_end_though_a_menu_has_its_newest(
    site: Site, crawler: Crawler
) -> None:
    newest = [f"<li><a href='{url}'>The newest: the old locks and their keepers, {url[-4:]}</a></li>" for url in TALKS]
    for begin in range(0, len(TALKS), A_PAGE):
        number, cards = begin // A_PAGE + 1, "".join(map(_card, range(begin, begin + A_PAGE)))
        way = f"<nav><a href='{LIST}?page={number + 1}' rel='next'>Next</a></nav>" if number < A_PAGE else ""
        html = f"<html><title>Press</title><ul class='menu'>{''.join(newest[:2])}</ul><main>{cards}{way}</main></html>"
        site.serve(LIST if number == 1 else f"{LIST}?page={number}", html.encode())
    for topic in TOPICS:
        html = f"<html><title>{topic}</title><h1>{topic}</h1><p>What the office does for its {topic}.</p></html>"
        site.serve(f"{HOST}/topics/{topic}", html.encode())
    for key, url in zip(KEYS, TALKS, strict=True):
        site.serve(url, briefing_page(key, 1, 1))
    done = crawler.run(*RUN)
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, len(TALKS)), done.out


def test_of_two_groups_on_a_page_the_entries_are_those_of_the_form_of_another_page(
    site: Site, crawler: Crawler
) -> None:
    """It was told on the first day, and after a move by each run until there was a new briefing."""
    titles = ("The keepers of the lock", "Ferries", "Two old mills", "Night trams")
    news = [f"<li><a href='{HOST}/news/{n}-lamps'>Lamps along the long canal {n} - News</a></li>" for n in range(3)]

    for n in range(3):
        html = (
            f"<html><title>Lamps {n}</title><h1>Lamps {n}</h1><p>The lamps along the canal burn until May.</p></html>"
        )
        site.serve(f"{HOST}/news/{n}-lamps", html.encode())

    def run(folder: str) -> Crawl:
        urls = [f"{HOST}/{folder}/{key}" for key in KEYS]
        for at, own, more in ((LIST, urls[:A_PAGE], ""), (f"{LIST}?page=2", urls[A_PAGE:], " and what is said of it")):
            rows = [f"<li><a href='{url}'>{title}{more}</a></li>" for url, title in zip(own, titles, strict=False)]
            side = f"<title>Press</title><div class='side'><h3>News</h3><ul>{''.join(news)}</ul></div>"
            ways = f"<p class='pages'><a href='{LIST}'>1</a> <a href='{LIST}?page=2'>2</a></p>"
            site.serve(at, f"{side}<div><h1>Press</h1><ul>{''.join(rows)}</ul>{ways}</div>".encode())
        for key, url, old in zip(KEYS, urls, TALKS, strict=True):
            site.serve(old, redirect(url))
            site.serve(url, briefing_page(key, 1, 1))
        return crawler.run(*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0")

    for folder in ("talk", "said"):
        done = run(folder)
        assert (done.code, len(done.briefings("press.varenia.example"))) == (0, 2 * A_PAGE), done.out
    # The news were read as well, and are no sign of the list.
    site.serve(LIST, f"<title>Press</title><div class='side'><ul>{''.join(news)}</ul></div><h1>Error</h1>".encode())
    failed = crawler.run(*RUN)
    assert (failed.code, "names nothing in the place or form of earlier entries" in failed.out) == (3, True), failed.out
    known = crawler.run(*RUN, "-s", f'BRIEFINGS_ACKNOWLEDGED={{"{LIST}": "all"}}')
    assert (known.code, "now names none" in known.out) == (0, False), known.out


def test_a_new_entry_of_a_list_that_says_less_than_dated_news_beside_it_is_read(site: Site, crawler: Crawler) -> None:
    """The news were its entries, and it was looked at and left, by some forms of lists unsaid."""
    days = ("May 3, 2024", "May 7, 2024", "May 9, 2024", "May 12, 2024")
    news = [
        f"<p>{day} <a href='{HOST}/news/{n}-lamps'>What lamps along {n} canals cost</a></p>"
        for n, day in enumerate(days)
    ]
    for n in range(len(days)):
        html = f"<title>Lamps {n}</title><h1>Lamps {n}</h1><p>The lamps along the {n} canals burn until May.</p>"
        site.serve(f"{HOST}/news/{n}-lamps", html.encode())
    for key, url in zip(KEYS, TALKS, strict=True):
        site.serve(url, briefing_page(key, 1, 1))
    for first, beside in ((1, ""), (1, "".join(news)), (0, "".join(news))):
        rows = "".join(
            f"<li><a href='{url}'>Talk</a> {day}</li>" for url, day in zip(TALKS[first:A_PAGE], days, strict=False)
        )
        site.serve(LIST, f"<title>Talks</title><h1>Talks</h1><ul>{rows}</ul><div>{beside}</div>".encode())
        done = crawler.run(*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert (done.code, len(done.briefings("press.varenia.example"))) == (0, A_PAGE), done.out


def test_a_list_beside_its_pinned_entry_and_more_telling_news_is_read_to_its_end(site: Site, crawler: Crawler) -> None:
    """A look found the pinned one; of the others one a look was read, no further page, and later nothing new."""
    news = [
        f"<p>May {n}, 2024 <a href='{HOST}/news/{n}-lamps'>What lamps along {n} canals cost</a></p>" for n in (3, 7, 9)
    ]
    for n in (3, 7, 9):
        html = f"<title>Lamps {n}</title><h1>Lamps {n}</h1><p>The lamps along the {n} canals burn until May.</p>"
        site.serve(f"{HOST}/news/{n}-lamps", html.encode())
    for key, url in zip(KEYS, TALKS, strict=True):
        site.serve(url, briefing_page(key, 1, 1))
    for first in (1, 0):
        for number, at in enumerate((LIST, f"{LIST}2")):
            shown = TALKS[first:A_PAGE] if at == LIST else TALKS[A_PAGE : 2 * A_PAGE]
            rows = "".join(f"<li><a href='{url}'>Talk</a></li>" for url in shown)
            more = f"<div class='more' data-next-url='{LIST}{number + 2}'></div>" if at == LIST else ""
            pinned = f"<div class='pinned'><ul><li><a href='{TALKS[2]}'>Talk</a></li></ul></div>"
            html = f"<title>Talks</title><h1>Talks</h1>{pinned}<ul>{rows}</ul>{more}<div>{''.join(news)}</div>"
            site.serve(at, html.encode())
        done = crawler.run(*RUN, "-s", "BRIEFINGS_LOOK_AGAIN=0")
        kept = {line["url"] for line in done.briefings("press.varenia.example")}
        assert (done.code, kept) == (0, set(TALKS[first : 2 * A_PAGE])), done.out
