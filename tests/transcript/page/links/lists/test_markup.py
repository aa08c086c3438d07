"""What a source's selectors say of a list: its entries, its pages and the pages of an article."""

from __future__ import annotations

from briefings.transcript import Markup, read_page
from tests.support.list_shapes import HOST, LIST, items, list_html
from tests.support.reading import listing


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


def test_both_links_of_a_named_pager_are_pages_where_a_list_counts_from_its_oldest() -> None:
    """As Nikola's: behind page 3 of four stands the last, /index-1.html, and before it /index-3.html."""
    pager = "<p class='x'><a href='/index-3.html'>Newer posts</a> <a href='/index-1.html'>Older posts</a></p>"
    html, own = list_html(items("content_ID", 1), "list items", pager), f"{HOST}/index-2.html"
    further = read_page(html, own, markup=Markup(list_pages=".x"), as_list=True).listing.further
    behind = further.behind(own, in_list=True)
    assert {*further.listed, behind and behind.url} == {f"{HOST}/index-3.html", f"{HOST}/index-1.html"}


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
