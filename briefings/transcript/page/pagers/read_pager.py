"""Read what a page shows of the other pages: rows of numbered links first, then next links, the head, and signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from lxml import etree
from lxml.etree import _Element

from briefings.address import same_page
from briefings.transcript.page.lines import BLOCKS, squeeze
from briefings.transcript.page.links import Links
from briefings.transcript.page.pagers.numbered_row import read_box
from briefings.transcript.page.pagers.page_addresses import (
    beginning,
    goes_on,
    grown,
    is_next_page,
)
from briefings.transcript.page.pagers.pager import NO_PAGER, Next, Pager
from briefings.transcript.page.pagers.pager_boxes import Box, boxes_of
from briefings.transcript.page.pagers.pager_refusals import Surroundings, refusal, refused_name
from briefings.transcript.page.pagers.signs import (
    continued,
    counted_by_script,
    goes_on_by_script,
    printed_total,
)


class Reading(NamedTuple):
    """The pager of a page, and the elements that are its boxes or other rows of numbered links."""

    pager: Pager
    boxes: tuple[_Element, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A box and what it names."""

    box: Box
    pager: Pager
    refusal: str
    """The reason if it is something else; then nothing of it was read."""

    @property
    def names_pages(self) -> bool:
        """True when links of it lead to pages."""
        return bool(self.pager.pages or self.pager.next_links)

    @property
    def is_row(self) -> bool:
        """True for a line of numbered links: nobody says that, whatever it leads to."""
        return self.box.element.tag in BLOCKS and sum(bool(item.url) for item in self.box.numbers) > 1

    @property
    def why(self) -> str:
        """Why it is no pager; "" when it is one."""
        one = self.pager
        if self.refusal or one.pages or one.next_links or one.unresolved or one.ignored or one.previous:
            return self.refusal
        if not any(item.url for item in self.box.numbers):
            return "its numbers have no addresses"
        return "its addresses do not grow from this page's, and no number is this page's"


def judged_boxes(links: Links, *, article: bool, selected: Sequence[_Element] | None = None) -> list[Judged]:
    """Every box of a page; with `selected`, those elements only, which the source's selector found."""
    found, around = [], Surroundings()
    for box in boxes_of(links, selected):
        why = refusal(box, links.own, around, article=article)
        found.append(Judged(box, NO_PAGER if why else read_box(box, links.own, article), why))
    return found


def read_pager(
    root: _Element, links: Links, *, article: bool = True, selected: Sequence[_Element] | None = None, text: str = ""
) -> Reading:
    """Read the other pages of its briefing, or with `article` false of its list, that a page shows.

    `selected` are the elements that the source's selector found: only they are read, and their numbers are sure.
    `text` is the text of the page, in which counts in scripts are looked for. Nothing is raised.
    """
    judged = judged_boxes(links, article=article, selected=selected)
    pager = _merged([one.pager for one in judged if not one.why])
    pager = _with_head(pager, links, article) if selected is None else _whole_box(pager, links, judged, selected)
    total, number, printed, is_bare = printed_total([one.box for one in judged if not one.refusal], root)
    if selected is None:
        pager = _with_signs(pager, root, text, (total, number, printed) if not is_bare else (0, 0, ""), article)
    if article:
        pager = replace(pager, printed_total=total, printed=printed, is_bare=is_bare)
    return Reading(pager, tuple(one.box.element for one in judged if one.names_pages or (article and one.is_row)))


def _merged(pagers: Sequence[Pager]) -> Pager:
    """One pager of several boxes: the surest with the most pages, what others say of the same pages added."""
    if len(pagers) < 2:
        return pagers[0] if pagers else NO_PAGER
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


def _with_head(pager: Pager, links: Links, article: bool) -> Pager:
    """<link rel=next> is mostly the next article: only one whose address grew from this one is believed.

    Of a list also a link whose address is called its next page, whatever it shows.
    """
    if pager.pages or pager.nexts:
        return pager
    own, begin = links.own, beginning(links.own)
    for link in links.all:
        is_head = link.tag == "link" and "next" in link.rel and link.url != "" and not same_page(link.url, own)
        if is_head:
            pager = replace(pager, next_links=(*pager.next_links, (link.url, "rel=next")))
        number = grown(own, link.url) if is_head else None
        is_next = number is not None or (is_head and not article and goes_on(own, link.url))
        if not article and link.tag in {"a", "area"} and link.url.startswith(begin) and is_next_page(own, link.url):
            is_next = not refused_name(link.element, article=False)
        if is_next:
            found = Next(link.url, number or None, "rel=next" if is_head else link.said)
            return replace(pager, nexts=(found,), quote=f"{found.said} {link.href}", unresolved="")
    return pager


def _whole_box(pager: Pager, links: Links, judged: Sequence[Judged], selected: Sequence[_Element]) -> Pager:
    """The pager of a box that the source names: every link of it is a page, by its number or else in order."""
    boxed = frozenset(selected)
    urls = [
        link.url for link in links.all
        if link.url and link.tag != "link" and not same_page(link.url, links.own)
        and not boxed.isdisjoint((link.element, *link.element.iterancestors()))
    ]  # fmt: skip
    known = [*pager.pages.values(), *(link.url for link in pager.nexts), *pager.back]
    left = tuple(url for url in dict.fromkeys(urls) if not any(same_page(url, other) for other in known))
    if left:
        quote = pager.quote or squeeze(" ".join(one.box.quote for one in judged))
        return replace(pager, listed=left, sure=True, quote=quote, unresolved="")
    is_last = pager.current is not None and pager.current == pager.total
    shown = squeeze(" ".join(str(text) for one in selected for text in one.itertext(etree.Element)))
    if urls or pager.unresolved or not shown.strip(" 1[]()|.") or is_last:
        return pager
    return replace(pager, unresolved=f"{shown[:120]} (no address)")


def _with_signs(pager: Pager, root: _Element, text: str, printed: tuple[int, int, str], article: bool) -> Pager:
    """Add signs outside of boxes that there are more pages, without an address: scripts, and "page 1 of 4"."""
    if pager.pages or pager.nexts or pager.unresolved:
        return pager
    sign, total = counted_by_script(root, text)
    if sign:
        return replace(pager, total=total, unresolved=sign)
    total, number, shown = printed
    if total and not (number == total and (pager.previous or not article)):
        return replace(pager, total=total, current=number, quote=shown, unresolved=f"{shown} (no address)")
    if article:
        return replace(pager, unresolved=continued(root))
    return pager if pager.previous else replace(pager, unresolved=goes_on_by_script(root))
