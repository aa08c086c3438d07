"""Sitemaps and feeds of a fictional press office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

_EVENING = timezone(timedelta(hours=-5))


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a sitemap or feed: an address, a title, its day and the day of its last change, ISO 8601."""

    url: str
    title: str = "Briefing on the northern quay"
    day: str = "2017-05-17"
    changed: str = ""

    @property
    def evening(self) -> datetime:
        """Half past ten in the evening of its day, which is the next day in UTC."""
        return datetime.fromisoformat(self.day).replace(hour=22, minute=30, tzinfo=_EVENING)


def _document(root: str, content: str) -> bytes:
    name = root[1:].partition(" ")[0]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}{content}</{name}>\n'.encode()


_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(entries: Iterable[Listed]) -> bytes:
    """Return a plain sitemap: addresses, and when they changed."""
    rows = (
        f"<url><loc>{escape(one.url)}</loc>{f'<lastmod>{one.changed}</lastmod>' if one.changed else ''}"
        "<priority>0.5</priority></url>\n"
        for one in entries
    )
    return _document(f"<urlset {_NAMESPACE}>", "".join(rows))


def sitemap_index(parts: Iterable[tuple[str, str]]) -> bytes:
    """Return an index: the addresses of sitemaps, and when each changed."""
    rows = (f"<sitemap><loc>{escape(url)}</loc><lastmod>{changed}</lastmod></sitemap>\n" for url, changed in parts)
    return _document(f"<sitemapindex {_NAMESPACE}>", "".join(rows))


def news_sitemap(entries: Iterable[Listed]) -> bytes:
    """Return a sitemap with days and titles of news that changed much later."""
    rows = (
        f"<url><loc>{escape(one.url)}</loc><lastmod>2026-01-01</lastmod><news:news><news:publication><news:name>Press"
        f"</news:name></news:publication><news:publication_date>{one.evening.isoformat()}</news:publication_date>"
        f"<news:title>{escape(one.title)}</news:title></news:news></url>\n"
        for one in entries
    )
    return _document(
        f'<urlset {_NAMESPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">', "".join(rows)
    )


def rss(entries: Iterable[Listed], older: str | None = None) -> bytes:
    """Return an RSS feed with the printed days in the office's own time zone; `older` is its continuation."""
    rows = "".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(one.url)}</link><guid>{escape(one.url)}</guid>"
        f"<pubDate>{format_datetime(one.evening)}</pubDate>"
        "<description>The office writes of it &amp;nbsp;.</description></item>\n"
        for one in entries
    )
    link = f'<atom:link rel="next" href="{escape(older)}"/>' if older else ""
    channel = f"<channel><title>Press office</title><link>http://press.varenia.example/</link>{link}{rows}</channel>"
    return _document('<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">', channel)


def atom(entries: Sequence[Listed], older: str | None = None) -> bytes:
    """Return an Atom feed of entries that were all updated much later."""
    rows = "".join(
        f"<entry><title>{escape(one.title)}</title><id>tag:{escape(one.url)}</id><link href='{escape(one.url)}'/>"
        f"<published>{one.evening.isoformat()}</published>"
        "<updated>2026-01-01T00:00:00Z</updated></entry>\n"
        for one in entries
    )
    link = f'<link rel="next" href="{escape(older)}"/>' if older else ""
    head = f"<title>Press office</title><id>urn:press</id><updated>2026-01-01T00:00:00Z</updated>{link}"
    return _document('<feed xmlns="http://www.w3.org/2005/Atom">', head + rows)
