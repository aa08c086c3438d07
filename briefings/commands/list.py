"""`scrapy list`; with --ready, without the spiders that need an address."""

import argparse
from urllib.parse import urlsplit

from scrapy.commands import list as scrapy_list
from scrapy.exceptions import UsageError
from scrapy.spiderloader import SpiderLoaderProtocol

from briefings.runs.checked_command import CheckedCommand, while_somebody_reads
from briefings.sample import FOLDERS


class Command(CheckedCommand, scrapy_list.Command):
    """Scrapy's own command; with --ready, lists the sources that a scheduler can crawl by name alone."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--ready", action="store_true", help="only those that need no address, the packaged sample left out"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse a name: `list ready` would list all."""
        if args:
            raise UsageError(f"Unknown argument {args[0]}; the option -h lists what there is.")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        names = ready_spiders(self.spiders()) if opts.ready else sorted(self.spiders().list())
        with while_somebody_reads():
            for name in names:
                print(name)


def ready_spiders(loader: SpiderLoaderProtocol) -> list[str]:
    """Return the names of spiders with lists of their own, in order; lists of the packaged sample do not count."""
    lists = {name: getattr(loader.load(name), "lists", ()) for name in loader.list()}
    return sorted(name for name in lists if any(urlsplit(url).hostname not in FOLDERS for url in lists[name]))
