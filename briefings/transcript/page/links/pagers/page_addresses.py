"""Compare addresses of pages: `talk.html` grows to `talk_2.html`, `?page=1` to `?page=2`.

Pure strings: whether two pages are of one briefing is judged by more than this.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from briefings.address import TRACKING
from briefings.hosts import site_host

_PAGE_WORDS = r"page|pages|pag|pg|p|paged|seite|pagina|página|part|partie|parte|teil|npack|pack|strona|sida|sayfa|trang"
# Names in a query for a page, perhaps after that of a part of the site: `tx_talk[currentPage]`, `_101_talk_cur` (of 85
# characters in Liferay 7). `p` is also WordPress' name for an article: see `_LARGEST_PAGE`.
_PAGE_KEYS = re.compile(
    rf"(?:.{{0,120}}(?<!per)(?:[\[_.:-]|%5B))?"
    rf"(?:{_PAGE_WORDS}|page_?(?:no|num|number|nr|id|index)|(?:cur(?:rent)?|this|i|n|no|num|a|art)_?page|pagen_\d+|cur)(?:\]|%5D)?",
    re.IGNORECASE,
)
_PASSING = re.compile(r"(?:php|asp|j)?sess(?:ion)?_?id\w*|sid|chash|cpage", re.IGNORECASE)
"""Names in a query whose value changes with every visit, is a checksum of the rest, or a page of comments."""
_OFFSET_KEYS = re.compile(
    r"(?:(?:limit_?)?start(?:_?(?:row|index|at))?|offset|from|skip|first(?:_?(?:row|item))?|begin|b_start(?::int)?|o|pos)",
    re.IGNORECASE,
)
_SIZE_KEYS = re.compile(r"limit|count|size|per_?page|page_?size|items?_per_page|rows|pp|ps", re.IGNORECASE)
"""Names in a query for how many entries a page shows."""
_WORD_BEFORE = re.compile(rf"(?:^|[^A-Za-z])(?:{_PAGE_WORDS})[-_/=.,]?$", re.IGNORECASE)
_END = re.compile(r"/|(?:\.[A-Za-z]{3,5}){0,2}")
_EXTENSION = re.compile(r"(?:\.[A-Za-z]{3,5}){1,2}$")
# Additions that make a longer name that of another page: four words, a month, a year, a small number without extension.
_OF_ITS_OWN = re.compile(
    r"(?:[-_]\w+){4}|[-_](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*(?![a-z])"
    r"|(?:19|20)\d\d|[-_]\d{1,4}$",
    re.IGNORECASE,
)
_NUMBERED_END = re.compile(
    rf"(?P<before>(?:.*?[^/_.,;:=(-])??)"
    rf"(?:(?P<mark>[/_.,;:=(-]+)(?P<word>(?:{_PAGE_WORDS})(?![A-Za-z])[-_/=.,:)]{{0,2}})?|(?<!\d))"
    r"\(?(?P<number>\d{1,9})\)?(?P<end>/|(?:\.[a-z]{3,5}){0,2})",
    re.IGNORECASE,
)
"""A path that ends with a page: a mark, perhaps a word, the number, and an end that the first page may lack."""
_BARE_NAME = re.compile(
    r"(?:(?<=/)(?:index|default|home)(?:\.[A-Za-z]{3,5})?|(?:\.[A-Za-z]{3,5}){1,2}|(?<!/))/*$", re.IGNORECASE
)
"""End of a path that its other pages may lack: "/", ".html", "/index.html"."""
_LARGEST_CHAIN = 50
"""Maximum number of pages of a chain that names none of them by number; larger ones are ids, days, years."""
_NUMBER = re.compile(r"\d")
_KEY = re.compile(r"\d\D|\D\d|\d{5}")
"""Value of a query that is a day, or a place in a list as a script writes it."""
_NUMBERS = re.compile(r"([0-9]+)")
OF_COMMENTS = re.compile(r"[?&]cpage=|comment-page", re.IGNORECASE)  # as WordPress names the pages of comments
_IN_PARTS = re.compile(r"(?:\d{0,3},){1,9}(?P<drupal>\d{1,4})|(?P<spip>\d{1,3})-\d{1,3}")
"""Values that hold a page: Drupal counts those of a second list as "0,1", "0,2"; SPIP has "2-6" for 2 of 6."""
_LARGEST_PAGE, _LARGEST_BARE = 9_999, 999  # larger numbers are ids: of articles, of days


class Degree(IntEnum):
    """Degree to which an address shows that it is another page of the same thing."""

    SLUG = 0
    """`-2` at the end of a name without extension, or an id: WordPress gives a second briefing-16 that name."""
    BARE = 1
    """A small number put at the end of the name: `_2`, `/2`, `.2`, `-2.html`."""
    NAMED = 2
    """A number named as a page: `?page=2`, `/page/2`, `-p2`, `?start=20`."""


class Growth(NamedTuple):
    """Difference of an address from another in one number: the number, and how plainly it is a page's."""

    number: int
    degree: Degree
    own: int | None = None
    """The number that the address it is compared with has there, too, so that it may be an id; None without one."""

    @property
    def is_further(self) -> bool:
        """True if the number is named as that of a later page, or of an entry on one."""
        return self.degree is Degree.NAMED and self.number > (self.own or 0)


