"""A second look at a changed site: the records, the report, and the exit code."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.crawls import Crawler
from tests.support.pages import HOST, address, briefing, briefing_page, document, list_page
from tests.support.server import Site, redirect

KEY = 7001
URL = address(KEY)
RUN = ("china_org_cn", "-a", f"url={URL}")


@pytest.fixture
def kept(site: Site, crawler: Crawler) -> list[dict[str, Any]]:
    """The turns of a stored briefing of three pages before the second look."""
    site.serve_all(briefing(KEY, 3))
    crawl = crawler.first(*RUN)
    assert crawl.code == 0, crawl.err
    return crawl.turns()


def _without_pager(key: int, number: int) -> bytes:
    html = briefing_page(key, number, 3).decode()
    return (html[: html.index('<div id="autopage">')] + "</div></div></body></html>").encode()


def test_what_is_poorer_never_takes_the_place_of_what_is_kept(site: Site, crawler: Crawler) -> None:
    keys = range(7001, 7006)
    for key in keys:
        site.serve_all(briefing(key, 3))
    run = ("china_org_cn", "-a", f"url={','.join(map(address, keys))}")
    first = crawler.run(*run)
    assert first.code == 0, first.err
    pager_gone, page_cut, teaser, anothers_page, home_page = keys
    site.serve(address(pager_gone), _without_pager(pager_gone, 1))
    hidden = briefing_page(page_cut, 1, 3).replace(b"<p>A decision is expected", b"<p hidden>A decision is")
    site.serve(address(page_cut), hidden)
    site.serve(address(page_cut, 3), document(f"Briefing {page_cut} on harbour affairs", "<p>To be continued.</p>"))
    said = "<p>The ministry spoke of ferries.</p>"
    site.serve(address(teaser), document(f"Briefing {teaser} on harbour affairs", said))
    site.serve(address(anothers_page, 2), briefing_page(7999, 2, 3))
    home = f"http://{HOST}/"
    site.serve(home, document("Press Office of Varenia", "<p>Welcome to the press office of Varenia.</p>"))
    for number in (1, 2, 3):
        site.serve(address(home_page, number), redirect(home))
    again = crawler.run(*run)
    assert again.code == 3, again.err
    assert _by_id(again.turns()) == _by_id(first.turns())
    assert len(again.briefings()) == len(keys)
    for line in again.briefings():
        assert (line["complete"], line["revision"], len(line["pages"])) == (True, 1, 3)


def test_pages_of_two_briefings_that_changed_places_are_no_revisions(site: Site, crawler: Crawler) -> None:
    one, two, edited = map(address, (7001, 7002, 7003))
    for key in (7001, 7002, 7003):
        site.serve_all(briefing(key, 1))
    run = ("china_org_cn", "-a", f"url={one},{two},{edited}")
    first = crawler.run(*run)
    site.serve(one, briefing_page(7002, 1, 1))
    site.serve(two, briefing_page(7001, 1, 1))
    site.serve(edited, briefing_page(7003, 1, 1).replace(b"before the harvest", b"soon"))
    again = crawler.run(*run)
    assert (first.code, again.code) == (0, 3), again.out
    assert {line["id"][-4:]: line["revision"] for line in again.briefings()} == {"7001": 1, "7002": 1, "7003": 2}
    assert again.err.count("and nothing of its own, which is kept") == 2


def _by_id(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(turns, key=lambda turn: (turn["briefing"], turn["seq"]))


def test_correction_that_shortens_a_turn_is_a_revision(
    site: Site, crawler: Crawler, kept: list[dict[str, Any]]
) -> None:
    site.serve(
        address(KEY, 2), briefing_page(KEY, 2, 3).replace(b"before the harvest. Until then", b"soon. Until then")
    )
    again = crawler.run(*RUN)
    assert again.code == 0, again.err
    assert again.briefings()[0]["revision"] == 2


@pytest.mark.further
def test_same_words_on_one_page_are_not_poorer(site: Site, crawler: Crawler, kept: list[dict[str, Any]]) -> None:
    start, end = b'<div id="container_txt">\n', b'\n<div id="autopage">'
    bodies = [body.partition(start)[2].partition(end)[0] for body in briefing(KEY, 3).values()]
    words = b"\n".join([bodies[0], *(body[body.index(b"<p><strong>", body.index(b"May 16")) :] for body in bodies[1:])])
    site.serve(URL, document(f"Briefing {KEY} on harbour affairs", words.decode()))
    again = crawler.run(*RUN)
    assert again.code == 0, again.err
    (line,) = again.briefings()
    assert line["complete"]
    assert [turn["text"] for turn in again.turns()] == [turn["text"] for turn in kept]


def test_site_that_sends_everything_home_has_no_briefing(site: Site, crawler: Crawler) -> None:
    home = f"http://{HOST}/welcome/talk.htm"
    site.serve(home, briefing_page(1, 1, 1))
    keys = range(7001, 7007)
    for key in keys:
        site.serve(address(key), redirect(home))
        site.serve(address(key, 2), redirect(home))
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(map(address, keys))}")
    assert crawl.code == 4, crawl.err
    assert crawl.briefings() == []


@pytest.mark.slow
def test_teaser_in_place_of_a_listed_briefing_is_told_each_time_and_the_stored_one_stays(
    site: Site, crawler: Crawler, kept: list[dict[str, Any]]
) -> None:
    lists = f"http://{HOST}/pressroom/node_8001.htm"
    site.serve_all(briefing(7002, 1))
    site.serve(lists, list_page([URL, address(7002)]))
    said = "The ministry of harbours spoke of ferries on Monday, and everybody went home early."
    site.serve(URL, document(f"Briefing {KEY} on harbour affairs", f"<p>{said}</p>"))
    run = ("china_org_cn", "-a", f"lists={lists}", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    first, second = crawler.run(*run), crawler.run(*run)
    for crawl in (first, second):
        assert crawl.code == 3, crawl.err
        assert f"{URL} was not read (in place of the stored transcript, which is kept" in crawl.out
    assert [turn for turn in second.turns() if turn["briefing"] == f"{HOST}/{KEY}"] == kept
