"""The base of the commands that look after what is kept, source by source."""

from __future__ import annotations

import argparse

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from briefings.runs import Code, DataCommand
from briefings.store import SourceFolder, StorageError


class SourcesCommand(DataCommand):
    """Does `treat_source` for each SOURCE that is named, or for all there are in the data folder.

    The exit code is that of the worst source; after a StorageError of one the others are treated all the same.
    """

    arguments = "[SOURCE ...]"

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Treat the sources one after the other. Raises UsageError when one is named that is not there."""
        for folder in self.chosen(args):
            try:
                self.exitcode = max(self.exitcode, self.treat_source(folder, opts))
            except StorageError as error:
                self.fail(error, Code.STORAGE)
        return self.exitcode

    def treat_source(self, folder: SourceFolder, opts: argparse.Namespace) -> int:
        """Do what the command does for one source, and return its exit code. Raises StorageError."""
        raise NotImplementedError


def spider_of(settings: BaseSettings, source: str) -> type[Spider] | None:
    """The spider of a source; None when there is none of that name now."""
    loader = get_spider_loader(settings)
    return loader.load(source) if source in loader.list() else None
