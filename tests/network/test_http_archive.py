"""What the server sent is what is archived, and what is archived is asked for again only when it must be."""

from __future__ import annotations

import gzip
import random
from pathlib import Path
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest

from briefings.store import SourceFolder
from briefings.store.archive import records_of
from tests.support.archives import strict
from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Reply, Site, packed, page, redirect, tagged, torn_gzip

if TYPE_CHECKING:
    from briefings.store.archive import Record

KEY = 7001
PAGES = briefing(KEY, 5)
SOURCE = "china_org_cn"
START = (SOURCE, "-a", f"url={address(KEY)}")
LIST = f"http://{HOST}/pressroom/node_8001.htm"


def archived(data: Path) -> list[Record]:
    """Every record of the archive, each file accepted by a strict reader too."""
    files = sorted(SourceFolder(data, SOURCE).archive.iterdir())
    assert all(strict(file) for file in files)
    return [record for file in files for _, _, record in records_of(file)]


def answers(data: Path) -> dict[str, list[tuple[int, bytes]]]:
    """Status and payload of the responses and revisits, by address."""
    found: dict[str, list[tuple[int, bytes]]] = {}
    for record in archived(data):
        if record.kind in {"response", "revisit"}:
            found.setdefault(record.url, []).append((record.status, record.body))
    return found


def _stat(crawl: Crawl, name: str) -> int:
    line = next((line for line in crawl.err.splitlines() if f"'{name}': " in line), "0")
    return int(line.rpartition(" ")[2].rstrip(",}"))


# -- What is archived


def test_what_the_server_sent_is_archived(site: Site, crawler: Crawler) -> None:
    robots = Reply(b"User-agent: *\nDisallow: /private/\n")
    site.serve(f"http://{HOST}/robots.txt", robots)
    body = {key: briefing(key, 3)[address(key, 2)] for key in range(7001, 7007)}
    zipped = gzip.compress(body[7003], mtime=0)
    br = brotli.compress(body[7004])
    sent: dict[int, tuple[Reply, bytes]] = {
        7001: (page(body[7001]), body[7001]),
        7002: (Reply(body[7002], chunked=True), body[7002]),
        7003: (packed(body[7003]), zipped),
        7004: (Reply(br, headers={"Content-Type": "text/html", "Content-Encoding": "br"}), br),
        7005: (page(b"<p>Not here.</p>", status=404), b"<p>Not here.</p>"),
        7006: (redirect(address(7006, 1)), b""),
    }
    for key, (reply, _) in sent.items():
        site.serve_all(briefing(key, 3))
        site.serve(address(key, 2), reply)
    crawl = crawler.run(SOURCE, "-a", f"url={','.join(map(address, sent))}")
    assert crawl.code == 3, crawl.err
    found = answers(crawl.data)
    for key, (reply, kept) in sent.items():
        assert found[address(key, 2)] == [(reply.status, kept)]
        assert found[address(key, 3)] == [(200, briefing(key, 3)[address(key, 3)])]
    assert found[f"http://{HOST}/robots.txt"] == [(200, robots.body)]
    assert _stat(crawl, "archive/stored") == sum(map(len, found.values())) == len(site.log)
    for line in crawl.briefings():
        for one in line["pages"]:
            name, _, offset = one["warc"].rpartition(":")
            places = {start: record for start, _, record in records_of(SourceFolder(crawl.data, SOURCE).archive / name)}
            assert places[int(offset)].url == one["url"]
            assert places[int(offset)].fetched_at == one["fetched_at"]


def test_every_answer_is_archived_the_bad_ones_too(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(KEY, 2), page(b"busy", status=503), torn_gzip(PAGES[address(KEY, 2)]))
    crawl = crawler.run(*START)
    assert crawl.code == 3
    statuses = [status for status, _ in answers(crawl.data)[address(KEY, 2)]]
    assert statuses == [503, 200]


# -- Not asked for again


def _interrupt(site: Site, crawler: Crawler, *, slow: int) -> set[str]:
    """Kill a crawl that has the pages before `slow`, for which it waits; returns those."""
    site.serve(address(KEY, slow), page(PAGES[address(KEY, slow)], delay=300))
    process = crawler.start(*START, "-s", "LOG_LEVEL=DEBUG")
    got = {address(KEY, number) for number in range(1, slow)}
    for url in got:
        process.wait_for(f"Crawled (200) <GET {url}>")
    process.kill()
    crawler.finish(process)
    site.serve_all(PAGES)
    site.log.clear()
    return got


def test_what_a_killed_run_fetched_is_not_asked_for_again(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    got = _interrupt(site, crawler, slow=4)
    again = crawler.run(*START)
    assert again.code == 0, again.err
    assert set(site.visits()) == set(PAGES) - got
    assert _stat(again, "archive/reused") == len(got)
    assert [one["number"] for one in again.briefings()[0]["pages"]] == [1, 2, 3, 4, 5]
    # That run came to its end, so nothing of it is left to go on with.
    site.log.clear()
    assert crawler.run(*START).code == 0
    assert sorted(site.visits()) == sorted(PAGES)


def test_what_a_killed_run_fetched_long_ago_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    _interrupt(site, crawler, slow=4)
    assert crawler.run(*START, "-s", "BRIEFINGS_REUSE_HOURS=0").code == 0
    assert sorted(site.visits()) == sorted(PAGES)


def test_a_page_that_was_refused_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(KEY, 2), page(PAGES[address(KEY, 1)]))
    got = _interrupt(site, crawler, slow=4)
    again = crawler.run(*START)
    assert again.code == 0, again.err
    assert set(site.visits()) == set(PAGES) - got | {address(KEY, 2)}


