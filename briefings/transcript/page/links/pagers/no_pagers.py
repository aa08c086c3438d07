"""Names of what only looks like a pager: comments, calendars, votes, galleries, the pager of a list in a page.

Each was met on real pages. They are whole words of class and id: `content-sidebar-wrap` and `has-sidebar-first` are
names of main columns.
"""

import re
from itertools import islice

from lxml.etree import _Element

from briefings.transcript.page.layout.lines import squeeze, text_of

_NEAREST, _MOST_CHILDREN = 3, 3
_AROUND = (
    "(?:post-?|user-?|view-?)?comments?(?:list)? respond repl(?:y|ies) reviews? disqus discussion"
    r" (?:\w+[-_])?(?:calendar|datepicker)"
    " j?carousel slick swiper bx-(?:pager|viewport|controls) owl flex-control slid(?:es|er|ers|eshow) flexslider glide"
    " splide (?:photo-?|image-?|img-?|media-?)?galler(?:y|ies) lightbox thumbnails? thumbs fotorama"
    r" polls? survey quiz (?:\w+[-_])?viewer flipbook"
)
"""Names of elements around rows that only look like pagers."""
_NEAR = (
    "(?:star-?)?(?:rating|ratings|stars) vot(?:es?|ing) breadcrumbs? crumbs? shar(?:e|ing) social addthis sharedaddy"
    " footnotes? endnotes? fn references? reflist alphabet(?:ical)? a-?z letters glossary tag-?cloud tags? photos?"
    " per-?page page-?size items-?per-?page font-?size text-?size steps?(?!-links) wizard progress tabs? tablist toc"
)
"""Names of the nearest elements of rows that only look like pagers."""
_PAGER_NAME = re.compile(
    r"(?:^|[\s_-])(?:pag(?:e|er|es|ination|inator|ing|enav|ebar|elist)?s?|autopage|wp-pagenavi|pagelinks?)(?=$|[\s_\d-])",
    re.I,
)


def _names(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)({'|'.join(' '.join(words).split())})(?=$|[\s_-])", re.IGNORECASE)


_OPENING = re.compile(
    r"\W*(?:\d+\s)?(?:comments?|reviews?|repl(?:y|ies)|responses?|discussion|reader comments|leave a|kommentare?"
    r"|comentarios?|commentaires?|comentários|commenti|reacties|отзывы|комментарии|评论|評論|コメント"
    r"|ratings?|rate this|poll|vote|survey"
    r"|related|more from|see also|photos?|pictures?|gallery|video|calendar|archives?|slide)\b",
    re.IGNORECASE,
)
"""Words that open a part of an article's page with pages of its own: "Comments (41)". A list may open like this."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "strong", "b", "legend", "label", "caption"))

_NEAREST_NAMES, _AROUND_NAMES = _names(_AROUND, _NEAR), _names(_AROUND)


def is_pager_name(names: str) -> bool:
    """Return True when one of the names of an element, its tag, classes or id, is that of a pager."""
    return _PAGER_NAME.search(names) is not None


def has_other_name(element: _Element) -> bool:
    """Return True for an element that has, or is in one that has, the name of something else than a pager."""
    near = [*islice(element, _MOST_CHILDREN), element]
    for level, one in enumerate((*near, *element.iterancestors()), 1 - len(near)):
        if one.tag in {"body", "html"}:
            break
        names = f"{one.get('class') or ''} {one.get('id') or ''}"
        if (_NEAREST_NAMES if level < _NEAREST else _AROUND_NAMES).search(names):
            return True
    return False


def opens_otherwise(element: _Element, text: str) -> bool:
    """Return True when the text of a row, or the heading right above it, opens with the word of another part."""
    before = element.getprevious()
    if before is None and (parent := element.getparent()) is not None:
        before = parent.getprevious()
    heading = squeeze(text_of(before)) if before is not None and before.tag in _HEADINGS else ""
    return any(map(_OPENING.match, (text, heading)))
