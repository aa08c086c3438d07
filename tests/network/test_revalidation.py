"""Stored pages are requested again with their validators: only changes are sent, and a failure changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.store.folder import SourceFolder
from tests.support.archives import answers
from tests.support.crawls import Crawler
from tests.support.pages import address, briefing
from tests.support.parts import part_of
from tests.support.server import Reply, Site, packed, page, tagged

KEY = 7001
PAGES = briefing(KEY, 5)
SOURCE = "china_org_cn"
START = (SOURCE, "-a", f"url={address(KEY)}")


@pytest.fixture
def validated(site: Site) -> Site:
    """A briefing whose pages have validators, one of them compressed."""
    for url, body in PAGES.items():
        site.serve(url, tagged(body))
    site.serve(address(KEY, 3), packed(PAGES[address(KEY, 3)]))
    return site


def test_what_did_not_change_is_not_sent_again(validated: Site, crawler: Crawler) -> None:
    first = crawler.first(*START)
    before = {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")}
    validated.log.clear()
    second = crawler.run(*START)
    assert (second.code, "0 new, 0 revised, 1 unchanged" in second.out) == (0, True), second.err
    assert sorted(validated.visits()) == sorted(PAGES)
    assert validated.bodies() == []
    # That the host has no robots.txt is no news either.
    assert (second.stat("archive/revalidated"), second.stat("archive/stored")) == (5 + 1, 0)
    assert {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")} == before
    assert [status for status, _ in answers(second.data, SOURCE)[address(KEY, 3)]] == [200]


def test_only_what_changed_is_sent_and_becomes_a_revision(validated: Site, crawler: Crawler) -> None:
    first = crawler.first(*START)
    edited = PAGES[address(KEY, 2)].replace(b"went to the council", b"went back to the council")
    assert edited != PAGES[address(KEY, 2)]
    validated.serve(address(KEY, 2), tagged(edited))
    validated.log.clear()
    kept, old = first.briefings(), first.turns()
    second = crawler.run(*START)
    assert (second.code, "0 new, 1 revised, 0 unchanged" in second.out) == (0, True), second.err
    assert validated.bodies() == [address(KEY, 2)]
    (line,) = second.briefings()
    assert (line["revision"], [change["kind"] for change in line["changes"]]) == (2, ["changed"])
    assert [one["url"] for one in line["pages"] if one not in kept[0]["pages"]] == [address(KEY, 2)]
    assert {turn["id"] for turn in second.turns()} - {turn["id"] for turn in old} == {line["changes"][0]["new"]}


@pytest.mark.parametrize(
    "reply", [page(b"busy", status=500), pytest.param(page(b"", status=404), marks=pytest.mark.slow)]
)
def test_a_failure_never_brings_the_old_page_back(validated: Site, crawler: Crawler, reply: Reply) -> None:
    first = crawler.first(*START)
    before = {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")}
    validated.serve(address(KEY, 2), reply)
    second = crawler.run(*START)
    assert second.code == 3
    assert f"lacks page 2 (http {reply.status})" in second.out
    assert "1 new reading was less complete than the stored one" in second.out
    assert {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")} == before


@pytest.mark.parametrize("status", part_of([400, 500], 2))
def test_a_server_that_fails_over_validators_is_asked_without(site: Site, crawler: Crawler, status: int) -> None:
    for url, body in PAGES.items():
        site.serve(url, replace(tagged(body), to_validators=status))
    first = crawler.first(*START)
    site.log.clear()
    second = crawler.run(*START)
    assert (second.code, "0 new, 0 revised, 1 unchanged" in second.out) == (0, True), second.out
    assert (sorted(site.bodies()), second.turns()) == (sorted(PAGES), first.turns())


@pytest.mark.further
def test_a_page_that_is_still_missing_leaves_nothing_more_in_the_archive(validated: Site, crawler: Crawler) -> None:
    validated.serve(address(KEY, 2), page(b"<p>Nothing is here.</p>", status=404))
    assert crawler.run(*START).code == 3
    again = crawler.run(*START)
    assert (again.code, again.stat("archive/stored")) == (3, 0)


def test_a_server_that_is_gone_is_a_failure_and_the_old_data_stays(validated: Site, crawler: Crawler) -> None:
    first = crawler.first(*START)
    before = {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")}
    with Site() as gone:
        crawler.site = gone
    second = crawler.run(*START)
    assert (second.code, "no connection through the proxy" in second.out) == (4, True)
    assert {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")} == before


def test_a_damaged_archive_costs_a_request_and_is_told(validated: Site, crawler: Crawler) -> None:
    first = crawler.first(*START)
    name, _, offset = first.briefings()[0]["pages"][1]["warc"].rpartition(":")
    file = SourceFolder(first.data, SOURCE).archive / name
    raw = bytearray(file.read_bytes())
    raw[int(offset) + 300] ^= 0xFF
    file.write_bytes(raw)
    validated.log.clear()
    second = crawler.run(*START)
    assert (second.code, "1 unchanged, all complete" in second.out) == (0, True), second.err
    assert validated.bodies() == [address(KEY, 2)]
    assert f"{name}: the record at byte {offset}" in second.err


@pytest.mark.further
def test_without_its_database_the_archive_is_indexed_again(validated: Site, crawler: Crawler) -> None:
    first = crawler.first(*START)
    before = {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")}
    for file in first.data.glob("briefings.sqlite*"):
        file.unlink()
    validated.log.clear()
    second = crawler.run(*START)
    assert (second.code, "1 unchanged, all complete" in second.out) == (0, True), second.err
    assert validated.bodies() == []
    assert {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")} == before


@pytest.mark.further
def test_the_same_bytes_again_leave_nothing_in_the_archive_unless_it_lacks_them(site: Site, crawler: Crawler) -> None:
    """A house without validators would fill the disk by being looked at."""
    site.serve_all(PAGES)
    first = crawler.first(*START)
    before, pages = first.briefings(), [answers(first.data, SOURCE)[url] for url in PAGES]
    second = crawler.run(*START)
    assert (second.code, "1 unchanged, all complete" in second.out) == (0, True), second.err
    assert (second.stat("archive/revalidated"), second.stat("archive/stored")) == (len(PAGES) + 1, 0)
    assert [answers(first.data, SOURCE)[url] for url in PAGES] == pages
    assert second.briefings() == before

    name, _, offset = before[0]["pages"][1]["warc"].rpartition(":")
    file = SourceFolder(first.data, SOURCE).archive / name
    spoilt = bytearray(file.read_bytes())
    spoilt[int(offset) + 300] ^= 0xFF
    file.write_bytes(spoilt)
    site.serve(address(KEY, 3), page(PAGES[address(KEY, 3)], charset="utf-16"))
    third = crawler.run(*START)
    assert third.stat("archive/revalidated") == len(PAGES) + 1 - 2


def test_a_304_that_nobody_asked_for_confirms_nothing(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    crawler.first(*START)
    site.serve(address(KEY, 2), page(b"", status=304))
    second = crawler.run(*START)
    assert (second.code, "lacks page 2 (http 304)" in second.out) == (3, True), second.out
