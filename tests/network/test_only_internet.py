"""No request reaches a machine inside, wherever pages lead: the real crawl, with and without a proxy."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from ssl import SSLContext
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.utils.test import get_crawler

from briefings.network.failures import InsideAddress
from briefings.network.only_internet import OnlyInternetMiddleware
from briefings.reasons import Reason, ReasonKind
from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.parts import each
from tests.support.server import Reply, Site, page, redirect

KEY = 7001
ROBOTS = f"http://{HOST}/robots.txt"
INSIDE = "http://10.20.30.40/page.htm"
BY_NAME = ("-s", "TWISTED_DNS_RESOLVER=tests.support.resolver.TestNames")


@dataclass(slots=True)
class DirectCrawler(Crawler):
    """Crawler without a proxy, so that every name is resolved."""

    more: dict[str, str] = field(default_factory=dict)
    """Further variables of its environment."""

    def environment(self) -> dict[str, str]:
        """Return the environment of a crawl, without a proxy."""
        environment = Crawler.environment(self)
        del environment["http_proxy"]
        return environment | self.more


class _Secure(dict[str, SSLContext]):
    """The certificates of no host, with the hosts for which one was wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def get(self, host: str, default: Any = None) -> Any:
        """Note the host."""
        self.asked.append(host)
        return default


class _Spider(Spider):
    name = "own"
    own_addresses: tuple[str, ...]


@pytest.fixture
def direct(site: Site, tmp_path: Path) -> DirectCrawler:
    """A runner of crawls that reach `site` only at its own address and port."""
    return DirectCrawler(site, tmp_path / "data", extra=["-s", "DNS_TIMEOUT=5"])


def _port(site: Site) -> str:
    return site.proxy.rpartition(":")[2]


def _not_read(crawl: Crawl, url: str, why: str) -> None:
    assert f"{url} was not read (not asked: {why})" in crawl.out, crawl.out + crawl.err
    assert crawl.code in (3, 4)


# -- Through a proxy, which finds the names: what is inside by its spelling


# The form Python prints from 3.13 on; earlier versions print another beside the one on the page.
_MAPPED = "::ffff:169.254.169.254"
if (_SPELT := str(ip_address(_MAPPED))) != _MAPPED:
    _MAPPED = f"{_MAPPED} ({_SPELT})"


@each(
    ("url", "why"),
    [
        (INSIDE, "10.20.30.40 is a private address"),
        ("http://2130706433/", "2130706433 (127.0.0.1) is a private address"),
        ("http://[::1]/", "::1 is a private address"),
        ("http://0177.0.0.1/", "0177.0.0.1 (127.0.0.1) is a private address"),
        ("http://0x7f.1/", "0x7f.1 (127.0.0.1) is a private address"),
        ("http://①②⑦.0.0.1/", "127.0.0.1 is a private address"),
        ("http://127。0。0。1/", "127.0.0.1 is a private address"),
        ("http://0.0.0.0/", "0.0.0.0 is a private address"),
        ("http://100.64.0.1/", "100.64.0.1 is a private address"),
        ("http://[::ffff:169.254.169.254]/", f"{_MAPPED} is a private address"),
        ("http://[64:ff9b::a00:1]/", "64:ff9b::a00:1 is a private address"),
        ("http://[fe80::1]/", "fe80::1 is a private address"),
        ("http://[fd00::1]/", "fd00::1 is a private address"),
        ("http://localhost./", "localhost is a private host"),
        ("http://www.china.org.cn@10.0.0.1/", "10.0.0.1 is a private address"),
        ("https://169.254.169.254/latest/meta-data/", "169.254.169.254 is a private address"),
        ("http://metadata.google.internal/computeMetadata/v1/", "metadata.google.internal is a private host"),
        ("http://router/", "router is a private host"),
        (f"http://{HOST}:8099/page.htm", f"port 8099 of {HOST}"),
        ("http://own.example:8000/", None),
        ("http://own.example:8001/", "port 8001 of own.example"),
        ("http://www.own.example:8000/", None),
        ("http://m.own.example:8000/", "port 8000 of m.own.example"),
        ("http://own.example/", None),
        ("http://other.example:8000/", "port 8000 of other.example"),
        (f"https://{HOST}/", None),
        (f"http://{HOST}:443/", None),
        ("http://10.9.8.7:6000/", None),
        ("http://nas.local:5000/", None),
        ("http://10.9.9.9:6000/", "port 6000 of 10.9.9.9"),
        ("http://192.168.1.5:81/list", None),
        ("http://192.168.1.5/page", None),
    ],
)
def test_a_request_through_a_proxy_is_judged_by_its_target(url: str, why: str | None) -> None:
    settings = {"BRIEFINGS_PRIVATE_HOSTS": "10.9.8.0/24, nas.local"}
    crawler = get_crawler(settings_dict=settings)
    crawler.spider = _Spider(own_addresses=("http://own.example:8000/a", "http://192.168.1.5:81/list"))
    request = Request(url, meta={"proxy": "http://127.0.0.1:3128"})
    judged = OnlyInternetMiddleware.from_crawler(crawler).process_request(request)
    if why is None:
        asyncio.run(judged)
        return
    with pytest.raises(InsideAddress) as refused:
        asyncio.run(judged)
    assert refused.value.reason == Reason(ReasonKind.PRIVATE_ADDRESS, f"not asked: {why}")


