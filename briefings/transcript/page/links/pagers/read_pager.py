"""Read what a page shows of the other pages of its briefing, or of its list.

These are rows of numbered links, links of pagers, the head, and signs; where the source says they are, only there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlsplit

from lxml.etree import _Element

from briefings.address import same_page
from briefings.hosts import site_host
from briefings.markup import Markup
from briefings.transcript.page.body.selecting import SelectorTree
from briefings.transcript.page.layout.lines import Line, squeeze
from briefings.transcript.page.links.lists.entry_groups import site_of
from briefings.transcript.page.links.pagers.no_pagers import has_other_name
from briefings.transcript.page.links.pagers.page_addresses import growth, is_page_behind, is_part_of_list, template
from briefings.transcript.page.links.pagers.pager import MOST_PAGES, NO_PAGER, OF_A_PART, Pager, PagerLink
from briefings.transcript.page.links.pagers.pager_words import is_of_pager, number_in, says_next
from briefings.transcript.page.links.pagers.row import Row, by_element, read_row, rows_of
from briefings.transcript.page.links.pagers.signs import LONGEST, goes_on_by_script, printed_position, sign_of_pages
from briefings.transcript.page.links.read_links import Links

_MOST_WORDS = 4
"""Maximum number of words of a link to the page behind whose words say nothing; a longer text may be a headline."""
_MOST_PICTURES = 2
"""Maximum number of addresses in a pager to which only pictures lead: back and on."""


class Pagers:
    """The pagers of a tree, and of its links; `plain` are the shown lines that are not mostly links."""

    def __init__(self, page: SelectorTree, links: Links, plain: Sequence[Line]) -> None:
        self.page = page
        # A position in a link is that of another page.
        texts = (text for line in plain for text in dict.fromkeys((line.text, _before_button(line))))
        self.short = [text for text in texts if len(text) <= LONGEST]
        self.links = links
        self.own = links.own

    def of_article(self, markup: Markup) -> tuple[Pager, tuple[_Element, ...]]:
        """Return the pager of an article, and the elements that are its boxes or other rows of numbered links.

        If the source counts the pages of a briefing, that is its total.
        """
        pager = self._where_told(markup.article_pages, in_list=False)
        count = counted(markup.page_count, self.page.text)
        if count and int(count[1]) > 1:
            quote = pager.quote or f"{count[0][:60]} ({markup.page_count})"
            pager = replace(pager, total=int(count[1]), unresolved="", quote=quote)
        boxes = self.page.css(markup.article_pages) if markup.article_pages else []
        if not boxes and markup.article_pages is not False:
            # Several numbered links are no speech, whatever they lead to.
            boxes = [
                row.element for row, read in self._rows
                if sum(bool(one.url) for one in row.numbers) > 1 or (read.links and not row.is_other)
            ]  # fmt: skip
        return NO_PAGER if count and int(count[1]) == 1 else pager, tuple(boxes)

    def of_list(self, markup: Markup) -> Pager:
        """Return the pager of a list; if the source counts the pages of a list, that is its total."""
        pager = self._where_told(markup.list_pages, in_list=True)
        count = counted(markup.list_count, self.page.text)
        return replace(pager, total=int(count[1])) if count else pager

    def _where_told(self, css: str | Literal[False] | None, *, in_list: bool) -> Pager:
        """Return a pager where the source says it is; one seen elsewhere is reported and not followed."""
        if css is False:
            return NO_PAGER
        if css and (selected := self.page.css(css)):
            pager = _whole_box(selected, self.links)
            return pager if in_list else _filled(pager)
        pager = self._of_list() if in_list else self._of_article()
        if not css:
            return pager
        if not (pager.pages or pager.possible or pager.unresolved or pager.behind(self.own, in_list=in_list)):
            return NO_PAGER
        return replace(NO_PAGER, unresolved=f"{pager.quote or pager.unresolved} (not in {css})", quote=pager.quote)

    @cached_property
    def _rows(self) -> list[tuple[Row, Pager]]:
        """The rows of the page, each with the pages it names."""
        return [(row, read_row(row, self.own)) for row in rows_of(self.links)]

    def _seen(self, *, in_list: bool) -> Pager:
        """Return the pager of all rows, of an article without those of a part of it, such as its comments."""
        read = [(row, pager) for row, pager in self._rows if not (row.is_other or (row.is_of_part and not in_list))]
        pager = _merged([pager for _, pager in read])
        if not pager.pages:
            named = (PagerLink(one.url, "rel=next") for one in self.links.all if "next" in one.rel and one.url)
            pager = replace(pager, links=(*pager.links, *named))
        return replace(pager, printed=printed_position([row for row, _ in read], self.short, self.page.root))

    def _of_article(self) -> Pager:
        """Return the pager of an article, with the pages between."""
        pager = self._seen(in_list=False)
        # The short link of a page without another address names its id: the next post of `?p=18` is `?p=21`.
        if any("shortlink" in one.rel and same_page(one.url, self.own) for one in self.links.all if one.tag == "link"):
            pager = pager.without(lambda url: (step := growth(self.own, url)) is not None and step.own is not None)
        own = pager.current
        pages = {
            number: url for number, url in pager.pages.items()
            if number == own or (number <= MOST_PAGES and not OF_A_PART.search(url))
        }  # fmt: skip
        if pages.keys() - {own}:
            return _filled(replace(pager, pages=pages))
        pager = replace(pager, pages={}, current=None, total=None) if pager.pages else pager
        return replace(pager, unresolved="") if pager.behind(self.own) else self._with_sign(pager)

    def _of_list(self) -> Pager:
        """Return the pager of a list, with the links that their addresses alone tell."""
        pager = self._seen(in_list=True)
        # "Read more", a number of comments, the "2" of an entry with pages: they lead to what a headline names.
        named = {one.url for one in self.links.shown if one.said and not is_of_pager(one.said)}
        pager = replace(pager, links=tuple(one for one in pager.links if one.url not in named or says_next(one.said)))
        if not pager.pages and pager.possible:
            pager = replace(pager, pages=pager.possible, possible={}, unresolved="")
        if pager.pages:
            return pager
        pager = self._leading_on(pager)
        if pager.listed or pager.behind(self.own, in_list=True):
            return replace(pager, unresolved="")
        is_first = not (
            pager.before(self.own) or any(one.tag == "link" and "prev" in one.rel for one in self.links.all)
        )
        pager = self._with_sign(pager, is_list=is_first)
        if pager.pages or pager.unresolved or not is_first:
            return pager
        sign = goes_on_by_script(self.page.root)
        return replace(pager, unresolved=sign.words, printed=sign) if sign.words else pager

    def _with_sign(self, pager: Pager, *, is_list: bool = False) -> Pager:
        """Return the pager with a sign of more pages outside of rows, mostly without addresses."""
        turning = (link for link in pager.links if says_next(link.said) or number_in(link.said) is not None)
        home, host = site_of(self.links.base or self.own), site_host(urlsplit(self.own))
        here = (link for link in turning if site_of(link.url) == home)
        if (away := next((link for link in here if site_host(urlsplit(link.url)) != host), None)) is not None:
            return replace(pager, unresolved=f"{away.said} (at {away.url})")
        return pager if pager.unresolved else sign_of_pages(pager, self.own, self.page, self.short, is_list=is_list)

    def _leading_on(self, pager: Pager) -> Pager:
        """Return the pager of a list whose numbers name no page behind this one, with links told by their addresses.

        "View older talks" names its page as the one behind; a picture alone, or "Older posts", leads to a part of the
        list.
        """
        own = self.own
        if pager.behind(own, in_list=True):
            return pager
        shown = self.links.shown
        short = (one for one in shown if len(one.said.split()) <= _MOST_WORDS and is_page_behind(own, one.url))
        named = tuple(PagerLink(one.url, one.said) for one in short if not has_other_name(one.element))
        if named:
            return replace(pager, links=(*pager.links, *named))
        said, script = {link.url for link in shown if link.said}, f"{own.partition('?')[0]}?"
        pictures = {url for link in shown if (url := link.url) not in said and url.startswith(script)}
        parts = [one.url for one in pager.links if one.url.startswith(script) and not same_page(one.url, own)]
        parts += [url for url in (*(link.url for link in pager.saying_next), *pictures) if is_part_of_list(own, url)]
        return replace(pager, listed=tuple(dict.fromkeys(parts)) if len(pictures) <= _MOST_PICTURES else ())


def _merged(pagers: Sequence[Pager]) -> Pager:
    """Merge the pagers of several rows: take the one with the most pages, and from the others what it lacks."""
    pagers = [one for one in pagers if one.pages or one.possible or one.links or one.unresolved]
    if not pagers:
        return NO_PAGER
    best = max(pagers, key=lambda one: (len(one.pages), bool(one.total), len(one.links)))
    # Beside a row of pages another one counts the sessions of a day.
    of_pages = [one for one in pagers if one.pages or not (best.pages and one.possible)]

    def first(name: str, among: Sequence[Pager] = pagers) -> Any:
        return next((value for one in (best, *among) if (value := getattr(one, name))), getattr(NO_PAGER, name))

    return replace(
        best,
        total=max(one.total or 0 for one in of_pages) or None,
        current=first("current", of_pages),
        links=tuple(dict.fromkeys(link for one in pagers for link in one.links)),
        unresolved="" if best.pages else first("unresolved"),
        **{name: first(name) for name in ("quote", "possible")},
    )


def _filled(pager: Pager) -> Pager:
    """Return a pager with the pages missing in "1 2 3 ... 7", if the addresses of two others show how they are made."""
    last = min(max(*pager.pages, pager.total or 0, 0), MOST_PAGES)
    at = template(pager.pages) if len(pager.pages) < last else None
    made = {number: at(number) for number in range(2, last + 1)} if at is not None else {}
    return replace(pager, pages=dict(sorted((made | dict(pager.pages)).items())))


def _whole_box(selected: Sequence[_Element], links: Links) -> Pager:
    """Return the pager of a box that the source names: each link is a page, by its number or otherwise in order."""
    row = Row(selected, by_element(links), by_selector=True)
    pager, boxed = read_row(row, links.own), frozenset(selected)
    urls = [
        link.url for link in links.all
        if link.url and link.tag != "link" and not same_page(link.url, links.own)
        and not boxed.isdisjoint((link.element, *link.element.iterancestors()))
    ]  # fmt: skip
    behind = pager.behind(links.own, in_list=True)
    # Where a list counts from its oldest page, the link back has the higher number, and "Older" leads on (Nikola).
    turned = (link for link in pager.links if pager.pages or link == behind or (behind and not says_next(link.said)))
    known = [*pager.pages.values(), *(link.url for link in turned)]
    left = tuple(url for url in dict.fromkeys(urls) if not any(same_page(url, other) for other in known))
    shown = squeeze(" ".join(str(text) for one in selected for text in one.itertext()))
    pager = replace(pager, printed=row.position, listed=left, unresolved="" if left else pager.unresolved)
    is_last = pager.current is not None and pager.current == pager.total
    if urls or pager.unresolved or not shown.strip(" 1[]()|.") or is_last:
        return pager
    return replace(pager, unresolved=f"{shown[:120]} (no address)")


def counted(pattern: str | None, text: str) -> re.Match[str] | None:
    """Match the number of pages in the text of a page, by the source's pattern."""
    found = re.search(pattern, text) if pattern else None
    return found if found and found[1].isdecimal() and 0 < int(found[1]) <= MOST_PAGES else None


def _before_button(line: Line) -> str:
    """Return the text of a line before the button or link at its end: "Page 1 of 4 [More]" announces pages, too."""
    before, words = line.text[: len(line.text) - line.linked], line.text[len(line.text) - line.linked :]
    return line.text if any(map(str.isdecimal, words)) else before.rstrip()
