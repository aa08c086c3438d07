"""Judge links that are looked at, of a briefing or a list, and put the unexplained ones in words."""

from briefings.address import same_page
from briefings.crawling.briefing.responses import Answer, was_redirected
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import BriefingKind, Look, LookResult, Page, are_of_two_briefings, kind_of, read_transcript

UNSEEN = frozenset((
    ReasonKind.SERVER_ERROR, ReasonKind.TIMEOUT, ReasonKind.CONNECTION, ReasonKind.TRUNCATED, ReasonKind.RATE_LIMITED,
    ReasonKind.NEVER_ANSWERED,
))  # fmt: skip
"""Reasons that mean that the page was not seen; it may belong to the briefing, even if it was only tried."""


def may_go_on(url: str, said: str) -> str:
    """Return the words for an unexplained link, of a briefing or a list."""
    return f"may go on at {url}" + (f' ("{said[:60]}")' if said else "")


def is_briefing(page: Page) -> bool:
    """Return True for a page on which somebody is named as speaking."""
    return kind_of(read_transcript([page])) is BriefingKind.TRANSCRIPT


def may_be_briefing(page: Page) -> bool:
    """Return True for a page on which somebody may speak: a later part often names nobody often enough."""
    return kind_of(read_transcript([page])) is not BriefingKind.ARTICLE


def judge_failure(reason: Reason) -> LookResult:
    """Judge a link at which nothing could be read."""
    return LookResult(Look.UNSEEN if reason.kind in UNSEEN else Look.GONE, reason.words)


def judge_listed(looked: LookResult, front: Page, page: Page) -> LookResult:
    """Judge a link to what a sitemap names: with a title of its own, what may be a part is another briefing."""
    is_other = looked.look is Look.OPEN and are_of_two_briefings(front.fields.title, page.fields.title)
    return LookResult(Look.ELSEWHERE, "a sitemap names it, and its title is another") if is_other else looked


def judge_redirected(came: Answer, asked: str, page: Page, looked: LookResult) -> LookResult:
    """Judge a link that leads elsewhere by a redirect, as to the list or the home page: what it names is gone.

    Another briefing that moved is there.
    """
    strayed = looked.look is Look.ELSEWHERE and was_redirected(came) and not same_page(came.url, asked)
    return LookResult(Look.GONE, f"redirected to {came.url}") if strayed and not is_briefing(page) else looked
