"""The reason why a page is missing, in words for people, whatever a server leads to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from briefings.network.failures import PageFailed, reason_of, status_reason
from briefings.network.same_source import SameSourceMiddleware
from briefings.reasons import Reason, ReasonKind
from briefings.runs.stats import Counts, Stat
from tests.support.pages import HOST, address, briefing
from tests.support.parts import each, part_of
from tests.support.server import Site, page, redirect

if TYPE_CHECKING:
    from tests.support.crawls import Crawler

_INVALID = Reason(ReasonKind.REDIRECTED, "redirected to an address that is not valid")
_CLASS = re.compile(r"\b[A-Z][a-z]+[A-Z]\w+\b|\w+Error\b")
"""Name of a class, which no reason for people contains."""


@pytest.mark.parametrize("error", [ValueError("Port out of range"), UnicodeEncodeError("idna", "x", 0, 1, "label")])
def test_what_scrapy_raises_for_an_address_has_words(error: Exception) -> None:
    assert reason_of(error) == _INVALID


def test_an_error_that_nobody_expected_is_said_to_be_one() -> None:
    assert reason_of(ZeroDivisionError()) == Reason(ReasonKind.OTHER, "unexpected error: ZeroDivisionError")


@pytest.mark.parametrize(
    ("error", "counted"),
    [
        (TimeoutError(), None),
        (PageFailed(Reason(ReasonKind.TIMEOUT, "timeout")), Stat.LOST_PAGES),
        (IgnoreRequest("max redirections reached"), Stat.LOST_PAGES),
        (IgnoreRequest("a duplicate of the shop"), None),
        (PageFailed(Reason(ReasonKind.FORGOTTEN, "forgotten")), Stat.FORGOTTEN),
        (PageFailed(Reason(ReasonKind.REDIRECTED, "redirected to b.example, outside the source")), Stat.OUTSIDE_LINKS),
    ],
)
def test_a_page_of_a_plain_spider_is_counted_by_why_it_did_not_come(error: Exception, counted: Stat | None) -> None:
    crawler = get_crawler()
    SameSourceMiddleware(crawler).process_exception(Request(address(7001)), error)
    counts = Counts(crawler)
    told = [stat for stat in (Stat.LOST_PAGES, Stat.FORGOTTEN, Stat.OUTSIDE_LINKS) if counts[stat]]
    assert told == ([counted] if counted else [])


@each("header", ["cf-mitigated", "X-Amzn-Waf-Action"])
@each("status", [202, 405, 503])
def test_a_guard_that_wants_a_browser_refuses_with_any_status(header: str, status: int) -> None:
    answer = Response(address(7001), status, headers={header: "challenge"})
    assert status_reason(answer) == Reason(ReasonKind.REFUSED, f"http {status}")


@pytest.mark.parametrize("status", part_of([503, 520, 525], 3))
def test_a_server_that_its_guard_did_not_reach_is_asked_again(status: int, site: Site, crawler: Crawler) -> None:
    site.serve(address(7001), page(b"", status=status), *briefing(7001, 1).values())
    crawl = crawler.run("china_org_cn", "-a", f"url={address(7001)}")
    assert crawl.code == 0, crawl.err


def test_a_long_address_is_asked_for_and_a_huge_one_said(site: Site, crawler: Crawler) -> None:
    """Scrapy drops the request for either in silence; the run said that the site never answered."""
    long, huge = (f"{address(key)}?session={'x' * length}" for key, length in ((7002, 3000), (7003, 9000)))
    named = "".join(f'<li><a href="{url}">Briefing on the ferries</a></li>' for url in (address(7001), long, huge))
    site.serve(f"http://{HOST}/list.htm", page(f"<html><ul>{named}</ul></html>".encode()))
    site.serve_all(briefing(7001, 1) | dict.fromkeys([long], *briefing(7002, 1).values()))
    crawl = crawler.run("briefing", "-a", f"lists=http://{HOST}/list.htm")
    assert crawl.code == 3
    assert crawl.out.startswith("2 briefings ("), crawl.err
    assert f"was not read (not asked: an address of {len(huge)} characters)" in crawl.out
    assert huge not in site.visits()


def test_a_redirect_to_what_is_no_address_has_words(site: Site, crawler: Crawler) -> None:
    targets = [
        (f"http://{HOST}:99999/", False),
        ("mailto:anna@example.org", False),
        ("http://[::1/", True),
        ("http://%/", True),
    ]
    urls = []
    for number, (target, robots) in enumerate(targets):
        host = f"host-{number}.china.org.cn"
        urls.append(address(number, host=host))
        site.serve(f"http://{host}/robots.txt" if robots else urls[-1], redirect(target))
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls)}")
    assert crawl.code in (3, 4)
    assert all(f"{url} was not read (" in crawl.out for url in urls)
    assert not _CLASS.search(crawl.out), crawl.out
    assert "Traceback" not in crawl.err


def test_a_page_that_redirects_to_itself_is_asked_twice_and_said(site: Site, crawler: Crawler) -> None:
    """It cost six requests; a guard that sends a visitor round once still lets the page come."""
    urls = {key: address(key) for key in (7001, 7002, 7003)}
    site.serve(urls[7001], redirect(urls[7001]))
    site.serve(urls[7002], redirect(urls[7002]), *briefing(7002, 1).values())
    site.serve(urls[7003], redirect(f"http://{HOST}/guard"), *briefing(7003, 1).values())
    site.serve(f"http://{HOST}/guard", redirect(urls[7003]))
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls.values())}")
    assert crawl.code == 3, crawl.err
    assert f"{urls[7001]} was not read (too many redirects, without cookies)" in crawl.out
    assert crawl.out.startswith("2 briefings ("), crawl.out
    assert len(site.visits([urls[7001]])) == 2
