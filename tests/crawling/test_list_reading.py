"""The signs on a list page that are not understood: each is a reason in words."""

from __future__ import annotations

import pytest

from briefings.crawling.lists.list_pages import doubts_of
from briefings.crawling.lists.list_walk import ListWalk
from briefings.crawling.scope import Scope
from briefings.reasons import ReasonKind
from briefings.transcript import Page, read_page

URL = "http://press.varenia.example/list"


def _list(content: str, url: str = URL) -> Page:
    html = f"<html><head><title>Briefings</title></head><body><main><h1>Briefings</h1>{content}</main></body></html>"
    return read_page(html.encode(), url, as_list=True)


def _rows(folder: str, count: int) -> str:
    rows = (
        f"<li><a href='/{folder}/2026-03-0{n}-talk-{n}'>Briefing on the harbour, number {n}</a> March {n}, 2026</li>"
        for n in range(1, count + 1)
    )
    return f"<ul class='{folder}'>{''.join(rows)}</ul>"


def _leads_to(page: Page) -> list[str]:
    """The further pages that a walk over the list asks for."""
    scope = Scope(["press.varenia.example"])
    further = scope.leading_on(page.listing, lambda _: False).further
    behind = further.behind(page.address.url, in_list=True)
    return [*further.others.values(), *([behind.url] if behind else []), *further.listed]


def test_plain_list_raises_no_doubt() -> None:
    assert not list(doubts_of(_list(_rows("talks", 9))))
    assert ListWalk(URL).sign_on(_list(_rows("talks", 9))) is None


def test_a_list_that_ends_in_a_text_is_a_doubt() -> None:
    cut = read_page(
        b"<head></head><ul><li><a href='/talks/1'>The ferry</a><li><a href='/talks/2'>The l", URL, as_list=True
    )
    assert [doubt.words for doubt in doubts_of(cut)] == ["it breaks off"]


def test_further_pages_without_an_address_are_a_doubt() -> None:
    pager = "<div class='pager'><b>1</b> <a href='javascript:go(2)'>2</a> <a href='javascript:go(3)'>3</a></div>"
    doubt = ListWalk(URL).sign_on(_list(_rows("talks", 9) + pager))
    assert doubt is not None
    assert doubt.kind is ReasonKind.NOT_FOLLOWED
    assert "1 2 3" in doubt.words


@pytest.mark.parametrize("count", ["<p>Page {} of 3.</p>", "<div data-page='{}' data-max-page='3'></div>"])
def test_the_last_of_as_many_pages_as_a_list_counts_is_the_end(count: str) -> None:
    walk = ListWalk(URL)
    for walk.number, is_last in ((1, False), (2, False), (3, True)):
        page = _list(_rows(f"talks-{walk.number}", 9) + count.format(walk.number), f"{URL}?page={walk.number}")
        walk.take(page.listing)
        assert (walk.sign_on(page) is not None, walk.is_counted) == (True, is_last)


@pytest.mark.parametrize(
    ("shown", "counted"),
    [
        (
            "<p class='pager'><b>1</b> <a href='#'>2</a> <a href='#'>3</a> <a href='#'>4</a> <a href='#'>5</a></p>",
            False,
        ),
        ("<script>$('#pg').pager({totalPages: 5, number: 1})</script>", False),
        ("<script>$('#pg').pager({totalItems: 5, number: 1})</script>", True),
        ("<script>$('#pg').pager({items: 5})</script>", True),
    ],
)
def test_as_many_pages_as_a_page_has_entries_are_not_its_entries(shown: str, counted: bool) -> None:
    walk, page = ListWalk(URL), _list(_rows("talks", 5) + shown)
    walk.take(page.listing)
    assert (walk.sign_on(page) is not None, walk.is_counted) == (True, counted)


def test_a_next_link_to_an_unlike_address_is_a_doubt() -> None:
    doubt = ListWalk(URL).sign_on(_list(_rows("talks", 9) + "<p><a href='/earlier-matters'>Next</a></p>"))
    assert doubt is not None
    assert doubt.kind is ReasonKind.NOT_FOLLOWED
    assert '"Next" to http://press.varenia.example/earlier-matters' in doubt.words
    assert (
        ListWalk(URL).sign_on(_list(_rows("talks", 9) + "<p><a href='/talks/2026-03-02-talk-2'>Next</a></p>")) is None
    )


def test_a_next_link_to_an_entry_or_outside_the_list_leads_to_no_page_of_it() -> None:
    for link in ("/talks/2026-03-02-talk-2", "/earlier-matters"):
        assert _leads_to(_list(_rows("talks", 9) + f"<p><a href='{link}'>Next</a></p>")) == []


@pytest.mark.parametrize(
    ("own", "further", "said"),
    [
        ("/list", "/list?x=2", "Next"),
        ("/list?x=2", "/list?x=3", "Next"),
        ("/list?cursor=k3f", "/list?cursor=9zq", "›"),
        ("/list/more/2", "/list/more/3", "Load more"),
        ("/list/2", "/list/3", "›"),
    ],
)
def test_a_next_link_within_the_list_is_followed(own: str, further: str, said: str) -> None:
    home = "http://press.varenia.example"
    page = _list(f"{_rows('talks', 9)}<p><a href='{further}'>{said}</a></p>", home + own)
    assert _leads_to(page) == [home + further]
