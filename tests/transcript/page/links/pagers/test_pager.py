"""The other pages of a briefing that a page shows: in any shape of address, and without what is no pager."""

from __future__ import annotations

import pytest

from briefings.transcript import read_page
from briefings.transcript.page.links.pagers.pager import Pager
from tests.support.boilerplate import BOILERPLATE, HEADS, TRIED, URL
from tests.support.pager_below import below, row
from tests.support.pager_shapes import MORE, THE_23, TWENTY, TWENTY_OPAQUE, Shape, page_html
from tests.support.parts import each

BY_ACCOUNT = {"opaque names", "a select box of opaque names", "a name that grows", "a folder of the article"}
"""Shapes read by the account of links, as their addresses say nothing."""


def read(html: bytes | str, url: str) -> Pager:
    """Return the pager of a page."""
    return read_page(html if isinstance(html, bytes) else html.encode(), url).siblings


def pager_of(shape: Shape, number: int) -> Pager:
    """Return the pager of page `number` of a shape."""
    return read(page_html(shape, number), shape.urls[number - 1])


@each("shape", [one for one in (*THE_23, *MORE) if one.name not in BY_ACCOUNT])
def test_the_pages_of_a_briefing_are_found_from_its_first_page_on(shape: Shape) -> None:
    found = {1: shape.urls[0]}
    for number in range(1, len(shape.urls)):
        pager = pager_of(shape, number)
        assert all(shape.urls[n - 1] == url for n, url in pager.pages.items() if n != pager.current), pager
        assert pager.current in (None, number)
        assert not pager.unresolved
        found |= pager.others
        if number + 1 not in found and (following := pager.behind(shape.urls[number - 1], shape.urls[0])):
            found[number + 1] = following.url
    assert found == dict(enumerate(shape.urls, 1))
    last = pager_of(shape, len(shape.urls))
    assert last.behind(shape.urls[-1], shape.urls[0]) is None
    assert not last.unresolved


@each("name", [*BOILERPLATE, *HEADS])
def test_boilerplate_is_no_pager(name: str) -> None:
    single = Shape(
        name, (URL,), lambda _urls, _number: BOILERPLATE.get(name, ""), lambda _urls, _number: HEADS.get(name, "")
    )
    pager = pager_of(single, 1)
    if name in TRIED:
        assert pager.unresolved == ""
        return
    assert (pager.pages, pager.unresolved, pager.total) == ({}, "", None)
    assert pager.behind(URL) is None


@each(
    ("html", "pages"),
    [
        # In windows the pages between are made from the addresses of two others.
        (f"<p>1 {row(URL + '?page={}', 2, 3)} ... {row(URL + '?page={}', 7)}</p>", range(1, 8)),
        (f"<p>1 {row(URL + '?start={}0', 2, 4)}</p>", (1, 2, 3, 4)),
        ("<p>1 <a href='?start=20'>2</a> <a href='?start=40'>3</a> … <a href='?start=120'>7</a></p>", range(1, 8)),
        (f"<p>1 {row('a{}z.html', 81, 82)}</p>", ()),
        ("<p>1 <a href='k.html'>2</a> … <a href='zz.html'>5</a></p>", ()),
        (f"<p>1 <a href='{URL}?storypage=1'>2</a> <a href='{URL}?storypage=2'>3</a></p>", (1, 2, 3)),
        # Whatever stands around the numbers.
        (f"<p>Pages: [1] [{row('?page={}', 2, 3, sep='] [')}]</p>", (1, 2, 3)),
        (f"<p>পৃষ্ঠা 1 {row('?page={}', 2, 3)} পরবর্তী শেষ</p>", (1, 2, 3)),
        (f"<p>पृष्ठ १ {row('?page={}', 2, 3)} अगला</p>", (1, 2, 3)),
        (f"<p>Sivu: 1 {row('?page={}', 2, 3)} eteenpäin</p>", (1, 2, 3)),
        (f"<p>Strona 1 {row('?page={}', 2)} z 2</p>", (1, 2)),
        ("<p>1 <a href='?page=2' aria-label='Page 2'></a></p>", (1, 2)),
        ("<p>1 <a href='?page=2'><style>.a-7{color:#fff}</style>2</a></p>", (1, 2)),
        ("<p>第1页 <a href='?page=2'>第2页</a> <a href='?page=3'>第3页</a></p>", (1, 2, 3)),
        (f"<div class='content-sidebar-wrap has-sidebar-first'><p>1 {row('?page={}', 2)}</p></div>", (1, 2)),
        (f"<div>1 {row('?limit=10&page={}', *range(2, 11))}</div>", range(1, 11)),
        (f"<div>1 {row('?page={}', 2, 3)} Show: {row('?limit={}', 10, 20)}</div>", (1, 2, 3)),
        (f"<div class='pager'>{row('?page={}', 2, 3)} <a href='?page=3'>Last</a></div>", (1, 2, 3)),
        (f"<p>1 {row('?page={}', 2)}</p><h3>Comments</h3><p>1 {row('?cpage={}', 2, 3)}</p>", (1, 2)),
        (f"<p>1 {row('?page={}', 2)}</p><p>1 {row('?page={}', 2)}</p>", (1, 2)),
        ("<p>[ 0 | <a href='?p=1'>1</a> | <a href='?p=2'>2</a> | <a href='?p=1'>&gt;</a> ]</p>", (1, 2, 3)),
    ],
)  # fmt: skip
def test_the_printed_number_is_the_number_of_the_page(html: str, pages: range | tuple[int, ...]) -> None:
    pager = below(html)
    assert list(pager.pages) == list(pages)
    assert not pager.unresolved
    if pages:
        assert pager.pages[1] == URL
        assert pager.current == 1


