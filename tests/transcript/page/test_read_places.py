"""The links of a page in their places: addresses that only scripts have, and links in prose."""

from __future__ import annotations

import string

from briefings.transcript import PlacedLinks, read_page

URL = "http://www.varenia.example/news/list.aspx"


def _placed(body: str) -> PlacedLinks:
    return read_page(f"<html><body><h1>News</h1>{body}</body></html>".encode(), URL).links.placed


def test_an_address_of_a_script_is_read_without_its_escapes() -> None:
    links = _placed("""<a href="javascript:" onclick='show(event, "/list.aspx?p=2\\u0026all=1");'>on</a>""").links
    assert [link.url for link in links] == ["http://www.varenia.example/list.aspx?p=2&all=1"]


def test_an_index_of_letters_is_no_prose() -> None:
    letters = " | ".join(
        f'<a href="/az/{one}.html">{one}</a>' if one in "BCW" else one for one in string.ascii_uppercase
    )
    assert [link.is_cited for link in _placed(f"<p>{letters}</p>").links] == [False] * 3


def test_a_link_within_a_sentence_is_cited() -> None:
    said = "The minister said again what stands in <a href='/az/w.html'>the paper</a> of last week, and nothing more."
    assert [link.is_cited for link in _placed(f"<p>{said}</p>").links] == [True]
