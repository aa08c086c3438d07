"""Step on from entries that only lead to a transcript: the page of an event, beside its video and its slides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scrapy import Request

from briefings.address import comparable
from briefings.crawling.entry import EntryAttempt
from briefings.crawling.look_spider import LookSpider
from briefings.crawling.looked_at import Look, LookResult, is_briefing
from briefings.crawling.open_briefing import OpenBriefing
from briefings.crawling.site_map import of_front
from briefings.items import Briefing
from briefings.store.entries import EntryState
from briefings.transcript import LinkPlace, Page, PageKind, PlacedLink, are_of_one_event, place_on_page


class FrontSpider(LookSpider):
    """Takes up the transcripts that stand behind entries of a list."""

    def _judge(self, opened: OpenBriefing, page: Page) -> LookResult:
        """Judge a page, which is no other briefing if both are of the event to whose page the entry leads."""
        looked, front = super()._judge(opened, page), opened.attempt.front
        if looked.look is not Look.ELSEWHERE or page.kind is not PageKind.TRANSCRIPT:
            return looked
        first = opened.believed[0] if front is None else front
        if are_of_one_event(first, page) and (front is not None or not is_briefing(first)):
            return LookResult(Look.OPEN, "it is of the event to whose page the entry leads")
        return looked

    def _close_front(self, opened: OpenBriefing) -> Iterator[Request | Briefing]:
        """Take up the transcript behind an entry that is none, seen by a look or in a known place."""
        attempt, front = opened.attempt, opened.believed[0]
        is_front = attempt.front is None and not attempt.asked_for
        for key, link in self._behind(front).items() if is_front else ():
            page = opened.looked.doubted.get(link.url)
            if page is None and self.site_map.look_of(of_front(key)) is not Look.ENTRIES:
                continue
            attempt.front, attempt.has_stepped = front, True
            self._asked[attempt.key] = attempt
            request = self._ask_entry(link.url, attempt)
            if page is None:
                yield request
            else:
                looked = LookResult(Look.ENTRIES, "the transcript of an entry stands there")
                self.site_map.note(of_front(key), looked, link.url)
                # Another transcript there stays unexplained.
                self._requested -= set(map(comparable, opened.looked.doubted))
                yield from self._take_up(attempt, page)
            return
        yield from self._leave_out(attempt, EntryState.ARTICLE, *opened.pages.values())

    def _open_briefing(self, attempt: EntryAttempt, opened: OpenBriefing) -> Iterator[Request | Briefing]:
        if attempt.front is None or are_of_one_event(attempt.front, opened.believed[0]):
            yield from super()._open_briefing(attempt, opened)
        else:
            yield from self._leave_out(attempt, EntryState.ARTICLE, attempt.front)

    def _behind(self, page: Page) -> dict[str, PlacedLink]:
        """Return the unexplained links of an entry's page by place; several in one place may be several briefings."""
        links = [
            link for link in page.links.placed.links
            if link.spot not in self.site_map.frame and place_on_page(link) is LinkPlace.UNEXPLAINED
            and self.may_look(link.url) and not self.is_listed(link.url)
        ]  # fmt: skip
        counts = Counter(link.key for link in links)
        return {link.key: link for link in links if counts[link.key] == 1}
