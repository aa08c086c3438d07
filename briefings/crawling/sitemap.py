"""Read a sitemap, or an index of sitemaps, as a list."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lxml.etree import XMLSyntaxError, _Element
from scrapy.utils.sitemap import Sitemap

from briefings.address import day_in_address
from briefings.crawling.xml_lists import absolute, day_printed, whole_part
from briefings.transcript import Entry, Listing

_BARE_AMPERSAND = re.compile(rb"&(?![A-Za-z]{1,8};|#)")
"""The commonest fault of sitemaps; the parser would drop the name after it from the address."""


def read_sitemap(body: bytes, url: str) -> Listing:
    """Read the addresses of a sitemap, newest first as far as it says when its pages appeared or changed.

    `body` are the bytes served at `url`. An index has `parts` and no entries. The day of an entry is that of a news
    sitemap, or that in its address; lastmod only tells since when it is unchanged. Nothing is raised: `broken` says
    what is not well-formed.
    """
    body, broken = whole_part(body.lstrip())
    try:
        is_utf_16 = b"\x00" in body[:4]
        sitemap = _NewsSitemap(body if is_utf_16 else _BARE_AMPERSAND.sub(b"&amp;", body))
        named = list(sitemap)
        faults = list(sitemap.xmliter.error_log)
    except (XMLSyntaxError, StopIteration) as error:
        return Listing(found_by="sitemap", broken=broken or f"it cannot be read: {error}")
    found: dict[str, Entry] = {}
    unread = 0
    for one in named:
        address = absolute(one.get("loc", ""), url)
        unread += address is None
        if address is not None:
            day = day_printed(one.get("published", "")) or day_in_address(address)
            found.setdefault(address, Entry(address, one.get("title", ""), day, day_printed(one.get("lastmod", ""))))
    if not broken and faults:
        broken = f"it is not well-formed: {faults[0].message}"
    if not broken and unread:
        broken = f"{unread} of its addresses cannot be read"
    newest = tuple(sorted(found.values(), key=lambda entry: entry.day or entry.changed or date.min, reverse=True))
    if sitemap.type == "sitemapindex":
        return Listing(found_by="sitemap", parts=newest, broken=broken)
    return Listing(newest, "sitemap", broken=broken, links=len(newest))


class _NewsSitemap(Sitemap):
    """Also keeps the day and title of a news sitemap, which are a level deeper than Scrapy's reader looks."""

    def _process_sitemap_element(self, elem: _Element) -> dict[str, Any] | None:
        published = elem.findtext("{*}news/{*}publication_date") or ""
        title = elem.findtext("{*}news/{*}title") or ""
        found = super()._process_sitemap_element(elem)
        return found and {**found, "published": published.strip(), "title": title.strip()}
