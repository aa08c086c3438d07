"""The table, one row per fault; unless a row says otherwise, page 2 of a briefing of three pages is disturbed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.runs.verdict import Code
from tests.proofs.faults import answers as a
from tests.proofs.faults import leads as to
from tests.proofs.faults import oddities as o
from tests.support.server import Reply, page, redirect, reset, wire

if TYPE_CHECKING:
    from tests.proofs.faults.answers import Answers


@dataclass(frozen=True, slots=True)
class Row:
    """A fault, and the required end of a crawl that meets it."""

    name: str
    does: str
    """Description of what the server does."""
    answers: Answers
    missing: dict[int, str] = field(default_factory=dict)
    """Missing pages of the briefing, with the reasons."""
    code: Code | None = None
    """Exit code, when it differs from the one that `missing` calls for."""
    says: str = ""
    """Part of the closing sentence."""
    more: int = 0
    """Number of turns beyond those of the undisturbed site."""
    timeout: int = 120
    """Seconds a crawl waits for an answer; few if the row is about that."""
    alone: bool = False
    """True if it disturbs the whole site, so that no other row can share the crawl."""
    stops: bool = False
    """True if nothing more is requested of the host after it, so that other briefings count as not read."""
    memory: int = 140
    """Maximum memory that its crawl takes beyond its start, in MB."""
    cpu: float = 60.0
    """Maximum CPU seconds of its crawl; those of the table take a tenth, on an idle machine."""
    slow: bool = False
    """True if it takes too long for every run of the tests."""
    certificate: str = ""
    """Kind of certificate of the host, if the row is about that: "expired", "other name" or "good"."""
    arguments: tuple[str, ...] = ()
    """Further arguments of its crawl."""
    closed: bool = False
    """True if nothing listens where https leads."""

    @property
    def title(self) -> str:
        """Return the name with the description."""
        return f"{self.name}: {self.does}" if self.does else self.name

    @property
    def exit_code(self) -> Code:
        """Return the exit code of a crawl that meets only this fault."""
        return self.code if self.code is not None else Code.INCOMPLETE if self.missing else Code.COMPLETE


def _lost(reason: str) -> dict[int, str]:
    return {2: reason}


_TORN = _lost("truncated body")
_SIZE = _lost("larger than DOWNLOAD_MAXSIZE")
_QUOTED = '; the pager says "1 2 3"'
_NONE = _lost(f"no transcript on the page{_QUOTED}")
_ENDS = _lost("ends before </html>")
_NO_ANSWER = _lost("connection lost")
_YEARS = _lost("http 429 (rate limited, Retry-After over a year)")
_CHARSET = "the page is in "
_BELOW, _LIMIT, _GIVEN_UP = "below its text", "a crawl of the first three", "the host is given up"
_THREE = ("-a", "limit=3")


def _cut(links: int) -> dict[int, str]:
    return _lost(f"{links} links more than are read, and what follows them")


ROWS: tuple[Row, ...] = (
    # The connection
    Row("no proxy", "the proxy of the page is a closed port",
        a.over_tls, _lost("no connection through the proxy"), alone=True, closed=True),
    Row("reset before the headers", "closes with a reset at once", a.page_2(reset()), _lost("connection lost")),
    Row("reset after the headers", "sends half of the page, then a reset", a.page_2(a.reset_in_body), _TORN),
    Row("hang", "never answers", a.page_2(wire.silence()), _lost("timeout"), timeout=4),
    Row("one byte a second", "sends the page a byte a second", a.page_2(wire.dripping), _lost("timeout"), timeout=4),
    Row("half close", "sends half, closes one direction", a.page_2(a.half_closed), _TORN),
    Row("half close, no length", "the same without a Content-Length",
        a.page_2(a.half_without_length), _lost("ends before </html>")),
    Row("Content-Length too long", "100 bytes more than it sends", a.page_2(a.too_long), _TORN),
    Row("Content-Length too short", "half of what it sends", a.page_2(a.too_short), _lost("ends before </html>")),
    Row("broken chunk", "half of the page, then a chunk of size zz", a.page_2(a.broken_chunk), _TORN),
    Row("no last chunk", "half of the page in chunks, then the end", a.page_2(a.no_last_chunk), _TORN),
    Row("bad header line", "a header line without a colon", a.page_2(a.header_line("no colon here"))),
    Row("header of 1 MB", "a header line of 1 MB",
        a.page_2(a.header_line("X-Long: " + "x" * 1_000_000)), _lost("connection lost")),
    Row("headers of 1 MB", "a thousand header lines", a.page_2(a.many_headers), _lost("headers too long")),
    # The size
    Row("empty 200", "no byte of a page", a.page_2(Reply()), _NONE),
    Row("gzip bomb", "100 MB in 100 KB", a.page_2(a.bomb("gzip")), _SIZE),
    Row("br bomb", "100 MB in 1 KB", a.page_2(a.bomb("br")), _SIZE),
    Row("zstd bomb", "100 MB in 10 KB", a.page_2(a.bomb("zstd")), _SIZE),
    Row("zstd bomb, wide window", "the same, asks for a window of 128 MB", a.page_2(a.wide_bomb), _SIZE),
    Row("truncated gzip", "half of the stream", a.page_2(a.torn("gzip")), _TORN),
    Row("truncated br", "half of the stream", a.page_2(a.torn("br")), _TORN),
    Row("truncated zstd", "half of the stream", a.page_2(a.torn("zstd")), _TORN),
    Row("page of 50 MB", "says so in its Content-Length", a.huge, _SIZE),
    Row("page of 50 MB, no length", "sends until the client leaves", a.page_2(a.huge_without_length), _SIZE),
    Row("3,000 turns in a page", "a long page", a.page_2(a.many_turns(3_000)), more=3_000, slow=True),
    Row("10,000 turns in a page", "a page of 1 MB", a.page_2(a.many_turns(10_000)), more=10_000, alone=True, slow=True),
    Row("100,000 turns in a page", "a page of 6 MB",
        a.page_2(a.many_turns(100_000)), more=100_000, memory=700, cpu=600, alone=True, slow=True),
    # Status codes
    Row("404 on page 1", "", a.on(1, a.status(404)), {1: "http 404"}),
    Row("404 mid-way", "", a.page_2(a.status(404)), _lost("http 404")),
    Row("410", "", a.page_2(a.status(410)), _lost("http 410")),
    Row("500 once", "500, then the page", a.page_2(a.once(a.status(500)))),
    Row("500 always", "", a.page_2(a.status(500)), _lost("http 500")),
    Row("503, Retry-After: 1", "once, then the page", a.page_2(a.once(a.status(503, Retry_After="1")))),
    Row("503, Retry-After: date", "once, a date that is over, then the page",
        a.page_2(a.once(a.status(503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")))),
    Row("503, Retry-After: soon", "once, then the page", a.page_2(a.once(a.status(503, Retry_After="soon")))),
    Row("429, Retry-After: 1", "once, then the page", a.page_2(a.once(a.status(429, Retry_After="1")))),
    Row("429, Retry-After: soon", "once, then the page", a.page_2(a.once(a.status(429, Retry_After="soon")))),
    Row("429 always, Retry-After: 1", "",
        a.page_2(a.status(429, Retry_After="1")), _lost("http 429 (rate limited)"), code=Code.BLOCKED,
        alone=True, slow=True),
    Row("429, Retry-After: 3600", "the host is given up", a.page_2(a.status(429, Retry_After="3600")),
        _lost("http 429 (rate limited, Retry-After 3600 s)"), code=Code.BLOCKED, stops=True, alone=True, slow=True),
    Row("403", "", a.page_2(a.status(403)), _lost("http 403"), code=Code.BLOCKED),
    Row("401", "", a.page_2(a.status(401)), _lost("http 401"), code=Code.BLOCKED),
    Row("206", "half of the page, and says so", a.page_2(a.partial), _lost("http 206")),
    Row("204", "no content", a.page_2(Reply(status=204)), _lost("http 204")),
    Row("999", "", a.page_2(a.status(999)), _lost("http 999"), code=Code.BLOCKED),
    # Redirects and pagers
    Row("redirect loop", "to itself", to.lead(lambda spot: spot.url(2)), _lost("too many redirects, without cookies")),
    Row("redirect to another host", "outside the source",
        to.lead(lambda spot: spot.url(2).replace("china.org.cn", "china.example")),
        _lost("redirected to www.china.example, outside the source")),
    Row("redirect to page 1", "", to.lead(lambda spot: spot.url(1)), _lost("redirected to page 1")),
    Row("pager in a circle", "page 3 names page 1 as the next", to.pager(to.cycle)),
    Row("pager without an end", "every page names one more", to.never_ending,
        {101: "up to page 101, over BRIEFINGS_MAX_PAGES"}, more=97 * 2, slow=True),
    Row("gap in the pager", "1 and 3 only", to.pager(to.gap)),
    Row("page 3 of 5", "pages 4 and 5 are named and not there", to.pager(to.of_five), {4: "http 404", 5: "http 404"}),
    Row("a page named twice", "page 2 twice in the pager", to.pager(to.doubled)),
    Row("?page=2&page=2", "pages are told by a query that repeats itself", to.by_query),
    # Encodings
    Row("header against meta", _CHARSET + "UTF-8, the header says Latin-1",
        a.page_2(a.letters("utf-8", "utf-8", "iso-8859-1"))),
    Row("meta against header", _CHARSET + "GBK, the meta says UTF-8", a.page_2(a.letters("gbk", "utf-8", "gbk"))),
    Row("no charset, UTF-8", "named nowhere", a.page_2(a.letters("utf-8"))),
    Row("no charset, GBK", "named nowhere", a.page_2(a.letters("gbk"))),
    Row("charset that is none", _CHARSET + "UTF-8, named x-klingon",
        a.page_2(a.letters("utf-8", "x-klingon", "x-klingon"))),
    Row("wrong charset", _CHARSET + "GBK, named Latin-1 in both",
        a.page_2(a.letters("gbk", "iso-8859-1", "iso-8859-1"))),
    Row("GBK", "named gb2312", a.page_2(a.letters("gbk", "gb2312"))),
    Row("byte order mark", "UTF-8 with a mark, the header says GBK",
        a.page_2(a.letters("utf-8", None, "gbk", b"\xef\xbb\xbf"))),
    Row("UTF-16 with a mark", "", a.page_2(a.letters("utf-16"))),
    Row("UTF-16, in the header", "no mark", a.page_2(a.letters("utf-16-le", None, "utf-16le"))),
    Row("UTF-16, named nowhere", "no mark", a.page_2(a.letters("utf-16-le"))),
    Row("zero bytes", "in the text of the page", a.page_2(a.with_zeros)),
    # The list and robots.txt
    Row("list page 404", "",
        a.the_list(a.status(404)), code=Code.NOTHING, says="was not read (http 404)",
        stops=True, alone=True, slow=True),
    Row("list page hangs", "",
        a.the_list(wire.silence()), code=Code.NOTHING, says="was not read (timeout)",
        timeout=4, stops=True, alone=True, slow=True),
    Row("robots.txt 404", "", a.robots(a.status(404)), alone=True, slow=True),
    Row("robots.txt 403", "", a.robots(a.status(403)), alone=True, slow=True),
    Row("robots.txt 500", "", a.robots(a.status(500)), code=Code.BLOCKED,
        says="(robots.txt unreachable (http 500))", stops=True, alone=True),
    Row("robots.txt hangs", "", a.robots(wire.silence()), code=Code.NOTHING,
        says="(robots.txt unreachable (timeout))", timeout=4, stops=True, alone=True, slow=True),
    Row("robots.txt of 5 MB", "comments only", a.robots(page(b"# nothing\n" * 500_000)), alone=True, slow=True),
    Row("robots.txt elsewhere", "a redirect to /rules.txt, which forbids another folder",
        a.robots(redirect("/rules.txt"), page(b"User-agent: *\nDisallow: /private/\n")), alone=True, slow=True),
    # Certificates
    Row("certificate that holds", "", a.over_tls, certificate="good"),
    Row("certificate expired", "", a.over_tls, _lost("certificate not valid"), certificate="expired"),
    Row("certificate for another name", "",
        a.over_tls, _lost("certificate for another name"), certificate="other name"),
    # Pages with status 200 that are not the page
    Row("captcha", "", a.page_2(a.CAPTCHA), _lost("soft block: captcha"), code=Code.BLOCKED),
    Row("login", "", a.page_2(a.LOGIN), _lost("soft block: login page"), code=Code.BLOCKED),
    Row("cookie wall", "", a.page_2(a.COOKIES), _lost("soft block: cookie wall"), code=Code.BLOCKED),
    Row("not found", "", a.page_2(a.GONE), _lost("soft 404")),
    Row("another page in its place", "page 2 of another briefing", a.another,
        _lost(f"it has another title, Briefing 6100 on harbour affairs{_QUOTED}")),
    # Very many links, attributes and elements
    Row("16,000 links in a page", _BELOW, a.page_2(o.many_links(16_000)), alone=True, slow=True),
    Row("64,000 links in a page", _BELOW, a.page_2(o.many_links(64_000)), _cut(44_002), alone=True, slow=True),
    Row("200,000 links in a page", _BELOW, a.page_2(o.many_links(200_000)), _cut(180_002), alone=True, slow=True),
    Row("16,000 briefings in a list", _LIMIT, o.long_list(16_000), alone=True, slow=True, arguments=_THREE),
    Row("64,000 briefings in a list", _LIMIT, o.long_list(64_000), code=Code.INCOMPLETE,
        says="44000 links more than are read", alone=True, slow=True, arguments=_THREE),
    Row("200,000 briefings in a list", _LIMIT, o.long_list(200_000), code=Code.INCOMPLETE,
        says="180000 links more than are read", alone=True, slow=True, arguments=_THREE),
    Row("200,000 links beside a list", "of three briefings", o.list_among_links(200_000), code=Code.INCOMPLETE,
        says="180003 links more than are read", alone=True, slow=True),
    Row("1,000,000 attributes", "in one tag", a.page_2(o.many_attributes(1_000_000)), alone=True, slow=True),
    Row("100,000 elements deep", "at the end of the page", a.page_2(o.nested(50_000)), alone=True, slow=True),
    Row("entities", "that unfold a billion times, and one that is a file here", a.page_2(o.with_entities)),
    # Odd HTTP
    Row("lying trailer", "the page in chunks, and a trailer with another length", a.page_2(o.lying_trailer)),
    Row("half, with a trailer", "half in chunks, and a trailer with the length of all",
        a.page_2(o.half_with_trailer), _ENDS),
    Row("Content-Length too long, line open", "100 bytes more than ever come",
        a.page_2(o.waits_for_more), _lost("timeout"), timeout=4),
    Row("HTTP/1.0, cut", "half, and the end of the line", a.page_2(o.old_and_cut), _ENDS),
    Row("100 Continue first", "then the page", a.page_2(o.before(b"HTTP/1.1 100 Continue\r\n\r\n"))),
    Row("103 Early Hints first", "then the page", a.page_2(o.before(b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"))),
    Row("100 Continue for ever", "and no page", a.page_2(o.continues_for_ever), _lost("headers too long"), timeout=4),
    Row("noise first", "then the page", a.page_2(o.before(b"\x00\xff noise\r\n")), _NO_ANSWER),
    Row("status that is none", "HTTP/1.1 2OO OK", a.page_2(o.before(b"HTTP/1.1 2OO OK\r\n\r\n")), _NO_ANSWER),
    Row("no head", "the page alone", a.page_2(o.headless), _NO_ANSWER),
    Row("two lengths", "the second of ten bytes", a.page_2(o.two_lengths), _NO_ANSWER),
    Row("chunks and a length", "of ten bytes", a.page_2(o.in_two_lengths)),
    Row("negative length", "-1", a.page_2(o.headed("Content-Length: -1")), _NO_ANSWER),
    Row("304 to a first request", "", a.page_2(Reply(status=304)), _lost("http 304")),
    Row("206, all of it", "the whole page, and says it is a part", a.page_2(o.whole(206)), _lost("http 206")),
    Row("302 without an address", "with the page", a.page_2(o.whole(302)), _lost("http 302")),
    Row("redirect loop with a cookie", "to itself until a cookie comes back", o.cookie_loop,
        _lost("too many redirects, without cookies")),
    Row("a thousand cookies", "of 40 bytes", a.page_2(o.many_cookies)),
    Row("Refresh header", "that leads elsewhere", a.page_2(o.refreshing)),
    # Odd bytes
    Row("gzip bomb in deflate", "100 MB in 1 KB", a.page_2(o.bomb_in_deflate), _SIZE, alone=True, slow=True),
    Row("gzip twice, named once", "", a.page_2(o.twice("gzip")), _lost("not a page: archive (gzip)")),
    Row("gzip twice, named twice", "", a.page_2(o.twice("gzip, gzip"))),
    Row("gzip that is none", "the page as it is, named gzip", a.page_2(a.packed("gzip", bytes)), _TORN),
    Row("br that is none", "the page as it is, named br", a.page_2(a.packed("br", bytes)), _TORN),
    Row("a coding nobody knows", "the page as it is, named exi", a.page_2(a.packed("exi", bytes))),
    Row("UTF-32 with a mark", "", a.page_2(a.letters("utf-32")), _lost("not a page: binary data")),
    Row("UTF-32, in the header", "no mark", a.page_2(a.letters("utf-32-le", None, "utf-32le")),
        _lost("not a page: binary data")),
    Row("UTF-16 that is none", _CHARSET + "UTF-8, the header says UTF-16",
        a.page_2(a.letters("utf-8", None, "utf-16"))),
    Row("three charsets", "a mark of UTF-8, GBK in the header, Latin-1 in the meta",
        a.page_2(a.letters("utf-8", "iso-8859-1", "gbk", b"\xef\xbb\xbf"))),
    Row("nothing but zeros", "a million of them", a.page_2(page(bytes(1_000_000))), _NONE),
    Row("multipart", "the page as a part", a.page_2(o.multipart)),
    Row("PDF as text/html", "", a.page_2(o.served_as("text/html", o.PDF)), _lost("not a page: PDF")),
    Row("JSON as text/html", "", a.page_2(o.served_as("text/html", b'{"error": {"code": 17}}')),
        _lost("not a page: JSON")),
    Row("page as application/pdf", "", a.page_2(o.served_as("application/pdf"))),
    Row("page as text/plain", "", a.page_2(o.served_as("text/plain"))),
    Row("maintenance", "", a.page_2(o.MAINTENANCE), _lost("not a page: maintenance")),
    # Absurd Retry-After
    Row("429, Retry-After: year 9999", _GIVEN_UP,
        a.page_2(a.status(429, Retry_After="Fri, 31 Dec 9999 23:59:59 GMT")), _YEARS, code=Code.BLOCKED,
        stops=True, alone=True, slow=True),
    Row("429, Retry-After: 10^30", _GIVEN_UP, a.page_2(a.status(429, Retry_After="1" + "0" * 30)), _YEARS,
        code=Code.BLOCKED, stops=True, alone=True, slow=True),
    Row("429, Retry-After: -5", "once, then the page", a.page_2(a.once(a.status(429, Retry_After="-5")))),
    Row("503, Retry-After: 1e9", "once, then the page", a.page_2(a.once(a.status(503, Retry_After="1e9")))),
    # robots.txt
    Row("robots.txt of 10 MB", "rules for others", a.robots(page(b"User-agent: other\nDisallow: /\n\n" * 320_000)),
        alone=True, slow=True),
    Row("robots.txt that is a page", "", a.robots(a.instead("Not found", "Disallow: /")), alone=True, slow=True),
    Row("robots.txt, a byte a second", "", a.robots(wire.dripping(b"User-agent: *\nDisallow: /private/\n" * 9)),
        code=Code.NOTHING, says="(robots.txt unreachable (timeout))", timeout=4, stops=True, alone=True, slow=True),
    Row("robots.txt behind five redirects", "which forbids everything", o.robots_chain(5), code=Code.BLOCKED,
        says="was not read (robots.txt)", stops=True, alone=True, slow=True),
    Row("robots.txt behind six redirects", "which are not followed", o.robots_chain(6), alone=True, slow=True),
    Row("robots.txt, a gzip bomb", "", o.robots_of_zeros, code=Code.NOTHING,
        says="(robots.txt unreachable (larger than DOWNLOAD_MAXSIZE))", stops=True, alone=True, slow=True),
    # Places where nobody may be led
    *(Row(f"redirect to {to}", "", o.led_to(to), _lost(f"redirected to {host}, outside the source"))
      for to, host in o.ELSEWHERE.items()),
    *(Row(f"redirect to {to}", "", o.led_to(to), _lost(why)) for to, why in o.NOWHERE.items()),
    Row("refresh to http://127.0.0.1/", "", o.refreshed_to("http://127.0.0.1/"),
        _lost("redirected to 127.0.0.1, outside the source")),
    Row("refresh to file:///etc/passwd", "", o.refreshed_to("file:///etc/passwd"), _NONE),
    Row("pager to javascript:go(2)", "page 2 is where it should be", o.pager_to("javascript:go(2)")),
    Row("pager to data:text/html,Hello", "page 2 is where it should be", o.pager_to("data:text/html,Hello")),
    Row("pager to file:///etc/passwd", "page 2 is where it should be", o.pager_to("file:///etc/passwd")),
    Row("pager to http://2130706433/2", "page 2 is where it should be", o.pager_to("http://2130706433/2")),
    Row("pager to //evil.example/2", "page 2 is where it should be", o.pager_to("//evil.example/2")),
)  # fmt: skip
