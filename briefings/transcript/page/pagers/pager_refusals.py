"""Boxes that only look like pagers: comments, calendars, years, votes, galleries, the pager of a list in a page.

Each refusal was met on real pages. It goes by whole words of class and id: `content-sidebar-wrap` and
`has-sidebar-first` are names of main columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice, pairwise, takewhile
from typing import cast

from lxml import etree
from lxml.etree import _Element

from briefings.address import as_numbered, read_address
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.pagers.boxes import Box
from briefings.transcript.page.pagers.pager_words import range_of_entries

_NEAREST, _MOST_CHILDREN, _MOST_WEEKS = 3, 3, 8
_AROUND = (
    "(?:post-?|user-?|view-?)?comments?(?:list)? respond repl(?:y|ies) reviews? disqus discussion"
    r" (?:\w+[-_])?(?:calendar|datepicker)"
    " carousel slick swiper bx owl flex-control slid(?:es|er|ers|eshow) flexslider glide splide"
    " (?:photo-?|image-?|img-?|media-?)?galler(?:y|ies) lightbox thumbnails? thumbs fotorama"
    r" polls? survey quiz (?:\w+[-_])?viewer flipbook"
)
"""Names of elements around boxes that only look like pagers."""
_NEAR = (
    "(?:star-?)?(?:rating|ratings|stars) vot(?:es?|ing) breadcrumbs? crumbs? shar(?:e|ing) social addthis sharedaddy"
    " footnotes? endnotes? fn references? reflist alphabet(?:ical)? a-?z letters glossary tag-?cloud tags? photos?"
    " per-?page page-?size items-?per-?page font-?size text-?size steps? wizard progress tabs? tablist toc"
)
"""Names of the nearest elements of boxes that only look like pagers."""


def _names(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)({'|'.join(' '.join(words).split())})(?=$|[\s_-])", re.IGNORECASE)


_NEAREST_NAMES, _AROUND_NAMES = _names(_AROUND, _NEAR), _names(_AROUND)
_OPENING = re.compile(
    r"\W*(?:\d+\s)?(?:comments?|reviews?|repl(?:y|ies)|responses?|discussion|reader comments|leave a|kommentare?"
    r"|comentarios?|commentaires?|comentários|commenti|reacties|отзывы|комментарии|评论|評論|コメント"
    r"|ratings?|rate this|poll|vote|survey"
    r"|related|more from|see also|photos?|pictures?|gallery|video|calendar|archives?|slide)\b",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "strong", "b", "legend", "label", "caption"))
_TEXT = etree.XPath("string()")
_ROWS = etree.XPath("tr | tbody/tr")
_SURROUNDINGS, _TEASER, _TEASERS, _PLAIN_PER_TEASER = 300, 15, 3, 400
"""Characters of the part of a page around a box; of a link alone on a line; links that make a list; and the other
characters beside a link of a list.
"""


def is_refused(box: Box, own: str, lists: Callable[[_Element], bool | None], *, article: bool) -> bool:
    """Return True for a box that only looks like a pager; `article` is True if a pager of an article is wanted."""
    if box.by_selector or has_other_name(box.element):
        return not box.by_selector
    if _is_of_weeks(box.element):
        return True
    if not article:
        # Years, each with the number of its entries beside it or without.
        linked = [one.number for one in box.numbers if one.url]
        return len(box.numbers) > 1 and bool(linked) and all(1900 <= number <= 2099 for number in linked)
    is_beside = next(box.element.iterancestors("aside"), None) is not None
    if is_beside or range_of_entries().search(box.quote) or _opens_otherwise(box):
        return True
    return not _are_own_pages(box, own) and _stands_in_list(box.element, lists)


def has_other_name(element: _Element) -> bool:
    """Return True for an element that has, or is in one that has, the name of something else than a pager."""
    near = [*islice(element, _MOST_CHILDREN), element]
    for level, one in enumerate((*near, *element.iterancestors()), 1 - len(near)):
        if one.tag in {"body", "html"}:
            break
        names = f"{one.get('class') or ''} {one.get('id') or ''}" if isinstance(one.tag, str) else ""
        if (_NEAREST_NAMES if level < _NEAREST else _AROUND_NAMES).search(names):
            return True
    return False


def _is_of_weeks(element: _Element) -> bool:
    """Return True for a row of a table, or rows of one, of which two in succession show only numbers."""
    table = element if element.tag in {"table", "tbody"} else element.getparent() if element.tag == "tr" else None
    # Not those of a table within: a grid has its pager in one.
    rows = cast("list[_Element]", _ROWS(table))[:_MOST_WEEKS] if table is not None else []
    return any(one and two for one, two in pairwise("".join(str(_TEXT(row)).split()).isdecimal() for row in rows))


def _opens_otherwise(box: Box) -> bool:
    """Return True when the box, or the heading right above it, opens with another thing's word."""
    before = box.element.getprevious()
    if before is None and (parent := box.element.getparent()) is not None:
        before = parent.getprevious()
    heading = squeeze(str(_TEXT(before))) if before is not None and before.tag in _HEADINGS else ""
    return any(map(_OPENING.match, (box.quote, heading)))


def _are_own_pages(box: Box, own: str) -> bool:
    """Return True when all addresses have this page's own name, as in `NAME_N.html`, and no query.

    On www.china.org.cn page 1 may be a list of speakers, with a box of related briefings below the pager.
    """
    name = as_numbered(read_address(own)).briefing
    urls = [link.url for link in box.links if link.url]
    return bool(urls) and all("?" not in url and as_numbered(read_address(url)).briefing == name for url in urls)


def _stands_in_list(box: _Element, lists: Callable[[_Element], bool | None]) -> bool:
    """Return True when the nearest part of the page with enough text is a list."""
    around = takewhile(lambda one: one.tag not in {"body", "html"}, box.iterancestors())
    return next((found for one in around if (found := lists(one)) is not None), False)


def is_list(around: _Element) -> bool | None:
    """Return True for a list as a part of a page, links alone in lines and little else; None if it has little text."""
    text = squeeze(str(_TEXT(around)))
    if len(text) < _SURROUNDINGS:
        return None
    links = [squeeze(str(_TEXT(link))) for link in around.iter("a")]
    lines = {squeeze(str(line)) for line in around.itertext(etree.Element)}
    alone = [link for link in links if len(link) >= _TEASER and link in lines]
    return len(alone) >= _TEASERS and len(text) - sum(map(len, links)) < _PLAIN_PER_TEASER * len(alone)
