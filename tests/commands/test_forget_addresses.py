"""`scrapy forget` by any address of a briefing, and pages that lead to it afterwards."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.store.folder import SourceFolder
from tests.support import copies, pager_outcomes
from tests.support.crawls import Crawler
from tests.support.forgotten import assert_gone, forgotten, packed_of, payloads, said_of
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import HOSTS, copy_of, scrapy
from tests.support.pager_shapes import THE_23, Shape
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.parts import part_of
from tests.support.records import SOURCE as GAZETTE
from tests.support.records import make_briefing
from tests.support.server import Site, redirect
from tests.support.stored_lines import kept, lines

if TYPE_CHECKING:
    pass

_FORMS = tuple(shape for number, shape in enumerate(THE_23) if number % 4 == 0)
assert len(_FORMS) == 6


@pytest.fixture
def forms(site: Site, crawler: Crawler) -> Crawler:
    """A crawl that read three pages at each of six forms of addresses."""
    for shape in _FORMS:
        pager_outcomes.serve(site, shape)
    urls = ",".join(_address(shape, 0) for shape in _FORMS)
    crawl = crawler.first("briefing", "-a", "source=shapes", "-a", f"url={urls}")
    assert [len(line["pages"]) for source in _sources(crawler.data) for line in crawl.briefings(source)] == [3] * len(
        _FORMS
    )
    return crawler


def _address(shape: Shape, number: int) -> str:
    return shape.urls[number].replace("http://press.varenia.example", pager_outcomes.host_of(shape))


def _sources(data: Path) -> list[str]:
    return sorted(folder.name for folder in data.iterdir() if folder.is_dir())


@pytest.mark.parametrize("number", part_of([1, 0, 2], 3))
def test_the_address_of_any_page_of_any_form_forgets_all_of_it(forms: Crawler, site: Site, number: int) -> None:
    (source,) = _sources(forms.data)
    folder = SourceFolder(forms.data, source)
    words = {turn["text"] for turn in lines(folder.turns) if len(turn["text"]) > 30}
    packed = [part for id_ in kept(forms.data, source) for part in packed_of(forms.data, id_)]
    done = scrapy(forms.data, "forget", *(_address(shape, number) for shape in _FORMS))
    assert (done.code, done.err) == (0, "")
    counted = re.findall(r"13 lines and (\d) archived records removed", done.out)
    # Request and response of each page, and the record of a look at one of its links.
    assert (len(counted), min(map(int, counted))) == (len(_FORMS), 2 * 3)
    assert kept(forms.data, source) == {}
    assert_gone(folder, words, packed, *(_address(shape, n) for shape in _FORMS for n in range(3)))
    assert_in_step(forms.data, source)
    site.log.clear()
    urls = [_address(shape, n) for shape in _FORMS for n in range(3)]
    crawl = forms.run("briefing", "-a", f"source={source}", "-a", f"url={','.join(urls)}")
    assert site.visits() == []
    assert kept(forms.data, source) == {}
    assert f"{urls[-1]} is not read: it was forgotten" in crawl.err


@pytest.mark.parametrize("status", part_of([301, 302], 2))
def test_an_address_that_leads_to_it_names_it_and_its_record_goes_too(
    site: Site, crawler: Crawler, status: int
) -> None:
    old, list_ = address(6999), f"http://{HOST}/pressroom/node_8001.htm"
    site.serve_all({**briefing(7001, 2), **briefing(7002, 2)})
    site.serve(old, redirect(address(7001), status=status))
    site.serve(list_, list_page([old, address(7002)]))
    run = ("china_org_cn", "-a", f"lists={list_}", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert crawler.run(*run).code == 0
    folder = SourceFolder(crawler.data, "china_org_cn")
    gone, stays = f"{HOST}/7001", f"{HOST}/7002"
    words, packed = said_of(folder, gone), packed_of(folder.root, gone)
    assert f"{gone}: " in scrapy(folder.root, "forget", old).out
    assert_gone(folder, words, packed, gone, "content_7001", old)
    assert_in_step(folder.root, folder.source)
    site.log.clear()
    crawl = crawler.run(*run)
    assert (crawl.code, kept(folder.root, folder.source)) == (0, {stays: 1}), crawl.err
    assert not {old, address(7001), address(7001, 2)} & set(site.visits())


def test_no_request_leaves_for_it_where_another_page_leads_there(copies_data: Path, tmp_path: Path, site: Site) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    forgotten(folder, f"{HOSTS[0]}/2000101")
    gone = f"http://{HOSTS[0]}/2026-03/06/content_2000101.htm"
    site.serve(gone, b"<html><body><p>It is still here.</p></body></html>")
    detour = f"http://{HOSTS[1]}/2026-03/06/content_7.htm"
    site.serve(detour, redirect(gone))
    site.serve(detour.replace("_7", "_7_2"), redirect(gone))
    crawl = Crawler(site, folder.root).run("china_org_cn", "-a", f"url={detour}")
    assert detour in site.visits()
    assert gone not in site.visits()
    assert f"{detour} was not read (forgotten)" in crawl.out


def test_what_two_briefings_have_is_named_by_id_and_stays_with_the_other(tmp_path: Path) -> None:
    root = tmp_path / "data"
    one, two = make_briefing("1"), make_briefing("2", [("Ilka Torvane", "Something else is said here.")])
    two.pages.append(one.pages[0])
    copies.run(root, [one, two])
    done = scrapy(root, "forget", one.url)
    assert (done.code, f"is a page of {one.id} and of {two.id}: name one of them by its id." in done.err) == (2, True)
    assert scrapy(root, "forget", one.id).code == 0
    assert kept(root) == {two.id: 1}
    assert_in_step(root, GAZETTE)


def test_pages_that_are_left_of_a_briefing_without_records_go(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3))
    killed = crawler.kill_after(3, "china_org_cn", "-a", f"url={address(7001)}", seconds=0.0)
    folder = SourceFolder(crawler.data, "china_org_cn")
    if killed.briefings():
        with closing(sqlite3.connect(folder.database)) as db:
            db.executescript("DELETE FROM revisions; DELETE FROM briefings; UPDATE sources SET through = through + 1")
    done = scrapy(folder.root, "forget", address(7001))
    assert (done.code, done.out.startswith(f"{HOST}/7001: 0 lines and ")) == (0, True), done
    assert not [url for kind, url, _ in payloads(folder) if url and "7001" in url]
    assert_in_step(folder.root, folder.source)


def test_a_page_whose_address_gives_no_hint_brings_nothing_back(site: Site, crawler: Crawler) -> None:
    host = "http://talks.varenia.example"

    def serve(last: int) -> None:
        for number in range(1, last + 1):
            links = "".join(f'<a href="{_talk(other)}">{other}</a> ' for other in range(1, last + 1))
            said = f"<p>Ada Lorn: Is part {number} paid for?</p><p>Bo Marsk: We paid for part {number} in June.</p>"
            site.serve(f"{host}/{_talk(number)}", f"<html><body><div>{said}</div><p>{links}</p></body></html>".encode())

    serve(2)
    assert crawler.run("briefing", "-a", f"url={host}/{_talk(1)}").code == 0
    folder = SourceFolder(crawler.data, "talks.varenia.example")
    (one,) = kept(folder.root, folder.source)
    forgotten(folder, one)
    serve(3)
    crawl = crawler.run("briefing", "-a", f"url={host}/{_talk(3)}")
    assert f"{host}/{_talk(3)}" in site.visits()
    assert f"{one} was forgotten" in crawl.err
    assert kept(folder.root, folder.source) == {}
    report = json.loads((folder.runs / "latest.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["state"]) for one in report["briefings"]] == [(one, "forgotten")]


def _talk(number: int) -> str:
    return "talk.html" if number == 1 else f"talk_{number}.html"