@pytest.mark.parametrize(
    "html",
    [
        "<p>(1) <a href='?story=71'>2</a> <a href='?story=72'>3</a> <a href='?story=71'>»</a></p>",
        f"<nav><ol><li><a aria-current='page' href='#'>1</a>{row('/q/{}', 2, 3)}</ol></nav>",
    ],
)
def test_a_row_of_other_addresses_beside_this_page_is_left_to_the_account_of_links(html: str) -> None:
    pager = below(html)
    assert (pager.pages, list(pager.possible), pager.current) == ({}, [2, 3], 1)


def test_a_link_that_is_switched_off_leads_past_the_last_page() -> None:
    html = (
        f"<ul><li class='uk-disabled'><a href='{URL}/0'>«</a></li><li><b>1</b></li><li><a href='{URL}/2'>2</a></li>"
        f"<li class='disabled'><a href='{URL}/3'>»</a></li></ul>"
    )
    pager = below(html)
    assert [pager.pages[number] for number in (1, 2)] == [URL, f"{URL}/2"]
    assert f"{URL}/3" not in {link.url for link in pager.links}


def test_the_number_of_the_page_itself_is_not_the_page_behind_it() -> None:
    html = f"<p>Page <a href='{URL}?page=1'>1</a> of <a href='{URL}?page=7'>7</a> <a href='{URL}?page=2'>Next</a></p>"
    behind = below(html).behind(URL)
    assert behind is not None
    assert behind.url == f"{URL}?page=2"


def test_links_that_another_site_is_the_base_of_are_told() -> None:
    html = "<p class='pages'><b>1</b> <a href='quay?page=2'>2</a></p>"
    assert below(html, head="<base href='http://other.example/sites/4/'>").unresolved.endswith(
        "(at http://other.example/sites/4/quay?page=2)"
    )
    assert below(html, head="<base href='/sites/4/'>").unresolved == ""


def test_pages_at_another_host_of_the_house_are_told() -> None:
    host = URL.split("/")[2]
    text, away = f"http://text.{host.removeprefix('www.')}/4/2", "http://other.example/4/2"
    for link in ("<b>1</b> <a href='{}'>2</a>", "<a href='{}'>Next page</a>"):
        assert below(f"<p class='turn'>{link.format(text)}</p>").unresolved.endswith(f"(at {text})")
        assert below(f"<p class='turn'>{link.format(away)}</p>").unresolved == "", "a footnote, a ring of sites"


def test_a_note_in_brackets_that_the_transcript_goes_on_is_told() -> None:
    for note in ("(Continued in part 2)", "[Transcript continues on next page]"):
        assert below(f"<p><em>{note}</em></p>").unresolved == f"{note} (no address)"
    # What shows the rest of a folded talk stands above it, below it or beside it.
    for other in ("Next page", "Show full transcript"):
        assert below(f"<p>{other}</p>").unresolved == "", other


def test_a_window_names_all_pages_where_addresses_show_how_they_are_made() -> None:
    for number in (1, 2, 10, 20):
        pager = pager_of(TWENTY, number)
        assert pager.pages == dict(enumerate(TWENTY.urls, 1)), number
        assert (pager.current, pager.total) == (number, 20)
        opaque = pager_of(TWENTY_OPAQUE, number)
        window = {1, number - 1, number, number + 1, 20} & set(range(1, 21))
        assert (opaque.pages, opaque.current) == ({}, number)
        assert set(opaque.possible.values()) == {TWENTY_OPAQUE.urls[n - 1] for n in window - {number}}


