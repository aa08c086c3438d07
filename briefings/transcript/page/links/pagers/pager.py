"""The other pages of a briefing, or of a list, that a page shows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from briefings.transcript.page.links.pagers.page_addresses import Degree, grown, growth
from briefings.transcript.page.links.pagers.pager_words import number_and_total, number_in, page_named, says_next

OF_A_PART = re.compile(r"[?&]page=\d*(?:,|%2C)|[?&]debut_\w+=", re.IGNORECASE)
"""Names of the pages of a part of a page, of a list or a text, as Drupal and SPIP give them."""
MOST_PAGES = 999


class PrintedPosition(NamedTuple):
    """Position such as "page 3 of 7"; zeros if not printed. "1 of 3" alone may be a picture's."""

    total: int = 0
    number: int = 0
    words: str = ""


def position_in(found: re.Match[str] | None, words: str) -> PrintedPosition:
    """Return the position that a match of "page 2 of 7" or "2 of 7" in some words gives; zeros for None."""
    number, total = number_and_total(found)
    return PrintedPosition(total, number, words) if total else PrintedPosition()


class PagerLink(NamedTuple):
    """A link that says only what is in pagers: "Next", "»", "Continue on page 3"."""

    url: str
    said: str

    def number(self, own: str) -> int:
        """Return the page number that it names, or that its address has beside that of the page, `own`; 0 for none."""
        named, step = page_named(self.said), growth(own, self.url)
        if named or step is None or step.own is None or step.degree is not Degree.NAMED:
            return named
        return step.own + 1


@dataclass(frozen=True, slots=True)
class Pager:
    """Other pages of a briefing (or list) that one page shows. All empty: it shows none.

    Addresses are absolute and as the page has them, without fragments.
    """

    pages: Mapping[int, str] = field(default_factory=dict)
    """Addresses of all named pages by printed number, including this one if its number is known.

    They are numbers in a row, this page among them, addresses of one stem; or a box that the source's selector named.
    """
    current: int | None = None
    """Number of this page as its pager prints it."""
    total: int | None = None
    """Number of pages, if the page gives it ("page 2 of 7", a count in a script)."""
    quote: str = ""
    """Text of the box, for reasons: "1 2 3 Next"."""
    links: tuple[PagerLink, ...] = ()
    """All links with the words of pagers, numbers or not; addresses tell which of them leads on."""
    unresolved: str = ""
    """Sign of more pages that has no address, quoted with its reason: "1 2 3 (no addresses)"; "" for none."""
    possible: Mapping[int, str] = field(default_factory=dict)
    """Row of numbers that may not name pages: the account of links judges its addresses."""
    listed: tuple[str, ...] = ()
    """Addresses in the box that the source's selector names, in order, if numbers do not tell which page each is; of a
    feed those of older entries."""
    printed: PrintedPosition = field(default=PrintedPosition())
    """Printed number of pages, whatever was made of its links; of a list, without a number, that of its entries."""

    def without(self, is_other: Callable[[str], bool]) -> "Pager":
        """Return the pager without links to something else: a row with one of these is no row of pages."""
        is_row = not any(map(is_other, (self.others or self.possible).values()))
        return replace(
            self if is_row else replace(self, pages={}, current=None, total=None, quote=""),
            possible={} if any(map(is_other, self.possible.values())) else self.possible,
            links=tuple(link for link in self.links if not is_other(link.url)),
            listed=tuple(url for url in self.listed if not is_other(url)),
        )

    def behind(self, own: str, first: str | None = None, *, in_list: bool = False) -> PagerLink | None:
        """Return the link to the nearest page after this one, whose address is `own`; None without one.

        Addresses are compared with that of the first page, if known: `quay_3.html` grew out of `quay.html`, and may be
        another briefing's beside `quay_2.html` alone. For a list, a bare number that both have is accepted.
        """
        at = grown(first, own) if first else None
        base = first if first and at else own
        steps = [(step, link) for link in self.links if (step := growth(base, link.url)) is not None]
        found = {
            step.number: link for step, link in reversed(steps)
            if step.degree >= (Degree.BARE if in_list or step.own is None else Degree.NAMED)
            and step.number > (at or step.own or 0) and (in_list or not OF_A_PART.search(link.url))
            and number_in(link.said) != (self.printed.number or 0)
        }  # fmt: skip
        return found[min(found)] if found else None

    def before(self, own: str) -> str | None:
        """Return the address of an earlier page, by its number or because this one's grew out of it; None without."""
        steps = ((growth(link.url, own), link.url) for link in self.links)
        numbered = ((step, url) for step, url in steps if step is not None and step.degree is not Degree.SLUG)
        return next((url for step, url in numbered if step.number > (step.own or 0)), None)

    @property
    def saying_next(self) -> list[PagerLink]:
        """Links that say next, wherever they lead."""
        return [link for link in self.links if says_next(link.said)]

    @property
    def others(self) -> dict[int, str]:
        """Pages other than this one, by number."""
        return {number: url for number, url in self.pages.items() if number != self.current}


NO_PAGER = Pager()
