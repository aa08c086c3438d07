"""Boxes that only look like pagers: comments, calendars, years, votes, galleries, the pager of a list in a page.

Each refusal was met on real pages. It is told by whole words of class and id: `content-sidebar-wrap` and
`has-sidebar-first` are names of main columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from briefings.address import as_numbered, read_address, same_page
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.pagers.page_addresses import size_key
from briefings.transcript.page.pagers.pager_boxes import Box
from briefings.transcript.page.pagers.pager_words import range_of_entries

_NEAREST, _MOST_CHILDREN = 3, 3
_NAMED: tuple[tuple[str, bool, bool, str], ...] = (
    ("comments", True, False,
     r"(?:post-?|user-?|view-?)?comments?(?:list)?|respond|repl(?:y|ies)|reviews?|disqus|discussion"),
    ("a calendar", True, False, r"(?:\w+[-_])?(?:calendar|datepicker)"),
    ("a carousel", True, False,
     r"carousel|slick|swiper|bx|owl|flex-control|slid(?:es|er|ers|eshow)|flexslider|glide|splide"),
    ("a gallery", True, False,
     r"(?:photo-?|image-?|img-?|media-?)?galler(?:y|ies)|lightbox|thumbnails?|thumbs|fotorama"),
    ("a poll", True, False, r"polls?|survey|quiz"),
    ("a viewer", True, False, r"(?:\w+[-_])?viewer|flipbook|toolbar"),
    ("related articles", True, True,
     r"related|recommend(?:ed|ations)?|most-?(?:read|popular|viewed)|popular|trending|also-?read|teasers?"),
    ("a rating", False, False, r"(?:star-?)?(?:rating|ratings|stars)|vot(?:es?|ing)"),
    ("a breadcrumb", False, False, r"breadcrumbs?|crumbs?"),
    ("links to share", False, False, r"shar(?:e|ing)|social|addthis|sharedaddy"),
    ("footnotes", False, False, r"footnotes?|endnotes?|fn|references?|reflist"),
    ("an alphabet", False, False, r"alphabet(?:ical)?|a-?z|letters|glossary"),
    ("tags", False, False, r"tag-?cloud|tags?"),
    ("sizes", False, False, r"per-?page|page-?size|items-?per-?page|font-?size|text-?size"),
    ("photos", False, False, r"photos?"),
    ("an archive", False, True, r"archives?|years?|year-?list|months?"),
    ("steps", False, True, r"steps?|wizard|progress|tabs?|tablist|toc|table-of-contents"),
)  # fmt: skip
"""The kind of box; True if anything around it may be named so, not only the nearest; True if only in an article, as a
list may well be called related; and the words that name it."""
_NAMES = tuple(
    (what, around, article, re.compile(rf"(?:^|\s)(?:{words})(?=$|[\s_-])", re.IGNORECASE))
    for what, around, article, words in _NAMED
)
_ANY_NAME = re.compile("|".join(rf"(?:^|\s)(?:{words})(?=$|[\s_-])" for *_, words in _NAMED), re.IGNORECASE)
_OPENING = re.compile(
    r"\W*(?:\d+\s)?(?:comments?|reviews?|repl(?:y|ies)|responses?|discussion|reader comments|leave a|kommentare?"
    r"|comentarios?|commentaires?|comentários|commenti|reacties|отзывы|комментарии|评论|評論|コメント"
    r"|ratings?|rate this|poll|vote|survey"
    r"|related|more from|see also|photos?|pictures?|gallery|video|calendar|archives?|slide)\b",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "strong", "b", "legend", "label", "caption"))
_TEXT = etree.XPath("string()")
_RADIO = etree.XPath("boolean(.//input[@type='radio' or @type='checkbox'])")
_COMMENT_PAGE = re.compile(r"comment-page|[?&]cpage=")
_WEEKS, _DAYS = 4, 7
_SURROUNDINGS, _TEASER, _TEASERS, _PLAIN_PER_TEASER = 300, 15, 3, 400
"""Characters of the part of a page around a box; of a link that stands alone; links that make a list; and the other
characters a link of a list may have beside it."""


def refusal(box: Box, own: str, around: Surroundings, *, article: bool) -> str:
    """Return the reason why a box is not a pager; "" when it may be one. `article`: a pager of an article is wanted."""
    if box.by_selector:
        return ""
    if named := refused_name(box.element, article=article):
        return named
    shown, urls = [item.number for item in box.numbers], [item.url for item in box.items if item.url]
    is_own_by_path = _are_own_pages(urls, own) and not any("?" in url for url in urls)
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("years", lambda: len(shown) > 1 and all(1900 <= number <= 2099 for number in shown)),
        ("a range of entries", lambda: article and range_of_entries().search(box.quote) is not None),
        ("a calendar", lambda: _is_calendar(box, shown) and not _are_own_pages(urls, own)),
        ("how many entries a page shows", lambda: _are_sizes(box, own)),
        ("a vote", lambda: bool(_RADIO(box.element))),
        ("every number leads to this page", lambda: _stays_here(box, own)),
        ("comments", lambda: article and any(map(_COMMENT_PAGE.search, urls))),
        ("opens like something else", lambda: _opens_otherwise(box)),
        ("the pager of a list in the page",
         lambda: article and not is_own_by_path and around.is_list(box.element)),
    )  # fmt: skip
    return next((why for why, is_it in checks if is_it()), "")


def refused_name(element: _Element, *, article: bool) -> str:
    """Return the kind of an element, or of one around it, by its class or id, if that is not a pager's; else ""."""
    near = [*islice(element, _MOST_CHILDREN), element]
    for level, one in enumerate((*near, *element.iterancestors()), 1 - len(near)):
        if one.tag in {"body", "html"}:
            break
        names = f"{one.get('class') or ''} {one.get('id') or ''}" if isinstance(one.tag, str) else ""
        if not _ANY_NAME.search(names):
            continue
        for what, is_around, in_article, words in _NAMES:
            if (article or not in_article) and (is_around or level < _NEAREST) and words.search(names):
                return what
    return ""


