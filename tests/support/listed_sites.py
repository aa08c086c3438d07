"""Lists of many forms, and what a walk finds on them.

Lists in every way of paging and shape of addresses, each with other sections around it, and lists laid out as on many
sites, are walked as in a run, and the requests are compared with the entries that exist.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from scrapy import Request
from scrapy.http import Response

from briefings.crawling.briefing.responses import read_response
from briefings.crawling.lists.list_walk import ListWalk
from briefings.crawling.scope import Scope
from briefings.transcript import Page
from tests.support.list_layouts import LAYOUTS as LISTS
from tests.support.list_pagings import PAGINGS, Paging
from tests.support.list_shapes import ADDRESSES, HOST, LAYOUTS, items, list_html
from tests.support.sitemaps_and_feeds import Listed, atom, news_sitemap, rss, sitemap, sitemap_index


@dataclass(frozen=True, slots=True)
class ListSite:
    """A list of a site: its pages by address, first page first, and the entries they name."""

    name: str
    pages: Mapping[str, bytes]
    entries: frozenset[str]
    days: Mapping[str, date] = field(default_factory=dict)
    """Days by address, for entries whose day the list gives."""


def paged(paging: Paging, shape: str, layout: str, host: str = HOST) -> ListSite:
    """Return a list of three pages of HTML."""
    pages, entries = {}, set()
    for number, url in enumerate(paging.urls, 1):
        rows = items(shape, number, len(paging.urls))
        entries |= {row.url.replace(HOST, host) for row in rows}
        html = list_html(rows, layout, paging.pager(paging.urls, number))
        pages[url.replace(HOST, host)] = html.replace(HOST.encode(), host.encode())
    return ListSite(paging.name, pages, frozenset(entries))


def pairs() -> Iterator[ListSite]:
    """Yield every way of paging with every shape of addresses, the layouts in turn."""
    layouts = list(LAYOUTS)
    for row, paging in enumerate(PAGINGS):
        for column, shape in enumerate(ADDRESSES):
            yield paged(paging, shape, layouts[(row + column) % len(layouts)])


def xml_lists(shape: str) -> Iterator[ListSite]:
    """Yield sitemaps and feeds of thirty entries."""
    talks = [Listed(row.url, row.title) for page in (1, 2, 3) for row in items(shape, page)]
    entries = frozenset(talk.url for talk in talks)
    index = sitemap_index([("/one.xml.gz", "2026-03-01"), ("/two.xml", "2026-03-02")])
    parts = {f"{HOST}/one.xml.gz": gzip.compress(sitemap(talks[:15])), f"{HOST}/two.xml": sitemap(talks[15:])}
    yield ListSite("index of two sitemaps, one packed", {f"{HOST}/index.xml": index, **parts}, entries)
    yield ListSite("news sitemap", {f"{HOST}/news.xml": news_sitemap(talks)}, entries)
    older = f"{HOST}/feed?page=2"
    yield ListSite("RSS, going on once", {f"{HOST}/feed": rss(talks[:20], older), older: rss(talks[20:])}, entries)
    yield ListSite("Atom", {f"{HOST}/atom": atom(talks)}, entries)


def laid_out() -> Iterator[ListSite]:
    """Yield lists in the layouts of many sites."""
    for one in LISTS:
        days = one.days()
        yield ListSite(one.name, one.pages(), frozenset(days), days if one.has_days else {})


def walked(site: ListSite) -> tuple[list[str], dict[str, date | None]]:
    """Walk a list to its end; return the requested list pages, and the entries found with their days."""
    scope = Scope([HOST.removeprefix("http://")])
    walks, asked, taken = [ListWalk(next(iter(site.pages)))], list[str](), dict[str, date | None]()
    while walks:
        url = walks[0].next_page()
        if url is None:
            walks.pop(0)
            continue
        asked.append(url)
        page = _read(url, site.pages)
        if page is None:
            walks[0].take(None)
            continue
        urls = scope.taken(page.listing.entries)
        taken |= {entry.url: entry.day for entry in page.listing.entries if entry.url in urls}
        behind = page.listing.further.behind(page.address.url, in_list=True)
        listing = scope.leading_on(page.listing, lambda _: False)
        walks[0].take(listing, len(urls), behind and behind.url)
        walks += [ListWalk(part.url) for part in page.listing.parts]
    return asked, taken


def _read(url: str, pages: Mapping[str, bytes]) -> Page | None:
    if url not in pages:
        return None
    response = Response(url, body=pages[url], request=Request(url))
    page = read_response(response, None, cast("Any", None), as_list=True)
    return page if isinstance(page, Page) else None


def listed_sites() -> list[ListSite]:
    """Return all lists: every paging with every shape of addresses, sitemaps, feeds, and the layouts of many sites."""
    return [*pairs(), *(site for shape in ADDRESSES for site in xml_lists(shape)), *laid_out()]
