"""The other pages of a briefing, or of a list, that a page shows: numbers, next, "page 2 of 7"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from briefings.transcript.page.pagers.page_addresses import grown

MOST_PAGES = 999
"""Of a briefing."""


class Next(NamedTuple):
    """A link to the next page."""

    url: str
    number: int | None
    """The page number it names, if it names one."""
    said: str
    """The text of the link, for reasons."""


class PrintedPosition(NamedTuple):
    """ "Page 3 of 7"; zeros where nothing says so."""

    total: int = 0
    number: int = 0
    words: str = ""
    is_bare: bool = False
    """Whether it lacks a word for page ("1 of 3"), so that it may be a picture's as long as no page came."""


@dataclass(frozen=True, slots=True)
class Pager:
    """The other pages of a briefing (or list) that one page shows. All empty: it shows none.

    Addresses are absolute and as the page has them, without fragments.
    """

    pages: Mapping[int, str] = field(default_factory=dict)
    """Printed page number to address, of every page named, this one included where its number is known. Of a briefing:
    numbers in a row, this page among them, addresses of one stem; or a box that the source's selector named."""
    current: int | None = None
    """The number of this page as its pager prints it."""
    total: int | None = None
    """The number of pages, where the page gives it ("page 2 of 7", a count in a script)."""
    quote: str = ""
    """The text of the box, for reasons: "1 2 3 Next"."""
    nexts: tuple[Next, ...] = ()
    """Links to the next page, the best first, believed by this page's own address; of a list also by their words."""
    next_links: tuple[tuple[str, str], ...] = ()
    """All links that say next, as (address, text): `next_of` judges them by the first page's address too."""
    previous: str | None = None
    first: str | None = None
    """The address of its "previous" or "first" link: a hint to page 1, never a proof."""
    unresolved: str = ""
    """A sign of more pages that has no address, quoted with its reason: "1 2 3 (no addresses)"; "" when none."""
    possible: tuple[str, ...] = ()
    """The addresses of a row of numbers that does not prove that it names pages of a briefing: the account of links
    judges them."""
    listed: tuple[str, ...] = ()
    """Addresses in the box that the source's selector names, in order, where numbers do not tell which page each is."""
    printed: PrintedPosition = field(default=PrintedPosition())
    """What the page prints of their number, whatever was made of its links."""
    ignored: tuple[str, ...] = ()
    """Page numbers that no briefing has: 0, 999999."""

    def without(self, is_other: Callable[[str], bool]) -> Pager:
        """The same without links to something else: a row in which one of these stands is no row of pages."""
        is_row = not any(map(is_other, (*self.others.values(), *self.possible)))
        return replace(
            self if is_row else replace(self, pages={}, possible=(), current=None, total=None, quote=""),
            nexts=tuple(link for link in self.nexts if not is_other(link.url)),
            next_links=tuple(link for link in self.next_links if not is_other(link[0])),
            previous=None if self.previous and is_other(self.previous) else self.previous,
            first=None if self.first and is_other(self.first) else self.first,
            listed=tuple(url for url in self.listed if not is_other(url)),
        )

    @property
    def leads_on(self) -> bool:
        """Whether it has the address of another page, or of what may be one."""
        return bool(self.pages or self.possible or self.next_links)

    @property
    def count(self) -> int:
        """The number of pages, 0 where what shows it may be no row of pages, or has no addresses."""
        return (self.total or 0) if self.pages or not (self.possible or self.unresolved) else 0

    @property
    def back(self) -> tuple[str, ...]:
        """The addresses of its links back."""
        return tuple(url for url in (self.previous, self.first) if url)

    @property
    def others(self) -> dict[int, str]:
        """The pages other than this one, by number."""
        return {number: url for number, url in self.pages.items() if number != self.current}

    @property
    def next(self) -> Next | None:
        """The best link to the next page."""
        return self.nexts[0] if self.nexts else None


NO_PAGER = Pager()


def next_of(pager: Pager, first: str) -> Next | None:
    """The link to the next page, judged by this page's address and by that of the briefing's first page.

    Opaque chains need the second: `no-continued` grows out of `no`, `no-end` out of `no` and not of `no-continued`.
    """
    judged = (
        Next(url, number or None, said) for url, said in pager.next_links if (number := grown(first, url)) is not None
    )
    return pager.next or next(judged, None)
