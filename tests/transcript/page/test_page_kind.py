"""The kind of a page, judged by its lines."""

from __future__ import annotations

import re

import pytest

from briefings.transcript import PageKind, read_page
from tests.support.list_shapes import HOST, LAYOUTS, items, list_html
from tests.support.pages import gallery, notice
from tests.support.parts import each


@each("layout", sorted(LAYOUTS.keys() - {"docket numbers", "title, teaser and continue"}))
def test_a_list_is_told_though_nobody_asked_for_one(layout: str) -> None:
    """As on a site that redirects everything to its home page, or to a list."""
    page = read_page(list_html(items("a plain slug", 1), layout, around=""), f"{HOST}/2026/talk-on-the-quay")
    assert page.kind is PageKind.LIST
    assert len(page.listing.entries) == 10


def test_a_transcript_beside_many_links_is_no_list() -> None:
    links = "".join(f"<li><a href='/news/{n}'>A headline about other matters {n}</a></li>" for n in range(40))
    talk = "<p>Harbour Gazette: When does the ferry sail?</p><p>Tolmer Vask: In May, as the council said.</p>"
    html = f"<html><body><div><ul>{links}</ul>{talk}</div></body></html>"
    assert read_page(html.encode(), f"{HOST}/talk").kind is PageKind.TRANSCRIPT


@pytest.mark.parametrize(
    ("around", "one"),
    [("<table>{}</table>", "<tr><th>{}</th><td>{}</td></tr>"), ("<div>{}</div>", "<p>{}</p><p>{}</p>")],
)
def test_a_talk_at_the_address_of_a_list_is_none_though_links_follow(around: str, one: str) -> None:
    said = ("We open the locks early, and I will say why.", "Thank you. Who pays for the crews, and from what?") * 2
    talk = around.format("".join(one.format(who, text) for who, text in zip(("Ilse", "Odo") * 2, said, strict=True)))
    links = "".join(f"<li><a href='/talks/{n}/index.html'>On lock number {n} of the canal</a></li>" for n in (5, 6))
    html = f"<html lang='en'><body><h1>On the locks</h1>{talk}<ul>{links}</ul></body></html>"
    assert read_page(html.encode(), f"{HOST}/talks/7/index.html").kind is PageKind.TRANSCRIPT


def test_galleries_and_notices_are_what_they_were() -> None:
    assert read_page(gallery(8100), f"{HOST}/2024-05/17/content_8100.htm").kind is PageKind.GALLERY
    assert read_page(notice(), f"{HOST}/2024-05/17/content_8101.htm").kind is PageKind.NOTICE


def test_the_front_of_a_blog_that_prints_whole_talks_is_a_list() -> None:
    said = "<p>Tolmer Vask: We mend the quay.</p><p>Salt Radio: When will you open it?</p><p>Tolmer Vask: In May.</p>"
    head = "<h2><a href='/talks/{0}'>On the {0}</a></h2>"
    topics = ("ferry", "mill", "lamp")
    talks = [f"{head.format(topic)}<p>{day} May 2026</p>{said}" for day, topic in enumerate(topics, 3)]

    def kind(html: str) -> PageKind:
        return read_page(f"<html><body><div>{html}</div></body></html>".encode(), "http://a.example/talks/quay").kind

    assert kind("".join(talks)) == PageKind.LIST
    assert kind(re.sub("<h2>(<a.*?>)(.*?)</a></h2>", r"\1<h2>\2</h2></a>", "".join(talks))) == PageKind.LIST
    assert kind("<h1>On the quay</h1>" + said + "".join(talks)) == PageKind.TRANSCRIPT
    assert kind(head.format("quay") + said + "".join(talks)) == PageKind.TRANSCRIPT
    parts = "".join(head.format(topic) + said for topic in topics)
    assert kind(f"<h1>On the quay</h1><p>3 May 2026</p>{parts}") == PageKind.TRANSCRIPT, "parts of one talk"
    named = f"<h1><a href='/'>Harbour</a></h1><p>On the quay, 2 May 2026</p>{said}{talks[0]}"
    assert kind(named) == PageKind.TRANSCRIPT, "the name of the site above the talk"
    sections = re.sub("/talks/", "#", "".join(talks))
    assert kind(f"<h1>On the quay</h1>{sections}") == PageKind.TRANSCRIPT, "headlines that lead to themselves"
