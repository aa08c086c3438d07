"""Account for the links of lists, and report where lists may go on."""

from briefings.address import read_address
from briefings.crawling.briefing.looks import may_go_on
from briefings.crawling.lists.frontier import entry_key
from briefings.crawling.lists.known_places import of_list
from briefings.crawling.lists.list_walk import ListWalk, WalkEnd, days_called
from briefings.crawling.look_spider import LookSpider
from briefings.store.entries import EntryState
from briefings.transcript import KnownLinks, LinkAccount, Look, PlacedLink, account_of_links, archive_pages, says_next


class ListAccountSpider(LookSpider):
    """Accounts for the links of lists once everything else is read. Subclasses look at them."""

    def _list_account(self, walk: ListWalk) -> LinkAccount:
        periods = archive_pages(link for page in walk.read.placed for link in page.links)
        lists = {*periods, *self._kept.in_state(EntryState.LIST)}
        of_unread = self._kept.pages_of_unread(self._frontier.rows.values())
        is_told = self.markup is not None and (self.markup.list_pages is not None or self.markup.entries is not None)

        def is_entry(url: str) -> bool:
            # A briefing may have taken a further page of the list for something else, the list one for an entry.
            if url in lists:
                return self._kept.is_stored(entry_key(url)) or self._frontier.is_list(url)
            return self.is_entry(url) or url in of_unread

        def is_frame(link: PlacedLink) -> bool:
            if walk.window and walk.window.leaves_out(days_called(link)):
                return True
            # A year leads to entries the list may not name; "Next Page" stands where messages link to it (MHonArc).
            return link.spot in self.site_map.on_briefings and not (link.url in lists or says_next(link.said))

        known = KnownLinks(is_frame, self.may_look, walk.has_page, is_entry, self.site_map.leads_elsewhere)
        return account_of_links(() if is_told else walk.read.placed, known)

    def _knows_frame(self, walk: ListWalk) -> bool:
        """Return True when the links that all pages share are known; after a walk to its end they need not be."""
        # The given address may only lead to the list, like one without "www.".
        site = read_address(next((link.own for page in walk.read.placed[:1] for link in page.links), walk.url)).host
        if not walk.may_settle:
            # Everything else was read: no first page of other entries, such as articles, will arrive.
            self._recall(site)
        return self.site_map.knows_frame(site, walk.entries if walk.may_settle else 1)

    def _has_given(self, walk: ListWalk) -> bool:
        """Return True when a list named a briefing, or its entries are declared; else no look counts."""
        return walk.is_xml or self._scope.allow is not None or any(self._kept.stored_links(walk))

    def _shows_known(self, walk: ListWalk) -> bool:
        """Learn the places of known briefings where a page of a list named nothing; tell whether a rival is known."""
        is_new = walk.has_blank and walk.last is None and self.site_map.learn_entries(self._kept.stored_links(walk))
        return is_new or any(self._kept.is_stored(entry_key(one.url)) for one in walk.read.rivals.values())

    def _tell_lists(self) -> None:
        """Report where lists may go on that were not looked at, except what the previous walk read."""
        for walk in self._frontier.walked:
            account = self._list_account(walk)
            self._account.quality.count_links(account.places)
            has_given = self._has_given(walk)
            # A list that named no briefing was not walked to its end: the form of its entries is unknown.
            walk.has_lost |= not has_given
            if not (has_given and walk.is_over and walk.read.shapes and self._knows_frame(walk)):
                continue
            for key, links in account.by_key.items():
                if walk.ended is WalkEnd.END or self.site_map.look_of(of_list(key)) is not Look.PAGES:
                    # The next run must walk the whole list again, and report it again.
                    walk.has_lost = True
                    if not self._frontier.is_enough:
                        self._account.list_falls_short(walk.url, may_go_on(links[0].url, links[0].said))
