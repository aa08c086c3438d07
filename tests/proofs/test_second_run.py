"""The second run of the same command: what is unchanged costs nothing, and exactly the changes show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.left_behind import kept_lines
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Site, page, redirect, tagged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.support.crawls import Crawl, Crawler

SOURCE = "china_org_cn"
LIST = f"http://{HOST}/pressroom/node_8001.htm"
RUN = (SOURCE, "-a", f"lists={LIST}", "-s", "BRIEFINGS_LOOK_AGAIN=0")
KEYS = (7106, 7105, 7104, 7103, 7102, 7101)
PLAIN, EDITED, REMOVED, MOVED, NEW = 7103, 7102, 7104, 7105, 7107
NEW_PLACE = f"http://{HOST}/china/2024-05/17/content_{MOVED}.htm"


def _list(site: Site, addresses: Iterable[str]) -> None:
    site.serve(LIST, tagged(list_page(addresses)))


def _edited(number: int) -> bytes:
    """Return page 2 of a briefing after `number` edits of its answer."""
    found = briefing(EDITED, 2)[address(EDITED, 2)]
    return found.replace(b"went to the council", b"went back to the council" * number)


@pytest.fixture
def press(site: Site) -> Site:
    """Six briefings of two pages on a list, all with validators but one."""
    for key in KEYS:
        for url, body in briefing(key, 2).items():
            site.serve(url, body if key == PLAIN else tagged(body))
    _list(site, map(address, KEYS))
    return site


def _files(data: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (data / SOURCE).glob("*.jsonl")}


def _run(site: Site, crawler: Crawler, *args: str) -> Crawl:
    site.log.clear()
    return crawler.run(*RUN, *args)


def _by_id(crawl: Crawl) -> dict[str, dict[str, Any]]:
    return {line["id"].rpartition("/")[2]: line for line in crawl.briefings()}


def test_an_unchanged_site_changes_no_line_and_sends_no_page_it_need_not(press: Site, crawler: Crawler) -> None:
    assert crawler.first(*RUN).code == 0
    before = _files(crawler.data)
    second = _run(press, crawler)
    assert (second.code, "0 new, 0 revised, 6 unchanged, all complete" in second.out) == (0, True), second.err
    assert _files(crawler.data) == before
    assert sorted(press.visits()) == sorted([LIST, *(url for key in KEYS for url in briefing(key, 2))])
    assert sorted(press.bodies()) == sorted(briefing(PLAIN, 2))


def test_exactly_what_changed_at_the_site_shows(press: Site, crawler: Crawler) -> None:
    first = crawler.first(*RUN)
    before, turns = _by_id(first), {turn["id"]: turn for turn in first.turns()}
    press.serve(address(EDITED, 2), tagged(_edited(1)))
    for url in briefing(REMOVED, 2):
        press.serve(url, page(b"<p>Not here.</p>", status=404))
    for number, (url, body) in enumerate(briefing(MOVED, 2).items(), 1):
        moved = NEW_PLACE if number == 1 else NEW_PLACE.replace(".htm", f"_{number}.htm")
        press.serve(url, redirect(moved, status=301))
        press.serve(moved, tagged(body))
    for url, body in briefing(NEW, 2).items():
        press.serve(url, tagged(body))
    _list(press, [address(NEW), *(NEW_PLACE if key == MOVED else address(key) for key in KEYS)])

    second = _run(press, crawler)
    after = _by_id(second)
    assert "1 new, 1 revised, 4 unchanged" in second.out
    assert after.keys() - before.keys() == {str(NEW)}
    for key in KEYS:
        old, new = before[str(key)], after[str(key)]
        if key == EDITED:
            assert (new["revision"], [one["kind"] for one in new["changes"]]) == (2, ["changed"])
        else:
            assert new | {"vanished_at": None} == old
            assert bool(new["vanished_at"]) == (key == REMOVED and second.code == 0)
    if second.code != 0:
        assert (second.code, f"{address(REMOVED)} was not read (http 404)" in second.out) == (3, True), second.err
    now = {turn["id"]: turn for turn in second.turns()}
    (change,) = after[str(EDITED)]["changes"]
    assert turns.keys() - now.keys() == {change["old"]}
    assert {now[id_]["briefing"] for id_ in now.keys() - turns.keys()} == {f"{HOST}/{EDITED}", f"{HOST}/{NEW}"}
    assert sum(now[id_]["briefing"] == f"{HOST}/{EDITED}" for id_ in now.keys() - turns.keys()) == 1
    assert all({**turns[id_], "revision": now[id_]["revision"]} == now[id_] for id_ in now.keys() & turns.keys())


@pytest.mark.slow
def test_a_site_that_is_down_changes_nothing(press: Site, crawler: Crawler) -> None:
    assert crawler.first(*RUN).code == 0
    before = _files(crawler.data)
    with Site() as gone:
        crawler.site = gone
    second = crawler.run(*RUN)
    assert second.code == 4, second.err
    assert f"the list page {LIST} was not read" in second.out
    assert "no connection through the proxy" in second.out
    assert _files(crawler.data) == before


@pytest.mark.seeded
def test_no_text_that_was_ever_read_is_lost(press: Site, crawler: Crawler, tmp_path: Path) -> None:
    read: set[str] = set()
    for number in range(4):
        if number:
            press.serve(address(EDITED, 2), tagged(_edited(number)))
        if number == 2:
            # The last page is gone, and another briefing becomes something else altogether.
            (one,) = briefing(7101, 1).values()
            press.serve(address(7101), tagged(one))
            for url, body in briefing(7200, 2).items():
                press.serve(url.replace("7200", "7106"), tagged(_renamed(body)))
        feed = tmp_path / f"{number}.jsonl"
        crawl = _run(press, crawler, "-O", str(feed))
        # A briefing that lost its last page is reported by every run; its stored text stays.
        assert crawl.code == (3 if number >= 2 else 0), crawl.err
        read |= {json.loads(line)["text_hash"] for line in feed.read_text(encoding="utf-8").splitlines()}
        superseded = [line for line in crawl.lines(SOURCE, "superseded.jsonl") if "text_hash" in line]
        assert {line["text_hash"] for line in [*crawl.turns(), *superseded]} >= read
    assert len(superseded) > 10
    assert _by_id(crawl)[str(EDITED)]["revision"] == 4
    assert all(times == 1 for lines in kept_lines(crawler.data / SOURCE).values() for times in lines.values())


def _renamed(body: bytes) -> bytes:
    """Return a page of the briefing 7200 as one of 7106: its links, and its words."""
    return body.replace(b"content_7200", b"content_7106").replace(b"7200", b"7106-again")
