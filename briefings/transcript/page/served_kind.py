"""Tell a page of HTML from other bodies, by the bytes.

The content type is only a hint: press rooms send HTML as text/plain, as octet-stream and without any type, and PDFs
and error texts as text/html.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import NamedTuple

from briefings.transcript.page.encoding import decode


class ServedKind(StrEnum):
    """Kind of a body. Only HTML is a page; FEED and SITEMAP can be read as lists."""

    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    XML = "xml"
    JSON = "json"
    PDF = "pdf"
    TEXT = "text"
    OTHER = "other"
    EMPTY = "empty"


_LISTS = {ServedKind.FEED, ServedKind.SITEMAP}


class ServedBody(NamedTuple):
    """Kind of a body, and its name in words ("PDF", "picture (JPEG)", "RSS feed")."""

    kind: ServedKind
    words: str

    @property
    def is_page(self) -> bool:
        """True if it can be read as a page; an empty body is an empty page."""
        return self.kind in {ServedKind.HTML, ServedKind.EMPTY}

    @property
    def is_file(self) -> bool:
        """True for what a site stores at the address: a PDF, a picture, a feed. Text may be a temporary error."""
        return self.kind in {ServedKind.PDF, ServedKind.OTHER, *_LISTS}

    @property
    def objection(self) -> str:
        """Reason why it cannot be read as a page: "not a page: PDF"; "" if it can."""
        return "" if self.is_page else f"not a page: {self.words}{', for -a lists=ADDRESS' * (self.kind in _LISTS)}"


_HTML = ServedBody(ServedKind.HTML, "HTML")
_SIGNATURES = {
    b"%PDF-": ServedBody(ServedKind.PDF, "PDF"),
    b"{\\rtf": ServedBody(ServedKind.OTHER, "RTF document"),
    b"\xd0\xcf\x11\xe0": ServedBody(ServedKind.OTHER, "Office document"),
    b"PK\x03\x04": ServedBody(ServedKind.OTHER, "archive (ZIP)"),
    b"\x1f\x8b\x08": ServedBody(ServedKind.OTHER, "archive (gzip)"),
    b"\xff\xd8\xff": ServedBody(ServedKind.OTHER, "picture (JPEG)"),
    b"\x89PNG": ServedBody(ServedKind.OTHER, "picture (PNG)"),
    b"GIF8": ServedBody(ServedKind.OTHER, "picture (GIF)"),
    b"ID3": ServedBody(ServedKind.OTHER, "sound (MP3)"),
}
"""First bytes of other files that press rooms serve as pages; anything else is text, or binary data."""
_PROLOG = re.compile(r"(?:\s+|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*\])*>)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_ROOTS = {
    "rss": ServedBody(ServedKind.FEED, "RSS feed"),
    "rdf": ServedBody(ServedKind.FEED, "RSS feed"),
    "feed": ServedBody(ServedKind.FEED, "Atom feed"),
    "urlset": ServedBody(ServedKind.SITEMAP, "sitemap"),
    "sitemapindex": ServedBody(ServedKind.SITEMAP, "sitemap index"),
}
_TAGS = frozenset(
    "a abbr address article aside b base big blockquote body br button center code dd div dl dt em fieldset figure font"
    " footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input label li link main map meta"
    " nav noscript ol option p pre script section select small span strong style sub sup table tbody td textarea tfoot"
    " th thead title tr tt u ul".split()
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_ENOUGH_TAGS = 3
"""Minimum number of HTML tags of a page that begins with something else: a stray notice of the server, text."""
_JSON = re.compile(r"(?:\)\]\}',?\s*)?[\[{]|[A-Za-z_$][\w$.]{0,60}\(\s*[\[{]")
_SCRIPT = re.compile(
    r"(?:['\"]use strict|(?:var|let|const|function|window|document|import|export)\b[^<]{0,400}[=({.;])"
)
_STYLE = re.compile(r"(?:@(?:charset|import|media|font-face)\b|[\w.#:*\[\]=\s,>-]{1,200}\{\s*[a-z-]+\s*:[^<]*\})")
_MAIL = re.compile(r"(?:From|MIME-Version|Return-Path|Received):[ \t]")
_IS_HTML = re.compile(rb"\s*(?:<!DOCTYPE\s+html[^>]{0,200}>\s*)?<html[\s>]", re.IGNORECASE)
"""The beginning of most pages, and of nothing else."""
_SNIFFED = 65_536
_MOST_CONTROLS = 0.02
"""Maximum share of control characters in text; compressed and packed data has 10% and more."""


def what_was_served(body: bytes, content_type: str = "") -> ServedBody:
    """Return the kind of a decompressed body; `content_type` is the header's value, if any. Never raises."""
    if _IS_HTML.match(body, 0, _SNIFFED):
        return _HTML
    head = body[:_SNIFFED]
    if not head.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        return ServedBody(ServedKind.EMPTY, "nothing")
    if signed := next((served for begin, served in _SIGNATURES.items() if head.startswith(begin)), None):
        return signed
    # Some PDFs open with a line of their own; readers of PDF allow a kilobyte.
    if b"%PDF-1." in head[:1024] and b"obj" in head:
        return _SIGNATURES[b"%PDF-"]
    text = decode(head).text
    if _is_binary(text):
        return ServedBody(ServedKind.OTHER, "binary data")
    return _by_markup(text, content_type.partition(";")[0].strip().lower())


