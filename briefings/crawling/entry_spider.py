"""Open briefings: request the first page of each entry, and judge the response."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from msgspec import json
from scrapy.http import Response

from briefings.address import comparable, is_home, read_address, same_page
from briefings.counted import counted
from briefings.crawling.briefing.entry import EntryAttempt, Unread
from briefings.crawling.briefing.landings import InPlaceOfEntries, Landings, is_of_other_day, is_same_page, redirected
from briefings.crawling.briefing.looks import may_be_briefing
from briefings.crawling.briefing.open_briefing import OpenBriefing
from briefings.crawling.briefing.requested_pages import SourcedPages, is_page_of
from briefings.crawling.briefing.responses import Answer, place_of, was_redirected
from briefings.crawling.list_spider import NOT_THERE, ListSpider
from briefings.crawling.lists.frontier import entry_key
from briefings.crawling.lists.list_walk import WalkEnd
from briefings.reasons import Reason, ReasonKind
from briefings.records.revisions import Decision
from briefings.runs.quality import BriefingQuality
from briefings.runs.stats import Stat
from briefings.store.entries import EntryState
from briefings.transcript import Page, PageKind, are_of_one_event, are_parts, grown, page_in_title

PAGES_FIRST = 10_000
"""Priority of page 2 of an open briefing: its pages come before everything else, so that few briefings are open."""
_MAY_BE_IN_PLACE = {EntryState.ARTICLE, EntryState.LIST}
_MOST_NOT_READ = 50
"""Maximum number of unread entries remembered per site: three are asked what the site's pages share."""


