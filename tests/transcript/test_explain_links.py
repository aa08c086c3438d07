"""The reasons why links are followed or not, in words."""

from __future__ import annotations

from briefings.transcript import Markup, read_page
from briefings.transcript.explain_links import LinkReason, explain_links
from tests.support.boilerplate import BOILERPLATE, TRIED, URL
from tests.support.list_shapes import items, list_html
from tests.support.pager_shapes import HOST, MORE, THE_23, Shape, link, page_html
from tests.support.parts import each

LIST = f"{HOST}/briefings/"


def reasons(html: str | bytes, url: str = LIST, **how: object) -> list[LinkReason]:
    body = html if isinstance(html, bytes) else html.encode()
    return list(explain_links(read_page(body, url, **how)))  # type: ignore[arg-type]


@each("shape", [*THE_23, *MORE])
def test_the_link_to_page_2_of_every_shape_is_followed_or_looked_at(shape: Shape) -> None:
    told = reasons(page_html(shape, 1), shape.urls[0])
    assert shape.urls[1] in {one.url for one in told if one.followed or one.why.startswith("a crawl looks at")}


@each("name", BOILERPLATE)
def test_every_link_that_looks_like_a_pager_and_is_none_has_a_reason(name: str) -> None:
    single = Shape(name, (URL,), lambda _urls, _number: BOILERPLATE[name])
    told = reasons(page_html(single, 1), URL)
    assert all(one.why for one in told)
    assert name in TRIED or not [one for one in told if one.followed and "addresses agree" in one.why]


def test_a_page_that_is_followed_a_place_and_a_button_have_a_reason() -> None:
    html = f"<p>1 {link('?page=2', '2')} … {link('?page=7', '7')}</p><button>Turn</button>"
    told = {one.url or one.said: (one.followed, one.why) for one in reasons(html + f"<p>{link('/salt', 'Next')}</p>")}
    assert told[f"{LIST}?page=2"] == (True, "page 2, as numbers and addresses agree")
    assert told[f"{LIST}?page=4"] == (True, "page 4, as numbers and addresses agree"), "no link names it"
    assert told[f"{HOST}/salt"][1].startswith("a crawl looks at one link of its place")
    assert told["Turn"] == (False, "it has no address")


def test_entries_of_a_list_and_what_is_none() -> None:
    around = f"<nav>{link('/about', 'About the office')}</nav><p>{link('http://x.example/', 'A friend of ours')}</p>"
    html = list_html(items("content_ID", 1), "list items", around)
    told = {one.said: (one.followed, one.why) for one in reasons(html, as_list=True)}
    assert sum(one == (True, "an entry, one of the best group of links") for one in told.values()) == 10
    assert told["About the office"][1].startswith("a crawl looks at one link of its place")
    assert told["1 others"] == (False, "they lead to other sites or to files")


def test_what_the_source_says_is_the_reason() -> None:
    html = list_html(items("content_ID", 1), "list items", f"<div class='x'>1 {link('?page=2', '2')}</div>")
    told = {one.why for one in reasons(html, as_list=True, markup=Markup(entry_urls="content_97021", list_pages=".x"))}
    assert "an entry, by the source's pattern of addresses" in told
    assert "page 2, as numbers and addresses agree" in told
    elsewhere = reasons(html, as_list=True, markup=Markup(list_pages=".z"))
    assert "1 2 (not in .z)" in {one.said for one in elsewhere}


def test_what_is_no_page_has_no_links() -> None:
    assert reasons(b"%PDF-1.4 ...") == []


def test_a_link_that_only_its_address_tells_is_looked_at_by_a_crawl() -> None:
    shape = Shape("", (URL,), lambda _urls, _number: "<p><a href='?page=2'>Questions from the floor</a></p>")
    (found,) = [one for one in reasons(page_html(shape, 1), URL) if one.said == "Questions from the floor"]
    assert not found.followed
    assert found.why.startswith("a crawl looks at one link of its place")
