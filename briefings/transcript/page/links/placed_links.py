"""The links of a page by place, as the account of links needs them.

The key of a place is tag and classes of the nearest elements, the shape of the address, the skeleton of a short text
that holds a number ("Part #") or that it is of pagers or an archive, and whether the address is grown from the page's,
or the link in its branch of a tree: links of one key lead to one kind of thing. Most links are explained by less, so
all but the place is found on demand.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from briefings.address import Address, comparable, read_address
from briefings.transcript.page.links.lists.entry_groups import site_of
from briefings.transcript.page.links.pagers.page_addresses import grown, growth
from briefings.transcript.page.links.pagers.pager import Pager
from briefings.transcript.page.links.pagers.pager_words import is_of_pager, number_and_total, number_in, pattern
from briefings.transcript.wording.dates import dates_in
from briefings.transcript.wording.periods import period_of

_MOST_WORDS = 3
"""Maximum number of words of a text that numbers a page; a longer text with a number may be a headline."""
_LONGEST_POINTING = 5
"""Maximum number of letters of a link that only points: "here", "hier", "aquí", "здесь"."""
OF_PERIOD = "|period"
"""End of the key of a place whose links say only a year or a month."""
DIGITS = re.compile(r"\d+")
_AGAIN = re.compile(
    r"(?:print(?:able|er|view|_?friendly)?|share|sort(?:_?by)?|order(?:_?by)?|dir|theme|font|replytocom|cpage)(?:=.*)?"
    r"|(?:view|format|output|mode|type|style)=print\w*",
    re.IGNORECASE,
)
"""Pairs of a query that show the same page in another form; `view=transcript` may show another."""
_ARCHIVE = re.compile(r"\barchi[vf]\w*(?:\.\w+)?/?$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


class PlacedLink(NamedTuple):
    """A link of a page to its own site."""

    url: str
    said: str
    place: str
    """Tags and classes of the elements nearest around it."""
    own: str
    """Address of the page that has the link."""
    spot: tuple[str, str]
    """Comparable address and place: what pages share at one spot is their frame."""
    is_in_prose: bool = False
    names_language: bool = False
    """True if it says that it leads to another language."""
    is_in_branch: bool = False
    """True if it is in the branch of a tree of links that has the page."""

    @property
    def is_grown(self) -> bool:
        """True if its address grew out of the page's, or the other way round."""
        return grown(self.own, self.url) is not None or grown(self.url, self.own) is not None

    @property
    def key(self) -> str:
        """The place, with all else that distinguishes kinds of links."""
        place = f"{read_address(self.own).host}: {self.place}"
        # The years and months of an archive are one kind, whatever they are called.
        if period_of(self.said) is not None:
            return f"{place}{OF_PERIOD}"
        is_numbered = DIGITS.search(self.said) is not None and len(self.said.split()) <= _MOST_WORDS
        is_further = is_of_pager(self.said) or _ARCHIVE.search(self.url) is not None
        # Each post of a forum is called by its day, "Apr 15, 2026" (XenForo); behind one may stand "PDF".
        days = dates_in(self.said) if is_numbered else ()
        said = next((f"{self.said[:begin]}day{self.said[end:]}" for _, begin, end in days), self.said)
        skeleton = DIGITS.sub("#", said)[:40] if is_numbered else "»" * is_further
        shape = "+" if self.is_grown else "<" if self.is_in_branch else _shape(self.url)
        return f"{place}|{shape}|{skeleton}"

    @property
    def is_near(self) -> bool:
        """True if its address or its place in a tree relates it to the page: then no other place explains it."""
        return self.is_in_branch or grown(self.own, self.url) is not None

    @property
    def is_cited(self) -> bool:
        """True if it is in prose, says what it leads to ("here" does not), and calls nothing a page.

        Its address is neither grown from nor half the page's.
        """
        own, url = self.own, self.url
        is_alike = url.startswith(_half(own)) and own.startswith(_half(url))
        words = self.said.casefold().split()
        calls_a_page = len(words) <= _MOST_WORDS and any(map(pattern("page_or_part").fullmatch, words))
        points = len(self.said) <= _LONGEST_POINTING and self.said.isalpha() and self.said == self.said.lower()
        return self.is_in_prose and not (calls_a_page or points or is_alike or self.is_grown)

    @property
    def is_language(self) -> bool:
        """True if it leads to the page in another language."""
        mine, its = urlsplit(self.own), urlsplit(self.url)
        differs = mine.query == its.query and _differs_in_language(mine.path.split("/"), its.path.split("/"))
        return self.names_language or differs

    @property
    def undressed(self) -> str:
        """Its comparable address without what tracks, prints, shares or sorts."""
        return _undressed(self.url)

    @property
    def is_again(self) -> bool:
        """True if its address is the page's, in another form."""
        return self.undressed == _undressed(self.own)


