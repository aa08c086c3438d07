"""Links of a list page that lead on in it, beside its entries."""

from __future__ import annotations

import pytest

from briefings.transcript import read_page
from tests.support.list_pagings import PAGINGS, Paging
from tests.support.list_shapes import ADDRESSES, HOST, LIST, items, list_html
from tests.support.parts import each, part_of
from tests.support.reading import listing

URL = "http://press.varenia.example/briefings"
ROWS = [
    f"<tr><td><a href='/doc/{1000 + 79 * n}.html'>Briefing on ferry line {n}</a></td><td>January {n}, 2026</td>"
    f"<td><a href='/doc/{1001 + 79 * n}.html'>part 2</a> <a href='/doc/{1002 + 79 * n}.html'>part 3</a></td></tr>"
    for n in range(1, 6)
]


def test_the_day_beside_the_parts_of_an_entry_is_no_page_number() -> None:
    page = read_page(f"<body><h1>Briefings</h1><table>{''.join(ROWS)}</table></body>".encode(), URL, as_list=True)
    assert not page.listing.further.pages
    assert [len(entry.further) for entry in page.listing.entries] == [2] * 5


def test_a_pager_link_to_the_list_itself_is_no_entry() -> None:
    talks = "".join(f"<p><a href='/talk/{n}'>Briefing on ferry line {n} of the harbour</a></p>" for n in range(1, 6))
    back = "<p><a href='/briefings'>Previous page</a> <a href='/briefings?after=p0z'>Next page</a></p>"
    page = read_page(f"<body><h1>Briefings</h1>{talks}{back}</body>".encode(), f"{URL}?after=x9k", as_list=True)
    assert [entry.url.rpartition("/")[2] for entry in page.listing.entries] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("paging", part_of(PAGINGS, 2), ids=lambda paging: paging.name)
def test_a_list_goes_on_from_page_to_page(paging: Paging) -> None:
    shape = list(ADDRESSES)[PAGINGS.index(paging) % len(ADDRESSES)]
    walked = [paging.urls[0]]
    for number in range(1, len(paging.urls) + 1):
        rows = items(shape, number)
        found = listing(list_html(rows, "list items", paging.pager(paging.urls, number)), walked[number - 1])
        assert [entry.url for entry in found.entries] == [row.url for row in rows]
        assert not found.further.unresolved
        behind = found.further.behind(walked[number - 1], in_list=True)
        leads_on = [url for url in (*found.further.listed, *([behind.url] if behind else [])) if url not in walked]
        nexts = found.further.pages.get((found.further.current or number) + 1) or next(iter(leads_on), None)
        if nexts:
            walked.append(nexts)
    assert walked == list(paging.urls)


@each(
    "link",
    [
        "<a href='?lang=fr'><img src='/fr.png'></a>",
        "<a href='?sort=title'><img src='/down.png'></a>",
        "<a href='?topic=3'><img src='/ferries.png'></a>",
        "<a href='/search?year=2024&amp;month=03'>The harbour in March</a>",
        "<a href='?p=812'>Ferries are late</a>",
        "<div class='comments'><a href='?page=2'><img src='/r.gif'></a></div>",
        "".join(f"<a href='?after=x{number}k'><img src='/{number}.jpg'></a>" for number in range(4)),
    ],
)
def test_a_picture_or_a_headline_that_leads_elsewhere_is_no_page_of_a_list(link: str) -> None:
    further = listing(list_html(items("content_ID", 1), "list items", link), LIST).further
    assert (further.pages, further.listed, further.behind(LIST, in_list=True)) == ({}, (), None)


