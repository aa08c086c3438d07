"""robots.txt according to RFC 9309: whom it binds, what its absence means, and the gaps it asks for."""

import gzip
from itertools import pairwise

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing
from tests.support.server import Reply, Site, page, redirect, reset

KEY = 7001
PAGES = briefing(KEY, 3)
ROBOTS = f"http://{HOST}/robots.txt"
START = ("china_org_cn", "-a", f"url={address(KEY)}")
ALL_FORBIDDEN = b"User-agent: *\nDisallow: /\n"


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages."""
    site.serve_all(PAGES)
    return site


def _robots(text: bytes) -> Reply:
    return Reply(text, headers={"Content-Type": "text/plain"})


def _asked(site: Site, url: str = ROBOTS) -> int:
    return [visit.url for visit in site.log].count(url)


def _gaps(site: Site) -> list[float]:
    return [later.at - earlier.at for earlier, later in pairwise(site.log)]


# -- Whom it binds


def test_a_host_that_forbids_everything_is_asked_for_nothing(site: Site, crawler: Crawler) -> None:
    # As a log names us, in the encoding of an editor.
    ours = "\ufeffUser-agent: briefings/0.1\nNoindex: /\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    packed = Reply(gzip.compress(ALL_FORBIDDEN), headers={"Content-Encoding": "gzip"})
    hosts = {"all": _robots(ALL_FORBIDDEN), "ours": _robots(ours.encode("utf-16-le")), "packed": packed}
    urls = {address(KEY, host=f"{name}.china.org.cn"): robots for name, robots in hosts.items()}
    for url, robots in urls.items():
        site.serve(url, PAGES[address(KEY)])
        site.serve(url.replace(url.partition("china.org.cn/")[2], "robots.txt"), robots)
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls)}")
    assert crawl.code != 0
    assert all(f"{url} was not read (robots.txt)" in crawl.out for url in urls)
    assert (site.visits(), crawl.briefings()) == ([], [])
    assert "'briefings/blocked': 3" in crawl.err


def test_the_group_with_our_name_counts_and_not_those_of_others(served: Site, crawler: Crawler) -> None:
    # The full user agent also names Scrapy and the press.
    others = b"User-agent: Scrapy\nUser-agent: press\nUser-agent: transcripts\nDisallow: /\n"
    served.serve(
        ROBOTS, _robots(others + b"\nUser-agent: *\nDisallow: /\n\nUser-agent: Briefings/0.1 (bot)\nDisallow: /x\n")
    )
    crawl = crawler.run(*START, "-s", "USER_AGENT=somebody else (Scrapy; press)")
    assert crawl.code == 0, crawl.err


# -- When there is none, or no getting at it


@pytest.mark.further
def test_a_host_without_robots_txt_may_be_read(site: Site, crawler: Crawler) -> None:
    hosts = {status: f"without-{status}.china.org.cn" for status in (401, 403, 451)}
    for status, host in hosts.items():
        site.serve_all(briefing(KEY, 2, host))
        site.serve(f"http://{host}/robots.txt", Reply(ALL_FORBIDDEN, status))
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(address(KEY, 1, host) for host in hosts.values())}")
    assert crawl.code == 0, crawl.err
    assert {line["id"] for line in crawl.briefings()} == {f"{host}/{KEY}" for host in hosts.values()}
    assert all(_asked(site, f"http://{host}/robots.txt") == 1 for host in hosts.values())


def test_a_robots_txt_that_cannot_be_had_forbids_everything_of_its_host(site: Site, crawler: Crawler) -> None:
    replies = {
        "http 500": page(b"", status=500),
        "http 503": page(b"", status=503),
        "http 429 (rate limited)": page(b"", status=429),
        "connection lost": reset(),
        "timeout": page(b"", delay=60),
    }
    hosts = {reason: f"host-{number}.china.org.cn" for number, reason in enumerate(replies)}
    for reason, host in hosts.items():
        site.serve_all(briefing(KEY, 2, host))
        site.serve(f"http://{host}/robots.txt", replies[reason])
    urls = {reason: address(KEY, 1, host) for reason, host in hosts.items()}
    # It does not bind another host of the run; a host that answers when asked again counts.
    free, late = "english.scio.gov.cn", "late.china.org.cn"
    site.serve_all(briefing(7002, 1, free) | briefing(7003, 1, late))
    rules = f"http://{late}/robots.txt"
    site.serve(rules, page(b"", status=502), _robots(b"User-agent: *\nDisallow: /private/\n"))
    read = [address(7002, host=free), address(7003, host=late)]
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join((*urls.values(), *read))}", "-s", "DOWNLOAD_TIMEOUT=2")
    assert crawl.code != 0
    assert sorted(site.visits()) == sorted(read)
    assert {line["id"] for line in crawl.briefings()} == {f"{free}/7002", f"{late}/7003"}
    assert _asked(site, rules) == 2
    for reason, host in hosts.items():
        assert f"{urls[reason]} was not read (robots.txt unreachable ({reason}))" in crawl.out
        # Requested once more, as RETRY_TIMES says here, before it is given up; Twisted repeats each request once where
        # a reset meets a reused connection.
        assert _asked(site, f"http://{host}/robots.txt") in ({2, 3, 4} if reason == "connection lost" else {2})
        assert f"{host}/robots.txt: {reason}, so nothing else is asked of this host in this run" in crawl.err
    assert "'briefings/blocked': 2" in crawl.err
    assert "'briefings/rate_limited': 1" in crawl.err


# -- Redirects and size


def test_five_redirects_are_followed(site: Site, crawler: Crawler) -> None:
    ways: dict[int, list[str]] = {}
    for hops in (5, 6):
        host = f"hops-{hops}.china.org.cn"
        site.serve_all(briefing(KEY + hops, 3, host))
        steps = [f"http://{host}/{name}" for name in ("robots.txt", *(f"step-{number}" for number in range(1, hops)))]
        # Kept at another authority, as RFC 9309 allows.
        ways[hops] = [*steps, f"http://rules-{hops}.example/robots.txt"]
        for step, onward in pairwise(ways[hops]):
            site.serve(step, redirect(onward))
        site.serve(ways[hops][-1], _robots(ALL_FORBIDDEN))
    urls = {hops: address(KEY + hops, host=f"hops-{hops}.china.org.cn") for hops in ways}
    crawl = crawler.run("china_org_cn", "-a", f"url={','.join(urls.values())}")
    assert f"{urls[5]} was not read (robots.txt)" in crawl.out
    assert [line["id"] for line in crawl.briefings()] == [f"hops-6.china.org.cn/{KEY + 6}"]
    asked = {visit.url for visit in site.log}
    assert {url for url in asked if "hops-5" in url or "rules-5" in url} == set(ways[5])
    assert ways[6][-1] not in asked


def test_a_host_whose_robots_txt_never_ends_is_asked_for_nothing(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(KEY, 3))
    site.serve(f"http://{HOST}/robots.txt", Reply(b"# about nothing at all\n" * 4_000, chunked=True))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(KEY)}", "-s", "DOWNLOAD_MAXSIZE=60000")
    assert "robots.txt unreachable (larger than DOWNLOAD_MAXSIZE)" in crawl.out
    assert not [visit for visit in site.log if not visit.url.endswith("/robots.txt")]


# -- Gaps


def test_the_gap_it_asks_for_is_kept(site: Site, crawler: Crawler) -> None:
    """A gap that is too long is cut and reported; one that is not a number is ignored."""
    gaps = {
        b"Crawl-delay: 0.6": 0.6,
        b"Crawl-delay: 0.3\nRequest-rate: 5/3": 0.6,
        b"Crawl-delay: 3600": 0.7,
        b"Crawl-delay: soon": 0,
        b"Crawl-delay: -5\nRequest-rate: 0/9": 0,
    }
    hosts = _serve_with_rules(site, list(gaps))
    more = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "-s", "BRIEFINGS_CRAWL_DELAY_MOST=0.7")
    crawl = _crawl_all(crawler, hosts, *more)
    assert crawl.code == 0, crawl.err
    for host, gap in zip(hosts.values(), gaps.values(), strict=True):
        visits = [visit for visit in site.log if visit.url.startswith(f"http://{host}/")]
        assert len(visits) == 4
        assert min(later.at - earlier.at for earlier, later in pairwise(visits)) >= gap
    assert "rule-2.china.org.cn/robots.txt asks for 3600 s between requests; 0.7 s are kept" in crawl.err


def _serve_with_rules(site: Site, rules: list[bytes]) -> dict[int, str]:
    """Serve a briefing of three pages on one host per rule, which its robots.txt contains; return the hosts by key."""
    hosts = {KEY + number: f"rule-{number}.china.org.cn" for number in range(len(rules))}
    for (key, host), rule in zip(hosts.items(), rules, strict=True):
        site.serve_all(briefing(key, 3, host))
        site.serve(f"http://{host}/robots.txt", _robots(b"User-agent: *\n" + rule + b"\n"))
    return hosts


def _crawl_all(crawler: Crawler, hosts: dict[int, str], *args: str) -> Crawl:
    urls = [address(key, host=host) for key, host in hosts.items()]
    return crawler.run("china_org_cn", "-a", f"url={','.join(urls)}", *args)


@pytest.mark.further
def test_our_own_longer_delay_stays(site: Site, crawler: Crawler) -> None:
    # Scrapy's own gaps are often as long.
    site.serve_all(briefing(KEY, 8))
    site.serve(ROBOTS, _robots(b"User-agent: *\nCrawl-delay: 0.1\n"))
    crawl = crawler.run(*START, "-s", "DOWNLOAD_DELAY=0.3")
    assert crawl.code == 0, crawl.err
    assert min(_gaps(site)) >= 0.3
