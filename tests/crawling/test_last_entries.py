"""Lists whose last page, or only page, has a single entry: it is known by those before, and by what stands around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.pages import briefing_page
from tests.support.parts import part_of

if TYPE_CHECKING:
    from tests.support.crawls import Crawler
    from tests.support.server import Site

HOST = "http://press.varenia.example"
KEYS = range(7001, 7017)
MONTHS = ("November", "October")


@pytest.mark.parametrize("folder", part_of(["radio", "talk"], 2))
def test_the_single_entry_of_a_last_page_without_a_day_is_of_the_form_or_in_the_place_of_those_before(
    site: Site, crawler: Crawler, folder: str
) -> None:
    pages = [f"{HOST}/list/", f"{HOST}/list/?page=2"]
    names = ("talk/the-locks", "talk/the-quay", f"{folder}/the-ferry")
    menu = "<ul id='menu'><li><a href='/about/'>About the office</a><li><a href='/law/'>Laws and orders</a></ul>"
    for number, shown in enumerate((names[:2], names[2:]), 1):
        named = "".join(f"<li><a href='{HOST}/{name}'>A talk on {name}, as it was held</a></li>" for name in shown)
        pager = "".join(
            f"<a href='{url}'>{n}</a> " if n != number else f"<b>{n}</b> " for n, url in enumerate(pages, 1)
        )
        html = (
            f"<html><body>{menu}<div class='main'><ul>{named}</ul></div><div class='pager'>{pager}</div></body></html>"
        )
        site.serve(pages[number - 1], html.encode())
    for key, name in enumerate(names, KEYS[0]):
        site.serve(f"{HOST}/{name}", briefing_page(key, 1, 1))
    crawl = crawler.run("briefing", "-a", f"lists={pages[0]}")
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, 3), crawl.out


def _beside_news(rows: list[str], more: str = "") -> bytes:
    """Return a list page with these rows beside the news of the day."""
    news = "".join(f"<li><a href='/news/{n}'>The news of the day, number {n}</a></li>" for n in range(900, 903))
    side = f"<div id='extra'><h2>Latest</h2><ul>{news}</ul></div>"
    return f"<html><body><div id='main'><ul>{''.join(rows)}</ul>{more}</div>{side}</body></html>".encode()


def _rows(keys: range) -> list[str]:
    told = "<p>20/11/2025</p><p>The full transcript of what was said at Salters Hall.</p>"
    return [f"<li><h2><a href='{HOST}/list/talk-{key}'>A talk on the locks, {key}</a></h2>{told}</li>" for key in keys]


def _serve_news(site: Site) -> None:
    for n in range(900, 903):
        site.serve(
            f"{HOST}/news/{n}", f"<html><body><h1>News {n}</h1><p>The office is closed.</p></body></html>".encode()
        )


def test_the_last_entry_alone_is_read_beside_news_and_a_way_back_to_the_list_is_no_earlier_page(
    site: Site, crawler: Crawler
) -> None:
    pages, keys = [f"{HOST}/list", f"{HOST}/list/page/2"], range(7001, 7006)
    site.serve(pages[0], _beside_news(_rows(keys[:4]), f"<p><b>1</b> <a href='{pages[1]}'>2</a></p>"))
    site.serve(pages[1], _beside_news(_rows(keys[4:]), f"<p><a href='{pages[0]}'>1</a> <b>2</b></p>"))
    for key in keys:
        back = b"<div class='backlink'><a href='/list'>Back</a></div></body>"
        site.serve(f"{HOST}/list/talk-{key}", briefing_page(key, 1, 1).replace(b"</body>", back))
    _serve_news(site)
    crawl = crawler.run("briefing", "-a", f"lists={pages[0]}")
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, len(keys)), crawl.out


@pytest.mark.further
def test_the_last_entry_alone_is_read_beside_a_box_of_the_newest(site: Site, crawler: Crawler) -> None:
    keys = range(7001, 7006)
    newest = "".join(f"<li><a href='{HOST}/list/talk-{key}'>A talk on the locks, {key}</a></li>" for key in keys[:2])
    newest += "".join(f"<li><a href='/news/{n}'>The news of the day, number {n}</a></li>" for n in (900, 901))
    for start, shown in ((1, keys[:4]), (5, keys[4:])):
        way = "<center><a href='/list?startrow=5'>Further 4 of them</a></center>" if start == 1 else ""
        more = f"<div class='new'><ul>{newest}</ul></div>{way}"
        rows = "".join(f"<p><a href='{HOST}/list/talk-{key}'>A talk on the locks, {key}</a></p>" for key in shown)
        html = f"<html><body><div id='main'>{rows}{more}</div></body></html>"
        site.serve(f"{HOST}/list{f'?startrow={start}' if start > 1 else ''}", html.encode())
    for key in keys:
        site.serve(f"{HOST}/list/talk-{key}", briefing_page(key, 1, 1))
    _serve_news(site)
    crawl = crawler.run("briefing", "-a", f"lists={HOST}/list")
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, len(keys)), crawl.out


@pytest.mark.slow
def test_a_list_of_one_entry_is_read_with_the_months_of_its_menu(site: Site, crawler: Crawler) -> None:
    """As early in a month, when a list shows one entry and earlier months are in a menu."""
    pages, keys = (f"{HOST}/list/", f"{HOST}/list/2025-10.html"), range(7001, 7008)
    months = "".join(f"<option value='{url}'>{name} 2025</option>" for url, name in zip(pages, MONTHS, strict=True))
    choice = f"<form><select onchange='location.href=this.value'>{months}</select></form>"
    for key in keys:
        site.serve(f"{HOST}/list/talk-{key}", briefing_page(key, 1, 1))
    _serve_news(site)
    site.serve(pages[1], _beside_news(_rows(keys[:3]), choice))
    bare = [row.replace("<p>", "<!--").replace("</p>", "-->") for row in _rows(keys[3:4])]
    site.serve(pages[0], _beside_news(bare, choice))
    first = crawler.run("briefing", "-a", f"lists={pages[0]}")
    assert (first.code, len(first.briefings("press.varenia.example"))) == (0, 4), first.out
    site.serve(pages[0], _beside_news(_rows(keys[3:]), choice))
    crawl = crawler.run("briefing", "-a", f"lists={pages[0]}", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert (crawl.code, len(crawl.briefings("press.varenia.example"))) == (0, len(keys)), crawl.out
