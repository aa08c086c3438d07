"""The order of pages without numbers: of their addresses, else of the rows that name them, else as they came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

import pytest

from briefings.crawling.briefing.page_order import in_order
from briefings.transcript import Page, read_page
from tests.support.crawls import Crawler
from tests.support.pager_shapes import Shape, link
from tests.support.pages import document, page_turns
from tests.support.parts import part_of
from tests.support.server import Site

HOST = "http://forum.varenia.example"
NAMES = ("opening", "questions", "closing")


def _page(path: str, row: str = "") -> Page:
    turns = "".join(f"<p>{name}: {' '.join(texts)}</p>" for name, texts in page_turns(7, len(path)))
    return read_page(document("Forum briefing", f"<ul class='parts'>{row}</ul>{turns}"), f"{HOST}/{path}")


def _in_row(own: str, names: Iterable[str], *, shows_itself: bool = True) -> Page:
    """Return a page that shows a row of pages: links to the others, and itself without one."""
    links = {name: f"<li><a href='/7/{name}'>{name}</a></li>" for name in names}
    links[own] = f"<li>{own}</li>" if shows_itself else ""
    return _page(f"7/{own}", "".join(links.values()))


def _paths(pages: Sequence[Page]) -> list[str]:
    return [page.address.url.removeprefix(f"{HOST}/") for page in in_order(pages)]


@pytest.mark.parametrize(
    "paths",
    [("quay.html", "quay_2.html", "quay_10.html"), ("quay", "quay/2", "quay/3"), ("quay?page=1", "quay?page=2")],
)
def test_numbers_in_addresses_give_the_order(paths: Sequence[str]) -> None:
    for given in permutations(paths):
        assert _paths([_page(path) for path in given]) == list(paths)


@pytest.mark.parametrize("shows_itself", [True, False])
def test_row_that_every_page_shows_gives_the_order(shows_itself: bool) -> None:
    pages = [_in_row(name, NAMES, shows_itself=shows_itself) for name in NAMES]
    for given in permutations(pages):
        assert _paths(given) == [f"7/{name}" for name in NAMES]


def test_printed_numbers_give_the_order_whatever_stands_before_them() -> None:
    names = ("81ab", "17cd", "45ef")
    pages = []
    for number, name in enumerate(names, 1):
        back = f"<a href='/7/{names[number - 2]}'>Previous</a>" if number > 1 else ""
        row = [f"<a href='/7/{one}'>{n}</a>" if one != name else f"<b>{n}</b>" for n, one in enumerate(names, 1)]
        pages.append(_page(f"7/{name}", f"<li class='pager'>{back} {' '.join(row)}</li>"))
    for given in permutations(pages):
        assert _paths(given) == [f"7/{name}" for name in names]


def test_numbers_in_the_way_on_and_the_way_back_give_the_order() -> None:
    """Old pages end with the way on, then the way back."""
    names, pages = ("talk", "talkb", "talkc", "talkd"), []
    for n, name in enumerate(names):
        on = f"<i>Continued on <a href='{names[n + 1]}'>page {n + 2}</a></i>" if n < 3 else ""
        back = f"<i>Continued from <a href='{names[n - 1]}'>page {n}</a></i>" if n else ""
        pages.append(_page(name, f"<li>{on}</li><li>{back}</li>"))
    for given in permutations(pages):
        assert _paths(given) == list(names)


@pytest.mark.parametrize("counts", [(9, 5, 3), (3, 2, 1)])
def test_numbers_of_comments_give_no_order(counts: Sequence[int]) -> None:
    """They stand in links of each page to itself, or of a list of what is read most."""
    rows = [f"<li><a href='/{name}#comments'>{count}</a></li>" for name, count in zip(NAMES, counts, strict=True)]
    for shown in (rows, ["".join(rows)] * 3 if counts[0] > 3 else rows):
        pages = [_page(name, row) for name, row in zip(NAMES, shown, strict=True)]
        assert _paths(pages) == list(NAMES)


def test_row_with_its_own_place_tells_more_than_related_links() -> None:
    """Hugo's "See also" may lead to all other parts, by what they have in common."""
    pages = []
    for own in NAMES:
        row = "".join(
            f"<li><a href='/7/{name}'>{name}</a></li>" if name != own else f"<li>{name}</li>" for name in NAMES
        )
        also = "".join(f"<a href='/7/{name}'>the {name}</a>" for name in reversed(NAMES) if name != own)
        pages.append(_page(f"7/{own}", f"{row}</ul><h3>See also</h3><ul class='also'>{also}"))
    for given in permutations(pages):
        assert _paths(given) == [f"7/{name}" for name in NAMES]


