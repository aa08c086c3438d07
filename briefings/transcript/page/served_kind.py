"""What the server sent, by its bytes: a page of HTML, or something else.

The content type only hints: press rooms send HTML as text/plain, as octet-stream and without any type, and PDFs and
error texts as text/html.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import NamedTuple

from briefings.transcript.page.encoding import decode


class ServedKind(StrEnum):
    """What a body is. Only HTML is a page; FEED and SITEMAP can be read as lists."""

    HTML = "html"
    FEED = "feed"
    SITEMAP = "sitemap"
    XML = "xml"
    JSON = "json"
    PDF = "pdf"
    DOCUMENT = "document"
    PICTURE = "picture"
    MEDIA = "media"
    ARCHIVE = "archive"
    TEXT = "text"
    BINARY = "binary"
    EMPTY = "empty"


class Served(NamedTuple):
    """What was served: its kind, and what it is in words ("PDF", "picture (JPEG)", "RSS feed")."""

    kind: ServedKind
    words: str

    @property
    def is_page(self) -> bool:
        """Whether it can be read as a page; an empty body is an empty page."""
        return self.kind in {ServedKind.HTML, ServedKind.EMPTY}

    @property
    def objection(self) -> str:
        """Why it cannot be read as a page: "not a page: PDF"; "" when it can."""
        is_list = self.kind in {ServedKind.FEED, ServedKind.SITEMAP}
        return "" if self.is_page else f"not a page: {self.words}{', for -a lists=ADDRESS' if is_list else ''}"


_HTML = Served(ServedKind.HTML, "HTML")
_MAGIC: tuple[tuple[bytes, ServedKind, str], ...] = (
    (b"%PDF-", ServedKind.PDF, "PDF"),
    (b"%!PS", ServedKind.DOCUMENT, "PostScript"),
    (b"{\\rtf", ServedKind.DOCUMENT, "RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ServedKind.DOCUMENT, "Office document"),
    (b"\xff\xd8\xff", ServedKind.PICTURE, "picture (JPEG)"),
    (b"\x89PNG\r\n\x1a\n", ServedKind.PICTURE, "picture (PNG)"),
    (b"GIF87a", ServedKind.PICTURE, "picture (GIF)"),
    (b"GIF89a", ServedKind.PICTURE, "picture (GIF)"),
    (b"II*\x00", ServedKind.PICTURE, "picture (TIFF)"),
    (b"MM\x00*", ServedKind.PICTURE, "picture (TIFF)"),
    (b"\x00\x00\x01\x00", ServedKind.PICTURE, "picture (icon)"),
    (b"PK\x03\x04", ServedKind.ARCHIVE, "archive (ZIP)"),
    (b"PK\x05\x06", ServedKind.ARCHIVE, "archive (ZIP)"),
    (b"\x1f\x8b\x08", ServedKind.ARCHIVE, "archive (gzip)"),
    (b"BZh91AY&SY", ServedKind.ARCHIVE, "archive (bzip2)"),
    (b"\xfd7zXZ\x00", ServedKind.ARCHIVE, "archive (xz)"),
    (b"\x28\xb5\x2f\xfd", ServedKind.ARCHIVE, "archive (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", ServedKind.ARCHIVE, "archive (7z)"),
    (b"Rar!\x1a\x07", ServedKind.ARCHIVE, "archive (RAR)"),
    (b"ID3\x03", ServedKind.MEDIA, "sound (MP3)"),
    (b"ID3\x04", ServedKind.MEDIA, "sound (MP3)"),
    (b"OggS\x00", ServedKind.MEDIA, "sound or film (Ogg)"),
    (b"fLaC\x00", ServedKind.MEDIA, "sound (FLAC)"),
    (b"\x1a\x45\xdf\xa3", ServedKind.MEDIA, "film (Matroska)"),
    (b"\x7fELF", ServedKind.BINARY, "program"),
    (b"wOFF", ServedKind.BINARY, "font"),
    (b"wOF2", ServedKind.BINARY, "font"),
    (b"BEGIN:VCALENDAR", ServedKind.TEXT, "calendar file"),
    (b"BEGIN:VCARD", ServedKind.TEXT, "address card"),
)
# Four-letter names inside a container of that kind: at offset 4 of an ISO film, at offset 8 of a RIFF file.
_ISO_PICTURES = frozenset((b"avif", b"heic", b"mif1"))
_RIFF = {
    b"WEBP": Served(ServedKind.PICTURE, "picture (WebP)"),
    b"WAVE": Served(ServedKind.MEDIA, "sound (WAV)"),
    b"AVI ": Served(ServedKind.MEDIA, "film (AVI)"),
}
_PROLOG = re.compile(r"(?:\s+|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*\])*>)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_ROOTS = {
    "rss": Served(ServedKind.FEED, "RSS feed"),
    "rdf": Served(ServedKind.FEED, "RSS feed"),
    "feed": Served(ServedKind.FEED, "Atom feed"),
    "urlset": Served(ServedKind.SITEMAP, "sitemap"),
    "sitemapindex": Served(ServedKind.SITEMAP, "sitemap index"),
    "svg": Served(ServedKind.PICTURE, "picture (SVG)"),
}
_TAGS = frozenset(
    "a abbr address article aside b base big blockquote body br button center code dd div dl dt em fieldset figure font"
    " footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input label li link main map meta"
    " nav noscript ol option p pre script section select small span strong style sub sup table tbody td textarea tfoot"
    " th thead title tr tt u ul".split()
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_ENOUGH_TAGS = 3
"""So many tags of HTML make a page of a body that begins with something else: a stray notice of the server, text."""
_JSON = re.compile(r"(?:\)\]\}',?\s*)?[\[{]|[A-Za-z_$][\w$.]{0,60}\(\s*[\[{]")
_SCRIPT = re.compile(
    r"(?:['\"]use strict|(?:var|let|const|function|window|document|import|export)\b[^<]{0,400}[=({.;])"
)
_STYLE = re.compile(r"(?:@(?:charset|import|media|font-face)\b|[\w.#:*\[\]=\s,>-]{1,200}\{\s*[a-z-]+\s*:[^<]*\})")
_MAIL = re.compile(r"(?:From|MIME-Version|Return-Path|Received):[ \t]")
_IS_HTML = re.compile(rb"\s*(?:<!DOCTYPE\s+html[^>]{0,200}>\s*)?<html[\s>]", re.IGNORECASE)
"""Most pages begin so; nothing else does."""
_SNIFFED = 65_536
_MOST_CONTROLS = 0.02
"""The share of control characters up to which a body is text; compressed and packed data has 10% and more."""


def what_was_served(body: bytes, content_type: str = "") -> Served:
    """Tell what a decompressed body is; `content_type` is the header's value, if there was one. Never raises."""
    if _IS_HTML.match(body, 0, _SNIFFED):
        return _HTML
    head = body[:_SNIFFED]
    if not head.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        return Served(ServedKind.EMPTY, "nothing")
    if packed := _by_magic(head):
        return packed
    text = decode(head).text
    if _is_binary(text):
        return Served(ServedKind.BINARY, "binary data")
    return _by_markup(text, content_type.partition(";")[0].strip().lower())


