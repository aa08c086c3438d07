"""Lists of every form in one crawl: every entry and list page is requested once, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from briefings.address import read_address
from briefings.transcript import read_page
from tests.support.laid_out import HOST, ListLayout
from tests.support.list_layouts import LAYOUTS as LISTS
from tests.support.list_pagings import PAGINGS
from tests.support.list_shapes import ADDRESSES, LAYOUTS
from tests.support.listed_sites import ListSite, listed_sites, paged, walked
from tests.support.pages import document
from tests.support.parts import each

if TYPE_CHECKING:
    from tests.support.crawls import Crawler
    from tests.support.server import Site


@pytest.mark.slow
def test_lists_of_every_form_are_walked_whole() -> None:
    for one in listed_sites():
        asked, taken = walked(one)
        assert sorted(asked) == sorted(one.pages), one.name
        assert taken.keys() == one.entries, one.name
        assert {url: day for url, day in taken.items() if day and one.days} == one.days, one.name


@each("one", LISTS)
def test_entries_and_days_are_found_as_sites_lay_them_out(one: ListLayout) -> None:
    page = read_page(next(iter(one.pages().values())), HOST + one.urls[0], as_list=True)
    found = {entry.url: entry.day for entry in page.listing.entries}
    firsts = {read_address(HOST + entry.path).url: entry.day for entry in one.entries(1)}
    extra = {f"{HOST}/news/20240312_3.html"} if one.name.startswith("one pinned") else set()
    assert found.keys() == firsts.keys() | extra
    assert {url: found[url] for url in firsts} == (firsts if one.has_days else dict.fromkeys(firsts))


@pytest.mark.parametrize("every", [42, pytest.param(1, marks=pytest.mark.slow)])
def test_lists_of_every_form_are_walked_whole_in_one_crawl(site: Site, crawler: Crawler, every: int) -> None:
    hosts = [f"p{row}.varenia.example" for row in range(len(PAGINGS) + len(LISTS))]
    lists = [
        paged(paging, list(ADDRESSES)[row % 8], list(LAYOUTS)[row % 9], f"http://{hosts[row]}")
        for row, paging in enumerate(PAGINGS)
    ]
    for host, layout in zip(hosts[len(PAGINGS) :], LISTS, strict=True):
        lists.append(ListSite(layout.name, layout.pages(f"http://{host}"), frozenset(layout.days(f"http://{host}"))))
    chosen = list(zip(lists, hosts, strict=True))[::every]
    lists, hosts = [one for one, _ in chosen], [host for _, host in chosen]
    news = document("News", "<p>The harbour was quiet this week, and the ferries sailed as they always do.</p>" * 5)
    for one in lists:
        for url, html in one.pages.items():
            site.serve(url, html)
        for url in one.entries:
            site.serve(url, news)
    starts = ",".join(next(iter(one.pages)) for one in lists)
    crawl = crawler.run(
        "briefing", "-a", "source=offices", "-a", f"lists={starts}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16"
    )
    # All are articles and none was ever stored: the lists may be the wrong ones.
    assert crawl.code == 4, crawl.err
    visits = [url for url in site.visits() if not url.endswith("robots.txt")]
    for host, one in zip(hosts, lists, strict=True):
        asked = [url for url in visits if urlsplit(url).hostname == host]
        # Nothing shows that `node_12.htm` is not page 12 of `node.htm`: that is tried twice.
        guesses = [url for url in asked if url not in one.entries and url not in one.pages]
        assert len(guesses) <= 2 + 12, (one.name, guesses)  # twelve looks per host
        assert sorted(url for url in asked if url not in guesses) == sorted({*one.pages, *one.entries}), one.name
    assert f"'briefings/articles': {30 * len(lists)}" in crawl.err
