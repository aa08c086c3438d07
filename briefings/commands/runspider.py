"""`scrapy runspider`, which refuses wrong settings and arguments, and tells the outcome as `scrapy crawl` does."""

import argparse
import contextlib

from scrapy import Spider
from scrapy.commands import runspider
from scrapy.crawler import Crawler

from briefings.commands.crawl import tell_outcome
from briefings.runs.checked_command import CheckedCommand, refusal
from briefings.runs.checked_settings import check_settings, require_settings
from briefings.runs.trials import failed_start


class Command(CheckedCommand, runspider.Command):
    """Scrapy's own command with all its options."""

    def long_desc(self) -> str:
        return f"{super().long_desc()}. The exit codes are those of `scrapy crawl`, whose help lists them."

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then print the closing sentence and set the exit code."""
        self._given = opts.spargs
        with contextlib.suppress(KeyboardInterrupt):
            super().run(args, opts)
        failed = failed_start(None) if self.exitcode else None
        self.exitcode = tell_outcome(self._crawler, opts.spargs, failed)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        """Make the crawler; a wrong setting or argument of the spider gives a sentence on stderr and exit code 2."""
        try:
            self._crawler = super()._create_crawler(spidercls)
            require_settings(self._crawler.settings)
            check_settings(self._crawler.settings)
            if check := getattr(spidercls, "check_arguments", None):
                check(**self._given)
        except ValueError as error:
            raise refusal(error) from None
        return self._crawler
