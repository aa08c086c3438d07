"""Look at the unexplained links of a briefing, one per place, and keep the results for the site."""

from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from briefings.address import acts, comparable, is_home, read_address, without_visit
from briefings.crawling.briefing.looks import is_briefing, judge_failure, judge_listed, judge_redirected
from briefings.crawling.briefing.open_briefing import OpenBriefing
from briefings.crawling.briefing.requested_pages import RequestedPage, possible_first
from briefings.crawling.briefing.responses import Answer, is_notice
from briefings.crawling.entry_spider import PAGES_FIRST
from briefings.crawling.lists.frontier import entry_key
from briefings.crawling.lists.known_places import LED_ELSEWHERE, of_page
from briefings.crawling.waiting_spider import SHARED, TURN, WaitingSpider
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import (
    BriefingKind,
    KnownLinks,
    Look,
    LookResult,
    Page,
    PageKind,
    PlacedLink,
    account_of_links,
    are_of_one_event,
    has_no_speech,
    judge_look,
    kind_of,
    read_transcript,
    row_of_key,
)

_MOST_JOINED = 50
"""Maximum number of pages followed by inference in one briefing."""
_MOST_TRIES = 2
"""Number of links of one place looked at if the first showed nothing certain."""
_GONE_OF = 2
"""Number of briefings of which a link of one place must be gone before it says that no pages are there."""
_DRAWN_OF = 20
_MOST_ASKED = 10_000
_UNCERTAIN = frozenset((Look.GONE, Look.AGAIN, Look.OPEN))


