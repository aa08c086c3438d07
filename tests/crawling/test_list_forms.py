"""Lists of every form in one crawl: every entry is asked for once, every list page once, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.support.list_pagings import PAGINGS
from tests.support.list_shapes import ADDRESSES, LAYOUTS
from tests.support.list_table import PAGE, list_table, paged
from tests.support.pages import document

if TYPE_CHECKING:
    from tests.support.crawls import Crawler
    from tests.support.server import Site


@pytest.mark.slow
def test_the_table_of_lists_is_current_and_nothing_in_it_is_missed_or_too_much() -> None:
    made = list_table()
    assert PAGE.read_text(encoding="utf-8").endswith(made), "run: python -m tests.support.list_table"
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", made, re.MULTILINE)
    assert len(rows) == len(PAGINGS) + 4
    for name, pages, asked, entries, taken in rows:
        assert (pages, entries) == (asked, taken), name
    assert made.count("| 1.00 | 1.00 |") == len(rows)


@pytest.mark.parametrize(
    "rows", [pytest.param(range(0, 17, 4), id="some"), pytest.param(range(17), id="all", marks=pytest.mark.slow)]
)
def test_lists_of_every_form_are_walked_whole_in_one_crawl(site: Site, crawler: Crawler, rows: range) -> None:
    lists = [
        paged(PAGINGS[row], list(ADDRESSES)[row % 8], list(LAYOUTS)[row % 9], f"http://p{row}.varenia.example")
        for row in rows
    ]
    assert rows.stop == len(PAGINGS)
    news = document("News", "<p>The harbour was quiet this week, and the ferries sailed as they always do.</p>" * 5)
    for one in lists:
        for url, html in one.pages.items():
            site.serve(url, html)
        for url in one.entries:
            site.serve(url, news)
    starts = ",".join(next(iter(one.pages)) for one in lists)
    crawl = crawler.run("briefing", "-a", f"lists={starts}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
    # Articles all, and none was ever kept: the lists may be the wrong ones.
    assert crawl.code == 4, crawl.err
    visits = [url for url in site.visits() if not url.endswith("robots.txt")]
    for row, one in zip(rows, lists, strict=True):
        asked = [url for url in visits if urlsplit(url).hostname == f"p{row}.varenia.example"]
        # Nothing tells of `node_12.htm` that it is no page 12 of `node.htm`: that is tried twice.
        guesses = [url for url in asked if url.endswith("/node.htm")]
        assert len(guesses) <= 2, one.name
        assert sorted(url for url in asked if url not in guesses) == sorted({*one.pages, *one.entries}), one.name
    assert f"'briefings/articles': {30 * len(lists)}" in crawl.err
