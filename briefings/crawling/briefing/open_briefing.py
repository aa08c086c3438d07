"""A briefing while its pages arrive: the requested ones, what came of each, and the missing ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import inf
from typing import Self

from briefings.address import Address, comparable, read_address, same_page
from briefings.crawling.briefing.entry import EntryAttempt
from briefings.crawling.briefing.looks import judge_failure, may_go_on
from briefings.crawling.briefing.page_order import number_found
from briefings.crawling.briefing.requested_pages import RequestedPage, SourcedPages, first_page
from briefings.reasons import Reason, ReasonKind
from briefings.store.readings import ReadPage
from briefings.transcript import LinkAccount, Look, LookResult, Page, PageKind, announced, follows, judge_look

_DOUBTS = {ReasonKind.OTHER_BRIEFING, ReasonKind.SAME_PAGE, ReasonKind.NO_TRANSCRIPT, ReasonKind.NOT_FOLLOWED}
"""Reasons to refuse a page that are said together with the words of the pager that led to it."""


@dataclass(slots=True)
class OpenBriefing:
    """The requested pages of one briefing, each with what came of it, and those missing and why.

    Each page number is requested once and ends in exactly one of `pages` and `gaps`; a page that was only guessed may
    end in neither.
    """

    address: Address
    """Address of page 1, whose id is the briefing's; that of the first page to arrive until page 1 is found."""
    attempt: EntryAttempt
    max_pages: int
    sourced: SourcedPages
    """Addresses of further pages by the source's rule."""
    requested: list[RequestedPage] = field(default_factory=list)
    """In their order, which for those found by looks is that of the pages."""
    gaps: dict[int, Reason] = field(default_factory=dict)
    links: LinkAccount = field(default_factory=LinkAccount)
    """Account of the links of its pages, since the known facts last changed."""
    waits_for: set[str] = field(default_factory=set)
    """Kinds of knowledge that must come first: what first pages share, or the end of earlier briefings."""
    open: list[Reason] = field(default_factory=list)
    known_as: str | None = None
    """Id under which it is stored from an earlier address."""
    compared: set[str] = field(default_factory=set)
    """Stored briefings whose addresses were asked whether this one was there."""

    @classmethod
    def from_page(cls, page: Page, attempt: EntryAttempt, max_pages: int, sourced: SourcedPages) -> Self:
        """Open the briefing that `page` belongs to, with that page in it."""
        first, number = first_page(page, sourced, max_pages)
        opened = cls(first, attempt, max_pages, sourced)
        opened.requested.append(RequestedPage(page.address.url, "", number, look=Look.PAGES, page=page))
        if attempt.failed is not None and attempt.failed[0] != number:
            opened.gaps = dict([attempt.failed])
        return opened

    @property
    def id(self) -> str:
        return self.known_as or self.address.briefing

    def held(self, look: Look = Look.PAGES) -> list[tuple[RequestedPage, Page]]:
        """Return its own pages, or those judged so: those with a number in order, then those found by looks."""
        found = [(one, one.page) for one in self.requested if one.look is look and one.page is not None]
        return sorted(found, key=lambda held: inf if held[0].number is None else held[0].number)

    @property
    def believed(self) -> list[Page]:
        """The pages known to be its own, in order."""
        return [page for _, page in self.held()]

    @property
    def pages(self) -> dict[int, Page]:
        """Its own pages that have a number, in order."""
        return {one.number: page for one, page in self.held() if one.number is not None}

    def looked_at(self, look: Look = Look.PAGES) -> list[tuple[RequestedPage, Page]]:
        """Return its own pages, or those judged so, that were found by looks."""
        return [(one, page) for one, page in self.held(look) if one.key is not None]

    @property
    def _waiting(self) -> list[tuple[RequestedPage, Page]]:
        """The pages with a number that no page of its own proves so far."""
        return [(one, page) for one, page in self.held(Look.OPEN) if one.number is not None]

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
        for asked, page in self.held():
            origin = page.origin
            yield ReadPage(page.address.number, asked.url, origin.sha256, origin.content_type, origin.warc)

    @property
    def unanswered(self) -> list[RequestedPage]:
        return [one for one in self.requested if one.look is None]

    @property
    def awaits_pages(self) -> bool:
        """True while an answer is missing that may name further pages."""
        return any(one.number is not None for one in self.unanswered)

    def _further_pages(self) -> dict[int, RequestedPage]:
        """Return the pages known now and not yet requested, by number.

        These are the pages named by the pagers of all pages, and pages between whose address follows a shape; then, one
        after another, those that the source's box or the row of a list names without numbers. Once all of them have
        arrived, it is the page that the last one links to as the next.
        """
        self._number_first()
        known: dict[int, RequestedPage] = {}
        first, pages = self.address, self.pages
        asked = {comparable(one.url) for one in self.requested}
        numbers = {one.number for one in self.requested if one.number is not None}

        def add(number: int, url: str, said: str, *, vouched: bool = False) -> None:
            is_asked = number in numbers or number in self.gaps or comparable(url) in asked
            if number >= 1 and not is_asked:
                known.setdefault(number, RequestedPage(url, said, number, vouched=vouched))

        add(1, first.url, "")
        for number, made in self.sourced.named_by(first.url, pages.values(), self.max_pages).items():
            add(number, *made)
        for page in pages.values():
            for number, url in page.siblings.others.items():
                add(number, url, page.siblings.quote)
        last = max((*known, *numbers))
        for number in range(1, min(last, self.max_pages) + 1) if first.numbered else ():
            add(number, first.page(number), "")
        listed = [(url, page.siblings.quote) for page in pages.values() for url in page.siblings.listed]
        for url, said in (*listed, *((url, "its row of the list") for url in self.attempt.in_row)):
            if all(comparable(url) != comparable(one.url) for one in known.values()):
                add(max((*known, *numbers)) + 1, url, said, vouched=True)
        if not (known or self.awaits_pages):
            last = max(pages)
            link = pages[last].siblings.behind(pages[last].address.url, first.url)
            if link is not None:
                add(last + 1, link.url, link.said)
        return known

    def ask(self) -> list[RequestedPage]:
        """Note as requested, and return in order, every known page that was not requested before.

        Known are the pages named by a pager and those between them that an address shape gives; then the next page that
        the last page links to. Pages above `max_pages` are not requested; the first of them becomes a gap.
        """
        new: list[RequestedPage] = []
        while known := self._further_pages():
            for number, asked in sorted(known.items()):
                if number > self.max_pages:
                    words = f"up to page {max(known)}, over BRIEFINGS_MAX_PAGES"
                    self.gaps.setdefault(number, Reason(ReasonKind.OVER_LIMIT, words))
                    return new
                if number == 1:
                    self.address = replace(read_address(asked.url), number=1)
                self.requested.append(asked)
                new.append(asked)
        return new

    def _number_first(self) -> None:
        """Number the page that came first as others call it: one that says "< Page 2" may be page 3."""
        came, numbers = self.requested[0], {one.number for one in self.requested}
        called = {number for page in self.believed for number, url in page.siblings.others.items() if url == came.url}
        if came.number == 1 and len(called) == 1 and called.isdisjoint(numbers):
            came.number = called.pop()

    def has(self, url: str) -> bool:
        """Return True for an address that was requested."""
        return any(comparable(one.url) == comparable(url) for one in self.requested)

    def ask_look(self, url: str, said: str, key: str) -> RequestedPage | None:
        """Note as requested what only a look can judge; return None if it was requested before."""
        if self.has(url):
            return None
        self.requested.append(RequestedPage(url, said, key=key))
        return self.requested[-1]

    def tries(self, key: str) -> int:
        """Return the number of looks at a place."""
        return sum(one.key == key for one in self.requested)

    def lose(self, asked: RequestedPage, reason: Reason) -> None:
        """Note that a requested page was unavailable."""
        if asked.number is None:
            self.take_look(asked, judge_failure(reason).look)
            return
        asked.look = Look.GONE
        quoted = f'; the pager says "{asked.said}"' if asked.said and reason.kind in _DOUBTS else ""
        self.gaps[asked.number] = replace(reason, words=f"{reason.words}{quoted}")

    def take(self, asked: RequestedPage, page: Page, *, redirected: bool) -> None:
        """Take in the answer to the request for a page with a number; without proof it waits.

        `redirected` says that the answer came from another address than the requested one.
        """
        landed = self._number_at(page.address.url) if redirected else None
        asked.look, asked.page = Look.OPEN, page
        if landed not in {None, asked.number}:
            self.lose(asked, Reason(ReasonKind.REDIRECTED, f"redirected to page {landed}"))
        elif page.kind in {PageKind.EMPTY, PageKind.LIST}:
            self.lose(asked, Reason(ReasonKind.NO_TRANSCRIPT, "no transcript on the page"))
        else:
            self._believe()

    def take_look(self, asked: RequestedPage, look: Look, page: Page | None = None) -> None:
        """Take in the result of a look, in place of an earlier one when fewer of its pages were known."""
        asked.look, asked.page = look, page if look in {Look.PAGES, Look.OPEN} else None
        self.open = [one for one in self.open if one.words != may_go_on(asked.url, asked.said)]
        if look in {Look.OPEN, Look.UNSEEN}:
            self.stay_open(asked.url, asked.said)

    def stay_open(self, url: str, said: str) -> None:
        """Report that the briefing may go on at an address, in the same words whether it was looked at or not.

        Whether it was depends on what came first. `said` is the text of its link.
        """
        if (reason := Reason(ReasonKind.NOT_FOLLOWED, may_go_on(url, said))) not in self.open:
            self.open.append(reason)

    def miss_parts(self, may_be_pages: Callable[[str], bool]) -> None:
        """Report what was announced and is gone, and what is not there among the links that lead to its pages.

        `may_be_pages` tells whether links of a place led to pages of other briefings, or may lead there.
        """
        found = {said for one in self.requested if one.look is Look.PAGES for said in (one.said, str(one.number))}
        led = [one for one in self.requested if one.look in {Look.GONE, Look.AGAIN, Look.ELSEWHERE} and one.key]
        keys = self.keys_of_pages if led else ()
        for one in led:
            # What has no number may show something else beside the pages, as photos.
            is_gone = one.look is Look.GONE
            is_part = one.key in keys and (is_gone or (one.says_further and one.said not in found))
            if is_part or one.is_missed(self.address.url) or (is_gone and may_be_pages(one.key or "")):
                self.stay_open(one.url, one.said)

    def take_refused(self) -> set[str | None]:
        """Drop the pages that are not its own, and return their places in the archive."""
        refused = [one for one in self.requested if one.page is not None and one.look not in {Look.PAGES, Look.OPEN}]
        places = {one.page.origin.warc for one in refused if one.page is not None}
        for one in refused:
            one.page = None
        return places

    def settle(self) -> None:
        """Note as gaps the pages announced by signs on other pages to which nothing led."""
        for asked, page in self._waiting:
            looked = self._judge(asked, page)
            reason = Reason(ReasonKind.OTHER_BRIEFING, looked.why)
            if looked.look is Look.OPEN:
                words = f"may go on at {page.address.url}, which nothing proves"
                reason = Reason(ReasonKind.NOT_FOLLOWED, words)
            self.lose(asked, reason)
        if self.looked_at():
            self.gaps = number_found(self.held(), self.gaps)
            if (found := self.held()[0])[0].key is not None:
                self.address = replace(read_address(found[1].address.url), number=1)
        # The address alone does not tell the number of a page that names no siblings.
        host, _, key = self.id.partition("/")
        own = replace(self.address, host=host, key=key)
        for one, page in self.held():
            one.page = replace(page, address=replace(own, number=one.number or 1, url=page.address.url))
        self.gaps |= announced(self.pages, self.gaps, most=self.max_pages)

    def _believe(self) -> None:
        """Accept the waiting pages that accepted pages prove, again and again until no more are proved."""
        proven = True
        while proven:
            proven = False
            for asked, page in self._waiting:
                look = self._judge(asked, page).look
                if look is Look.AGAIN:
                    self._refuse_twin(asked, page)
                elif look is Look.PAGES:
                    asked.look, proven = look, True

    def _refuse_twin(self, asked: RequestedPage, page: Page) -> None:
        """Refuse the higher-numbered of two identical pages, whichever came first."""
        twins = (one for one, own in self.held() if follows(own, page, asked.number).look is Look.AGAIN)
        kept, lost = sorted((next(twins), asked), key=lambda one: one.number or 0)
        kept.look = Look.PAGES
        self.lose(lost, Reason(ReasonKind.SAME_PAGE, f"same as page {kept.number}"))

    def _judge(self, asked: RequestedPage, page: Page) -> LookResult:
        """Judge a page with a number by the pages already in, whose links prove addresses but not contents."""
        made = self.sourced.number(self.address.url, page.address.url, asked.number or 0)
        vouched = asked.vouched or made == asked.number
        return judge_look(list(self.pages.values()), page, asked.number, vouched=vouched)

    def _number_at(self, url: str) -> int | None:
        """Return the number of the page requested, or read, at an address; None without any."""
        places = [(one.number, one.url) for one in self.requested]
        places += [(number, page.address.url) for number, page in self.pages.items()]
        return next((number for number, place in places if number and same_page(place, url)), None)
