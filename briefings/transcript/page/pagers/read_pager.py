"""Read what a page shows of the other pages: its boxes first, then next links, the head, and plain "page 1 of 4"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lxml.etree import _Element

from briefings.address import same_page
from briefings.transcript.page.lines import squeeze
from briefings.transcript.page.links import Links
from briefings.transcript.page.pagers.page_addresses import Degree, beginning, growth
from briefings.transcript.page.pagers.pager import NO_PAGER, Named, Next, Pager, Refused, grown
from briefings.transcript.page.pagers.pager_boxes import Box, Item, boxes_of, say
from briefings.transcript.page.pagers.pager_refusals import Surroundings, refusal
from briefings.transcript.page.pagers.pager_words import NUMBER_OF, Says, number_and_total, saying
from briefings.transcript.page.pagers.read_box import goes_on, read_box
from briefings.transcript.page.pagers.script_counts import counted_by_script
from briefings.transcript.page.pagers.script_signs import goes_on_by_script
from briefings.transcript.page.pagers.short_texts import short_texts

_NUMBERED = re.compile(r"\d\D{1,20}\d|第")
"""What "page 2 of 7" has, in any language: few short texts are asked more."""
_CONTINUED = re.compile(r"\W{0,9}continue[ds]?\b", re.IGNORECASE)
_NOT_ON = frozenset((Says.PREVIOUS, Says.FIRST, Says.NUMBER))
_NO_WAYS = frozenset(("link", "option"))


class Reading(NamedTuple):
    """The pager of a page, and the elements that are its boxes."""

    pager: Pager
    boxes: tuple[_Element, ...]


class Judged(NamedTuple):
    """A box, what it names, and why it is no pager, "" when it is one."""

    box: Box
    pager: Pager
    why: str
    is_refused: bool
    """Whether it is something else, and does not only name nothing."""


def read_pager(
    root: _Element, links: Links, *, article: bool = True, selected: Sequence[_Element] | None = None, text: str = ""
) -> Reading:
    """What a page shows of the other pages of its briefing, or with `article` false of its list.

    `selected` are the elements that the source's selector found: only they are read, and their numbers are sure.
    `text` is the text of the page, in which counts in scripts are looked for. Nothing is raised.
    """
    judged = judged_boxes(links, article=article, selected=selected)
    merged = _merged([one.pager for one in judged if not one.why])
    if selected is None:
        merged = _with_head(merged, links, links.own, article)
        merged = _with_address(merged, links, judged, article)
        merged = _with_plain(merged, root, text, article)
        if not article and not (merged.pages or merged.nexts or merged.unresolved or merged.previous):
            merged = replace(merged, unresolved=goes_on_by_script(root))
    refused = [Refused(one.box.quote, one.why) for one in judged if one.why and len(one.box.items) > 1]
    believed = [one.box for one in judged if one.pager.pages or one.pager.nexts]
    return Reading(replace(merged, refused=tuple(refused)), tuple(box.element for box in believed))


def judged_boxes(links: Links, *, article: bool, selected: Sequence[_Element] | None = None) -> list[Judged]:
    """Every box of a page that may be a pager, with what it names, or why it is none."""
    around = Surroundings()
    found = []
    for box in boxes_of(links, list(selected) if selected is not None else None):
        why = refusal(box, links.own, around, article=article)
        pager = NO_PAGER if why else read_box(box, links.own, article)
        found.append(Judged(box, pager, why or ("" if _says_anything(pager) else _why_not(box)), bool(why)))
    return found


def _says_anything(pager: Pager) -> bool:
    return bool(pager.pages or pager.nexts or pager.next_links or pager.unresolved or pager.ignored or pager.previous)


def _why_not(box: Box) -> str:
    if not any(item.url for item in box.numbers):
        return "its numbers have no addresses"
    return "its addresses do not grow from this page's, and no number is this page's"


def _merged(pagers: Sequence[Pager]) -> Pager:
    """One pager of several boxes: the surest with the most pages, what others say of the same pages added."""
    if not pagers:
        return NO_PAGER
    best = max(pagers, key=lambda one: (one.sure, len(one.pages), bool(one.nexts), bool(one.total)))
    pages = dict(best.pages)
    for other in pagers if pages else ():
        if other.current == best.current and all(pages.get(n, url) == url for n, url in other.pages.items()):
            pages |= other.pages

    def first(name: str) -> Any:
        return next((value for one in (best, *pagers) if (value := getattr(one, name))), getattr(NO_PAGER, name))

    nexts = best.nexts if pages else first("nexts")
    return replace(
        best,
        pages=dict(sorted(pages.items())),
        total=max((one.total or 0 for one in pagers), default=0) or None,
        nexts=nexts,
        next_links=tuple(dict.fromkeys(link for one in pagers for link in one.next_links)),
        unresolved="" if pages or nexts else first("unresolved"),
        unlinked=max(one.unlinked for one in pagers),
        ignored=tuple(dict.fromkeys(what for one in pagers for what in one.ignored)),
        **{name: first(name) for name in ("current", "quote", "previous", "first")},
    )


def _with_head(pager: Pager, links: Links, own: str, article: bool) -> Pager:
    """<link rel=next> is mostly the next article: only one whose address grew from this one is believed."""
    if pager.pages or any(one.named is Named.ADDRESS for one in pager.nexts):
        return pager
    for link in links.all:
        if link.tag != "link" or "next" not in link.rel or not link.url or same_page(link.url, own):
            continue
        pager = replace(pager, next_links=(*pager.next_links, (link.url, "rel=next")))
        number = grown(own, link.url)
        if number is None and not article and goes_on(own, link.url):
            number = 0
        if number is not None:
            found = Next(link.url, Named.REL, number or None, "rel=next")
            quote = pager.quote or f"rel=next {link.href}"
            return replace(pager, nexts=(found, *pager.nexts), quote=quote, unresolved="")
    return pager


def _with_address(pager: Pager, links: Links, judged: Sequence[Judged], article: bool) -> Pager:
    """A link whose address is that of the next page, whatever it shows: a word of any language, a title, a picture."""
    if pager.pages or pager.nexts:
        return pager
    refused = {one.box.element for one in judged if one.is_refused}
    least = Degree.BARE if article else Degree.NAMED
    begin = beginning(links.own)
    for link in links.all:
        if not link.url.startswith(begin) or link.tag in _NO_WAYS:
            continue
        found = growth(links.own, link.url)
        back = growth(link.url, links.own) if found and found.both else None
        if found is None or found.degree < least or found.number != (back.number if back else 1) + 1:
            continue
        said = say(link)
        if (said and said.says in _NOT_ON) or any(one in refused for one in link.element.iterancestors()):
            continue
        box = Box(link.element, [Item(Says.NEXT, 0, link)], link.said)
        if refusal(box, links.own, Surroundings(), article=article):
            continue
        pager = replace(pager, next_links=(*pager.next_links, (link.url, link.said)))
        if grown(links.own, link.url) is not None:
            quote = link.said or f"a link to {link.url}"
            following = Next(link.url, Named.PLACE if article else Named.ADDRESS, found.number, quote)
            return replace(pager, nexts=(following,), quote=pager.quote or quote, unresolved="")
    return pager


def _with_plain(pager: Pager, root: _Element, text: str, article: bool) -> Pager:
    """Counts in scripts, and "page 1 of 4" outside of any box."""
    if pager.pages or pager.nexts or pager.unresolved:
        return pager
    sign, total = counted_by_script(root, text)
    if sign:
        return replace(pager, total=total, unresolved=f"{sign} (a pager made by a script)")
    for shown in short_texts(root):
        if article and _CONTINUED.match(shown) and (said := saying(squeeze(str(shown)))) and said.number:
            return replace(pager, unresolved=f"{squeeze(str(shown))} (no address)")
        if not _NUMBERED.search(str(shown)):
            continue
        sign = squeeze(str(shown))
        whole = NUMBER_OF.fullmatch(sign.strip("()[] .|"))
        number, total = number_and_total(whole)
        if number and not (number == total and pager.previous):
            return replace(pager, total=total, current=number, quote=sign, unresolved=f"{sign} (no address)")
    return pager