def test_a_torn_page_of_a_killed_run_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(KEY, 2), torn_gzip(PAGES[address(KEY, 2)]))
    process = crawler.start(*START, "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0.5")
    site.wait_for_visits(2)
    process.kill()
    crawler.finish(process)
    site.serve_all(PAGES)
    again = crawler.run(*START)
    assert again.code == 0, again.err
    assert len(again.turns()) == 11


# -- Asked whether it changed


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
    assert _stat(second, "archive/revalidated") == 5
    assert {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")} == before
    assert [status for status, _ in answers(second.data)[address(KEY, 3)]] == [200, 304]


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


@pytest.mark.parametrize("reply", [page(b"busy", status=500), page(b"", status=404)])
def test_a_failure_never_brings_the_old_page_back(validated: Site, crawler: Crawler, reply: Reply) -> None:
    first = crawler.first(*START)
    before = {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")}
    validated.serve(address(KEY, 2), reply)
    second = crawler.run(*START)
    assert second.code == 3
    assert f"lacks page 2 (http {reply.status})" in second.out
    assert "1 new reading was less complete than the stored one" in second.out
    assert {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")} == before


def test_a_server_that_is_gone_is_a_failure_and_the_old_data_stays(validated: Site, crawler: Crawler) -> None:
    first = crawler.first(*START)
    before = {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")}
    with Site() as gone:
        crawler.site = gone
    second = crawler.run(*START)
    assert (second.code, "connection refused" in second.out) == (4, True)
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


def test_without_its_ledger_the_archive_is_indexed_again(validated: Site, crawler: Crawler) -> None:
    first = crawler.first(*START)
    before = {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")}
    for file in first.data.glob("ledger.sqlite*"):
        file.unlink()
    validated.log.clear()
    second = crawler.run(*START)
    assert (second.code, "1 unchanged, all complete" in second.out) == (0, True), second.err
    assert validated.bodies() == []
    assert {file.name: file.read_bytes() for file in (first.data / SOURCE).glob("*.jsonl")} == before


# -- A disk that fails, and kills


LIMITED = """
import resource, sys
from scrapy.cmdline import execute
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
execute()
"""


def test_a_full_disk_at_the_archive_ends_with_eight_and_the_next_run_is_whole(site: Site, crawler: Crawler) -> None:
    # Noise in a comment: it makes the archive large and no line of turns.jsonl.
    noise = random.Random(1)
    padded = {
        url: body + b"<!-- %s -->" % noise.randbytes(60_000).hex().encode() for url, body in briefing(KEY, 9).items()
    }
    site.serve_all(padded)
    crawler.launch = ["-c", LIMITED, "200000"]
    crawl = crawler.run(*START)
    assert crawl.code == 8, crawl.err
    assert crawl.out.startswith("The data could not be written: ")
    assert ".warc.gz: File too large. Free some space" in crawl.out
    assert "not read" not in crawl.out
    assert "Traceback" not in crawl.err
    assert crawl.turns() == []
    fetched = set(answers_after_a_start(crawler, site))
    assert fetched >= set(padded)
    assert len(site.visits()) < 2 * len(padded)


def answers_after_a_start(crawler: Crawler, site: Site) -> dict[str, list[tuple[int, bytes]]]:
    crawler.launch = ["-m", "scrapy"]
    again = crawler.run(*START)
    assert again.code == 0, again.err
    assert again.briefings()[0]["complete"]
    return answers(again.data)


def _many(site: Site) -> dict[str, bytes]:
    keys = range(7001, 7013)
    pages = {url: body for key in keys for url, body in briefing(key, 3).items()}
    for url, body in pages.items():
        site.serve(url, tagged(body))
    site.serve(LIST, list_page([address(key) for key in keys]))
    return pages


def _killed_runs_then_whole(site: Site, crawler: Crawler, seed: int) -> None:
    pages, dice = _many(site), random.Random(seed)
    run = (SOURCE, "-a", f"lists={LIST}")
    for _ in range(3):
        crawler.kill_after(dice.randint(0, len(pages) // 2), *run, seconds=dice.uniform(0, 0.1))
    again = crawler.run(*run)
    assert again.code == 0, again.err
    assert len(again.briefings()) == 12
    assert len(again.turns()) == sum(line["turn_count"] for line in again.briefings()) == 12 * 7
    found = answers(again.data)
    for url, body in pages.items():
        # Archived whole once, and never sent again after that.
        assert found[url] == [(200, body)]


@pytest.mark.parametrize("seed", range(1))
def test_kills_at_random_moments_fetch_no_archived_page_again(site: Site, crawler: Crawler, seed: int) -> None:
    _killed_runs_then_whole(site, crawler, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 30))
def test_many_kills_at_random_moments_fetch_no_archived_page_again(site: Site, crawler: Crawler, seed: int) -> None:
    _killed_runs_then_whole(site, crawler, seed)
