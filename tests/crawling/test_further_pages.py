"""Addresses that a source makes: the pages they name."""

from __future__ import annotations

from briefings.crawling.briefing.requested_pages import SourcedPages
from briefings.transcript import Markup, Page, read_page

_FIRST = "http://www.ferry.example/talks/quay.html"
_TALK = "<p>Tolmer Vask: The quay is mended, and the ferry sails from May on again.</p>" * 4


def _page(url: str, shown: str, markup: Markup | None = None) -> Page:
    return read_page(f"<html><body>{_TALK}{shown}</body></html>".encode(), url, markup=markup)


def test_the_pages_that_numbers_show_or_a_count_says_get_their_addresses() -> None:
    sourced = SourcedPages(lambda first, number: first.replace(".html", f"_{number - 1}.html"))
    counted = _page(_FIRST, "<script>drawPager(3)</script>", Markup(page_count=r"drawPager\((\d+)\)"))
    shown = _page(_FIRST, "<div class=pager>1 <a href='javascript:go(2)'>2</a> <a href='javascript:go(3)'>3</a></div>")
    for page in (counted, shown):
        named = sourced.named_by(_FIRST, [page], most=99)
        assert {n: url for n, (url, _) in named.items()} == {
            2: "http://www.ferry.example/talks/quay_1.html", 3: "http://www.ferry.example/talks/quay_2.html"
        }  # fmt: skip
    assert sourced.named_by(_FIRST, [_page(_FIRST, "")], most=99) == {}
    assert sourced.number(_FIRST, "http://WWW.ferry.example:80/talks/quay_1.html", 2) == 2
    assert list(sourced.named_by(_FIRST, [counted], most=2)) == [2, 3], "the last is named, to be told"


def test_a_source_may_leave_some_addresses_to_the_pages() -> None:
    some = SourcedPages(lambda first, number: f"{first}?p={number}" if "/old/" in first else None)
    page = _page(_FIRST, "<div class=pager>1 <a href='#'>2</a></div>")
    assert some.named_by(_FIRST, [page], most=99) == {}
    assert some.url("http://a.example/old/talk", 2) == "http://a.example/old/talk?p=2"
    relative = SourcedPages(lambda _first, number: f"leaf/{number}")
    assert relative.url(_FIRST, 2) == "http://www.ferry.example/talks/leaf/2"
    assert SourcedPages().named_by(_FIRST, [page], most=99) == {}
