"""The entries and continuation of list pages on undescribed sites."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from briefings.transcript import Markup, PageKind, read_page
from briefings.transcript.page.lists.entry_groups import shape_of_address
from briefings.transcript.page.lists.listing import Listing
from tests.support import pager_shapes as shapes
from tests.support.list_pagings import PAGINGS, Paging
from tests.support.list_shapes import ADDRESSES, AROUND, HOST, LAYOUTS, items, list_html
from tests.support.parts import part_of
from tests.support.work import lines_run

LIST = f"{HOST}/briefings"


def listing(html: bytes | str, url: str = LIST, markup: Markup | None = None) -> Listing:
    """Read a page as a list."""
    return read_page(html if isinstance(html, bytes) else html.encode(), url, as_list=True, markup=markup).listing


@pytest.mark.parametrize(("shape", "layout"), part_of(product(ADDRESSES, LAYOUTS), 5))
def test_the_entries_are_found_whatever_their_address(shape: str, layout: str) -> None:
    rows = items(shape, 1)
    found = listing(list_html(rows, layout))
    assert [entry.url for entry in found.entries] == [row.url for row in rows]
    assert found.rivals == ()
    if layout not in {"docket numbers"}:
        assert [entry.text for entry in found.entries] == [row.title for row in rows]


@pytest.mark.parametrize("words", ["Press briefing of 2026-03-{:02}", "Briefing, {} March 2026", "{} March 2026"])
def test_entries_that_say_little_but_their_day_are_found(words: str) -> None:
    rows = [f"<li><a href='/briefings/view/{day}'>{words.format(day)}</a></li>" for day in range(11, 16)]
    found = listing(f"<html><body><h1>Press briefings</h1><ul>{''.join(rows)}</ul></body></html>")
    assert [entry.day for entry in found.entries] == [date(2026, 3, day) for day in range(11, 16)]


@pytest.mark.parametrize("tag", ["li", "p"])
@pytest.mark.parametrize(
    "beside",
    [
        "<a href='/video/{}'>Video</a>",
        "<a href='/fr/held/{}'>Français</a> | <a href='/es/held/{}'>Español</a>",
    ],
)
def test_links_of_one_word_beside_each_title_are_no_entries(beside: str, tag: str) -> None:
    rows = [
        f"<{tag}><a href='/held/{n}'>The quay of Tolm, briefing {n}</a> {beside.format(n, n)}</{tag}>"
        for n in range(11, 16)
    ]
    found = listing(f"<html><body><h1>Press</h1><div>{''.join(rows)}</div></body></html>")
    assert [entry.url for entry in found.entries] == [f"{HOST}/held/{n}" for n in range(11, 16)]


def test_a_box_of_news_does_not_outweigh_a_short_list() -> None:
    news = "".join(
        f"<li><a href='/news/{n}.html'>A headline on the long drought, number {n}</a></li>" for n in range(7)
    )
    rows = "".join(f"<li><a href='/held/{n}'>Press briefing of 2026-03-{n}</a></li>" for n in range(11, 16))
    boxes = f"<div class='a'><ul>{rows}</ul></div><div class='b'><ul>{news}</ul></div>"
    found = listing(f"<html><body><h1>Press</h1>{boxes}</body></html>")
    # Chosen, or the user is asked: never the news.
    assert [entry.url for entry in found.entries] in ([], [f"{HOST}/held/{n}" for n in range(11, 16)])
    assert found.entries or found.rivals


@pytest.mark.parametrize(
    "layout", [name for name in LAYOUTS if name not in {"bare list items", "title, teaser and continue"}]
)
def test_the_day_beside_an_entry_is_read(layout: str) -> None:
    rows = items("node_N short", 1)
    days = {entry.day for entry in listing(list_html(rows, layout)).entries}
    assert None not in days
    assert date(2026, 3, 3 if layout != "picture and title" else 5) in days


def test_entries_on_another_site_are_told_and_what_stands_beside_an_entry_is_not() -> None:
    rows = items("content_ID", 1)
    html = list_html(rows, "list items").decode()
    there = "http://elsewhere.example/2026-03/28/content_97027.htm"
    found = listing(
        html.replace(rows[3].url, there).replace("</a>", "</a> <a href='http://film.example/1'>Film</a>", 5)
    )
    assert found.elsewhere == (there,)
    assert there not in [entry.url for entry in found.entries]


def test_the_day_in_an_address_is_read() -> None:
    for shape in ("content_ID", "tYYYYMMDD"):
        rows = items(shape, 1)
        assert [entry.day for entry in listing(list_html(rows, "bare list items")).entries] == [
            date(2026, 3, int(row.day.split()[1].strip(","))) for row in rows
        ]


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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    "sign",
    [
        "<button class='load-more'>Load more</button>",
        "<a href='#' class='btn'>Show more</a>",
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
        "<ul class='pagination'><li class='active' data-page='1'>1<li data-page='2'>2</ul>",
        "<div id='infinite-handle'><span><button>Older posts</button></span></div>",
        "<div class='infinite-scroll-trigger' data-next='/api/list?page=2'></div>",
        "<div data-endpoint='/api/talks.json'><a href='/a'>A</a> <a href='/b'>B</a> <a href='/c'>C</a></div>",
        "<span onclick='more()'>Show more</span>",
        "<button>Загрузить ещё</button>",
        "<div class='load-more'><button class='btn-load-more'>შემდეგ</button></div>",
        "<div id='pagination' data-total='240'></div>",
        "<script>var currentPage = 0; var countPage = 12//all\n</script>",
    ],
)
def test_further_pages_without_an_address_are_said(sign: str) -> None:
    found = listing(list_html(items("content_ID", 1), "list items", sign))
    assert len(found.entries) == 10
    assert found.further.unresolved


@pytest.mark.parametrize(
    "whole",
    [
        "",
        "<p>Show more</p><p>Show more</p>",
        "<aside><p>Show more</p></aside>",
        "<p style='display: none'>Load more</p>",
        "<div class='comments'><span>Load more</span></div>",
        "<div data-next-page='' data-next-url='none'></div>",
        "<div class='teaser' data-next='#slide-2'></div>",
        "<div class='map' data-places='/api/places.json'><a href='/a'>A</a></div>",
        "<form data-words='/api/words.json'><a href='/a'>A</a> <a href='/b'>B</a> <a href='/c'>C</a></form>",
        "<div class='load-more'><a href='/archive/'>To the archive of the harbour</a></div>",
        "<div class='load-more'><button disabled>Load</button></div>",
        "<p>更多</p><div>Ещё</div>",
        "<p class='show-more'>…</p><p class='show-more'>…</p><p class='show-more'>…</p>",
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


def test_two_groups_between_which_nobody_can_tell_are_both_named() -> None:
    one, two = (
        "".join(f"<li><a href='{row.url}'>{row.title}</a></li>" for row in items("a plain slug", page))
        for page in (1, 2)
    )
    found = listing(f"<html><body><ul class='speeches'>{one}</ul><ul class='talks'>{two}</ul></body></html>")
    assert found.entries == ()
    assert [group[0] for group in found.rivals] == [items("a plain slug", page)[0].url for page in (1, 2)]


# -- What a source says


def test_a_source_may_name_the_entries_whatever_their_address() -> None:
    html = "<ul class='x'><li><a href='/a'>One</a><a href='/a'><img></a></li><li><a href='/b.pdf'>B</a></li></ul>"
    html += "<a href='/c'>C</a>"
    for css in ("ul.x a", "ul.x", "ul.x > li"):
        found = listing(html, markup=Markup(entries=css))
        assert [entry.url for entry in found.entries] == [f"{HOST}/a", f"{HOST}/b.pdf"]
        assert found.found_by == "selector"
    gone = read_page(html.encode(), LIST, as_list=True, markup=Markup(entries="ol a"))
    assert (gone.listing.entries, gone.told.matched) == ((), frozenset())


def test_a_source_may_allow_addresses() -> None:
    rows = items("content_ID", 1)
    found = listing(list_html(rows, "list items"), markup=Markup(entry_urls=r"content_9700[1-4]\."))
    assert [entry.url for entry in found.entries] == []
    found = listing(list_html(rows, "list items"), markup=Markup(entry_urls=r"content_9702[1-4]\."))
    assert len(found.entries) == 4
    assert found.found_by == "pattern"
    both = listing(list_html(rows, "list items"), markup=Markup(entries=".list1", entry_urls=r"content_97021\."))
    assert len(both.entries) == 1


def test_a_source_may_name_the_list_pages() -> None:
    pager = (
        "<div class='x'><a href='/q?c=1'>1</a><a href='/zz'>2</a></div><div class='y'>1 <a href='?page=2'>2</a></div>"
    )
    html = list_html(items("content_ID", 1), "list items", pager)
    for css in (".x", ".x a"):
        further = listing(html, markup=Markup(list_pages=css)).further
        assert further.pages == {1: f"{HOST}/q?c=1", 2: f"{HOST}/zz"}
    assert listing(html, markup=Markup(list_pages=False)).further.pages == {}
    gone = listing(html, markup=Markup(list_pages=".z")).further
    assert gone.pages == {}, "only there"
    assert gone.unresolved == "1 2 (not in .z)"


def test_a_source_may_name_the_pages_of_an_article() -> None:
    url, talk = (
        f"{HOST}/quay.html",
        "<p>Tolmer Vask: The quay is mended, and the ferry sails from May on again.</p>" * 4,
    )
    html = (
        f"<html><body><div>{talk}</div><p class='x'>1 <a href='a9.html'>2</a> <a href='b7.html'>3</a></p></body></html>"
    )

    def siblings(markup: Markup | None) -> tuple[list[int], int, str]:
        pager = read_page(html.encode(), url, markup=markup).siblings
        return list(pager.pages), len(pager.possible), pager.unresolved

    assert siblings(None) == ([], 2, "")
    assert siblings(Markup(article_pages=".x")) == ([1, 2, 3], 0, "")
    assert siblings(Markup(article_pages=".x a")) == ([1, 2, 3], 0, "")
    assert siblings(Markup(article_pages=False)) == ([], 0, "")
    # It shows them elsewhere: reported, not followed.
    assert siblings(Markup(article_pages=".gone")) == ([], 0, "1 2 3 (not in .gone)")
    assert read_page(html.encode(), url, markup=Markup(article_pages=".gone")).told.matched == frozenset()


def test_a_page_that_was_not_asked_for_as_a_list_is_not_searched_for_entries() -> None:
    page = read_page(shapes.page_html(shapes.THE_23[0], 1, extra=AROUND), shapes.THE_23[0].urls[0])
    assert page.kind is PageKind.TRANSCRIPT
    assert page.listing.entries == ()


def test_the_work_on_a_list_grows_with_its_links_and_no_faster() -> None:
    def work(number: int) -> int:
        rows = "".join(
            f"<li><a href='/briefings/quay-{n}'>Briefing on the quay, part {n}</a></li>" for n in range(number)
        )
        html = f"<html><body><ul>{rows}</ul></body></html>"
        assert len(listing(html).entries) == number
        return lines_run(lambda: listing(html))

    # Less than one part of a long list: the parts of one share a sum, however many they are.
    assert work(320) < 12 * work(40), "in squares 64 times"


def test_the_last_page_of_a_list_may_have_one_entry_and_its_day_tells_it() -> None:
    def found(beside: str) -> list[tuple[str, date | None]]:
        row = f"<ul><li><a href='/talk/7'>Press briefing on ferries</a> {beside}</li></ul><p><a href='/x'>Home</a></p>"
        return [(one.url, one.day) for one in listing(f"<html><body><h1>Briefings</h1>{row}</body></html>").entries]

    assert found("March 5, 2026") == [(f"{HOST}/talk/7", date(2026, 3, 5))]
    assert found("") == []


def test_what_another_script_shows_is_of_another_form() -> None:
    shapes = [shape_of_address(f"{HOST}/{name}") for name in ("view.php?id=3", "view.php?id=48", "notice.php?id=4")]
    assert shapes[0] == shapes[1] != shapes[2]
    assert shape_of_address(f"{HOST}/a-talk?from=list") == shape_of_address(f"{HOST}/another-talk?from=list")


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


def test_the_frames_of_a_page_that_lists_nothing_are_its_further_pages() -> None:
    frames = "<frameset><frame src='/menu'><frameset><frame src='/list'></frameset></frameset>"
    assert listing(f"<html>{frames}</html>").lists == (f"{HOST}/menu", f"{HOST}/list")


def test_sound_and_pictures_are_no_entries() -> None:
    rows = "".join(f"<li><a href='/radio/{n}.mp3'>Recording of the briefing number {n}</a></li>" for n in range(9))
    assert listing(f"<html><body><ul>{rows}</ul></body></html>").entries == ()
