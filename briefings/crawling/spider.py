"""Follow the pages of briefings: the base of all sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.url import url_is_from_any_domain

from briefings.address import read_address
from briefings.crawling.arguments import Arguments, read_arguments, refuse_outside
from briefings.crawling.frontier import Frontier, entry_key
from briefings.crawling.kept import Kept
from briefings.crawling.open_briefing import NO_TRANSCRIPT, OpenTranscript
from briefings.crawling.responses import read_answer, was_redirected
from briefings.items import Reason, ReasonKind
from briefings.loaders import load_briefing
from briefings.network.failures import reason_of
from briefings.runs.account import RunAccount, account_of
from briefings.runs.checked_settings import check_settings, require_settings
from briefings.runs.stats import Stat
from briefings.transcript import Markup, Page, PageKind, read_transcript

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from briefings.items import Briefing

# The pages of an open briefing go before everything else, so that few are open; a retry costs one.
_PAGES_FIRST = 100
_NEVER_ANSWERED = Reason(ReasonKind.NEVER_ANSWERED, "never answered")
Lost = tuple[int, Reason]
"""The page of a briefing that was asked for first and could not be had, and why."""

_COUNTED_KINDS = {
    PageKind.LIST: Stat.LIST_ENTRIES,
    PageKind.GALLERY: Stat.GALLERIES,
    PageKind.NOTICE: Stat.NOTICES,
}


class BriefingSpider(Spider):
    """The base of all sources. A source sets:

    1. `name`: the name of the spider, of its folder below the data folder, and of the records' `source`.
    2. `allowed_domains`: the hosts it reads, the one whose copy counts first; nothing else is ever asked for.
    3. `markup`: where the site keeps things, as CSS selectors. They are first choices; without them, or when the
       site changed, the reader finds its way and says so.
    4. `lists`: the addresses of its list pages, the newest briefing first, for a run without an address.
    5. `rights`: what the source says of the rights in its texts, an SPDX id or a few words, with the address where it
       says so and the day somebody looked; releases repeat it.

    It takes `url` (any page of a briefing; several with commas), `urls` (a file of them), `lists` (list pages instead
    of its own) and `limit` (the newest so many briefings). It yields a `Briefing` as soon as the last page of it is
    in, or is known to be missing: a page that fails for good is a gap with a reason, never the end of the briefing.
    A briefing that a list page names, that is kept and not due to be looked at again is not asked for.
    """

    allowed_domains: Sequence[str]
    markup: ClassVar[Markup | None] = None
    lists: ClassVar[tuple[str, ...]] = ()
    rights: ClassVar[str] = "unknown"
    rights_url: ClassVar[str | None] = None
    rights_checked: ClassVar[str | None] = None

    _frontier: Frontier
    _account: RunAccount
    _kept: Kept
    _max_pages: int
    _max_open: int

    def __init__(self, **kwargs: Any) -> None:
        arguments = self.check_arguments(**kwargs)
        super().__init__(**{name: value for name, value in kwargs.items() if name.startswith("_")})
        self.given: dict[str, str] = kwargs
        """The arguments as they were given."""
        self._arguments = arguments
        self._asked: dict[str, str] = {}  # entries under way: the id their address gives, the address
        self._open: dict[str, OpenTranscript] = {}
        self._known: set[str] = set()
        self._place = 0

    @classmethod
    def check_arguments(cls, **kwargs: Any) -> Arguments:
        """Read the arguments of the command line. Raises ValueError with a sentence for the user."""
        arguments = read_arguments(**kwargs)
        refuse_outside(arguments, cls.name, cls.allowed_domains)
        return arguments

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set the source's own settings and those of the environment. Raises ValueError when one is wrong."""
        super().update_settings(settings)
        require_settings(settings)
        check_settings(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider for a crawl."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        arguments, settings = spider._arguments, crawler.settings
        spider._account = account_of(crawler)
        spider._kept = Kept(crawler, always=map(entry_key, arguments.entries))
        spider._max_pages = settings.getint("BRIEFINGS_MAX_PAGES")
        spider._max_open = settings.getint("BRIEFINGS_MAX_OPEN")
        spider._frontier = Frontier(limit=arguments.limit, max_lists=settings.getint("BRIEFINGS_MAX_LIST_PAGES"))
        spider._frontier.offer_entries(arguments.entries)
        spider._frontier.offer_lists(arguments.lists or (() if arguments.entries else cls.lists))
        crawler.signals.connect(spider._settle_orphans, signal=signals.spider_idle)
        return spider

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """The addresses that the user gave, and the lists of this source: their hosts and ports may be asked."""
        return (*self._arguments.entries, *self._arguments.lists, *self.lists)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the first briefings and list pages; every answer asks for more."""
        for request in self._hand_out():
            yield request

    def parse(self, response: Response, **_: Any) -> None:
        """Say what does here what `scrapy parse` does elsewhere: one callback cannot follow the pages of a briefing."""
        advice = "scrapy parse reads no briefing; use scrapy read --explain %s, or scrapy crawl %s -a url=%s"
        self.logger.error(advice, response.url, self.name, response.url)

    def closed(self, reason: str) -> None:
        """Count and name what a stopped run leaves unread; the same command takes it up again."""
        left = {name: opened.address.url for name, opened in self._open.items()} | self._asked
        if left:
            self._account.interrupted(left, reason)
        self._account.count(Stat.LEFT_WAITING, self._frontier.waiting)
        if cut := self._frontier.list_cut:
            self.logger.warning("More list pages are left than BRIEFINGS_MAX_LIST_PAGES allows, from %s on", cut)

    # -- Lists

    def parse_list(self, response: Response) -> Iterator[Request]:
        """Take the briefings and further list pages from a list page."""
        self._frontier.list_is_in()
        page = read_answer(response, self.markup, self._account)
        self._kept.mark_accepted(response, accepted=not isinstance(page, Reason) and bool(page.entries))
        if isinstance(page, Reason):
            self._account.list_failed(response.url, page)
        else:
            new = self._frontier.offer_entries(self._ours(page.entries))
            self._account.list_read(response.url, page, new)
            self._frontier.offer_lists(self._ours(page.lists) if page.entries else ())
        yield from self._hand_out()

    def lose_list(self, failure: Failure) -> Iterator[Request]:
        """Go on without a list page."""
        if not self._kept.note_failure(failure):
            return
        self._frontier.list_is_in()
        self._account.list_failed(failure.request.url, reason_of(failure.value))  # type: ignore[attr-defined]
        yield from self._hand_out()

    # -- Entries: the first page asked for of each briefing

    def parse_entry(self, response: Response, key: str, lost: Lost | None) -> Iterator[Request | Briefing]:
        """Open a transcript from the first page of a briefing that came in, or count what it is instead."""
        page = read_answer(response, self.markup, self._account)
        if isinstance(page, Reason):
            self._kept.mark_accepted(response, accepted=False)
            yield from self._miss_entry(key, page, lost)
            return
        strayed = page.address.briefing != key and bool(lost or was_redirected(response))
        self._kept.mark_accepted(response, accepted=page.kind is not PageKind.EMPTY and not strayed)
        if page.kind is PageKind.EMPTY:
            self._account.count(Stat.EMPTY_PAGES)
            yield from self._miss_entry(key, NO_TRANSCRIPT, lost)
        elif strayed and (lost or page.kind is not PageKind.TRANSCRIPT):
            yield from self._miss_entry(key, Reason(ReasonKind.REDIRECTED, f"redirected to {response.url}"), lost)
        elif page.kind is not PageKind.TRANSCRIPT:
            self._account.count(_COUNTED_KINDS[page.kind])
            self.logger.info("%s is a %s, not a briefing", response.url, page.kind)
            yield from self._drop_entry(key)
        elif page.address.briefing in self._known:
            self.logger.info("%s is %s, which was taken up already", response.url, page.address.briefing)
            self._account.count(Stat.OTHER_ADDRESSES)
            yield from self._drop_entry(key)
        else:
            del self._asked[key]
            yield from self._open_transcript(page, lost)

    def lose_entry(self, failure: Failure) -> Iterator[Request]:
        """Try another page of a briefing whose first page asked for has failed, or give the briefing up."""
        if not self._kept.note_failure(failure):
            return
        request: Request = failure.request  # type: ignore[attr-defined]
        yield from self._miss_entry(reason=reason_of(failure.value), **request.cb_kwargs)

    def _open_transcript(self, page: Page, lost: Lost | None) -> Iterator[Request | Briefing]:
        opened = OpenTranscript.from_page(page, self._max_pages)
        self._known.add(opened.id)
        self._open[opened.id] = opened
        if lost is not None:
            opened.lose(*lost)
        yield from self._go_on(opened)

    def _miss_entry(self, key: str, reason: Reason, lost: Lost | None) -> Iterator[Request]:
        address = read_address(self._asked[key])
        if lost is None and address.numbered:
            other = 2 if address.number == 1 else 1
            yield self._ask_entry(address.page(other), key, (address.number, reason))
            return
        url, first = self._asked.pop(key), lost[1] if lost else reason
        if self._kept.has_vanished(key, {first, reason}):
            self._account.vanished(url, first, key)
        else:
            self._account.unread(url, first, key)
        yield from self._hand_out()

    def _drop_entry(self, key: str) -> Iterator[Request]:
        del self._asked[key]
        self._frontier.give_back()
        yield from self._hand_out()

    # -- The other pages of an open briefing

    def parse_page(self, response: Response, briefing: str, number: int) -> Iterator[Request | Briefing]:
        """Take a page into its transcript."""
        opened = self._open[briefing]
        page = read_answer(response, self.markup, self._account)
        if isinstance(page, Reason):
            opened.lose(number, page)
        else:
            opened.take(number, page, redirected=was_redirected(response))
        self._kept.mark_accepted(response, accepted=opened.pages.get(number) is page)
        yield from self._go_on(opened)

    def lose_page(self, failure: Failure) -> Iterator[Request | Briefing]:
        """Note a page as missing in its transcript."""
        if not self._kept.note_failure(failure):
            return
        asked: dict[str, Any] = failure.request.cb_kwargs  # type: ignore[attr-defined]
        opened = self._open[asked["briefing"]]
        opened.lose(asked["number"], reason_of(failure.value))
        yield from self._go_on(opened)

    def _go_on(self, opened: OpenTranscript) -> Iterator[Request | Briefing]:
        # The scheduler hands out the request it got last, so the last page goes in first.
        for number, url in reversed(opened.ask().items()):
            yield self._request(
                url, self.parse_page, self.lose_page, _PAGES_FIRST, {"briefing": opened.id, "number": number}
            )
        if opened.is_whole:
            yield from self._close(opened)
        yield from self._hand_out()

    def _close(self, opened: OpenTranscript) -> Iterator[Briefing]:
        del self._open[opened.id]
        try:
            transcript = read_transcript(list(opened.pages.values()), missing=opened.gaps)
            briefing = load_briefing(transcript, source=self.name)
        except Exception:
            self._account.crash(opened.id, lost=True)
            return
        missing = {gap.number for gap in briefing.missing_pages}
        for ref in briefing.pages:
            if ref.number in missing:
                self._kept.refuse(ref.warc)  # torn: only the server can have the rest
        # This frame lives on while the briefing is stored, which takes memory too.
        del transcript
        for page in opened.pages.values():
            page.lines.clear()
        self._account.read(briefing, opened.pages.values())
        yield briefing

    # -- What is asked for

    def _hand_out(self) -> Iterator[Request]:
        while len(self._asked) + len(self._open) < self._max_open and (url := self._frontier.next_entry()):
            key = entry_key(url)
            if self._kept.is_forgotten(url):
                self._account.forgotten(url, asked_for=url in self._arguments.entries)
                continue
            if self._kept.is_not_due(key):
                self._account.count(Stat.NOT_DUE)
                continue
            self._asked[key] = url
            yield self._ask_entry(url, key, None)
        if url := self._frontier.next_list(self._max_open):
            yield self._request(url, self.parse_list, self.lose_list, 0, {})
        self._account.progress(
            found=self._frontier.found,
            left=self._frontier.waiting + len(self._asked) + len(self._open),
            lists_ahead=self._frontier.lists_ahead,
        )

    def _ask_entry(self, url: str, key: str, lost: Lost | None) -> Request:
        # Each a little later than the one before: among equals the scheduler takes the last.
        self._place -= 1
        return self._request(url, self.parse_entry, self.lose_entry, self._place, {"key": key, "lost": lost})

    def _request(
        self,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        priority: int,
        cb_kwargs: dict[str, Any],
    ) -> Request:
        # Everything is asked for once already; the duplicate filter would only swallow a redirect onto a page that
        # was asked for too, and with it the answer that closes a transcript.
        return Request(url, callback, errback=errback, priority=priority, cb_kwargs=cb_kwargs, dont_filter=True)

    def _settle_orphans(self) -> None:
        """Close what still waits for an answer when no request is left that could bring one.

        Nothing here loses a request, but a middleware may drop one without a word.
        """
        for key in list(self._asked):
            self._account.unread(self._asked.pop(key), _NEVER_ANSWERED, key)
        briefings: list[Briefing] = []
        for opened in list(self._open.values()):
            for number in opened.asked:
                if number not in opened.pages and number not in opened.gaps:
                    opened.lose(number, _NEVER_ANSWERED)
            briefings += self._close(opened)
        self._frontier.list_is_in()
        requests = list(self._hand_out())
        engine = self.crawler.engine
        for request in requests:
            engine.crawl(request)
        for briefing in briefings:
            deferred_from_coro(engine.scraper.start_itemproc_async(briefing, response=None))
        if requests or briefings:
            raise DontCloseSpider

    def _ours(self, urls: Iterable[str]) -> list[str]:
        ours = [url for url in urls if url_is_from_any_domain(url, self.allowed_domains)]
        self._account.count(Stat.OUTSIDE_LINKS, len(list(urls)) - len(ours))
        return ours