def test_a_number_of_thousands_is_one_number() -> None:
    html = f"<html><body><p class='pager'>1 {row('?page={}', 2)} … <a href='?page=1097'>1,097</a></p></body></html>"
    further = read_page(html.encode(), URL, as_list=True).listing.further
    assert further.pages == {1: URL, 2: f"{URL}?page=2", 1097: f"{URL}?page=1097"}


def test_numbers_that_no_briefing_has_are_passed_over() -> None:
    pager = below(f"<p class='pager'>1 {row('?page={}', 2, 3, 999999)} <a href='?page=0'>0</a></p>")
    assert list(pager.pages) == [1, 2, 3]
    assert 0 not in below(f"<p>{row('?page={}', 0, 1, 2)}</p>").pages
    assert below("<p>-1 <a href='?page=-2'>-2</a></p>").pages == {}


def test_a_next_link_is_believed_by_its_address_and_left_to_the_account_of_links_by_its_words() -> None:
    assert below(f"<a href='{URL}/2'>Next</a>").behind(URL) == (f"{URL}/2", "Next")
    said = below("<a href='/other'>Next page</a>")
    assert (said.behind(URL), said.links) == (None, (("http://press.varenia.example/other", "Next page"),))
    assert below("", f"<link rel='next' href='{URL}?page=2'>").behind(URL) == (f"{URL}?page=2", "rel=next")


def test_of_links_in_any_words_the_address_says_which_leads_on_and_which_back() -> None:
    own = f"{URL}?page=3"
    links = f"<p><a href='{URL}?page=2'>‹‹</a> <a href='{URL}?page=4'>››</a> <a href='{URL}?page=9'>»|</a></p>"
    pager = below(links, url=own)
    behind = pager.behind(own, URL)
    assert behind == (f"{URL}?page=4", "››")
    assert behind.number(own) == 4
    assert pager.before(own) == f"{URL}?page=2"
    assert below(f"<p><a href='{URL}'>‹</a></p>", url=f"{URL}_3").before(f"{URL}_3") == URL


def test_a_line_of_numbered_links_is_nobodys_words_whatever_it_leads_to() -> None:
    teasers = "".join(f"<p><a href='/news/{n}'>A headline about harbour matters, number {n}</a></p>" for n in range(6))
    sessions = "<p>Sessions: <b>1</b> <a href='/doc/17919'>2</a> <a href='/doc/25838'>3</a></p>"
    page = read_page(page_html(Shape("", (URL,), lambda _urls, _number: f"<div>{teasers}{sessions}</div>"), 1), URL)
    assert page.siblings.pages == {}
    assert [line.within for line in page.lines if line.text.startswith("Sessions")] == ["pager"]


def test_a_row_in_running_text_is_no_speech() -> None:
    said = "".join(
        f"<p><b>{name}:</b> The ferry sails again in May, and not before.</p>" for name in ("Ilse", "Tolmer")
    )
    shown = f"<b>1</b> <a href='{URL}?page=2'>2</a> <a href='{URL}?page=3'>3</a>"
    html = f"<main><h1>On the ferry</h1>{said * 3}<font>Start | Back | {shown} | End</font></main>"
    page = read_page(html.encode(), URL)
    assert [line.within for line in page.lines if line.text.startswith("Start |")] == ["pager"]


def test_links_that_are_no_addresses_do_no_harm() -> None:
    html = "<p>1 <a href='http://[x'>2</a> <a href='mailto:a@b.example'>3</a> <a href='//'>4</a> <a>5</a></p>"
    assert below(html).pages == {}


def test_a_backslash_in_an_address_is_read_as_browsers_do() -> None:
    path = URL.removeprefix("http://press.varenia.example").replace("/", "\\")
    assert below(f"<p>1 <a href='{path}?page=2'>2</a> <a href='{path}?page=3'>3</a></p>").pages == {
        1: URL, 2: f"{URL}?page=2", 3: f"{URL}?page=3",
    }  # fmt: skip


def test_a_base_moves_the_links() -> None:
    moved = below(f"<p>1 {row('b?page={}', 2)}</p>", "<base href='http://other.example/a/'>")
    assert moved.pages == {}


@pytest.mark.parametrize("name", ["0", "-1", "999999", "00"])
def test_numbers_no_page_has_reject_no_briefing(name: str) -> None:
    """Whatever a link of a pager names, the page is read, and its briefing has its pages."""
    url = "http://www.varenia.example/press/2026-03/05/content_97001.htm"
    shown = f"<p>1 {row('content_97001_{}.htm', 2, name)}</p>"
    page = read_page(page_html(Shape("", (url,), lambda _urls, _number: shown), 1), url)
    assert sorted(page.siblings.pages) == [1, 2]


