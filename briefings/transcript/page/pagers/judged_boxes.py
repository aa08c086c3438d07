"""Every box of a page that may be a pager, with what it names or why it is none; and the one pager that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml.etree import _Element

from briefings.transcript.page.links import Links
from briefings.transcript.page.pagers.pager import NO_PAGER, Pager
from briefings.transcript.page.pagers.pager_boxes import Box, boxes_of
from briefings.transcript.page.pagers.pager_refusals import Surroundings, refusal
from briefings.transcript.page.pagers.read_box import read_box


@dataclass(frozen=True, slots=True)
class Judged:
    """A box and what it names."""

    box: Box
    pager: Pager
    refusal: str
    """What it is if it is something else; then nothing of it was read."""

    @property
    def why(self) -> str:
        """Why it is no pager; "" when it is one."""
        one = self.pager
        if self.refusal or one.pages or one.nexts or one.next_links or one.unresolved or one.ignored or one.previous:
            return self.refusal
        if not any(item.url for item in self.box.numbers):
            return "its numbers have no addresses"
        return "its addresses do not grow from this page's, and no number is this page's"


def judged_boxes(links: Links, *, article: bool, selected: Sequence[_Element] | None = None) -> list[Judged]:
    """Every box of a page; with `selected`, those elements only, which the source's selector found."""
    around = Surroundings()
    found = []
    for box in boxes_of(links, list(selected) if selected is not None else None):
        why = refusal(box, links.own, around, article=article)
        found.append(Judged(box, NO_PAGER if why else read_box(box, links.own, article), why))
    return found


def merged(judged: Sequence[Judged]) -> Pager:
    """One pager of several boxes: the surest with the most pages, what others say of the same pages added."""
    pagers = [one.pager for one in judged if not one.why]
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
