"""Judge what a look found: a page of the briefing, or of another one, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.reasons import Reason, ReasonKind
from briefings.transcript import (
    BriefingKind,
    Look,
    LookResult,
    Page,
    PageKind,
    follows,
    has_no_speech,
    kind_of,
    read_transcript,
    shows_more,
    turns_to,
)

UNSEEN = frozenset((
    ReasonKind.SERVER_ERROR, ReasonKind.TIMEOUT, ReasonKind.CONNECTION, ReasonKind.TRUNCATED, ReasonKind.RATE_LIMITED,
    ReasonKind.NEVER_ANSWERED,
))  # fmt: skip
"""Reasons why the page was not seen: then a page that was only tried may belong to the briefing, too."""


def may_go_on(url: str, said: str) -> str:
    """Return the words for an unexplained link, of a briefing or a list."""
    return f"may go on at {url}" + (f' ("{said[:60]}")' if said else "")


def is_briefing(page: Page) -> bool:
    """Return True for a page on which somebody is named as speaking."""
    return kind_of(read_transcript([page])) is BriefingKind.TRANSCRIPT


def judge_failure(reason: Reason) -> LookResult:
    """Judge a link at which nothing could be read."""
    return LookResult(Look.UNSEEN if reason.kind in UNSEEN else Look.GONE, reason.words)


def judge_look(believed: Sequence[Page], page: Page, number: int | None = None, *, vouched: bool = False) -> LookResult:
    """Judge the page at a link of a briefing of which some pages are accepted, also at one that gives its number.

    `vouched` says that the source names that address.
    """
    if page.kind in {PageKind.EMPTY, PageKind.LIST} or page.origin.served.objection:
        return LookResult(Look.ELSEWHERE, f"what stands there is: {page.kind}")
    is_version = not any(turns_to(one, page) for one in believed)
    verdicts = [follows(one, page, number, vouched=vouched, is_version=is_version) for one in believed]
    looks = {verdict.look for verdict in verdicts}
    if shows_more(believed, page):
        return LookResult(Look.OPEN, "it shows all of page 1 and more that the same people say")
    if Look.AGAIN in looks:
        return LookResult(Look.AGAIN, "it repeats what was read")
    if Look.PAGES in looks:
        return next(verdict for verdict in verdicts if verdict.look is Look.PAGES)
    if Look.OPEN in looks and has_no_speech(page, believed):
        return LookResult(Look.ELSEWHERE, "nobody speaks there")
    if Look.OPEN in looks and Look.ELSEWHERE not in looks and page.kind is PageKind.TRANSCRIPT:
        before = follows(page, believed[0], is_version=is_version)
        if before.look is Look.PAGES:
            return LookResult(Look.PAGES, f"the page before it: {before.why}")
        return LookResult(Look.OPEN, "nothing proves that it belongs to it")
    return LookResult(Look.ELSEWHERE, verdicts[0].why)
