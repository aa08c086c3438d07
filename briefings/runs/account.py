"""The account of a run in progress: the one place where it is counted and its troubles are named."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler

from briefings.address import comparable
from briefings.clock import now
from briefings.items import Briefing, MissingPage
from briefings.markup import Markup
from briefings.reasons import Reason, ReasonKind
from briefings.records.revisions import Decision
from briefings.runs.expectations import ALL, gaps_in_words, read_acknowledged, read_expectations
from briefings.runs.quality import OF_LISTS, BriefingQuality, ReadingQuality
from briefings.runs.states import BriefingState, ListState
from briefings.runs.stats import Counts, Stat
from briefings.runs.unexplained_errors import UnexplainedErrors
from briefings.store.entries import EntryState

if TYPE_CHECKING:
    from briefings.transcript import Page

MOST_NAMED = 5
"""Maximum number of troubles named in the closing sentence; the log has all of them."""

_LEFT_OUT = {
    EntryState.ARTICLE: (Stat.ARTICLES, "an article in which nobody is named as speaking"),
    EntryState.GALLERY: (Stat.GALLERIES, "a photo gallery"),
    EntryState.NOTICE: (Stat.NOTICES, "a notice"),
    EntryState.LIST: (Stat.LIST_ENTRIES, "a list page (-a lists=ADDRESS reads it)"),
    EntryState.FILE: (Stat.FILES, "a file"),
}

_GONE = frozenset((ReasonKind.NOT_FOUND, ReasonKind.SOFT_404, ReasonKind.NO_TRANSCRIPT, ReasonKind.REDIRECTED))
"""Reasons that mean the page of an entry is gone or something else stands in its place."""

_accounts: WeakKeyDictionary[Crawler, RunAccount] = WeakKeyDictionary()


class RunAccount(Counts):
    """Extension that counts in the stats of the crawl, keeps the outcome of each briefing, and logs what went wrong.

    Grows by a few hundred bytes for each briefing that is read or fails; texts are not kept. `account_of` finds it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self.briefings: dict[str, BriefingState] = {}
        self.lists: list[ListState] = []
        self.newest_commit: str | None = None
        self.has_storage_failed = False
        """True once a storage error is ending the run or kept it from starting: asked before every use of the store."""
        self.troubles: list[str] = []
        """Sentences about the first few things that went wrong."""
        self.outdated: list[str] = []
        """Sentences about the first few acknowledged gaps that no longer exist."""
        self._markup: Markup | None = getattr(crawler.spidercls, "markup", None)
        self.quality = ReadingQuality(self._markup)
        self.expected = read_expectations(settings.get("BRIEFINGS_EXPECT"))
        self.acknowledged = read_acknowledged(settings.get("BRIEFINGS_ACKNOWLEDGED"))
        """Gaps the user acknowledged as permanent."""
        self._errors: UnexplainedErrors | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl and start watching its errors."""
        account = account_of(crawler)
        assert isinstance(account, cls)
        crawler.signals.connect(account.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(account.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(account.item_error, signal=signals.item_error)
        account._errors = UnexplainedErrors(crawler)
        logging.root.addHandler(account._errors)
        return account

    def close(self) -> None:
        """Stop counting what is logged: the run is over."""
        if self._errors is not None:
            logging.root.removeHandler(self._errors)

    # -- What became of briefings

    def read(
        self,
        briefing: str,
        url: str,
        quality: BriefingQuality,
        missing: Sequence[MissingPage] = (),
        shortcomings: Sequence[Reason] = (),
    ) -> None:
        """Count a briefing that was read as far as its pages could be had, now or, where nothing changed, earlier."""
        gaps = {page.number: page.why for page in missing}
        self.count(Stat.TURNS, quality.turns)
        self._name_outdated(briefing, self.acknowledged.outdated(briefing, gaps))
        state = Stat.COMPLETE
        lacks = "; ".join([*([f"lacks {gaps_in_words(gaps)}"] if gaps else []), *map(str, shortcomings)])
        covered = self.acknowledged.covers(briefing, None if shortcomings else gaps)
        if lacks and covered:
            state = Stat.ACKNOWLEDGED
            self._log(logging.INFO, f"{briefing} {lacks}, as acknowledged")
        elif lacks:
            state = Stat.INCOMPLETE
            self._trouble(f"{briefing} {lacks}", [*gaps.values(), *shortcomings], f" ({url})")
        self.count(state)
        self.briefings[briefing] = BriefingState(briefing, url, state.name.lower(), None, quality.turns, tuple(missing))
        self.quality.add(quality, briefing)

    def compared(self, briefing: str, decision: Decision) -> None:
        """Record how a briefing compares with its stored revision."""
        self.count(Stat(f"briefings/{decision}"))
        if briefing in self.briefings:
            self.briefings[briefing].kept = decision
        if decision not in {Decision.UNCHANGED, Decision.POORER}:
            self.newest_commit = now()
        if decision is Decision.REPLACED:
            self._trouble(f"{briefing} is another one than before, which superseded.jsonl keeps", ())

    def forgotten(self, url: str, *, asked_for: bool) -> None:
        """Count a briefing skipped because it was forgotten; `asked_for`: the command line names it."""
        self.count(Stat.FORGOTTEN)
        level = logging.WARNING if asked_for else logging.INFO
        undo = f", and `scrapy forget --undo {url}` lets it be read again" if asked_for else ""
        self._log(level, f"{url} is not read: it was forgotten; forgotten.jsonl says when and why{undo}")

    def left_out(self, url: str, state: EntryState, *, asked_for: bool) -> None:
        """Count an entry that is not a briefing; `asked_for`: the user named it."""
        stat, words = _LEFT_OUT[state]
        self.count(stat)
        self._log(logging.INFO, f"{url} is {words}, not a briefing")
        if asked_for:
            self.count(Stat.NOT_BRIEFINGS)
            self._trouble(f"{url} is {words}, not a briefing", ())

    def other_address(self, url: str, briefing: str) -> None:
        """Count an entry that is another address of a briefing already taken up."""
        self.count(Stat.OTHER_ADDRESSES)
        self._log(logging.INFO, f"{url} is {briefing}, which was taken up already")

    def unread(self, url: str, reason: Reason, briefing: str) -> None:
        """Count a briefing of which nothing could be read; `briefing` is the id its address gives."""
        known = self.acknowledged.covers(briefing, None)
        if known:
            self._log(logging.INFO, f"{url} was not read ({reason}), as acknowledged")
        else:
            self._trouble(f"{url} was not read ({reason})", [reason])
        self.count(Stat.ACKNOWLEDGED_UNREAD if known else Stat.UNREAD)
        self.count(Stat.GONE, reason.kind in _GONE)
        state = "acknowledged" if known else "unread"
        self.briefings[briefing] = BriefingState(briefing, url, state, kind=reason.kind, reason=reason.words)

    def vanished(self, url: str, reason: Reason, briefing: str) -> None:
        """Count a stored briefing that is no longer on the site."""
        self.count(Stat.VANISHED)
        self.count(Stat.GONE)
        self.briefings[briefing] = BriefingState(briefing, url, "vanished", kind=reason.kind, reason=reason.words)
        self._log(logging.WARNING, f"{url} was removed from the site ({reason}); its stored text is kept")

    def interrupted(self, urls: Mapping[str, str], why: str) -> None:
        """Count briefings, as addresses by id, whose last page had not arrived when the run stopped."""
        self.count(Stat.INTERRUPTED, len(urls))
        self._log(logging.WARNING, f"Stopped ({why}) before the last page of: {', '.join(urls)}")
        kind = ReasonKind.RUN_ENDING
        for briefing, url in urls.items():
            self.briefings[briefing] = BriefingState(briefing, url, "interrupted", kind=kind, reason=why)

    def crash(self, what: str, *, lost: bool = False) -> None:
        """Record an exception of the reader, caught so that the other briefings go on.

        `lost`: `what` is a briefing, and the exception is why nothing of it is kept.
        """
        self.count(Stat.READER_ERRORS)
        self.count(Stat.FAILED, lost)
        self._log(logging.ERROR, f"{what}: the reader failed", exc_info=True)

    # -- What became of them in the pipelines

    def arrived(self, briefing: Briefing) -> None:
        """Count a briefing made by another kind of spider; a source tells of its own."""
        if briefing.id not in self.briefings:
            quality = BriefingQuality.of(briefing, ())
            self.read(briefing.id, briefing.url, quality, briefing.missing_pages, briefing.shortcomings)

    def item_scraped(self, item: Any) -> None:
        """Count an item that passed or left the pipelines uncompared with the store, as ours are off or come later."""
        if isinstance(item, Briefing):
            self.arrived(item)
            self.count(Stat.NOT_STORED, self.briefings[item.id].kept is None)

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Count a briefing that a pipeline dropped; exceptions of the project name the stat to count in `stat`."""
        if isinstance(item, Briefing):
            stat = getattr(exception, "stat", Stat.FAILED if self.has_storage_failed else None)
            self._drop(item.id, stat) if stat else self.item_scraped(item)

    def item_error(self, item: Any) -> None:
        """Count an exception other than DropItem in a pipeline; Scrapy logs it and goes on."""
        self.count(Stat.ITEM_ERRORS)
        if isinstance(item, Briefing):
            self._drop(item.id, Stat.FAILED)

    def _drop(self, briefing: str, stat: Stat) -> None:
        state = self.briefings.get(briefing)
        if state is None or state.kept is None:
            self.count(stat)
        if state is not None:
            state.state, state.kept = stat.name.lower(), None

    # -- Lists

    def list_read(
        self, url: str, page: Page, new: int, doubts: Sequence[Reason] = (), *, is_of_archive: bool = False
    ) -> None:
        """Record a list page that arrived; `new` of its briefings are named for the first time in this run.

        `doubts` are the signs on it that were not understood. One of an archive may be empty.
        """
        found = len(page.listing.entries)
        reason = next(iter(doubts), None)
        may_be_empty = page.listing.leads_on or is_of_archive
        if not may_be_empty and reason is None and not self.acknowledged.covers(url, None):
            selector = self._markup.entries if self._markup and "entries" not in page.told.matched else None
            why = f": the selector {selector} matched nothing" if selector else ""
            reason = Reason(ReasonKind.NO_ENTRIES, f"it lists no briefing{why}")
        if found or reason is None:
            self.count(Stat.LISTS)
            self.count(Stat.EMPTY_LISTS, not (found or may_be_empty))
        if reason is None:
            # A month that is empty at its beginning is not the list that lost its entries.
            self.lists.append(ListState(url, found or None if may_be_empty else found, new))
        else:
            self.list_failed(url, reason, found, new)
        self.quality.match(page.told.matched, OF_LISTS)

    def forget_lists(self, urls: Collection[str]) -> None:
        """Take back what was said of list pages, by their comparable addresses, that are read once more."""
        for one in [state for state in self.lists if comparable(state.url) in urls]:
            self.lists.remove(one)
            self.count(Stat.LISTS, -(one.kind is None or bool(one.found)))
            self.count(Stat.LOST_LISTS, -(one.kind is not None))
            self.troubles = [other for other in self.troubles if other != one.trouble]

    def list_failed(self, url: str, reason: Reason, found: int | None = None, new: int = 0) -> None:
        """Record a list page that could not be had or counts as not read."""
        self.lists.append(failed := ListState(url, found, new, reason.kind, reason.words))
        self.count(Stat.LOST_LISTS)
        self._trouble(failed.trouble, [reason], is_told=found != 0)

    def tell_empty_lists(self) -> None:
        """Log which list pages named nothing, at the end: a look at their links might have found briefings."""
        for failed in (one for one in self.lists if one.kind is not None and one.found == 0):
            self._log(logging.WARNING, failed.trouble)

    def list_doubted(self, url: str, reason: Reason) -> None:
        """Turn a list page that was read into a failed one: it shows more than was found."""
        read = next(one for one in reversed(self.lists) if one.url == url)
        self.lists.remove(read)
        self.list_failed(url, reason, read.found, read.new)

    def list_falls_short(self, url: str, words: str) -> None:
        """Count a list that may go on somewhere, or ended before the beginning of the requested window."""
        self.count(Stat.LOST_LISTS)
        self._trouble(f"the list {url} {words}", ())

    # -- Troubles

    def _trouble(self, sentence: str, reasons: Iterable[Reason], more: str = "", *, is_told: bool = True) -> None:
        for reason in reasons:
            self.count(Stat.RATE_LIMITED, reason.kind is ReasonKind.RATE_LIMITED)
            self.count(Stat.BLOCKED, reason.kind is ReasonKind.REFUSED)
        if is_told:
            self._log(logging.WARNING, f"{sentence}{more}")
        self.troubles += [sentence][: MOST_NAMED - len(self.troubles)]

    def _name_outdated(self, briefing: str, pages: list[int] | None) -> None:
        if pages is None or pages:
            named = f"{briefing}: {ALL if pages is None else ', '.join(map(str, pages))}"
            self.count(Stat.OUTDATED_ACKNOWLEDGED)
            self._log(logging.WARNING, f"No longer missing, though BRIEFINGS_ACKNOWLEDGED says so: {named}")
            self.outdated += [named][: MOST_NAMED - len(self.outdated)]

    def _log(self, level: int, sentence: str, *, exc_info: bool = False) -> None:
        name = (self._crawler.spider or self._crawler.spidercls).name
        # `counted` marks what has been counted here already.
        extra = {"spider": self._crawler.spider, "counted": True}
        logging.getLogger(name).log(level, "%s", sentence, exc_info=exc_info, extra=extra)


def account_of(crawler: Crawler) -> RunAccount:
    """Return the account of a crawl; make it on first use."""
    account = _accounts.get(crawler)
    if account is None:
        account = _accounts[crawler] = RunAccount(crawler)
    return account
