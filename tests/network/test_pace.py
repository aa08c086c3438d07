"""Pauses that hosts ask for: their length, the hosts they hold for, and the other requests. Measured at the server."""

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Event

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing
from tests.support.parts import part_of
from tests.support.server import Reply, Site, Visit, page, redirect, reset

KEY = 7001
OTHER = "english.scio.gov.cn"
PAGES = briefing(KEY, 3)
START = ("china_org_cn", "-a", f"url={address(KEY)}")
FAST = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")
_EIGHT, _LATER = "Fri, 06 Mar 2026 08:00:00 GMT", "Fri, 06 Mar 2026 08:00:02 GMT"


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages."""
    site.serve_all(PAGES)
    return site


def refusal(after: str | None = None, status: int = 429) -> Reply:
    """Return the answer of a host that has had enough, at eight by its clock if it asks with a date."""
    date = {"Date": _EIGHT} if after and after.endswith("GMT") else {}
    return Reply(b"slow down", status, {"Retry-After": after, **date} if after is not None else {})


def _pages(site: Site, host: str = HOST) -> list[Visit]:
    return [visit for visit in site.log if visit.url.startswith(f"http://{host}/") and "robots.txt" not in visit.url]


def _gap_after(site: Site, status: int, host: str = HOST) -> float:
    """Return the seconds from a host's first answer with a status to its next request."""
    visits = [visit for visit in site.log if visit.url.startswith(f"http://{host}/")]
    return next(later.at - earlier.at for earlier, later in pairwise(visits) if earlier.status == status)


def _given_up(crawl: Crawl, reason: str) -> None:
    assert crawl.code != 0
    assert f"({reason})" in crawl.out
    assert "'briefings/rate_limited':" in crawl.err
    assert f"{HOST} is given up for this run: it answered" in crawl.err


# -- How long


def _asks(site: Site, key: int, name: str, after: str | None, status: int = 429, times: int = 1) -> str:
    """Serve a briefing of three pages on a host that refuses the first one `times` times; return its address."""
    host = f"{name}.china.org.cn"
    site.serve_all(pages := briefing(key, 3, host))
    url = address(key, host=host)
    site.serve(url, *[refusal(after, status)] * times, pages[url])
    return url


@dataclass(frozen=True, slots=True)
class Paused:
    """A crawl of hosts that each ask for a pause in another way."""

    crawl: Crawl
    site: Site

    def gap(self, name: str, status: int = 429) -> float:
        return _gap_after(self.site, status, f"{name}.china.org.cn")


@pytest.fixture(scope="module")
def paused(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paused]:
    with Site() as site:
        urls = [
            _asks(site, 7011, "answers-429", "2"),
            _asks(site, 7012, "answers-503", "2", 503),
            _asks(site, 7013, "says-a-date", _LATER),
            _asks(site, 7014, "says-soon", "soon"),
            _asks(site, 7015, "says-0", "0"),
            _asks(site, 7016, "refuses-thrice", None, times=3),
        ]
        moved, waits = "moved.china.org.cn", "waits.china.org.cn"
        site.serve_all(briefing(7017, 3, moved) | briefing(7018, 3, waits))
        old = f"http://{moved}/old/content_7017.htm"
        there = redirect(address(7017, host=moved))
        site.serve(old, Reply(b"", 302, {**there.headers, "Retry-After": "1"}))
        site.serve(f"http://{waits}/robots.txt", refusal("1"), Reply(b"User-agent: *\nDisallow: /private/\n"))
        urls += [old, address(7018, host=waits)]
        crawler = Crawler(site, tmp_path_factory.mktemp("paused") / "data")
        asked = ("-a", f"url={','.join(urls)}", "-s", "RETRY_TIMES=3", "-s", "DOWNLOAD_DELAY=0.25")
        crawl = crawler.run("china_org_cn", *asked)
        assert (crawl.code, len(crawl.briefings()), len(crawl.turns())) == (0, 8, 8 * 7), crawl.err
        yield Paused(crawl, site)


def test_retry_after_in_seconds_is_kept_for_the_whole_host(paused: Paused) -> None:
    for status in (429, 503):
        assert paused.gap(f"answers-{status}", status) >= 2
        assert f"answers-{status}.china.org.cn answered {status}: it is left alone for 2.0 s" in paused.crawl.err


def test_retry_after_as_a_date_is_kept(paused: Paused) -> None:
    # By the clock of the server, which says that it is eight.
    assert paused.gap("says-a-date") >= 2
    assert "says-a-date.china.org.cn answered 429: it is left alone for 2.0 s" in paused.crawl.err


