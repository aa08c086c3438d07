"""Read addresses: the briefing that a page belongs to, and the number of the page."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from posixpath import splitext
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from briefings.hosts import WEB_PORTS, as_sent, site_host
from briefings.since_until import days_of

# china.org.cn and english.scio.gov.cn: content_ID.htm is page 1, content_ID_N.htm page N.
_CONTENT = re.compile(r"^(?P<stem>content_(?P<key>\d+))(?:_(?P<number>0*[1-9]\d{0,2}))?(?P<suffix>\.s?html?)$")
# Elsewhere _2.html may be a page or part of a name; only the page itself can tell, so this is a guess.
_NUMBERED = re.compile(r"^(?P<stem>.+?)(?:_(?P<number>[2-9]|[1-9]\d))(?P<suffix>\.[a-z]{3,5})$")
# Pages distinguished by the query: talk.php?id=7&page=2.
_PAGE_NAMES = frozenset(("page", "pageno", "paged"))
_SUFFIX = re.compile(r"\.[a-z]{3,5}$")
HOME_NAMES = frozenset(("", "index", "default", "home"))
TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|hsa_\w+|fb(?:clid|_\w+)|[gdy]clid|g(?:braid|bclid)|wbraid|msclkid|mc_[ce]id|igshid"
    r"|mkt_tok|(?-i:cHash)|_ga|_gl|cmpid|ocid|ncid|icid|s_cid|spm|ref_src|referrer|wt\.mc_id|xtor|at_(?:medium|campaign)|share_?(?:token|from))",
    re.IGNORECASE,
)
"""Names in a query that say how somebody came to a page and never identify it; TYPO3's is a sum over the others."""
SESSION = re.compile(r"(?i)phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|oscsid|zenid|s(?:id)?=[0-9a-f]{32}")
"""Names in a query that name a visit: servers write one into every link for a visitor without cookies.

Forums call it sid or s, by which other systems call their articles: it is one of a visit by its form.
"""
_ACTS = re.compile(
    r"(?i)(?:log|sign)-?(?:in|out|off|up)|delete|remove|subscribe|\bcart\b|basket|checkout|\bvote|register"
    r"|special:\w+|(?:^|/)edit$"
)
"""Words of addresses that do something, or make a page of others ("Special:" of MediaWiki).

"edit" only as the last name of a path, as an editor's note may be news.
"""
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/;]*|/\((?:[ASF]\([\w-]+\))+\)(?=/)", re.IGNORECASE)
"""Names of a visit in a path: ;jsessionid= of Java servers (German ministries), /(S(...))/ of ASP.NET."""
_MINTED = re.compile(r"[\w.-]+=(?=\D*\d)[\w.%-]{8,}")
"""A time (`_=1764547200`), or the name of a visit by any name; `lang=en`, `L=0` and `site=1042` are neither."""
_FEWEST_PATHS, _SHARE_OF_PATHS = 4, 0.8
"""Minimum number of paths, and share of all, whose links have such a pair.

To print, to send and to comment an article are three, with its id; files and absolute links have none.
"""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of one page of a briefing.

    `host` and `key` (the site's own id) identify the briefing, `number` the page (1 for the first). `numbered` is true
    if the site's addresses are known to carry page numbers; otherwise `number` is always 1.
    """

    host: str
    key: str
    number: int
    url: str
    numbered: bool

    @property
    def briefing(self) -> str:
        """The id of the briefing: `www.example.org/41905968`."""
        return f"{self.host}/{self.key}"

    def page(self, number: int) -> str:
        """Return the address of page `number` of the same briefing.

        Raises ValueError if the site's addresses carry no page numbers and `number` is not this page's.
        """
        if number == self.number:
            return self.url
        parts = urlsplit(self.url)
        folder, _, name = parts.path.rpartition("/")
        match = _CONTENT.match(name)
        if match is None:
            raise ValueError(f"{self.url} has no page number to change to {number}")
        name = f"{match['stem']}{'' if number == 1 else f'_{number}'}{match['suffix']}"
        return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{name}", "", ""))


@lru_cache(maxsize=1_024)  # the same few are read a dozen times per page
def read_address(url: str) -> Address:
    """Read the address of a page, by its spelling alone.

    Only the `content_ID_N` shape is trusted to carry a page number; for others see `as_numbered`. The name of a visit
    is left out. Raises ValueError if `url` is not an absolute http(s) address.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in WEB_PORTS or not parts.hostname:
        raise ValueError(f"{url} is not an absolute http or https address")
    host = as_sent(parts.hostname.rstrip("."))
    if ":" in host:
        host = f"[{host}]"
    if parts.port not in (None, WEB_PORTS[parts.scheme]):
        host = f"{host}:{parts.port}"
    # Records may be published; a name and password in an address must not be.
    parts = parts._replace(path=_SESSION_IN_PATH.sub("", parts.path), query=_without(SESSION.fullmatch, parts.query))
    clean = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    match = _CONTENT.match(parts.path.rpartition("/")[2])
    if match:
        return Address(host, match["key"], int(match["number"] or _page_in_query(parts.query)[0] or 1), clean, True)
    key = _SUFFIX.sub("", parts.path.strip("/")) or "index"
    if query := _without(TRACKING.fullmatch, parts.query):
        key = f"{key}?{query}"
    return Address(host, key, 1, clean, False)


_PLAIN = re.compile(
    r"https?://(?:[wW]{3}\.)?(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?P<path>(?:/(?!index\.html)[A-Za-z0-9._~-]*)*)"
)


@lru_cache(maxsize=4_096)
def comparable(url: str) -> str:
    """Return an address in a form that is equal for two leading to one page; to be compared, never requested.

    Scheme, user, default port, spelling of the host (`site_host`), order of the query, tracking names, the name of a
    visit and the fragment make no difference; path, other names of the query and the host itself do. An address that
    cannot be read is returned as it is.
    """
    if plain := _PLAIN.fullmatch(url):  # most links of most pages have nothing to change
        return f"http://{plain['host'].lower()}{plain['path'] or '/'}"
    try:
        parts = urlsplit(url.strip())
        query = _without(SESSION.fullmatch, _without(TRACKING.fullmatch, parts.query))
        path = _SESSION_IN_PATH.sub("", parts.path) or "/"
        # Where files are pages, that of a folder has this name on nearly every server.
        path = path.removesuffix("index.html") if path.endswith("/index.html") else path
        return canonicalize_url(urlunsplit(("http", site_host(parts), path, query, "")))
    except ValueError:
        return url


def minted_pairs(urls: Collection[str], own: str) -> set[str]:
    """Return the pairs of a query that each answer has anew: in all its links wherever they lead, not in its address.

    What tells entries apart, or theirs from other pages, is in the addresses of a few scripts, and has several values.
    """
    if 2 * len([url for url in urls if "?" in url]) <= len(urls):
        return set()  # most pages
    site = urlsplit(own)
    here = [one for one in map(urlsplit, urls) if site_host(one) == site_host(site)]
    pairs = Counter(pair for _, pair in {(one.path, pair) for one in here for pair in one.query.split("&")})
    values = Counter(pair.partition("=")[0] for pair in pairs)
    least = max(_FEWEST_PATHS, _SHARE_OF_PATHS * len({one.path for one in here}))
    found = {pair for pair, count in pairs.items() if count >= least and values[pair.partition("=")[0]] == 1}
    return set(filter(_MINTED.fullmatch, found.difference(site.query.split("&"))))


def differ_by_visit(one: str, two: str) -> bool:
    """Tell whether two addresses differ only in the value of one name, which may be that of a visit in both.

    It may be the id of an article as well: these are of one page only if they have its words.
    """
    mine, its = urlsplit(one), urlsplit(two)
    apart = set(mine.query.split("&")) ^ set(its.query.split("&"))
    is_one = len(apart) == 2 and len({pair.partition("=")[0] for pair in apart}) == 1
    return is_one and all(map(_MINTED.fullmatch, apart)) and mine._replace(query="") == its._replace(query="")


def without_visit(url: str) -> str:
    """Return an address without what may name a visit in its query."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=_without(_MINTED.fullmatch, parts.query)))


def without(url: str, pairs: Collection[str]) -> str:
    """Return an address without some pairs of its query, or all that have some names."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=_without(pairs.__contains__, parts.query)))


def _without(leaves_out: Callable[[str], object], query: str) -> str:
    return "&".join(one for one in query.split("&") if not (leaves_out(one.partition("=")[0]) or leaves_out(one)))


def acts(url: str) -> bool:
    """Return True for an address that does something, by its path or by a whole value of its query (`?do=edit`)."""
    parts = urlsplit(url)
    return bool(_ACTS.search(parts.path)) or any(_ACTS.fullmatch(value) for _, value in parse_qsl(parts.query))


def renamed(url: str, aliases: Iterable[tuple[str, str]]) -> str:
    """Return an address in the one spelling that a source's `Markup.aliases` give it."""
    for pattern, instead in aliases:
        url = re.sub(pattern, instead, url)
    return url


def same_page(one: str, two: str) -> bool:
    """Tell whether two addresses lead to one page, as far as their spelling shows."""
    return one == two or comparable(one) == comparable(two)


def is_home(url: str) -> bool:
    """Return True for a site's home page."""
    parts = urlsplit(url)
    # In "/index.php/talks/7" the whole path names a page.
    return splitext(parts.path.strip("/").lower())[0] in HOME_NAMES and not parts.query


_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/_.]?)(?P<month>0[1-9]|1[0-2])(?:(?P=sep)|[-/_.])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)


