"""The server's answers in the rows about odd HTTP, odd bytes, and addresses to which nobody may be led."""

from __future__ import annotations

import gzip
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.proofs.faults.answers import half, instead, packed, robots, sized
from tests.proofs.faults.leads import link, pager
from tests.proofs.faults.site import LISTS, PAGES
from tests.support.pages import list_page
from tests.support.server import Reply, page, redirect, wire

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from tests.proofs.faults.answers import Answers, Replies
    from tests.proofs.faults.site import Spot

_NOT_THERE = 8001
"""Smallest number without a briefing; there is none above it either."""
_CHUNKED = wire.head("Transfer-Encoding: chunked", "Trailer: Content-Length")
PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n" + b"x" * 5_000
MAINTENANCE = instead("Maintenance", "Our website is down for maintenance.", "Please try again in a few hours.")
ELSEWHERE = {
    "http://2130706433/": "2130706433",
    "http://0177.0.0.1/": "0177.0.0.1",
    "http://[::ffff:127.0.0.1]/": "::ffff:127.0.0.1",
    "http://169.254.169.254/latest/": "169.254.169.254",
    "http://metadata.google.internal/": "metadata.google.internal",
    "http://www.china.org.cn@127.0.0.1/": "127.0.0.1",
    "http://127.0.0.1#@www.china.org.cn/": "127.0.0.1",
    "//10.0.0.1/": "10.0.0.1",
    "http://www.china.org.cn.evil.example/": "www.china.org.cn.evil.example",
    "http://xn--chna-5pa.org.cn/": "xn--chna-5pa.org.cn",
    "http://evil.example\\@www.china.org.cn/": "evil.example",
    "http://:80/": "an address without a host",
}
"""Addresses inside or elsewhere in disguised spellings, and the host that each names."""
NOWHERE = {
    "http://www.china.org.cn:22/": "not asked: port 22 of www.china.org.cn",
    "file:///etc/passwd": "http 302",
    "data:text/html,Hello": "http 302",
    "javascript:go(2)": "redirected to an address that is not valid",
    "ftp://www.china.org.cn/a": "http 302",
    "http://[": "redirected to an address that is not valid",
}
"""Addresses without a website, and the reason reported for each."""


# -- Odd HTTP


def _chunk(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(body), body)


def lying_trailer(body: bytes) -> Reply:
    """Send the whole page in chunks, and a trailer that declares five bytes."""
    return wire.sent(_CHUNKED, _chunk(body), b"0\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\n")


def half_with_trailer(body: bytes) -> Reply:
    """Send half of the page in correctly ended chunks; the trailer has the full length."""
    return wire.sent(_CHUNKED, _chunk(half(body)), b"0\r\nContent-Length: %d\r\n\r\n" % len(body))


def waits_for_more(body: bytes) -> Reply:
    """Send a page with a Content-Length that is too long, on a connection that stays open."""

    def act(connection: socket.socket) -> None:
        connection.sendall(wire.head(f"Content-Length: {len(body) + 100}", "Connection: keep-alive") + body)
        while connection.recv(1 << 16):
            pass

    return wire.wired(act)


