"""The table: a row a fault. Page 2 of a briefing of three pages is disturbed where a row does not say otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.runs.verdict import Code
from tests.proofs.faults import answers as a
from tests.proofs.faults import leads as to
from tests.support.server import Reply, page, redirect, reset, wire

if TYPE_CHECKING:
    from tests.proofs.faults.answers import Answers


@dataclass(frozen=True, slots=True)
class Row:
    """A fault, and how a crawl that meets it must end."""

    name: str
    does: str
    """What the server does."""
    answers: Answers
    missing: dict[int, str] = field(default_factory=dict)
    """Which pages of the briefing are missing then, and why."""
    code: Code | None = None
    """The exit code, when it is not the one that `missing` calls for."""
    says: str = ""
    """A part of the closing sentence."""
    more: int = 0
    """How many turns the briefing has beyond those of the undisturbed site."""
    timeout: int = 30
    """The seconds a crawl waits for an answer; few where the row is about that."""
    alone: bool = False
    """Whether it disturbs the whole site, so that no other row can share the crawl."""
    stops: bool = False
    """Whether nothing more is asked of the host after it, so that other briefings are named as not read."""
    memory: int = 200
    """MB that its crawl may hold at its peak."""
    slow: bool = False
    """Whether it takes too long for every run of the tests."""
    certificate: str = ""
    """What is wrong with the certificate of the host, if the row is about that: "expired", "other name" or "good"."""
    closed: bool = False
    """Whether nothing listens where https leads."""

    @property
    def title(self) -> str:
        """The name with what it stands for."""
        return f"{self.name}: {self.does}" if self.does else self.name

    @property
    def exit_code(self) -> Code:
        """The exit code a crawl that meets only this fault must end with."""
        return self.code if self.code is not None else Code.INCOMPLETE if self.missing else Code.COMPLETE


def _lost(reason: str) -> dict[int, str]:
    return {2: reason}


_TORN = _lost("truncated body")
_SIZE = _lost("larger than DOWNLOAD_MAXSIZE")
_QUOTED = '; the pager says "1 2 3"'
_NONE = _lost(f"no transcript on the page{_QUOTED}")
_CHARSET = "the page is in "

ROWS: tuple[Row, ...] = (
    # The line
    Row("connection refused", "leads to a closed port",
        a.over_tls, _lost("connection refused"), alone=True, closed=True),
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
        a.page_2(a.many_turns(100_000)), more=100_000, memory=600, alone=True, slow=True),
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
    Row("redirect loop", "to itself", to.lead(lambda spot: spot.url(2)), _lost("too many redirects")),
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
    # Letters
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
    # Pages that are none, with status 200
    Row("captcha", "", a.page_2(a.CAPTCHA), _lost("soft block: captcha"), code=Code.BLOCKED),
    Row("login", "", a.page_2(a.LOGIN), _lost("soft block: login page"), code=Code.BLOCKED),
    Row("cookie wall", "", a.page_2(a.COOKIES), _lost("soft block: cookie wall"), code=Code.BLOCKED),
    Row("not found", "", a.page_2(a.GONE), _lost("soft 404")),
    Row("another page in its place", "page 2 of another briefing", a.another,
        _lost(f"it has another title, Briefing 6100 on harbour affairs{_QUOTED}")),
)  # fmt: skip
