"""The rules of a robots.txt, asked of the reader itself: RFC 9309 case by case."""

from dataclasses import dataclass

from briefings.network.robots_rules import LIMIT, RobotsRules
from tests.support.parts import each

HOST = "http://press.example"
US = "briefings"


@dataclass(frozen=True)
class Case:
    """A robots.txt, and whether `path` may be requested under it."""

    name: str
    text: str | bytes
    path: str
    allowed: bool
    agent: str = US


def _rules(text: str | bytes) -> RobotsRules:
    return RobotsRules(text if isinstance(text, bytes) else text.encode())


def _ours(rules: str) -> str:
    return f"User-agent: briefings\n{rules}\n"


def _all(rules: str) -> str:
    return f"User-agent: *\n{rules}\n"


def _no(name: str, text: str | bytes, path: str = "/a", agent: str = US) -> Case:
    return Case(name, text, path, False, agent)


def _yes(name: str, text: str | bytes, path: str = "/a", agent: str = US) -> Case:
    return Case(name, text, path, True, agent)


def _named(agent: str) -> str:
    """Return a robots.txt that forbids everything to `agent` and allows it to everyone else."""
    return f"User-agent: {agent}\nDisallow: /\n\nUser-agent: *\nAllow: /\n"


WHOM = [
    _no("our name", _named("briefings")),
    _no("our name in capitals", _named("BRIEFINGS")),
    _no("our name in title case", _named("Briefings")),
    _no("with a version, as a log has it", _named("briefings/0.1")),
    _no("with a longer version", _named("briefings/0.1.0 (+https://example.org/about)")),
    _no("with a word after it", _named("briefings bot")),
    _no("with a tab after it", _named("briefings\tbot")),
    _no("with a star after it", _named("briefings*")),
    _no("with a digit after it, which no token has", _named("briefings2")),
    _no("with a dot after it", _named("briefings.org")),
    _no("with a comma after it", _named("briefings, others")),
    _no("with a comment after it", _named("briefings # they asked too often")),
    _no("with a comment without a space", _named("briefings#them")),
    _yes("a longer name", _named("briefings-archive")),
    _yes("a longer name with an underscore", _named("briefings_archive")),
    _yes("the beginning of our name", _named("briefing")),
    _yes("one letter of our name", _named("b")),
    _yes("the end of our name", _named("ings")),
    _yes("our name after another word", _named("the briefings")),
    _yes("our name after a star", _named("*briefings")),
    _yes("our name in quotes", _named('"briefings"')),
    _yes("somebody else", _named("Scrapy")),
    _yes("nobody", _named("")),
    _no("everyone, as no group is ours", _all("Disallow: /")),
    _no("everyone, with a word after the star", "User-agent: * (all)\nDisallow: /\n"),
    _yes("everyone, but there is a group of ours", _all("Disallow: /") + _ours("Allow: /")),
    _yes("everyone, but there is an empty group of ours", _all("Disallow: /") + _ours("Disallow:")),
    _yes("everyone, but there is a group of ours without a rule", _all("Disallow: /") + "User-agent: briefings\n"),
    _yes("the group of everyone does not add to ours", _all("Disallow: /a") + _ours("Disallow: /b")),
    _no("ours counts though it stands first", _ours("Disallow: /") + _all("Allow: /")),
    _yes("the setting's token counts, up to its end", _named("briefings"), agent="other/1.0 (briefings)"),
    _no("the setting may have a version too", _named("other"), agent="other/1.0 (briefings)"),
    _no("a setting of bytes", _named("other"), agent="OTHER"),
]

