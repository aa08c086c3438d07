"""Tell a page of HTML from other bodies, by the bytes.

The content type is only a hint: press rooms send HTML as text/plain, as octet-stream and without any type, and PDFs
and error texts as text/html.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from briefings.transcript.page.body.encoding import charset_in, decode


class ServedKind(StrEnum):
    """Kind of a body. Only HTML is a page; FEED and SITEMAP can be read as lists."""

    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    FILE = "file"
    """A PDF, a picture, an archive or other binary data."""
    DATA = "data"
    """JSON, XML, a script or a style sheet, which may contain tags; plain text."""
    EMPTY = "empty"


class ServedBody(NamedTuple):
    """Kind of a body, and its name in words ("PDF", "picture (JPEG)", "RSS feed")."""

    kind: ServedKind
    words: str

    @property
    def is_page(self) -> bool:
        """True if it can be read as a page; an empty body is an empty page."""
        return self.kind in {ServedKind.HTML, ServedKind.EMPTY}

    @property
    def is_list(self) -> bool:
        return self.kind in {ServedKind.FEED, ServedKind.SITEMAP}

    @property
    def is_file(self) -> bool:
        """True for what a site stores at the address: a PDF, a picture, a feed. Text may be a temporary error."""
        return self.is_list or self.kind is ServedKind.FILE

    @property
    def objection(self) -> str:
        """Reason why it cannot be read as a page: "not a page: PDF"; "" if it can."""
        return "" if self.is_page else f"not a page: {self.words}{', for -a lists=ADDRESS' * self.is_list}"


_HTML = ServedBody(ServedKind.HTML, "HTML")
_PDF = "PDF"
_SIGNATURES = {
    b"%PDF-": _PDF,
    b"{\\rtf": "RTF document",
    b"\xd0\xcf\x11\xe0": "Office document",
    b"PK\x03\x04": "archive (ZIP)",
    b"\x1f\x8b\x08": "archive (gzip)",
    b"\xff\xd8\xff": "picture (JPEG)",
    b"\x89PNG": "picture (PNG)",
    b"GIF8": "picture (GIF)",
    b"ID3": "sound (MP3)",
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
_JSON = re.compile(r"(?:\)\]\}',?\s*|[A-Za-z_$][\w$.]{0,60}\(\s*)?(?:\{\s*[\"}]|\[\s*[\[{\"\d\]])")
"""The beginning of JSON, behind a guard or in a call."""
_CODE = re.compile(
    r"['\"]use strict|(?:var|let|const|function|window|document|import|export)\b[^<]{0,400}[=({.;]"
    r"|@(?:charset|import|media|font-face)\b|[\w.#:*\[\]=\s,>-]{1,200}\{\s*[a-z-]+\s*:[^<]*\}"
)
"""The beginning of a script or a style sheet."""
_MAIL = re.compile(r"(?:From|MIME-Version|Return-Path|Received):[ \t].*multipart/", re.DOTALL)
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
    # Some PDFs open with a line of their own; readers of PDF allow a kilobyte.
    late = _PDF if b"%PDF-1." in head[:1024] and b"obj" in head else ""
    if words := next((words for begin, words in _SIGNATURES.items() if head.startswith(begin)), late):
        return ServedBody(ServedKind.FILE, words)
    text = decode(head, charset_in(content_type)).text
    tags = sum(found[1].lower() in _TAGS for found in _TAG.finditer(text))
    controls = sum(character < " " and character not in "\t\n\r\f\x1b" for character in text[:4096])
    if controls > _MOST_CONTROLS * len(text[:4096]) and tags < _ENOUGH_TAGS:
        return ServedBody(ServedKind.FILE, "binary data")
    start = text.lstrip("\ufeff\x00 \t\r\n\f")
    is_html = tags >= _ENOUGH_TAGS or (tags and (start.startswith("<") or "html" in content_type.lower()))
    return _by_root(start, tags) or _by_code(start) or (_HTML if is_html else ServedBody(ServedKind.DATA, "plain text"))


def _by_root(start: str, tags: int) -> ServedBody | None:
    """Return the kind by the first element; None for a text that does not begin with one."""
    prolog = _PROLOG.match(start)
    root = _ROOT.match(start, prolog.end() if prolog else 0)
    if root is None:
        return None
    name = root[1].lower()
    is_html = name in _TAGS or (not start.startswith("<?xml") and tags >= _ENOUGH_TAGS)
    return _ROOTS.get(name) or (_HTML if is_html else ServedBody(ServedKind.DATA, f"XML <{root[1]}>"))


def _by_code(start: str) -> ServedBody | None:
    if _MAIL.match(start):
        return ServedBody(ServedKind.FILE, "saved mail or page (MIME)")
    if _JSON.match(start):
        return ServedBody(ServedKind.DATA, "JSON")
    return ServedBody(ServedKind.DATA, "script or style sheet") if _CODE.match(start) else None
