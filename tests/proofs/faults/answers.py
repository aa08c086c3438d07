"""The server's answers in each row: functions that make the replies for a briefing, by address."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable
from html import escape

import brotli  # type: ignore[import-untyped]

from tests.proofs.faults.site import LISTS, PAGES, ROBOTS, Spot
from tests.support.pages import address, briefing_page, document
from tests.support.server import Reply, page, wire

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Replies = dict[str, Reply | list[Reply]]
Answers = Callable[[Spot], Replies]
_Made = Callable[[bytes], Reply | list[Reply]]
_BOMB = bytes(100_000_000)


# -- Where


def on(number: int, made: _Made | Reply) -> Answers:
    """Answer for one page of the briefing; a function gets the correct page."""
    return lambda spot: {spot.url(number): made if isinstance(made, Reply) else made(spot.body(number))}


def page_2(made: _Made | Reply) -> Answers:
    """Answer for the page in the middle."""
    return on(2, made)


def the_list(reply: Reply) -> Answers:
    """Answer for the list page."""
    return lambda _: {LISTS: reply}


def robots(*replies: Reply) -> Answers:
    """Answer for robots.txt; a second reply is for the address that the first leads to."""
    return lambda _: dict(zip((ROBOTS, ROBOTS.replace("robots", "rules")), replies, strict=False))


def over_tls(spot: Spot) -> Replies:
    """Let the pager of page 1 lead to page 2 over https; the later pages are served both ways."""
    safe = {number: spot.url(number).replace("http:", "https:") for number in (2, 3)}
    first = spot.body(1).replace(spot.url(2).rpartition("/")[2].encode(), safe[2].encode())
    return {spot.url(1): page(first), **{url: page(spot.body(number)) for number, url in safe.items()}}


# -- The line and the length


def sized(body: bytes) -> bytes:
    """Return the head of a good answer."""
    return wire.head(f"Content-Length: {len(body)}")


def half(body: bytes) -> bytes:
    """Return the first half of a page."""
    return body[: len(body) // 2]


def reset_in_body(body: bytes) -> Reply:
    """Send the head of the whole page and half of it, then reset."""
    return wire.reset_after(sized(body), half(body))


def half_closed(body: bytes) -> Reply:
    """Do the same, but close the connection politely, in one direction only."""
    return wire.half_closed(sized(body), half(body))


def half_without_length(body: bytes) -> Reply:
    """Send half of a page, whose end only the end of the connection marks."""
    return wire.half_closed(wire.head("Connection: close"), half(body))


def too_long(body: bytes) -> Reply:
    """Return the page with a Content-Length that is too long."""
    return Reply(body, length=len(body) + 100)


def too_short(body: bytes) -> Reply:
    """Return the page with a Content-Length that is too short."""
    return Reply(body, length=len(body) // 2)


def broken_chunk(body: bytes) -> Reply:
    """Send half of a page in chunks, then something that is not a chunk."""
    return wire.sent(wire.head("Transfer-Encoding: chunked"), b"%x\r\n%s\r\nzz\r\n" % (len(half(body)), half(body)))


def no_last_chunk(body: bytes) -> Reply:
    """Send half of a page in chunks, then end the connection."""
    return wire.sent(wire.head("Transfer-Encoding: chunked"), b"%x\r\n%s\r\n" % (len(half(body)), half(body)))


def header_line(line: str) -> _Made:
    """Return a good page with one more header line."""
    return lambda body: wire.sent(wire.head(f"Content-Length: {len(body)}", line), body)


def many_headers(body: bytes) -> Reply:
    """Return a good page after 1 MB of header lines."""
    return wire.sent(wire.head(f"Content-Length: {len(body)}", *[f"X-More: {'x' * 1000}"] * 1000), body)


def huge(spot: Spot) -> Replies:
    """Return a page of 50 MB that declares its length."""
    block = b"<p>The ferry leaves at dawn.</p>\n"
    body = spot.body(2) + block * 1_500_000
    reply = wire.wired(lambda line: line.sendall(sized(body) + body))
    return {spot.url(2): reply}


def huge_without_length(body: bytes) -> Reply:
    """Return a page of 50 MB that does not declare its length."""
    return wire.endless(half(body), b"<p>The ferry leaves at dawn.</p>\n", 50_000_000)


def many_turns(count: int) -> _Made:
    """Return the page with `count` short turns before its end."""

    def made(body: bytes) -> Reply:
        said = "".join(f"<p><strong>Irena Dolmatin:</strong></p>\n<p>Answer {n}.</p>\n" for n in range(count))
        return page(body.replace(b'<div id="autopage">', said.encode() + b'<div id="autopage">'))

    return made


# -- Compression


def packed(coding: str, pack: Callable[[bytes], bytes]) -> _Made:
    """Return the page in a content coding."""
    headers = {"Content-Type": "text/html", "Content-Encoding": coding}
    return lambda body: Reply(pack(body), headers=headers)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=1))


def _wide_window(body: bytes) -> bytes:
    return zstd.compress(body, options={zstd.CompressionParameter.window_log: 27})


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=1)


PACKERS: dict[str, Callable[[bytes], bytes]] = {"gzip": _gzip, "br": _brotli, "zstd": zstd.compress}


def bomb(coding: str, pack: Callable[[bytes], bytes] | None = None) -> _Made:
    """Return a small answer that unpacks to a page and 100 MB more."""
    chosen = pack or PACKERS[coding]
    return packed(coding, lambda body: chosen(body + _BOMB))


def wide_bomb(body: bytes) -> Reply | list[Reply]:
    """Return the same with a window of 128 MB for unpacking."""
    return bomb("zstd", _wide_window)(body)


def torn(coding: str) -> _Made:
    """Return half of a compressed page, of the declared length."""
    return packed(coding, lambda body: half(PACKERS[coding](body)))


# -- Status codes


def status(code: int, **headers: str) -> Reply:
    """Return an answer with a status and an empty page."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(document("", ""), code, {"Content-Type": "text/html", **named})