GROUPS = [
    _no("two names above the rules, ours first", "User-agent: briefings\nUser-agent: x\nDisallow: /\n"),
    _no("two names above the rules, ours last", "User-agent: x\nUser-agent: briefings\nDisallow: /\n"),
    _no("an empty line between two names", "User-agent: briefings\n\nUser-agent: x\nDisallow: /\n"),
    _no("a comment between two names", "User-agent: briefings\n# and\nUser-agent: x\nDisallow: /\n"),
    _no("an unknown line between two names", "User-agent: briefings\nNoarchive: yes\nUser-agent: x\nDisallow: /\n"),
    _no("a sitemap between two names", f"User-agent: briefings\nSitemap: {HOST}/s\nUser-agent: x\nDisallow: /\n"),
    _no("Host between two names", "User-agent: briefings\nHost: press.example\nUser-agent: x\nDisallow: /\n"),
    _no("Clean-param between two names", "User-agent: briefings\nClean-param: s\nUser-agent: x\nDisallow: /\n"),
    _no("words without a colon between two names", "User-agent: briefings\nwelcome here\nUser-agent: x\nDisallow: /\n"),
    _no("a markup line between two names", "User-agent: briefings\n<br>\nUser-agent: x\nDisallow: /\n"),
    _no("an unknown line between name and rule", "User-agent: briefings\nNoindex: /\nDisallow: /\n"),
    _no("an unknown line between two rules", _ours("Allow: /b\nNoindex: /c\nDisallow: /a")),
    _no("a sitemap between two rules", _ours(f"Allow: /b\nSitemap: {HOST}/s\nDisallow: /a")),
    _no("an empty line between name and rule", "User-agent: briefings\n\n\nDisallow: /\n"),
    _yes("a rule ends the names", "User-agent: briefings\nAllow: /\nUser-agent: x\nDisallow: /\n"),
    _yes("an empty rule ends the names", "User-agent: briefings\nDisallow:\nUser-agent: x\nDisallow: /\n"),
    _yes("Crawl-delay is a rule here", "User-agent: briefings\nCrawl-delay: 1\nUser-agent: x\nDisallow: /\n"),
    _yes("Request-rate is a rule here", "User-agent: briefings\nRequest-rate: 1/5\nUser-agent: x\nDisallow: /\n"),
    _no("two groups of ours are one", _ours("Disallow: /b") + _all("Allow: /") + _ours("Disallow: /a")),
    _no("also where one is spelt otherwise", _ours("Disallow: /b") + "User-agent: Briefings/2\nDisallow: /a\n"),
    _no("two groups of everyone are one", _all("Disallow: /b") + "User-agent: x\nAllow: /\n" + _all("Disallow: /a")),
    _yes("rules above the first name bind nobody", "Disallow: /\n" + _ours("Disallow: /b")),
    _yes("a name that is empty ends the group", "User-agent: briefings\nAllow: /\nUser-agent:\nDisallow: /\n"),
    _yes("an empty file", ""),
    _yes("a page instead of a file", "<!DOCTYPE html><html><body><h1>Not found: /a</h1></body></html>"),
    _yes("names only", "User-agent: briefings\n"),
]

LONGEST = [
    _no("nothing but a prefix", _ours("Disallow: /a"), "/abc"),
    _yes("another path", _ours("Disallow: /a"), "/b"),
    _yes("case of a path matters", _ours("Disallow: /A"), "/a"),
    _yes("a folder is not its name without a slash", _ours("Disallow: /a/"), "/a"),
    _no("a folder", _ours("Disallow: /a/"), "/a/b"),
    _yes("the longer allows", _ours("Disallow: /a\nAllow: /a/b"), "/a/b/c"),
    _yes("the longer allows, in either order", _ours("Allow: /a/b\nDisallow: /a"), "/a/b/c"),
    _no("the longer forbids", _ours("Allow: /a\nDisallow: /a/b"), "/a/b/c"),
    _no("the longer forbids, in either order", _ours("Disallow: /a/b\nAllow: /a"), "/a/b/c"),
    _yes("as long as each other: the allowing", _ours("Disallow: /a\nAllow: /a"), "/a"),
    _yes("as long as each other, the other order", _ours("Allow: /a\nDisallow: /a"), "/a"),
    _no("of three the longest", _ours("Disallow: /\nAllow: /a\nDisallow: /a/b"), "/a/b"),
    _yes("of three the second longest", _ours("Disallow: /\nAllow: /a\nDisallow: /a/b"), "/a/c"),
    _no("of three the shortest", _ours("Disallow: /\nAllow: /a\nDisallow: /a/b"), "/c"),
    _no("the longest across groups of ours", _ours("Allow: /a") + _ours("Disallow: /a/b"), "/a/b"),
    _no("stars count as an octet", _ours("Allow: /abc\nDisallow: /*bcd"), "/abcd"),
    _yes("an escape counts as three octets", _ours("Disallow: /ab\nAllow: /%E4"), "/%E4"),
    _yes(
        "RFC 9309, 5.2: the longest",
        _ours("Allow: /example/page/\nDisallow: /example/page/disallowed.gif"),
        "/example/page/",
    ),
    _no(
        "RFC 9309, 5.2: the picture",
        _ours("Allow: /example/page/\nDisallow: /example/page/disallowed.gif"),
        "/example/page/disallowed.gif",
    ),
    _yes("robots.txt itself", _ours("Disallow: /"), "/robots.txt"),
    _no("something beside robots.txt", _ours("Disallow: /"), "/robots.txt2"),
    _no("no path at all", _ours("Disallow: /"), ""),
    _yes("an empty Disallow", _ours("Disallow:"), "/a"),
    _no("an empty Allow allows nothing", _ours("Allow:\nDisallow: /"), "/a"),
]

