"""Read a sitemap, an index of sitemaps, or a feed as a list."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from lxml.etree import XMLSyntaxError, _Element, iterparse

from briefings.address import day_in_address, read_address, renamed
from briefings.network.intact_body import decompress
from briefings.transcript import Entry, Listing, Markup, Pager, ServedKind, first_date

_END = re.compile(r"(?:</(?:[\w-]+:)?(?:urlset|sitemapindex|rss|feed|rdf)\s*|<(?:urlset|sitemapindex)\b[^<>]*/)>", re.I)
_TAIL = 2000
_ROW = re.compile(rb"</(?:[\w-]+:)?(?:url|sitemap|item|entry)\s*>")
# The sitemap protocol allows no larger one.
_MOST_UNPACKED = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
# W3C datetime, which begins with an ISO 8601 date.
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMPERSAND = re.compile(b"&(?!(?:amp|lt|gt|quot|apos);|#)")
"""One that is bare, or begins a name that only HTML has: the commonest faults; the parser would drop what is behind."""
_OLDER = ("next", "prev-archive")
"""Links of RFC 5005 that lead to what a feed does not show any more."""
_ROWS = {ServedKind.FEED: ("{*}item", "{*}entry"), ServedKind.SITEMAP: ("{*}url", "{*}sitemap")}
_PUBLISHED = ("pubDate", "published", "issued", "date", "publication_date")
_CHANGED = ("lastmod", "updated", "modified")
"""Elements of RSS, Atom and sitemaps that say the same."""
# Names under which sites keep sitemaps and feeds; their list pages have other names.
_XML_NAME = re.compile(r"(?:\.(?:xml|rss|atom|rdf)(?:\.gz)?|/(?:feed|rss|atom))/?$", re.I)


def is_xml_address(url: str) -> bool:
    """Return True for the usual address of a sitemap or a feed; an HTML page there is not what was requested."""
    return _XML_NAME.search(urlsplit(url).path) is not None


def unpacked(body: bytes) -> bytes:
    """Return the bytes in a gzip file, other bytes as they are. Raises ValueError if truncated or too large."""
    return decompress(body, b"gzip", _MOST_UNPACKED) if body.startswith(_GZIP) else body


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


def read_xml_list(kind: ServedKind, body: bytes, url: str, markup: Markup | None = None) -> Listing:
    """Read the entries of a feed, in its order, or of a sitemap, newest first as far as it says.

    `body` are the bytes served at `url`; `markup` may say which addresses are those of briefings. An index of sitemaps
    has `parts` and no entries. The day of an entry is the printed one of its publication, in the file's own time zone,
    or that in its address; a change only tells since when it is unchanged. Nothing is raised: `broken` says what is
    damaged.
    """
    body, broken = whole_part(body.lstrip())
    body = body if b"\x00" in body[:4] else _AMPERSAND.sub(b"&amp;", body)  # with zeros it is UTF-16
    rows = iterparse(
        BytesIO(body), tag=(*_ROWS[kind], "{*}link"),
        recover=True, remove_comments=True, remove_pis=True, resolve_entities=False,
    )  # fmt: skip
    read, older, is_index = list[Entry | None](), dict[str, str | None](), False
    try:
        for _, row in rows:
            if row.tag.endswith("link"):
                older[row.get("rel", "")] = _absolute(row, url)
            else:
                read.append(_entry(row, url))
                is_index = row.tag.endswith("sitemap")
                row.clear()
    except XMLSyntaxError as error:
        return Listing(found_by=kind, broken=broken or f"it cannot be read: {error}")
    faults = [fault.message for fault in rows.error_log]
    broken = broken or (f"it is not well-formed: {faults[0]}" if faults else "")
    broken = broken or (f"{read.count(None)} of its entries have no address" if None in read else "")
    found = dict[str, Entry]()
    for entry in filter(None, read):
        found.setdefault(entry.url, entry)
    entries = tuple(found.values())
    if kind is ServedKind.SITEMAP:
        entries = tuple(sorted(entries, key=lambda entry: entry.day or entry.changed or date.min, reverse=True))
    if is_index:
        return Listing(found_by=kind, parts=entries, broken=broken)
    further = Pager(listed=tuple(address for rel in _OLDER if (address := older.get(rel)))[:1])
    if markup is not None:
        named = (one._replace(url=renamed(one.url, markup.aliases)) for one in entries)
        entries = tuple(one for one in named if re.search(markup.entry_urls or "", one.url))
    return Listing(entries, kind, further, broken=broken, links=len(found))


def _entry(row: _Element, url: str) -> Entry | None:
    """Return what a row names; None without the address of a page."""
    links = row.findall("{*}loc") or row.findall("{*}link") + row.findall("{*}guid")
    of_page = (one for one in links if one.get("rel", "alternate") == "alternate" and one.get("isPermaLink") != "false")
    address = next(filter(None, (_absolute(one, url) for one in of_page)), None)
    if address is None:
        return None
    # The first of each name; those of news are one deeper.
    rows = (*row.iterfind("{*}news/*"), *reversed(row))
    said = {one.tag.rpartition("}")[2]: one.text.strip() for one in rows if one.text}
    published, changed = (next((said[name] for name in names if name in said), "") for names in (_PUBLISHED, _CHANGED))
    day = day_printed(published) or day_in_address(address)
    return Entry(address, unescape(said.get("title", "")), day, day_printed(changed))


def _absolute(element: _Element, url: str) -> str | None:
    """Return the address that an element has as an absolute one; None if it has none of a page."""
    printed = (element.get("href") or element.text or "").strip()
    try:
        base = urljoin(url, element.base) if element.base else url
        return read_address(urljoin(base, printed)).url if printed else None
    except ValueError:
        return None
