"""Every link of a page, read once; the pager, the entries of a list and the other rules all use these records."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import methodcaller
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element

from briefings.address import SESSION, minted_pairs, read_address, renamed, without
from briefings.transcript.page.body.tree import walk_of
from briefings.transcript.page.layout.lines import OPENED, is_hidden, squeeze, text_of
from briefings.transcript.page.links.forms import chosen_by, sent_by

_TAGS = frozenset(("a", "area", "option", "link", "button", "input", "frame", "iframe"))
_MAKING_LINKS = ("onclick", "data-href", "data-url", "data-page", "hx-get")
"""Attributes with which a script makes an element a link."""
_IS_ADDRESS = "[starts-with(., '/') or starts-with(., 'http')]"
_NAME_OF_DATA = re.compile(rb"-[^\s=<>\"'/]{0,100}+\s*+=\s*+[\"']?(?:/|http|&)")
_IS_NEXT = "[contains(name(), '-next') and not(contains(., ' '))]"
"""Predicate of an attribute whose address may be relative: `data-next-url="?page=2"`, or "talks/list_2.html"."""
_NAME_OF_COMPONENT = re.compile(rb"<[a-z][^\s<>/-]*+-")
_IS_DATA = "contains(., '\"hasPart') or contains(., 'ItemList\"') or ../@type='application/json'"
_FOR_SCRIPTS: tuple[tuple[Callable[[bytes], object], etree.XPath], ...] = (
    *((methodcaller("__contains__", name.encode()), etree.XPath(f"descendant::*/@{name}")) for name in _MAKING_LINKS),
    (_NAME_OF_DATA.search, etree.XPath(f"descendant::*/@*[contains(name(), '-')]{_IS_ADDRESS}")),
    (re.compile(rb"-next[\w-]*+\s*+=").search, etree.XPath(f"descendant::*/@*{_IS_NEXT}")),
    (_NAME_OF_COMPONENT.search, etree.XPath(f"descendant::*[contains(name(), '-')]/@*{_IS_ADDRESS}")),
    (re.compile(b"<script").search, etree.XPath(f"descendant::script/text()[contains(., 'next') or {_IS_DATA}]")),
)
"""Paths of texts for scripts, each with a test of the page's source, which is searched faster than the tree.

One path for all attributes takes longer.
"""
_NOT_BY_SCRIPT = frozenset(("area", "option", "link", "frame", "iframe"))
_NO_ENTRIES = _TAGS - {"a", "area"}
_SHOW_NOTHING = frozenset(("link", "area", "frame", "iframe"))
_ADDRESS_IN = {"option": "value", "frame": "src", "iframe": "src"}
_MOST_WITHIN = 3
"""Maximum number of elements within one that a script makes a link; one with more is a part of a page."""
_QUOTED = re.compile(r"['\"](?P<url>(?:https?:\\?/)?\\?/[^'\"<>\s]{1,500})['\"]")
_NEXT = re.compile(rf"\bnext\w{{0,20}}['\"]?\s{{0,3}}[:=]\s{{0,3}}{_QUOTED.pattern}", re.IGNORECASE)
"""The address of what a script loads next."""
_ESCAPED = re.compile(r"\\u00([0-7][0-9a-fA-F])|\\x([0-7][0-9a-fA-F])")
"""A character of an address as scripts escape it: `\\u0026` for &."""
_MOST_FOR_SCRIPTS = 200
_LOCATION = re.compile(r"\blocation(?:\.href)?\s{0,3}=\s{0,3}['\"](?P<url>[^'\"<>\s]{1,500})['\"]")
_BEHIND = etree.XPath("boolean(following::*[@id=$id][normalize-space()])")
_BESIDE_OPENED = etree.XPath(
    f"boolean(following::*[1]/@{OPENED} | preceding-sibling::*[1]/@{OPENED} | self::*[@aria-expanded]"
    "/parent::*[self::h2 or self::h3 or self::h4]/following-sibling::*[1][normalize-space()])"
)
"""A button beside what it unfolds: in a heading above it, React Bootstrap gives it no `aria-controls`."""
_PART = etree.XPath("boolean(//*[@id=$id][normalize-space()] | //a[@name=$id])")
_ALT = etree.XPath("string((.//*/@alt | .//*/@aria-label)[1])")
# Addresses that need no joining, like most links of most pages: urljoin would change nothing in them.
_ABSOLUTE = re.compile(r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?:[/?][!-\"$-\[\]-~]*)?")
_ROOTED = re.compile(r"/(?!/)(?:[!-\"$-.0-\[\]-~]++|/(?!\.))*+")
_NOT_FOLLOWED = ("javascript:", "mailto:", "tel:", "data:", "sms:", "whatsapp:", "about:", "file:", "blob:")
_SHOWS_NO_MORE = re.compile(r"\bprint\(|\bhistory\.|\bclose\(|\bscroll(?:To|Into)|:\s*alert\(")
_OFF = re.compile(r"disabled(?![\w-])")
"""End of a class of what is switched off."""
_LONGEST_OFF = 30
"""Maximum number of characters of what is switched off, like "Next page": an entry may be `comments-disabled`."""
_MOST_AROUND = 2
"""Number of elements around a link that may say that it is switched off."""
_GIVEN_ADDRESS = re.compile(r"[/?]|\.(?:s?html?|php|aspx?|jsp)\b|^https?:")
"""Form of the value of an option, or of an attribute for a script, that is an address: most are words and numbers."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The base of the page's links, and the other spellings of the source's addresses."""

    base: str
    origin: str
    has_off: bool
    """True if links of the page may be switched off."""
    aliases: Sequence[tuple[str, str]]


