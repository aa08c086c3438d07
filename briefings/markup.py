"""Where known press rooms keep the transcript, as CSS selectors.

First choices only: a selector is believed when it matches one element that holds most of the page's prose, and the
page is read without it otherwise. From public descriptions of these sites; see docs/reading.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from briefings.items import Role

LONGEST_LABEL = 120
"""A label is shorter; an expression for labels sees no more of a line."""
_MOST_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Markup:
    """Where a site keeps things, as CSS selectors.

    Of what is to be read, "" means that it is not known: the general rules find it. Of what is to be followed, None
    means the general rules, False that there is none, and a selector that it is there and nowhere else: a page that
    shows it elsewhere is said to be incomplete, and numbers within it are sure.
    """

    title: str = ""
    body: str = ""
    byline: str = ""
    summary: str = ""
    entries: str | None = None
    """The entries of a list: every link it matches, or that stands in what it matches, whatever its address."""
    entry_urls: str | None = None
    """A regular expression that the address of an entry must match somewhere."""
    list_pages: str | Literal[False] | None = None
    """The links to the other pages of a list, or the box of them; False: lists have one page."""
    article_pages: str | Literal[False] | None = None
    """The links to the other pages of a briefing, or the box of them; False: briefings have one page."""
    transcript_link: str = ""
    """On the page of an entry that is no transcript, the link that leads to it."""
    labels: str = ""
    """The elements that hold the labels of a transcript, at the beginnings of lines or as lines of their own."""
    label: str | None = None
    """A regular expression that a line with a label begins with; its one group is the label."""
    roles: tuple[tuple[str, Role], ...] = ()
    """Regular expressions of whole labels, each with the role of who speaks."""
    page_count: str | None = None
    """A regular expression whose one group is how many pages a briefing has, as the source of its pages says it."""
    list_count: str | None = None
    """The same of how many pages a list has, at least."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Other spellings of its addresses, each a regular expression and what to write instead, as for `re.sub`."""

    def __post_init__(self) -> None:
        """Raise ValueError for an expression of labels that has not one group, or could take very long on some line."""
        if self.label is not None:
            if re.compile(self.label).groups != 1:
                raise ValueError(f"label={self.label!r} needs one group, which is the label")
            _check_time("label", self.label)
        for pattern, role in self.roles:
            Role(role)
            _check_time("roles", pattern)

    def selectors(self) -> dict[str, str]:
        """The selectors it has, by the names of their fields."""
        patterns = {"entry_urls", "label", "roles", "page_count", "list_count", "aliases"}
        named = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in patterns}
        return {name: css for name, css in named.items() if css}


def _check_time(name: str, pattern: str) -> None:
    """Raise ValueError where an expression repeats what repeats or chooses within, or has many repeats: on some lines
    it would try very many ways, the first of them without an end."""
    repeats, within = 0, [False]
    """`within`: of each group that is open, whether something within it repeats or is chosen."""
    plain = "".join(_outside_sets(pattern))
    for sign, following in zip(plain, [*plain[1:], ""], strict=True):
        if sign == "(":
            within.append(False)
        elif sign == "|":
            within[-1] = True
        elif sign in "*+{":
            repeats += 1
            within[-1] = True
        elif sign == ")" and len(within) > 1:
            varies = within.pop()
            if varies and following and following in "*+{":
                raise ValueError(
                    f"{name}={pattern!r} repeats a group that repeats or chooses; write a set: [\\w .]{{1,60}}"
                )
            within[-1] |= varies
    if repeats > _MOST_REPEATS:
        raise ValueError(f"{name}={pattern!r} has {repeats} repeats, which may take very long; {_MOST_REPEATS} will do")


def _outside_sets(pattern: str) -> Iterator[str]:
    """The signs of an expression, x for one that is escaped or stands in a set: it repeats nothing."""
    in_set = is_escaped = False
    before = ""
    for sign in pattern:
        opens = sign == "[" and not in_set and not is_escaped
        # A bracket that stands first in a set is one of it.
        in_set = opens or (in_set and (sign != "]" or is_escaped or before in {"[", "[^"}))
        yield "x" if in_set or is_escaped or sign in "]\\" else sign
        before = before + sign if opens or (before == "[" and sign == "^") else ""
        before = "[" if opens else before
        is_escaped = sign == "\\" and not is_escaped


CHINA_ORG_CN = Markup(
    title=".wrapper #title",
    body="#container_txt",
    byline=".wrapper #guild > dd",
    # Its lists have had several forms; the addresses of what they list only one. Pictures and notices share it.
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
