"""What looks like a pager and is none: comments, calendars, years, votes, galleries, the pager of a list in a page.

Each refusal was met on real pages. It is told by whole words of class and id: `content-sidebar-wrap` and
`has-sidebar-first` are names of main columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import cast

from lxml import etree
from lxml.etree import _Element

from briefings.address import as_numbered, read_address, same_page
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.pagers.page_addresses import size_key
from briefings.transcript.page.pagers.pager_boxes import Box, Item
from briefings.transcript.page.pagers.pager_forms import range_of_entries

_Kinds = tuple[tuple[str, str], ...]
"""What something is, and the words that name it so."""
_NEXT_ARTICLE = "the next article"
"""Where there are numbers, these are the pages of this one: WordPress calls both `post-nav-links`."""
# What a box is named, or anything around it.
_AROUND: _Kinds = (
    ("comments", r"(?:post-?|user-?|view-?)?comments?(?:list)?|respond|repl(?:y|ies)|reviews?|disqus|discussion"),
    ("a calendar", r"(?:\w+[-_])?(?:calendar|datepicker)"),
    ("a carousel", r"carousel|slick|swiper|bx|owl|flex-control|slid(?:es|er|ers|eshow)|flexslider|glide|splide"),
    ("a gallery", r"(?:photo-?|image-?|img-?|media-?)?galler(?:y|ies)|lightbox|thumbnails?|thumbs|fotorama"),
    ("a poll", r"polls?|survey|quiz"),
    ("a viewer", r"(?:\w+[-_])?viewer|flipbook|toolbar"),
)
# The same, in an article only: a list may well be called related or popular.
_AROUND_ARTICLE: _Kinds = (
    (
        "related articles",
        r"related|recommend(?:ed|ations)?|most-?(?:read|popular|viewed)|popular|trending|also-?read|teasers?",
    ),
)
# What a box itself is named, or the two elements around it.
_NEAR: _Kinds = (
    ("a rating", r"(?:star-?)?(?:rating|ratings|stars)|vot(?:es?|ing)"),
    ("a breadcrumb", r"breadcrumbs?|crumbs?"),
    ("links to share", r"shar(?:e|ing)|social|addthis|sharedaddy"),
    ("footnotes", r"footnotes?|endnotes?|fn|references?|reflist"),
    ("an alphabet", r"alphabet(?:ical)?|a-?z|letters|glossary"),
    ("tags", r"tag-?cloud|tags?"),
    ("sizes", r"per-?page|page-?size|items-?per-?page|font-?size|text-?size"),
    ("photos", r"photos?"),
)
_NEAR_ARTICLE: _Kinds = (
    ("an archive", r"archives?|years?|year-?list|months?"),
    (_NEXT_ARTICLE, r"post-?nav(?:igation)?|nav-(?:previous|next)|article-?nav(?:igation)?"),
    ("steps", r"steps?|wizard|progress|tabs?|tablist|toc|table-of-contents"),
)


def _of_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)(?:{words})(?=$|[\s_-])", re.IGNORECASE)


_REFUSED = _of_words("|".join(words for _, words in _AROUND + _AROUND_ARTICLE + _NEAR + _NEAR_ARTICLE))
"""All of them: most elements are named by none, and which it is, is seldom asked."""
_OPENING = re.compile(
    r"\W*(?:\d+\s)?(?:comments?|reviews?|repl(?:y|ies)|responses?|discussion|reader comments|leave a|kommentare?"
    r"|comentarios?|commentaires?|comentários|commenti|reacties|отзывы|комментарии|评论|評論|コメント"
    r"|ratings?|rate this|poll|vote|survey"
    r"|related|more from|see also|photos?|pictures?|gallery|video|calendar|archives?|slide)\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\bmo(?:n)?\b.{0,8}\btue?\b",
    re.IGNORECASE,
)
_LENGTH_OF = etree.XPath("string-length(normalize-space(.))")
_TEXT = etree.XPath("string()")
_RADIO = etree.XPath("boolean(.//input[@type='radio' or @type='checkbox'])")
_COMMENT_PAGE = re.compile(r"comment-page|[?&]cpage=")
_SURROUNDINGS = 300
_NEAREST = 3
_MOST_CHILDREN = 3
_TEASER = 15
_PARAGRAPH = 80
_PLAIN_PER_TEASER = 400


def refusal(box: Box, own: str, around: Surroundings, *, article: bool) -> str:
    """Why a box is no pager; "" when it may be one. `article` says that a pager of an article is looked for."""
    named = refused_name(box.element, article=article)
    if named and not box.by_selector and not (named == _NEXT_ARTICLE and box.numbers):
        return named
    linked = [item for item in box.items if item.url]
    numbers = box.numbers
    shown = [item.number for item in numbers]
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("years", lambda: len(shown) > 1 and all(1900 <= number <= 2099 for number in shown)),
        ("a range of entries", lambda: range_of_entries().search(box.quote) is not None and article),
        ("a calendar", lambda: _is_calendar(box, shown) and not _names_own_pages(linked, own)),
        ("how many entries a page shows", lambda: _is_sizes(numbers, own)),
        ("a vote", lambda: bool(_RADIO(box.element))),
        ("every number leads to this page", lambda: _stays_here(box, own)),
        ("comments", lambda: article and any(_COMMENT_PAGE.search(item.url) for item in linked)),
        ("opens like something else", lambda: _opening(box)),
        ("the pager of a list in the page",
         lambda: article and around.is_list(box.element) and not _names_pages_by_path(linked, own)),
    )  # fmt: skip
    if box.by_selector:
        return ""
    return next((why for why, is_it in checks if is_it()), "")


def refused_name(element: _Element, *, article: bool) -> str:
    """What an element, or what stands around it, is by its class or id if that is no pager; "" else."""
    around = _AROUND + (_AROUND_ARTICLE if article else ())
    near = around + _NEAR + (_NEAR_ARTICLE if article else ())
    for child in islice(element, _MOST_CHILDREN):
        if (names := _names(child)) and (what := _name_of(names, around + _NEAR)):
            return what
    for level, one in enumerate(_ancestry(element)):
        if one.tag in {"body", "html"}:
            break
        if (names := _names(one)) and (what := _name_of(names, near if level < _NEAREST else around)):
            return what
    return ""


def _name_of(names: str, kinds: _Kinds) -> str:
    if not _REFUSED.search(names):
        return ""
    return next((what for what, words in kinds if _of_words(words).search(names)), "")


def _names(element: _Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _is_sizes(numbers: list[Item], own: str) -> bool:
    """Two numbers or more that say how many entries a page shows; one alone may stand beside true page numbers."""
    linked = [item.url for item in numbers if item.url]
    sized = [url for url in linked if size_key(own, url)]
    return len(sized) > 1 and len(linked) - len(sized) < 2


def _stays_here(box: Box, own: str) -> bool:
    addressed = [item.url for item in box.numbers if item.url]
    if addressed:
        return len(addressed) > 1 and all(same_page(url, own) for url in addressed)
    fragments = [item.link.href for item in box.numbers if item.link is not None and item.link.href.startswith("#")]
    return len(fragments) > 1 and any(len(href) > 1 for href in fragments) and not box.named


def _is_calendar(box: Box, shown: list[int]) -> bool:
    if 28 <= len(shown) <= 42 and shown.count(1) <= 2 and max(shown) <= 31:
        return True
    table = next((one for one in _ancestry(box.element) if one.tag == "table"), None)
    if table is None:
        return False
    rows = [row for row in table.iter("tr") if len(row) >= 7]
    return len(rows) >= 4 or (len(rows) >= 1 and _MONTHS.search(squeeze(str(_TEXT(table)))[:200]) is not None)


def _ancestry(element: _Element) -> list[_Element]:
    return [element, *element.iterancestors()]


def _opening(box: Box) -> bool:
    """Whether the box, or the heading right above it, opens with another thing's word."""
    if _OPENING.match(box.quote):
        return True
    before = box.element.getprevious()
    if before is None and (parent := box.element.getparent()) is not None:
        before = parent.getprevious()
    if before is None or before.tag not in {"h2", "h3", "h4", "h5", "h6", "strong", "b", "legend", "label", "caption"}:
        return False
    return _OPENING.match(squeeze(str(_TEXT(before)))) is not None


