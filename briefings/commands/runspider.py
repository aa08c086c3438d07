"""`scrapy runspider`, which refuses wrong settings and arguments."""

from __future__ import annotations

import argparse

from scrapy import Spider
from scrapy.commands import runspider
from scrapy.crawler import Crawler

from briefings.runs.checked_command import CheckedCommand, refusal
from briefings.runs.checked_settings import check_settings


class Command(CheckedCommand, runspider.Command):
    """Scrapy's own command with all its options."""

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the arguments of the spider, which is not known before its file is read."""
        self._given = opts.spargs

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        """Make the crawler; a wrong setting or argument of the spider gives a sentence on stderr and exit code 2."""
        try:
            crawler = super()._create_crawler(spidercls)
            check_settings(crawler.settings)
            if check := getattr(spidercls, "check_arguments", None):
                check(**self._given)
        except ValueError as error:
            raise refusal(error) from None
        return crawler