def _by_magic(head: bytes) -> Served | None:
    for magic, kind, words in _MAGIC:
        if head.startswith(magic):
            return Served(kind, words)
    # Some PDFs open with a line of their own; readers of PDF allow a kilobyte.
    if b"%PDF-1." in head[:1024] and b"obj" in head:
        return Served(ServedKind.PDF, "PDF")
    if head[4:8] == b"ftyp":
        picture = head[8:12] in _ISO_PICTURES
        return Served(ServedKind.PICTURE, "picture (HEIF)") if picture else Served(ServedKind.MEDIA, "film (MP4)")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], Served(ServedKind.BINARY, "binary data (RIFF)"))
    if head[257:262] == b"ustar":
        return Served(ServedKind.ARCHIVE, "archive (tar)")
    # Two letters are too few to go by: the length or version behind them has bytes that no text has.
    if head[:2] in {b"BM", b"MZ"} and b"\x00" in head[2:14]:
        return (
            Served(ServedKind.PICTURE, "picture (BMP)") if head[:2] == b"BM" else Served(ServedKind.BINARY, "program")
        )
    if head[:2] in {b"\xff\xfb", b"\xff\xf3"}:
        return Served(ServedKind.MEDIA, "sound (MP3)")
    return None


def _is_binary(text: str) -> bool:
    sample = text[:4096]
    controls = sum(character < " " and character not in "\t\n\r\f\x1b" for character in sample)
    return controls > _MOST_CONTROLS * len(sample) and _tags(text) < _ENOUGH_TAGS


def _by_markup(text: str, content_type: str) -> Served:
    start = text.lstrip("\ufeff\x00 \t\r\n\f")
    after = start[prolog.end() :] if (prolog := _PROLOG.match(start)) else start
    root = _ROOT.match(after)
    if root:
        name = root[1].lower()
        if name in _ROOTS:
            return _ROOTS[name]
        if name in _TAGS or (not start.startswith("<?xml") and _tags(text) >= _ENOUGH_TAGS):
            return _HTML
        return Served(ServedKind.XML, f"XML <{root[1]}>")
    if text_kind := _kind_of_text(start, content_type):
        return text_kind
    tags = _tags(text)
    if tags >= _ENOUGH_TAGS or (tags and (start.startswith("<") or "html" in content_type)):
        return _HTML
    return Served(ServedKind.TEXT, "plain text")


def _kind_of_text(start: str, content_type: str) -> Served | None:
    """JSON, scripts, style sheets and mails may carry tags within them; None for any other text."""
    if _JSON.match(start) and _is_json(start):
        return Served(ServedKind.JSON, "JSON")
    if _MAIL.match(start) and "multipart/" in start:
        return Served(ServedKind.DOCUMENT, "saved mail or page (MIME)")
    if "javascript" in content_type or _SCRIPT.match(start):
        return Served(ServedKind.TEXT, "script")
    if content_type == "text/css" or _STYLE.match(start):
        return Served(ServedKind.TEXT, "style sheet")
    return None


def _is_json(start: str) -> bool:
    """Whether a text is JSON, JSON in a call, or its beginning: a long one was cut before it was tried."""
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
