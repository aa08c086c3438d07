"""Look at unexplained links of lists: a page that lists briefings may be a further page of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefings.address import comparable, day_in_address, read_address
from briefings.crawling.frontier import entry_key
from briefings.crawling.known_places import LED_ELSEWHERE, of_list
from briefings.crawling.list_walk import ListWalk, WalkEnd
from briefings.crawling.look_spider import LookSpider
from briefings.crawling.looked_at import Look, LookResult, is_briefing, judge_failure
from briefings.crawling.responses import Answer
from briefings.crawling.walked_list import Probe, WalkedList, of_shapes
from briefings.reasons import Reason
from briefings.transcript import (
    Entry,
    KnownLinks,
    LinkAccount,
    Page,
    PlacedLink,
    account_of_links,
    archive_pages,
    shape_of_address,
)

_MOST_BARREN = 3
"""Number of pages without a new briefing that ends the looks of one list."""
_MOST_INFERRED = 50
"""Maximum number of list pages followed by inference in a run."""
_TRIED_FIRST = 2
"""Number of new entries of a page read before the others are trusted."""


class ListLookSpider(LookSpider):
    """Accounts for the links of lists once everything else is read. Subclasses follow the pages of briefings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._walked: dict[str, WalkedList] = {}
        self._probe: Probe | None = None
        self._inferred = 0

    def _note_list(self, page: Page, walk: ListWalk) -> bool:
        """Keep what the account of a list needs of its first and its last page."""
        walked = self._walked.setdefault(walk.url, WalkedList(walk))
        is_of_list = walked.note(page)
        if walk.read.is_archive:
            walked.note_apart(page.listing)
        return is_of_list or walk.read.is_archive

    def _with_known_places(self, page: Page, walk: ListWalk) -> Page:
        listing, walked = page.listing, self._walked.get(walk.url)
        if walked is not None and listing.found_by == "group":
            # What stands in one place on each page of a list, and was no entry on another, is none here.
            named = walked.new_on(page) | (set() if walk.read.is_archive else walk.read.links)
            listing = replace(listing, entries=tuple(one for one in listing.entries if comparable(one.url) in named))
        own = self._placed_entries(page) or (walked.single_entries(listing) if walked is not None else [])
        if own:
            # The best group may be the list after all, or the news at the side.
            listing = replace(listing, entries=(*own, *listing.entries), rivals=())
        lists = archive_pages(link for link in page.links.placed.links if self.site_map.leads_to(link) is Look.LISTS)
        return replace(page, listing=replace(listing, lists=lists or listing.lists))

    def _placed_entries(self, page: Page) -> list[Entry]:
        """Return the entries of a list page in places in which a look found a briefing."""
        placed = (link for link in page.links.placed.links if self.site_map.leads_to(link) is Look.ENTRIES)
        links = {comparable(link.url): link for link in placed}
        return [Entry(link.url, link.said, day_in_address(link.url)) for link in links.values()]

    def _list_account(self, walked: WalkedList) -> LinkAccount:
        def is_entry(url: str) -> bool:
            # An address that leads elsewhere for a briefing may be a further page of the list.
            return self.has_entry(url) or (self.is_entry(url) and comparable(url) not in self.elsewhere)

        def leads_elsewhere(link: PlacedLink) -> bool:
            return self.site_map.look_of(of_list(link.key)) in LED_ELSEWHERE

        is_told = self.markup is not None and (self.markup.list_pages is not None or self.markup.entries is not None)

        def is_frame(link: PlacedLink) -> bool:
            # A year or a month leads to entries that the list may name no more, though it is in the side of every page.
            return link.spot in self.site_map.on_briefings and not archive_pages([link])

        known = KnownLinks(is_frame, self.may_look, walked.walk.has_page, is_entry, leads_elsewhere)
        return account_of_links(() if is_told else walked.pages, known)

    def _look_at_lists(self) -> None:
        """Continue the looks of lists, now that nothing else is left to request."""
        if self._probe is not None:
            probe, self._probe = self._probe, None
            self._judge_probe(probe)
            if self._fill():
                return
        for walked in list(self._walked.values()):
            if walked.apart and walked.may_look:
                self._frontier.offer_listed(self._scope.taken(walked.take_apart()))
                self._fill()
            if not self._queue:
                self._next_look(walked)
            if self._queue:
                return

    def _next_look(self, walked: WalkedList) -> None:
        is_spent = walked.barren >= _MOST_BARREN or self._inferred >= _MOST_INFERRED or self._frontier.is_enough
        if not walked.may_look or is_spent:
            return
        knows_frame = self._knows_frame(walked) or not self._has_given(walked)
        groups = self._list_account(walked).by_key
        known = [key for key in groups if self.site_map.look_of(of_list(key)) is Look.PAGES]
        if (not known and not knows_frame) or (known and walked.walk.settle()):
            return
        key = next(iter(known), next((key for key in groups if self.site_map.look_of(of_list(key)) is None), None))
        if key is None or not (known or self.site_map.take_look(key)):
            return
        url = groups[key][-1 if key in walked.again else 0].url
        walked.walk.known.add(comparable(url))
        self._ask(url, self.parse_list_look, list_url=walked.walk.url, key=key)

    def parse_list_look(self, came: Answer, list_url: str, key: str) -> None:
        """Judge whether a page is a further page of a list."""
        walked = self._walked[list_url]
        page = self._read(came, as_list=True)
        if isinstance(page, Reason):
            self._note_barren(walked, key, came.url, judge_failure(page))
        else:
            self._kept.mark_accepted(came, accepted=False)
            self._judge_list_page(walked, key, came.url, page)

    def _judge_list_page(self, walked: WalkedList, key: str, url: str, page: Page) -> None:
        walked.walk.known.add(comparable(page.address.url))
        has_given = self._has_given(walked)
        if self._is_entry_of(walked, url, page) if has_given else self._learns_place(walked, key, url, page):
            return
        listing = self._scope.chosen(page.listing)
        # Entries of another form on a page of the list are not its own.
        own = self._placed_entries(page) or of_shapes(listing.entries, walked.shapes)
        own = own or (walked.single_entries(listing) if has_given else list(listing.entries))
        page = replace(page, listing=replace(listing, entries=tuple(own), rivals=()))
        unlisted = [one for one in self._scope.taken(own) if not self._frontier.is_listed(entry_key(one))]
        probe = Probe(walked, key, url, page, [one for one in unlisted if not self.has_entry(one)][:_TRIED_FIRST])
        are_stored = any(self._kept.is_stored(entry_key(one)) for one in unlisted)
        if len(probe.tried) < min(len(unlisted), _TRIED_FIRST) and are_stored:
            # They were read by a killed run, or by one that took this page for one of the list.
            self._join_list(probe)
        elif probe.tried:
            self._probe = probe
            self._frontier.offer_listed(probe.tried)
        elif own and key not in walked.again and key in self._list_account(walked).by_key:
            # The first is this year in a row of years, or this page under another name: the last of the row tells more.
            walked.again.add(key)
        else:
            looked = LookResult(Look.ELSEWHERE, "it names no entry of the list's form that is new")
            self._note_barren(walked, key, url, looked)

    def _is_entry_of(self, walked: WalkedList, url: str, page: Page) -> bool:
        """Accept a briefing at a link of a list as one of its entries, if its address has the form of the others."""
        is_one = shape_of_address(url) in walked.shapes and is_briefing(page)
        if is_one:
            self.logger.info("looked at %s for the list %s: one of its entries", url, walked.walk.url)
            self._frontier.offer_listed(self._scope.taken([Entry(url, "", day_in_address(url))]))
        return is_one

    def _learns_place(self, walked: WalkedList, key: str, url: str, page: Page) -> bool:
        """Learn from a look of a list that named no briefing what the links of a place lead to, and walk again.

        The newest may be alone above the news, or the days of a month may stand for what was said on them; a year or a
        month leads to the pages that have the entries.
        """
        said = [link for shown in walked.pages for link in shown.links if link.key == key and link.url == url]
        if is_briefing(page):
            learnt = LookResult(Look.ENTRIES, "a briefing stands there")
        elif page.listing.leads_on and archive_pages(said):
            learnt = LookResult(Look.LISTS, "it is called by a year or a month, and lists something")
        else:
            return False
        self.logger.info("looked at %s for the list %s: %s, %s", url, walked.walk.url, learnt.look, learnt.why)
        self.site_map.note_leads_to(key, learnt, url)
        self._walk_again(walked)
        return True

    def _walk_again(self, walked: WalkedList) -> None:
        """Walk over a list once more, as more is known of its places; earlier looks were judged without that."""
        del self._walked[walked.walk.url]
        self._requested -= walked.walk.known
        self._account.forget_lists(walked.walk.known)
        self._frontier.walk_again(self._kept.walk(walked.walk.url, walked.walk.window))

    def _judge_probe(self, probe: Probe) -> None:
        """Accept a page of a list if one of the entries that were read is a briefing."""
        if not any(entry_key(url) in self._taken_up for url in probe.tried):
            looked = LookResult(Look.ELSEWHERE, "what it lists are no briefings")
            self._note_barren(probe.of, probe.key, probe.url, looked)
        else:
            self._join_list(probe)

    def _join_list(self, probe: Probe) -> None:
        """Let the walk over the list take a page, and continue from there."""
        self._inferred += 1
        if not probe.of.walk.entries:
            # Its first page only leads to others, as an index of letters does.
            self._account.forget_lists(probe.of.walk.known)
        probe.of.barren = 0
        looked = LookResult(Look.PAGES, "it lists further briefings of the list's form")
        self.site_map.note(of_list(probe.key), looked, probe.url)
        self.logger.info("looked at %s: a page of the list %s", probe.url, probe.of.walk.url)
        self._kept.accept([probe.page])
        self._frontier.found_list(probe.of.walk, probe.url)
        self._take_list(probe.page, probe.url)

    def _knows_frame(self, walked: WalkedList) -> bool:
        """Return True when the links shared by all pages are known.

        If the previous run brought a walk to its end, they need not be learnt again.
        """
        site = read_address(walked.walk.url).host
        if walked.walk.may_settle:
            return self.site_map.knows_frame(site, walked.walk.entries)
        # Everything else was read: no first page of other entries, such as articles, will arrive.
        self._recall(site)
        return self.site_map.knows_frame(site, 1)

    def _note_barren(self, walked: WalkedList, key: str, url: str, looked: LookResult) -> None:
        # A list that gave nothing does not tell places apart, and is looked through again by each run.
        walked.barren += self.site_map.look_of(of_list(key)) is Look.PAGES or not self._has_given(walked)
        if looked.look is not Look.UNSEEN and self._has_given(walked):
            self.site_map.note(of_list(key), looked, url)
        self.logger.info("looked at %s for the list %s: %s, %s", url, walked.walk.url, looked.look, looked.why)

    def _has_given(self, walked: WalkedList) -> bool:
        """Return True when a list named a briefing; otherwise its entries have no known form, and no look counts."""
        if walked.walk.is_xml or self._scope.allow is not None:
            return True  # whoever declares which links are entries has declared their form
        links = (link.url for page in walked.pages for link in page.links)
        return any(self._kept.has_stored(entry_key(url)) for url in links)

    def _tell_lists(self) -> None:
        """Report where lists may go on that were not looked at, except what the previous walk read."""
        for walked in self._walked.values():
            account = self._list_account(walked)
            self._account.quality.count_links(account.places)
            has_given = self._has_given(walked)
            # A list that named no briefing was not walked to its end: the form of its entries is unknown.
            walked.walk.has_lost |= not has_given
            if not (has_given and walked.is_over and self._knows_frame(walked)):
                continue
            for key, links in account.by_key.items():
                if walked.walk.ended is WalkEnd.END or self.site_map.look_of(of_list(key)) is not Look.PAGES:
                    # The next run must walk the whole list again, and report it again.
                    walked.walk.has_lost = True
                    self._account.list_may_go_on(walked.walk.url, links[0].url, links[0].said)
