"""Show the progress of the crawl on a terminal."""

from __future__ import annotations

import io
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.log import get_scrapy_root_handler
from scrapy.utils.reactor import is_reactor_installed

from briefings.runs.stats import OUTCOMES, Stat

if TYPE_CHECKING:
    from rich import progress as rich_progress
    from rich.console import Console

_REFRESH_SECONDS = 0.25
_RATE_SECONDS = 60  # the time left is estimated from the last minute, so that a site that stops answering shows
_BAR = 30
_TROUBLES = {
    "incomplete": (Stat.INCOMPLETE, Stat.ACKNOWLEDGED), "not read": (Stat.UNREAD, Stat.ACKNOWLEDGED_UNREAD),
}  # fmt: skip


class ProgressDisplay:
    """Progress line at the bottom of the terminal, below the lines of the log, removed at the end.

    Off when BRIEFINGS_PROGRESS or logging is off, when stderr is not a terminal or cannot move its cursor, and when a
    feed is written to the terminal. It appears when a spider asks for its first briefings, so that `scrapy shell` and
    similar commands stay as they are.
    """

    def __init__(self, crawler: Crawler, console: Console) -> None:
        self._crawler = crawler
        self._console = console
        self._shown: rich_progress.Progress | None = None
        self._log: logging.StreamHandler[Any] | None = None
        self._refreshing = create_looping_call(self._refresh)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl. Raises NotConfigured where nobody can see the line."""
        settings = crawler.settings
        if not (settings.getbool("BRIEFINGS_PROGRESS") and settings.getbool("LOG_ENABLED") and sys.stderr.isatty()):
            raise NotConfigured
        if "stdout:" in settings.getdict("FEEDS") and sys.stdout.isatty():
            raise NotConfigured
        from rich.console import Console  # noqa: PLC0415 - a tenth of a second that only a terminal is worth

        console = Console(stderr=True)
        if not console.is_interactive:
            raise NotConfigured
        extension = cls(crawler, console)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension._end, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to watch the stats."""
        # After a second Ctrl-C the spider is never closed.
        if is_reactor_installed():
            from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

            reactor.addSystemEventTrigger("before", "shutdown", self._end)  # type: ignore[arg-type]
        self._refreshing.start(_REFRESH_SECONDS, now=False)

    def _refresh(self) -> None:
        stats = self._crawler.stats.get_stats()
        if Stat.FOUND.value not in stats:
            return  # a spider that asks for no briefings never sets it

        def count(*names: Stat) -> int:
            return sum(int(stats.get(name.value, 0)) for name in names)

        # What is not due takes no time, so it is left out of the estimate of the time left.
        found, is_all = count(Stat.FOUND) - count(Stat.NOT_DUE), not count(Stat.LISTS_AHEAD)
        done = count(*OUTCOMES) - count(Stat.NOT_DUE)
        told = [
            f"{done} of {'' if is_all else 'at least '}{found} briefings",
            *(f"{number} {words}" for words, names in _TROUBLES.items() if (number := count(*names))),
            f"{count(Stat.RECEIVED) - count(Stat.ROBOTS_RECEIVED)} pages",
        ]
        try:
            shown = self._shown or self._begin()
            # Without a total the bar only moves and no time is shown.
            total = found if is_all else None
            shown.update(shown.task_ids[0], completed=done, total=total, description=", ".join(told))
            shown.refresh()
        except OSError:
            self._end()  # the terminal is gone; the crawl goes on

    def _begin(self) -> rich_progress.Progress:
        from rich import progress as rich_progress  # noqa: PLC0415
        from rich.table import Column  # noqa: PLC0415

        handler = get_scrapy_root_handler()
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
            self._log = handler
            handler.setStream(_AboveDisplay(self._console))
        # When space is short, the bar gives way first, then the end of the sentence.
        sentence = rich_progress.TextColumn("{task.description}", table_column=Column(no_wrap=True))
        left = rich_progress.TimeRemainingColumn(table_column=Column(no_wrap=True))
        self._shown = rich_progress.Progress(
            rich_progress.BarColumn(_BAR), left, sentence, console=self._console,
            auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False,
            speed_estimate_period=_RATE_SECONDS,
        )  # fmt: skip
        self._shown.add_task("", total=None)
        self._shown.start()
        return self._shown

    def _end(self) -> None:
        """Remove the line, show the cursor and give the log its stream back; safe to call twice."""
        if self._refreshing.running:
            self._refreshing.stop()
        shown, self._shown = self._shown, None
        if shown is not None:
            with suppress(OSError):
                shown.stop()
        if self._log is not None:
            self._log.setStream(sys.stderr)
            self._log = None


class _AboveDisplay(io.TextIOBase):
    """Stream that prints each text above the display, unwrapped and unchanged."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def write(self, text: str) -> int:
        self._console.out(text.removesuffix("\n"), highlight=False)
        return len(text)
