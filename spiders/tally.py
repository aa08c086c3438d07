"""What a crawl counts and tells while it runs: the stats the verdict reads, and the lines of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler
    from scrapy.utils.log import SpiderLoggerAdapter

_MOST_TROUBLE_KEPT = 5


class Tally:
    """Counts under `briefings/`; keeps the first few troubles for the closing sentence, and logs all of them."""

    def __init__(self, crawler: Crawler, logger: SpiderLoggerAdapter) -> None:
        self._crawler = crawler
        self._logger = logger

    def count(self, name: str, count: int = 1) -> None:
        """Add to the stat `briefings/name`."""
        if count:
            self._crawler.stats.inc_value(f"briefings/{name}", count)

    def read(self, briefing: str, *, pages: int, turns: int, gaps: Mapping[int, str], url: str) -> None:
        """A briefing was read, as far as its pages could be had."""
        self.count("incomplete" if gaps else "complete")
        self.count("turns_read", turns)
        self._logger.info("%s: pages %d, turns %d", briefing, pages, turns)
        if gaps:
            self._trouble(f"{briefing} lacks {gaps_in_words(gaps)}", f"({url})")

    def unread(self, url: str, reason: str) -> None:
        """Nothing of a briefing could be read."""
        self.count("unread")
        self._trouble(f"{url} was not read ({reason})")

    def lost_list(self, url: str, reason: str) -> None:
        """A list page gave no briefing, so some may be missing."""
        self.count("lost_lists")
        self._trouble(f"the list page {url} was not read ({reason})")

    def crash(self, what: str) -> None:
        """Called where an exception of the reader was caught: it must not take the other briefings with it."""
        self.count("reader_errors")
        self._logger.exception("%s: the reader failed", what)

    def _trouble(self, sentence: str, more: str = "") -> None:
        self._logger.warning("%s", f"{sentence} {more}".rstrip())
        kept: list[str] = self._crawler.stats.get_value("briefings/trouble", [])
        if len(kept) < _MOST_TROUBLE_KEPT:
            self._crawler.stats.set_value("briefings/trouble", [*kept, sentence])


def gaps_in_words(gaps: Mapping[int, str]) -> str:
    """Page numbers grouped by reason: `pages 1, 2 (http 404), page 5 (timeout)`."""
    by_reason: dict[str, list[int]] = {}
    for number in sorted(gaps):
        by_reason.setdefault(gaps[number], []).append(number)
    return ", ".join(
        f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} ({reason})"
        for reason, numbers in by_reason.items()
    )
