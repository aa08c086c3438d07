"""Read what a page shows of the other pages: its boxes first, then next links, the head, and plain "page 1 of 4"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from briefings.address import same_page
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.links import Link, Links
from briefings.transcript.page.pagers.box_numbers import count_of
from briefings.transcript.page.pagers.judged_boxes import Judged, judged_boxes, merged
from briefings.transcript.page.pagers.page_addresses import Degree, beginning, growth
from briefings.transcript.page.pagers.pager import Named, Next, Pager, grown
from briefings.transcript.page.pagers.pager_boxes import Box, Item, say
from briefings.transcript.page.pagers.pager_forms import number_of
from briefings.transcript.page.pagers.pager_refusals import Surroundings, refusal
from briefings.transcript.page.pagers.pager_words import may_say, number_and_total, saying
from briefings.transcript.page.pagers.read_box import goes_on
from briefings.transcript.page.pagers.says import Says
from briefings.transcript.page.pagers.script_counts import counted_by_script
from briefings.transcript.page.pagers.script_signs import goes_on_by_script
from briefings.transcript.page.pagers.short_texts import short_texts

_NUMBERED = re.compile(r"\d\D{1,20}\d|第")
"""What "page 2 of 7" has, in any language: few short texts are asked more."""
_CONTINUED = re.compile(r"\W{0,9}continue[ds]?\b", re.IGNORECASE)
_NOT_ON = frozenset((Says.PREVIOUS, Says.FIRST, Says.NUMBER))
_HAS_ARROW = frozenset((Says.NEXT, Says.NEXT_PAGE, Says.PREVIOUS))
_NO_WAYS = frozenset(("link", "option"))


class Reading(NamedTuple):
    """The pager of a page, and the elements that are its boxes."""

    pager: Pager
    boxes: tuple[_Element, ...]


def read_pager(
    root: _Element, links: Links, *, article: bool = True, selected: Sequence[_Element] | None = None, text: str = ""
) -> Reading:
    """What a page shows of the other pages of its briefing, or with `article` false of its list.

    `selected` are the elements that the source's selector found: only they are read, and their numbers are sure.
    `text` is the text of the page, in which counts in scripts are looked for. Nothing is raised.
    """
    judged = judged_boxes(links, article=article, selected=selected)
    pager = merged(judged)
    if selected is not None:
        pager = _whole_box(pager, links, judged, selected)
    else:
        pager = _with_head(pager, links, article)
        pager = _with_address(pager, links, judged, article)
        pager = _with_signs(pager, root, text, article)
    if article:
        judged = judged if selected is None else judged_boxes(links, article=True)
        total, printed, is_bare = _printed_total(judged, short_texts(root))
        pager = replace(pager, printed_total=total, printed=printed, is_bare=is_bare)
    return Reading(pager, tuple(one.box.element for one in judged if one.pager.pages or one.pager.nexts))


def _with_head(pager: Pager, links: Links, article: bool) -> Pager:
    """<link rel=next> is mostly the next article: only one whose address grew from this one is believed."""
    if pager.pages or any(one.named is Named.ADDRESS for one in pager.nexts):
        return pager
    own = links.own
    for link in links.all:
        if link.tag != "link" or "next" not in link.rel or not link.url or same_page(link.url, own):
            continue
        pager = replace(pager, next_links=(*pager.next_links, (link.url, "rel=next")))
        number = grown(own, link.url)
        if number is not None or (not article and goes_on(own, link.url)):
            found = Next(link.url, Named.REL, number or None, "rel=next")
            return _going_on(pager, found, f"rel=next {link.href}")
    return pager


def _with_address(pager: Pager, links: Links, judged: Sequence[Judged], article: bool) -> Pager:
    """A link whose address is that of the next page, whatever it shows: a word of any language, a title, a picture."""
    if pager.pages or pager.nexts:
        return pager
    refused = {one.box.element for one in judged if one.refusal}
    begin = beginning(links.own)
    for link in links.all:
        if not link.url.startswith(begin) or link.tag in _NO_WAYS:
            continue
        number = _next_number(links.own, link.url, Degree.BARE if article else Degree.NAMED)
        if not number or refused.intersection(link.element.iterancestors()) or _is_else(link, links.own, article):
            continue
        pager = replace(pager, next_links=(*pager.next_links, (link.url, link.said)))
        if grown(links.own, link.url) is not None:
            named = Named.PLACE if article else Named.ADDRESS
            said = link.said or f"a link to {link.url}"
            return _going_on(pager, Next(link.url, named, number, said), said)
    return pager


def _next_number(own: str, url: str, least: Degree) -> int:
    """The number in an address that differs from `own` in being that of the page behind it; 0 for any other."""
    found = growth(own, url)
    if found is None or found.degree < least:
        return 0
    back = growth(url, own) if found.both else None
    return found.number if found.number == (back.number if back else 1) + 1 else 0


def _is_else(link: Link, own: str, article: bool) -> bool:
    """Whether a link with the address of the next page says that it is something else."""
    said = say(link)
    if said and said.says in _NOT_ON:
        return True
    return refusal(Box(link.element, [Item(Says.NEXT, 0, link)], link.said), own, Surroundings(), article=article) != ""


def _going_on(pager: Pager, link: Next, quote: str) -> Pager:
    return replace(pager, nexts=(link, *pager.nexts), quote=pager.quote or quote, unresolved="")


def _whole_box(pager: Pager, links: Links, judged: Sequence[Judged], selected: Sequence[_Element]) -> Pager:
    """The pager of a box that the source names: every link of it is a page, by its number or else in order."""
    boxed = frozenset(selected)
    urls = [
        link.url for link in links.all
        if link.url and link.tag != "link" and not same_page(link.url, links.own) and _stands_in(link, boxed)
    ]  # fmt: skip
    back = {url for url in (pager.previous, pager.first) if url}
    known = [*pager.pages.values(), *(link.url for link in pager.nexts), *back]
    left = tuple(url for url in dict.fromkeys(urls) if not any(same_page(url, other) for other in known))
    if left:
        quote = pager.quote or squeeze(" ".join(one.box.quote for one in judged))
        return replace(pager, listed=left, sure=True, quote=quote, unresolved="")
    is_last = pager.current is not None and pager.current == pager.total
    shown = squeeze(" ".join(str(text) for one in selected for text in one.itertext(etree.Element)))
    if urls or pager.unresolved or not shown.strip(" 1[]()|.") or is_last:
        return pager
    return replace(pager, unresolved=f"{shown[:120]} (no address)")


def _stands_in(link: Link, elements: frozenset[_Element]) -> bool:
    return link.element in elements or any(one in elements for one in link.element.iterancestors())


def _printed_total(judged: Sequence[Judged], texts: Sequence[str]) -> tuple[int, str, bool]:
    """The largest number of pages that a page prints, the words that say so, and whether these lack a word for page.

    Without that word it counts beside an arrow only, and behind those that have it.
    """
    found: list[tuple[bool, int, str]] = [(False, 0, "")]
    for one in judged:
        count = count_of(one.box)
        has_arrow = any(item.says in _HAS_ARROW for item in one.box.items)
        if not one.refusal and count.total and (count.in_words or has_arrow):
            found.append((count.in_words, count.total, one.box.quote))
    for shown in (squeeze(text) for text in texts if _NUMBERED.search(text)):
        number, total = number_and_total(number_of().fullmatch(shown.strip("()[] .|")))
        if number:
            found.append((True, total, shown))
    in_words, total, shown = max(found)
    return total, shown, not in_words


def _with_signs(pager: Pager, root: _Element, text: str, article: bool) -> Pager:
    """What says outside of boxes that there are more pages, without an address: scripts, and "page 1 of 4"."""
    if pager.pages or pager.nexts or pager.unresolved:
        return pager
    sign, total = counted_by_script(root, text)
    if sign:
        return replace(pager, total=total, unresolved=f"{sign} (a pager made by a script)")
    for short in short_texts(root):
        if not may_say(short.strip()):
            continue
        shown = squeeze(short)
        if article and _CONTINUED.match(shown) and (said := saying(shown)) and said.number:
            return replace(pager, unresolved=f"{shown} (no address)")
        if not _NUMBERED.search(shown):
            continue
        number, total = number_and_total(number_of().fullmatch(shown.strip("()[] .|")))
        if number and not (number == total and (pager.previous or not article)):
            return replace(pager, total=total, current=number, quote=shown, unresolved=f"{shown} (no address)")
    return pager if article or pager.previous else replace(pager, unresolved=goes_on_by_script(root))
