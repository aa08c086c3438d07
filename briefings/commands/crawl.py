"""`scrapy crawl` with a verdict: the outcome of the run is its last line and its exit code."""

import argparse
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Mapping

from scrapy.addons import AddonManager
from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.utils.ossignal import install_shutdown_handlers

from briefings.runs.checked_command import CheckedCommand, flush_output, no_spider
from briefings.runs.checked_settings import check_settings, require_settings
from briefings.runs.reporter import RunReporter
from briefings.runs.trials import failed_start
from briefings.runs.verdict import Verdict
from briefings.safe_to_show import shown
from briefings.store.folder import SourceFolder, data_folder

logger = logging.getLogger(__name__)


class Command(CheckedCommand, crawl.Command):
    """Scrapy's own command with all its options; bad input is refused before anything starts."""

    def long_desc(self) -> str:
        # First, as Scrapy looks through all that is imported while it imports this: 0.03 s.
        import scrapy.core.downloader.contextfactory  # noqa: F401

        from briefings.crawling import ARGUMENTS

        said = "; ".join(f"{name}, {what.replace(';', ',')}" for name, what in ARGUMENTS.items())
        return (
            "Run a spider by its name. Exit codes: 0 all complete, 1 the program failed, 2 bad usage, 3 briefings"
            " incomplete, 4 nothing was read, 5 records rejected, 6 blocked or rate limited, 7 interrupted,"
            f" 8 the data could not be written. Arguments of a briefing spider (-a NAME=VALUE): {said}."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then print the closing sentence and set the exit code."""
        assert self.crawler_process
        # A crawl makes many objects that live for a page and few that live on. The collector's default thresholds scan
        # the new ones forty times as often, and all objects of a long page several times.
        gc.set_threshold(20_000, 50, 100)
        crawler = self._create_crawler(args[0])
        started = self.crawler_process.crawl(crawler, **opts.spargs)
        # The interrupt can arrive after the reactor has returned its handler; the verdict tells the outcome anyway.
        with contextlib.suppress(KeyboardInterrupt):
            self.crawler_process.start()
        # From here on only the report of the outcome could be interrupted.
        install_shutdown_handlers(signal.SIG_IGN)
        failed = failed_start(started) if self.crawler_process.bootstrap_failed else None
        self.exitcode = tell_outcome(crawler, opts.spargs, failed)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the spider name and the spider arguments."""
        if len(args) != 1:
            raise ValueError(f"Name one spider, not {' or '.join(args) or 'none'}; an argument of a spider follows -a.")
        loader = self.spiders()
        if args[0] not in loader.list():
            raise ValueError(no_spider(args[0], loader.list()))
        spider = loader.load(args[0])
        SourceFolder(data_folder(self.settings), spider.name)  # refuses a name that is none of a folder
        settings = self.settings.copy()
        # What an add-on brings is there only in a crawl.
        AddonManager.load_pre_crawler_settings(settings)
        spider.update_settings(settings)
        require_settings(settings)
        check_settings(settings)
        if check := getattr(spider, "check_arguments", None):
            check(loader, **opts.spargs)


def tell_outcome(crawler: Crawler, arguments: Mapping[str, str], failed: Verdict | None) -> int:
    """Print the closing sentence of a crawl that has ended, or could not start, and return its exit code."""
    verdict = _reporter(crawler, arguments).end(None, failed)
    # A feed on stdout is read by another program.
    stream = sys.stderr if "stdout:" in crawler.settings.getdict("FEEDS") else sys.stdout
    try:
        print(shown(verdict.sentence), file=stream, flush=True)
        flush_output()
    except OSError:
        # Stdout may be on the disk that is full, or hold rows of a feed that nobody reads any more. Python would
        # try again at exit, and fail.
        sys.stdout = None
    if crawler.settings["LOG_FILE"]:
        logger.info("Exit code %d: %s", verdict.code, verdict.sentence)
    return verdict.code


def _reporter(crawler: Crawler, arguments: Mapping[str, str]) -> RunReporter:
    """Return the reporter of the crawl, or a new one for a crawl that failed before it had any."""
    with contextlib.suppress(RuntimeError):
        if reporter := crawler.get_extension(RunReporter):
            return reporter
    from briefings.crawling import BriefingSpider

    spider = crawler.spidercls
    source = spider.read_given(**arguments).source if issubclass(spider, BriefingSpider) else None
    return RunReporter(crawler, crawler.spider.name if crawler.spider else source or spider.name, arguments)