@lru_cache(maxsize=1_000)
def growth(own: str, other: str) -> Growth | None:
    """Describe how `other` differs from `own`; None if in more than one piece that holds a number, or in none.

    Capitals make no difference, as to some servers. Cached: the addresses of a pager are compared up to ten times.
    """
    mine, its = urlsplit(own.lower()), urlsplit(other.lower())
    if site_host(mine) != site_host(its) or OF_COMMENTS.search(other):
        return None
    if mine.path.rstrip("/") == its.path.rstrip("/"):
        # "page.php?403.2": a query without names is like a path, but for those behind it ("?talk7&page=2").
        is_path = not its.query or (mine.query and "=" not in mine.query and "&" not in its.query)
        return _by_path(mine.query, its.query) if is_path else _by_query(mine.query, its.query)
    return _by_path(mine.path, its.path) if _telling(mine.query) == _telling(its.query) else None


def grown(own: str, other: str) -> int | None:
    """Return the page number in an address that grew out of `own`, 0 if it is only akin to it; None for any other.

    A number that both addresses have there is accepted if it is named as a page.
    """
    # Every link of a page is asked, and most share neither all but numbers with it, nor its bare name.
    mine, its = _outline(own), _outline(other)
    if mine[0] != its[0] and mine[1] not in other.lower():
        return None
    found = growth(own, other)
    if found is None:
        return 0 if is_akin(own, other) else None
    is_page = found.degree is Degree.NAMED or (found.degree is Degree.BARE and found.own is None)
    return found.number if is_page else None


@lru_cache(maxsize=4_096)  # the menus of a site are the same on all its pages
def _outline(url: str) -> tuple[str, str]:
    """Return the path of an address without its numbers, and its bare name."""
    path = urlsplit(url.lower()).path
    return _NUMBERS.sub("#", path), _BARE_NAME.sub("", path).rstrip("/")


def is_page_behind(own: str, url: str) -> bool:
    """Return True for an address that names itself as the page behind this one; pages may be counted from 0."""
    found = growth(own, url)
    return found is not None and found.is_further and found.number <= (2 if found.own is None else found.own + 1)


def is_part_of_list(own: str, url: str) -> bool:
    """Return True for an address in the folder of a list with a new day, or a key that no person wrote, in its query.

    A language, a sort order and the number of a topic are no such key.
    """
    mine, its = urlsplit(own), urlsplit(url)
    changed = _changed(mine.query, its.query) if its.path.startswith(mine.path.rpartition("/")[0]) else {}
    return site_host(mine) == site_host(its) and any(map(_KEY.search, changed.values()))