def once(reply: Reply) -> _Made:
    """Return this reply first, then the page."""
    return lambda body: [reply, page(body)]


def partial(body: bytes) -> Reply:
    """Return half of a page, declared as partial."""
    return page(half(body), status=206)


# -- Letters


def letters(encoding: str, meta: str | None = None, header: str | None = None, before: bytes = b"") -> _Made:
    """Return the page in an encoding, with the given meta element, HTTP header and leading bytes."""

    def made(body: bytes) -> Reply:
        said = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}" />' if meta else ""
        text = re.sub(r"<meta [^>]*charset[^>]*>", said, body.decode())
        return page(before + text.encode(encoding), charset=header)

    return made


def with_zeros(body: bytes) -> Reply:
    """Return the page with zero bytes in its text."""
    return page(body.replace(b" the ", b" \x00the\x00 "))


# -- Pages that are none


def instead(title: str, *paragraphs: str) -> Reply:
    """Return a page that says something else, with status 200."""
    return page(document(title, "".join(f"<p>{escape(text)}</p>" for text in paragraphs)))


CAPTCHA = instead(
    "Security check",
    "Please verify you are human to continue.",
    "Enter the characters shown in the picture and press the button.",
)
LOGIN = page(
    document(
        "Sign in",
        '<form action="/login" method="post"><p>Please sign in to read this page.</p>'
        '<p>User name <input name="user" /></p><p>Password <input type="password" name="password" /></p>'
        '<p><input type="submit" value="Sign in" /></p></form>',
    )
)
COOKIES = page(
    document(
        "We value your privacy",
        "<p>This site uses cookies. You must accept cookies to continue to the page.</p>"
        "<button>Accept all cookies</button>",
    )
)
GONE = instead("Page not found", "Sorry, the page you requested could not be found.", "Back to the home page")


def another(spot: Spot) -> Replies:
    """Return a page of another briefing in place of page 2."""
    return {spot.url(2): page(briefing_page(6100, 2, PAGES)), address(6100, 2): page(briefing_page(6100, 2, PAGES))}