def _names_own_pages(linked: list[Item], own: str) -> bool:
    """Whether all links are to pages of this page's own name: `NAME_N.html`, `?page=N`."""
    name = as_numbered(read_address(own)).briefing
    return bool(linked) and all(as_numbered(read_address(item.url)).briefing == name for item in linked)


def _names_pages_by_path(linked: list[Item], own: str) -> bool:
    """The same, where no query makes the difference, as it does in a list within a page."""
    return _names_own_pages(linked, own) and not any("?" in item.url for item in linked)


class Surroundings:
    """What stands around boxes, each part of a page looked at once."""

    def __init__(self) -> None:
        self._says_much: dict[_Element, bool] = {}
        self._lists: dict[_Element, bool] = {}

    def is_list(self, box: _Element) -> bool:
        """Whether the nearest part of the page that says something is a list: links alone in lines, little else."""
        around = box.getparent()
        while around is not None and around.tag not in {"body", "html"} and not self._much(around):
            around = around.getparent()
        if around is None:
            return False
        if around not in self._lists:
            self._lists[around] = _is_list(around)
        return self._lists[around]

    def _much(self, element: _Element) -> bool:
        if element not in self._says_much:
            self._says_much[element] = _says_much(element)
        return self._says_much[element]


def _is_list(around: _Element) -> bool:
    teasers = linked = 0
    for link in around.iter("a"):
        text = squeeze(str(_TEXT(link)))
        linked += len(text)
        parent = link.getparent()
        if len(text) < _TEASER or parent is None:
            continue
        # To count all children of a long row of links would be done for each of them.
        few = sum(1 for _ in islice(parent, _TEASER)) < _TEASER
        teasers += few and _length(parent) <= len(text) + 20
    if teasers < 3:
        return False
    blocks = around.iter("p", "li", "dd", "td", "div")
    paragraphs = sum(1 for one in blocks if not len(one) and len(one.text or "") >= _PARAGRAPH)
    return _length(around) - linked < _PLAIN_PER_TEASER * teasers and paragraphs <= teasers


def _says_much(element: _Element) -> bool:
    """Whether an element says something; the beginning of a long one tells."""
    said = 0
    for text in element.itertext(etree.Element):
        said += len(squeeze(str(text)))
        if said >= _SURROUNDINGS:
            return True
    return _length(element) >= _SURROUNDINGS


def _length(element: _Element) -> int:
    return int(cast("float", _LENGTH_OF(element)))
