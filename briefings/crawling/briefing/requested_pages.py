"""The pages to request for a briefing: page 1, and further ones by its pagers, its row of a list, or its source."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from briefings.address import Address, comparable, read_address, same_page
from briefings.transcript import Look, Page, grown, growth, number_in, promises_more, unnumbered

PageUrl = Callable[[str, int], str | None]
"""Function from the address of page 1 and a number to that page's address; None if pages name one another."""

_ISSUE = re.compile(r"(?i)\W*n[o°º]\W*\d+\W*")
"""Pattern of "No. 12", which counts orders or issues more often than pages."""


@dataclass(frozen=True, slots=True)
class SourcedPages:
    """The addresses made by a source's `page_url`; by default none is made."""

    page_url: PageUrl = lambda _first, _number: None

    def url(self, first: str, number: int) -> str | None:
        """Return the absolute address of a page; None if the source does not make it."""
        made = first if number == 1 else self.page_url(first, number)
        return None if made is None else urljoin(first, made)

    def number(self, first: str, url: str, last: int) -> int | None:
        """Return the number, up to `last`, of the page with that address; None if the source does not make it."""
        made = ((number, self.url(first, number)) for number in range(1, last + 1) if self.page_url(first, 2))
        return next((number for number, one in made if one is not None and same_page(one, url)), None)

    def named_by(self, first: str, pages: Iterable[Page], most: int) -> dict[int, tuple[str, str]]:
        """Return the pages whose number some pages show or count, and the words; none above `most`, except the last."""
        shown = [(page.siblings.total or 0, page.siblings.quote) for page in pages]
        last, quote = max(shown, default=(0, ""))
        made = {number: self.url(first, number) for number in (*range(2, min(last, most) + 1), last) if number > 1}
        return {number: (url, quote) for number, url in made.items() if url is not None}


@dataclass(slots=True)
class RequestedPage:
    """A page that was requested for a briefing, and what came of it."""

    url: str
    said: str
    """Text of the pager or link that named it."""
    number: int | None = None
    """None for what was only looked at, until its place among the pages is known."""
    key: str | None = None
    """Place of the link that was looked at; None for a page that was named by its number."""
    vouched: bool = False
    """True if the source vouches for it: it stands in the box named by its selector."""
    look: Look | None = None
    """The judgement; None until it is made. PAGES: a page of the briefing; OPEN: one that may yet be proved to be."""
    page: Page | None = None
    """Page that belongs to the briefing, or may."""

    @property
    def says_number(self) -> bool:
        """True if the text of the link to it has a number."""
        return any(map(str.isdigit, self.said))

    @property
    def says_further(self) -> bool:
        """True if that is a number above 1: page 1 may stand at another address, too."""
        return self.says_number and not re.fullmatch(r"\D*0*1\D*", self.said)

    def is_missed(self, first: str) -> bool:
        """Tell whether it is gone though its link announced it.

        That is a word with a number, of pages or that page 1's address grew by; or "Continue reading" or an icon, at
        page 1's address with a number. A number alone may be the day of a calendar, or lead to readers' comments, and
        many a word counts these; "Next" may turn over these too, or lead to the next briefing.
        """
        said, mine, its = (re.findall(r"0*(\d+)", text) for text in (self.said, first, self.url))
        is_worded = self.says_number and any(map(str.isalpha, self.said)) and not _ISSUE.fullmatch(self.said)
        is_grown = grown(first, self.url) is not None and its[len(mine) :] == said[:1] != []
        is_announced = is_worded and (number_in(self.said) is not None or is_grown)
        step = growth(first, self.url)
        is_turned = not self.said or promises_more(self.said)
        is_next = is_turned and step is not None and step.own is None
        return self.look is Look.GONE and (is_announced or is_next)


def first_page(page: Page, sourced: SourcedPages, most: int) -> tuple[Address, int]:
    """Return the address of page 1 as any page of a briefing names it, its own if none, and the page's own number.

    The source, too, may make the page's address from one without its number, if that is `most` or less.
    """
    own, pager = page.address, page.siblings
    possible, last = unnumbered(own.url), min(pager.total or 0, most)
    if possible is not None and (made := sourced.number(possible, own.url, last)) is not None:
        return replace(read_address(possible), number=1), made
    # Numbers that may be those of other briefings do not tell which page this is.
    number = (pager.current if pager.pages or not pager.possible else None) or own.number
    link = pager.behind(own.url)
    if number == 1:
        # "Continue on page 3" is on page 2, as a page before it has the smallest number until all are known.
        return replace(own, number=1), 2 if link is not None and link.number(own.url) > 2 else 1
    if 1 in pager.pages:
        return replace(read_address(pager.pages[1]), number=1), number
    return replace(own, number=1, url=own.page(1) if own.numbered else own.url), number


def possible_first(page: Page, *, may_guess: bool) -> str | None:
    """Return the address that page 1 may have, for a page that does not link to it; None without one.

    It is the one that the page calls its own, if it grew out of that; by a guess, its own without the number of a page
    (`talk_3.html`, `?page=3`), if it names no other.
    """
    pager, own, canonical = page.siblings, page.address.url, page.links.canonical
    if canonical and comparable(canonical) != comparable(own) and grown(canonical, own) is not None:
        return canonical
    is_named = pager.pages or pager.possible or (pager.current is not None and pager.total is None)
    return unnumbered(own) if may_guess and not is_named else None


def is_page_of(first: str, url: str) -> bool:
    """Return True for the address of a first page itself, or that address with a page number that it lacks."""
    found = growth(first, url)
    return first == url or (found is not None and found.own is None and bool(grown(first, url)))
