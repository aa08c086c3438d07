"""Step on from entries that only lead to a transcript: the page of an event, beside its video and its slides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from scrapy import Request

from briefings.address import comparable
from briefings.crawling.entry import EntryAttempt
from briefings.crawling.look_spider import LookSpider
from briefings.crawling.looked_at import Look, LookResult, is_briefing
from briefings.crawling.open_briefing import OpenBriefing
from briefings.crawling.site_map import of_front
from briefings.items import Briefing
from briefings.reasons import Reason
from briefings.store.entries import EntryState
from briefings.transcript import LinkPlace, Page, PageKind, PlacedLink, are_of_one_event, place_on_page

_LEAST = 2
"""Minimum number of pages that have a link in a place before a look at it: what they share is their frame."""
_MOST_HELD, _MOST_BARREN = 20, 3


class FrontSpider(LookSpider):
    """Holds entries that are no briefings while none of their list is, and looks for the transcripts behind them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._fronts: list[tuple[EntryAttempt, Page]] = []
        self._barren = 0
        self._has_read = False  # a briefing was read, so what is none is no front

    def _close_front(self, opened: OpenBriefing) -> Iterator[Request | Briefing]:
        """Take up the transcript that a look found behind an entry that is none, or leave the entry out."""
        attempt, first = opened.attempt, opened.believed[0]
        for key, link in self._behind(first).items() if not attempt.asked_for else ():
            page = opened.looked.doubted.get(link.url)
            if page is not None and page.kind is PageKind.TRANSCRIPT and (self._may_lead_on or self._leads_on(key)):
                # Another transcript there stays unexplained.
                self._requested -= set(map(comparable, opened.looked.doubted))
                self._step(attempt, first, key)
                yield from self._take_up(attempt, page)
                return
        yield from self._leave_out(attempt, EntryState.ARTICLE, *opened.pages.values())

    def _leave_out(self, attempt: EntryAttempt, state: EntryState, *pages: Page) -> Iterator[Request]:
        """Leave an entry out, unless a transcript is behind its page, or may be."""
        if attempt.front is not None:
            yield from self._refuse(attempt, f"what stands there is: {state}")
        elif attempt.asked_for or not pages:
            yield from super()._leave_out(attempt, state, *pages)
        elif known := next(filter(self._leads_on, self._behind(pages[0])), ""):
            yield self._step(attempt, pages[0], known)
        elif self._may_lead_on:
            self._asked.pop(attempt.key, None)
            self._fronts.append((attempt, pages[0]))
            if len(self._fronts) >= _MOST_HELD:
                yield from self._look_behind()
            yield from self._next_requests()
        else:
            yield from super()._leave_out(attempt, state, *pages)

    def _give_up(self, attempt: EntryAttempt, reason: Reason) -> Iterator[Request]:
        if attempt.front is not None and not self._leads_on(attempt.front_key):
            yield from self._refuse(attempt, str(reason))
        else:
            yield from super()._give_up(attempt, reason)

    def _open_briefing(self, attempt: EntryAttempt, opened: OpenBriefing) -> Iterator[Request | Briefing]:
        if attempt.front is None:
            yield from super()._open_briefing(attempt, opened)
        elif not are_of_one_event(attempt.front, opened.believed[0]):
            yield from self._refuse(attempt, "it is of another event")
        else:
            if not self._leads_on(attempt.front_key):
                looked = LookResult(Look.ENTRIES, "the transcript of an entry stands there")
                self.site_map.note(of_front(attempt.front_key), looked, attempt.url_asked)
            yield from super()._open_briefing(attempt, opened)
            yield from self._release_fronts()

    def _judge(self, opened: OpenBriefing, page: Page) -> LookResult:
        """Judge a page, which is no other briefing if both are of the event to whose page the entry leads."""
        looked, front = super()._judge(opened, page), opened.attempt.front
        if looked.look is not Look.ELSEWHERE or page.kind is not PageKind.TRANSCRIPT:
            return looked
        first = opened.believed[0] if front is None else front
        if are_of_one_event(first, page) and (front is not None or not is_briefing(first)):
            return LookResult(Look.OPEN, "it is of the event to whose page the entry leads")
        return looked

    def _release_fronts(self) -> Iterator[Request]:
        """Step on from the held entries, or leave them out, now that what a briefing is on this site is known."""
        held, self._fronts = self._fronts, []
        for attempt, page in held:
            yield from self._leave_out(attempt, _state_of(page), page)

    def _look_behind(self) -> Iterator[Request]:
        """Look at the place that most of the held pages have; leave them out if there is none."""
        if any(attempt.front is not None for attempt in self._asked.values()):
            return
        pages = [page for _, page in self._fronts]
        shared = Counter(spot for page in pages for spot in {link.spot for link in page.links.placed.links})
        groups = [{key for key, link in self._behind(page).items() if shared[link.spot] < _LEAST} for page in pages]
        counts = Counter(key for one in groups for key in one if self.site_map.look_of(of_front(key)) is None)
        key, count = next(iter(counts.most_common(1)), ("", 0))
        if count >= _LEAST and self._may_lead_on and self.site_map.take_look(key):
            yield self._step(*self._fronts.pop(next(at for at, one in enumerate(groups) if key in one)), key)
        else:
            self._barren = _MOST_BARREN
            yield from self._release_fronts()

    @property
    def _may_lead_on(self) -> bool:
        return not self._has_read and self._barren < _MOST_BARREN and not self._kept.has_briefings()

    def _leads_on(self, key: str) -> bool:
        return self.site_map.look_of(of_front(key)) is Look.ENTRIES

    def _behind(self, page: Page) -> dict[str, PlacedLink]:
        """Return the unexplained links of an entry's page by place; several in one place may be several briefings."""
        links = [
            link for link in page.links.placed.links
            if link.spot not in self.site_map.frame and place_on_page(link) is LinkPlace.UNEXPLAINED
            and self.may_look(link.url) and not self.is_listed(link.url)
        ]  # fmt: skip
        counts = Counter(link.key for link in links)
        return {link.key: link for link in links if counts[link.key] == 1}

    def _step(self, attempt: EntryAttempt, page: Page, key: str) -> Request:
        attempt.front, attempt.front_key, attempt.has_stepped = page, key, True
        self._asked[attempt.key] = attempt
        return self._ask_entry(self._behind(page)[key].url, attempt)

    def _refuse(self, attempt: EntryAttempt, why: str) -> Iterator[Request]:
        """Take an entry's own page for what it is: what stands behind it is not its transcript."""
        page, key = attempt.front, attempt.front_key
        assert page is not None
        self.logger.info("looked at %s for the entry %s: %s", attempt.url_asked, attempt.url, why)
        if self._leads_on(key):
            yield from super()._leave_out(attempt, _state_of(page), page)
            return
        attempt.front, attempt.has_stepped = None, False
        self._barren += 1
        self.site_map.note(of_front(key), LookResult(Look.ELSEWHERE, why), attempt.url_asked)
        yield from self._leave_out(attempt, _state_of(page), page)


def _state_of(page: Page) -> EntryState:
    """Return the state of an entry with a page that is no transcript, although it may have looked like one."""
    return EntryState.ARTICLE if page.kind is PageKind.TRANSCRIPT else EntryState(page.kind)
