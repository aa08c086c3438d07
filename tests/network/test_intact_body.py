"""A truncated body is requested again and never trusted."""

import gzip

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from briefings.network.failures import PageFailed
from briefings.network.intact_body import IntactBodyMiddleware
from briefings.reasons import ReasonKind

URL = "http://press.varenia.example/content_1.htm"
PACKED = gzip.compress(b"<html><body>The salt tax stays.</body></html>")


class _Spider(Spider):
    name = "intact"


@pytest.fixture
def crawler() -> Crawler:
    made = get_crawler(_Spider, {"RETRY_TIMES": 1, "DOWNLOAD_MAXSIZE": 1000})
    made.spider = _Spider.from_crawler(made)
    return made


def _answer(body: bytes, **headers: str) -> Response:
    return HtmlResponse(URL, headers={name.replace("_", "-"): value for name, value in headers.items()}, body=body)


def test_whole_body_passes_as_it_is(crawler: Crawler) -> None:
    whole = _answer(b"<p>Quay</p>", Content_Length="11")
    assert IntactBodyMiddleware.from_crawler(crawler).process_response(Request(URL), whole) is whole


@pytest.mark.parametrize(
    "broken",
    [
        _answer(PACKED[:-3], Content_Encoding="gzip"),
        _answer(b"", Content_Encoding="gzip"),
        _answer(b"<html>half", Content_Length="4000"),
        _answer(PACKED[:-3], Content_Encoding="identity, GZip"),
    ],
    ids=["gzip", "empty", "length", "second coding"],
)
def test_broken_body_is_asked_for_again_and_then_fails_with_its_reason(crawler: Crawler, broken: Response) -> None:
    middleware = IntactBodyMiddleware.from_crawler(crawler)
    again = middleware.process_response(Request(URL, cb_kwargs={"number": 2}), broken)
    assert isinstance(again, Request)
    assert (again.url, again.cb_kwargs, again.dont_filter) == (URL, {"number": 2}, True)
    assert crawler.stats.get_value("retry/reason_count/truncated body") == 1
    with pytest.raises(PageFailed) as caught:
        middleware.process_response(again, broken)
    assert caught.value.reason.kind is ReasonKind.TRUNCATED


@pytest.mark.parametrize("status", [204, 301, 404, 500])
def test_answer_without_a_page_is_left_to_others(crawler: Crawler, status: int) -> None:
    answer = Response(URL, status=status, headers={"Content-Encoding": "gzip"})
    found = IntactBodyMiddleware.from_crawler(crawler).process_response(Request(URL), answer)
    assert isinstance(found, Response)
    assert (found.status, found.body) == (status, b"")


def test_answer_to_head_has_a_length_and_no_body(crawler: Crawler) -> None:
    answer = _answer(b"", Content_Length="500")
    request = Request(URL, method="HEAD")
    assert IntactBodyMiddleware.from_crawler(crawler).process_response(request, answer) is answer
