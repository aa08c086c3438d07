"""A page with far too many links is cut, and the links left out are counted."""

from __future__ import annotations

import pytest

from briefings.transcript import read_page, read_transcript
from briefings.transcript.page.body.many_links import MOST_LINKS, cut_at_links

MORE = "links more than are read, and what follows them"
URL = "http://www.varenia.example/briefings"


def test_a_page_is_cut_before_the_first_link_too_many_and_the_rest_are_counted() -> None:
    html = "<p>One</p><A href=1>1</a><area href=2><p>Two</p><a href=3>3</a><a>4</a>"
    assert cut_at_links(html, 2) == ("<p>One</p><A href=1>1</a><area href=2><p>Two</p>", f"2 {MORE}")
    assert cut_at_links(html, 4) == (html, "")
    assert cut_at_links("<abbr>" * 50, 2) == ("<abbr>" * 50, "")
    made = "<div id=x onclick=\"location='/a'\">A</div><span data-href='/b'>B</span>"
    assert cut_at_links(made, 1) == (made.partition("<span")[0], f"1 {MORE}")


@pytest.mark.slow
def test_links_of_a_list_far_too_many_are_cut_and_counted() -> None:
    rows = "".join(f"<li><a href='/talks/{n}'>Talk of the mill {n}</a></li>" for n in range(MOST_LINKS + 7))
    page = read_page(f"<html><body><ul>{rows}</ul></body></html>".encode(), URL)
    assert len(page.listing.entries) == MOST_LINKS
    assert page.extent.unread == f"7 {MORE}"


@pytest.mark.slow
def test_a_transcript_with_far_too_many_links_lacks_what_follows_them() -> None:
    said = "<p>MR. SORELL: Good morning to you all.</p><p>Q: Why did the mill stop?</p>"
    html = f"<html><body>{said}{'<a href=x>x</a> ' * (MOST_LINKS + 3)}<p>MR. SORELL: It rained.</p></body></html>"
    page = read_page(html.encode(), URL)
    transcript = read_transcript([page])
    assert {number: str(why) for number, why in transcript.missing.items()} == {1: f"3 {MORE}"}
    assert [turn.printed.cut for turn in transcript.turns] == [False, True]
    assert "Good morning" in transcript.turns[0].printed.paragraphs[0]
