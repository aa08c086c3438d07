"""Read a sitemap, an index of sitemaps, or a feed as a list."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.etree import XMLSyntaxError, _Element
from scrapy.utils.sitemap import Sitemap

from briefings.address import day_in_address, is_home, read_address
from briefings.decompress import decompress
from briefings.transcript import Entry, Listing, Pager, first_date

_END = re.compile(r"(?:</(?:[\w-]+:)?(?:urlset|sitemapindex|rss|feed|rdf)\s*|<(?:urlset|sitemapindex)\b[^<>]*/)>", re.I)
_TAIL = 2000
_ROW = re.compile(rb"</(?:[\w-]+:)?(?:url|sitemap|item|entry)\s*>")
# The sitemap protocol allows no larger one.
_MOST_UNPACKED = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
# W3C datetime, which begins with an ISO 8601 date.
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BARE_AMPERSAND = re.compile(rb"&(?![A-Za-z]{1,8};|#)")
"""The commonest fault of sitemaps; the parser would drop the name after it from the address."""
_MOST_BYTES_OF_FEED = 5_000_000
"""Maximum size; a feed that is not well-formed takes up to five seconds per megabyte."""
_OLDER = ("next", "prev-archive")
"""Links of RFC 5005 that lead to what a feed does not show any more."""
_OF_ENTRY, _OF_PAGE = ("link", "title", "published", "updated"), ("loc", "title", "published", "lastmod")
"""Names of address, title and days in a feed and in a sitemap."""
# Names under which sites keep sitemaps and feeds; their list pages have other names.
_XML_NAME = re.compile(r"(?:\.(?:xml|rss|atom|rdf)(?:\.gz)?|/(?:feed|rss|atom))/?$", re.I)


def is_xml_address(url: str) -> bool:
    """Return True for the usual address of a sitemap or a feed; an HTML page there is not what was requested."""
    return _XML_NAME.search(urlsplit(url).path) is not None


def unpacked(body: bytes) -> bytes:
    """Return the bytes in a gzip file, other bytes as they are. Raises ValueError if truncated or too large."""
    return decompress(body, b"gzip", _MOST_UNPACKED) if body.startswith(_GZIP) else body


def absolute(address: str, base: str) -> str | None:
    """Make an address of a sitemap or feed absolute; return None if it cannot be that of a page."""
    try:
        return read_address(urljoin(base, address.strip())).url if address.strip() else None
    except ValueError:
        return None


def day_printed(text: str) -> date | None:
    """Return the first day in a printed date, in its own time zone; None without any."""
    try:
        return date.fromisoformat(iso[0]) if (iso := _ISO_DAY.match(text)) else first_date(text)
    except ValueError:
        return None


def whole_part(body: bytes) -> tuple[bytes, str]:
    """Return a sitemap or feed up to its last whole entry, and a remark if it is truncated, else "".

    A truncated one ends in half an address, which is another address.
    """
    # The zeros are of UTF-16; the names of elements are ASCII in every encoding.
    tail = body[-_TAIL:].replace(b"\x00", b"").decode("latin-1")
    if _END.search(tail):
        return body, ""
    whole = max((row.end() for row in _ROW.finditer(body)), default=0)
    return body[:whole], "it breaks off"


def _entries(named: Iterable[tuple[str, str, str, str]], url: str, but: str = "") -> tuple[dict[str, Entry], int]:
    """Return the entries by address, and how many have no address of a page, or the address `but`.

    Of each, address, title, and the days of publication and of the last change are given as printed.
    """
    found, unread = dict[str, Entry](), 0
    for printed, title, published, changed in named:
        address = absolute(printed, url)
        if address is None or address == but:
            unread += 1
            continue
        day = day_printed(published) or day_in_address(address)
        found.setdefault(address, Entry(address, title, day, day_printed(changed)))
    return found, unread


def read_feed(body: bytes, url: str) -> Listing:
    """Read the entries of a feed, in its order.

    `body` are the bytes served at `url`. The day of an entry is the printed one, in the feed's own time zone, or that
    in its address; the update of an Atom entry only tells since when it is unchanged. Nothing is raised: `broken` says
    what is damaged.
    """
    if len(body) > _MOST_BYTES_OF_FEED:
        return Listing(found_by="feed", broken=f"it has more than {_MOST_BYTES_OF_FEED // 1_000_000} million bytes")
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - few lists are feeds, and it is slow to import

    body, broken = whole_part(body)
    base = {"content-location": url, "content-type": "application/xml"}
    try:
        feed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False, response_headers=base)
    except Exception as error:  # its handlers do not expect the contents of damaged feeds
        return Listing(found_by="feed", broken=f"it cannot be read: {type(error).__name__} {error}"[:200])

    def said(one: Any) -> tuple[str, str, str, str]:
        # Not one[...]: feedparser replaces a missing date by another one.
        link, title, published, updated = (dict.get(one, name) or "" for name in _OF_ENTRY)
        # The one date of RSS 1.0 (dc:date) is that of publication; feedparser calls it an update.
        return link, title, published or (updated if feed.version.startswith("rss") else ""), updated

    found, unread = _entries(map(said, feed.entries), url, but=url)
    broken = broken or (f"{unread} of its entries have no address" if unread else "")
    older = {link.get("rel"): absolute(link.get("href", ""), url) for link in feed.feed.get("links", ())}
    further = Pager(listed=tuple(address for rel in _OLDER if (address := older.get(rel)))[:1])
    return Listing(tuple(found.values()), "feed", further, broken=broken)


def read_sitemap(body: bytes, url: str) -> Listing:
    """Read the addresses of a sitemap, newest first as far as it says when its pages appeared or changed.

    `body` are the bytes served at `url`. An index has `parts` and no entries; the home page is none. The day of an
    entry is that of a news sitemap, or that in its address; lastmod only tells since when it is unchanged. Nothing is
    raised: `broken` says what is not well-formed.
    """
    body, broken = whole_part(body.lstrip())
    try:
        is_utf_16 = b"\x00" in body[:4]
        sitemap = _NewsSitemap(body if is_utf_16 else _BARE_AMPERSAND.sub(b"&amp;", body))
        named = [tuple(one.get(name, "") for name in _OF_PAGE) for one in sitemap]
        faults = list(sitemap.xmliter.error_log)
    except (XMLSyntaxError, StopIteration) as error:
        return Listing(found_by="sitemap", broken=broken or f"it cannot be read: {error}")
    found, unread = _entries(named, url)
    if not broken and faults:
        broken = f"it is not well-formed: {faults[0].message}"
    if not broken and unread:
        broken = f"{unread} of its addresses cannot be read"
    newest = tuple(sorted(found.values(), key=lambda entry: entry.day or entry.changed or date.min, reverse=True))
    if sitemap.type == "sitemapindex":
        return Listing(found_by="sitemap", parts=newest, broken=broken)
    return Listing(tuple(entry for entry in newest if not is_home(entry.url)), "sitemap", broken=broken)


class _NewsSitemap(Sitemap):
    """Also keeps the day and title of a news sitemap, which are a level deeper than Scrapy's reader looks."""

    def _process_sitemap_element(self, elem: _Element) -> dict[str, Any] | None:
        published = elem.findtext("{*}news/{*}publication_date") or ""
        title = elem.findtext("{*}news/{*}title") or ""
        found = super()._process_sitemap_element(elem)
        return found and {**found, "published": published.strip(), "title": title.strip()}
