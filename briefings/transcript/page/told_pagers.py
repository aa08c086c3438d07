"""Pagers where the source's file says they are, and with the page count it gives; elsewhere by the general rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from briefings.markup import Markup
from briefings.transcript.page.links import Links
from briefings.transcript.page.pagers.pager import MOST_PAGES, NO_PAGER
from briefings.transcript.page.pagers.read_pager import PagerReading, read_pager
from briefings.transcript.page.selecting import SelectorTree


@dataclass(frozen=True, slots=True)
class ToldPagers:
    """The pagers of a tree, and of its links."""

    page: SelectorTree
    links: Links

    def of_article(self, markup: Markup | None) -> PagerReading:
        """Return the pager of an article; if the source counts the pages of a briefing, that is its total."""
        reading = self.where_told(markup.article_pages if markup else None, article=True)
        count = page_count(markup, self.page.text)
        if not count:
            return reading
        if int(count[1]) == 1:
            return PagerReading(NO_PAGER, reading.boxes)
        quote = f"{count[0][:60]} ({markup.page_count})" if markup else ""
        counted = replace(reading.pager, total=int(count[1]), unresolved="")
        return PagerReading(replace(counted, quote=counted.quote or quote), reading.boxes)

    def of_list(self, markup: Markup | None) -> PagerReading:
        """Return the pager of a list; if the source counts the pages of a list, that is its total."""
        reading = self.where_told(markup.list_pages if markup else None, article=False)
        count = _counted(markup.list_count if markup else None, self.page.text)
        return PagerReading(replace(reading.pager, total=int(count[1])), reading.boxes) if count else reading

    def where_told(self, css: str | Literal[False] | None, *, article: bool) -> PagerReading:
        """Return a pager where the source says it is; one seen elsewhere is reported and not followed."""
        if css is False:
            return PagerReading(NO_PAGER, ())
        root, links, text = self.page.root, self.links, self.page.text
        selected = self.page.css(css) if css else None
        if selected is None or selected:
            return read_pager(root, links, article=article, selected=selected, text=text)
        elsewhere = read_pager(root, links, article=article, text=text)
        seen = elsewhere.pager
        if not (seen.pages or seen.possible or seen.unresolved or seen.behind(links.own, in_list=not article)):
            return PagerReading(NO_PAGER, ())
        sign = f"{seen.quote or seen.unresolved} (not in {css})"
        return PagerReading(replace(NO_PAGER, unresolved=sign, quote=seen.quote), elsewhere.boxes)


def page_count(markup: Markup | None, text: str) -> re.Match[str] | None:
    """Match the number of pages of a briefing in the text of a page, by the source's pattern."""
    return _counted(markup.page_count if markup else None, text)


def _counted(pattern: str | None, text: str) -> re.Match[str] | None:
    found = re.search(pattern, text) if pattern else None
    return found if found and found[1].isdecimal() and 0 < int(found[1]) <= MOST_PAGES else None
