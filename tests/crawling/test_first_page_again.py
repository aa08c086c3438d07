"""Page 1 under two addresses, as content systems link it: `/press` and `?page=1`, `?page=0`, `?start=0`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.transcript import read_page
from tests.support.made_sites.model import day_of, speech
from tests.support.made_sites.words import coin
from tests.support.parts import each

if TYPE_CHECKING:
    from tests.support.crawls import Crawler
    from tests.support.server import Site

HOST = "http://press.varenia.example"
MARKED = "<li class='pager__item is-active'><a href='{}' title='Current page'>{}</a></li>"
CURRENT = "<a href='{0}' aria-label='Page {1}' aria-current='page'>{1}</a>"
PLAIN = "<em class='current' aria-current='page'>{1}</em>"
ROWS = {
    "Drupal": ("?page={}", 0, 1, MARKED),
    "GOV.UK": ("?page={}", 1, 1, CURRENT),
    "Rails": ("?page={}", 1, 1, PLAIN),
    "Plone": ("?b_start:int={}", 0, 5, PLAIN),
}
"""By content system: the form of an address, the number of page 1 in it and the step, and how the page shows itself."""
STEPS = {"Drupal, mini": ("?page={}", 0, 1), "Laravel, simple": ("?page={}", 1, 1)}
"""The same where a page links the one before and the one behind it only."""


def _address(form: str, first: int, step: int, number: int) -> str:
    return form.format(first + step * (number - 1))


def _row(name: str, pages: int, number: int) -> str:
    form, first, step, here = ROWS[name]
    urls = [_address(form, first, step, one) for one in range(1, pages + 1)]
    shown = [
        here.format(url, one) if one == number else f"<li class='pager__item'><a href='{url}'>{one}</a></li>"
        for one, url in enumerate(urls, 1)
    ]
    return f"<nav class='pager'><ul>{''.join(shown)}</ul></nav>"


def _steps(name: str, pages: int, number: int) -> str:
    form, first, step = STEPS[name]
    back = f"<a rel='prev' href='{_address(form, first, step, number - 1)}'>&laquo; Previous</a>" if number > 1 else ""
    on = f"<a rel='next' href='{_address(form, first, step, number + 1)}'>Next &raquo;</a>" if number < pages else ""
    return f"<nav class='pager'>{back} {on}</nav>"


def _page(title: str, place: int, html: str) -> bytes:
    menu = "".join(f"<li><a href='/{word}'>{word.title()}</a></li>" for word in ("about", "contact"))
    main = f"<main><h1>{title}</h1><p>{day_of(place)}</p>{html}</main>"
    return f"<html><head><title>{title}</title></head><body><ul class='menu'>{menu}</ul>{main}</body></html>".encode()


def _speech(number: int) -> str:
    return speech([coin(10 * number + place) for place in range(4)], 7)


def _pages(name: str, host: str) -> dict[str, bytes]:
    """Return a list of two pages with four briefings of three pages, every first page under both of its addresses."""
    pager = _row if name in ROWS else _steps
    form, first, step, *_ = ROWS.get(name) or STEPS[name]
    names = [f"on-the-{topic}" for topic in "ferry salt tram quay".split()]
    urls = [f"{host}/press/{one}" for one in names]
    pages = dict[str, bytes]()

    def put(url: str, number: int, html: bytes) -> None:
        pages[url + _address(form, first, step, number)] = html
        if number == 1:
            pages[url] = html

    for number in (1, 2):
        here = slice(3 * number - 3, 3 * number)
        named = zip(urls[here], names[here], strict=True)
        rows = "".join(f"<li><a href='{url}'>Briefing {one}</a></li>" for url, one in named)
        put(f"{host}/press", number, _page("Press", 9, f"<ul class='list'>{rows}</ul>{pager(name, 2, number)}"))
    for place, (url, one) in enumerate(zip(urls, names, strict=True)):
        for number in (1, 2, 3):
            html = f"{_speech(3 * place + number)}{pager(name, 3, number)}"
            put(url, number, _page(f"Briefing {one}", place, html))
    return pages


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.further)])
def test_page_1_with_a_number_is_no_other_page(site: Site, crawler: Crawler, every: int) -> None:
    """In one crawl of a host for each content system."""
    hosts = {name: f"http://{name.lower().replace(', ', '-')}.varenia.example" for name in [*ROWS, *STEPS][::every]}
    again = set()
    for name, host in hosts.items():
        pages = _pages(name, host)
        site.serve_all(pages)
        form, first, step, *_ = ROWS.get(name) or STEPS[name]
        again |= {url for url in pages if url.endswith(_address(form, first, step, 1))}
    lists = ",".join(f"{host}/press" for host in hosts.values())
    for _ in range(2):
        crawl = crawler.run("briefing", "-a", "source=made", "-a", f"lists={lists}")
        assert crawl.code == 0, crawl.out
        assert again.isdisjoint(site.visits())
    kept = [
        (line["url"].partition("/press/")[0], len(line["pages"]), line["complete"]) for line in crawl.briefings("made")
    ]
    assert sorted(kept) == sorted((host, 3, True) for host in hosts.values() for _ in range(4))


@each(("behind", "is_first"), [("/index-2.html", True), ("/index-9.html", False)])
def test_page_1_ends_a_list_whose_numbers_fall(behind: str, is_first: bool) -> None:
    page = read_page(f"<p><a href='{behind}'>Older posts</a></p>".encode(), f"{HOST}/")
    assert page.links.placed.is_first_with_number(f"{HOST}/index-1.html", page.siblings) is is_first


def test_list_of_three_pages_that_counts_from_the_oldest_is_read_to_its_end(site: Site, crawler: Crawler) -> None:
    topics = "ferry salt tram quay mill lamp".split()
    pages = ("/", "/index-2.html", "/index-1.html")
    for number, url in enumerate(pages):
        named = topics[2 * number : 2 * number + 2]
        rows = "".join(f"<li><a href='/talks/on-the-{one}'>On the {one}</a></li>" for one in named)
        steps = [f"<a rel='prev' href='{one}'>Newer posts</a>" for one in pages[:number][-1:]]
        steps += [f"<a rel='next' href='{one}'>Older posts</a>" for one in pages[number + 1 : number + 2]]
        site.serve(f"{HOST}{url}", _page("Talks", 9, f"<ul class='list'>{rows}</ul><p>{' '.join(steps)}</p>"))
    for place, one in enumerate(topics):
        site.serve(f"{HOST}/talks/on-the-{one}", _page(f"On the {one}", place, _speech(place)))
    crawl = crawler.run("briefing", "-a", "source=made", "-a", f"lists={HOST}/")
    assert (crawl.code, len(crawl.briefings("made"))) == (0, len(topics)), crawl.out


def test_overview_whose_numbers_begin_at_another_page_is_none_of_them(site: Site, crawler: Crawler) -> None:
    numbers = "".join(f"<a href='/talk?page={one}'>{one}</a> " for one in (1, 2, 3))
    for number, url in enumerate(("", "?page=1", "?page=2", "?page=3")):
        site.serve(f"{HOST}/talk{url}", _page("On the ferry", 0, f"{_speech(number)}<p class='pages'>{numbers}</p>"))
    crawl = crawler.run("briefing", "-a", "source=made", "-a", f"url={HOST}/talk")
    (line,) = crawl.briefings("made")
    assert f"{HOST}/talk?page=1" in site.visits()
    assert len(line["pages"]) == 4 or not line["complete"]