class Sign(NamedTuple):
    """A button or a link of a script, outside of page furniture, that may show more and has no address."""

    key: str
    said: str
    row: str = ""
    """The elements around it, if it comes before all links there, like "Previous" on a first page; otherwise ""."""

    @property
    def number(self) -> int:
        """The page number that it shows, or the total beside it, as in "Page 1 of 7"; 0 without one."""
        return number_in(self.said) or number_and_total(pattern("page 2 of 7").search(self.said))[1]


class PlacedLinks(NamedTuple):
    """Links of a page to pages of its own site, in order, and the number of links to other sites or to files."""

    links: tuple[PlacedLink, ...] = ()
    outside: int = 0
    signs: tuple[Sign, ...] = ()
    marked: Mapping[str, int] = MappingProxyType({})
    """Rows with something that is no link, such as the number of this page in a pager, each with the number of links
    before it; -1 if that is not clear."""

    def with_header(self, urls: Sequence[str], page: Address) -> "PlacedLinks":
        """Return these with the addresses of next pages that the header of the answer names."""
        here = [url for url in urls if site_of(url) == site_of(page.url)]
        named = [PlacedLink(url, "rel=next", "header", page.url, (comparable(url), "header")) for url in here]
        return self._replace(links=(*self.links, *named)) if named else self

    def is_first_with_number(self, url: str, pager: Pager) -> bool:
        """Tell whether an address is that of this page with a number, `?page=1`, as the first page of its pager.

        An address that the page links to is another page, unless this page calls itself page 1.
        """
        own = self.links[0].own if self.links else ""
        begin = growth(own, url) if grown(own, url) in {0, 1} else None
        if begin is None or begin.own is not None or (pager.current != 1 and any(one.url == url for one in self.links)):
            return False
        behind = pager.behind(own, in_list=True)
        step = growth(url, pager.pages.get(2) or (behind.url if behind else ""))
        # A list may count from its oldest page: behind "/" stands "/index-4.html", and "/index-1.html" is its end.
        return step is not None and step.own == begin.number < step.number and begin.number in {0, step.number - 1}

    def rows(self) -> dict[str, list[PlacedLink]]:
        """Return the links by the elements around them: those of one row are together, whatever each is called."""
        found: dict[str, list[PlacedLink]] = {}
        for link in self.links:
            found.setdefault(link.place.partition(" ")[2], []).append(link)
        return found


def row_of_key(key: str) -> str:
    """Return the elements around the links of a place."""
    return key.partition(": ")[2].partition("|")[0].partition(" ")[2]


def _half(url: str) -> str:
    folder, _, name = url.rstrip("/").rpartition("/")
    return f"{folder}/{name[: (len(name) + 1) // 2]}"


def _shape(url: str) -> str:
    """Return first folder of an address, whether its name has a number, its extension, and the names of its query."""
    parts = urlsplit(url)
    folders = parts.path.strip("/").split("/")
    name, _, extension = folders[-1].partition(".")
    first = f"{DIGITS.sub('#', folders[0])}/" if len(folders) > 1 else ""
    names = ",".join(DIGITS.sub("#", pair.partition("=")[0]) for pair in parts.query.split("&"))
    return f"/{first}{'#' if DIGITS.search(name) else 'w'}.{extension}?{names}"


@lru_cache(maxsize=2_048)
def _undressed(url: str) -> str:
    """Return an address without what tracks, prints, shares or sorts."""
    parts = urlsplit(url)
    pairs = [pair for pair in parts.query.split("&") if not _AGAIN.fullmatch(pair)]
    return comparable(urlunsplit(parts._replace(query="&".join(pairs), fragment="", path=parts.path.rstrip("/"))))


def _differs_in_language(mine: list[str], its: list[str]) -> bool:
    """Tell whether two paths differ in one part that names a language, or only one of them has."""
    if len(mine) == len(its):
        differ = [(a, b) for a, b in zip(mine, its, strict=True) if a != b]
        return len(differ) == 1 and all(_LANGUAGE.fullmatch(part) for part in differ[0])
    shorter, longer = sorted((mine, its), key=len)
    return any(
        longer[:place] + longer[place + 1 :] == shorter and _LANGUAGE.fullmatch(longer[place]) is not None
        for place in range(len(longer))
    )
