"""Pagers without plain links: signs of more pages, buttons, forms and scripts."""

from __future__ import annotations

import pytest

from briefings.transcript import Pager, read_page
from tests.support.boilerplate import URL
from tests.support.pager_below import below
from tests.support.parts import each


@each(
    ("html", "quote"),
    [
        (
            "<div class='pager'><b>1</b> <a href='javascript:go(2)'>2</a> <a href='javascript:go(3)'>3</a></div>",
            "1 2 3",
        ),
        ("<ul class='pagination'><li>1<li><a href='#'>2</a><li><a href='#'>Next</a></ul>", "1 2 Next"),
        ("<div class='pages'><button>1</button><button>2</button><button>Next</button></div>", "1 2 Next"),
        (
            "<form method='post'>"
            + "".join(f"<button name='page' value='{one}'>{one}</button>" for one in (1, 2))
            + "</form>",
            "1 2",
        ),
        ("<select name='page'><option value='1'>1</option><option value='2'>2</option></select>", "1 2"),
        ("<p>Page <select><option>1</option><option>2</option></select> of 2</p>", "Page 1 of 2"),
        ("<p>Page 1 of 4</p>", "Page 1 of 4"),
        ("<p>Page 1 of 4 <button>Toggle</button></p>", "Page 1 of 4"),
        ("<p>第1页/共4页<button>更多</button></p>", "第1页/共4页"),
        ("<div>Page 2 of 7 <a href='#'>Next</a></div>", "Page 2 of 7 Next"),
        ("<p>Seite 1 von 3</p>", "Seite 1 von 3"),
        ("<p>第1页 共3页</p>", "第1页 共3页"),
        ("<p>第1部分（共3部分）</p>", "第1部分（共3部分）"),
        ("<script>createManuscriptPageHTML('4', 0, 'a', 'html')</script>", "createManuscriptPageHTML('4"),
        ("<script>createPageHTML(3, 0, 'index', 'htm');</script>", "createPageHTML(3"),
        ("<script>createPageHTML('box_1', 3, 1, 'other', 'htm', 42);</script>", "createPageHTML('box_1', 3"),
        ("<script>var pageCount = 3; createPageHTML(pageCount, 0, 'index', 'htm');</script>", "pageCount = 3"),
        ("<div class='pager'><a href='javascript:void(0)' class='next'>Next page</a></div>", "Next page"),
        ("<table><tr><td>1<td><a href=\"javascript:__doPostBack('g','Page$2')\">2</a></table>", "1 2"),
        ("<div class='pager'><span>1</span> <span onclick='go(2)'>2</span></div>", "1 2"),
        ("<ul class='pagination'><li data-page='1' class='active'>1<li data-page='2'>2</ul>", "1 2"),
        ("<p><span class='btn' onclick='turn()'>Next page</span></p>", "Next page"),
        ("<div class='pagination' data-total-pages='3'></div>", "total-pages='3"),
        ("<div id='pager'></div><script>var totalPage = 3;</script>", "totalPage = 3"),
        ("<div class='pages'><script>drawPager(3, 0, 'quay', 'html');</script></div>", "drawPager(3"),
        ("<script>var currentPage = 0; var countPage = 3//all\n</script>", "countPage = 3"),
        ("<script>let total_pages = 3; var page = 1;</script>", "total_pages = 3"),
        ("<v-pagination :length='3'></v-pagination>", ":length='3"),
        ("<p>(Continued on page 2)</p>", "Continued on page 2"),
    ],
)
def test_a_sign_of_more_pages_that_has_no_address_is_said(html: str, quote: str) -> None:
    pager = below(html)
    assert quote in pager.unresolved
    assert (pager.pages, pager.behind(URL)) == ({}, None)


def test_the_place_of_another_page_in_a_link_is_no_place_of_this_page() -> None:
    link = "<a href='/y'>{}<i> of 2</i></a>"
    assert (
        below(f"<ul class='pages'><li><a href='/y'>Previous page</a><li>{link.format(1)}<li>2</ul>").printed.total == 0
    )
    here = "<ul class='pages'><li>Page <a href='/x'>1</a> of <a href='/y'>2</a></ul>"
    assert below(here).printed[:2] == (2, 1)


