"""Buttons and numbers that lead to no other page."""

from __future__ import annotations

from briefings.transcript import read_page
from briefings.transcript.page.links.pagers.pager import Pager
from tests.support.boilerplate import URL
from tests.support.pager_shapes import Shape, page_html


def below(html: str, url: str) -> Pager:
    """Return the pager of a page with `html` below its text."""
    return read_page(page_html(Shape("", (url,), lambda _urls, _number: html), 1), url).siblings


def test_a_button_unfolds_what_stands_behind_it_and_loads_more_into_what_stands_before() -> None:
    panel, button = "<div id='a1'><p>More was said.</p></div>", "<h3><button {}>Part 2</button></h3>"
    for name in ("aria-controls='a1'", "data-bs-target='#a1'"):
        assert below(button.format(name) + panel, URL).unresolved == ""
        assert below(panel + button.format(name), URL).unresolved
    assert below(button.format("aria-controls='a1'") + "<div id='a1'></div>", URL).unresolved
    assert below(button.format("aria-expanded='false'") + panel, URL).unresolved == ""
    assert below(button.format("aria-expanded='false'") + "<div></div>", URL).unresolved


def test_a_place_that_others_link_to_is_no_page() -> None:
    """Pages of a printed record are named in the text that was made of it."""
    assert below("<p><a name='7'>Page 7</a></p>", URL).unresolved == ""
    assert below("<p><a name='7' href='#'>Next page</a></p>", URL).unresolved


def test_weeks_are_a_calendar_and_the_two_pagers_of_a_table_are_not() -> None:
    week = "<tr>" + "".join(f"<td>{day}</td>" for day in (1, 2, 3)) + "<td><a href='/q/4'>4</a></td></tr>"
    assert not below(f"<table>{week}{week}</table>", "http://a.example/q/").pages
    numbers = "<tr><td>1 <a href='/q?page=2'>2</a></td></tr>"
    row = "<tr><td><a href='/talk'>A talk on the locks</a></td></tr>"
    assert below(f"<table>{numbers}{row}{numbers}</table>", "http://a.example/q").pages


def test_years_with_the_numbers_of_their_entries_are_no_pages_of_a_list() -> None:
    rows = "".join(f"<li><a href='/2026/03/talk-{number}'>A talk on lock number {number}</a></li>" for number in (1, 2))
    years = "".join(f"<li><a href='/{year}/'>{year}</a> (3)</li>" for year in (2026, 2025))
    html = f"<html><body><ul>{rows}</ul><div><ul>{years}</ul></div></body></html>"
    assert not read_page(html.encode(), "http://a.example/", as_list=True).listing.further.pages


def test_the_steps_of_djangos_manual_are_a_pager() -> None:
    ways = "<a href='?page=2'>next</a> <a href='?page=3'>last &raquo;</a> <span class='current'>Page 1 of 3.</span>"
    pager = below(f"<div class='pagination'><span class='step-links'>{ways}</span></div>", "http://a.example/talk")
    behind = pager.behind("http://a.example/talk")
    assert (behind is not None, pager.total) == (True, 3)


def test_a_pager_inside_what_bitrix_names_is_one() -> None:
    row = "<p class='text'><b>1</b> <a href='?PAGEN_1=2'>2</a> <a href='?PAGEN_1=3'>3</a></p>"
    html = f"<div class='bx-content'>{row}</div>"
    assert len(below(html, "http://a.example/press/7/").pages) == 3


def test_a_number_beyond_a_thousand_in_a_row_of_pages_is_no_page_of_a_briefing() -> None:
    """It is the id of another one: 1,198 pages would be asked for."""
    row = "<p><b>1</b> <a href='/talk_2.html'>2</a> <a href='/talk_1200.html'>1200</a></p>"
    assert [*below(row, "http://a.example/talk.html").pages] == [1, 2]