def test_a_page_that_leads_to_another_port_is_not_followed(site: Site, crawler: Crawler) -> None:
    site.serve(address(KEY), redirect(f"http://{HOST}:8099/page.htm"))
    site.serve(address(7009), page(f'<meta http-equiv="refresh" content="0; url=http://{HOST}:8099/a">'.encode()))
    crawl = crawler.run("briefing", "-a", f"url={address(KEY)},{address(7009)}")
    for key in (KEY, 7009):
        _not_read(crawl, address(key), f"port 8099 of {HOST}")
    asked = {address(key, number) for key in (KEY, 7009) for number in (1, 2)}
    assert {visit.url for visit in site.log} <= {ROBOTS, *asked}


def test_a_robots_txt_that_redirects_inside_is_not_followed_and_forbids_everything(
    site: Site, crawler: Crawler
) -> None:
    site.serve_all(briefing(KEY, 1))
    site.serve(ROBOTS, redirect("http://127.0.0.1:8099/robots.txt"))
    crawl = crawler.run("briefing", "-a", f"url={address(KEY)}")
    assert "robots.txt unreachable (not asked: port 8099 of 127.0.0.1)" in crawl.out
    assert [visit.url for visit in site.log] == [ROBOTS]


@pytest.mark.further
def test_a_list_entry_at_another_port_is_outside_and_the_others_are_read(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(KEY, 1))
    elsewhere = address(7002).replace(HOST, f"{HOST}:8099")
    start = f"http://{HOST}/node_1.htm"
    site.serve(start, list_page([address(KEY), elsewhere, address(7003)]))
    site.serve_all(briefing(7003, 1))
    crawl = crawler.run("briefing", "-a", f"lists={start}")
    assert "'briefings/outside_links': 1" in crawl.err
    assert not [visit for visit in site.log if "8099" in visit.url]
    assert sorted(line["id"] for line in crawl.briefings(HOST)) == [f"{HOST}/7001", f"{HOST}/7003"]


# -- Without one: what a name leads to


def test_the_users_own_address_may_be_inside_at_its_port(site: Site, direct: DirectCrawler) -> None:
    own = f"127.0.0.1:{_port(site)}"
    site.serve_all(briefing(KEY, 2, own))
    crawl = direct.run("briefing", "-a", f"url={address(KEY, host=own)}")
    assert (crawl.code, len(crawl.briefings(own.replace(":", "_")))) == (0, 1), crawl.err


def test_a_name_that_leads_inside_is_not_asked_unless_it_is_named(site: Site, direct: DirectCrawler) -> None:
    own, other = f"127.0.0.1:{_port(site)}", f"at-127-0-0-1.example:{_port(site)}"
    site.serve_all(briefing(KEY, 1, own))
    site.serve(f"http://{own}/robots.txt", redirect(f"http://{other}/robots.txt"))
    port_80 = f"http://{own}/robots.txt", redirect("http://at-127-0-0-1.example/robots.txt")
    named = ("-s", "BRIEFINGS_PRIVATE_HOSTS=at-127-0-0-1.example")
    crawl = direct.run("briefing", "-a", f"url={address(KEY, host=own)}", *BY_NAME, *named)
    assert crawl.code == 0, crawl.err
    assert f"http://{other}/robots.txt" in [visit.url for visit in site.log]

    site.log.clear()
    site.serve(*port_80)
    crawl = direct.run("briefing", "-a", f"url={address(KEY, host=own)}", "-s", "BRIEFINGS_LOOK_AGAIN=0", *BY_NAME)
    why = "not asked: at-127-0-0-1.example (127.0.0.1) is a private address"
    assert f"robots.txt unreachable ({why})" in crawl.out, crawl.out + crawl.err
    assert {visit.url for visit in site.log} == {f"http://{own}/robots.txt"}


@pytest.mark.further
def test_cookies_have_no_list_of_public_suffixes_fetched(
    site: Site, direct: DirectCrawler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = f"127.0.0.1:{_port(site)}"
    pages = briefing(KEY, 2, own)
    site.serve_all(pages)
    first = address(KEY, host=own)
    site.serve(first, Reply(pages[first], headers={"Content-Type": "text/html", "Set-Cookie": "seen=1"}))
    # The list is at an https address: whoever asks for it comes to the site as to a proxy, which knows no such host.
    secure = _Secure()
    monkeypatch.setattr(site, "contexts", secure)
    direct.more |= {"https_proxy": site.proxy, "TLDEXTRACT_CACHE": str(tmp_path / "suffixes")}
    crawl = direct.run("briefing", "-a", f"url={first}", "-s", "COOKIES_ENABLED=True")
    assert (crawl.code, len(crawl.briefings(own.replace(":", "_")))) == (0, 1), crawl.err
    assert secure.asked == []


def test_a_wrong_entry_is_a_sentence_and_nothing_is_asked(site: Site, crawler: Crawler) -> None:
    private = "BRIEFINGS_PRIVATE_HOSTS=http://intranet/"
    (crawl,) = crawler.refused([("briefing", "-a", f"url={address(KEY)}", "-s", private)])
    assert (crawl.code, site.log) == (2, [])
    assert "BRIEFINGS_PRIVATE_HOSTS='http://intranet/' must be host names, addresses and networks" in crawl.err