def _further(html: str) -> Pager:
    rows = "".join(
        f"<li><a href='/talk/{key}'>Press briefing on the ferry and the quay</a></li>" for key in range(41, 46)
    )
    page = f"<html><body><h1>Briefings</h1><ul>{rows}</ul>{html}</body></html>"
    return read_page(page.encode(), f"{URL}/briefings", as_list=True).listing.further


@each(
    ("html", "total"),
    [
        ("<div id='pg'></div><script>$('#pg').pagination({items: 12, itemsOnPage: 5});</script>", 12),
        ("<p id='pg'></p><script>$('#pg').bootpag({total: 3});</script>", 3),
        ("<ul id='pg'></ul><script>$.jqPaginator('#pg', {visible: 5, totalPages: 3});</script>", 3),
        ("<script>laypage.render({elem: 'pg', count: 12, limit: 5});</script>", 12),
        ("<el-pagination layout='prev, next' :total='12' :page-size='5'></el-pagination>", 12),
        ("<div data-props='{&quot;page&quot;:1,\"totalPages\":3}'></div>", 3),
        ('<script type=\'application/json\'>{"page": 1, "totalPages": 3}</script>', 3),
        ("<input type='hidden' id='totalPage' value='3'>", 3),
        ('<script>{"@type": "ItemList", "numberOfItems": 12, "itemListElement": [{"position": 1}]}</script>', 12),
        ("<script>$('.list').infiniteScroll({path: '/briefings/page/{{#}}'});</script>", 0),
        ("<p>Showing 5 of 12 results</p>", 12),
        ("<p>Showing 1 to 5 of 12 results</p>", 12),
    ],
)
def test_a_list_whose_script_or_text_counts_pages_or_entries_goes_on(html: str, total: int) -> None:
    further = _further(html)
    assert (further.total or further.printed.total, bool(further.unresolved)) == (total, True)


@each(
    "html",
    [
        "<script>$('#pg').pagination({items: 1});</script>",
        "<script>var page = {size: 5}, total = 12;</script>",
        "<p>5 of 12 members voted</p>",
        "<p>Copies <select><option>1</option><option>2</option></select> of 2</p>",
        "<p>Page 1 of 1</p>",
        '<script>{"@type": "BreadcrumbList", "numberOfItems": 3, "itemListElement": []}</script>',
    ],
)
def test_other_counts_are_no_sign_of_more(html: str) -> None:
    assert _further(html).unresolved == ""


def test_a_next_link_that_is_switched_off_is_no_sign() -> None:
    html = "<div class='pager'><a href='#' class='disabled'>Next</a></div>"
    assert below(html).unresolved == ""
    assert below("<script>createPageHTML(1, 0, 'index', 'htm');</script>").unresolved == ""
    # The settings of a box of news are no variable of the page.
    assert below("<script>box_2.max_num_pages = '28'; var pageSize = 3; var totalPages = 1;</script>").unresolved == ""


def test_numbers_that_lead_to_parts_of_the_page_are_no_sign() -> None:
    parts = "<div id='p1'>Soon.</div><div id='p2'>{}</div>"
    for said in ("{}", "Part {}", "Part {} of 2"):
        row = "".join(f"<li><a href='#p{n}'>{said.format(n)}</a>" for n in (1, 2))
        row = f"<ul class='pages'>{row}</ul>"
        assert below(row + parts.format("Never.") + row).unresolved == "", said
        assert below(row + parts.format("") + row).unresolved, said  # a script fills it


def test_buttons_of_slides_steps_and_tabs_are_no_sign() -> None:
    for said in ("Slide {} of 2", "Image {} of 2", "Step {} of 2", "{} of 2"):
        buttons = "".join(f"<button>{said.format(n)}</button>" for n in (1, 2))
        assert below(f"<div>{buttons}</div>").unresolved == "", said
    tabs = "".join(f"<button role='tab' aria-controls='p{n}'>Part {n} of 2</button>" for n in (1, 2))
    assert below(f"<div>{tabs}</div><div id='p1'>Soon.</div><div id='p2'>Never.</div>").unresolved == ""
    assert below(f"<div>{tabs}</div>").unresolved  # pages that a script loads


