"""What a crawl counts and tells while it runs: the stats the verdict reads, and the lines of the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from briefings.items import Reason, ReasonKind
from briefings.runs.accounting import account_of
from briefings.runs.acknowledged import ALL, read_acknowledged
from briefings.runs.expectations import read_expectations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from scrapy.crawler import Crawler
    from scrapy.utils.log import SpiderLoggerAdapter

    from briefings.items import Briefing
    from briefings.transcript import Markup, Page

_MOST_KEPT = 5


class Tally:
    """Counts under `briefings/`; keeps the first few troubles for the closing sentence, and logs all of them."""

    def __init__(self, crawler: Crawler, logger: SpiderLoggerAdapter, markup: Markup | None = None) -> None:
        """`markup` is the source's. Raises ValueError when BRIEFINGS_ACKNOWLEDGED or _EXPECT cannot be read."""
        self._crawler = crawler
        self._logger = logger
        self._markup = markup
        self._empty_lists = read_expectations(crawler.settings.get("BRIEFINGS_EXPECT")).empty_lists
        self._acknowledged = read_acknowledged(crawler.settings.get("BRIEFINGS_ACKNOWLEDGED"))

    def count(self, name: str, count: int = 1) -> None:
        """Add to the stat `briefings/name`."""
        if count:
            self._crawler.stats.inc_value(f"briefings/{name}", count)

    def outlook(self, *, found: int, left: int, lists_ahead: bool) -> None:
        """Of the briefings `found` so far, `left` are waiting or under way; list pages ahead may name more."""
        stats = self._crawler.stats
        stats.set_value("briefings/found", found)
        stats.set_value("briefings/left", left)
        stats.set_value("briefings/lists_ahead", lists_ahead)

    def read(self, briefing: Briefing, pages: Collection[Page]) -> None:
        """A briefing was read from `pages`, as far as they could be had."""
        # Not the gaps the spider knows of: only the reader of all pages sees that one of them is torn.
        gaps = {page.number: page.why for page in briefing.missing_pages}
        self.count("turns_read", len(briefing.turns))
        self._tell_outdated(briefing.id, self._acknowledged.outdated(briefing.id, gaps))
        state = "complete"
        if gaps and self._acknowledged.covers(briefing.id, gaps):
            state = "acknowledged"
            self._logger.info("%s lacks %s, as acknowledged", briefing.id, gaps_in_words(gaps))
        elif gaps:
            state = "incomplete"
            self._trouble(f"{briefing.id} lacks {gaps_in_words(gaps)}", gaps.values(), f"({briefing.url})")
        self.count(state)
        account_of(self._crawler).understood(briefing, pages, self._markup, state)

    def forgotten(self, url: str, *, asked_for: bool) -> None:
        """A briefing is not read because it was forgotten; `asked_for` says that the command line names it."""
        self.count("forgotten")
        level = logging.WARNING if asked_for else logging.INFO
        self._logger.log(level, "%s is not read: it was forgotten, and forgotten.jsonl says when and why", url)

    def unread(self, url: str, reason: Reason, briefing: str) -> None:
        """Nothing of a briefing could be read; `briefing` is the id that its address gives."""
        known = self._acknowledged.covers(briefing, None)
        if known:
            self._logger.info("%s was not read (%s), as acknowledged", url, reason)
        else:
            self._trouble(f"{url} was not read ({reason})", [reason])
        self.count("acknowledged_unread" if known else "unread")
        account_of(self._crawler).unread(briefing, url, reason, "acknowledged" if known else "unread")

    def vanished(self, url: str, reason: Reason, briefing: str) -> None:
        """A briefing that is kept is not there any more."""
        self.count("vanished")
        account_of(self._crawler).unread(briefing, url, reason, "vanished")
        self._logger.warning("%s has vanished at the source (%s); what is kept of it stays", url, reason)

    def list_read(self, url: str, page: Page, new: int) -> None:
        """A list page came in that names briefings, `new` of them for the first time in this run, or none."""
        reason = None
        if page.entries or url in self._empty_lists:
            self.count("list_pages")
            self.count("empty_lists", not page.entries)
        else:
            selector = self._markup.entries if self._markup and "entries" not in page.matched else None
            why = f": the selector {selector} matched nothing" if selector else ""
            reason = Reason(ReasonKind.NO_ENTRIES, f"it lists no briefing{why}")
            self._lose_list(url, reason)
        account_of(self._crawler).list_read(url, page, new, self._markup, reason)

    def list_failed(self, url: str, reason: Reason) -> None:
        """A list page could not be had."""
        self._lose_list(url, reason)
        account_of(self._crawler).list_lost(url, reason)

    def _lose_list(self, url: str, reason: Reason) -> None:
        self.count("lost_lists")
        self._trouble(f"the list page {url} was not read ({reason})", [reason])

    def interrupted(self, urls: Mapping[str, str], reason: str) -> None:
        """A run stopped before the last page of these briefings, which are addresses by id."""
        self.count("interrupted", len(urls))
        self._logger.warning("Stopped (%s) before the last page of: %s", reason, ", ".join(urls))
        for briefing, url in urls.items():
            account_of(self._crawler).unread(briefing, url, Reason(ReasonKind.RUN_ENDING, reason), "interrupted")

    def crash(self, what: str) -> None:
        """Called where an exception of the reader was caught: it must not take the other briefings with it."""
        self.count("reader_errors")
        self._logger.exception("%s: the reader failed", what)

    def _trouble(self, sentence: str, reasons: Iterable[Reason], more: str = "") -> None:
        for reason in reasons:
            if reason.kind is ReasonKind.RATE_LIMITED:
                self.count("rate_limited")
            elif reason.kind is ReasonKind.REFUSED:
                self.count("blocked")
        self._logger.warning("%s", f"{sentence} {more}".rstrip())
        self._keep("briefings/trouble", sentence)

    def _tell_outdated(self, briefing: str, pages: list[int] | None) -> None:
        if pages is None or pages:
            named = f"{briefing}: {ALL if pages is None else ', '.join(map(str, pages))}"
            self.count("outdated_acknowledged")
            self._logger.warning("Not missing any more, though BRIEFINGS_ACKNOWLEDGED says so: %s", named)
            self._keep("briefings/outdated", named)

    def _keep(self, stat: str, sentence: str) -> None:
        kept: list[str] = self._crawler.stats.get_value(stat, [])
        if len(kept) < _MOST_KEPT:
            self._crawler.stats.set_value(stat, [*kept, sentence])


def gaps_in_words(gaps: Mapping[int, object]) -> str:
    """Page numbers grouped by reason: `pages 1, 2 (http 404), page 5 (timeout)`."""
    by_reason: dict[str, list[int]] = {}
    for number in sorted(gaps):
        by_reason.setdefault(str(gaps[number]), []).append(number)
    return ", ".join(
        f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} ({reason})"
        for reason, numbers in by_reason.items()
    )
