"""Read what a page shows of the other pages: rows of numbered links, links of pagers, the head, and signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from lxml import etree
from lxml.etree import _Element

from briefings.address import same_page
from briefings.transcript.page.lines import BLOCKS, squeeze
from briefings.transcript.page.links import Links
from briefings.transcript.page.pagers.boxes import Box, boxes_of
from briefings.transcript.page.pagers.page_addresses import is_page_behind, is_part_of_list, is_same_script
from briefings.transcript.page.pagers.pager import NO_PAGER, Pager, PagerLink, PrintedPosition
from briefings.transcript.page.pagers.pager_refusals import has_other_name, is_list, is_refused
from briefings.transcript.page.pagers.row import read_box
from briefings.transcript.page.pagers.signs import (
    continued,
    counted_by_script,
    goes_on_by_script,
    named_by_script,
    printed_total,
)

_MOST_WORDS = 4
"""Maximum number of words of a link to the page behind whose words say nothing; a longer text may be a headline."""
_MOST_PICTURES = 2
"""Maximum number of addresses to which only pictures lead, if they are of a pager: back and on."""


class PagerReading(NamedTuple):
    """The pager of a page, and the elements that are its boxes or other rows of numbered links."""

    pager: Pager
    boxes: tuple[_Element, ...]


def read_pager(
    root: _Element, links: Links, *, article: bool = True, selected: Sequence[_Element] | None = None, text: str = ""
) -> PagerReading:
    """Read the other pages of its briefing, or with `article` False of its list, that a page shows.

    `selected` are the elements that the source's selector found: only they are read. `text` is the text of the page,
    searched for counts in scripts. Nothing is raised.
    """
    boxes, known = boxes_of(links, selected), cache(is_list)
    accepted = [box for box in boxes if not is_refused(box, links.own, known, article=article)]
    pagers = {box.element: read_box(box, links.own, article) for box in accepted}
    pager = _merged([one for one in pagers.values() if one.pages or one.possible or one.links or one.unresolved])
    printed = printed_total(accepted, root)
    if selected is not None:
        pager = _whole_box(pager, links, selected)
    elif not pager.pages:
        named = [PagerLink(one.url, "rel=next") for one in links.all if "next" in one.rel and one.url]
        pager = replace(pager, links=(*pager.links, *named))
        pager = pager if article else _leading_on(pager, links)
        if pager.listed or pager.behind(links.own, in_list=not article):
            pager = replace(pager, unresolved="")
        elif not pager.unresolved:
            pager = _with_signs(pager, links.own, root, text, printed, article)
    if article:
        pager = replace(pager, printed=printed)
    if selected is not None:
        return PagerReading(pager, tuple(selected))
    rows = [box.element for box in boxes if _is_furniture(box, pagers.get(box.element, NO_PAGER), links.own, article)]
    return PagerReading(pager, tuple(rows))


def _is_furniture(box: Box, pager: Pager, own: str, article: bool) -> bool:
    """Tell whether a box is no speech, and no part of a list: a line of numbered links, whatever it leads to."""
    if pager.pages or pager.possible or not article:
        return bool(pager.pages or pager.possible or pager.behind(own, in_list=True))
    return bool(pager.links) or (box.element.tag in BLOCKS and sum(bool(one.url) for one in box.numbers) > 1)


def _leading_on(pager: Pager, links: Links) -> Pager:
    """Return the pager of a list whose numbers tell of no page behind, with the links that their addresses alone tell.

    One is named as the page behind ("View older talks"); a lone picture, or "Older posts", leads to a part of the list.
    """
    own = links.own
    if pager.behind(own, in_list=True):
        return pager
    shown = links.shown
    short = (one for one in shown if len(one.said.split()) <= _MOST_WORDS and is_page_behind(own, one.url))
    named = tuple(PagerLink(one.url, one.said) for one in short if not has_other_name(one.element))
    if named:
        return replace(pager, links=(*pager.links, *named))
    said = {link.url for link in shown if link.said}
    pictures = {link.url for link in shown if link.url not in said and is_same_script(own, link.url)}
    parts = [link.url for link in pager.links if is_same_script(own, link.url)]
    parts += [url for url in (*(link.url for link in pager.saying_next), *pictures) if is_part_of_list(own, url)]
    return replace(pager, listed=tuple(dict.fromkeys(parts)) if len(pictures) <= _MOST_PICTURES else ())


def _merged(pagers: Sequence[Pager]) -> Pager:
    """Return one pager of several boxes: the one with the most pages, and what it lacks from the others."""
    if len(pagers) < 2:
        return pagers[0] if pagers else NO_PAGER
    best = max(pagers, key=lambda one: (len(one.pages), bool(one.total), len(one.links)))

    def first(name: str) -> Any:
        return next((value for one in (best, *pagers) if (value := getattr(one, name))), getattr(NO_PAGER, name))

    return replace(
        best,
        total=max((one.total or 0 for one in pagers), default=0) or None,
        links=tuple(dict.fromkeys(link for one in pagers for link in one.links)),
        unresolved="" if best.pages else first("unresolved"),
        **{name: first(name) for name in ("current", "quote", "possible")},
    )


def _whole_box(pager: Pager, links: Links, selected: Sequence[_Element]) -> Pager:
    """Return the pager of a box that the source names: each link is a page, by its number or otherwise in order."""
    boxed = frozenset(selected)
    urls = [
        link.url for link in links.all
        if link.url and link.tag != "link" and not same_page(link.url, links.own)
        and not boxed.isdisjoint((link.element, *link.element.iterancestors()))
    ]  # fmt: skip
    behind = pager.behind(links.own, in_list=True)
    known = [*pager.pages.values(), *(link.url for link in pager.links if behind or pager.pages)]
    left = tuple(url for url in dict.fromkeys(urls) if not any(same_page(url, other) for other in known))
    shown = squeeze(" ".join(str(text) for one in selected for text in one.itertext(etree.Element)))
    if left:
        return replace(pager, listed=left, quote=pager.quote or shown[:120], unresolved="")
    is_last = pager.current is not None and pager.current == pager.total
    if urls or pager.unresolved or not shown.strip(" 1[]()|.") or is_last:
        return pager
    return replace(pager, unresolved=f"{shown[:120]} (no address)")


def _with_signs(pager: Pager, own: str, root: _Element, text: str, printed: PrintedPosition, article: bool) -> Pager:
    """Return the pager with signs of more pages outside of boxes, mostly without addresses: scripts, "page 1 of 4"."""
    sign, count = counted_by_script(root, text)
    number, pages = named_by_script(text, own, count) if sign else (0, {})
    if pages:
        return replace(pager, pages=pages, current=number, total=count, quote=sign, unresolved="")
    if sign:
        return replace(pager, total=count, unresolved=sign)
    total, number, shown, is_bare = printed
    if total and not is_bare and not (number == total and (pager.links or not article)):
        return replace(pager, total=total, current=number, quote=shown, unresolved=f"{shown} (no address)")
    if article:
        return replace(pager, unresolved=continued(root))
    return pager if pager.before(own) else replace(pager, unresolved=goes_on_by_script(root))