def is_akin(own: str, other: str) -> bool:
    """Return True when the name of `other` begins with the whole name of `own`, or is below it as below a folder."""
    mine, its = urlsplit(own), urlsplit(other)
    if site_host(mine) != site_host(its) or _telling(mine.query) != _telling(its.query):
        return False
    stem = _bare_name(mine.path)
    rest = its.path[len(stem) :].rstrip("/") if its.path.startswith(stem) else ""
    if len(stem.rpartition("/")[2]) < 2 or not rest or _EXTENSION.fullmatch(rest):
        return False
    if rest[0] == "/":
        return rest.count("/") <= 2
    return not rest[0].isalnum() and "/" not in rest and not _OF_ITS_OWN.search(rest)


def unnumbered(url: str) -> str | None:
    """Return the address that page 1 would have if the number at the end of this one were a page's; None without one.

    `?page=3` and `?start=40` are left out, and so are the ends `/page/3/`, `-p3.html`, `_3.html` and `/3`. A larger
    number is an id; so is a bare one after `-` in a name without an extension.
    """
    parts = urlsplit(url)
    if not parts.query:
        path = _unnumbered_path(parts.path)
        return urlunsplit(parts._replace(path=path, fragment="")) if path else None
    pairs = parts.query.split("&")
    others = [pair for pair in pairs if not _is_page_pair(pair)]
    return urlunsplit(parts._replace(query="&".join(others), fragment="")) if len(others) == len(pairs) - 1 else None


def _unnumbered_path(path: str) -> str:
    found = _NUMBERED_END.fullmatch(path)
    is_named = found is not None and (found["word"] or found["before"].rpartition("/")[2].strip("0123456789"))
    if found is None or not (found["mark"] and is_named):
        return ""
    # "/talk/page/3/" goes back to "/talk/", "/talk/3" to "/talk"; in "/talk/p3.html" the name is the page's alone.
    first = found["before"] + ("/" if found["end"] and found["mark"].startswith("/") else found["end"])
    step = _inserted(first, path)
    return first if step and step.degree is not Degree.SLUG and 1 < step.number <= _LARGEST_CHAIN else ""


def _is_page_pair(pair: str) -> bool:
    key, _, value = pair.partition("=")
    return re.fullmatch(r"[1-9]\d{0,3}", value) is not None and is_page_key(key, value)


def _changed(own: str, other: str) -> dict[str, str]:
    """Return the names of a query whose values changed or are new; empty if any name was dropped."""
    mine, its = (dict(parse_qsl(_telling(query), keep_blank_values=True)) for query in (own, other))
    changed = {key: value for key, value in its.items() if mine.get(key) != value}
    named = {key: value for key, value in changed.items() if _is_page_pair(f"{key}={value}")}
    # A part of a site may need other names to know that the page is its own; they are new then.
    if len(named) == 1 and not any(key in mine for key in changed.keys() - named.keys()):
        changed = named
    return {} if mine.keys() - its.keys() else changed


def _telling(query: str) -> str:
    """Return a query without what says nothing of the page: how somebody came, which a feed's links may say."""
    pairs = ((pair.partition("=")[0], pair) for pair in query.split("&"))
    return "&".join(
        pair for key, pair in pairs if not any(name.fullmatch(key) for name in (TRACKING, _PASSING, _SIZE_KEYS))
    )


def is_page_key(key: str, value: str) -> bool:
    """Return True for a name in a query that calls its value the number of a page, or of the first entry of one."""
    return bool(_OFFSET_KEYS.fullmatch(key) or (_PAGE_KEYS.fullmatch(key) and int(value) <= _LARGEST_PAGE))