class EntrySpider(ListSpider):
    """Requests entries until each is an open briefing, or is known to be something else or unavailable.

    Subclasses follow the pages of opened briefings.
    """

    _max_pages: int

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._asked: dict[str, EntryAttempt] = {}  # entries under way, by the id their address gives
        self._open: dict[str, OpenBriefing] = {}
        self._taken_up: dict[str, int] = {}  # the briefings read, by id and by entry, with their pages once they close
        self._fuller: dict[str, OpenBriefing] = {}  # open briefings with more pages as another entry gave them, by id
        self._landings, self._in_place = Landings(), InPlaceOfEntries()
        self._not_read: dict[str, list[tuple[int, str]]] = {}  # stored and not read again: turns and ids, by site
        self._gone: list[tuple[EntryAttempt, Reason]] = []  # stored, and not there; a list may still name them
        self._may_speak: dict[str, bool] = {}  # by the address of a page: each is read once, as all its links ask
        self._place = self._turns = 0

    def page_url(self, first: str, number: int) -> str | None:
        """Return the address of page `number`, 2 or more, of a briefing whose first page is at `first`.

        A source whose pagers are made by a script overrides this; the number of pages comes from numbers shown on a
        page, or from `Markup.page_count`. Any address may come as `first`. None: the pages name one another.
        """
        return None

    def _go_on(self, opened: OpenBriefing) -> None:
        """Request the pages of a briefing that are known now, or close it."""
        raise NotImplementedError

    def parse_again(self, came: Answer, attempt: EntryAttempt) -> None:
        """Request the other pages if the first is unchanged; read all of them if one is not."""
        unread = attempt.unread
        assert unread is not None
        is_first, is_as_kept = not unread.came, isinstance(came, Response) and came.status == 304
        if unread.take(came) and not is_as_kept:
            self._kept.mark(place_of(came), accepted=True)
        if is_first and unread.differs and not is_as_kept:
            attempt.unread = None
            self.parse_entry(came, attempt)
        elif unread.left:
            for url in reversed(unread.left) if is_first else ():
                self._ask(url, self.parse_again, PAGES_FIRST, unread.meta, attempt=attempt)
        elif unread.differs:
            attempt.unread = None  # what came is in the archive: only a failed page is requested again
            places = {url: place for url, place in unread.came.items() if place}
            self._kept.note(lambda store: store.archive.again.update(places))
            # Until they are judged again they may be anything, even other entries.
            self._requested -= set(map(comparable, unread.came))
            self._ask_entry(attempt.url, attempt)
        else:
            self._settle_again(attempt, unread)

    def _settle_again(self, attempt: EntryAttempt, unread: Unread) -> None:
        del self._asked[attempt.key]
        self._leave_unread(attempt)
        url = self._kept.ask_open(lambda store: store.as_kept(attempt.key), otherwise=None)
        if attempt.key in self._taken_up:
            self._account.other_address(attempt.url, attempt.key)
            self._frontier.give_back()
        elif url is not None:
            pages = unread.reading.pages
            self._taken_up |= dict.fromkeys(map(entry_key, (attempt.url, url, *(one.url for one in pages))), len(pages))
            self._kept.drop(attempt.key)
            quality = json.decode(unread.reading.quality, type=BriefingQuality)
            self._account.read(attempt.key, url, quality)
            self._account.compared(attempt.key, Decision.UNCHANGED)
            words = f"{counted(len(pages), 'page')}, {counted(quality.turns, 'turn')}"
            self.logger.info("%s: unchanged, %s, not read again", attempt.key, words)

    def _leave_unread(self, attempt: EntryAttempt) -> None:
        """Note that a briefing is stored and not read in this run."""
        left = self._not_read.setdefault(attempt.key.partition("/")[0], [])
        if len(left) < _MOST_NOT_READ:
            left.append((attempt.turn, attempt.key))

    def parse_entry(self, came: Answer, attempt: EntryAttempt) -> None:
        """Open a briefing from its first page to arrive, or count what the page is instead."""
        page = self._read(came)
        if isinstance(page, Reason):
            self._lose_entry(page, attempt)
            return
        strayed = was_redirected(came) and not is_same_page(attempt.url, page.address.url)
        self._kept.mark(page.origin.warc, accepted=page.kind is not PageKind.EMPTY and not strayed)
        moved = redirected(came.url)
        if page.kind is PageKind.EMPTY:
            self._lose_entry(Reason(ReasonKind.NO_TRANSCRIPT, "no transcript on the page"), attempt)
        elif strayed and (attempt.failed or is_home(came.url) or page.kind is not PageKind.TRANSCRIPT):
            self._lose_entry(moved, attempt)
        elif strayed:
            attempt.landed = True
            for lost in self._landings.land(attempt, page):
                also = Reason(ReasonKind.REDIRECTED, f"{moved.words}, where others were sent too")
                self._lose_entry(also, lost)
        else:
            self._take_up(attempt, page)

    def _take_up(self, attempt: EntryAttempt, page: Page) -> None:
        page = self._without_entries(page)
        further = page.links.transcript
        if further and not attempt.has_stepped and not same_page(further, page.address.url):
            attempt.has_stepped = True
            if self._scope.is_on_site(further):
                self._ask_entry(further, attempt)
            else:
                reason = Reason(ReasonKind.REDIRECTED, f"its transcript is at {further}, outside the source")
                self._give_up(attempt, reason)
        elif page.kind is not PageKind.TRANSCRIPT and not self._may_lead_on(page):
            self._leave_out(attempt, EntryState(page.kind), page)
        elif attempt.front is not None and not are_of_one_event(attempt.front, page):
            self._leave_out(attempt, EntryState.ARTICLE, attempt.front)
        else:
            opened = OpenBriefing.from_page(page, attempt, self._max_pages, SourcedPages(self.page_url))
            del self._asked[attempt.key]
            if self._takes_up(opened):
                self._open[attempt.key] = opened
                self._go_on(opened)

    def _may_lead_on(self, page: Page) -> bool:
        """Return True for a page of few words that may lead to its transcript: a picture, or a table of contents.

        The links of a table of contents lead below its address, and no list names them.
        """
        if page.kind is not PageKind.LIST:
            return page.kind is PageKind.GALLERY and not page.siblings.others
        links = page.links.placed.links
        return any(link.is_grown and not self._frontier.is_listed(entry_key(link.url)) for link in links)

    def _without_entries(self, page: Page) -> Page:
        """Return a page without siblings that are lists or listed entries: they are not pages of its briefing."""
        own = {page.address.briefing, entry_key(page.address.url)}
        first = page.siblings.pages.get(1, page.address.url)
        first = first if is_page_of(first, page.address.url) else page.address.url

        def is_other(url: str) -> bool:
            key = entry_key(url)
            # A sitemap may name the further pages of a briefing, too.
            is_listed = self._frontier.is_listed(key) and not is_page_of(first, url)
            return key not in own and (is_listed or self._frontier.is_list(url))

        # Parts whose titles count them as their row does are of one briefing, also where a list names each.
        is_counted = page_in_title(page.fields.title) == (page.siblings.current, page.siblings.total)
        return page if is_counted else replace(page, siblings=page.siblings.without(is_other))

    def _names_part(self, pages: Sequence[Page], url: str) -> bool:
        """Tell whether a list calls an entry a part of the briefing of some pages (Ghost, Pelican, Jekyll).

        A sitemap says nothing of what it names: there its address has to grow out of one of theirs, or one out of it.
        """
        key = entry_key(url)
        # Nearly every link of every page is asked, and lists name few of them.
        if key not in self._frontier.named:
            return False
        if (row := self._frontier.rows.get(key)) is not None:
            return any(are_parts(page.fields.title, row.text) for page in pages)
        near = {one.address.url: one for one in pages if self._frontier.is_bare(key) and _is_akin(one.address.url, url)}
        self._may_speak |= {at: may_be_briefing(one) for at, one in near.items() if at not in self._may_speak}
        return any(self._may_speak[at] for at in near)

    def _takes_up(self, opened: OpenBriefing) -> bool:
        """Return True for a briefing that no other entry led to; an entry that leads to one is counted as that."""
        attempt, at = opened.attempt, opened.address.briefing
        _, row = self._kept.known(at)
        if row is not None and same_page(row["url"], opened.address.url):
            # One that a list names may be at its own address again.
            is_back = row["id"] != attempt.key and row["id"] in self._frontier.named
            opened.known_as = opened.known_as if is_back else row["id"]
        is_new = self._taken_up.keys().isdisjoint((opened.id, at))
        mine, its = (self._frontier.rows.get(key) for key in (attempt.key, opened.id))
        kept = None if self._kept.is_stored(attempt.key) else self._kept.unlisted_day(at, self._frontier.named)
        if attempt.landed and is_of_other_day(mine, its, kept):
            self._give_up(attempt, redirected(f"{opened.address.url}, of another day in the list"))
            return False
        self._kept.taken_up(attempt, opened.id)
        for key in (opened.id, at):
            self._taken_up.setdefault(key, 0)
        if not is_new:
            self._account.other_address(attempt.url, opened.id)
            self._frontier.give_back()
        return is_new

    def _lose_entry(self, reason: Reason, attempt: EntryAttempt) -> None:
        """Try another page of a briefing whose requested page was unavailable, or give the briefing up."""
        if (other := attempt.other_page()) is None:
            self._give_up(attempt, reason)
        else:
            attempt.failed = read_address(attempt.url).number, reason
            self._ask_entry(other, attempt)

    def _give_up(self, attempt: EntryAttempt, reason: Reason) -> None:
        self._asked.pop(attempt.key, None)
        first = attempt.failed[1] if attempt.failed else reason
        if attempt.asked_for and self._kept.is_elsewhere(attempt):
            self._account.unread(attempt.url, first, attempt.key)  # mistyped: told now, and nothing of it is kept
            return
        kinds = {first.kind, reason.kind}
        is_gone, is_away = kinds == {ReasonKind.NOT_FOUND}, kinds == {ReasonKind.REDIRECTED}
        is_listed = self._frontier.is_listed(attempt.key) and not self._frontier.listed_elsewhere(attempt.url)
        if (is_away or kinds <= NOT_THERE) and not is_listed and self._kept.is_stored(attempt.key):
            if not (self._kept.has_vanished(attempt.key) or (is_away and self._kept.is_unread(attempt.key))):
                # A page of a list on which nothing is new may name it still. For what was told before, all were read.
                self._frontier.read_to_end()
            self._gone.append((attempt, first))
        else:
            self._leave_unfound(attempt, first, is_gone=is_gone or (attempt.asked_for and kinds <= NOT_THERE))

    def _judge_gone(self) -> None:
        """Take stored briefings that are gone for removed, unless a list names, may name or led to them elsewhere."""
        was_left_out = any(walk.ended is not WalkEnd.END for walk in self._frontier.walks.values())
        may_be_named = was_left_out or self._account[Stat.LOST_LISTS] or self._lists_of_others()
        for attempt, reason in self._gone:
            is_gone, may_stay = reason.kind in NOT_THERE, may_be_named and not self._kept.has_vanished(attempt.key)
            if attempt.key in self._taken_up:
                self._account.other_address(attempt.url, attempt.key)
            elif elsewhere := self._frontier.listed_elsewhere(attempt.url):
                self._frontier.offer_again(elsewhere)
            elif may_stay or not is_gone or self._frontier.is_listed(attempt.key):
                self._leave_unfound(attempt, reason, is_gone=is_gone)
            else:
                self._kept.vanished(attempt.key)
                self._account.vanished(attempt.url, reason, attempt.key)
        self._gone.clear()

    def _leave_unfound(self, attempt: EntryAttempt, reason: Reason, *, is_gone: bool) -> None:
        is_file = reason.kind is ReasonKind.FILE and not attempt.asked_for
        # Whoever mistypes an address is told now; what a list or an earlier run named stays.
        is_wanted = attempt.asked_for and any(self._kept.known(attempt.key))
        if self._kept.left_out(attempt, EntryState.FILE if is_file else EntryState.UNREAD) or not is_file:
            self._account.unread(attempt.url, reason, attempt.key)
            if is_gone and not (is_wanted or self._frontier.is_listed(attempt.key)):
                # No list names it, it is not there, and that was reported: nobody can want it requested again.
                self._kept.drop(attempt.key)
        else:
            self._account.left_out(attempt.url, EntryState.FILE, asked_for=False)

    def _leave_out(self, attempt: EntryAttempt, state: EntryState, *pages: Page) -> None:
        """Count an entry without a briefing; it rests until it is due, unless it replaces a stored transcript."""
        self._asked.pop(attempt.key, None)
        if self._kept.is_stored(attempt.key):
            self._kept.left_out(attempt, EntryState.UNREAD)
            words = f"in place of the stored transcript, which is kept, stands what looks like: {state}"
            self._account.unread(attempt.url, Reason(ReasonKind.NO_TRANSCRIPT, words), attempt.key)
        elif state in _MAY_BE_IN_PLACE and (objection := self._in_place.objection(attempt, pages[0])):
            for one in (attempt, EntryAttempt(objection[0], row=self._frontier.rows.get(entry_key(objection[0])))):
                self._kept.left_out(one, EntryState.UNREAD)
            self._account.unread(attempt.url, Reason(ReasonKind.SAME_PAGE, objection[1]), attempt.key)
        else:
            self._kept.left_out(attempt, state, pages)
            self._account.left_out(attempt.url, state, asked_for=attempt.asked_for)
        self._frontier.give_back()

    def _ask_entry(self, url: str, attempt: EntryAttempt) -> None:
        # Each a little later than the previous one: among equals the scheduler takes the last.
        self._place -= 1
        if attempt.unread is None:
            self._ask(url, self.parse_entry, self._place, attempt=attempt)
        else:
            self._ask(url, self.parse_again, self._place, attempt.unread.meta, attempt=attempt)


def _is_akin(one: str, two: str) -> bool:
    return grown(one, two) is not None or grown(two, one) is not None
