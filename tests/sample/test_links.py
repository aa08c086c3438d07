"""The packaged sample has no unexplained links: a crawl requests its pages and nothing else."""

from __future__ import annotations

from briefings.store.entries import EntryIndex
from briefings.store.snapshot import Snapshot
from tests.support.crawls import Crawler

ASKED = 35
"""Number of requests: its lists and pages, and a robots.txt for each of three hosts."""


def test_a_crawl_of_the_sample_looks_at_nothing(crawler: Crawler) -> None:
    crawl = crawler.first("sample")
    assert "looked at" not in crawl.err
    assert crawl.stat("downloader/request_count") == ASKED, crawl.err
    with Snapshot(crawl.data) as kept:
        assert EntryIndex(kept.database, "sample").places() == []
