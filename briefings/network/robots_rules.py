"""Read a robots.txt according to RFC 9309.

Protego, Scrapy's own parser, groups the rules and chooses among them. By itself it would match a group to any beginning
of our name but miss one where the webmaster copied `briefings/0.1` from his log, split a group at an unknown line,
allow everything in UTF-16, and compare all escapes of a page in GBK as equal. It therefore gets the known lines alone,
with names and octets in a plain spelling. docs/crawling.md says where this is stricter than the RFC.
"""

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

# Protego would end a line at other control characters too.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Misspelt, or without its colon, a rule is still meant.
_RECORD = re.compile(r"[ \t]*(user[- ]?agent|di[a-z]{4,6}w|allow|crawl[- ]delay|request[- ]rate)[ \t]*[: \t](.*)", re.I)
# RFC 9309, 2.2.1: letters, underscores and hyphens.
_PRODUCT = re.compile(r"\s*(?:(\*)(?!\S)|([a-z_-]*))", re.IGNORECASE)
_WITH_HOST = re.compile(r"https?://[^/]*", re.IGNORECASE)
_OCTET = re.compile(r"%([89a-f][0-9a-f])|([\x80-\xff])", re.IGNORECASE)
_QUERY = re.compile(r"\?\S*")
_SLASH = re.compile("%2f", re.IGNORECASE)

_AGENT, _EVERYONE, _OTHERS = "user-agent", "*", "!"


class RobotsRules(RobotParser):
    """The rules of one robots.txt, for ROBOTSTXT_PARSER."""

    def __init__(self, body: bytes) -> None:
        """Read the first 500 KiB of a robots.txt. Anything not understood has no effect; nothing is raised."""
        self._records = list(_records(body))
        self._parsed: dict[str, Protego] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        return cls(robotstxt_body)

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Tell whether a crawler whose product token starts `user_agent` may request an absolute address."""
        octets = to_unicode(url).encode().decode("latin-1")
        rules, agent = self._said_to(user_agent)
        return rules.can_fetch(_spell(octets), agent)

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Return the seconds between requests that Crawl-delay or Request-rate wants, the longer; None for neither."""
        rules, agent = self._said_to(user_agent)
        rate = rules.request_rate(agent)
        return max(rules.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate else 0.0) or None

    def _said_to(self, user_agent: str | bytes) -> tuple[Protego, str]:
        """Return the rules for a crawler and for everyone, and the name to ask with.

        All other crawlers get one name, which only ends a group: Protego copies the rules of a group for each name.
        """
        agent = _agent_of(to_unicode(user_agent))
        if agent not in self._parsed:
            lines = (
                f"{name}: {value if name != _AGENT or value in {agent, _EVERYONE} else _OTHERS}"
                for name, value in self._records
            )
            self._parsed[agent] = Protego.parse("\n".join(lines))
        return self._parsed[agent], agent


def _records(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the understood lines in the spelling that Protego reads as intended."""
    for line in _spell(_CONTROL.sub("", _text(body))).splitlines():
        if found := _RECORD.match(line.partition("#")[0]):
            name, value = found[1].lower(), found[2].strip()
            if name.startswith("user"):
                name, value = _AGENT, _agent_of(value)
            elif name.startswith("di") and value and not value.startswith(("/", "*")):
                value = "/" + _WITH_HOST.sub("", value).removeprefix("/")
            elif name.startswith("crawl"):
                value = value.lower().replace(",", ".").rstrip(" .second")  # 1,5 and "3 seconds"
            elif name.startswith("request"):
                value = value.partition(" ")[0]  # kept at all hours; Protego would drop one with 0000-2400
            elif name == "allow" and not value.startswith(("/", "*")):
                value = ""
            yield name, value


def _text(body: bytes) -> str:
    """Return the text with each octet of UTF-8 as a character: paths are compared by octets."""
    if len(body) > LIMIT:
        # A truncated path would mean another one.
        body = body[:LIMIT]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    encoding, mark = read_bom(body)
    if encoding and mark:
        body = body[len(mark) :].decode(codecs.lookup(encoding).name, "replace").encode()
    # Without its NULs, ASCII in UTF-16 without a mark is still understood.
    return body.decode("latin-1")


def _agent_of(value: str) -> str:
    """Return the product token at the beginning of a value, `*` for everyone.

    Protego would match a beginning of our name, if no sign ended it.
    """
    token = _PRODUCT.match(value)
    return _EVERYONE if token and token[1] else f"{token[2].lower() if token else ''}!"


def _spell(text: str) -> str:
    """Spell octets beyond ASCII with signs that Protego leaves alone: it would decode them and compare all as equal.

    A slash escaped in a query is a slash: RFC 9309, table in 2.2.2.
    """
    plain = _OCTET.sub(lambda found: f"~{(found[1] or f'{ord(found[2]):02X}').upper()}", text)
    return _QUERY.sub(lambda query: _SLASH.sub("/", query[0]), plain)
