"""Follow the pages of open briefings, and read a briefing when its last page is in or known to be missing."""

from collections import Counter

from msgspec import json

from briefings.address import differ_by_visit, is_home, same_page
from briefings.crawling.briefing.entry import EntryAttempt
from briefings.crawling.briefing.landings import redirected
from briefings.crawling.briefing.open_briefing import OpenBriefing
from briefings.crawling.briefing.requested_pages import RequestedPage
from briefings.crawling.briefing.responses import Answer, was_redirected
from briefings.crawling.entry_spider import PAGES_FIRST
from briefings.crawling.list_looks import ListLookSpider
from briefings.crawling.list_spider import NOT_THERE
from briefings.crawling.lists.known_places import of_front
from briefings.crawling.waiting_spider import PLACES
from briefings.items import Briefing, CompleteBy
from briefings.loaders import load_briefing
from briefings.reasons import Reason, ReasonKind
from briefings.runs.open_store import PAGE_OF
from briefings.runs.quality import BriefingQuality
from briefings.store.entries import EntryState
from briefings.store.readings import KnownReading
from briefings.store.schema import Row
from briefings.transcript import (
    BriefingKind,
    LinkPlace,
    Look,
    LookResult,
    Page,
    PageKind,
    PlacedLink,
    Transcript,
    has_no_speech,
    is_mostly_speech,
    kind_of,
    place_on_page,
    read_transcript,
)

_MOST_COMPARED = 3
"""Maximum number of kept briefings with its words whose addresses are asked for a new one: a house may keep many."""