def _are_sizes(box: Box, own: str) -> bool:
    """Two numbers or more that say how many entries a page shows; one alone may stand beside true page numbers."""
    linked = [item.url for item in box.numbers if item.url]
    sized = sum(size_key(own, url) for url in linked)
    return sized > 1 and len(linked) - sized < 2


def _stays_here(box: Box, own: str) -> bool:
    addressed = [item.url for item in box.numbers if item.url]
    if addressed:
        return len(addressed) > 1 and all(same_page(url, own) for url in addressed)
    fragments = [item.link.href for item in box.numbers if item.link is not None and item.link.href.startswith("#")]
    return len(fragments) > 1 and any(len(href) > 1 for href in fragments) and not box.named


def _is_calendar(box: Box, shown: list[int]) -> bool:
    if 28 <= len(shown) <= 42 and shown.count(1) <= 2 and max(shown) <= 31:
        return True
    table = next((one for one in (box.element, *box.element.iterancestors()) if one.tag == "table"), None)
    return table is not None and sum(len(row) >= _DAYS for row in table.iter("tr")) >= _WEEKS


def _opens_otherwise(box: Box) -> bool:
    """Return True when the box, or the heading right above it, opens with another thing's word."""
    before = box.element.getprevious()
    if before is None and (parent := box.element.getparent()) is not None:
        before = parent.getprevious()
    heading = squeeze(str(_TEXT(before))) if before is not None and before.tag in _HEADINGS else ""
    return any(map(_OPENING.match, (box.quote, heading)))


def _are_own_pages(urls: list[str], own: str) -> bool:
    """Return True when all addresses have this page's own name: `NAME_N.html`, `?page=N`."""
    name = as_numbered(read_address(own)).briefing
    return bool(urls) and all(as_numbered(read_address(url)).briefing == name for url in urls)


class Surroundings:
    """The surroundings of boxes; each part of a page is looked at once."""

    def __init__(self) -> None:
        self._known: dict[_Element, bool | None] = {}

    def is_list(self, box: _Element) -> bool:
        """Return True when the nearest part of the page that says something is a list: links alone in lines, little
        else."""
        for around in box.iterancestors():
            if around.tag in {"body", "html"}:
                break
            if around not in self._known:
                self._known[around] = _is_list(around)
            if (is_list := self._known[around]) is not None:
                return is_list
        return False


def _is_list(around: _Element) -> bool | None:
    """Return True for a part of a page that is a list; None where it says too little."""
    text = squeeze(str(_TEXT(around)))
    if len(text) < _SURROUNDINGS:
        return None
    links = [squeeze(str(_TEXT(link))) for link in around.iter("a")]
    lines = {squeeze(str(line)) for line in around.itertext(etree.Element)}
    alone = [link for link in links if len(link) >= _TEASER and link in lines]
    return len(alone) >= _TEASERS and len(text) - sum(map(len, links)) < _PLAIN_PER_TEASER * len(alone)
