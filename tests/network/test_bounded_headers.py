"""A response with endless headers takes no memory and no time."""

import socket

from tests.support.crawls import Crawler
from tests.support.pages import HOST, address, briefing
from tests.support.server import Site
from tests.support.server.wire import head, sent, wired

LINE = b"X-Filler: " + b"a" * 1000 + b"\r\n"


def _endless(connection: socket.socket) -> None:
    connection.sendall(head("Connection: close")[:-2])
    while True:
        connection.sendall(LINE * 100)


def test_headers_without_end_are_a_gap_with_a_reason(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3))
    site.serve(address(7001, 2), wired(_endless))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(7001)}")
    assert crawl.code == 3, crawl.err
    assert f"{HOST}/7001 lacks page 2 (headers too long)." in crawl.out


def test_long_headers_are_read(site: Site, crawler: Crawler) -> None:
    pages = briefing(7001, 3)
    site.serve_all(pages)
    site.serve(address(7001, 2), sent(head("Connection: close")[:-2] + LINE * 200 + b"\r\n", pages[address(7001, 2)]))
    crawl = crawler.run("china_org_cn", "-a", f"url={address(7001)}")
    assert crawl.code == 0, crawl.err
