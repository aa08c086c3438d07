"""Places where known press rooms keep the transcript, as CSS selectors.

These are first choices: a selector is trusted if it matches one element that holds most of the page's prose; otherwise
the page is read without it. From public descriptions of these sites; see docs/reading.md.
"""

import re
from dataclasses import dataclass, fields
from typing import Literal

from cssselect import SelectorError
from parsel.csstranslator import css2xpath

from briefings.items import Role

LONGEST_LABEL = 120
"""Maximum length of a line shown to an expression for labels; labels are shorter."""
_MOST_REPEATS = 3
# An escaped sign, or a set; a bracket at the beginning of a set is a member of it.
_REPEATS_NOTHING = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\]){0,200}\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Markup:
    """The places where a site keeps things, as CSS selectors.

    For what is read, "" means unknown: the general rules find it. For what is followed, None means the general rules,
    False that there is none, and a selector that it is there and nowhere else: a page that shows it elsewhere is
    reported as incomplete, and numbers within it are certain.
    """

    title: str = ""
    body: str = ""
    byline: str = ""
    summary: str = ""
    entries: str | None = None
    """Selector of the entries of a list: all links that it matches or that stand in its matches, at any address."""
    entry_urls: str | None = None
    """Regular expression that must match somewhere in the address of an entry."""
    list_pages: str | Literal[False] | None = None
    """Selector of the links to the other pages of a list, or of their box; False: lists have one page."""
    article_pages: str | Literal[False] | None = None
    """Selector of the links to the other pages of a briefing, or of their box; False: briefings have one page."""
    transcript_link: str = ""
    """Selector of the link to the transcript, on an entry's page that is not the transcript itself."""
    labels: str = ""
    """Selector of the elements that hold the labels of a transcript, at the beginnings of lines or as whole lines."""
    label: str | None = None
    """Regular expression for the beginning of a line with a label; its one group is the label."""
    roles: tuple[tuple[str, Role], ...] = ()
    """Regular expressions for whole labels, each with the speaker's role."""
    page_count: str | None = None
    """Regular expression for the HTML source of a briefing's pages; its one group is their number."""
    list_count: str | None = None
    """The same for the pages of a list; the number is a minimum."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Other spellings of its addresses: pairs of a regular expression and a replacement, as for `re.sub`."""

    def __post_init__(self) -> None:
        """Raise ValueError for a bad selector or expression, or one for labels that may be very slow."""
        for name, css in self.selectors().items():
            try:
                css2xpath(css)
            except SelectorError as error:
                raise ValueError(f"{name}={css!r} is not a CSS selector: {error}") from None
        for name in ("entry_urls", "label", "page_count", "list_count"):
            if (pattern := getattr(self, name)) and _groups_of(name, pattern) != 1 and name != "entry_urls":
                raise ValueError(f"{name}={pattern!r} needs one group, which is what it is to find")
        _check_time("label", self.label or "")
        for name in ("roles", "aliases"):
            for pair in getattr(self, name):
                if isinstance(pair, str) or len(pair) != 2:
                    raise ValueError(f"{name}={getattr(self, name)!r} needs pairs, such as (({pair!r}, ...),)")
                _groups_of(name, pair[0])
        for pattern, role in self.roles:
            Role(role)
            _check_time("roles", pattern)

    def selectors(self) -> dict[str, str]:
        """Return the selectors that are set, by the names of their fields."""
        patterns = {"entry_urls", "label", "roles", "page_count", "list_count", "aliases"}
        named = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in patterns}
        return {name: css for name, css in named.items() if css}


def _groups_of(name: str, pattern: str) -> int:
    """Return the number of groups of an expression. Raises ValueError if it is invalid."""
    try:
        return re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"{name}={pattern!r} is not a regular expression: {error}") from None


def _check_time(name: str, pattern: str) -> None:
    """Raise ValueError for an expression that could take very long on some lines: it repeats a group, or very much."""
    plain = _REPEATS_NOTHING.sub("x", pattern)
    if re.search(r"\)[*+{]", plain):
        raise ValueError(f"{name}={pattern!r} repeats a group, which may never end; write a set: [\\w .]{{1,60}}")
    if (repeats := len(re.findall(r"[*+{]", plain))) > _MOST_REPEATS:
        raise ValueError(f"{name}={pattern!r} has {repeats} repeats, which may take very long; {_MOST_REPEATS} will do")


CHINA_ORG_CN = Markup(
    # With its tag before it, an id is found in a tenth of the time.
    title="h1#title",
    body="div#container_txt",
    byline="dl#guild > dd",
    # Its lists had several forms, but the addresses of their entries only one, which pictures and notices share.
    entry_urls=r"/content_\d+(?:_\d+)?\.s?html?$",
)

HOUSES: tuple[Markup, ...] = (
    CHINA_ORG_CN,
    Markup(
        title="div.panel-pane.pane-node-title h1",
        body="div.field-name-field-forall-body > .field-items > .field-item",
    ),
    Markup(title="h1.page-header__title", body="div.page-content__content.editor", byline=".meta__date time"),
    Markup(body="article .entry-content"),
    Markup(title="div.news-title h1", body="#News_Body_Txt_A", byline="#News_Body_Time"),
    Markup(title=".news_header_title", body=".content_text", byline=".xltime"),
    Markup(title="div.article-header h1", body="div#article-content"),
)
