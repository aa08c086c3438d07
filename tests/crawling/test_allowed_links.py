"""`-a allow=` chooses entries where the general rules find none, two groups or others, and limits the walk."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.pages import briefing_page
from tests.support.press_room import LIST, PressRoom, list_url
from tests.support.server import Site

NAME = "press.varenia.example"
HOST = f"http://{NAME}"


def _rows(folder: str, count: int, said: str) -> str:
    rows = (f"<li><a href='/{folder}/{n}'>{said}, number {n}</a></li>" for n in range(1, count + 1))
    return f"<ul class='{folder}'>{''.join(rows)}</ul>"


def _list(content: str) -> bytes:
    return f"<html><head><title>Office</title></head><body><main><h1>Office</h1>{content}</main></body></html>".encode()


@pytest.mark.further
def test_it_finds_one_entry_one_group_of_two_and_what_is_not_the_best_group(site: Site, crawler: Crawler) -> None:
    lists = {
        "one": _rows("one/talk", 1, "A briefing on the quay"),
        "rivals": _rows("rivals/talk", 8, "A briefing on the ferry") + _rows("rivals/news", 8, "A matter of the ferry"),
        "other": _rows("other/news", 30, "The harbour was quiet again this week") + _rows("other/talk", 2, "Salt"),
    }
    for name, content in lists.items():
        site.serve(f"{HOST}/{name}", _list(content))
    wanted = {f"{HOST}/{talk}" for talk in ("one/talk/1", "other/talk/1", "other/talk/2")}
    wanted |= {f"{HOST}/rivals/talk/{n}" for n in range(1, 9)}
    for key, url in enumerate(sorted(wanted)):
        site.serve(url, briefing_page(key, 1, 1))
    addresses = ",".join(f"{HOST}/{name}" for name in lists)
    told = crawler.run("briefing", "-a", f"lists={addresses}", "-a", r"allow=/talk/\d+$")
    assert told.code == 0, told.err
    assert set(site.visits()) == {*wanted, *(f"{HOST}/{name}" for name in lists)}


def test_links_that_are_allowed_on_every_page_do_not_look_like_the_end_of_a_list(site: Site, crawler: Crawler) -> None:
    all_of_them = "<p><a href='/talk/all'>All talks of the office, in one place</a></p>"
    for number in (1, 2, 3):
        folder = "talk" if number == 3 else "news"
        rows = _rows(folder, 9, f"A matter of the quay {number}").replace("/1'", f"/{number}1'", 1)
        rows = rows.replace(f"/{folder}/", f"/{folder}/{number}-")
        pager = " ".join(f"<a href='/list?page={n}'>{n}</a>" if n != number else str(n) for n in (1, 2, 3))
        site.serve(f"{HOST}/list?page={number}", _list(f"{rows}<p class='pager'>{pager}</p>{all_of_them}"))
    crawl = crawler.run("briefing", "-a", f"lists={HOST}/list?page=1", "-a", "allow=/talk/")
    assert len({url for url in site.visits() if "/talk/3-" in url}) == 9, crawl.err


def test_a_page_of_which_nothing_is_allowed_does_not_end_a_days_run(site: Site, crawler: Crawler) -> None:
    room = PressRoom(site, count=60, per_page=10)
    room.serve()
    allowed = ("-a", f"lists={LIST}", "-a", r"allow=conference (9998\d|2000\d\d) ")
    first = crawler.run("scio", *allowed)
    assert first.code == 0, first.err
    assert len(first.briefings("scio")) == 10
    room.extra = {15: [200_001]}
    room.serve()
    site.log.clear()
    second = crawler.run("scio", *allowed)
    assert second.code == 0, second.err
    # Page 1 names no allowed briefing, page 2 a new one, page 3 a known one.
    assert site.visits() == [list_url(1), list_url(2), list_url(3), room.url(200_001)]