@dataclass(slots=True)
class Link:
    """A link of a page: `a`, `area`, `option`, `link`, frame, `button`, `input`, or what a script makes a link."""

    element: _Element
    tag: str
    said: str
    """Text with white space folded, or otherwise the description for those who cannot see its picture."""
    url: str
    """Absolute http(s) address without fragment; "" without one (javascript:, "#", most buttons).

    A script that only goes somewhere, and a form of hidden fields, have one.
    """

    @property
    def href(self) -> str:
        """Address as the page gives it."""
        return _href(self.element, self.tag)

    @property
    def may_show_more(self) -> bool:
        """True if it has no address, is not switched off, and its script may show more.

        It does not if it prints, goes back, closes, scrolls, or only says "this is the last page", nor if it unfolds
        something that stands behind it on the page; a list loads more before its button.
        """
        around = (self.element, *self.element.iterancestors())
        # A page that its script shows hides all of itself.
        is_shown = not any(is_hidden(one) for one in around if one.tag not in {"body", "html"})
        if self.url or _is_off(self.element) or not is_shown or _BESIDE_OPENED(self.element):
            return False
        get = self.element.get
        target = (get("aria-controls") or get("data-bs-target") or get("data-target") or "").removeprefix("#")
        # "#page2" beside "2" or "Part 2 of 3" leads to that part of this page.
        is_part = re.match(r"#\D*(\d+) \D*\1(?!\d)", f"{self.href} {self.said}") is not None
        if (target and _BEHIND(self.element, id=target)) or (is_part and _PART(self.element, id=self.href[1:])):
            return False
        return _SHOWS_NO_MORE.search(f"{self.href} {get('onclick') or ''}") is None

    @property
    def rel(self) -> frozenset[str]:
        """Words of its rel attribute, in small letters."""
        return frozenset((self.element.get("rel") or "").lower().split())


class Links:
    """The links of a page in order, and the address they are relative to.

    `url` is where the page was served; a <base> moves its relative links. `aliases` are the other spellings of the
    source's addresses (`Markup.aliases`). An address that cannot be read makes a link without `url`; nothing is raised
    for it. `source` is the page in small letters, as UTF-8: what it lacks is not searched for in the tree.
    """

    def __init__(self, root: _Element, url: str, aliases: Sequence[tuple[str, str]], source: bytes) -> None:
        moved = next((href for one in root.iter("base") if (href := one.get("href")) is not None), "")
        base = _joined(url, moved.strip()) or url
        parts = urlsplit(base)
        place = _Place(base, f"{parts.scheme}://{parts.netloc}", b"disabled" in source, aliases)
        paths = (path for may_find, path in _FOR_SCRIPTS if may_find(source))
        texts = [text for path in paths for text in cast("list[Any]", path(root))]
        made = frozenset(text.getparent() for text in texts if text.attrname in _MAKING_LINKS)
        walk = walk_of(root, (*_TAGS, *(str(one.tag) for one in made)))
        self.all = [_read(element, place) for element in walk if _may_lead(element, made)]
        self.base = base if parts.netloc != urlsplit(url).netloc else ""
        """Address that relative links are relative to, if it is on another host than the page."""
        self.own = renamed(url, aliases)
        self.for_scripts = [*_addresses(texts, base)]
        """Absolute addresses in attributes for scripts, or to which a click is sent, with their elements."""
        if minted := minted_pairs([link.url for link in self.all], self.own):
            self.own = without(self.own, {pair.partition("=")[0] for pair in minted})
            for link in self.all:
                link.url = without(link.url, minted)
            self.for_scripts = [(without(one, minted), element) for one, element in self.for_scripts]

    @property
    def frames(self) -> list[str]:
        """Addresses of the pages in frames of this one."""
        return [link.url for link in self.all if link.tag in {"frame", "iframe"} and link.url]

    @property
    def shown(self) -> list[Link]:
        """Links in the body with an address, which a reader may click: a row of a table whose script leads on, too."""
        return [link for link in self.all if link.url and link.tag not in _NO_ENTRIES]


