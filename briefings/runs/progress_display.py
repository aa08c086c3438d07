"""Show on a terminal how far the crawl is."""

from __future__ import annotations

import io
import logging
import sys
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.log import get_scrapy_root_handler
from scrapy.utils.reactor import is_reactor_installed

from briefings.runs.progress import Progress

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live

_REFRESH_SECONDS = 0.25
# The rate is that of the last minute, so that a site which stops answering shows.
_RATE_SECONDS = 60
_LEAST_BAR, _MOST_BAR = 10, 30


class ProgressDisplay:
    """Keeps one line at the bottom of the terminal, below the lines of the log, and takes it away at the end.

    Not on with BRIEFINGS_PROGRESS off or logging off, nor where stderr is no terminal or one that cannot move its
    cursor, nor with a feed that is written to the terminal. It begins when a spider asks for its first briefings,
    so that `scrapy shell` and the like stay as they are.
    """

    def __init__(self, crawler: Crawler, console: Console) -> None:
        self._crawler = crawler
        self._console = console
        self._live: Live | None = None
        self._log: logging.StreamHandler[Any] | None = None
        self._begun = time.monotonic()
        self._pages: deque[tuple[float, int]] = deque()
        self._refreshing = create_looping_call(self._refresh)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl. Raises NotConfigured where there is nobody to look."""
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
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to look at the stats."""
        # After a second Ctrl-C the spider is never closed.
        if is_reactor_installed():
            from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

            reactor.addSystemEventTrigger("before", "shutdown", self._end)  # type: ignore[arg-type]
        self._begun = time.monotonic()
        self._refreshing.start(_REFRESH_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Give the terminal back."""
        self._end()

    def _refresh(self) -> None:
        progress = Progress.from_stats(self._crawler.stats.get_stats())
        if progress is None:
            return
        try:
            if self._live is None:
                self._begin()
            assert self._live is not None
            self._live.update(self._line(progress), refresh=True)
        except OSError:
            self._end()  # the terminal is gone; the crawl goes on

    def _begin(self) -> None:
        from rich.live import Live  # noqa: PLC0415

        handler = get_scrapy_root_handler()
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
            self._log = handler
            handler.setStream(_AboveDisplay(self._console))
        self._live = Live(console=self._console, auto_refresh=False, transient=True, redirect_stdout=False)
        self._live.start()

    def _end(self) -> None:
        """Take the line away, show the cursor and let the log write for itself; what was done once is left alone."""
        if self._refreshing.running:
            self._refreshing.stop()
        live, self._live = self._live, None
        if live is not None:
            with suppress(OSError):
                live.stop()
        if self._log is not None:
            self._log.setStream(sys.stderr)
            self._log = None

    def _line(self, progress: Progress) -> RenderableType:
        from rich.progress_bar import ProgressBar  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415

        # In the last column some terminals wrap.
        width = self._console.width - 1
        sentence = progress.sentence(
            width, elapsed=time.monotonic() - self._begun, pages_a_minute=self._pages_a_minute(progress.pages)
        )
        line = Table.grid(padding=(0, 1))
        room = width - len(sentence) - 1
        if room < _LEAST_BAR:
            line.add_row(sentence)
        else:
            total = progress.found if progress.all_found else None
            bar = ProgressBar(total, progress.done, width=min(room, _MOST_BAR), pulse=total is None)
            line.add_row(bar, sentence)
        return line

    def _pages_a_minute(self, pages: int) -> float | None:
        now = time.monotonic()
        self._pages.append((now, pages))
        while now - self._pages[0][0] > _RATE_SECONDS:
            self._pages.popleft()
        since, before = self._pages[0]
        return (pages - before) / (now - since) * 60 if now - since > 1 else None


class _AboveDisplay(io.TextIOBase):
    """A stream of which each text goes above the display, unwrapped and as it is."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def write(self, text: str) -> int:
        self._console.out(text.removesuffix("\n"), highlight=False)
        return len(text)

    def flush(self) -> None:
        self._console.file.flush()
