"""The archive holds what the server sent, and archived pages are requested again only when necessary."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest

from briefings.store.archive.warc_files import members_of
from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support.archives import answers, archived
from tests.support.changed_rows import age_archive
from tests.support.crawls import Crawler
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.server import Reply, Site, packed, page, redirect, tagged, torn_gzip

if TYPE_CHECKING:
    pass

KEY = 7001
PAGES = briefing(KEY, 5)
SOURCE = "china_org_cn"
START = (SOURCE, "-a", f"url={address(KEY)}")
LIST = f"http://{HOST}/pressroom/node_8001.htm"


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
    found = answers(crawl.data, SOURCE)
    for key, (reply, kept) in sent.items():
        assert found[address(key, 2)] == [(reply.status, kept)]
        assert found[address(key, 3)] == [(200, briefing(key, 3)[address(key, 3)])]
    assert found[f"http://{HOST}/robots.txt"] == [(200, robots.body)]
    assert crawl.stat("archive/stored") == sum(map(len, found.values()))
    assert crawl.stat("archive/stored") + crawl.stat("archive/revalidated") == len(site.log)
    asked = [record for record in archived(crawl.data, SOURCE) if record.kind == "request"]
    assert (len(asked), [record for record in asked if record.header(b"referer")]) == (crawl.stat("archive/stored"), [])
    for line in crawl.briefings():
        for one in line["pages"]:
            name, _, offset = one["warc"].rpartition(":")
            file = SourceFolder(crawl.data, SOURCE).archive / name
            record = next(member.record for member in members_of(file) if member.offset == int(offset))
            assert (record.url, record.fetched_at) == (one["url"], one["fetched_at"]) if record else False


def test_every_answer_is_archived_the_bad_ones_too(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(KEY, 2), page(b"busy", status=503), torn_gzip(PAGES[address(KEY, 2)]))
    crawl = crawler.run(*START)
    assert crawl.code == 3
    statuses = [status for status, _ in answers(crawl.data, SOURCE)[address(KEY, 2)]]
    assert statuses == [503, 200]


# -- Not requested again


def _interrupt(site: Site, crawler: Crawler, *, slow: int) -> set[str]:
    """Kill a crawl that has the pages before `slow` and waits for that one; return their addresses."""
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
    assert again.stat("archive/reused") == len(got)
    assert [one["number"] for one in again.briefings()[0]["pages"]] == [1, 2, 3, 4, 5]
    # That run finished, so there is nothing to resume.
    site.log.clear()
    assert crawler.run(*START).code == 0
    assert sorted(site.visits()) == sorted(PAGES)


@pytest.mark.slow
def test_what_a_killed_run_fetched_long_ago_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    _interrupt(site, crawler, slow=4)
    # The next start notes what the killed run could not.
    SourceStore(crawler.data, SOURCE).close()
    age_archive(crawler.data)
    assert crawler.run(*START).code == 0
    assert sorted(site.visits()) == sorted(PAGES)


@pytest.mark.further
def test_a_page_that_was_refused_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(KEY, 2), page(PAGES[address(KEY, 1)]))
    got = _interrupt(site, crawler, slow=4)
    again = crawler.run(*START)
    assert again.code == 0, again.err
    assert set(site.visits()) == set(PAGES) - got | {address(KEY, 2)}


@pytest.mark.further
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


# -- A disk that fails, and kills


LIMITED = """
import resource, sys
from scrapy.cmdline import execute
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
execute()
"""


@pytest.mark.further
def test_a_full_disk_at_the_archive_ends_with_eight_and_the_next_run_is_whole(site: Site, crawler: Crawler) -> None:
    # Noise in a comment enlarges the archive without adding a line to turns.jsonl.
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
    return answers(again.data, SOURCE)


@pytest.mark.further
def test_a_list_is_asked_for_again_after_a_kill(site: Site, crawler: Crawler) -> None:
    """It may name more by now."""
    _many(site)
    crawler.kill_after(6, SOURCE, "-a", f"lists={LIST}")
    site.serve_all(briefing(7013, 1))
    site.serve(LIST, list_page([address(7013), address(7012)]))
    again = crawler.run(SOURCE, "-a", f"lists={LIST}")
    assert again.code == 0, again.err
    assert f"{HOST}/7013" in {line["id"] for line in again.briefings()}


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
    found = answers(again.data, SOURCE)
    for url, body in pages.items():
        # Archived whole once, and never sent again.
        assert found[url] == [(200, body)]


@pytest.mark.parametrize("seed", range(1))
@pytest.mark.slow
def test_kills_at_random_moments_fetch_no_archived_page_again(site: Site, crawler: Crawler, seed: int) -> None:
    _killed_runs_then_whole(site, crawler, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 30))
def test_many_kills_at_random_moments_fetch_no_archived_page_again(site: Site, crawler: Crawler, seed: int) -> None:
    _killed_runs_then_whole(site, crawler, seed)
