"""A briefing while its pages arrive: the requested, the accepted and the missing ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Self

from briefings.address import Address, comparable, read_address
from briefings.crawling.briefing.entry import EntryAttempt
from briefings.crawling.briefing.further_pages import RequestedPage, SourcedPages, first_page
from briefings.crawling.briefing.looks import BriefingLooks, judge_look
from briefings.crawling.briefing.page_order import in_order
from briefings.reasons import Reason, ReasonKind
from briefings.store.readings import ReadPage
from briefings.transcript import (
    LinkAccount,
    Look,
    LookResult,
    Page,
    PageKind,
    announced,
    follows,
    has_no_speech,
    is_mostly_speech,
    mark_page_rows,
)

_DOUBTS = {ReasonKind.OTHER_BRIEFING, ReasonKind.SAME_PAGE, ReasonKind.NO_TRANSCRIPT, ReasonKind.NOT_FOLLOWED}
"""Reasons not to accept a page for which a reader needs the words of the pager."""


@dataclass(slots=True)
class OpenBriefing:
    """The pages of one briefing: those present, those missing and why, those requested.

    Each page number is requested once and ends in exactly one of `pages` and `gaps`; a page that was only guessed may
    end in neither.
    """

    address: Address
    """Address of page 1, whose id is the briefing's; that of the first page to arrive until page 1 is found."""
    attempt: EntryAttempt
    """Attempt by which it was opened."""
    max_pages: int
    sourced: SourcedPages
    """Addresses of further pages by the source's rule."""
    pages: dict[int, Page] = field(default_factory=dict)
    gaps: dict[int, Reason] = field(default_factory=dict)
    asked: dict[int, RequestedPage] = field(default_factory=dict)
    came: set[str | None] = field(default_factory=set)
    """Places in the archive of the pages that arrived, its own or not."""
    looked: BriefingLooks = field(default_factory=BriefingLooks)
    """Looks for it beyond its pagers."""
    links: LinkAccount = field(default_factory=LinkAccount)
    """Account of the links of its pages, since the known facts last changed."""
    _candidates: dict[int, Page] = field(default_factory=dict)

    @classmethod
    def from_page(cls, page: Page, attempt: EntryAttempt, max_pages: int, sourced: SourcedPages) -> Self:
        """Open the briefing that `page` belongs to, with that page in it."""
        first, number = first_page(page, sourced, max_pages)
        opened = cls(first, attempt, max_pages, sourced)
        opened.came.add(page.origin.warc)
        opened.asked[number] = RequestedPage(page.address.url, "")
        opened.pages[number] = page
        return opened

    @property
    def id(self) -> str:
        """The id of the briefing."""
        return self.address.briefing

    @property
    def believed(self) -> list[Page]:
        """The pages known to be its own, in order."""
        return [*(page for _, page in sorted(self.pages.items())), *self.looked.joined.values()]

    @property
    def keys_of_pages(self) -> set[str]:
        """The places of links to its pages."""
        urls = [comparable(page.address.url) for page in self.believed]
        return {
            link.key for own, page in zip(urls, self.believed, strict=True) for link in page.links.placed.links
            if link.spot[0] in urls and link.spot[0] != own
        }  # fmt: skip

    def read_pages(self) -> Iterator[ReadPage]:
        """Yield its pages as they were read: while they are unchanged, the next run reads none of them."""
        for number, page in sorted(self.pages.items()):
            origin = page.origin
            yield ReadPage(number, self.asked[number].url, origin.sha256, origin.content_type, origin.warc)

    def keys_at(self, url: str) -> set[str]:
        """Return the places in which links of its pages lead to an address."""
        return {link.key for page in self.believed for link in page.links.placed.links if link.url == url}

    @property
    def unanswered(self) -> list[int]:
        """The numbers of requested pages without an answer."""
        return sorted(self.asked.keys() - self.pages.keys() - self.gaps.keys() - self._candidates.keys())

    def _further_pages(self) -> dict[int, RequestedPage]:
        """Return the pages known now and not yet requested, by number.

        These are the pages named by the pagers of all pages, and pages between whose address follows a shape; then, one
        after another, those that the source's box or the row of a list names without numbers. Once all of them have
        arrived, it is the page that the last one links to as the next.
        """
        known: dict[int, RequestedPage] = {}
        first, pages = self.address, self.pages
        asked = {comparable(one.url) for one in self.asked.values()}

        def add(number: int, page: RequestedPage) -> None:
            is_asked = number in self.asked or number in self.gaps or comparable(page.url) in asked
            if number >= 1 and not is_asked:
                known.setdefault(number, page)

        add(1, RequestedPage(first.url, ""))
        for number, made in self.sourced.named_by(first.url, pages.values(), self.max_pages).items():
            add(number, made)
        for page in pages.values():
            for number, url in page.siblings.others.items():
                add(number, RequestedPage(url, page.siblings.quote))
        last = max((*known, *self.asked))
        for number in range(1, min(last, self.max_pages) + 1) if first.numbered else ():
            add(number, RequestedPage(first.page(number), ""))
        listed = [(url, page.siblings.quote) for page in pages.values() for url in page.siblings.listed]
        for url, said in (*listed, *((url, "its row of the list") for url in self.attempt.in_row)):
            if all(comparable(url) != comparable(one.url) for one in known.values()):
                add(max((*known, *self.asked)) + 1, RequestedPage(url, said, vouched=True))
        if not (known or self.unanswered):
            last = max(pages)
            link = pages[last].siblings.behind(pages[last].address.url, first.url)
            if link is not None:
                add(last + 1, RequestedPage(link.url, link.said))
        return known

    def ask(self) -> dict[int, str]:
        """Note as requested, and return by number, every known page that was not requested before.

        Known are the pages named by a pager and those between them that an address shape gives; then the next page that
        the last page links to. Pages above `max_pages` are not requested; the first of them becomes a gap.
        """
        new: dict[int, str] = {}
        while known := self._further_pages():
            for number, asked in sorted(known.items()):
                if number > self.max_pages:
                    words = f"up to page {max(known)}, over BRIEFINGS_MAX_PAGES"
                    self.gaps.setdefault(number, Reason(ReasonKind.OVER_LIMIT, words))
                    return new
                if number == 1:
                    self.address = replace(read_address(asked.url), number=1)
                self.asked[number] = asked
                new[number] = asked.url
        return new

    def lose(self, number: int, reason: Reason) -> None:
        """Note that a requested page was unavailable."""
        asked = self.asked.get(number)
        if number in self.pages:
            return
        quoted = f'; the pager says "{asked.said}"' if asked and asked.said and reason.kind in _DOUBTS else ""
        self.gaps[number] = replace(reason, words=f"{reason.words}{quoted}")

    def take(self, number: int, page: Page, *, redirected: bool) -> None:
        """Take in the answer to the request for page `number`; without proof it waits as a candidate.

        `redirected` says that the answer came from another address than the requested one.
        """
        self.came.add(page.origin.warc)
        landed = self._number_at(page.address.url) if redirected else None
        if landed is not None:
            self.lose(number, Reason(ReasonKind.REDIRECTED, f"redirected to page {landed}"))
        elif page.kind in {PageKind.EMPTY, PageKind.LIST}:
            self.lose(number, Reason(ReasonKind.NO_TRANSCRIPT, "no transcript on the page"))
        else:
            self._candidates[number] = page
            self._believe()

    def drop_without_speech(self) -> None:
        """Drop pages without speech beside pages with it: those of a row, and a page 1 that leads on without numbers.

        Such a page 1 with little speech may be the overview of an event.
        """
        joined = self.looked.joined
        for url, page in joined.items():
            others = [one for one in self.believed if one is not page]
            if not self.looked.is_numbered(url) and has_no_speech(page, others):
                self.looked.links[comparable(url)].page = None
        behind, first = list(self.looked.joined.values()), self.pages.get(1)
        if first is None or len(self.pages) > 1 or not behind:
            return
        if any(self.looked.is_numbered(link.url) for link in first.links.placed.links if link.url in joined):
            return
        if has_no_speech(first, behind):
            self.attempt.has_stepped = True
            del self.pages[1]
        elif not is_mostly_speech(first):
            words = "its first page may be the overview of an event"
            self.looked.open.append(Reason(ReasonKind.NOT_FOLLOWED, words))

    def take_refused(self) -> set[str | None]:
        """Return the places of pages that arrived since the last call and are not its own."""
        kept = {page.origin.warc for pages in (self.pages, self._candidates) for page in pages.values()}
        refused = self.came - kept
        self.came &= kept
        return refused

    def settle(self) -> None:
        """Note as gaps the pages announced by signs on other pages to which nothing led."""
        for number, page in sorted(self._candidates.items()):
            looked = self._judge(number, page)
            reason = Reason(ReasonKind.OTHER_BRIEFING, looked.why)
            if looked.look is Look.OPEN:
                words = f"may go on at {page.address.url}, which nothing proves"
                reason = Reason(ReasonKind.NOT_FOLLOWED, words)
            self.lose(number, reason)
        self._candidates.clear()
        if self.looked.joined:
            self._number_joined()
            mark_page_rows(self.pages.values(), [asked.url for asked in self.asked.values()])
        # The address alone does not tell the number of a page that names no siblings.
        self.pages = {
            number: replace(page, address=replace(self.address, number=number, url=page.address.url))
            for number, page in self.pages.items()
        }
        self.gaps |= announced(self.pages, self.gaps, most=self.max_pages)

    def _number_joined(self) -> None:
        """Give the pages found by looks their numbers, before or behind those that have one; the first is page 1."""
        order, joined = in_order(self.believed), {page.address.url: url for url, page in self.looked.joined.items()}
        place = next((place for place, page in enumerate(order) if page.address.url not in joined), 0)
        if len(self.pages) == 1:
            self._renumber((self._number_in_row(order[place]) or min(self.pages)) - min(self.pages))
        behind = [(page, 1) for page in order[place:] if page.address.url in joined]
        before = [(page, -1) for page in reversed(order[:place])]
        for page, step in (*before, *behind):
            known, own = (*self.pages, *self.gaps), self._number_in_row(page)
            beside = min(known) - 1 if step < 0 else max(known, default=0) + 1
            number = beside if own is None or own in known else own
            self.asked[number] = RequestedPage(joined[page.address.url], "")
            self.pages[number] = page
        if before:
            self._renumber(max(0, 1 - min(self.pages)))
            self.address = replace(read_address(self.pages[min(self.pages)].address.url), number=1)

    def _renumber(self, ahead: int) -> None:
        self.pages = {number + ahead: page for number, page in self.pages.items()}
        self.gaps = {number + ahead: reason for number, reason in self.gaps.items()}
        self.asked = {number + ahead: asked for number, asked in self.asked.items()}

    def _number_in_row(self, page: Page) -> int | None:
        """Return the number beside which a page has others; None if these are other briefings: sessions of a day."""
        row, held = page.siblings.possible.values(), (one.address.url for one in self.believed)
        is_own = not row or not set(map(comparable, row)).isdisjoint(map(comparable, held))
        return page.siblings.current if is_own else None

    # -- Which pages are accepted

    def _believe(self) -> None:
        """Accept the candidates that accepted pages prove, again and again until no more are proved."""
        proven = True
        while proven:
            proven = False
            for number, page in sorted(self._candidates.items()):
                look = self._judge(number, page).look
                if look is Look.AGAIN:
                    del self._candidates[number]
                    self._refuse_twin(number, page)
                elif look is Look.PAGES:
                    del self._candidates[number]
                    self.pages[number] = page
                    proven = True

    def _refuse_twin(self, number: int, page: Page) -> None:
        """Refuse the higher-numbered of two identical pages, whichever came first."""
        twin = min(n for n, one in self.pages.items() if follows(one, page, number).look is Look.AGAIN)
        if twin < number:
            self.lose(number, Reason(ReasonKind.SAME_PAGE, f"same as page {twin}"))
            return
        del self.pages[twin]
        self.pages[number] = page
        self.lose(twin, Reason(ReasonKind.SAME_PAGE, f"same as page {number}"))

    def _judge(self, number: int, page: Page) -> LookResult:
        """Judge a candidate by the pages already in, whose links prove addresses but not contents."""
        is_made = self.sourced.has(self.address.url, number, page.address.url)
        vouched = is_made or (number in self.asked and self.asked[number].vouched)
        return judge_look([one for _, one in sorted(self.pages.items())], page, number, vouched=vouched)

    def _number_at(self, url: str) -> int | None:
        """Return the number of the page requested, or read, at an address; None without any."""
        known = comparable(url)
        places = [(n, asked.url) for n, asked in self.asked.items()]
        places += [(n, page.address.url) for n, page in self.pages.items()]
        return next((n for n, place in places if comparable(place) == known), None)
