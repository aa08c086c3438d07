"""What a page knows of the other pages of its briefing, and what a list page lists."""

from __future__ import annotations

from briefings.transcript import CHINA_ORG_CN, PageKind, read_page
from tests.support.reading import SITE, address, page, paragraphs

TALK = paragraphs("Tolmer Vask:", "Good morning.", "Harbour Gazette:", "When?", "Tolmer Vask:", "Soon.")


def test_the_pages_of_a_pager_with_the_page_itself() -> None:
    first = "<a href='content_9.htm'>"
    read = page(f"{TALK}<div>{first}&lt;</a> {first}1</a> 2 <a href='content_9_3.htm'>3</a></div>", 2)
    assert read.pager == {number: address(number) for number in (1, 2, 3)}
    assert [line.within for line in read.lines][-1] == "pager"


def test_links_to_other_briefings_name_no_page() -> None:
    assert list(
        page(f"{TALK}<a href='content_8_2.htm'>2</a><a href='http://b.example/content_9_2.htm'>2</a>").pager
    ) == [1]


def test_a_pager_of_another_briefing_is_told() -> None:
    assert page(f"{TALK}<p>2 <a href='content_8.htm'>1</a> <a href='content_8_3.htm'>3</a></p>", 2).pages_of == (
        "www.varenia.example/8"
    )
    for links in (
        "<a href='content_9.htm'>1</a> <a href='content_8_3.htm'>3</a>",
        "<a href='content_8.htm'>Next</a> <a href='content_7.htm'>2</a>",
        "<a href='content_8_3.htm'>Three days later</a>",
    ):
        assert page(f"{TALK}<p>{links}</p>", 2).pages_of == ""


def test_numbers_without_links_in_a_known_pager_count() -> None:
    numbers = "<div id='autopage'><center><span>1</span> 2 3</center></div>"
    html = f"<html><body><div id='container_txt'>{TALK}{numbers}</div></body></html>"
    read = read_page(html.encode(), address(), markup=CHINA_ORG_CN)
    assert read.pager == {number: address(number) for number in (1, 2, 3)}


def test_a_site_whose_names_end_in_numbers_is_known_by_its_links() -> None:
    url = "http://a.example/2026/talk.html"
    read = page(f"{TALK}<p><a href='talk_2.html'>2</a> <a href='talk_3.html'>Next</a></p>", url=url)
    assert read.pager == {1: url, 2: "http://a.example/2026/talk_2.html", 3: "http://a.example/2026/talk_3.html"}
    related = page(f"{TALK}<p><a href='talk_2.html'>Read what was said the year before</a></p>", url=url)
    assert related.pager == {1: url}


def test_pages_told_by_the_query_are_one_briefing() -> None:
    url = "http://a.example/talk.php?id=7"
    read = page(f"{TALK}<p>1 <a href='?id=7&amp;page=2&amp;page=2'>2</a> <a href='?id=7&amp;page=3'>3</a></p>", url=url)
    assert read.pager == {1: url, 2: f"{url}&page=2&page=2", 3: f"{url}&page=3"}
    assert list(page(f"{TALK}<p><a href='?id=8&amp;page=2'>2</a></p>", url=url).pager) == [1]


def test_a_list_page_lists_each_briefing_once_in_order() -> None:
    links = "".join(f"<li><a href='{SITE}content_{key}.htm'>A briefing</a></li>" for key in (7, 5, "7_2", 6, 5))
    html = f"<html><body><div class='columns1'><ul>{links}</ul></div><a href='node_7041234_2.htm'>2</a></body></html>"
    read = read_page(html.encode(), f"{SITE}node_7041234.htm", markup=CHINA_ORG_CN)
    assert read.kind == PageKind.LIST
    assert read.entries == [f"{SITE}content_{key}.htm" for key in (7, 5, 6)]
    assert read.lists == [f"{SITE}node_7041234_2.htm"]


def test_links_that_are_no_addresses_are_passed_over() -> None:
    read = page(
        f"{TALK}<a href='http://[x'>2</a><a href='mailto:a@b.example'>3</a><a href='javascript:go(2)'>2</a><a>4</a>"
    )
    assert list(read.pager) == [1]
