"""How many pages a pager has that a script makes: nothing in the page has their addresses, but it may say how many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.content import body_of
from briefings.transcript.page.pagers.pager_boxes import is_pager_name
from briefings.transcript.page.pagers.pager_refusals import refused_name

# In small letters. A look for words that begin alike takes a tenth of one for each of them, and most pages have none.
_MAY_BE_WRITTEN = re.compile(r"pag(?:ehtml|er\(|ination\(|ing\(|es\(|ebar\(|enav\(|(?<=countpag)e)")
_MAY_BE_COUNTED = re.compile(r"page(?:[-_]?count|(?<=countpage)|(?<=maxpage)|(?<=max_page)|(?<=data-page)s)")
_TOTALS = ("total", ":length")
# Calls and the variable of content systems that write their pagers by a script.
_WRITTEN = re.compile(
    r"(?:create\w{0,20}pagehtml\s*\(\s*['\"]?|\bcountpage\s*=\s*|\b(?:draw|make|show|write|render|init|new\s)\s?"
    r"(?:pager|pagination|paging|pages|pagebar|pagenav)\(\s*['\"]?)(?P<total>\d{1,4})\b",
    re.IGNORECASE,
)
# A count in a script may be that of comments or of other articles: it is believed beside a pager that is empty.
_COUNTED = re.compile(
    r"\b(?:(?:total|max|num|all)_?pages?(?:_?(?:count|num))?|pages?_?(?:count|total)|(?:count|total)_?pages?)"
    r"['\"]?\s{0,3}[:=]\s{0,3}['\"]?(?P<total>\d{1,4})\b",
    re.IGNORECASE,
)
# Of the empty pager itself: `data-total-pages`, `:length`, `page-count`.
_COUNT_NAME = re.compile(
    r"(?:data-|:|v-bind:)?(?:total(?:-?pages?)?|pages?(?:-?count|-?total)?|page-?count|count|length)"
)
_MAY_BE_PAGERS = etree.XPath(
    "((descendant::*/@class | descendant::*/@id)[contains(., 'ag')]/.. | descendant::*[contains(name(), 'pag')])"
    "[not(*[not(self::script)]) and not(text()[normalize-space()])]"
)
_SHOWN = 60


def counted_by_script(root: _Element, text: str) -> tuple[str, int]:
    """What says that there are more pages than one, in its words, and how many; "" and 0 where nothing says so.

    `text` is the source of the page, in which calls and counts are looked for.
    """
    small = text.lower()
    found = _WRITTEN.search(text) if _MAY_BE_WRITTEN.search(small) else None
    if found and int(found["total"]) > 1:
        return f"{found[0][:_SHOWN]}...)" if "(" in found[0] else found[0], int(found["total"])
    may_be_counted = any(word in small for word in _TOTALS) or _MAY_BE_COUNTED.search(small)
    for pager in _empty_pagers(root) if may_be_counted else ():
        for name, value in cast("Iterator[tuple[str, str]]", pager.items()):
            if _COUNT_NAME.fullmatch(name.lower()) and value.isdecimal() and 1 < int(value) < 10_000:
                return f'{name}="{value}"', int(value)
        if (found := _COUNTED.search(text)) and int(found["total"]) > 1:
            return found[0][:_SHOWN], int(found["total"])
    return "", 0


def _empty_pagers(root: _Element) -> Iterator[_Element]:
    """The elements that are called pagers and show nothing."""
    for element in cast("list[_Element]", _MAY_BE_PAGERS(body_of(root))):
        names = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}"
        if is_pager_name(names) and not refused_name(element, article=True):
            yield element
