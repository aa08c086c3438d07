"""Saved pages assembled to transcripts, as `scrapy read` does: without a list, a store or another request."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.address import comparable
from briefings.crawling.briefing.entry import EntryAttempt
from briefings.crawling.briefing.open_briefing import OpenBriefing
from briefings.crawling.briefing.requested_pages import SourcedPages
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import Look, Page, Transcript, judge_look, read_transcript

_MOST_PAGES = 1000
"""Maximum number of pages of one briefing, more than any crawl follows, as nothing is requested."""


def transcripts_of(pages: Sequence[Page], sourced: SourcedPages) -> Iterator[Transcript]:
    """Yield the transcripts of pages of one or several briefings; pages without numbers are one briefing, in order."""
    shows_pages = any(page.address.numbered or page.siblings.pages or page.siblings.total for page in pages)
    if len(pages) > 1 and not shows_pages:
        # Saved under the user's own names.
        first = pages[0].address
        numbered = enumerate(pages, start=1)
        yield read_transcript(
            [replace(page, address=replace(first, number=number, url=page.address.url)) for number, page in numbered]
        )
        return
    while pages:
        opened, pages = _opened(pages, sourced)
        opened.settle()
        held = opened.believed
        shown = max((number for page in held for number in page.siblings.possible), default=0)
        # Under a name of the user's own, a page's row of pages proves nothing, but says that there are more.
        gaps = None if not opened.gaps and (len(held) == 1 or shown > len(held)) else opened.gaps
        yield read_transcript(held, gaps, first=opened.address.url)


def _opened(pages: Sequence[Page], sourced: SourcedPages) -> tuple[OpenBriefing, list[Page]]:
    """Return the briefing of the first page, with all pages that belong to it, and the pages that do not."""
    opened = OpenBriefing.from_page(pages[0], EntryAttempt(pages[0].address.url), _MOST_PAGES, sourced)
    others = {comparable(page.address.url): page for page in pages[1:]}
    while asked := opened.ask():
        for one in asked:
            if (page := others.pop(comparable(one.url), None)) is not None:
                opened.take(one, page, redirected=False)
            else:
                opened.lose(one, Reason(ReasonKind.NOT_GIVEN, f"not given: {one.url}"))
    left = -1
    while left != len(others):
        left = len(others)
        for key, page in list(others.items()):
            is_own = judge_look(opened.believed, page).look is Look.PAGES
            if is_own and (looked := opened.ask_look(page.address.url, "", "")):
                opened.take_look(looked, Look.PAGES, others.pop(key))
    return opened, list(others.values())
