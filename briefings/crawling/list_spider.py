"""Walk the lists that name briefings, which every source does before it follows a briefing."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from scrapy import Request, Spider
from twisted.python.failure import Failure

from briefings.address import comparable, day_in_address
from briefings.crawling.briefing.responses import Answer, Lost, place_of, read_response
from briefings.crawling.crawl_store import CrawlStore
from briefings.crawling.lists.frontier import Frontier, entry_key, keys_of
from briefings.crawling.lists.known_places import KnownPlaces, leading_to
from briefings.crawling.lists.list_pages import doubts_of
from briefings.crawling.lists.list_walk import ListWalk, WalkEnd
from briefings.crawling.lists.sitemaps_and_feeds import is_xml_address
from briefings.crawling.scope import Scope
from briefings.items import Briefing
from briefings.network.failures import reason_of
from briefings.reasons import Reason, ReasonKind
from briefings.runs.account import RunAccount
from briefings.runs.open_store import OF_LIST, WARC, RunEnding
from briefings.runs.stats import Stat
from briefings.transcript import (
    NO_PAGER,
    Entry,
    Listing,
    Look,
    Markup,
    Page,
    PlacedLink,
    archive_pages,
    shape_of_address,
)

_Handler = Callable[..., None]
OF_OTHERS = "it names nothing in the place or form of earlier entries"
NOT_THERE = {ReasonKind.NOT_FOUND, ReasonKind.SOFT_404}


class ListSpider(Spider):
    """Offers the briefings named by list pages to the frontier, and requests further list pages as needed.

    A list page that fails is reported and is not the end of its list. Subclasses request the briefings.

    The requests and briefings that follow from an answer go into one queue. Only when it is empty does the next open
    briefing go on, and only then are new ones requested, since each takes memory.
    """

    markup: ClassVar[Markup | None] = None

    _frontier: Frontier
    _account: RunAccount
    _kept: CrawlStore
    _scope: Scope
    site_map: KnownPlaces

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._requested = set[str]()
        """Comparable addresses requested by this run: what stands there is known, or will be."""
        self._queue = deque[Request | Briefing]()

    def list_url(self, first: str, number: int) -> str | None:
        """Return the address of page `number`, 2 or more, of a list whose first page is at `first`.

        A source whose lists are paged by a script, or by an interface, overrides this. A list ends where a page names
        nothing new; past as many pages as `Markup.list_count` says, an empty or missing page is its end too. None: the
        pages of the list name one another.
        """
        return None

    def _release(self) -> bool:
        """Continue a briefing that waited for others; return False if none can go on."""
        raise NotImplementedError

    def _fill(self) -> bool:
        """Request as many new briefings as may be open; return False if nothing is requested."""
        raise NotImplementedError

    def _follow(self) -> Iterator[Request | Briefing]:
        """Yield what follows from the answers so far."""
        while self._queue or self._release() or self._fill():
            while self._queue:
                yield self._queue.popleft()

    def parse_list(self, came: Answer, walk: ListWalk, as_xml: bool, asked: str) -> None:
        """Take the briefings and further list pages from a list page; `as_xml`: it must be a sitemap or a feed."""
        page = self._read(came, as_list=True)
        if isinstance(page, Page) and as_xml and page.origin.served.is_page:
            page = Reason(ReasonKind.NOT_A_PAGE, f"{page.origin.served.words} in place of a sitemap or feed")
        taken_in = isinstance(page, Page) and page.listing.leads_on
        self._kept.mark(place_of(came), accepted=taken_in)
        is_missing = page.kind in NOT_THERE if isinstance(page, Reason) else not taken_in
        if is_missing and walk.may_be_past_end:
            # Only the source's counting named it.
            self._frontier.list_came(Listing())
        elif isinstance(page, Reason):
            self._frontier.list_came(None)
            self._account.list_failed(asked, page)
        else:
            page = replace(page, listing=self._scope.chosen(page.listing))
            self._take_list(walk, self._with_known_places(page, walk), asked)

    def _take_list(self, walk: ListWalk, page: Page, url: str) -> None:
        self.site_map.add_witness(page.links.placed, page.address.host)
        page = self._with_made_pages(page, walk)
        entries, doubts = page.listing.entries, list(doubts_of(page))
        # Whoever declares which links are entries has declared what the others are not.
        others = page.listing.candidates if self._scope.allow is not None else ()
        self._frontier.named.update(*map(keys_of, (*entries, *others)))
        self._scope.leave_outside(page.listing.elsewhere)
        urls = self._scope.taken(entries)
        unsettled = [one for one in urls if not self._kept.is_settled(one)]
        if page.listing.found_by == "sitemap" and (doubt := self._scope.doubt(unsettled)):
            doubts.append(doubt)
            urls = []
        # A page from which nothing is requested does not prove that everything before it is known.
        is_settled = not unsettled and bool(urls or not entries)
        sign = walk.sign_on(page)
        if not page.listing.parts:
            walk.known.add(comparable(page.address.url))
            if not walk.read.note(page):
                doubts.append(Reason(ReasonKind.NO_ENTRIES, OF_OTHERS))
            # This page meets what the previous one showed; the next may meet what this one shows.
            walk.sign_of_more = (url, sign) if sign is not None and entries else None
        if sign is not None and walk.sign_of_more is None:
            doubts.append(sign)
        link = page.listing.further.behind(page.address.url, in_list=True)
        # A link that names a month may lead to a briefing.
        listed = self._scope.leading_on(page.listing, lambda url: self._kept.is_stored(entry_key(url)))
        next_page = link.url if link is not None and self._scope.is_on_site(link.url) else None
        further = page.listing.further
        ways = [*further.others.values(), *further.listed, *([link.url] if link is not None else [])]
        if ways and not any(map(self._scope.is_on_site, ways)):
            doubts.append(Reason(ReasonKind.NOT_FOLLOWED, f"its further pages are outside the source: {ways[0]}"))
        new = self._frontier.list_came(listed, 0 if is_settled else max(len(unsettled), 1), next_page)
        if walk.is_first_again:
            doubts.append(Reason(ReasonKind.NO_ENTRIES, "it lists what page 1 lists"))
        self._frontier.rows |= {key: one for one in entries if one.text or one.further for key in keys_of(one)}
        self._frontier.offer_listed(urls)
        doubts += self._offer_parts(page.listing.parts)
        walk.has_lost |= bool(doubts)
        self._account.list_read(url, page, new, doubts, is_of_archive=walk.read.is_archive)

    def _offer_parts(self, parts: Sequence[Entry]) -> list[Reason]:
        """Add the sitemaps named by an index, except unchanged ones and those outside the window."""
        doubts = []
        own = [part for part in parts if self._scope.is_on_site(part.url)]
        if outside := [part.url for part in parts if not self._scope.is_on_site(part.url)]:
            words = f"{len(outside)} of its parts are elsewhere: {outside[0]}"
            doubts.append(Reason(ReasonKind.NOT_FOLLOWED, words))
        wanted = self._scope.wanted(own)
        if own and not wanted:
            doubts.append(Reason(ReasonKind.NO_ENTRIES, "none of its parts has anything of the window"))
        wanted = [part for part in wanted if not self._frontier.is_list(part.url)]
        # Once one part reaches back before the window, the others may end within it.
        window = None if self._scope.reaches_back(own) else self._scope.window
        walks = self._kept.part_walks(wanted, window)
        self._account.count(Stat.UNCHANGED_LISTS, sum(walk.ended is not None for walk in walks))
        self._frontier.offer_walks(walks)
        return doubts

    def _with_known_places(self, page: Page, walk: ListWalk) -> Page:
        """Return a list page with the entries, and the pages that have them, in known places of the site."""
        listing = page.listing
        if walk.read.placed and listing.found_by == "group":
            # A link in one place on every page of a list, where it was no entry before, is no entry here.
            named = walk.read.new_on(page) | (set() if walk.read.is_archive else walk.read.links)
            listing = replace(listing, entries=tuple(one for one in listing.entries if comparable(one.url) in named))
        placed, rivals = self._placed_entries(page), listing.rival_entries
        # A place of the newest, such as a menu, has nothing new on later pages.
        is_new = any(comparable(one.url) not in walk.read.links for one in placed)
        own = placed if is_new else [*placed, *walk.read.single_entries(page, listing)]
        # The best group may be the list after all, or the news at the side, and so may each of two.
        if not (placed or any(self._kept.is_stored(entry_key(one.url)) for one in rivals)):
            rivals = ()
        if own or rivals:
            listing = replace(listing, entries=(*own, *listing.entries, *rivals), rivals=())
        lists = archive_pages(self._leading_to(Look.LISTS, page))
        return replace(page, listing=replace(listing, lists=lists or listing.lists))

    def _placed_entries(self, page: Page) -> list[Entry]:
        """Return the entries of a list page in places in which a look found a briefing."""
        links = {comparable(link.url): link for link in self._leading_to(Look.ENTRIES, page)}
        return [Entry(link.url, link.said, day_in_address(link.url)) for link in links.values()]

    def _leading_to(self, look: Look, page: Page) -> list[PlacedLink]:
        return [link for link in page.links.placed.links if self.site_map.look_of(leading_to(link.key)) is look]

    def _with_made_pages(self, page: Page, walk: ListWalk) -> Page:
        """Return a list page with the pages whose addresses the source makes: those announced, and one more.

        What its script shows is ignored.
        """
        if page.listing.is_xml:
            return page
        following, announced = walk.number + 1, max(walk.announced or 1, page.listing.further.total or 1)
        numbers = range(following, max(following, announced + 1) + 1)
        made = {number: url for number in numbers if (url := self.list_url(walk.url, number)) is not None}
        if not made:
            return page
        walk.announced = announced
        further = replace(NO_PAGER, pages={walk.number: page.address.url, **made}, current=walk.number)
        return replace(page, listing=replace(page.listing, further=further))

    def _lists_of_others(self) -> list[ListWalk]:
        """Return all lists if they, walked before, name no stored briefing, nor anything in the form of what is known.

        In place of the entries stands an error, then, with the news at its side and no further page. On a site that
        moved, briefings were read. The user knows of a list whose entries were all removed.
        """
        known = self._account.acknowledged
        walks = [walk for walk in self._frontier.walks.values() if walk.entries and not known.covers(walk.url, None)]
        is_known = any(walk.ended is WalkEnd.SETTLED or walk.read.has_sure_entries for walk in walks)
        may_tell = self._scope.allow is None and all(walk.last for walk in walks)
        if not walks or is_known or not may_tell or any(map(self._kept.is_stored, self._frontier.named)):
            return []
        # Of news, a list may show for a while only those of another kind.
        kept = set(map(shape_of_address, self._kept.addresses(self._frontier.named)))
        return walks if kept and all(walk.read.shapes.isdisjoint(kept) for walk in walks) else []

    def _end_walks(self, reason: str) -> None:
        """Note how far the lists were walked at the end of the run, and report those cut short."""
        self._frontier.stop_walks()
        walks = self._frontier.walks.values()
        for walk in self._lists_of_others():
            walk.has_lost = True
            self._account.list_doubted(walk.url, Reason(ReasonKind.NO_ENTRIES, OF_OTHERS))
            # The next run finds them unknown again, and says the same.
            for key in self._frontier.named:
                self._kept.drop(key)
        listing = [walk for walk in walks if walk.entries or walk.ended is not WalkEnd.END]
        cut = [walk for walk in walks if walk.ended is WalkEnd.CUT]
        for walk in walks:
            if walk.falls_short and all(other.falls_short for other in listing):
                words = f"ends at {walk.reaches:%Y-%m}, after the beginning of the window"
                self._account.list_falls_short(walk.url, words)
            if walk.ended is WalkEnd.CUT and (walk.read.last or walk is cut[0]):
                more = "" if len(cut) == 1 else f"; {len(cut)} lists in all"
                words = f"more than BRIEFINGS_MAX_LIST_PAGES, from {walk.left} on{more}"
                self._account.list_failed(walk.url, Reason(ReasonKind.OVER_LIMIT, words))
            if walk.read.is_archive and not walk.entries:
                words = "neither it nor the pages it leads to list a briefing"
                self._account.list_failed(walk.url, Reason(ReasonKind.NO_ENTRIES, words))
            if walk.sign_of_more is not None and not walk.is_counted:
                self._account.list_doubted(*walk.sign_of_more)
            if self._kept.is_all_new(walk, self._frontier.is_listed):
                words = "all it names is new: what came in between may have gone from it unseen"
                self._account.list_failed(walk.url, Reason(ReasonKind.NOT_FOLLOWED, words))
            if reason == "finished":
                self._kept.end_walk(walk)

    def _next_list(self, room: int) -> None:
        """Request the next list page, if fewer than `room` briefings are waiting."""
        listed = self._frontier.next_list(room)
        if listed is not None:
            walk, url = listed
            self._kept.begin_walk(walk)
            as_xml = walk.is_xml or is_xml_address(url)
            self._ask(url, self.parse_list, meta={OF_LIST: True}, walk=walk, as_xml=as_xml, asked=url)

    def _ask(
        self, url: str, handler: _Handler, priority: int = 0, meta: dict[str, Any] | None = None, **known: object
    ) -> None:
        """Request a page: `handler` gets the answer, and `known`."""
        self._requested.add(comparable(url))
        callback, errback = partial(self._came, handler), partial(self._failed, handler)
        # Everything is requested once anyway; the duplicate filter would only swallow a redirect to a page that was
        # requested too, and with it the answer that closes a briefing.
        self._queue.append(
            Request(url, callback, errback=errback, priority=priority, meta=meta, cb_kwargs=known, dont_filter=True)
        )

    def _came(self, handler: _Handler, came: Answer, **known: object) -> Iterator[Request | Briefing]:
        handler(came, **known)
        yield from self._follow()

    def _failed(self, handler: _Handler, failure: Failure) -> Iterator[Request | Briefing]:
        request: Request = failure.request  # type: ignore[attr-defined]
        if not isinstance(failure.value, RunEnding):
            self._kept.mark(request.meta.get(WARC), accepted=False)
            yield from self._came(handler, Lost(request.url, reason_of(failure.value)), **request.cb_kwargs)

    def _read(self, came: Answer, *, as_list: bool = False) -> Page | Reason:
        """Read an answer; one that is not a page is not taken from the archive again."""
        if isinstance(came, Lost):
            return came.reason
        page = read_response(came, self.markup, self._account, as_list=as_list)
        if isinstance(page, Reason):
            self._kept.mark(place_of(came), accepted=False)
        return page
