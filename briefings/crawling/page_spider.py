"""Follow the pages of open briefings, and read a briefing when its last page is in or known to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scrapy import Request

from briefings.crawling.as_kept import reading_of
from briefings.crawling.entry import EntryAttempt
from briefings.crawling.entry_spider import PAGES_FIRST
from briefings.crawling.landings import redirected
from briefings.crawling.list_looks import ListLookSpider
from briefings.crawling.open_briefing import OpenBriefing
from briefings.crawling.responses import Answer, was_redirected
from briefings.items import Briefing, CompleteBy
from briefings.loaders import load_briefing
from briefings.reasons import Reason
from briefings.runs.quality import BriefingQuality
from briefings.transcript import BriefingKind, Page, Transcript, kind_of, read_transcript


class PageSpider(ListLookSpider):
    """Follows the pages of briefings until each is read. Subclasses choose the requests."""

    _reader: str

    def parse_page(self, came: Answer, briefing: str, number: int) -> Iterator[Request | Briefing]:
        """Take a page into its briefing, or note it as missing."""
        page, opened = self._read(came), self._open[briefing]
        if isinstance(page, Reason):
            opened.lose(number, page)
        else:
            opened.take(number, self._without_entries(page), redirected=was_redirected(came))
        yield from self._go_on(opened)

    def _go_on(self, opened: OpenBriefing) -> Iterator[Request | Briefing]:
        # At once: after a kill they are requested again.
        self._kept.refuse_pages(opened)
        # Of equal requests the scheduler hands out the latest first, so pages in order need unequal places.
        for place, (number, url) in enumerate(opened.ask().items()):
            yield self._request(url, self.parse_page, PAGES_FIRST - place, briefing=opened.id, number=number)
        if opened.is_whole:
            yield from self._look(opened)
        if opened.is_whole and opened.looked.is_over:
            yield from self._close(opened)
        yield from self._release()
        yield from self._next_requests()

    def _close(self, opened: OpenBriefing) -> Iterator[Request | Briefing]:
        del self._open[opened.id]
        self._account.quality.count_links(opened.links.places)
        for links in opened.links.by_key.values():
            opened.looked.stay_open(links[0].url, links[0].said)
        self._note_signs(opened)
        self._judge_again(opened)
        opened.drop_without_speech()
        if (first := opened.found_before) is not None:
            yield from self._begin_at(opened.attempt, opened, first)
            return
        opened.settle()
        self._kept.refuse_pages(opened)
        self._kept.accept_pages(opened)
        unlabelled = self.settings.getbool("BRIEFINGS_UNLABELLED")
        try:
            transcript = read_transcript(list(opened.pages.values()), opened.gaps, first=opened.address.url)
            transcript.shortcomings += sorted(opened.looked.open, key=str)
            transcript.complete_by = self._complete_by(opened, transcript)
            is_article = kind_of(transcript) is BriefingKind.ARTICLE
            briefing = load_briefing(transcript, source=self.name, unlabelled=unlabelled)
        except Exception:
            self._account.crash(opened.id, lost=True)
            return
        if is_article and opened.attempt.landed:
            self._asked[opened.attempt.key] = opened.attempt
            yield from self._give_up(opened.attempt, redirected(opened.address.url))
            return
        if is_article and not unlabelled and opened.attempt.held:
            self._taken_up.discard(opened.id)
            self._asked[opened.attempt.key] = opened.attempt
            yield from self._read_held(opened.attempt, "nobody is named as speaking there")
            return
        if is_article and not unlabelled:
            yield from self._close_front(opened)
            return
        self._kept.drop(opened.id)
        self._kept.refuse_torn(briefing)
        # This frame lives on while the briefing is stored, which takes memory too.
        del transcript
        opened.pages = {number: replace(page, lines=()) for number, page in opened.pages.items()}
        quality = BriefingQuality.of(briefing, opened.pages.values())
        # Not the gaps of `opened`: only the reader of all pages sees that one of them is torn.
        self._account.read(briefing.id, briefing.url, quality, briefing.missing_pages, briefing.shortcomings)
        reading = reading_of(opened, briefing, reader=self._reader, quality=quality.to_json())
        self._kept.note_reading(briefing.id, reading)
        yield briefing

    def _begin_at(self, attempt: EntryAttempt, opened: OpenBriefing, first: Page) -> Iterator[Request | Briefing]:
        """Open a briefing again at the page that stands before the one the user named; the others are held."""
        self._taken_up.discard(opened.id)
        attempt.held = [page for page in opened.believed if page is not first]
        self._asked[attempt.key] = attempt
        yield from self._take_up(attempt, first)

    def _complete_by(self, opened: OpenBriefing, transcript: Transcript) -> CompleteBy:
        """Return the evidence that a briefing is complete, by its own pages alone, so that every run gives the same."""
        if self._is_told or self.page_url(opened.address.url, 2) is not None:
            return CompleteBy.SOURCE
        if opened.looked.joined:
            return CompleteBy.SHARED_ROW
        signs = opened.pages[min(opened.pages)].links.placed.signs
        if transcript.complete_by is CompleteBy.PAGER or transcript.date is None or signs:
            return transcript.complete_by
        return CompleteBy.ACCOUNT_OF_LINKS