WILDCARDS = [
    _no("a star is any characters", _ours("Disallow: /a/*/c"), "/a/b/c"),
    _no("also none", _ours("Disallow: /a*c"), "/ac"),
    _no("also a slash", _ours("Disallow: /a*c"), "/a/b/b/c"),
    _no("also a question mark", _ours("Disallow: /a*c"), "/a?b=c"),
    _yes("not what lies before it", _ours("Disallow: /a*c"), "/b/a/c"),
    _no("a star at the end", _ours("Disallow: /a*"), "/ab"),
    _no("a star at the beginning", _ours("Disallow: *.gif"), "/a/b.gif"),
    _no("nothing but a star", _ours("Disallow: *")),
    _no("slash and star", _ours("Disallow: /*")),
    _no("many stars", _ours("Disallow: /a***c"), "/abc"),
    _no("several", _ours("Disallow: /*/b/*/d"), "/a/b/c/d/e"),
    _yes("several out of order", _ours("Disallow: /*/d/*/b"), "/a/b/c/d/e"),
    _yes("parts do not overlap", _ours("Disallow: /ab*ba"), "/aba"),
    _no("a star at the end adds nothing", _ours("Disallow: /a*\nAllow: /"), "/a"),
    _no("a star at the end makes it longer, which the RFC does not say", _ours("Disallow: /a*\nAllow: /a"), "/a"),
    _no("a dollar is the end", _ours("Disallow: /a$"), "/a"),
    _yes("and nothing after it", _ours("Disallow: /a$"), "/ab"),
    _yes("nor a query", _ours("Disallow: /a$"), "/a?b"),
    _no("a star and a dollar", _ours("Disallow: /*.pdf$"), "/a/b.pdf"),
    _yes("a star and a dollar, longer", _ours("Disallow: /*.pdf$"), "/a/b.pdf?page=1"),
    _no("the last of several", _ours("Disallow: /*.pdf$"), "/a.pdf/b.pdf"),
    _no("star dollar", _ours("Disallow: /a*$"), "/abc"),
    _yes("only the root allowed", _ours("Disallow: /\nAllow: /$"), "/"),
    _no("only the root allowed, another page", _ours("Disallow: /\nAllow: /$"), "/a"),
    _yes("the page index.html is the root, as Google reads it", _ours("Disallow: /\nAllow: /index.html"), "/"),
    _yes("an allowing dollar allows no longer path", _ours("Disallow: /a$b"), "/a"),
    _no("a dollar in the middle is itself", _ours("Disallow: /a$b"), "/a$b"),
    _no("also escaped in the address", _ours("Disallow: /a$b"), "/a%24b"),
    _no("an escaped dollar is itself", _ours("Disallow: /a%24"), "/a$b"),
    _yes("an escaped dollar is no end", _ours("Disallow: /a%24"), "/a"),
    _no("an escaped star is itself", _ours("Disallow: /a%2A"), "/a*"),
    _yes("an escaped star is nothing else", _ours("Disallow: /a%2A"), "/abc"),
    _no("a star of the address meets a star", _ours("Disallow: /a*c"), "/a*c"),
]

ESCAPES = [
    _no("a letter escaped in the rule", _ours("Disallow: /b%61r"), "/bar"),
    _no("a letter escaped in the address", _ours("Disallow: /bar"), "/b%61r"),
    _no("capital hex in the rule", _ours("Disallow: /%E4"), "/%e4"),
    _no("capital hex in the address", _ours("Disallow: /%e4"), "/%E4"),
    _no("a tilde", _ours("Disallow: /%7Eoffice/"), "/~office/"),
    _no("a tilde in the address", _ours("Disallow: /~office/"), "/%7eoffice/"),
    _yes("a slash is another path", _ours("Disallow: /a/b"), "/a%2Fb"),
    _yes("a slash is another path, escaped in the rule", _ours("Disallow: /a%2fb"), "/a/b"),
    _no("a slash escaped in both", _ours("Disallow: /a%2fb"), "/a%2Fb"),
    _no("a comma is a comma, stricter than the RFC", _ours("Disallow: /a,b"), "/a%2Cb"),
    _no(
        "RFC 9309, 2.2.2: an address in a query",
        _ours("Disallow: /foo/bar?baz=https://foo.bar"),
        "/foo/bar?baz=https%3A%2F%2Ffoo.bar",
    ),
    _no(
        "the same the other way", _ours("Disallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar"), "/foo/bar?baz=https://foo.bar"
    ),
    _no("RFC 9309, 2.2.2: katakana in the rule", _ours("Disallow: /foo/bar/ツ"), "/foo/bar/%E3%83%84"),
    _no("katakana in both", _ours("Disallow: /foo/bar/ツ"), "/foo/bar/ツ"),
    _no("katakana in the address", _ours("Disallow: /foo/bar/%e3%83%84"), "/foo/bar/ツ"),
    _no("RFC 9309, 2.2.2: letters", _ours("Disallow: /foo/bar/%62%61%7A"), "/foo/bar/baz"),
    _no("a space", _ours("Disallow: /a b"), "/a%20b"),
    _no("a bar", _ours("Disallow: /a|b"), "/a%7Cb"),
    _no("a brace", _ours("Disallow: /a%7Bb"), "/a{b"),
    _no("a percent sign alone", _ours("Disallow: /100%"), "/100%25/a"),
    _no("a percent sign and no hex", _ours("Disallow: /100%/a"), "/100%/a"),
    _yes("octets of GBK are not those of another word", b"User-agent: *\nDisallow: /%D6%D0/", "/%CE%C4/"),
    _no("octets of GBK are themselves", "User-agent: *\nDisallow: /中/".encode("gbk"), "/%D6%D0/"),
    _no("a query is part of it", _ours("Disallow: /*?print=1"), "/a?print=1"),
    _yes("another query", _ours("Disallow: /*?print=1"), "/a?print=2"),
    _no("an empty query", _ours("Disallow: /*?"), "/a?"),
    _no("a query without a path", _ours("Disallow: /?a"), "?a"),
    _no("a semicolon", _ours("Disallow: /a;b"), "/a;b=1"),
    _yes("a fragment is none of it", _ours("Disallow: /a#b"), "/#b"),
    _no("a last letter with the octet 85", _ours("Disallow: /\u2005"), "/%E2%80%85"),
]