def test_what_a_search_lets_choose_is_no_sign() -> None:
    form = "<form action='/search'><input name='q'><select name='in'>{}</select></form>"
    kinds = "".join(f"<option>{kind}</option> " for kind in ("Everything", "Posts", "Pages"))
    assert below(form.format(kinds)).unresolved == ""
    assert below(form.format(kinds.replace("Pages", "Page 2"))).unresolved


def test_a_link_to_which_a_script_gives_a_page_is_a_sign_whatever_it_says() -> None:
    link = "<p><a href='#' class='js'{}>Further talks of the board</a></p>"
    assert _further(link.format(" data-page='2'")).unresolved == "Further talks of the board (no address)"
    assert _further(link.format("")).unresolved == ""


@pytest.mark.parametrize(("name", "pages"), [("page", [1, 2, 3]), ("copies", [])])
def test_the_pages_that_a_form_lets_choose_have_addresses(name: str, pages: list[int]) -> None:
    options = "".join(f"<option value='{number}'>{number}</option>" for number in (1, 2, 3))
    form = f"<form action='{URL}'>Page <select name='{name}'>{options}</select> of 3 <button>Go</button></form>"
    assert [*below(form).pages] == pages


def test_the_position_in_a_link_is_that_of_the_page_behind_it() -> None:
    links = f"<div class='pager'><a href='{URL}?part=3'>Continue to part 3 of 3</a> <a href='{URL}'>Back</a></div>"
    assert below(links).printed.number == 0


@each(
    "html",
    [
        f"<p><b>1</b> <a href='#' onclick=\"location.href='{URL}?page=2'\">2</a></p>",
        f"<p>1 <a href=\"javascript:window.location='{URL}?page=2'\">2</a></p>",
        f"<p>1 <button data-href='{URL}?page=2'>2</button></p>",
        "<p>1 <button formaction='?page=2'>2</button></p>",
        f"<form action='{URL}'><input type=hidden name=page value=2><input type=submit value='Next page'></form>",
        f"<form action='{URL}'><button name=page value=2>Next page</button></form>",
    ],
)
def test_a_button_or_script_that_only_goes_somewhere_has_an_address(html: str) -> None:
    pager = below(html)
    behind = pager.behind(URL)
    assert (pager.others.get(2) or (behind and behind.url)) == f"{URL}?page=2"


def test_a_script_that_says_how_the_pages_are_called_names_them() -> None:
    """Counted from 0, as the content system of many offices in China does; another name or number proves nothing."""
    folder = URL.rpartition("/")[0]

    def pages(file: str, call: str) -> list[str]:
        page = read_page(f"<p>Said.</p><script>createPageHTML({call});</script>".encode(), f"{folder}/{file}")
        return [url.removeprefix(f"{folder}/") for _, url in sorted(page.siblings.pages.items())]

    named = ["t1_88.html", "t1_88_1.html", "t1_88_2.html"]
    assert pages(named[0], '3, 0, "t1_88", "html"') == pages(named[1], '3, 1, "t1_88", "html"') == named
    assert pages("", '2, 0, "index", "html"') == ["", "index_1.html"]
    assert pages(named[0], '3, 1, "t1_88", "html"') == pages(named[0], '3, 0, "t2_9", "html"') == []
    boxed = ["t1_88.html", "t1_88_2.html", "t1_88_3.html"]
    calls = [f"'box_1', 3, {number}, 't1_88', 'html', 42" for number in (1, 3)]
    assert pages(boxed[0], calls[0]) == pages(boxed[2], calls[1]) == boxed, "behind the name of a box from 1"


@pytest.mark.parametrize(
    "html",
    [
        "<form method=post><input type=hidden name=page value=2><button>Next page</button></form>",
        "<form><input type=hidden name=page value=2><input name=q><button>Next page</button></form>",
        "<form><select name=day><option>1<option value=2>2</select><select name=month><option>1</select></form>",
        "<form>Page <select name=limit><option value=10>10<option value=20>20</select></form>",
        "<a href='#' onclick='turn(2)'>Next page</a>",
    ],
)
def test_a_form_to_fill_in_or_to_post_has_none(html: str) -> None:
    assert below(html).behind(URL) is None