def _addresses(texts: Iterable[Any], base: str) -> Iterator[tuple[str, _Element]]:
    """Yield the first addresses in texts for scripts, with their elements: quoted, or all of an attribute for data.

    Data in its script (JSON) may name all its parts, or all that a list has.
    """
    found = list[tuple[Any, str]]()
    for text in texts:
        if text.is_attribute and text.attrname != "onclick":
            found += [(text, text.strip())] if _GIVEN_ADDRESS.search(text) else []
        else:
            is_all = text.is_attribute or "json" in (text.getparent().get("type") or "")
            most = 1 if text.is_attribute or not is_all else None
            found += [(text, one) for one in islice(quoted_addresses(text, _QUOTED if is_all else _NEXT), most)]
    for text, address in found[:_MOST_FOR_SCRIPTS]:
        if (url := _joined(base, address)) and (element := text.getparent()) is not None:
            yield url, element


def quoted_addresses(script: str, form: re.Pattern[str] = _QUOTED) -> Iterator[str]:
    """Yield the addresses in quotes in a script, or in data for one, as they are meant: `\\/` is a slash there."""
    for found in form.finditer(_ESCAPED.sub(lambda one: chr(int(one[1] or one[2], 16)), script)):
        yield found["url"].replace("\\/", "/")


def _may_lead(element: _Element, made: frozenset[_Element]) -> bool:
    """Return True for a link, or an element that a script made one (`made`) and that has no links of its own."""
    if element.tag == "a":
        return element.get("name") is None or element.get("href") is not None  # otherwise a place that others link to
    if element.tag == "input":
        return (element.get("type") or "").lower() in {"submit", "button", "image"}
    if element.tag in _TAGS:
        return element.tag != "link" or element.get("rel") is not None
    if element not in made:
        return False
    within = list(islice(element.iterdescendants(), _MOST_WITHIN + 1))
    return len(within) <= _MOST_WITHIN and not any(one.tag in _TAGS for one in within)


def _read(element: _Element, place: _Place) -> Link:
    tag = str(element.tag)
    shown = "" if tag in _SHOW_NOTHING else text_of(element) if len(element) else element.text or ""
    get = element.get
    said = squeeze(shown) or squeeze(get("aria-label") or get("title") or str(_ALT(element)) or get("value") or "")
    is_off = place.has_off and _is_off(element)
    return Link(element, tag, said, "" if is_off else _url(element, tag, place))


def _url(element: _Element, tag: str, place: _Place) -> str:
    # Most links are `a`, with an address that needs no change.
    address = _plain_address(element.get("href") or "", place.origin) if tag == "a" else ""
    if not address:
        href = _href(element, tag)
        href = chosen_by(element) if tag == "option" and not _GIVEN_ADDRESS.search(href) else href
        address = _plain_address(href, place.origin) or _joined(place.base, href)
    return renamed(address, place.aliases) if place.aliases else address


def _href(element: _Element, tag: str) -> str:
    href = (element.get(_ADDRESS_IN.get(tag, "href")) or "").strip()
    if tag not in _NOT_BY_SCRIPT and (not href or href.startswith(("#", "javascript:"))):
        return _address_elsewhere(element) or href
    return href


@lru_cache(maxsize=4_096)  # the menus of a site are the same on all its pages
def _plain_address(href: str, origin: str) -> str:
    # The name of a visit is in a query or behind a semicolon; searching every address for it takes far longer.
    if (("?" in href or ";" in href) and SESSION.search(href)) or "/(" in href:
        return ""
    if _ROOTED.fullmatch(href):
        return origin + href
    return href if _ABSOLUTE.fullmatch(href) else ""


def _address_elsewhere(element: _Element) -> str:
    """Return the address of a link or button without href: of its script, its data attribute, or the form it sends."""
    for name in ("data-href", "data-url", "hx-get", "formaction"):
        if value := (element.get(name) or "").strip():
            return value
    found = _LOCATION.search(element.get("onclick") or element.get("href") or "")
    return found["url"] if found else sent_by(element) if element.tag in {"button", "input"} else ""


def _is_off(element: _Element) -> bool:
    """Return True for a link that is switched off, like the next link on a last page, address or not."""
    around = (element, *islice(element.iterancestors(), _MOST_AROUND))
    off = (one for one in around if _OFF.search((one.get("class") or "").lower()))
    return element.get("disabled") is not None or any(len(squeeze(text_of(one))) <= _LONGEST_OFF for one in off)


def _joined(base: str, href: str) -> str:
    """Return the absolute http(s) address of a link without its fragment; "" without one."""
    if not href or href[0] == "#" or href.lower().startswith(_NOT_FOLLOWED):
        return ""
    try:
        path, mark, query = href.partition("?")
        address = urljoin(base, path.replace("\\", "/") + mark + query)  # as browsers do
        parts = urlsplit(address)
        valid = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:
        return ""
    # A name and password are left for others to refuse.
    return (address.partition("#")[0] if "@" in parts.netloc else read_address(address).url) if valid else ""
