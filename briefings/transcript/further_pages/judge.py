"""Judge the page at a link of a briefing by all pages that are known to be its own."""

from collections.abc import Sequence

from briefings.transcript.further_pages.followers import Look, LookResult, follows, turns_to
from briefings.transcript.further_pages.listed_entries import is_list_with
from briefings.transcript.further_pages.new_speech import has_no_speech, shows_more
from briefings.transcript.further_pages.parts import is_part
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.speech_signs import speech_sign

_LITTLE = 300
"""Maximum size, in bytes as Chinese has few characters, of a text that may be that of an error or a wall."""


def judge_look(believed: Sequence[Page], page: Page, number: int | None = None, *, vouched: bool = False) -> LookResult:
    """Judge the page at a link of a briefing of which some pages are accepted; `number` is its page number, if known.

    `vouched` says that the source names that address.
    """
    if page.kind in {PageKind.EMPTY, PageKind.LIST}:
        return LookResult(Look.ELSEWHERE, f"what stands there is: {page.kind}")
    is_version = not any(turns_to(one, page) for one in believed)
    verdicts = [follows(one, page, number, vouched=vouched, is_version=is_version) for one in believed]
    looks = {verdict.look for verdict in verdicts}
    is_list = is_list_with(page, believed[0])
    if shows_more(believed, page) and not is_list:
        return LookResult(Look.OPEN, "it shows all of page 1 and more that the same people say")
    if Look.AGAIN in looks:
        return LookResult(Look.AGAIN, "it repeats what was read")
    is_open = looks & {Look.OPEN, Look.PAGES} == {Look.OPEN}
    if (is_open or _says_little(page, number or 1)) and has_no_speech(page, believed):
        return LookResult(Look.ELSEWHERE, "nobody speaks there")
    if Look.PAGES in looks:
        return next(verdict for verdict in verdicts if verdict.look is Look.PAGES)
    if is_list:
        return LookResult(Look.ELSEWHERE, "it lists the briefing among others")
    if page.kind is PageKind.TRANSCRIPT and is_part(believed, page):
        return LookResult(Look.PAGES, "a part below page 1's address, to which its pages lead on")
    if Look.OPEN in looks and Look.ELSEWHERE not in looks and page.kind is PageKind.TRANSCRIPT:
        before = follows(page, believed[0], is_version=is_version)
        if before.look is Look.PAGES:
            return LookResult(Look.PAGES, f"the page before it: {before.why}")
        return LookResult(Look.OPEN, "nothing proves that it belongs to it")
    return LookResult(Look.ELSEWHERE, verdicts[0].why)


def _says_little(page: Page, number: int) -> bool:
    # The last page may hold one sentence.
    if page.kind is not PageKind.TRANSCRIPT or not 1 < number < max(page.siblings.pages, default=0):
        return False
    texts = [line.text for line in page.lines if not line.within]
    # The rest of a sentence belongs to what was said.
    is_rest = any(text[:1].islower() for text in texts)
    return sum([len(text.encode()) for text in texts]) <= _LITTLE and not (is_rest or speech_sign(page.lines))