def _is_binary(text: str) -> bool:
    sample = text[:4096]
    controls = sum(character < " " and character not in "\t\n\r\f\x1b" for character in sample)
    return controls > _MOST_CONTROLS * len(sample) and _tags(text) < _ENOUGH_TAGS


def _by_markup(text: str, content_type: str) -> ServedBody:
    start = text.lstrip("\ufeff\x00 \t\r\n\f")
    after = start[prolog.end() :] if (prolog := _PROLOG.match(start)) else start
    root = _ROOT.match(after)
    if root:
        name = root[1].lower()
        if name in _ROOTS:
            return _ROOTS[name]
        if name in _TAGS or (not start.startswith("<?xml") and _tags(text) >= _ENOUGH_TAGS):
            return _HTML
        return ServedBody(ServedKind.XML, f"XML <{root[1]}>")
    if text_kind := _kind_of_text(start, content_type):
        return text_kind
    tags = _tags(text)
    if tags >= _ENOUGH_TAGS or (tags and (start.startswith("<") or "html" in content_type)):
        return _HTML
    return ServedBody(ServedKind.TEXT, "plain text")


def _kind_of_text(start: str, content_type: str) -> ServedBody | None:
    """Return the kind of JSON, scripts, style sheets and mails, which may contain tags; None for any other text."""
    if _JSON.match(start) and _is_json(start):
        return ServedBody(ServedKind.JSON, "JSON")
    if _MAIL.match(start) and "multipart/" in start:
        return ServedBody(ServedKind.OTHER, "saved mail or page (MIME)")
    if "javascript" in content_type or _SCRIPT.match(start):
        return ServedBody(ServedKind.TEXT, "script")
    if content_type == "text/css" or _STYLE.match(start):
        return ServedBody(ServedKind.TEXT, "style sheet")
    return None


def _is_json(start: str) -> bool:
    """Return True for JSON, JSON in a call, or its beginning: a long text was cut before the test."""
    inside = re.sub(r"^(?:\)\]\}',?\s*|[A-Za-z_$][\w$.]*\(\s*)", "", start)
    try:
        json.JSONDecoder().raw_decode(inside)
    except RecursionError:
        return True
    except ValueError:
        return re.match(r"\{\s*\"[^\"]{0,200}\"\s*:|\[\s*\{\s*\"", inside) is not None
    return True


def _tags(text: str) -> int:
    return sum(found[1].lower() in _TAGS for found in _TAG.finditer(text))
