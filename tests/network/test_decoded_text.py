"""Compressed pages get the right class and charset, and no charset is guessed from compressed bytes."""

import gzip

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from briefings.network.intact_body import IntactBodyMiddleware
from tests.support.crawls import Crawler
from tests.support.pages import address, briefing
from tests.support.parts import each
from tests.support.server import Site, page

URL = "http://press.varenia.example/content_1.htm"
TEXT = "渡轮时刻表将于秋季公布" * 3


def _page(charset: str, text: str = TEXT) -> bytes:
    html = f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'
    return gzip.compress(html.encode(charset))


def _decompressed(response: Response) -> Response:
    found = IntactBodyMiddleware.from_crawler(get_crawler()).process_response(Request(URL), response)
    assert isinstance(found, Response)
    return found


@each(
    ("charset", "text"),
    [("utf-8", TEXT), ("gb2312", TEXT), ("big5", "渡輪時刻表將於秋季公布" * 3)],
)
@each("content_type", ["text/html", "text/html; charset={}"])
def test_text_is_decoded_right_after_decompression(charset: str, text: str, content_type: str) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": content_type.format(charset)}
    response = _decompressed(HtmlResponse(URL, headers=headers, body=_page(charset, text)))
    assert isinstance(response, HtmlResponse)
    assert response.css("p::text").get() == text
    assert "Content-Encoding" not in response.headers


def test_page_without_a_content_type_is_still_a_page() -> None:
    response = _decompressed(HtmlResponse(URL, headers={"Content-Encoding": "gzip"}, body=_page("utf-8")))
    assert isinstance(response, HtmlResponse)
    assert response.css("p::text").get() == TEXT


def test_everything_else_of_the_response_is_kept() -> None:
    request = Request(URL)
    before = HtmlResponse(
        URL, 203, {"Content-Encoding": "gzip", "X-Served-By": "quay"}, _page("utf-8"), ["cached"], request,
        protocol="HTTP/1.1",
    )  # fmt: skip
    after = IntactBodyMiddleware.from_crawler(get_crawler()).process_response(request, before)
    kept = ("url", "status", "flags", "request", "protocol")
    assert isinstance(after, Response)
    assert after.headers["X-Served-By"] == b"quay"
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


@pytest.mark.slow
def test_charset_of_the_header_is_believed(site: Site, crawler: Crawler) -> None:
    # The page itself claims UTF-8, as pages do that were moved to another server.
    text = "渡轮时刻表"
    pages = briefing(7001, 1)
    body = pages[address(7001)].decode().replace("Good morning", text).encode("gb18030")
    site.serve_all(pages)
    site.serve(address(7001), page(body, charset="gb18030"))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(7001)}")
    assert crawl.code == 0, crawl.err
    assert text in crawl.turns()[0]["text"]


@pytest.mark.parametrize("codec", ["zlib", "idna"])
def test_a_codec_that_is_no_charset_of_pages_costs_no_page(codec: str, site: Site, crawler: Crawler) -> None:
    pages = briefing(7001, 1)
    site.serve(address(7001), page(pages[address(7001)], charset=codec))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(7001)}")
    assert crawl.code == 0, crawl.err
    assert crawl.turns()
