"""What a crawl counts and tells while it runs: the stats the verdict reads, and the lines of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.acknowledged import ALL, read_acknowledged
from briefings.reasons import refusal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scrapy.crawler import Crawler
    from scrapy.utils.log import SpiderLoggerAdapter

_MOST_KEPT = 5


class Tally:
    """Counts under `briefings/`; keeps the first few troubles for the closing sentence, and logs all of them."""

    def __init__(self, crawler: Crawler, logger: SpiderLoggerAdapter) -> None:
        """Raises ValueError when the setting BRIEFINGS_ACKNOWLEDGED cannot be read."""
        self._crawler = crawler
        self._logger = logger
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

    def read(self, briefing: str, *, pages: int, turns: int, gaps: Mapping[int, str], url: str) -> None:
        """A briefing was read, as far as its pages could be had."""
        self.count("turns_read", turns)
        self._logger.info("%s: pages %d, turns %d", briefing, pages, turns)
        self._tell_outdated(briefing, self._acknowledged.outdated(briefing, gaps))
        if not gaps:
            self.count("complete")
        elif self._acknowledged.covers(briefing, gaps):
            self.count("acknowledged")
            self._logger.info("%s lacks %s, as acknowledged", briefing, gaps_in_words(gaps))
        else:
            self.count("incomplete")
            self._trouble(f"{briefing} lacks {gaps_in_words(gaps)}", gaps.values(), f"({url})")

    def unread(self, url: str, reason: str, briefing: str) -> None:
        """Nothing of a briefing could be read; `briefing` is the id that its address gives."""
        if self._acknowledged.covers(briefing, None):
            self.count("acknowledged_unread")
            self._logger.info("%s was not read (%s), as acknowledged", url, reason)
        else:
            self.count("unread")
            self._trouble(f"{url} was not read ({reason})", [reason])

    def vanished(self, url: str, reason: str) -> None:
        """A briefing that is kept is not there any more."""
        self.count("vanished")
        self._logger.warning("%s has vanished at the source (%s); what is kept of it stays", url, reason)

    def lost_list(self, url: str, reason: str) -> None:
        """A list page gave no briefing, so some may be missing."""
        self.count("lost_lists")
        self._trouble(f"the list page {url} was not read ({reason})", [reason])

    def crash(self, what: str) -> None:
        """Called where an exception of the reader was caught: it must not take the other briefings with it."""
        self.count("reader_errors")
        self._logger.exception("%s: the reader failed", what)

    def _trouble(self, sentence: str, reasons: Iterable[str], more: str = "") -> None:
        for reason in reasons:
            if refusal := refusal_of(reason):
                self.count(refusal)
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


def gaps_in_words(gaps: Mapping[int, str]) -> str:
    """Page numbers grouped by reason: `pages 1, 2 (http 404), page 5 (timeout)`."""
    by_reason: dict[str, list[int]] = {}
    for number in sorted(gaps):
        by_reason.setdefault(gaps[number], []).append(number)
    return ", ".join(
        f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} ({reason})"
        for reason, numbers in by_reason.items()
    )
