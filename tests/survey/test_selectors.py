"""Selectors proposed for a source."""

from __future__ import annotations

from briefings.survey.selectors import link_selectors
from briefings.transcript import read_page

HOST = "http://press.varenia.example"


def test_the_box_of_the_next_link_alone_is_not_proposed_as_the_last_page_lacks_it() -> None:
    """The last list page of Nikola has a link back beside no `li.next`, which was told as a page that is not read."""
    pager = "<ul class='turning'><li class='next'><a href='/index-2.html'>Older posts</a></li></ul>"
    links = read_page(f"<html><body>{pager}</body></html>".encode(), f"{HOST}/", as_list=True).links.placed.links
    assert link_selectors(links, [f"{HOST}/index-2.html"]) == ["ul.turning", "ul.turning li a"]