SPELLING = [
    _no("capitals", "USER-AGENT: briefings\nDISALLOW: /\n"),
    _no("no space", "user-agent:briefings\ndisallow:/\n"),
    _no("many spaces", "  User-agent  :   briefings  \n\t Disallow\t:\t/ \t\n"),
    _no("lines that end with CR", b"User-agent: *\rDisallow: /\r"),
    _no("lines that end with CR LF", b"User-agent: *\r\nDisallow: /\r\n"),
    _no("no end of the last line", b"User-agent: *\nDisallow: /"),
    _no("a comment after a rule", _ours("Disallow: /a # secret"), "/a"),
    _no("a comment glued to a rule", _ours("Disallow: /a#secret"), "/ab"),
    _yes("a rule in a comment", _ours("#Disallow: /")),
    _no("a form feed ends no line", "User-agent: *\nAllow: /b\x0cDisallow: /c\nDisallow: /a\n"),
    _no("a misspelt Disallow", _ours("Dissallow: /")),
    _no("user agent with a space", "User agent: briefings\nDisallow: /\n"),
    _no("useragent", "Useragent: briefings\nDisallow: /\n"),
    _no("no colon", "User-agent briefings\nDisallow /\n"),
    _yes("a word that begins like Disallow", _ours("Disallowed: /")),
    _no("no slash at the beginning", _ours("Disallow: a/"), "/a/b"),
    _no("a whole address", _ours(f"Disallow: {HOST}/a/"), "/a/b"),
    _no("allowing without a slash allows nothing", _ours("Allow: a\nDisallow: /"), "/a"),
    _no("a mark of UTF-8", b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"),
    _no("UTF-16, little end first", "\ufeffUser-agent: *\nDisallow: /\n".encode("utf-16-le")),
    _no("UTF-16, big end first", "\ufeffUser-agent: *\nDisallow: /\n".encode("utf-16-be")),
    _no("UTF-16 with katakana", "\ufeffUser-agent: *\nDisallow: /ツ\n".encode("utf-16-le"), "/%E3%83%84"),
    _no("UTF-32", "\ufeffUser-agent: *\nDisallow: /\n".encode("utf-32-le")),
    _no("UTF-16 without a mark", "User-agent: *\nDisallow: /\n".encode("utf-16-le")),
    _no("octets that are no text", b"User-agent: *\n\xff\xfe\xfa\nDisallow: /\n"),
    _no("a NUL", b"User-agent: *\nDis\0allow: /\n"),
    _no("500 KiB, and the rule within", b"#" * (LIMIT - 30) + b"\nUser-agent: *\nDisallow: /\n"),
    _yes("500 KiB, and the rule beyond", b"User-agent: *\n" + b"#" * LIMIT + b"\nDisallow: /\n"),
    _no("500 KiB, and a rule across", b"User-agent: *\nDisallow: /\n".ljust(LIMIT - 9, b"#") + b"\nAllow: /ab", "/c"),
    _yes("500 KiB of one line", b"User-agent: *" + b" " * LIMIT + b"\nDisallow: /\n"),
]

CASES = [*WHOM, *GROUPS, *LONGEST, *WILDCARDS, *ESCAPES, *SPELLING]


@each("case", CASES)
def test_a_page_may_be_asked_for(case: Case) -> None:
    assert _rules(case.text).allowed(HOST + case.path, case.agent) is case.allowed


def test_bytes_are_taken_where_scrapy_gives_bytes() -> None:
    assert not _rules(_named("briefings")).allowed(b"http://press.example/a", b"briefings/0.1")
