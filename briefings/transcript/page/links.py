"""Every link of a page, read once: the pager, the entries of a list and the other rules all ask these records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element

from briefings.address import renamed
from briefings.transcript.page.lines import squeeze

MOST_LINKS = 100_000
"""Links beyond these are not read: no list page has so many, a page made to choke a crawler has."""
_TAGS = ("a", "area", "option", "link", "button")
_BASE = etree.XPath("string(//base[@href][1]/@href)")
_TEXT = etree.XPath("string()")
_ALT = etree.XPath("string(.//img[@alt][1]/@alt)")
# What needs no joining, since it is most links of most pages: nothing in it that urljoin would change.
_ABSOLUTE = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:[/?][!-\"$-~]*)?")
_ROOTED = re.compile(r"/(?!/)(?:[!-\"$-.0-~]++|/(?!\.))*+")
_NOT_FOLLOWED = ("javascript:", "mailto:", "tel:", "data:", "sms:", "whatsapp:", "about:", "file:", "blob:")
_OPTION_ADDRESS = re.compile(r"[/?]|\.(?:s?html?|php|aspx?|jsp)\b|^https?:")
"""An option's value is an address only if it looks like one: most are words and numbers for a form."""


@dataclass(slots=True)
class Link:
    """One `a`, `area`, `option`, `link` or `button` of a page.

    `url` is its absolute http(s) address without fragment, "" where it has none (javascript:, "#", a button); `href`
    is what the page says. `text` is what it shows, white space folded; `said` is the same, or where it shows nothing
    its aria-label, title or picture's alt.
    """

    element: _Element
    tag: str
    href: str
    url: str
    text: str
    _said: str | None = field(default=None, repr=False)

    @property
    def said(self) -> str:
        """What the link shows, else what it says of itself to those who cannot see its picture."""
        if self._said is None:
            get = self.element.get
            self._said = self.text or squeeze(
                get("aria-label") or get("title") or str(_ALT(self.element)) or get("value") or ""
            )
        return self._said

    @property
    def rel(self) -> frozenset[str]:
        """The words of its rel attribute, in small letters."""
        return frozenset((self.element.get("rel") or "").lower().split())

    @property
    def names(self) -> str:
        """Its class, id, rel and title and those of the element around it: what a link without letters goes by."""
        parent = self.element.getparent()
        around = (self.element,) if parent is None else (self.element, parent)
        return " ".join(value for one in around for name in ("class", "id", "rel", "title") if (value := one.get(name)))


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a page in order, the address they are relative to, and how many were left out at the end."""

    own: str
    all: tuple[Link, ...]
    cut: int = 0

    @property
    def shown(self) -> list[Link]:
        """Those in the body that have an address: what a reader may click."""
        return [link for link in self.all if link.url and link.tag in {"a", "area"}]


def links_of(root: _Element, url: str, most: int = MOST_LINKS, aliases: Sequence[tuple[str, str]] = ()) -> Links:
    """Every link below an element. `url` is where the page was served; a <base> moves its relative links.

    `aliases` are the other spellings of the source's addresses (`Markup.aliases`). An address that cannot be read makes
    a link without `url`; nothing is raised for it. No more than `most` are read.
    """
    base = _joined(url, str(_BASE(root)).strip()) or url
    parts = urlsplit(base)
    origin = f"{parts.scheme}://{parts.netloc}"
    walk = root.iter(*_TAGS)
    found = [
        _read(element, base, origin) for element in islice(walk, most) if element.tag != "link" or element.get("rel")
    ]
    for link in found if aliases else ():
        link.url = renamed(link.url, aliases)
    return Links(renamed(url, aliases), tuple(found), sum(1 for _ in walk))


def _read(element: _Element, base: str, origin: str) -> Link:
    tag = str(element.tag)
    href = (element.get("value" if tag == "option" else "href") or "").strip()
    if tag == "option" and not _OPTION_ADDRESS.search(href):
        address = ""
    elif _ROOTED.fullmatch(href):
        address = origin + href
    elif _ABSOLUTE.fullmatch(href):
        address = href
    else:
        address = _joined(base, href)
    text = "" if tag in {"link", "area"} else squeeze(str(_TEXT(element)) if len(element) else element.text or "")
    return Link(element, tag, href, address, text)


def _joined(base: str, href: str) -> str:
    """The absolute http(s) address of a link without its fragment; "" where it has none."""
    if not href or href[0] == "#" or href.lower().startswith(_NOT_FOLLOWED):
        return ""
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
        valid = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:
        return ""
    return address.partition("#")[0] if valid else ""