def old_and_cut(body: bytes) -> Reply:
    """Send half of a page over HTTP/1.0, which ends with the connection."""
    return wire.sent(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", half(body))


def before(status_lines: bytes) -> Callable[[bytes], Reply]:
    """Send something ahead of the head of a good page."""
    return lambda body: wire.sent(status_lines, sized(body), body)


def headed(*lines: str) -> Callable[[bytes], Reply]:
    """Send the page after these header lines."""
    return lambda body: wire.sent(wire.head(*lines), body)


def headless(body: bytes) -> Reply:
    """Send the page without a head."""
    return wire.sent(body)


def whole(status: int) -> Callable[[bytes], Reply]:
    """Return the page with a status that denies it."""
    return lambda body: page(body, status=status)


def many_cookies(body: bytes) -> Reply:
    """Return the page with a thousand cookies."""
    cookies = [f"Set-Cookie: k{number}={'x' * 40}" for number in range(1_000)]
    return wire.sent(wire.head(f"Content-Length: {len(body)}", *cookies), body)


def refreshing(body: bytes) -> Reply:
    """Return the page with a header that leads elsewhere at once."""
    return Reply(body, headers={"Content-Type": "text/html", "Refresh": "0; url=http://evil.example/"})


def continues_for_ever(body: bytes) -> Reply:
    """Send 100 Continue without end, and never a page."""

    def act(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)

    return wire.wired(act)


def two_lengths(body: bytes) -> Reply:
    """Send a correct Content-Length and another of ten bytes."""
    return wire.sent(wire.head(f"Content-Length: {len(body)}", "Content-Length: 10"), body)


def in_two_lengths(body: bytes) -> Reply:
    """Send the page in chunks, and with a Content-Length of ten bytes."""
    return wire.sent(wire.head("Transfer-Encoding: chunked", "Content-Length: 10"), _chunk(body), b"0\r\n\r\n")


def cookie_loop(spot: Spot) -> Replies:
    """Let page 2 lead to itself until a cookie comes back."""
    headers = {"Location": spot.url(2), "Set-Cookie": "seen=1"}
    return {spot.url(2): Reply(b"", 302, headers)}


# -- Odd bytes


def twice(coding: str) -> Callable[[bytes], Reply | list[Reply]]:
    """Return the page compressed with gzip twice, whatever coding is declared."""
    return packed(coding, lambda body: gzip.compress(gzip.compress(body)))


def bomb_in_deflate(body: bytes) -> Reply | list[Reply]:
    """Return a gzip bomb within deflate."""
    inner = gzip.compress(body + bytes(100_000_000), compresslevel=9)
    return packed("gzip, deflate", lambda _: zlib.compress(inner))(body)


def served_as(kind: str, what: bytes | None = None) -> Callable[[bytes], Reply]:
    """Return the page, or something else, with a Content-Type."""
    return lambda body: Reply(body if what is None else what, headers={"Content-Type": kind})


def robots_of_zeros(spot: Spot) -> Replies:
    """Answer for robots.txt with 100 MB of zeros in 100 KB, as plain text."""
    packed_body = gzip.compress(bytes(100_000_000), compresslevel=1)
    return robots(Reply(packed_body, headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"}))(spot)


def multipart(body: bytes) -> Reply:
    """Return the page as one of several parts."""
    part = b"--part\r\nContent-Type: text/html\r\n\r\n" + body + b"\r\n--part--\r\n"
    return Reply(part, headers={"Content-Type": "multipart/x-mixed-replace; boundary=part"})


def with_entities(body: bytes) -> Reply:
    """Return the page with entities that unfold a billion times, and one that names a file of the reader's."""
    unfold = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    kinds = f'<!DOCTYPE html [<!ENTITY l0 "ha">{unfold}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return page(body.replace(b"<!DOCTYPE html>", kinds.encode()).replace(b"<p>Follow", b"<p>&l9;&f;</p><p>Follow"))


def nested(count: int) -> Callable[[bytes], Reply]:
    """Return the page with `count` nested elements at its end."""
    return lambda body: page(body.replace(b"<p>Follow", b"<div><b>" * count + b"<p>Follow"))


def many_attributes(count: int) -> Callable[[bytes], Reply]:
    """Return the page with a tag of `count` attributes."""

    def answer(body: bytes) -> Reply:
        many = " ".join(f"a{number}=''" for number in range(count)).encode()
        return page(body.replace(b"<p>Follow", b"<p " + many + b">Follow"))

    return answer


def many_links(count: int) -> Callable[[bytes], Reply]:
    """Return the page with `count` links below its text."""

    def answer(body: bytes) -> Reply:
        links = "\n".join(f'<a href="/p/{number}">Quay {number}</a>' for number in range(count)).encode()
        return page(body.replace(b"<p>Follow", b"<div>" + links + b"</div><p>Follow"))

    return answer


def _three(spot: Spot) -> list[str]:
    before, after = spot.around()
    return [one.url(1) for one in (before, spot, after)]


def long_list(count: int) -> Answers:
    """Serve a list of `count` briefings, of which only the first three exist."""

    def answers(spot: Spot) -> Replies:
        items = "".join(f"<li><a href='/2024-05/17/content_{_NOT_THERE + n}.htm'>No {n}</a>" for n in range(count - 3))
        return {LISTS: page(list_page(_three(spot)).replace(b"</ul>", items.encode() + b"</ul>"))}

    return answers


def list_among_links(count: int) -> Answers:
    """Serve a list of three briefings with `count` links to other pages below it."""

    def answers(spot: Spot) -> Replies:
        links = "\n".join(f'<li><a href="/p/{number}">Part {number}</a></li>' for number in range(count)).encode()
        return {LISTS: page(list_page(_three(spot)).replace(b"</body>", b"<ul>" + links + b"</ul></body>"))}

    return answers


# -- Where nobody may be led


def led_to(address: str) -> Answers:
    """Let page 2 redirect to an address."""
    return lambda spot: {spot.url(2): redirect(address.encode().decode("latin-1"))}  # as servers send it


def refreshed_to(address: str) -> Answers:
    """Let page 2 be a page that refreshes to an address at once."""
    html = f'<html><head><meta http-equiv="refresh" content="0; url={address}"></head><body></body></html>'
    return lambda spot: {spot.url(2): page(html.encode())}


def pager_to(address: str) -> Answers:
    """Let the pager lead to an address for page 2."""
    return pager(lambda spot, number: [(n, address if n == 2 else link(spot, n)[1]) for n in range(1, PAGES + 1)])


def robots_chain(count: int) -> Answers:
    """Put robots.txt behind `count` redirects; the last forbids everything."""

    def answers(spot: Spot) -> Replies:
        where = [f"http://{spot.host}/robots.txt", *(f"http://{spot.host}/rules-{n}.txt" for n in range(count))]
        replies: Replies = {one: redirect(to) for one, to in pairwise(where)}
        return {**replies, where[-1]: page(b"User-agent: *\nDisallow: /\n")}

    return answers