_SIX_FIGURES = re.compile(
    r"/(?P<year>(?:19|20)(?P<short>\d\d))/(?:(?!(?:\d{4}-?)?(?:0\d|1[0-2])[-/_]?[0-3]\d/)[^/]*/)*?[^/\d]{0,12}"
    r"(?P=short)(?P<sep>(?<=/\d\d)[-_.]|)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)"
)
"""Two digits each of the year that a folder names, of a month and of a day: /2019/db190312, /2006/06-10-13.

No folder between them names a day, as in /2017/1117/171203.
"""


def day_in_address(url: str) -> date | None:
    """Return the full date in the path of an address; None without one.

    /2017-11/17/, /2017/11/17/, t20171117_; /2019/db190312, where a folder names the year, also in the archive of a day.
    """
    path = urlsplit(url).path
    for found in (*_SIX_FIGURES.finditer(path), *_DAY.finditer(path)):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
    return None


_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>0[1-9]|1[0-2])(?=/)")


def month_in_address(url: str) -> tuple[date, date] | None:
    """Return the first and last day of the month in an address's folders: /2017/05/, /2017-05/, /201705/."""
    found = _MONTH.search(urlsplit(url).path)
    return None if found is None else days_of(f"{found['year']}-{found['month']}")


def as_numbered(address: Address) -> Address:
    """Read an address in the `NAME_N.html` or `?page=N` shape, for a page whose links show its siblings."""
    parts = urlsplit(address.url)
    if address.numbered:
        return address
    if parts.query:
        number, rest = _page_in_query(parts.query)
        plain = read_address(urlunsplit(parts._replace(query=rest)))
        return replace(address, key=plain.key, number=number or 1, numbered=True)
    folder, _, name = parts.path.rpartition("/")
    match = _NUMBERED.match(name)
    if not match:
        return replace(address, numbered=True)
    key = f"{folder}/{match['stem']}".strip("/")
    return Address(address.host, key, int(match["number"]), address.url, True)


def _page_in_query(query: str) -> tuple[int | None, str]:
    """Return the page number in a query, None if it names two or none, and the rest of the query."""
    pairs = query.split("&")
    named = [pair for pair in pairs if pair.partition("=")[0].lower() in _PAGE_NAMES]
    numbers = {pair.partition("=")[2] for pair in named}
    number = numbers.pop() if len(numbers) == 1 else ""
    if not re.fullmatch(r"[1-9][0-9]{0,2}", number):
        return None, query
    return int(number), "&".join(pair for pair in pairs if pair not in named)
