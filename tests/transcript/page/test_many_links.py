"""A page with far too many links is cut and counted; a list of them read in parts is the list read as one."""

from __future__ import annotations

import random

import pytest
from lxml.etree import _Element

from briefings.transcript import Markup, PageKind, read_page, read_transcript
from briefings.transcript.page.many_links import AT_ONCE, MOST_IN_TEXT, MOST_LISTED, cut_at_links, trees_of
from tests.support.parts import part_of

MORE = "links more than are read, and what follows them"
URL = "http://www.varenia.example/briefings"
_LIST = "".join(
    f'<tr class="row"><td>March {n % 28 + 1}, 2026</td><td><a href="/talks/2026/{n}">Mill {n} &amp; on</a></td></tr>'
    for n in range(30)
)
PAGES = {
    "list": "<ul class='all' title='a \"b\" &amp; c'>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in range(30)),
    "table": f"<div id=main><table><tbody>{_LIST}</tbody></table></div><p><a href='/x'>Home</a></p>",
    "links alone": "".join(f"<a href='/{n}'>Part {n}</a>" for n in range(30)),
    "never closed": "".join(f"<li><a href='/{n}'>Part {n}</a>" for n in range(30)),
    "link left open": "<p><a href='/0'>0</p>" + "".join(f"<p><a href='/{n}'>{n}</a></p>" for n in range(1, 9)),
    "in a comment": f"<p><a href='/0'>0</a><!--{'<a href=x>' * 20}--><a href='/1'>1</a></p><p><a href='/2'>2</a></p>",
    "in a script": f"<a href='/0'>0</a><script>'{'<a href=x>' * 20}'</script><b><a href='/1'>1</a></b>",
    "nested": "".join(f"<div class='d{n}'><a href='/{n}'>{n}</a>" for n in range(12)) + "</div>" * 12,
    "few": "<p><a href='/0'>0</a></p>",
}


def _links(root: _Element) -> list[tuple[str, str, list[tuple[str, dict[str, str]]]]]:
    """Return each link with its text and the elements around it."""
    return [
        (
            str(one.get("href")),
            str(one.xpath("string()")).strip(),
            [(str(up.tag), {str(name): str(value) for name, value in up.items()}) for up in one.iterancestors()],
        )
        for one in root.iter("a")
    ]


@pytest.mark.parametrize("at_once", part_of([4, 1, 7, 30, 29, 31], 3))
@pytest.mark.parametrize("name", PAGES)
def test_the_links_of_the_parts_are_those_of_the_page_with_the_same_around_them(name: str, at_once: int) -> None:
    html = f"<html><body class='b'>{PAGES[name]}</body></html>"
    (whole,) = trees_of(html, 1_000)
    parts = list(trees_of(html, at_once))
    assert [link for part in parts for link in _links(part.root)] == _links(whole.root)
    assert len(parts) >= min(2, len(_links(whole.root)) // (at_once + 1))


_SCRAPS = "<a href='/x'>|</a>|<table>|</ul>|<option value='/p'>|<textarea>|<!--|-->|<script>|</script>|<form>|<a|<|'"


def test_the_parts_of_torn_pages_have_the_links_of_the_whole_too() -> None:
    chance = random.Random(7)
    for _ in range(150):
        html = f"<html><body>{chance.choice([*PAGES.values()])}</body></html>"
        for _ in range(chance.randrange(1, 9)):
            at = chance.randrange(len(html))
            html = html[:at] + chance.choice(_SCRAPS.split("|")) + html[at + chance.randrange(20) :]
        (whole,) = trees_of(html, 1_000)
        parts = trees_of(html, chance.randrange(1, 8))
        wanted = [link[0] for link in _links(whole.root)]
        assert [link[0] for part in parts for link in _links(part.root)] == wanted, html


def test_a_page_is_cut_before_the_first_link_too_many_and_the_rest_are_counted() -> None:
    html = "<p>One</p><A href=1>1</a><area href=2><p>Two</p><a href=3>3</a><a>4</a>"
    assert cut_at_links(html, 2) == ("<p>One</p><A href=1>1</a><area href=2><p>Two</p>", f"2 {MORE}")
    assert cut_at_links(html, 4) == (html, "")
    assert cut_at_links("<abbr>" * 50, 2) == ("<abbr>" * 50, "")
    made = "<div id=x onclick=\"location='/a'\">A</div><span data-href='/b'>B</span>"
    assert cut_at_links(made, 1) == (made.partition("<span")[0], f"1 {MORE}")


@pytest.mark.slow
@pytest.mark.parametrize("markup", [Markup(entries="ul.all a"), Markup(entry_urls=r"/talks/\d+$"), None])
def test_a_long_list_has_all_its_entries_and_the_pager_at_its_end(markup: Markup | None) -> None:
    number = AT_ONCE + 600
    rows = "".join(
        f"<li>5 April 2024 <a href='/talks/{n}'>Briefing on the mill, part {n}</a></li>" for n in range(number)
    )
    pager = "<div>1 <a href='/briefings?page=2'>2</a> <a href='/briefings?page=3'>3</a></div>"
    menu = "<nav><a href='/about'>About the office of the press</a></nav>"
    html = f"<html><body>{menu}<ul class='all'>{rows}</ul>{pager}{menu}</body></html>"
    page = read_page(html.encode(), URL, as_list=True, markup=markup)
    assert [entry.url for entry in page.listing.entries] == [
        f"http://www.varenia.example/talks/{n}" for n in range(number)
    ]
    assert {str(entry.day) for entry in page.listing.entries} == {"2024-04-05"}
    assert sorted(page.listing.further.others) == [2, 3]
    assert (page.kind, page.extent.unread, page.warnings) == (PageKind.LIST, "", ())


@pytest.mark.slow
def test_links_of_a_list_far_too_many_are_cut_and_counted() -> None:
    rows = "".join(f"<li><a href='/talks/{n}'>Talk of the mill {n}</a></li>" for n in range(MOST_LISTED + 7))
    page = read_page(f"<html><body><ul>{rows}</ul></body></html>".encode(), URL)
    assert len(page.listing.entries) == MOST_LISTED
    assert page.extent.unread == f"7 {MORE}"


@pytest.mark.slow
def test_a_transcript_with_far_too_many_links_lacks_what_follows_them() -> None:
    said = "<p>MR. SORELL: Good morning to you all.</p><p>Q: Why did the mill stop?</p>"
    html = f"<html><body>{said}{'<a href=x>x</a> ' * (MOST_IN_TEXT + 3)}<p>MR. SORELL: It rained.</p></body></html>"
    page = read_page(html.encode(), URL)
    transcript = read_transcript([page])
    assert {number: str(why) for number, why in transcript.missing.items()} == {1: f"3 {MORE}"}
    assert [turn.printed.cut for turn in transcript.turns] == [False, True]
    assert "Good morning" in transcript.turns[0].printed.paragraphs[0]