def test_rows_that_differ_give_none() -> None:
    rows = (NAMES, reversed(NAMES), ("opening", "questions"))
    pages = [_in_row(name, row) for name, row in zip(NAMES, rows, strict=True)]
    assert _paths(pages) == [f"7/{name}" for name in NAMES]
    assert _paths(pages[::-1]) == [f"7/{name}" for name in reversed(NAMES)]


def _in_chain(own: int, *said: str, back_first: bool = True) -> Page:
    """Return a page of a chain of four: links to the one before it and the one behind it."""
    ways = [(own + step, word) for step, word in zip((-1, 1), said, strict=True) if 1 <= own + step <= 4]
    return _page(f"7/{own}{'abcd'[-own]}", "".join(_way(*way) for way in (ways if back_first else ways[::-1])))


def _way(number: int, said: str) -> str:
    return f"<li><a href='/7/{number}{'abcd'[-number]}'>{said}</a></li>"


@pytest.mark.parametrize("said", [("Back to the statement", "On"), ("Previous", "Next")])
def test_chain_of_ways_back_and_on_gives_the_order(said: Sequence[str]) -> None:
    pages = [_in_chain(number, *said) for number in range(1, 5)]
    for given in permutations(pages):
        assert _paths(given) == ["7/1d", "7/2c", "7/3b", "7/4a"]


def test_way_on_may_stand_before_the_way_back_where_it_says_next() -> None:
    pages = [_in_chain(number, "Previous", "Next", back_first=False) for number in range(1, 5)]
    for given in permutations(pages):
        assert _paths(given) == ["7/1d", "7/2c", "7/3b", "7/4a"]


def test_two_pages_are_in_the_order_of_their_places_beside_the_link() -> None:
    pages = [_in_row(name, NAMES[:2]) for name in NAMES[:2]]
    assert _paths(pages) == _paths(pages[::-1]) == ["7/opening", "7/questions"]


def test_two_pages_that_only_link_to_each_other_are_as_they_came() -> None:
    pages = [_in_row(name, NAMES[:2], shows_itself=False) for name in NAMES[:2]]
    assert _paths(pages) == ["7/opening", "7/questions"]
    assert _paths(pages[::-1]) == ["7/questions", "7/opening"]


def test_lone_page_is_its_own_order() -> None:
    assert _paths([_page("quay.html")]) == ["quay.html"]


@pytest.mark.parametrize("given", part_of([3, 1, 2, 4], 4))
def test_any_of_pages_that_name_only_the_ones_beside_them_gives_all_in_order(
    given: int, site: Site, crawler: Crawler
) -> None:
    """Kirby prints "< Page 3" on page 4 of four, which was taken for page 1, and stood as page 2."""

    def beside(urls: Sequence[str], number: int) -> str:
        back = link(urls[number - 2], f"← Page {number - 1}") if number > 1 else "<span>←</span>"
        on = link(urls[number], f"Page {number + 1} →") if number < len(urls) else "<span>→</span>"
        return f"<nav class='pagination'>{back}{on}</nav>"

    urls = (f"{HOST}/quay", *(f"{HOST}/quay/page:{number}" for number in (2, 3, 4)))
    site.serve_all(Shape("Kirby", urls, beside).site())
    crawl = crawler.run("briefing", "-a", f"url={urls[given - 1]}")
    (line,) = crawl.briefings("forum.varenia.example")
    assert (crawl.code, [page["url"] for page in line["pages"]]) == (0, list(urls)), crawl.out
