"""The kind of a response, judged by its bytes; and pages of words that stand in for a page."""

from __future__ import annotations

import pytest

from briefings.transcript import read_page
from briefings.transcript.page.body.served_kind import ServedKind, what_was_served
from briefings.transcript.page.links.lists.listing import NO_LISTING
from briefings.transcript.page.links.pagers.pager import NO_PAGER
from tests.support.casebook import all_cases
from tests.support.no_pages import NO_PAGES
from tests.support.pages import briefing_page, gallery, list_page, notice
from tests.support.parts import each

URL = "http://press.varenia.example/2026-03/05/content_7001_2.htm"


@each("name", NO_PAGES)
def test_what_is_no_page_is_told_whatever_its_content_type(name: str) -> None:
    kind, body = NO_PAGES[name]
    for content_type in ("text/html; charset=utf-8", "application/octet-stream", ""):
        served = what_was_served(body, content_type)
        assert served.kind == kind
        assert served.objection.startswith(f"not a page: {served.words}")
        page = read_page(body, URL, content_type=content_type)
        assert (page.origin.served, page.lines, page.siblings, page.listing) == (served, (), NO_PAGER, NO_LISTING)


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


@each("content_type", ["text/html", "text/plain", "application/octet-stream", "image/jpeg", ""])
@each("name", PAGES)
def test_html_is_a_page_whatever_its_content_type(name: str, content_type: str) -> None:
    assert what_was_served(PAGES[name], content_type).is_page


@pytest.mark.parametrize("charset", ["utf-16le", "utf-16be"])
def test_a_page_whose_letters_the_header_alone_names_is_a_page(charset: str) -> None:
    text = "<html><body>" + "<p>좋은 아침입니다. 여객선은 오월에 다시 운항합니다.</p>" * 9
    page = read_page(text.encode(charset), URL, content_type=f"text/html; charset={charset}")
    assert len(page.lines) == 9


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


@each(("reason", "html"), [(reason, html) for reason, all_ in STAND_INS.items() for html in all_])
def test_words_that_stand_in_for_a_page_are_told(reason: str, html: bytes) -> None:
    assert str(read_page(html, URL).origin.in_place) == reason


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
        assert read_page(html, "http://press.varenia.example/talk.htm").origin.in_place is None
