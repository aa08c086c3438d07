"""Bodies that are not pages, by name, with a description and the bytes."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

from briefings.transcript.page.body.served_kind import ServedKind

ITEM = "<item><title>A ferry sails</title><link>http://press.varenia.example/1</link></item>"


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:p>Tolmer Vask: Good morning.</w:p>")
    return packed.getvalue()


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("page.html"), io.BytesIO())
    return packed.getvalue()


NO_PAGES: dict[str, tuple[ServedKind, bytes]] = {
    "PDF": (ServedKind.FILE, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n"),
    "PDF behind a line": (ServedKind.FILE, b"\r\nX-Cache: 1\r\n%PDF-1.4\n1 0 obj\n<<>>\nendobj"),
    "JPEG": (ServedKind.FILE, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01<p>Tolmer Vask: exif</p>" + bytes(range(256))),
    "PNG": (ServedKind.FILE, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "GIF": (ServedKind.FILE, b"GIF89a\x01\x00\x01\x00\x80\x00\x00"),
    "WebP": (ServedKind.FILE, b"RIFF\x24\x00\x00\x00WEBPVP8 "),
    "SVG": (ServedKind.DATA, b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Quay</text></svg>'),
    "icon": (ServedKind.FILE, b"\x00\x00\x01\x00\x01\x00\x10\x10"),
    "MP4": (ServedKind.FILE, b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"),
    "MP3": (ServedKind.FILE, b"ID3\x03\x00\x00\x00\x00\x00\x21TIT2"),
    "Word": (ServedKind.FILE, _zip()),
    "old Word": (ServedKind.FILE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16),
    "RTF": (ServedKind.FILE, b"{\\rtf1\\ansi Tolmer Vask: Good morning.}"),
    "gzip within gzip": (ServedKind.FILE, gzip.compress(b"<html><p>Tolmer Vask: Good morning.</p></html>")),
    "tar": (ServedKind.FILE, _tar()),
    "random bytes": (ServedKind.FILE, bytes((n * 97 + n // 7) % 256 for n in range(3000))),
    "JSON object": (ServedKind.DATA, json.dumps({"html": "<p>Tolmer Vask: Good.</p><p>b</p>", "page": 2}).encode()),
    "JSON list": (ServedKind.DATA, b'[{"id": 7, "title": "<b>Ferry</b>"}]'),
    "JSON in a call": (ServedKind.DATA, b'callback({"body": "<p>Good morning.</p><p>And so on.</p>"});'),
    "JSON cut off": (ServedKind.DATA, b'{"status": "error", "message": "upstr'),
    "JSON behind a guard": (ServedKind.DATA, b')]}\',\n{"items": []}'),
    "RSS": (ServedKind.FEED, f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{ITEM}</channel></rss>'.encode()),
    "RSS 1.0": (ServedKind.FEED, b'<rdf:RDF xmlns:rdf="http://a.example/rdf"><item><title>x</title></item></rdf:RDF>'),
    "Atom in UTF-16": (ServedKind.FEED, '\ufeff<feed xmlns="http://a.example/atom"><entry/></feed>'.encode("utf-16-le")),
    "sitemap": (ServedKind.SITEMAP, b"<?xml version='1.0'?><!-- made --><urlset><url/>"),
    "sitemap index": (ServedKind.SITEMAP, b"<sitemapindex><sitemap><loc>http://a.example/1</loc></sitemap>"),
    "XML error": (ServedKind.DATA, b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
    "XML with HTML in it": (ServedKind.DATA, b"<?xml version='1.0'?><doc><body><p>a</p><p>b</p></body></doc>"),
    "proxy's words": (ServedKind.DATA, b"upstream connect error or disconnect/reset before headers"),
    "plain text": (ServedKind.DATA, b"Tolmer Vask: Good morning.\n\nHarbour Gazette: When?\n"),
    "script": (ServedKind.DATA, b'document.write("<p>Tolmer Vask:</p><p>Good morning.</p><p>Ferries.</p>");'),
    "style sheet": (ServedKind.DATA, b"body { margin: 0; } p > a { color: red }"),
    "calendar": (ServedKind.DATA, b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR"),
    "saved page": (ServedKind.FILE, b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html><p>a</p>"),
    "program": (ServedKind.FILE, b"MZ\x90\x00\x03\x00\x00\x00"),
}  # fmt: skip