class LookSpider(WaitingSpider):
    """Accounts for the links of briefings, and looks at unexplained ones. Subclasses follow the pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Cached, as each look asks of the same links; what becomes known in this run was offered before.
        self._was_known = lru_cache(maxsize=_MOST_ASKED)(lambda key: any(self._kept.known(key)))

    def _note_signs(self, opened: OpenBriefing) -> None:
        """Report what a briefing's first page shows without an address and the first pages of the site do not."""
        site, told, signs = opened.address.host, set[str](), opened.believed[0].links.placed.signs
        of_pages = set(map(row_of_key, opened.keys_of_pages)) if signs else ()
        for sign in signs:
            # A script's link to page 2, or "Page 1 of 2", is not a sign of more once page 2 is held.
            is_known = sign.row in of_pages or 0 < sign.number <= len(opened.believed)
            if not (self.site_map.is_shared(sign, site) or sign.key in told or is_known):
                told.add(sign.key)
                words = f'shows "{sign.said[:60]}" without an address: more may be behind it'
                opened.open.append(Reason(ReasonKind.NOT_FOLLOWED, words))

    def is_entry(self, url: str, *, also_stored: bool = True) -> bool:
        """Return True for the address of a known entry or list."""
        return self.is_listed(url) or self.has_entry(url, also_stored=also_stored) or self.was_asked(url)

    def is_listed(self, url: str) -> bool:
        """Return True for the address of a list, or of an entry that a list names."""
        return is_home(url) or entry_key(url) in self._frontier.named or self._frontier.is_list(url)

    def was_asked(self, url: str) -> bool:
        """Return True for an address that this run requested, unless it may belong to any briefing that links to it."""
        return comparable(url) in self._requested and not self._stays_open(url)

    def has_entry(self, url: str, *, also_stored: bool = True) -> bool:
        """Return True for an address offered as an entry, now or earlier; pages only looked at do not count."""
        key = entry_key(url)
        was_known = also_stored and self._was_known(key)
        return was_known or key in self._taken_up or key in self._frontier.offered

    def may_look(self, url: str) -> bool:
        """Return True for an address of the source that shows something and does nothing."""
        is_denied = self._scope.deny is not None and self._scope.deny.search(url) is not None
        return self._scope.is_on_site(url) and not is_denied and not acts(url)

    @property
    def _is_told(self) -> bool:
        """True if the source declares which links lead to pages, or how many pages there are."""
        return self.markup is not None and bool(self.markup.article_pages is not None or self.markup.page_count)

    def _account_for(self, opened: OpenBriefing) -> None:
        """Account for the links of a briefing's pages so far.

        The account is empty if the source declares which links lead to pages, or how many there are.
        """
        read, of_pages = opened.believed, cache(lambda: opened.keys_of_pages)
        stored_as = cache(lambda: self._kept.id_of(opened.attempt.key))
        urls = [*(one.url for one in opened.requested), *(page.address.url for page in opened.believed)]
        # A list may name the visit in its links alone: then the others call page 1 by its address without that.
        own = {comparable(url) for one in (opened.address.url, *urls) for url in (one, without_visit(one))}

        def is_entry(url: str) -> bool:
            # A briefing's own address that was not requested may be a page that nothing else names; beyond the bound of
            # pages it is not looked at.
            address = read_address(url)
            is_own = address.briefing in {opened.attempt.key, stored_as()} and address.number <= opened.max_pages
            # A stored briefing may have the page that the user names.
            is_other = self.was_asked(url) if is_own else self.is_entry(url, also_stored=not opened.attempt.asked_for)
            is_other = is_other and not self._names_part(read, url)
            return is_other or self.site_map.look_of(of_page(url)) in LED_ELSEWHERE

        gone = {key for key in self._gone_at_unknown(opened) if opened.tries(key) == _MOST_TRIES}

        def leads_elsewhere(link: PlacedLink) -> bool:
            # Another page may stand beside a page of the briefing, whatever else stands there.
            is_known = link.key in gone or self.site_map.look_of(link.key) in LED_ELSEWHERE
            return is_known and link.key not in of_pages()

        # What else the page of an event shows may be a part of the briefing, too.
        pages = () if self._is_told else tuple(filter(None, (*opened.believed, opened.attempt.front)))
        known = KnownLinks(
            # A tree on every page may name the parts of every briefing, and parts that are entries each other.
            lambda link: self.site_map.is_frame(link) and not (link.is_near or self._names_part(read, link.url)),
            self.may_look,
            lambda url: comparable(url) in own or read[0].links.placed.is_first_with_number(url, read[0].siblings),
            is_entry,
            leads_elsewhere,
        )
        opened.links = account_of_links((page.links.placed for page in pages), known)

    def _look(self, opened: OpenBriefing) -> None:
        """Request what the links of a briefing leave unexplained: one link per place, or all of a place of pages."""
        site, first = opened.address.host, opened.believed[0]
        if not is_notice(first):
            turn = opened.attempt.turn
            may_count = self.site_map.has_first(site, turn) or self.settings.getbool("BRIEFINGS_UNLABELLED")
            # Articles have other buttons: the tags of a blog, which its sitemap names (Hexo).
            kinds = (kind_of(read_transcript([page])) for page in opened.believed)
            is_article = not may_count and all(kind is BriefingKind.ARTICLE for kind in kinds)
            self.site_map.add_briefing(opened.id, first.links.placed, site, None if is_article else turn)
        self._account_for(opened)
        if opened.links.unexplained and site in self._not_read:
            self._recall(site)
            self._account_for(opened)
        groups, has_witness = opened.links.by_key, site in self.site_map.witnesses
        knows_signs = all(self.site_map.knows_sign(sign, site) for sign in first.links.placed.signs)
        if not knows_signs or (groups and not has_witness):
            self._wait(opened, SHARED)
        if groups and not has_witness:
            # A page of another kind reveals the frame.
            groups = dict(list(groups.items())[:1])
        if (link := self._drawn(opened)) is not None:
            self._ask_look(opened, link.key, link)
        first_url = possible_first(first, may_guess=opened.attempt.is_direct and opened.attempt.asked_for)
        if first_url is not None and (asked := opened.ask_look(first_url, "", "")):
            self._ask(asked.url, self.parse_look, PAGES_FIRST, opened=opened, asked=asked)
        of_pages = opened.keys_of_pages if groups else ()
        for key, links in groups.items():
            # The account may be older than the last requests, which take no look of the site again.
            look, left = self.site_map.look_of(key), [link for link in links if not opened.has(link.url)]
            if look is Look.PAGES or key in of_pages:
                for link in left if look is Look.PAGES else filter(lambda _: self.site_map.take_look(key), left):
                    self._ask_look(opened, key, link)
            # A link that stayed open on one briefing may be settled by another.
            elif left and not (opened.tries(key) or self._stays_open(left[0].url)) and self._may_claim(opened, key):
                self._ask_look(opened, key, left[0])

    def _drawn(self, opened: OpenBriefing) -> PlacedLink | None:
        """Return a link explained only by its place, for one in twenty new briefings, as the place may have changed.

        The id draws the lot, so that it falls alike in every run.
        """
        links = opened.links.by_place
        lot = int.from_bytes(sha256(opened.id.encode()).digest()[:4])
        has_looked = any(one.key is not None for one in opened.requested)
        if not links or has_looked or lot % _DRAWN_OF or self._kept.is_stored(opened.id):
            return None
        return links[lot // _DRAWN_OF % len(links)]

    def _may_claim(self, opened: OpenBriefing, key: str) -> bool:
        return self.site_map.may_look(key) and not self._wait(opened, TURN) and self.site_map.take_look(key)

    def _ask_look(self, opened: OpenBriefing, key: str, link: PlacedLink) -> bool:
        """Request a link; return False for one that is known to stay open, was requested, or is beyond the bound."""
        may_ask = not self._stays_open(link.url) and len(opened.looked_at()) < _MOST_JOINED
        if not (may_ask and (asked := opened.ask_look(link.url, link.said, key))):
            return False
        self._ask(asked.url, self.parse_look, PAGES_FIRST, opened=opened, asked=asked)
        # Until it is judged it may be another briefing's, too.
        self._requested.discard(comparable(link.url))
        return True

    def _stays_open(self, url: str) -> bool:
        """Return True for the address of a page that was looked at for some briefing, and may belong to it."""
        return self.site_map.look_of(of_page(url)) is Look.OPEN

    def parse_look(self, came: Answer, opened: OpenBriefing, asked: RequestedPage) -> None:
        """Judge the page at an unexplained link."""
        page = self._read(came)
        shown: Page | None = None
        if isinstance(page, Reason):
            looked = judge_failure(page)
        else:
            shown = self._without_entries(page)
            looked = judge_redirected(came, asked.url, shown, self._judge(opened, shown))
            is_page = looked.look is Look.PAGES
            self._kept.mark(page.origin.warc, accepted=is_page)
            if is_page and not asked.says_number and has_no_speech(shown, opened.believed):
                # The row of its pages may be that of its tabs: this one is not joined, and the others are judged.
                shown = None
            elif looked.look in {Look.ELSEWHERE, Look.GONE}:
                self._learn_from(shown)
        opened.take_look(asked, looked.look, shown)
        # Once all pages are known, the whole on one page shows no more than these, and a part may be named by them.
        for other, doubted in opened.looked_at(Look.OPEN) if looked.look is Look.PAGES else ():
            if (again := self._judge(opened, doubted)).look in {Look.AGAIN, Look.PAGES}:
                opened.take_look(other, again.look, doubted)
                for key in (of_page(other.url), other.key or ""):
                    self.site_map.note(key, again, other.url)
        self._looked(opened, asked, looked)

    def _judge(self, opened: OpenBriefing, page: Page) -> LookResult:
        """Judge a page; one of the event to whose page the entry leads is not taken for another briefing."""
        looked, front = judge_look(opened.believed, page), opened.attempt.front or opened.believed[0]
        if self._frontier.is_bare(entry_key(page.address.url)):
            looked = judge_listed(looked, front, page)
        is_other = looked.look is Look.ELSEWHERE and page.kind is PageKind.TRANSCRIPT and are_of_one_event(front, page)
        if is_other and not has_no_speech(page, opened.believed) and (opened.attempt.front or not is_briefing(front)):
            return LookResult(Look.OPEN, "it is of the event to whose page the entry leads")
        return looked

    def _learn_from(self, page: Page) -> None:
        """Learn from a page that is not the briefing's: as a page of another briefing, else as a witness.

        A transcript shows links to its own further pages; as a witness it would make them frame when its turn comes.
        """
        if page.kind is PageKind.TRANSCRIPT and is_briefing(page):
            self.site_map.add_briefing(page.address.briefing, page.links.placed, page.address.host)
        else:
            self.site_map.add_witness(page.links.placed, page.address.host)

    def _looked(self, opened: OpenBriefing, asked: RequestedPage, looked: LookResult) -> None:
        url, key = asked.url, asked.key or ""
        self.logger.info("%s: looked at %s: %s, %s", opened.id, url, looked.look, looked.why)
        # A page that is not of this briefing may be of the next: related links may lead to its page 2 (Hugo).
        if looked.look is not Look.ELSEWHERE:
            self._requested.add(comparable(url))
        keys = {link.key for page in opened.believed for link in page.links.placed.links if link.url == url}
        is_seen = looked.look not in {Look.UNSEEN, Look.GONE}
        # If the link stands in another place too, the next run would look at it for that.
        if looked.look is Look.OPEN or (looked.look in LED_ELSEWHERE and len(keys) > 1 and is_seen):
            self.site_map.note(of_page(url), looked, url)
        known = self.site_map.look_of(key)
        if looked.look in _UNCERTAIN and opened.tries(key) < _MOST_TRIES and known in {None, Look.OPEN}:
            self._account_for(opened)
            if (links := opened.links.by_key.get(key)) and self._ask_look(opened, key, links[0]):
                return
        # A result that says nothing of the place leaves it open: page 1 in its own row (Liferay), or a page gone.
        gone_of = sum(key in self._gone_at_unknown(one) for one in self._open.values())
        is_dead = looked.look is Look.GONE and gone_of >= _GONE_OF
        if key and (is_seen or is_dead) and not (known is Look.OPEN and looked.look in _UNCERTAIN):
            self.site_map.note(key, looked, url)
        self._go_on(opened)
