"""What a robots.txt says, as RFC 9309 reads it.

Scrapy's parser, Protego, differs where it matters here: a group is found by any beginning of our name and missed when
the webmaster copied `briefings/0.1` from his log, an unknown line splits a group, UTF-16 allows everything, and all
escapes of a page in GBK compare as equal. Where this reader is stricter than the RFC: docs/robots.md.
"""

from __future__ import annotations

import codecs
import math
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.python import to_unicode
from w3lib.encoding import read_bom

LIMIT = 500 * 1024
"""How much of a robots.txt is read, in bytes: what RFC 9309 wants to be read at least."""

# A comment ends with its line; a line ends with CR, LF or both. No other control character ends one.
_LINE_END = re.compile(r"\r\n?|\n")
# The colon may be missing, as it is in many files, but only after a word that is known.
_RECORD = re.compile(r"[ \t]*([a-z][a-z_ -]{0,30}?)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_WITHOUT_COLON = re.compile(r"[ \t]*(user-?agent|disallow|allow|crawl-delay)[ \t]+(.*)", re.IGNORECASE)
_FIELDS = {
    **dict.fromkeys(("user-agent", "useragent", "user agent"), "agent"),
    **dict.fromkeys(("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"), "disallow"),
    "allow": "allow",
    **dict.fromkeys(("crawl-delay", "crawl delay", "crawldelay"), "delay"),
    **dict.fromkeys(("request-rate", "request rate"), "rate"),
}
# RFC 9309, 2.2.1: letters, underscores and hyphens.
_PRODUCT = re.compile(r"[a-z_-]+", re.IGNORECASE)
_EVERYONE = "*"

_RATE = re.compile(r"(\d{1,6})/(\d{1,6})([smhd]?)(?![^ \t])", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}

_WITH_HOST = re.compile(r"https?://[^/]*", re.IGNORECASE)
# An escape, or a character that has to be one: neither unreserved nor reserved (RFC 3986), or `*` and `$`, which are
# escaped where they stand for themselves.
_TO_COMPARE = re.compile(r"%([0-9A-F]{2})|[^A-Za-z0-9._~:/?\[\]@!&'()+,;=-]", re.IGNORECASE)
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
# In a query these two mean the same escaped or not: RFC 9309, table in 2.2.2.
_SAME_IN_QUERY = frozenset(":/")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A path pattern, cut at its wildcards."""

    parts: tuple[str, ...]
    to_the_end: bool
    allows: bool

    @property
    def octets(self) -> int:
        """How specific it is."""
        return sum(map(len, self.parts)) + len(self.parts) - 1 + self.to_the_end

    def matches(self, path: str) -> bool:
        first, *others = self.parts
        if not path.startswith(first):
            return False
        if not others:
            return not self.to_the_end or path == first
        at = len(first)
        *between, last = others
        for part in between:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if self.to_the_end:
            return len(path) - len(last) >= at and path.endswith(last)
        return path.find(last, at) >= 0


@dataclass(slots=True)
class _Group:
    """A run of names and what is said to them. A name may have several."""

    agents: set[str] = field(default_factory=set)
    rules: list[_Rule] = field(default_factory=list)
    delay: float = 0.0


class RobotsRules(RobotParser):
    """The groups of one robots.txt, for ROBOTSTXT_PARSER."""

    def __init__(self, body: bytes) -> None:
        """Read the first 500 KiB of a robots.txt. Whatever cannot be understood says nothing; nothing is raised."""
        # The first one is of the rules that stand above all names: they bind nobody.
        self._groups = [_Group()]
        self._merged: dict[str, _Group] = {}
        naming = False
        for name, value in _records(body):
            if name == "agent" and not naming:
                self._groups.append(_Group())
            naming = name == "agent"
            group = self._groups[-1]
            if naming:
                group.agents.add(_agent_of(value))
            elif name in {"allow", "disallow"}:
                group.rules += _rules(value, allows=name == "allow")
            else:
                group.delay = max(group.delay, _delay(value) if name == "delay" else _gap_of_rate(value))

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        """Read a robots.txt for a crawl."""
        return cls(robotstxt_body)

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Whether a crawler whose product token begins `user_agent` may ask for an absolute address."""
        path = _path_of(to_unicode(url))
        return path == "/robots.txt" or _allows(self._said_to(user_agent).rules, path)

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """The seconds between two requests that Crawl-delay or Request-rate asks for, the longer; None for neither."""
        return self._said_to(user_agent).delay or None

    def _said_to(self, user_agent: str | bytes) -> _Group:
        agent = _agent_of(to_unicode(user_agent))
        if agent not in self._merged:
            groups = self._with_name(agent) if agent else []
            groups = groups or self._with_name(_EVERYONE)
            rules = [rule for group in groups for rule in group.rules]
            delay = max((group.delay for group in groups), default=0.0)
            self._merged[agent] = _Group({agent}, rules, delay)
        return self._merged[agent]

    def _with_name(self, agent: str) -> list[_Group]:
        return [group for group in self._groups if agent in group.agents]


def _allows(rules: list[_Rule], path: str) -> bool:
    """Whether the most specific rule that matches a path allows it; of two as specific, the one that allows counts."""
    best = max((rule for rule in rules if rule.matches(path)), key=_weight, default=None)
    return best is None or best.allows


def _records(body: bytes) -> Iterator[tuple[str, str]]:
    """The lines that are understood, as a name and what follows its colon."""
    for line in _LINE_END.split(_text(body)):
        said = line.partition("#")[0].rstrip(" \t\f\v")  # the rest of rstrip() are octets of letters too
        found = _RECORD.match(said)
        if not found or found[1].lower() not in _FIELDS:
            found = _WITHOUT_COLON.match(said)
        if found:
            yield _FIELDS[found[1].lower()], found[2]


def _text(body: bytes) -> str:
    """The text with every octet of UTF-8 as a character of its own: paths are compared by octets."""
    if len(body) > LIMIT:
        # A path that was cut would mean another one.
        body = body[:LIMIT]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    encoding, mark = read_bom(body)
    if encoding and mark:
        codec = codecs.lookup(encoding)
        if codec.name != "utf-8":
            return body[len(mark) :].decode(codec.name, "replace").encode().decode("latin-1")
        body = body[len(mark) :]
    # What is left of UTF-16 without a mark, as far as it is ASCII, is still understood.
    return body.replace(b"\0", b"").decode("latin-1")


def _agent_of(value: str) -> str:
    """The product token that a value begins with, `*` for everyone, "" for nobody."""
    value = value.strip()
    if value.partition(" ")[0].partition("\t")[0] == _EVERYONE:
        return _EVERYONE
    token = _PRODUCT.match(value)
    return token[0].lower() if token else ""


def _rules(value: str, *, allows: bool) -> Iterator[_Rule]:
    if not value:
        return
    if not value.startswith(("/", "*")):
        if allows:
            return
        value = "/" + _WITH_HOST.sub("", value).removeprefix("/")
    to_the_end = value.endswith("$")
    # The star after which nothing stands says nothing.
    pattern = value.removesuffix("$") if to_the_end else value.rstrip("*")
    in_query = False
    parts = []
    for part in re.split(r"\*+", pattern):
        parts.append(_comparable(part, in_query))
        in_query = in_query or "?" in part
    yield _Rule(tuple(parts), to_the_end, allows)


def _weight(rule: _Rule) -> tuple[int, bool]:
    return rule.octets, rule.allows


def _path_of(url: str) -> str:
    """The path and query of an address, as patterns are compared with them."""
    after = url.partition("#")[0].partition("://")[2]
    start = min((at for at in map(after.find, "/?") if at >= 0), default=len(after))
    path = after[start:].encode().decode("latin-1")
    return _comparable(path if path.startswith("/") else f"/{path}")


def _comparable(path: str, in_query: bool = False) -> str:
    """A path in the one spelling in which two are compared; `in_query` when its query began before it."""
    question = 0 if in_query else path.find("?")

    def spell(found: re.Match[str]) -> str:
        if not found[1]:
            return f"%{ord(found[0]):02X}"
        octet = chr(int(found[1], 16))
        if octet in _UNRESERVED or (octet in _SAME_IN_QUERY and 0 <= question <= found.start()):
            return octet
        return found[0].upper()

    return _TO_COMPARE.sub(spell, path)


def _delay(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0


def _gap_of_rate(value: str) -> float:
    """`1/10m`: a request in ten minutes. The hours it may be limited to are not looked at."""
    rate = _RATE.match(value)
    if not rate or int(rate[1]) == 0:
        return 0.0
    return int(rate[2]) * _SECONDS[rate[3].lower()] / int(rate[1])
