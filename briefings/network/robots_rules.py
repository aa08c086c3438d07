"""Read a robots.txt according to RFC 9309.

Protego, Scrapy's own parser, groups the rules and chooses among them. By itself it would match a group to any beginning
of our name but miss one where the webmaster copied `briefings/0.1` from his log, split a group at an unknown line,
allow everything in UTF-16, and compare all escapes of a page in GBK as equal. It therefore gets each line and each
address in a plain spelling. docs/crawling.md says where this is stricter than the RFC.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Self

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.python import to_unicode
from w3lib.encoding import read_bom

LIMIT = 500 * 1024
"""Number of bytes of a robots.txt that are read, the minimum of RFC 9309."""

# A comment ends with its line; a line ends with CR, LF or both, and with no other control character.
_LINE_END = re.compile(r"\r\n?|\n")
# The colon may be missing, as in many files, but only after a known word.
_RECORD = re.compile(r"[ \t]*([a-z][a-z_ -]{0,30}?)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_WITHOUT_COLON = re.compile(r"[ \t]*(user-?agent|disallow|allow|crawl-delay)[ \t]+(.*)", re.IGNORECASE)
_AGENT = "User-agent"
_FIELDS = {
    **dict.fromkeys(("user-agent", "useragent", "user agent"), _AGENT),
    **dict.fromkeys(("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"), "Disallow"),
    "allow": "Allow",
    **dict.fromkeys(("crawl-delay", "crawl delay", "crawldelay"), "Crawl-delay"),
    **dict.fromkeys(("request-rate", "request rate"), "Request-rate"),
}
# RFC 9309, 2.2.1: letters, underscores and hyphens.
_PRODUCT = re.compile(r"[a-z_-]+", re.IGNORECASE)
_EVERYONE = "*"

_WITH_HOST = re.compile(r"https?://[^/]*", re.IGNORECASE)
_OCTET = re.compile(r"%([0-9A-F]{2})|.", re.IGNORECASE | re.DOTALL)
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
# Reserved by RFC 3986, except `*` and `$`, which are escaped when meant literally.
_RESERVED = frozenset(":/?[]@!&'()+,;=")
# In a query these two mean the same escaped or not: RFC 9309, table in 2.2.2.
_SAME_IN_QUERY = frozenset(":/")


class RobotsRules(RobotParser):
    """The rules of one robots.txt, for ROBOTSTXT_PARSER."""

    def __init__(self, body: bytes) -> None:
        """Read the first 500 KiB of a robots.txt. Anything not understood has no effect; nothing is raised."""
        self._records = list(_records(body))
        self._parsed: dict[str, Protego] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        """Read a robots.txt for a crawl."""
        return cls(robotstxt_body)

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Tell whether a crawler whose product token starts `user_agent` may request an absolute address."""
        path, (rules, agent) = _path_of(to_unicode(url)), self._said_to(user_agent)
        return path == "/robots.txt" or rules.can_fetch(f"/{_spell(path)}", agent)

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Return the seconds between requests that Crawl-delay or Request-rate wants, the longer; None for neither."""
        rules, agent = self._said_to(user_agent)
        rate = rules.request_rate(agent)
        return max(rules.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate else 0.0) or None

    def _said_to(self, user_agent: str | bytes) -> tuple[Protego, str]:
        """Return the rules for a crawler and for everyone, and the name to ask with; other names only end a group."""
        agent = _agent_of(to_unicode(user_agent))
        if agent not in self._parsed:
            lines = (
                f"{name}: {value if name != _AGENT or value in {agent, _EVERYONE} else ''}"
                for name, value in self._records
            )
            self._parsed[agent] = Protego.parse("\n".join(lines))
        return self._parsed[agent], agent


def _records(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the understood lines, each as a name and a value in the spelling that Protego reads as intended."""
    for line in _LINE_END.split(_text(body)):
        said = line.partition("#")[0].rstrip(" \t\f\v")  # rstrip() alone would also remove octets of letters
        found = _RECORD.match(said)
        if not found or found[1].lower() not in _FIELDS:
            found = _WITHOUT_COLON.match(said)
        if found:
            name, value = _FIELDS[found[1].lower()], found[2]
            if name == _AGENT:
                value = _agent_of(value)
            elif name in {"Allow", "Disallow"}:
                value = _pattern(value, allows=name == "Allow")
            yield name, value


def _text(body: bytes) -> str:
    """Return the text with each octet of UTF-8 as a character: paths are compared by octets."""
    if len(body) > LIMIT:
        # A truncated path would mean another one.
        body = body[:LIMIT]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    encoding, mark = read_bom(body)
    if encoding and mark:
        codec = codecs.lookup(encoding)
        if codec.name != "utf-8":
            return body[len(mark) :].decode(codec.name, "replace").encode().decode("latin-1")
        body = body[len(mark) :]
    # ASCII in UTF-16 without a mark is still understood.
    return body.replace(b"\0", b"").decode("latin-1")


def _agent_of(value: str) -> str:
    """Return the product token at the beginning of a value, `*` for everyone, "" for nobody."""
    value = value.strip()
    if value.partition(" ")[0].partition("\t")[0] == _EVERYONE:
        return _EVERYONE
    token = _PRODUCT.match(value)
    return token[0].lower() if token else ""


def _pattern(value: str, *, allows: bool) -> str:
    """Return a path pattern in the spelling of `_spell`; "" for one without effect."""
    if not value.startswith(("/", "*")):
        if allows or not value:
            return ""
        value = "/" + _WITH_HOST.sub("", value).removeprefix("/")
    # A star at the end has no effect.
    end, value = ("$", value[:-1]) if value.endswith("$") else ("", value.rstrip("*"))
    in_query = False
    parts = []
    for part in re.split(r"\*+", value):
        parts.append(_spell(part, in_query=in_query))
        in_query = in_query or "?" in part
    # Three characters, like the spelling of any other octet.
    return "/" + "***".join(parts) + end


def _path_of(url: str) -> str:
    """Return the path and query of an address, as octets."""
    after = url.partition("#")[0].partition("://")[2]
    start = min((at for at in map(after.find, "/?") if at >= 0), default=len(after))
    path = after[start:].encode().decode("latin-1")
    return path if path.startswith("/") else f"/{path}"


def _spell(path: str, *, in_query: bool = False) -> str:
    """Spell a path in the one way in which two are compared, with characters that Protego leaves alone.

    An octet takes three of them, an escape that cannot be undone nine: the longest rule wins. `in_query`: the query
    began before this part of a pattern.
    """
    question = 0 if in_query else path.find("?")

    def spell(found: re.Match[str]) -> str:
        octet = chr(int(found[1], 16)) if found[1] else found[0]
        same = octet in _SAME_IN_QUERY and 0 <= question <= found.start()
        is_itself = _UNRESERVED.match(octet) or same or (octet in _RESERVED and not found[1])
        return f"={ord(octet):02X}" if is_itself else f"~{ord(octet):02X}" * 3

    return _OCTET.sub(spell, path)
