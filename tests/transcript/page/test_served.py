"""What a server sent, by its bytes; and the pages of words that stand in for a page."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import pytest

from briefings.transcript import read_page
from briefings.transcript.page.listing import NO_LISTING
from briefings.transcript.page.pagers import NO_PAGER
from briefings.transcript.page.served import ServedKind, what_was_served
from briefings.transcript.page.soft_blocks import soft_block
from tests.support.casebook import all_cases
from tests.support.pages import briefing_page, gallery, list_page, notice

URL = "http://press.varenia.example/2026-03/05/content_7001_2.htm"
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
    "PDF": (ServedKind.PDF, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n"),
    "PDF behind a line": (ServedKind.PDF, b"\r\nX-Cache: 1\r\n%PDF-1.4\n1 0 obj\n<<>>\nendobj"),
    "JPEG": (ServedKind.PICTURE, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01<p>Tolmer Vask: exif</p>" + bytes(range(256))),
    "PNG": (ServedKind.PICTURE, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "GIF": (ServedKind.PICTURE, b"GIF89a\x01\x00\x01\x00\x80\x00\x00"),
    "WebP": (ServedKind.PICTURE, b"RIFF\x24\x00\x00\x00WEBPVP8 "),
    "SVG": (ServedKind.PICTURE, b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Quay</text></svg>'),
    "icon": (ServedKind.PICTURE, b"\x00\x00\x01\x00\x01\x00\x10\x10"),
    "MP4": (ServedKind.MEDIA, b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"),
    "MP3": (ServedKind.MEDIA, b"ID3\x03\x00\x00\x00\x00\x00\x21TIT2"),
    "Word": (ServedKind.ARCHIVE, _zip()),
    "old Word": (ServedKind.DOCUMENT, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16),
    "RTF": (ServedKind.DOCUMENT, b"{\\rtf1\\ansi Tolmer Vask: Good morning.}"),
    "gzip within gzip": (ServedKind.ARCHIVE, gzip.compress(b"<html><p>Tolmer Vask: Good morning.</p></html>")),
    "tar": (ServedKind.ARCHIVE, _tar()),
    "random bytes": (ServedKind.BINARY, bytes((n * 97 + n // 7) % 256 for n in range(3000))),
    "JSON object": (ServedKind.JSON, json.dumps({"html": "<p>Tolmer Vask: Good.</p><p>b</p>", "page": 2}).encode()),
    "JSON list": (ServedKind.JSON, b'[{"id": 7, "title": "<b>Ferry</b>"}]'),
    "JSON in a call": (ServedKind.JSON, b'callback({"body": "<p>Good morning.</p><p>And so on.</p>"});'),
    "JSON cut off": (ServedKind.JSON, b'{"status": "error", "message": "upstr'),
    "JSON behind a guard": (ServedKind.JSON, b')]}\',\n{"items": []}'),
    "RSS": (ServedKind.FEED, f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{ITEM}</channel></rss>'.encode()),
    "RSS 1.0": (ServedKind.FEED, b'<rdf:RDF xmlns:rdf="http://a.example/rdf"><item><title>x</title></item></rdf:RDF>'),
    "Atom in UTF-16": (ServedKind.FEED, '\ufeff<feed xmlns="http://a.example/atom"><entry/></feed>'.encode("utf-16-le")),
    "sitemap": (ServedKind.SITEMAP, b"<?xml version='1.0'?><!-- made --><urlset><url/>"),
    "sitemap index": (ServedKind.SITEMAP, b"<sitemapindex><sitemap><loc>http://a.example/1</loc></sitemap>"),
    "XML error": (ServedKind.XML, b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
    "XML with HTML in it": (ServedKind.XML, b"<?xml version='1.0'?><doc><body><p>a</p><p>b</p></body></doc>"),
    "proxy's words": (ServedKind.TEXT, b"upstream connect error or disconnect/reset before headers"),
    "plain text": (ServedKind.TEXT, b"Tolmer Vask: Good morning.\n\nHarbour Gazette: When?\n"),
    "script": (ServedKind.TEXT, b'document.write("<p>Tolmer Vask:</p><p>Good morning.</p><p>Ferries.</p>");'),
    "style sheet": (ServedKind.TEXT, b"body { margin: 0; } p > a { color: red }"),
    "calendar": (ServedKind.TEXT, b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR"),
    "saved page": (ServedKind.DOCUMENT, b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html><p>a</p>"),
    "program": (ServedKind.BINARY, b"MZ\x90\x00\x03\x00\x00\x00"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_PAGES)
def test_what_is_no_page_is_told_whatever_its_content_type(name: str) -> None:
    kind, body = NO_PAGES[name]
    for content_type in ("text/html; charset=utf-8", "application/octet-stream", ""):
        served = what_was_served(body, content_type)
        assert served.kind == kind
        assert served.objection == f"not a page: {served.words}"
        page = read_page(body, URL, content_type=content_type)
        assert (page.served, page.lines, page.siblings, page.listing) == (served, [], NO_PAGER, NO_LISTING)


PAGES = {
    "HTML": b"<!DOCTYPE html><html><body><p>Good morning.</p></body></html>",
    "XHTML with a declaration": b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'a' 'x'>\n<html><p>a</p></html>",
    "behind a byte order mark": b"\xef\xbb\xbf<html><p>a</p></html>",
    "in UTF-16": "<html><body><p>Good morning.</p></body></html>".encode("utf-16"),
    "comments first": b"<!-- saved from http://a.example --><!-- 2 -->\n<html><p>a</p></html>",
    "a fragment": b"<div class='story'><p>Good morning.</p></div>",
    "words before it": b"Warning: division by zero in quay.php\n<html><body><p>a</p></body></html>",
    "no frame at all": b"Good morning.<br>When does the ferry sail?<br>In May.<br>",
    "brackets first": b"[Mi Feng] Good morning.<br/><p>[Reporter] When?</p>",
    "an element of its own": b"<app-root><div><p>Good</p><p>morning</p></div></app-root>",
    "upper case": b"<HTML><BODY><P>Good morning.</P></BODY></HTML>",
    "a script first": b"<script>var a = {'b': '<svg>'};</script><html><p>a</p></html>",
    "stray control characters": b"<html><p>" + b"a\x01b" * 300 + b"</p><p>c</p></html>",
}  # fmt: skip


@pytest.mark.parametrize("content_type", ["text/html", "text/plain", "application/octet-stream", "image/jpeg", ""])
@pytest.mark.parametrize("name", PAGES)
def test_html_is_a_page_whatever_its_content_type(name: str, content_type: str) -> None:
    assert what_was_served(PAGES[name], content_type).is_page


def test_nothing_is_an_empty_page() -> None:
    for body in (b"", b" \r\n", b"\x00" * 50, b"\xef\xbb\xbf"):
        assert what_was_served(body).kind == ServedKind.EMPTY


def test_every_page_of_every_case_is_a_page() -> None:
    for case in all_cases():
        for file in case.folder.glob("page-*.html"):
            assert what_was_served(file.read_bytes()).is_page, file


def words(title: str, *lines: str) -> bytes:
    said = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{said}</body></html>".encode()


STAND_INS = {
    "not a page: server error": [
        words("502 Bad Gateway", "nginx/1.18.0"),
        words("Error 503", "Backend fetch failed", "Guru Meditation:", "XID: 1234"),
        words("Service Unavailable", "The server cannot handle your request at this time. Please come back later."),
        words("504 Gateway Time-out"),
        words("Press Office", "Error establishing a database connection"),
        words("ERROR: The requested URL could not be retrieved", "Connection to 10.0.0.1 failed."),
        words("Technical Difficulties", "We are looking into it with all the means we have at hand."),
        words("Proxy Error", "The proxy server received an invalid response from an upstream server."),
        words("Server Error in '/' Application."),
        words("系统错误", "请稍后再来。"),
    ],
    "not a page: maintenance": [
        words("We'll be back soon!", "The press room is being painted."),
        words("Press Office", "Our website is currently undergoing scheduled maintenance."),
        words("Site Maintenance", "Thank you for your patience while we mend the nets."),
        words("Under construction"),
        words("Be back shortly", "Tea is being served."),
        words("提示", "网站正在维护中，请稍后访问。"),
    ],
    "not a page: parked domain": [
        words("press.varenia.example", "The domain press.varenia.example is for sale.", "Related searches"),
        words("Buy this domain"),
        words("Account Suspended", "This account has been suspended. Contact your hosting provider."),
        words("press.varenia.example is parked free"),
    ],
    "not a page: the server's default page": [
        words("Welcome to nginx!", "If you see this page, the server was installed, and needs to be configured."),
        words("Apache2 Ubuntu Default Page: It works"),
        words("Index of /press", "Parent Directory", "a.htm 2024-05-01 12k"),
        words("It works!"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("reason", "html"), [(reason, html) for reason, all_ in STAND_INS.items() for html in all_])
def test_words_that_stand_in_for_a_page_are_told(reason: str, html: bytes) -> None:
    assert str(soft_block(read_page(html, URL), html)) == reason


def test_pages_that_speak_of_such_things_are_not_taken_for_them() -> None:
    said = "We will be back soon. The server error of March is under construction, and the domain is for sale."
    for html in (
        briefing_page(7001, 1, 2),
        gallery(8100),
        notice(),
        list_page([URL]),
        words("Minister: ferry back soon after maintenance", f"Tolmer Vask: {said}", "Harbour Gazette: When will it?"),
        words("Maintenance of the lighthouse begins", f"The minister spoke on Monday about the keeper. {said} " * 3),
    ):
        assert soft_block(read_page(html, "http://press.varenia.example/talk.htm"), html) is None
