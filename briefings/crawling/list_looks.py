"""Look at unexplained links of lists: a page that lists briefings may be a further page of the list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy.http import TextResponse

from briefings.address import comparable, day_in_address, same_page
from briefings.crawling.briefing.looks import is_briefing, judge_failure, may_go_on
from briefings.crawling.briefing.responses import Answer
from briefings.crawling.list_accounts import ListAccountSpider
from briefings.crawling.lists.frontier import entry_key
from briefings.crawling.lists.known_places import is_called_further, leading_to, of_list, of_page
from briefings.crawling.lists.list_walk import MOST_BARREN, ListWalk
from briefings.reasons import FORBIDDEN, Reason, ReasonKind
from briefings.store.entries import EntryState
from briefings.transcript import (
    OF_PERIOD,
    Entry,
    Look,
    LookResult,
    Page,
    archive_pages,
    shape_of_address,
)

_TRIED_FIRST = 2
"""Number of new entries of a page read before the others are trusted."""


class ListLookSpider(ListAccountSpider):
    """Looks at the links of lists once everything else is read. Subclasses follow the pages of briefings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._probe: Callable[[], None] | None = None
        """Judges a possible further page of a list, once some of its entries were read."""

    def _look_at_lists(self) -> None:
        """Continue the looks of lists, now that nothing else is left to request."""
        if self._probe is not None:
            judge, self._probe = self._probe, None
            judge()
            if self._fill():
                return
        for walk in self._frontier.walked:
            if walk.read.shapes and walk.is_over:
                self._frontier.offer_listed(self._scope.taken(walk.read.take_apart()))
                self._fill()
            if not self._queue and self._shows_known(walk):
                self._walk_again(walk)
            elif not self._queue:
                self._next_look(walk)
            if self._queue:
                return

    def _next_look(self, walk: ListWalk) -> None:
        if not walk.is_over or walk.barren >= MOST_BARREN or not self._frontier.wants_lists:
            return
        has_given = self._has_given(walk)
        knows_frame = self._knows_frame(walk) or not has_given
        by_key = self._list_account(walk).by_key
        groups = dict(sorted(by_key.items(), key=lambda group: walk.read.rank_of(group[1], has_given=has_given)))
        looks = {key: self.site_map.look_of(of_list(key)) for key in groups}
        known = next((key for key, look in looks.items() if look is Look.PAGES), None)
        left = (key for key, look in looks.items() if look is None and key not in walk.unseen)
        key = next(left, None) if knows_frame else None
        # Where nothing is new, no known page need be read: a place without a look comes first, as "Next" always does.
        if known is not None and (key is None or not (walk.is_quiet or walk.read.next_of(groups[key]))):
            key = None if walk.settle() else known
        if key is None or not (key == known or self.site_map.take_look(key)):
            return
        links = groups[key]
        again = links[len(links) // 2 if walk.barren else -1] if key in walk.again and key != known else None
        url = (again or walk.read.next_of(links) or links[0]).url
        walk.known.add(comparable(url))
        self._ask(url, self.parse_list_look, walk=walk, key=key, asked=url)

    def parse_list_look(self, came: Answer, walk: ListWalk, key: str, asked: str) -> None:
        """Judge whether a page is a further page of a list."""
        page = self._read(came, as_list=True)
        if isinstance(page, Reason):
            looked = judge_failure(page)
            data = came.text if page.kind is ReasonKind.NOT_A_PAGE and isinstance(came, TextResponse) else ""
            if walk.read.is_named_in(data, came.url):
                looked = LookResult(Look.OPEN, "data for a script, which name entries of the list's form")
                self.site_map.note(of_page(came.url), looked, came.url)
                walk.known.discard(comparable(came.url))
            elif looked.look is Look.UNSEEN or (page.kind is ReasonKind.REFUSED and page != FORBIDDEN):
                looked = self._judge_unseen(walk, key, asked, page)
            self._note_barren(walk, key, asked, looked)
        else:
            self._kept.mark(page.origin.warc, accepted=False)
            self._judge_list_page(walk, key, asked, page)

    def _judge_unseen(self, walk: ListWalk, key: str, url: str, why: Reason) -> LookResult:
        """Judge a place with a page that could not be seen: another of the place may tell what it is."""
        looked, is_page = LookResult(Look.UNSEEN, why.words), self.site_map.look_of(of_list(key)) is Look.PAGES
        if why.kind is ReasonKind.REFUSED and self._has_given(walk) and not is_page:
            if key not in walk.again and key in self._list_account(walk).by_key:
                walk.again.add(key)
                for asked in (walk.known, self._requested):
                    asked.discard(comparable(url))
                return looked
            looked = self.site_map.judge_refused(key, url, walk.read, why)
        elif not is_called_further(key):
            walk.unseen.add(key)
        if looked.look is not Look.GONE:
            walk.has_lost = True  # so that the next run looks again
            self._account.list_falls_short(walk.url, f"{may_go_on(url, '')} ({why})")
        return looked

    def _judge_list_page(self, walk: ListWalk, key: str, url: str, page: Page) -> None:
        walk.known.add(comparable(page.address.url))
        if self._is_entry_of(walk, url, page) or self._learns_place(walk, key, url, page):
            return
        is_period = key.endswith(OF_PERIOD)
        page, leads_on = self._of_list(walk, key, page, is_period=is_period)
        taken = self._scope.taken(own := page.listing.entries)
        is_known_whole = walk.read.links.issuperset(named := {comparable(one.url) for one in own})
        unlisted = [one for one in taken if not self._frontier.is_listed(entry_key(one))]
        new = [one for one in unlisted if not self.has_entry(one)]
        # These were read by a killed run, or by one that took this page for one of the list.
        stored = [one for one in unlisted if self._kept.is_stored(entry_key(one))]
        tried = [*new, *stored][:_TRIED_FIRST]
        is_known = self.site_map.look_of(of_list(key)) is Look.PAGES
        is_untried = not (is_known or key in walk.again)
        # The bounds of the run leave out an entry that the list did not name before.
        left_out = (one.url for one in own if one.url not in taken and comparable(one.url) not in walk.read.links)
        is_beyond = any(map(self._scope.is_on_site, left_out))
        # A walk that begins again finds what was listed before.
        is_one = leads_on or (is_known and not tried and any(comparable(one.url) not in walk.read.links for one in own))
        if tried or is_one:
            self._probe = partial(self._judge_probe, walk, key, url, page, () if is_one else tried)
            self._frontier.offer_listed(new[:_TRIED_FIRST])
        elif is_untried and (own or is_called_further(key)) and key in self._list_account(walk).by_key:
            # The first of a row may be this year, an empty month, or this page under another name.
            walk.again.add(key)
        elif is_period and not own and walk.barren + 1 < MOST_BARREN:
            walk.barren += 1  # an empty month, the last of a row too, tells nothing of those between
        elif is_beyond or (walk.window and is_period):
            # A run without these bounds has to see it for itself; this one saw how far back the list goes.
            walk.read.days.note(own)
            self._note_barren(walk, key, url, LookResult(Look.UNSEEN, "what it lists is outside the bounds of the run"))
        elif is_period and own and is_known_whole:
            # This month, which will have more by its end: later runs read it behind the list of the next one.
            looked = LookResult(Look.PAGES, "it lists what the list shows")
            if walk.read.is_of_later_days(url, own):
                looked = self._judge_unseen(walk, key, url, Reason(ReasonKind.NO_ENTRIES, "it lists what page 1 lists"))
            self._note_barren(walk, key, url, looked)
            walk.barren -= walk.read.note_shown(named) and is_known  # several months may have the newest
        else:
            # The server may send a page that is gone to page 1, or home.
            look = Look.ELSEWHERE if same_page(url, page.address.url) and not is_known_whole else Look.GONE
            self._note_barren(walk, key, url, LookResult(look, "it names no new entry of the list's form"))

    def _of_list(self, walk: ListWalk, key: str, page: Page, *, is_period: bool) -> tuple[Page, bool]:
        """Return a page with what may belong to the list, and True if it only leads to years or months."""
        listing = self._scope.chosen(page.listing)
        new = walk.read.new_on(page)
        named = walk.read.named_on(page, listing, self._placed_entries(page))
        # A month, or a page in the place of others, may have entries of an older form.
        is_of_list = is_period or self.site_map.look_of(of_list(key)) is Look.PAGES or not self._has_given(walk)
        own = named if is_of_list else walk.read.of_its_shapes(named)
        # A year may have only its months, or the newest too, and an empty month may only lead to the one before.
        lists = archive_pages(link for link in page.links.placed.links if link.spot[0] in new - walk.known)
        known = walk.read.links.union(map(comparable, lists))
        leads_on = is_period and bool(lists) and all(comparable(one.url) in known for one in own)
        lists = lists if leads_on else listing.lists
        return replace(page, listing=replace(listing, entries=tuple(own), rivals=(), lists=lists)), leads_on

    def _is_entry_of(self, walk: ListWalk, url: str, page: Page) -> bool:
        """Accept a briefing at a link of a list as one of its entries, if its address has the form of the others."""
        own = page.address.url
        if is_one := self._has_given(walk) and shape_of_address(own) in walk.read.shapes and is_briefing(page):
            self.logger.info("looked at %s for the list %s: one of its entries", url, walk.url)
            walk.read.links.add(comparable(own))
            self._frontier.offer_listed(self._scope.taken([Entry(own, "", day_in_address(own))]))
            # So are the others of its place, then: the list named a pinned one, or the news beside it.
            if self.site_map.learn_entries(walk.read.links_to(url)):
                self._walk_again(walk)
        return is_one

    def _learns_place(self, walk: ListWalk, key: str, url: str, page: Page, *, is_front: bool = False) -> bool:
        """Learn from a look what the links of a place lead to, and walk again, if the list named no briefing elsewhere.

        The newest may be alone above the news, or the days of a month may stand for what was said on them. `is_front`:
        it leads to its transcript.
        """
        has_given, places = self._has_given(walk), self.site_map.places_of(self._kept.stored_links(walk))
        if is_front or (is_briefing(page) and (not has_given or leading_to(key) in places)):
            learnt = LookResult(Look.ENTRIES, "a briefing stands there")
        elif page.listing.leads_on and key.endswith(OF_PERIOD) and not has_given:
            learnt = LookResult(Look.LISTS, "it is called by a year or a month, and lists something")
        else:
            return False
        self.logger.info("looked at %s for the list %s: %s, %s", url, walk.url, learnt.look, learnt.why)
        self.site_map.note(leading_to(key), learnt, url)
        self._walk_again(walk)
        return True

    def _walk_again(self, walk: ListWalk) -> None:
        """Read a list once more: what its pages name, and earlier looks, were judged without what is known now."""
        self._requested -= walk.known
        self._account.forget_lists(walk.known)
        self._frontier.offer_walks([self._kept.walk(walk.url, walk.window)])

    def _judge_probe(self, walk: ListWalk, key: str, url: str, page: Page, tried: Sequence[str]) -> None:
        """Let the walk over the list take a page, and continue from there, if an entry that was read is a briefing.

        Nothing need be `tried` of a page in the place of others that are known, or that only leads to years or months.
        """
        behind = self._kept.first_page(entry_key(tried[0])) if len(tried) == 1 else None
        own, its = page.fields.title, behind.fields.title if behind and not self._has_given(walk) else None
        if own and its and own in its:
            self._learns_place(walk, key, url, page, is_front=True)
            return
        is_barren = bool(tried) and not any(self._kept.is_stored(entry_key(one)) for one in tried)
        if is_barren and not self.site_map.may_be_mixed(key, walk.read, self._kept.in_state(EntryState.ARTICLE)):
            self._note_barren(walk, key, url, LookResult(Look.ELSEWHERE, "what it lists are no briefings"))
            return
        if not walk.entries:
            # Its first page only leads to others, like an index of letters, or a month without a briefing so far.
            self._account.forget_lists(walk.known)
        walk.barren = walk.barren + 1 if is_barren else 0
        self.site_map.note(of_list(key), LookResult(Look.PAGES, "it lists further briefings of the list's form"), url)
        self.logger.info("looked at %s: a page of the list %s", url, walk.url)
        self._kept.mark(page.origin.warc, accepted=True)
        # What an index of lists names as entries has another form than theirs.
        walk.read.shapes |= page.listing.shapes
        self._frontier.found_list(walk, url)
        self._take_list(walk, page, url)

    def _note_barren(self, walk: ListWalk, key: str, url: str, looked: LookResult) -> None:
        if looked.look is Look.GONE and walk.read.is_way_on(url, self.site_map.look_of(of_list(key))):
            looked = self._judge_unseen(walk, key, url, Reason(ReasonKind.NO_ENTRIES, looked.why))
        # A list that gave nothing does not tell places apart, and is looked through again by each run.
        walk.barren += self.site_map.look_of(of_list(key)) is Look.PAGES or not self._has_given(walk)
        if looked.look is not Look.UNSEEN and self._has_given(walk):
            self.site_map.note(of_list(key), looked, url)
        self.logger.info("looked at %s for the list %s: %s, %s", url, walk.url, looked.look, looked.why)