class PageSpider(ListLookSpider):
    """Follows the pages of briefings until each is read. Subclasses choose the requests."""

    _reader: str

    def parse_page(self, came: Answer, opened: OpenBriefing, asked: RequestedPage) -> None:
        """Take a page into its briefing, or note it as missing."""
        page = self._read(came)
        if isinstance(page, Reason):
            opened.lose(asked, page)
        else:
            opened.take(asked, self._without_entries(page), redirected=was_redirected(came))
        self._go_on(opened)

    def _go_on(self, opened: OpenBriefing) -> None:
        # At once: after a kill they are requested again.
        self._kept.mark(*opened.take_refused(), accepted=False)
        # Of equal requests the scheduler hands out the latest first, so pages in order need unequal places.
        for place, asked in enumerate(opened.ask()):
            self._ask(asked.url, self.parse_page, PAGES_FIRST - place, {PAGE_OF: opened.id}, opened=opened, asked=asked)
        if not opened.awaits_pages:
            self._look(opened)
        if not (opened.unanswered or opened.waits_for or self._wait(opened, PLACES)):
            self._close(opened)

    def _close(self, opened: OpenBriefing) -> None:
        del self._open[opened.attempt.key]
        self._account.quality.count_links(opened.links.places)
        for links in opened.links.by_key.values():
            # All that looks of an earlier run left open, as that run told them, and one link that nobody looked at.
            left_open = [link for link in links if self._stays_open(link.url)]
            unseen = [link for link in links if link not in left_open]
            for link in (*left_open, *unseen[:1]):
                opened.stay_open(link.url, link.said)
        opened.miss_parts(lambda key: self.site_map.look_of(key) in {Look.PAGES, Look.OPEN})
        self._note_signs(opened)
        drop_without_speech(opened)
        known_as, entries = opened.id, {page.address.briefing: page.address.url for page in opened.believed}
        opened.settle()
        if opened.id != known_as and not (self._is_fuller(opened) or self._takes_up(opened)):
            return
        opened = max(opened, self._fuller.pop(opened.id, opened), key=lambda one: len(one.believed))
        self._taken_up |= dict.fromkeys((opened.id, *entries), len(opened.believed))
        for key in filter(self._frontier.is_listed, entries):
            self._kept.taken_up(EntryAttempt(entries[key]), opened.id)
        self._kept.mark(*(page.origin.warc for page in opened.believed), accepted=True)
        self._kept.mark(*opened.take_refused(), accepted=False)
        self._read_whole(opened)

    def _is_fuller(self, opened: OpenBriefing) -> bool:
        """Tell whether a briefing has more pages than when it was read; one still open becomes this when it closes.

        A part may lead back to part 1, an entry of its own that does not lead on.
        """
        read, pages = self._taken_up.get(opened.id), len(opened.believed)
        if read == 0 and pages > 1 and opened.id in {one.id for one in self._open.values()}:
            self._fuller[opened.id] = opened
            return False
        return read is not None and max(read, 1) < pages

    def _read_whole(self, opened: OpenBriefing) -> None:
        """Read a briefing, and decide what becomes of it."""
        unlabelled = self.settings.getbool("BRIEFINGS_UNLABELLED")
        try:
            transcript = read_transcript(opened.believed, opened.gaps, first=opened.address.url)
            transcript.shortcomings += sorted(opened.open, key=str)
            transcript.complete_by = self._complete_by(opened, transcript)
            is_article = kind_of(transcript) is BriefingKind.ARTICLE
            briefing = load_briefing(transcript, source=self.name, unlabelled=unlabelled)
        except Exception:
            self._account.crash(opened.id, lost=True)
            return
        if is_article and opened.attempt.landed:
            self._give_up(opened.attempt, redirected(opened.address.url))
            return
        if is_article and not (unlabelled and opened.believed[0].kind is PageKind.TRANSCRIPT):
            self._close_article(opened)
        elif twin := self._in_place.twin(opened.believed[0], self._frontier.rows.get(opened.attempt.key)):
            self._give_up(opened.attempt, twin)
        elif earlier := self._earlier(opened, briefing):
            opened.compared.add(earlier["id"])
            self._open[opened.attempt.key] = opened
            self._ask(earlier["url"], self.parse_earlier, PAGES_FIRST, opened=opened, known_as=earlier["id"])
        else:
            self._keep(opened, briefing)

    def _earlier(self, opened: OpenBriefing, briefing: Briefing) -> Row | None:
        """Return the row of a kept briefing whose address tells whether this one has moved; None if none is left."""
        besides = (self._taken_up.keys(), opened.compared)
        may_ask = len(opened.compared) < _MOST_COMPARED
        return self._kept.ask_open(lambda store: store.earlier(briefing, besides), otherwise=None) if may_ask else None

    def parse_earlier(self, came: Answer, opened: OpenBriefing, known_as: str) -> None:
        """Store a briefing as the one whose words it has, if that is gone from its address or that leads here.

        A list that writes the name of a visit into each of its links has another address for it every day.
        """
        page = self._read(came)
        leads_home = was_redirected(came) and is_home(came.url)
        is_gone = page.kind in NOT_THERE if isinstance(page, Reason) else leads_home
        is_other_visit = known_as not in self._frontier.named and differ_by_visit(came.url, opened.address.url)
        if is_gone or is_other_visit or same_page(came.url, opened.address.url):
            opened.known_as = known_as
            opened.settle()
            self._taken_up.setdefault(known_as, 0)
            for one in (opened.attempt, EntryAttempt(opened.address.url)):  # which the earlier address may lead to
                self._kept.taken_up(one, known_as)
        del self._open[opened.attempt.key]
        if isinstance(page, Page):
            kept = self._kept.unlisted_day(known_as, self._frontier.named)
            self._in_place.note(page, self._frontier.rows.get(known_as), kept)
        self._read_whole(opened)

    def _keep(self, opened: OpenBriefing, briefing: Briefing) -> None:
        self._kept.drop(opened.id)
        # Truncated pages are not to be taken from the archive: only the server can have the rest.
        missing = {gap.number for gap in briefing.missing_pages}
        self._kept.mark(*(page.warc for page in briefing.pages if page.number in missing), accepted=False)
        quality = BriefingQuality.of(briefing, opened.believed)
        # Not the gaps of `opened`: only the reader of all pages sees that one of them is torn.
        self._account.read(briefing.id, briefing.url, quality, briefing.missing_pages, briefing.shortcomings)
        is_direct = opened.attempt.is_direct and opened.attempt.key == opened.id
        pages = tuple(opened.read_pages())
        reading = KnownReading(self._reader, pages, json.encode(quality).decode(), briefing.complete and is_direct)
        self._kept.note(lambda store: store.note_reading(briefing.id, reading))
        self._queue.append(briefing)

    def _close_article(self, opened: OpenBriefing) -> None:
        """Leave an article out, or take up the transcript that stands behind it.

        The page of an event may only lead there, beside its video and its slides: to a place that a look or an earlier
        run found.
        """
        attempt, front = opened.attempt, opened.believed[0]
        doubted = {asked.url: page for asked, page in opened.looked_at(Look.OPEN)}
        for key, link in {} if attempt.front or attempt.asked_for else self._behind(front).items():
            page = doubted.get(link.url)
            if page is None and self.site_map.look_of(of_front(key)) is not Look.ENTRIES:
                continue
            attempt.front, attempt.has_stepped = front, True
            self._asked[attempt.key] = attempt
            if page is None:
                self._ask_entry(link.url, attempt)
            else:
                looked = LookResult(Look.ENTRIES, "the transcript of an entry stands there")
                self.site_map.note(of_front(key), looked, link.url)
                self._take_up(attempt, page)
            return
        if front.kind is PageKind.LIST and any(self.site_map.look_of(key) is Look.OPEN for key in opened.links.by_key):
            self._give_up(attempt, opened.open[0])
        else:
            state = EntryState.ARTICLE if front.kind is PageKind.TRANSCRIPT else EntryState(front.kind)
            self._leave_out(attempt, state, *opened.believed)

    def _behind(self, page: Page) -> dict[str, PlacedLink]:
        """Return the unexplained links of an entry's page by place, in a row of tabs by their words as well.

        Several of one place may be several briefings if they say the same, or are a table of contents.
        """
        links = [
            link for link in page.links.placed.links
            if not self.site_map.is_frame(link) and place_on_page(link) is LinkPlace.UNEXPLAINED
            and self.may_look(link.url) and not self.is_listed(link.url)
        ]  # fmt: skip
        counts = Counter(link.key for link in links)
        are_tabs = page.kind is not PageKind.LIST
        names = {link: f"{link.key}|{link.said}" if are_tabs and counts[link.key] > 1 else link.key for link in links}
        times = Counter(names.values())
        return {name: link for link, name in names.items() if times[name] == 1}

    def _complete_by(self, opened: OpenBriefing, transcript: Transcript) -> CompleteBy:
        """Return the evidence that a briefing is complete, by its own pages alone, so that every run gives the same."""
        if self._is_told or self.page_url(opened.address.url, 2) is not None:
            return CompleteBy.SOURCE
        if opened.looked_at():
            return CompleteBy.SHARED_ROW
        signs = opened.believed[0].links.placed.signs
        if transcript.complete_by is CompleteBy.PAGER or transcript.date is None or signs:
            return transcript.complete_by
        return CompleteBy.ACCOUNT_OF_LINKS


def drop_without_speech(opened: OpenBriefing) -> None:
    """Drop pages without speech beside pages with it: those of a row, and a page 1 that leads on without numbers.

    Such a page 1 with little speech may be the overview of an event.
    """
    for one, page in opened.looked_at():
        others = [other for other in opened.believed if other is not page]
        if not one.says_number and has_no_speech(page, others):
            one.page = None
    joined, first = opened.looked_at(), opened.pages.get(1)
    if first is None or len(opened.pages) > 1 or not joined:
        return
    numbered = {one.url for one, _ in joined if one.says_number}
    if any(link.url in numbered for link in first.links.placed.links):
        return
    if has_no_speech(first, [page for _, page in joined]):
        opened.attempt.has_stepped = True
        opened.held()[0][0].look = Look.ELSEWHERE
    elif not is_mostly_speech(first):
        words = "its first page may be the overview of an event"
        opened.open.append(Reason(ReasonKind.NOT_FOLLOWED, words))
