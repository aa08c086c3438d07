"""Walk the lists that name briefings: what every source does before it follows a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider

from briefings.crawling.list_reading import doubts_of, listed_page
from briefings.crawling.list_walk import WalkEnd
from briefings.crawling.responses import read_response
from briefings.network.failures import reason_of
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from briefings.crawling.entry_memory import EntryMemory
    from briefings.crawling.frontier import Frontier
    from briefings.crawling.kept import Kept
    from briefings.crawling.scope import Scope
    from briefings.runs.account import RunAccount
    from briefings.transcript import Markup


class ListSpider(Spider):
    """Offers the briefings that list pages name to the frontier, and asks for further list pages as it needs them.

    A list page that fails is named and is not the end of its list. Subclasses ask for the briefings.
    """

    markup: ClassVar[Markup | None] = None

    _frontier: Frontier
    _account: RunAccount
    _kept: Kept
    _memory: EntryMemory
    _scope: Scope

    def _next_requests(self) -> Iterator[Request]:
        """What to ask for now that an answer came in."""
        raise NotImplementedError

    def parse_list(self, response: Response) -> Iterator[Request]:
        """Take the briefings and further list pages from a list page."""
        page = read_response(response, self.markup, self._account, as_list=True)
        self._kept.mark_accepted(response, accepted=isinstance(page, Page) and bool(page.listing.entries))
        if isinstance(page, Reason):
            self._frontier.list_came(None, response.url)
            self._account.list_failed(response.url, page)
        else:
            urls = self._scope.taken(page.listing.entries)
            unsettled = sum(not self._memory.is_settled(url) for url in urls)
            new = self._frontier.list_came(listed_page(page, self._scope, unsettled), response.url)
            self._frontier.offer_entries(urls)
            self._account.list_read(response.url, page, new, doubts_of(page))
        yield from self._next_requests()

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """Go on without a list page."""
        if self._kept.note_failure(failure):
            url: str = failure.request.url  # type: ignore[attr-defined]
            self._frontier.list_came(None, url)
            self._account.list_failed(url, reason_of(failure.value))
            yield from self._next_requests()

    def _end_walks(self, reason: str) -> None:
        """The run ends: note how far the lists were walked, and name those that were cut."""
        self._frontier.stop_walks()
        for walk in self._frontier.walks:
            if all(other.falls_short for other in self._frontier.walks):
                self._account.list_falls_short(walk.url, f"{walk.oldest:%Y-%m}")
            if walk.ended is WalkEnd.CUT:
                words = f"more than BRIEFINGS_MAX_LIST_PAGES, from {walk.left} on"
                self._account.list_failed(walk.url, Reason(ReasonKind.OVER_LIMIT, words))
            if reason == "finished":
                self._memory.end_walk(walk)

    def _next_list(self, room: int) -> Iterator[Request]:
        """Ask for the next list page, if fewer than `room` briefings are waiting."""
        listed = self._frontier.next_list(room)
        if listed is not None:
            walk, url = listed
            self._memory.begin_walk(walk)
            yield self._request(url, self.parse_list, self.list_failed, 0, {})

    def _request(
        self,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        priority: int,
        cb_kwargs: dict[str, Any],
    ) -> Request:
        # Everything is asked for once already; the duplicate filter would only swallow a redirect onto a page that
        # was asked for too, and with it the answer that closes a briefing.
        return Request(url, callback, errback=errback, priority=priority, cb_kwargs=cb_kwargs, dont_filter=True)
