"""Addresses that a source makes: the page each belongs to, and the pages they name."""

from __future__ import annotations

from briefings.crawling.sourced_pages import made_pages
from briefings.transcript import Markup, Page, read_page

_FIRST = "http://www.ferry.example/talks/quay.html"
_TALK = "<p>Tolmer Vask: The quay is mended, and the ferry sails from May on again.</p>" * 4


def _page(url: str, shown: str, markup: Markup | None = None) -> Page:
    return read_page(f"<html><body>{_TALK}{shown}</body></html>".encode(), url, markup=markup)


def test_the_pages_that_numbers_show_or_a_count_says_get_their_addresses() -> None:
    def page_url(first: str, number: int) -> str:
        return first.replace(".html", f"_{number - 1}.html")

    counted = _page(_FIRST, "<script>drawPager(3)</script>", Markup(page_count=r"drawPager\((\d+)\)"))
    shown = _page(_FIRST, "<div class=pager>1 <a href='javascript:go(2)'>2</a> <a href='javascript:go(3)'>3</a></div>")
    for page in (counted, shown):
        named = made_pages(page_url, _FIRST, [page], most=99)
        assert {n: url for n, (url, _) in named.items()} == {
            2: "http://www.ferry.example/talks/quay_1.html", 3: "http://www.ferry.example/talks/quay_2.html"
        }  # fmt: skip
    assert made_pages(page_url, _FIRST, [_page(_FIRST, "")], most=99) == {}
    assert list(made_pages(page_url, _FIRST, [counted], most=2)) == [2, 3], "the last is named, to be told"


def test_a_source_may_leave_some_addresses_to_the_pages() -> None:
    page = _page(_FIRST, "<div class=pager>1 <a href='#'>2</a></div>")
    assert made_pages(lambda first, number: None, _FIRST, [page], most=99) == {}
    assert made_pages(None, _FIRST, [page], most=99) == {}
    relative = made_pages(lambda _first, number: f"leaf/{number}", _FIRST, [page], most=99)
    assert relative[2][0] == "http://www.ferry.example/talks/leaf/2"
