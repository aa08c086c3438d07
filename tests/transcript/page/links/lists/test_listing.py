"""The entries and continuation of list pages on undescribed sites."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from briefings.transcript import PageKind, read_page
from briefings.transcript.page.links.lists.entry_groups import shape_of_address
from tests.support import pager_shapes as shapes
from tests.support.list_shapes import ADDRESSES, AROUND, HOST, LAYOUTS, items, list_html
from tests.support.parts import each, part_of
from tests.support.reading import listing
from tests.support.work import lines_run


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


def test_a_class_of_an_entry_that_ends_in_disabled_switches_no_link_off() -> None:
    rows = [
        f"<li class='comments-disabled'>The harbour board on the ferries <a href='/view/{day}'>Read more</a></li>"
        for day in range(11, 16)
    ]
    assert len(listing(f"<html><body><ul>{''.join(rows)}</ul></body></html>").entries) == len(rows)


@pytest.mark.parametrize("tag", ["li", "p"])
@pytest.mark.parametrize(
    "beside",
    ["<a href='/video/{}'>Video</a>", "<a href='/fr/held/{}'>Français</a> | <a href='/es/held/{}'>Español</a>"],
)
def test_links_of_one_word_beside_each_title_are_no_entries(beside: str, tag: str) -> None:
    rows = [
        f"<{tag}><a href='/held/{n}'>The quay of Tolm, briefing {n}</a> {beside.format(n, n)}</{tag}>"
        for n in range(11, 16)
    ]
    found = listing(f"<html><body><h1>Press</h1><div>{''.join(rows)}</div></body></html>")
    assert [entry.url for entry in found.entries] == [f"{HOST}/held/{n}" for n in range(11, 16)]


def test_the_parts_in_a_row_are_the_pages_of_one_entry_beside_rows_of_one_link() -> None:
    def row(number: int, parts: int) -> str:
        name = f"/talks/92{number}"
        links = [
            f"<a href='{name}{f'-{n}' if n > 1 else ''}.html'>Transcript part {n}</a>" for n in range(1, parts + 1)
        ]
        shown = links if parts > 1 else [f"<a href='{name}.html'>Transcript</a>"]
        pdf = f"<a href='/print/92{number}.pdf'>PDF, 120 kB</a>"
        return f"<div class='row'><b>May {number}, 2026</b><p>The mole</p><p>{' | '.join([*shown, pdf])}</p></div>"

    found = listing("<html><body>" + "".join(map(row, range(11, 15), (3, 1, 1, 2))) + "</body></html>")
    assert [(len(entry.further), entry.url[-8:]) for entry in found.entries] == [
        (2, "211.html"), (0, "212.html"), (0, "213.html"), (1, "214.html"),
    ]  # fmt: skip


def test_rows_that_a_script_makes_links_are_entries_beside_the_months_of_the_archive() -> None:
    rows = "".join(
        f"<tr data-href='/talk/{key}'><td>{key - 7000} March 2026</td><td>Press briefing on the ferries</td></tr>"
        for key in range(7001, 7004)
    )
    months = "".join(f"<li><a href='/2026/{month}/'>{said} 2026</a></li>" for month, said in ((1, "May"), (2, "June")))
    found = listing(f"<html><body><h1>Press</h1><table>{rows}</table><ul>{months}</ul></body></html>")
    expected = [(f"{HOST}/talk/{7000 + day}", date(2026, 3, day)) for day in (1, 2, 3)]
    assert [(entry.url, entry.day) for entry in found.entries] == expected


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


@pytest.mark.parametrize("around", ["{}", "<div class='column'>{}</div>"])
def test_classes_that_tell_the_tags_and_the_picture_of_an_entry_keep_no_entry_out(around: str) -> None:
    common = "item kind-item state-open shown"
    own = ["topic-sea with-picture", "topic-sea", "topic-road", "topic-road topic-sea", "with-picture"]
    rows = [
        around.format(
            f"<article class='{common} {names}'><h2><a href='/quay-{n}/'>The quay of Tolm, {n}</a></h2></article>"
        )
        for n, names in enumerate(own)
    ]
    found = listing(f"<html><body><main>{''.join(rows)}</main></body></html>")
    assert [entry.url for entry in found.entries] == [f"{HOST}/quay-{n}/" for n in range(len(own))]


@each("layout", [name for name in LAYOUTS if name not in {"bare list items", "title, teaser and continue"}])
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


def test_the_links_of_two_bars_above_a_list_are_no_entries() -> None:
    bar = "".join(f"<p><a href='/office/{n}'>Offices and services of the council {n}</a></p>" for n in range(5))
    bars = f"<header class='bar'>{bar}</header><header class='bar'>{bar}</header>"
    rows = "".join(f"<li><a href='/talks/{n}'>The quay, talk {n}</a></li>" for n in range(5))
    found = listing(f"<html><body>{bars}<div><ul>{rows}</ul></div></body></html>")
    assert [entry.url for entry in found.entries] == [f"{HOST}/talks/{n}" for n in range(5)]


def test_two_groups_between_which_nobody_can_tell_are_both_named() -> None:
    one, two = (
        "".join(f"<li><a href='{row.url}'>{row.title}</a></li>" for row in items("a plain slug", page))
        for page in (1, 2)
    )
    found = listing(f"<html><body><ul class='speeches'>{one}</ul><ul class='talks'>{two}</ul></body></html>")
    assert found.entries == ()
    assert [group[0] for group in found.rivals] == [items("a plain slug", page)[0].url for page in (1, 2)]


@pytest.mark.parametrize(
    "beside", ["<b>1</b> <a href='/briefings?page=2'>2</a> <a href='/briefings?page=3'>3</a>", "<h1>Briefings</h1>"]
)
def test_a_group_that_says_less_beside_the_pager_or_the_heading_and_the_news_are_both_named(beside: str) -> None:
    rows = "".join(f"<li>{n} March 2026: <a href='/talk/{n}'>On the old ferry of Tolm</a></li>" for n in range(1, 9))
    told = "What the minister told the council of the old ferry, which sails again"
    news = "".join(f"<p>{n} March 2026: <a href='/told?id={n}'>{told}</a></p>" for n in range(1, 9))
    found = listing(f"<html><body><div>{news}</div><div>{beside}<ul>{rows}</ul></div></body></html>")
    assert [group[0] for group in found.rivals] == [f"{HOST}/told?id=1", f"{HOST}/talk/1"]


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
    assert shape_of_address(f"{HOST}/page.php?41") == shape_of_address(f"{HOST}/page.php?42")
    assert shape_of_address(f"{HOST}/2026/a-talk/index.html") == shape_of_address(f"{HOST}/2026/another-one/index.html")
    assert shape_of_address(f"{HOST}/a-talk?from=list") == shape_of_address(f"{HOST}/another-talk?from=list")


def test_the_frames_of_a_page_that_lists_nothing_are_its_further_pages() -> None:
    frames = "<frameset><frame src='/menu'><frameset><frame src='/list'></frameset></frameset>"
    assert listing(f"<html>{frames}</html>").lists == (f"{HOST}/menu", f"{HOST}/list")


def test_sound_and_pictures_are_no_entries() -> None:
    rows = "".join(f"<li><a href='/radio/{n}.mp3'>Recording of the briefing number {n}</a></li>" for n in range(9))
    assert listing(f"<html><body><ul>{rows}</ul></body></html>").entries == ()


def test_talks_that_are_parts_of_one_page_are_told_and_no_entries() -> None:
    def found(row: str) -> tuple[list[str], str]:
        rows = "".join(f"<li>{row.format(day, day % 2)}</li>" for day in range(11, 16))
        read = listing(f"<html><body><h1>Press briefings</h1><ul>{rows}</ul></body></html>")
        return [entry.url for entry in read.entries], read.broken

    said = "Press briefing of {0} March 2026"
    urls, broken = found(f"<a href='/talks/year.html#t{{0}}'>{said}</a>")
    assert (urls, "/talks/year.html" in broken) == ([], True)
    beside = "<a href='/talks/{0}.html#film'>Watch</a> <a href='/talks/{0}.html#text'>Read</a>"
    urls, broken = found(f"<a href='/talks/{{0}}.html'>{said}</a> {beside}")
    assert (len(urls), broken) == (5, "")
    aid = "<a href='/help.html#a'>How to get accredited</a> <a href='/help.html#b'>Where to park your lorry</a>"
    urls, broken = found(f"<a href='/talks/{{0}}.html'>{said}</a></li></ul><p>{aid}</p><ul><li>")
    assert (len(urls), broken) == (5, "")


def test_headings_with_ids_of_their_own_words_are_one_list_beside_its_categories() -> None:
    row = "<div>May {0}, in <a href='/of/{0}'>News</a><h2 id='{1}'><a href='/{1}'>Briefing on the {1}</a></h2></div>"
    html = f"<html><body>{''.join(map(row.format, (2, 3, 4), ('ferry', 'lock', 'quay')))}</body></html>"
    assert [one.url for one in listing(html).entries] == [f"{HOST}/{name}" for name in ("ferry", "lock", "quay")]


@pytest.mark.parametrize("more", ["<a href='/?p={0}'>Read more</a>", "<a href='/?p={0}#comments'>{0}</a>"])
def test_what_else_leads_to_an_entry_of_the_lists_own_script_is_no_pager(more: str) -> None:
    row = f"<div><h2><a href='/?p={{0}}'>Briefing on the ferry, {{0}}</a></h2><p>The quay. {more}</p></div>"
    html = f"<html><body>{''.join(map(row.format, (12, 14, 18)))}</body></html>"
    assert [one.url for one in listing(html, f"{HOST}/?cat=2").entries] == [f"{HOST}/?p={n}" for n in (12, 14, 18)]
