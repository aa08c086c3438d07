"""Follow the pages of briefings: the base of all sources."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol
from scrapy.utils.defer import deferred_from_coro

from briefings.crawling.arguments import Arguments, checked_address, read_arguments, refuse_outside
from briefings.crawling.briefing.entry import EntryAttempt, Unread
from briefings.crawling.canary import Canary
from briefings.crawling.crawl_store import CrawlStore
from briefings.crawling.lists.frontier import Frontier, entry_key
from briefings.crawling.page_spider import PageSpider
from briefings.crawling.scope import Scope, lists_for
from briefings.hosts import site_host, target_of
from briefings.items import Briefing
from briefings.reasons import Reason, ReasonKind
from briefings.runs.account import account_of
from briefings.runs.checked_settings import check_settings, require_settings
from briefings.runs.estimate import Estimate
from briefings.runs.reading_key import reading_key, wants_items
from briefings.runs.stats import Stat
from briefings.transcript import Markup

_NEVER = Reason(ReasonKind.NEVER_ANSWERED, "never answered")


class BriefingSpider(PageSpider):
    """The base of all sources. A source sets:

    name             of the spider, of the house it reads, of its data folder, and of the records' `source`
    allowed_domains  hosts it reads, the one whose copy counts first; nothing else is ever requested. By default those
                     of the addresses it starts with
    markup           places where the site keeps things, as CSS selectors: first choices, without which, or where the
                     site changed, the reader finds its way and says so
    lists            addresses of list pages, sitemaps or feeds, newest briefing first, for a run without an address;
                     {year} and {month} in one stand for those of a window
    canary           a briefing of known content, which `scrapy check` reads
    rights           rights in its texts as the source states them, an SPDX id or a few words, with the address of the
                     statement and the day somebody looked; releases repeat it
    page_url         a method, if its pagers are made by a script

    It takes the arguments of `ARGUMENTS`. It yields a `Briefing` as soon as its last page is in or known to be missing:
    a page that fails for good is a gap with a reason, never the end of the briefing. A stored briefing named by a list
    page is not requested before it is due.
    """

    allowed_domains: Sequence[str] = ()
    lists: ClassVar[tuple[str, ...]] = ()
    canary: ClassVar[Canary | None] = None
    rights: ClassVar[str] = "unknown"
    rights_url: ClassVar[str | None] = None
    rights_checked: ClassVar[str | None] = None

    estimate: Estimate | None = None
    """Estimate made by a dry run; None in any other run."""

    _wants_items: bool
    _max_open: int

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Scrapy ignores an entry with a port, or an address. A string is the tuple whose comma was forgotten.
        cls.allowed_domains = [target_of(f"//{one.rpartition('//')[2]}")[0] for one in _as_tuple(cls.allowed_domains)]
        cls.lists = _as_tuple(cls.lists)
        if isinstance(cls.canary, str):  # of which nothing but its address is known
            cls.canary = Canary(cls.canary)
        for name, kind in (("markup", Markup), ("canary", Canary)):
            if not isinstance(getattr(cls, name), kind | None):
                raise ValueError(f"{name} of {cls.__name__} must be a {kind.__name__}: {name} = {kind.__name__}(...).")

    def __init__(self, **kwargs: Any) -> None:
        arguments = self.read_given(**kwargs)
        schedulers_own = {name: value for name, value in kwargs.items() if name.startswith("_")}
        super().__init__(name=arguments.source, **schedulers_own)
        self.given: dict[str, str] = kwargs
        self._arguments = arguments
        if not self.allowed_domains:
            self.allowed_domains = list(dict.fromkeys(target_of(url)[0] for url in self.own_addresses))
        self._has_offered_due = False

    @classmethod
    def check_arguments(cls, spiders: SpiderLoaderProtocol | None = None, /, **kwargs: Any) -> Arguments:
        """Read the arguments of the command line. Raises ValueError with a sentence for the user.

        `spiders` are those of the project.
        """
        arguments = cls.read_given(**kwargs)
        if not (arguments.entries or arguments.lists or cls.lists):
            raise ValueError(
                f"No list of briefings is known for the source {cls.name}, so it needs an address: -a url=ADDRESS,"
                " -a urls=FILE with one a line, or -a lists=ADDRESS of a list page."
            )
        for url in cls.lists:
            checked_address(url, f"lists of {cls.name}")
        refuse_outside(Arguments(lists=cls.lists), cls.name, cls.allowed_domains)
        return arguments

    @classmethod
    def read_given(cls, **kwargs: Any) -> Arguments:
        """Read the arguments, which may leave nothing to request, as in `scrapy parse`. Raises ValueError."""
        arguments = read_arguments(**kwargs).renamed(cls.markup.aliases if cls.markup else ())
        refuse_outside(arguments, cls.name, cls.allowed_domains)
        return replace(arguments, source=cls.source_of(arguments))

    @classmethod
    def source_of(cls, arguments: Arguments) -> str:
        """Return the source of a run with these arguments. Raises ValueError if it cannot be one."""
        if arguments.source not in {None, cls.name}:
            raise ValueError(
                f"The spider {cls.name} keeps what it reads under {cls.name}: leave source= out. The spider briefing"
                " keeps what it reads under any name."
            )
        return cls.name

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set the source's own settings and those of the environment. Raises ValueError for a wrong one."""
        super().update_settings(settings)
        require_settings(settings)
        check_settings(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        arguments, settings = spider._arguments, crawler.settings
        spider.estimate = Estimate() if arguments.dry_run else None
        spider._account = account_of(crawler)
        spider._kept = CrawlStore(crawler, f"{arguments.bounds} {spider.markup or ''}".strip())
        spider._scope = Scope(
            spider.allowed_domains, arguments.allow, arguments.deny, arguments.window,
            frozenset(site_host(urlsplit(url)) for url in spider.own_addresses),
            is_told=bool(arguments.allow or (cls.markup and cls.markup.entry_urls)),
        )  # fmt: skip
        spider._reader, spider._wants_items = reading_key(cls, settings), wants_items(settings)
        spider._max_pages = settings.getint("BRIEFINGS_MAX_PAGES")
        spider._max_open = settings.getint("BRIEFINGS_MAX_OPEN")
        spider._frontier = Frontier(limit=arguments.limit, max_lists=settings.getint("BRIEFINGS_MAX_LIST_PAGES"))
        spider._frontier.offer_entries(arguments.entries)
        crawler.signals.connect(spider._settle, signal=signals.spider_idle)
        if settings["JOBDIR"]:
            # A request of another process belongs to a briefing unknown to this one.
            spider.logger.warning("JOBDIR is not used: the data folder alone says where an interrupted run goes on")
            settings.set("JOBDIR", None, priority="cmdline")
        return spider

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """The user's addresses and the lists of this source, whose hosts and ports may be requested."""
        return (*self._arguments.entries, *self._arguments.lists, *self.lists)

    async def start(self) -> AsyncIterator[Any]:
        """Request the first briefings and list pages; every answer leads to more requests."""
        self.check_arguments(**self.given)
        lists = self._arguments.lists or (() if self._arguments.entries else self.lists)
        window, today = self._arguments.window, datetime.now(UTC).date()
        for url, has_part in lists_for(lists, window, today):
            walk = self._kept.walk(url, window)
            # A list limited to its part of the window ends with it, and falls short of nothing.
            walk.window = None if has_part else window
            self._frontier.offer_walks([walk])
        self.site_map = self._kept.site_map(self.settings.getint("BRIEFINGS_MAX_LOOKS"))
        has_briefings = self._kept.ask(lambda store: store.has_briefings(), otherwise=False)
        self._account.count(Stat.STORED_BEFORE, int(has_briefings))
        for request in self._follow():
            yield request

    def parse(self, response: Response, **_: Any) -> None:
        """Point to the commands to use instead of `scrapy parse`, as one callback cannot follow a briefing's pages."""
        advice = "scrapy parse reads no briefing; use scrapy read --explain %s, or scrapy crawl %s -a url=%s"
        self.logger.error(advice, response.url, self.name, response.url)

    def closed(self, reason: str) -> None:
        """Report what a stopped run leaves unread, and note how far the lists were walked."""
        left = {opened.id: opened.address.url for opened in self._open.values()}
        left |= {attempt.key: attempt.url for attempt in (*self._asked.values(), *(one for one, _ in self._gone))}
        if left:
            self._account.interrupted(left, reason)
        self._account.count(Stat.LEFT_WAITING, self._frontier.waiting)
        for stat, count in self._scope.counts.items():
            self._account.count(stat, count)
        if self._scope.outside and not self._frontier.found:
            self.logger.warning(
                "The list names briefings of another host, such as %s: to read them too, give that address beside the"
                " list with -a url=, and a name for both hosts with -a source=, or allowed_domains in a source.",
                self._scope.outside,
            )
        if reason == "finished" and self.estimate is None:
            self._tell_lists()
        self._end_walks(reason)
        self._account.tell_empty_lists()

    def _fill(self) -> bool:
        while len(self._asked) + len(self._open) < self._max_open + self._held_up and (
            url := self._frontier.next_entry()
        ):
            self._turns += 1
            attempt = EntryAttempt(url, turn=self._turns, asked_for=url in self._arguments.entries)
            if row := self._frontier.rows.get(attempt.key) or self._kept.row_before(attempt.key):
                self._frontier.rows[attempt.key] = attempt.row = row
                attempt.in_row = tuple(filter(self._scope.is_on_site, row.further))
            if self.estimate is not None:
                self.estimate.kept += self._kept.is_stored(attempt.key)
            if self._kept.is_forgotten(url):
                self._account.forgotten(url, asked_for=attempt.asked_for)
            elif not attempt.asked_for and self._kept.is_not_due(attempt.key):
                self._account.count(Stat.NOT_DUE)
                self._leave_unread(attempt)
            elif self.estimate is not None:
                self._account.count(Stat.LEFT_WAITING)
            else:
                self._asked[attempt.key] = attempt
                reading = None if self._wants_items else self._kept.known_reading(attempt.key, self._reader)
                if reading is not None and len(reading.pages) <= self._max_pages:
                    attempt.unread = Unread(reading)
                self._ask_entry(url, attempt)
        self._next_list(self._max_open)
        self._account.progress(found=self._frontier.found, lists_ahead=self._frontier.lists_ahead)
        return bool(self._queue)

    def _settle(self) -> None:
        """Take the first step that leads to requests or briefings, once no request is left; after the last, end.

        Nothing here loses a request, but a middleware may drop one silently.
        """
        # Only reading its entries shows whether a page is one of a list, and a dry run reads none.
        looks = () if self.estimate is not None else (self._look_at_lists,)
        for step in (self._resume, self._end_what_waits, self._offer_due, *looks, self._judge_gone):
            step()
            if self._send():
                raise DontCloseSpider

    def _resume(self) -> None:
        """Take up what landed alone, and let go on what waits: while all briefings wait, no first page comes."""
        for attempt, page in self._landings.release():
            self._take_up(attempt, page)
        self._is_last = not self._asked

    def _offer_due(self) -> None:
        """Offer what is due and was named by no list, once in a run."""
        if not self._has_offered_due and self._arguments.is_regular:
            self._has_offered_due = True
            due = self._kept.due_entries()
            self._frontier.offer_entries(url for url in due if entry_key(url) not in self._taken_up)

    def _send(self) -> bool:
        """Give the engine what follows from the answers so far; return False if nothing does."""
        engine, sent = self.crawler.engine, False
        for one in self._follow():
            sent = True
            if isinstance(one, Request):
                engine.crawl(one)
            else:
                deferred_from_coro(self._hand_on(one))
        self._is_last = False
        return sent

    async def _hand_on(self, briefing: Briefing) -> None:
        """Send a briefing to the pipelines, and wake the engine, which only requests and answers do otherwise."""
        engine = self.crawler.engine
        await engine.scraper.start_itemproc_async(briefing, response=None)
        if engine._slot is not None:
            engine._slot.nextcall.schedule()

    def _end_what_waits(self) -> None:
        """Give up requests that were never answered."""
        for attempt in list(self._asked.values()):
            self._give_up(attempt, _NEVER)
        for opened in list(self._open.values()):
            for asked in opened.unanswered:
                opened.lose(asked, _NEVER)
            self._account_for(opened)
            self._close(opened)
        if self._frontier.under_way is not None:
            _, url = self._frontier.under_way
            self._frontier.list_came(None)
            self._account.list_failed(url, _NEVER)


def _as_tuple(named: str | Sequence[str]) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else tuple(named)
