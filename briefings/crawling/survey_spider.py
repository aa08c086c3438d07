"""Look at a site for the first time: at a list and its newest briefings, or at one briefing."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from scrapy import Request
from scrapy.http import Response

from briefings.crawling.briefing.entry import EntryAttempt
from briefings.crawling.briefing.open_briefing import OpenBriefing
from briefings.crawling.briefing.responses import read_response
from briefings.crawling.lists.list_walk import ListWalk
from briefings.crawling.spider import BriefingSpider
from briefings.store.entries import EntryState
from briefings.transcript import BriefingKind, Page, PageKind, kind_of, read_transcript

_MOST_ENTRIES = 10
"""Number of entries requested before a list is taken for one of other things."""


class SurveySpider(BriefingSpider):
    """Reads the one address in `lists`, a list or a briefing, as any source does, and keeps what it saw.

    A list whose first entries are not briefings is given up after a few of them.
    """

    name = "survey"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.list_page: Page | None = None
        """First page of the list that names anything; None when the address is that of a briefing."""
        self.left_out: dict[str, tuple[Page, ...]] = {}
        """Pages of the entries not taken for briefings, by address."""
        self.landings: dict[str, Page] = {}
        """Pages of entries behind which their transcripts stood, by the briefing's id."""

    async def start(self) -> AsyncIterator[Request]:
        async for request in super().start():
            yield request.replace(callback=partial(self._came, self.parse_first))

    def parse_first(self, response: Response, walk: ListWalk, as_xml: bool, asked: str) -> None:
        """Continue as from a list, or as from the page of an entry."""
        if as_xml or self._is_list(response):
            self.parse_list(response, walk, as_xml, asked)
            return
        self._frontier.list_came(None)
        self._frontier.offer_entries([response.url])
        self._frontier.next_entry()
        attempt = EntryAttempt(response.url, turn=1, asked_for=True)
        self._asked[attempt.key] = attempt
        self.parse_entry(response, attempt)

    def _is_list(self, response: Response) -> bool:
        page = read_response(response, None, self._account, as_list=True)
        if not isinstance(page, Page) or page.kind is PageKind.LIST:
            return True
        if page.kind is PageKind.TRANSCRIPT and kind_of(read_transcript([page])) is not BriefingKind.ARTICLE:
            return False
        return bool(page.listing.leads_on or page.listing.rivals)

    def _take_list(self, walk: ListWalk, page: Page, url: str) -> None:
        if self.list_page is None or not self.list_page.listing.entries:
            self.list_page = page
        super()._take_list(walk, page, url)

    def _close(self, opened: OpenBriefing) -> None:
        landing = opened.attempt.front or opened.believed[0]
        super()._close(opened)
        if opened.attempt.has_stepped:
            self.landings[opened.id] = landing

    def _leave_out(self, attempt: EntryAttempt, state: EntryState, *pages: Page) -> None:
        self.left_out[attempt.url] = pages if state is EntryState.ARTICLE else ()  # a list has no labels to learn
        super()._leave_out(attempt, state, *pages)

    def _fill(self) -> bool:
        if self._turns < _MOST_ENTRIES:
            return super()._fill()
        # An entry that is no briefing lets one more be found.
        self._account.progress(found=self._frontier.found, lists_ahead=self._frontier.lists_ahead)
        return False