@pytest.mark.parametrize("garbage", ["soon", "0"])
def test_garbage_is_passed_over_for_our_own_back_off(paused: Paused, garbage: str) -> None:
    assert paused.gap(f"says-{garbage}") >= 0.5


def test_our_own_back_off_doubles_up_to_its_bound(paused: Paused) -> None:
    gaps = [later.at - earlier.at for earlier, later in pairwise(_pages(paused.site, "refuses-thrice.china.org.cn"))]
    assert all(gap >= asked for gap, asked in zip(gaps[:3], [0.5, 1, 2], strict=True))


def test_a_pause_asked_for_with_a_redirect_is_kept(paused: Paused) -> None:
    assert paused.gap("moved", 302) >= 1


def test_a_robots_txt_is_waited_for_like_a_page(paused: Paused) -> None:
    assert paused.gap("waits") >= 1


# -- For whom


@pytest.mark.further
def test_another_host_goes_on_during_a_pause(site: Site, crawler: Crawler) -> None:
    # More pages of the paused host than CONCURRENT_REQUESTS: they must not fill the downloader.
    here, there = briefing(KEY, 12), briefing(7002, 6, OTHER)
    site.serve_all(here | there)
    site.serve(address(KEY, 2), refusal("200"))
    first, pausing = address(7002, 1, OTHER), Event()
    site.serve(first, Reply(there[first], gate=pausing))
    process = crawler.start("china_org_cn", "-a", f"url={address(KEY)},{first}")
    process.wait_for(f"{HOST} answered 429: it is left alone for 200.0 s")
    pausing.set()
    site.wait_for(address(7002, 6, OTHER))
    process.send_signal(signal.SIGINT)
    assert crawler.finish(process).code == 7
    assert [visit.url for visit in _pages(site)] == [address(KEY), address(KEY, 2)]


@pytest.mark.further
def test_a_redirect_to_a_paused_host_waits_as_well(site: Site, crawler: Crawler) -> None:
    site.serve_all(PAGES)
    site.serve(address(KEY), refusal("2"), PAGES[address(KEY)])
    moved = address(7002, 1, OTHER)
    site.serve(moved, Reply(b"", 302, redirect(address(7003)).headers, delay=0.5))
    site.serve_all(briefing(7003, 1))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)},{moved}")
    refused = next(visit.at for visit in site.log if visit.status == 429)
    assert min(visit.at for visit in _pages(site) if visit.at > refused) - refused >= 2, crawl.err
    assert address(7003) in site.visits()


# -- What becomes of the rest


def test_a_host_that_asks_for_too_long_is_given_up_and_left_alone(served: Site, crawler: Crawler) -> None:
    served.serve(address(KEY, 2), refusal("7200"))
    crawl = crawler.run(*START)
    _given_up(crawl, "http 429 (rate limited, Retry-After 7200 s)")
    assert served.visits() == [address(KEY), address(KEY, 2)]
    assert [gap["number"] for gap in crawl.briefings()[0]["missing_pages"]] == [2, 3]


def test_a_host_that_refuses_again_and_again_is_given_up(site: Site, crawler: Crawler) -> None:
    keys = range(7001, 7011)
    for key in keys:
        site.serve(address(key), refusal())
        site.serve(address(key, 2), refusal())
    crawl = crawler.run(
        "china_org_cn", "-a", "url=" + ",".join(map(address, keys)),
        "-s", "BRIEFINGS_REFUSALS_MOST=5",
    )  # fmt: skip
    _given_up(crawl, "http 429 (rate limited)")
    assert len(site.visits()) == 5


@pytest.mark.parametrize("lets_in", part_of([True, False], 2))
def test_a_host_that_lets_in_nothing_is_given_up(site: Site, crawler: Crawler, *, lets_in: bool) -> None:
    urls = [address(key) for key in range(7001, 7007)]
    for url in urls:
        site.serve(url, refusal(status=403))
    if lets_in:
        site.serve(urls[0], *briefing(7001, 1).values())
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls)}", "-s", "BRIEFINGS_REFUSALS_MOST=3")
    assert crawl.code == 6, crawl.err
    assert crawl.out.count("was not read (http 403)") == 5
    # Pages 2, which are not there, may be asked for in between.
    asked = [url for url in site.visits() if url in urls]
    assert len(asked) == (6 if lets_in else 3)