@each(
    "sign",
    [
        "<button class='load-more'>Load more</button>",
        "<button data-url='/api?offset=4'>More briefings</button>",
        "<a href='#' class='btn'>Show more</a>",
        "<div class='component'><input type='button' value='Load more'></div>",
        "<table><tr><td>1</td><td><a href=\"javascript:__doPostBack('grid','Page$2')\">2</a></td></tr></table>",
        "<div class='pagination'>1 <a href='#'>2</a> <a href='#'>3</a></div>",
        "<p>Page 1 of 143</p>",
        "<script>createPageHTML(29, 0, 'index', 'htm')</script>",
        "<div class='loadmore' data-page='2'><span>Show more briefings</span></div>",
        "<div class='sentinel' data-next-page='2'></div>",
        "<nav aria-label='Pagination'><button aria-current='page'>1</button><button>2</button></nav>",
        "<form method='post'><input type='submit' value='Next page'></form>",
        "<p>Showing 1 - 10 of 1,240 results</p>",
        "<form method='post'><input type='submit' value='Next'></form>",
        "<form method='post'><input type='hidden' name='pg' value='2'><input type='submit' value='Further 10'></form>",
        "<ul class='pagination'><li class='active' data-page='1'>1<li data-page='2'>2</ul>",
        "<div id='infinite-handle'><span><button>Older posts</button></span></div>",
        "<div class='infinite-scroll-trigger' data-next='2'></div>",
        "<span onclick='more()'>Show more</span>",
        "<button>Загрузить ещё</button>",
        "<a href='javascript:;' onclick='more()'>加载更多</a>",
        "<button type='button' onclick='more();'>더보기</button>",
        "<div class='load-more'><button class='btn-load-more'>შემდეგ</button></div>",
        "<div id='pagination' data-total='240'></div>",
        "<script>var currentPage = 0; var countPage = 12//all\n</script>",
    ],
)
def test_further_pages_without_an_address_are_said(sign: str) -> None:
    found = listing(list_html(items("content_ID", 1), "list items", sign))
    assert len(found.entries) == 10
    assert found.further.unresolved


@each(
    "whole",
    [
        "",
        "<p>Show more</p><p>Show more</p>",
        "<aside><p>Show more</p></aside>",
        "<p style='display: none'>Load more</p>",
        "<h3>More briefings</h3>",
        "<div class='comments'><span>Load more</span></div>",
        "<div data-next-page='' data-next-url='none'></div>",
        "<div class='teaser' data-next='#slide-2'></div>",
        "<div class='map' data-places='/api/places.json'><a href='/a'>A</a></div>",
        "<form data-words='/api/words.json'><a href='/a'>A</a> <a href='/b'>B</a> <a href='/c'>C</a></form>",
        "<div class='load-more'><a href='/archive/'>To the archive of the harbour</a></div>",
        "<div class='load-more'><button disabled>Load</button></div>",
        "<p>更多</p><div>Ещё</div>",
        "<p class='show-more'>…</p><p class='show-more'>…</p><p class='show-more'>…</p>",
        "<form method='post'><input type='hidden' name='pg' value='1'><button>Sort</button></form>",
        "<form method='post'><input type='hidden' name='pg' value='2'><input name='q'><button>Go</button></form>",
        "<p>Showing 1 - 10 of 10 results</p><p>1 - 3 of 12 pictures</p>",
        "<form><input type='submit' value='Search'><input type='submit' value='Next' disabled></form>",
    ],
)
def test_a_list_of_one_page_says_nothing(whole: str) -> None:
    found = listing(list_html(items("content_ID", 1), "list items", whole))
    behind = found.further.behind(LIST, in_list=True)
    assert (found.further.pages, behind, found.further.unresolved) == ({}, None, "")


def test_comment_counts_and_mini_pagers_are_no_list_pages() -> None:
    rows = items("a plain slug", 1)
    counts = "".join(
        f"<div class='post'><h2><a href='{row.url}'>{row.title}</a></h2><a href='{row.url}#comments'>{n}</a></div>"
        for n, row in enumerate(rows, 1)
    )
    html = list_html(rows, "bare list items", around="").decode().replace("<ul><li>", f"{counts}<ul><li>", 1)
    mini = (
        "<div class='block'><a href='/photos?p=1'>1</a> <a href='/photos?p=2'>2</a> <a href='/photos?p=3'>3</a></div>"
    )
    further = listing(html.replace("</h1>", f"</h1>{mini}")).further
    assert (further.pages, further.behind(LIST, in_list=True), further.unresolved) == ({}, None, "")


@pytest.mark.parametrize(
    "said",
    [
        ("2024", "2026 (12)"),
        ("May 2026", "November 2026"),
        ("Mai", "November"),
        ("5月", "2026年11月"),
        ("2024/25", "2025/26"),
    ],
)
def test_a_page_that_names_years_or_months_leads_to_them_the_newest_first(said: tuple[str, str]) -> None:
    named = "".join(f"<li><a href='/all/{n}'>{text}</a></li>" for n, text in enumerate(said))
    found = listing(f"<html><body><ul>{named}</ul><a href='/x'>In figures</a><iframe src='/f'></iframe></body></html>")
    assert found.lists == (f"{HOST}/all/1", f"{HOST}/all/0")
    assert {entry.text for entry in found.entries} <= set(said), "what was said once a month may be called by it"
