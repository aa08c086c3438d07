"""The looks for one briefing: the pages that joined it, in the order of their links, and the links that stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefings.address import comparable
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


@dataclass(slots=True)
class LookedLink:
    """A link of a briefing that was requested, and what came of it."""

    url: str
    said: str
    """Text of the link."""
    look: Look | None = None
    """None until the answer is judged."""
    page: Page | None = None
    """Page that belongs to the briefing, or may: one of unproven kind may show all pages, some of which come later."""


@dataclass(slots=True)
class BriefingLooks:
    """The looks of one open briefing."""

    links: dict[str, LookedLink] = field(default_factory=dict)
    """Requested links by comparable address, in their order, which is that of the pages among them."""
    tries: Counter[str] = field(default_factory=Counter)
    """Number of looks at each place."""
    waits_for: set[str] = field(default_factory=set)
    """Kinds of knowledge that must come first: what first pages share, or the end of earlier briefings."""
    open: list[Reason] = field(default_factory=list)
    """Links that stay open."""

    @property
    def pending(self) -> list[LookedLink]:
        """Links without an answer."""
        return [link for link in self.links.values() if link.look is None]

    def with_page(self, look: Look) -> dict[str, Page]:
        """Return the pages that were found to be of one kind, by requested address, in the order of their links."""
        return {link.url: link.page for link in self.links.values() if link.look is look and link.page is not None}

    @property
    def joined(self) -> dict[str, Page]:
        """Pages that belong to the briefing."""
        return self.with_page(Look.PAGES)

    def ask(self, url: str, said: str) -> bool:
        """Note an address as requested; return False if it was before."""
        link = LookedLink(url, said)
        return self.links.setdefault(comparable(url), link) is link

    def has(self, url: str) -> bool:
        """Return True for an address that was requested."""
        return comparable(url) in self.links

    def is_numbered(self, url: str) -> bool:
        """Return True if the text of the link to an address has a number."""
        return any(map(str.isdigit, self.links[comparable(url)].said))

    def take(self, url: str, look: Look, page: Page | None = None) -> None:
        """Take in the result of a look."""
        link = self.links[comparable(url)]
        link.look, link.page = look, page if look in {Look.PAGES, Look.OPEN} else None
        if page is None and look in {Look.OPEN, Look.UNSEEN}:
            self.stay_open(url)

    def stay_open(self, url: str, said: str = "") -> None:
        """Report that the briefing may go on at an address, in the same words whether it was looked at or not.

        Which of the two depends on what came first. `said` is the text of a link that was not.
        """
        said = self.links[comparable(url)].said if self.has(url) else said
        self.open.append(Reason(ReasonKind.NOT_FOLLOWED, may_go_on(url, said)))


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
