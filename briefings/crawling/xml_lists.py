"""The common parts of sitemaps and feeds: unpacking, addresses, days, and whether they are whole."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urljoin, urlsplit

from briefings.address import read_address
from briefings.network.intact_body import decompress
from briefings.transcript import first_date

_END = re.compile(r"(?:</(?:[\w-]+:)?(?:urlset|sitemapindex|rss|feed|rdf)\s*|<(?:urlset|sitemapindex)\b[^<>]*/)>", re.I)
_TAIL = 2000
_ROW = re.compile(rb"</(?:[\w-]+:)?(?:url|sitemap|item|entry)\s*>")
# The sitemap protocol allows no larger one.
_MOST_UNPACKED = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
# W3C datetime, which begins with an ISO 8601 date.
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Names under which sites keep sitemaps and feeds; their list pages have other names.
_XML_NAME = re.compile(r"(?:\.(?:xml|rss|atom|rdf)(?:\.gz)?|/(?:feed|rss|atom))/?$", re.I)


def is_xml_address(url: str) -> bool:
    """Return True for the usual address of a sitemap or a feed; an HTML page there is not what was requested."""
    return _XML_NAME.search(urlsplit(url).path) is not None


def unpacked(body: bytes) -> bytes:
    """Return the bytes in a gzip file, other bytes as they are. Raises ValueError if truncated or too large."""
    return decompress(body, b"gzip", _MOST_UNPACKED) if body.startswith(_GZIP) else body


def absolute(address: str, base: str) -> str | None:
    """Return an address of a sitemap or feed as an absolute one; None if it is no address of a page."""
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
    whole = 0
    for row in _ROW.finditer(body):
        whole = row.end()
    return body[:whole], "it breaks off"
