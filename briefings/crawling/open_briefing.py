"""A briefing while its pages are coming in: which are asked for, which are believed, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from briefings.address import Address, comparable
from briefings.crawling.announced_pages import unmet
from briefings.crawling.entry import EntryAttempt
from briefings.crawling.first_page import first_page, is_further, way_back
from briefings.crawling.known_pages import RequestedPage, further_pages
from briefings.crawling.looked_at import Look, LookedAt, judge_look
from briefings.crawling.sourced_pages import SourcedPages
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import (
    Belonging,
    Bond,
    LinkAccount,
    Page,
    PageKind,
    follows,
    mark_page_rows,
)

_DOUBTS = {ReasonKind.OTHER_BRIEFING, ReasonKind.SAME_PAGE, ReasonKind.NO_TRANSCRIPT, ReasonKind.NOT_FOLLOWED}
"""Why a page that came is not believed: to judge that, a reader needs the words of the pager."""


@dataclass(slots=True)
class OpenBriefing:
    """The pages of one briefing: those that are in, those that are missing and why, those that were asked for.

    Each page number is asked for once and ends in exactly one of `pages` and `gaps`; a page that was only guessed at
    may end in neither.
    """

    address: Address
    """The address of page 1, whose id is the briefing's."""
    attempt: EntryAttempt
    """The attempt by which it was opened."""
    max_pages: int
    sourced: SourcedPages
    """The addresses of further pages by the source's rule."""
    pages: dict[int, Page] = field(default_factory=dict)
    gaps: dict[int, Reason] = field(default_factory=dict)
    asked: dict[int, RequestedPage] = field(default_factory=dict)
    held: dict[str, Page] = field(default_factory=dict)
    """Pages that were read already and whose number is not known, by comparable address."""
    refused: list[Page] = field(default_factory=list)
    """Pages that came and are none of this briefing's."""
    looked: LookedAt = field(default_factory=LookedAt)
    """The looks for it beyond its pagers."""
    links: LinkAccount = field(default_factory=LinkAccount)
    """The account of the links of its pages, since what was known changed last."""
    _candidates: dict[int, Page] = field(default_factory=dict)
    _waiting: set[int] = field(default_factory=set)

    @classmethod
    def from_page(cls, page: Page, attempt: EntryAttempt, max_pages: int, sourced: SourcedPages) -> OpenBriefing | None:
        """Open the briefing that `page` belongs to, with that page in it; None when nothing names its page 1.

        The pages that the attempt holds were read on the way back to it.
        """
        number = page.siblings.current or page.address.number
        first = first_page(page) if number != 1 else None if way_back(page) or is_further(page) else page.address
        if numbered := sourced.first_of(page):
            first, number = numbered
        if first is None:
            return None
        opened = cls(first, attempt, max_pages, sourced)
        opened.held = {comparable(one.address.url): one for one in attempt.held}
        opened.asked[number] = RequestedPage(page.address.url, "")
        opened._put(number, page)
        return opened

    @classmethod
    def alone(cls, page: Page, attempt: EntryAttempt, max_pages: int, sourced: SourcedPages) -> OpenBriefing:
        """Open a briefing of which an earlier page could not be had: what came is kept, and `attempt.doubt` is told."""
        opened = cls(replace(page.address, number=1), attempt, max_pages, sourced)
        opened.asked[1] = RequestedPage(page.address.url, "")
        opened._put(1, page)
        return opened

    @property
    def id(self) -> str:
        """The id of the briefing."""
        return self.address.briefing

    @property
    def is_whole(self) -> bool:
        """Return True when nothing that its pagers name is still to come."""
        return not self._waiting

    @property
    def first(self) -> Page | None:
        """Its first page, if that is in."""
        return self.pages.get(1)

    @property
    def believed(self) -> list[Page]:
        """The pages that are known to be its own, in order."""
        return [*(page for _, page in sorted(self.pages.items())), *(page for _, page in self.looked.in_order())]

    def order_of(self, url: str) -> int:
        """Return the place of a link on its first page."""
        links = self.believed[0].links.placed.links
        return next((place for place, link in enumerate(links) if link.url == url), len(links))

    def keys_at(self, url: str) -> set[str]:
        """The places in which links of its pages lead to an address."""
        return {link.key for page in self.believed for link in page.links.placed.links if link.url == url}

    @property
    def unanswered(self) -> list[int]:
        """The pages that were asked for and not answered yet."""
        return sorted(self._waiting)

    def ask(self) -> dict[int, str]:
        """Note as asked for, and return by number, every page now known of that was not asked for before.

        Known are the pages that a pager names and those that an address shape fills in between; then the next page
        that the last page links to. Pages above `max_pages` are not asked for; the first of them becomes a gap.
        """
        new: dict[int, str] = {}
        while known := further_pages(self):
            for number, asked in sorted(known.items()):
                if number > self.max_pages:
                    words = f"up to page {max(known)}, over BRIEFINGS_MAX_PAGES"
                    self.gaps.setdefault(number, Reason(ReasonKind.OVER_LIMIT, words))
                    return new
                self.asked[number] = asked
                self._waiting.add(number)
                held = self.held.pop(comparable(asked.url), None)
                if held is not None:
                    self.take(number, held, redirected=False)
                else:
                    new[number] = asked.url
        return new

    def join_held(self) -> None:
        """Join the pages that were read on the way back to page 1, as far as what is believed proves them."""
        for url, page in reversed(list(self.held.items())):
            looked = judge_look(self.believed, page)
            if looked.look is Look.PAGES and self.looked.ask(page.address.url, ""):
                self.looked.take(page.address.url, looked, self.held.pop(url))

    def leads_nowhere(self) -> bool:
        """Return True when neither its pagers nor what it says lead from its page 1 to one that is held, or on."""
        leads_on = bool(self.ask())
        self.join_held()
        return bool(self.held) and not leads_on

    def lose(self, number: int, reason: Reason) -> None:
        """Note that a page that was asked for could not be had."""
        self._waiting.discard(number)
        asked = self.asked.get(number)
        if number in self.pages:
            return
        quoted = f'; the pager says "{asked.said}"' if asked and asked.said and reason.kind in _DOUBTS else ""
        self.gaps[number] = replace(reason, words=f"{reason.words}{quoted}")

    def take(self, number: int, page: Page, *, redirected: bool) -> None:
        """Take in what was answered when page `number` was asked for; what nothing proves yet waits as a candidate.

        `redirected` says that the answer came from another address than the one asked for.
        """
        self._waiting.discard(number)
        landed = self._number_at(page.address.url) if redirected else None
        if landed is not None:
            self.lose(number, Reason(ReasonKind.REDIRECTED, f"redirected to page {landed}"))
            self.refused.append(page)
        elif page.kind in {PageKind.EMPTY, PageKind.LIST}:
            self.lose(number, Reason(ReasonKind.NO_TRANSCRIPT, "no transcript on the page"))
            self.refused.append(page)
        else:
            self._candidates[number] = page
            self._believe()

    def settle(self) -> None:
        """Note as gaps the pages that the signs on what was read announce and that nothing led to."""
        for number, page in sorted(self._candidates.items()):
            self.refused.append(page)
            self.lose(number, self._objection(number, page))
        self._candidates.clear()
        for url, page in self.looked.in_order():
            own, known = page.siblings.current, (*self.pages, *self.gaps)
            number = max(known) + 1 if own is None or own in known else own
            self.asked[number] = RequestedPage(url, "")
            self._put(number, page)
        if self.looked.joined:
            mark_page_rows(self.pages.values(), [asked.url for asked in self.asked.values()])
        for page in self.held.values():
            self.refused.append(page)
            number = max((*self.pages, *self.gaps)) + 1
            self.gaps[number] = Reason(ReasonKind.NOT_FOLLOWED, f"nothing on page 1 leads to {page.address.url}")
        self.gaps |= unmet(self.pages, self.gaps, self.attempt.doubt, self.max_pages)

    # -- What is believed

    def _put(self, number: int, page: Page) -> None:
        # A page that names no siblings cannot tell its own number by its address alone.
        page = replace(page, address=replace(self.address, number=number, url=page.address.url))
        self._waiting.discard(number)
        self.pages[number] = page

    def _believe(self) -> None:
        """Put in the candidates that a page already in proves, as long as that proves more of them."""
        proven = True
        while proven:
            proven = False
            for number, page in sorted(self._candidates.items()):
                bonds = {n: self._verdict(number, page, n).bond for n in self.pages}
                same = [n for n, bond in bonds.items() if bond is Bond.SAME]
                if same:
                    del self._candidates[number]
                    self._refuse_twin(number, page, min(same))
                elif Bond.PROVEN in bonds.values():
                    del self._candidates[number]
                    self._put(number, page)
                    proven = True

    def _refuse_twin(self, number: int, page: Page, twin: int) -> None:
        """Of two pages that say the same the lower number is the real one: which of them came first is chance."""
        if twin < number:
            self.refused.append(page)
            self.lose(number, Reason(ReasonKind.SAME_PAGE, f"same as page {twin}"))
            return
        self.refused.append(self.pages.pop(twin))
        self._put(number, page)
        self.lose(twin, Reason(ReasonKind.SAME_PAGE, f"same as page {number}"))

    def _objection(self, number: int, page: Page) -> Reason:
        """Why a page is not believed, which no page that was read proves to belong to them."""
        verdicts = [self._verdict(number, page, other) for other in sorted(self.pages)]
        unsure = any(verdict.bond is Bond.UNSURE for verdict in verdicts)
        if unsure and not any(verdict.bond is Bond.REFUSED for verdict in verdicts):
            words = f"may go on at {page.address.url}, which nothing proves"
            return Reason(ReasonKind.NOT_FOLLOWED, words)
        return Reason(ReasonKind.OTHER_BRIEFING, verdicts[0].why)

    def _verdict(self, number: int, page: Page, other: int) -> Belonging:
        """Judge whether a candidate belongs to a page already in; what that page names proves addresses, not
        contents."""
        both = ((number, page), (other, self.pages[other]))
        vouched = all(self.sourced.has(self.address.url, n, one.address.url) for n, one in both)
        vouched = vouched or (number in self.asked and self.asked[number].vouched)
        verdict = follows(self.pages[other], page, number, vouched=vouched)
        if verdict.bond is Bond.UNSURE and number < other:
            # Addresses grow out of the lower number's, and nothing speaks against the two.
            return follows(page, self.pages[other], other)
        return verdict

    def _number_at(self, url: str) -> int | None:
        """The number of the page that was asked for, or read, at an address."""
        known = comparable(url)
        places = [(n, asked.url) for n, asked in self.asked.items()]
        places += [(n, page.address.url) for n, page in self.pages.items()]
        return next((n for n, place in places if comparable(place) == known), None)