def _by_query(own: str, other: str) -> Growth | None:
    changed = _changed(own, other)
    if len(changed) != 1:
        return None
    ((key, value),) = changed.items()
    mine, number = dict(parse_qsl(own)), _number_in(value)
    # "?id=12-5" and "?id=12-6" are ids, or days.
    if number is None or ("-" in value and not is_page_key(key, str(number))):
        return None
    is_bare = key not in mine and 1 < number <= _LARGEST_CHAIN
    degree = Degree.NAMED if is_page_key(key, str(number)) else Degree.BARE if is_bare else Degree.SLUG
    return Growth(number, degree, _number_in(mine.get(key, "")))


def _number_in(value: str) -> int | None:
    """Return the number that a value of a query is, or has as a page's."""
    found = _IN_PARTS.fullmatch(value)
    number = found[found.lastgroup or 0] if found else value
    return int(number) if re.fullmatch(r"\d{1,9}", number) else None


def _by_path(own: str, other: str) -> Growth | None:
    split = split_at_number(own, other)
    if split is None:
        return _inserted(own, other)
    before, mine, its, after = split
    is_end = _END.fullmatch(after) is not None
    degree = _degree(_WORD_BEFORE.search(before), before[-1:], int(its), after, is_end=is_end)
    return Growth(int(its), degree, int(mine))


def _inserted(own: str, other: str) -> Growth | None:
    """Return the growth by a number put into a path: before its extension, at its end, or for a folder's file name."""
    name = _bare_name(own)
    found = _NUMBERED_END.fullmatch(other) if other.startswith(name) and _NUMBER.search(other, len(name)) else None
    if found is None or _bare_name(found["before"]) != name:
        return None
    number = int(found["number"])
    return Growth(number, _degree(found["word"], (found["mark"] or "")[-1:], number, found["end"]))


@lru_cache(maxsize=4_096)
def _bare_name(path: str) -> str:
    return _BARE_NAME.sub("", path).rstrip("/")


def _degree(word: object, mark: str, number: int, end: str, *, is_end: bool = True) -> Degree:
    """Return the degree of a number in a path, by the word or else the mark before it, and the end of its name."""
    if word and number <= _LARGEST_PAGE:
        return Degree.NAMED
    return Degree.BARE if is_end and number <= _LARGEST_BARE and (mark != "-" or end.startswith(".")) else Degree.SLUG


def template(pages: Mapping[int, str]) -> Callable[[int], str] | None:
    """Return a function for the address of page n if addresses differ only in a number a * n + b; otherwise None.

    Of days in a row that is taken for numbers of pages, page 2 would have a negative one.
    """
    numbered = sorted(pages.items())
    # Page 1 often has an address without a number.
    return _template(numbered) or _template(numbered[1:])


def _template(numbered: Sequence[tuple[int, str]]) -> Callable[[int], str] | None:
    if len(numbered) < 2:
        return None
    (n, one), (m, two) = numbered[0], numbered[-1]
    split = split_at_number(one, two)
    if not split:
        return None
    before, a, b, after = split
    step, odd = divmod(int(b) - int(a), m - n)
    width = len(a) if a.startswith("0") and len(a) == len(b) > 1 else 0

    def at(number: int) -> str:
        return f"{before}{int(a) + step * (number - n):0{width}d}{after}"

    is_even = step > 0 and not odd and int(a) >= step * (n - 2)
    return at if is_even and all(at(number) == url for number, url in numbered) else None


def split_at_number(one: str, two: str) -> tuple[str, str, str, str] | None:
    """Split two texts that differ in one number only: the text before, the two numbers, the text after."""
    mine, its = _NUMBERS.split(one), _NUMBERS.split(two)
    differ = [place for place, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b]
    # Every other part is a number.
    if len(mine) != len(its) or len(differ) != 1 or differ[0] % 2 == 0:
        return None
    (place,) = differ
    return "".join(mine[:place]), mine[place], its[place], "".join(mine[place + 1 :])