@pytest.mark.parametrize("slip", ["http://2130706433/2", "http://evil.example/2", "//evil.example/2.html"])
def test_a_number_that_leads_to_another_host_does_not_make_the_others_doubtful(slip: str) -> None:
    html = f"<div>1 <a href='{slip}'>2</a> <a href='{URL}?page=3'>3</a></div>"
    assert 3 in read(html, URL).pages


def test_the_last_page_of_a_chain_says_nothing_is_missing() -> None:
    back = f"<a href='{URL}'>Previous</a>"
    for html in (
        f"<p>Page 3 of 3 {back}</p>",
        f"<div class='pager'>3 of 3 {back}</div>",
        f"<p>{back}</p><p>Page 3 of 3</p>",
        f"<li><a href='{URL}'>&lt;&lt;上一页</a> <a href='javascript:void(0);'>下一页&gt;&gt;</a></li>",
    ):
        pager = below(html, url=f"{URL}/3")
        assert (pager.unresolved, pager.behind(f"{URL}/3", URL)) == ("", None), html
    assert below("<p>Page 3 of 3</p>").unresolved
    assert below("<p class='pages'><a href=\"javascript:alert('Last page');\">Last page</a></p>").unresolved == ""


def test_a_link_that_says_which_page_it_leads_to_says_nothing_of_this_one() -> None:
    pager = below("<p>Next: <a href='/p/03dde02'>Part 2 of 3</a></p>")
    assert (pager.current, pager.total, pager.unresolved) == (None, None, "")


def test_a_row_may_say_of_each_page_how_many_there_are() -> None:
    for said in ("Part {} of 3", "{} of 3", "Teil {} von 3", "第{}部分（共3部分）", "第{}页 共3页", "제{}부 (총 3부)"):
        links = "".join(f"<li><a href='{URL}-{n}'>{said.format(n)}</a></li>" for n in (2, 3))
        pager = below(f"<ul><li>{said.format(1)}</li>{links}</ul>", url=f"{URL}-1")
        assert (list(pager.pages), pager.current, pager.unresolved) == ([1, 2, 3], 1, ""), said


def test_a_row_of_sessions_counts_no_pages_and_hides_none() -> None:
    sessions = "<p>Sessions: <b>1</b> <a href='/q/71'>2</a> <a href='/q/85'>3</a></p>"
    pager = below(f"<p>1 {row('?page={}', 2)}</p>{sessions}")
    assert (list(pager.pages), list(pager.possible), pager.total) == ([1, 2], [2, 3], 2)
    kept = pager.without(lambda url: "/q/" in url)
    assert (list(kept.pages), kept.possible, kept.total) == ([1, 2], {}, 2)


def test_a_row_of_sessions_does_not_number_the_page_of_another_row() -> None:
    sessions = "<p>Sessions: <a href='/q/71'>1</a> <a href='/q/85'>2</a> <a href='/q/93'>3</a> <b>4</b></p>"
    parts = "<p><a href='/talk/page-2'>« Part 2</a> <a href='/talk/page-4'>Part 4 »</a></p>"
    html = f"<title>The ferry</title><h1>The ferry</h1>{sessions}<p>Ms. Tarn: We paint it in May.</p>{parts}"
    pager = read_page(html.encode(), "http://press.example/talk/page-3").siblings
    assert (pager.current, list(pager.pages)) == (None, [2, 3, 4])


def test_a_page_behind_page_2_whose_row_is_broken_is_not_page_1() -> None:
    ahead = "<a href='/a.html'>The ferry has a new colour, and the harbour board hopes that it lasts for years</a>"
    broken = f"<p class='pager'><a href='/talk_2.html'>2</a> <b>3</b> {ahead}</p>"
    assert below(broken, url="http://www.quay.example/talk_3.html").current is None


@each("other", ["http://quay.example", "http://quay.example:80", "https://WWW.quay.example.:443"])
def test_pages_at_another_spelling_of_the_host_are_pages(other: str) -> None:
    own = "http://www.quay.example/talk"
    for form in ("<b>1</b> {0}", f"<a href='{other}/talk'>1</a> {{0}}", "<b>1</b> {0} <a href='{1}/4'>4</a>"):
        links = f"<a href='{other}/talk/2'>2</a> <a href='{own}/3'>3</a>"
        html = f"<h1>Talk</h1><p>Ann Vale: We begin.</p><div>{form.format(links, other + '/talk')}</div>"
        pager = read(f"<html><body>{html}</body></html>", own)
        assert (pager.current, list(pager.pages), pager.unresolved) == (1, [1, 2, 3, 4][: 3 + ("{1}" in form)], "")