@pytest.mark.parametrize(
    ("ban", "reason"),
    part_of([(refusal(status=403), "http 403"), (Reply(b"", delay=2), "timeout"), (reset(), "connection lost")], 3),
    ids=["403", "no answer", "reset"],
)
def test_a_host_that_bans_the_crawler_after_a_while_is_given_up(
    ban: Reply, reason: str, site: Site, crawler: Crawler
) -> None:
    """Cloudflare forbids everything to those it bans; a firewall drops their packets, or resets each connection."""
    urls = [address(key) for key in range(7001, 7011)]
    site.serve_all(briefing(7001, 1))
    for url in urls[1:]:
        site.serve(url, ban)
    settings = ("-s", "BRIEFINGS_REFUSALS_MOST=1", "-s", "DOWNLOAD_TIMEOUT=0.5", "-s", "RETRY_TIMES=0")
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls)}", *settings)
    assert crawl.out.count("was not read") == 5  # and 4 more in the log
    assert f"{HOST} is given up for this run: it shut the crawler out 4 times in a row: {reason}" in crawl.err
    # Twisted itself asks once more where a kept connection was reset.
    assert len([url for url in site.visits() if url in urls]) in {1 + 4, 1 + 5}


@pytest.mark.further
def test_a_host_that_says_that_pages_are_gone_between_closed_ones_has_banned_nobody(
    site: Site, crawler: Crawler
) -> None:
    urls = [address(key) for key in range(7001, 7009)]
    site.serve_all(briefing(7001, 1))
    for url in urls[1:]:
        site.serve(url, refusal(status=404 if url in urls[3::3] else 403))
    settings = ("-s", "BRIEFINGS_REFUSALS_MOST=1", "-s", "CONCURRENT_REQUESTS=1", "-s", "RETRY_TIMES=0")
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls)}", *settings)
    assert "is given up for this run" not in crawl.err
    assert {url for url in site.visits() if url in urls} == set(urls)


def test_refusals_at_the_same_time_are_one(site: Site, crawler: Crawler) -> None:
    pages, asked = briefing(KEY, 5), Event()
    site.serve_all(pages)
    for number in range(2, 6):
        site.serve(address(KEY, number), Reply(b"", 429, {}, gate=asked), pages[address(KEY, number)])
    process = crawler.start(*START, *FAST, "-s", "BRIEFINGS_REFUSALS_MOST=2")
    site.wait_for_visits(5)
    asked.set()
    crawl = crawler.finish(process)
    assert crawl.code == 0, crawl.err


@pytest.mark.further
def test_a_page_that_is_refused_for_good_is_a_gap_asked_for_as_often_as_any(site: Site, crawler: Crawler) -> None:
    """A single broken page is no rate limit."""
    site.serve_all(PAGES | briefing(7002, 3, OTHER))
    site.serve(address(KEY, 2), refusal())
    site.serve(address(7002, 2, OTHER), refusal(status=503))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)},{address(7002, host=OTHER)}")
    assert {line["id"]: line["missing_pages"] for line in crawl.briefings()} == {
        f"{HOST}/{KEY}": [{"number": 2, "kind": "rate_limited", "reason": "http 429 (rate limited)"}],
        f"{OTHER}/7002": [{"number": 2, "kind": "server_error", "reason": "http 503"}],
    }
    assert site.visits().count(address(KEY, 2)) == 2
    assert "'briefings/rate_limited': 1" in crawl.err


# -- The end of a run


@pytest.mark.parametrize("where", ["page", pytest.param("robots.txt", marks=pytest.mark.slow)])
def test_an_interrupt_during_a_pause_ends_the_run_at_once(served: Site, crawler: Crawler, where: str) -> None:
    url = address(KEY, 2) if where == "page" else f"http://{HOST}/robots.txt"
    served.serve(url, refusal("200"))
    crawl = _interrupted(crawler, "is left alone for 200.0 s")
    assert crawl.code == 7, crawl.err
    assert "with 1 briefing under way" in crawl.out
    assert crawl.briefings() == []

    served.serve_all(PAGES)
    served.serve(f"http://{HOST}/robots.txt", page(b"", status=404))
    assert crawler.run(*START).code == 0


def test_an_interrupt_during_a_long_gap_ends_the_run_at_once(served: Site, crawler: Crawler) -> None:
    served.serve(f"http://{HOST}/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 500\n"))
    assert _interrupted(crawler, "asks for 500 s between requests", "-s", "BRIEFINGS_CRAWL_DELAY_MOST=450").code == 7


def _interrupted(crawler: Crawler, pausing: str, *args: str) -> Crawl:
    """Interrupt a crawl once it logs `pausing`; check that it does not wait for the end of the pause."""
    process = crawler.start(*START, *args)
    process.wait_for(pausing)
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    crawl = crawler.finish(process)
    assert time.monotonic() - begun < 150
    return crawl
