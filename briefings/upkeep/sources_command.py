"""The base of the commands that look after what is kept, source by source."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from briefings.runs.checked_command import CheckedCommand, while_somebody_reads
from briefings.runs.verdict import Code
from briefings.store import StorageError, data_folder, sources_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from scrapy import Spider
    from scrapy.settings import BaseSettings

    from briefings.store import SourceFolder


class SourcesCommand(CheckedCommand):
    """Does `treat` for each SOURCE that is named, or for all there are in the data folder.

    The exit code is that of the worst source; a StorageError of one is its sentence on stderr and code 8, and the
    others are treated all the same.
    """

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """The arguments in short."""
        return "[options] [SOURCE ...]"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Treat the sources one after the other. Raises UsageError when one is named that is not there."""
        folders = self.chosen(args)
        with while_somebody_reads():
            for folder in folders:
                self._treat(folder, opts)

    def _treat(self, folder: SourceFolder, opts: argparse.Namespace) -> None:
        try:
            code = self.treat(folder, opts)
        except StorageError as error:
            sys.stdout.flush()
            print(error, file=sys.stderr)
            code = Code.STORAGE
        self.exitcode = max(self.exitcode, code)

    def treat(self, folder: SourceFolder, opts: argparse.Namespace) -> int:
        """Do what the command does for one source, and return its exit code. Raises StorageError."""
        raise NotImplementedError

    def chosen(self, args: Sequence[str]) -> list[SourceFolder]:
        """The sources that the arguments name; all, when they name none."""
        assert self.settings is not None
        root = data_folder(self.settings)
        there = {folder.source: folder for folder in sources_in(root)}
        unknown = [arg for arg in args if arg not in there]
        if unknown and unknown[0].startswith("-"):
            raise UsageError(f"Unknown option {unknown[0]}; the option -h lists them.", print_help=False)
        if not there:
            raise UsageError(
                f"{root} holds no source: crawl one, or name another data folder with -s BRIEFINGS_DATA=FOLDER.",
                print_help=False,
            )
        if unknown:
            raise UsageError(
                f"There is no source {unknown[0]} in {root}; there are {', '.join(there)}.", print_help=False
            )
        return [there[name] for name in dict.fromkeys(args)] if args else list(there.values())


def spider_of(settings: BaseSettings, source: str) -> type[Spider] | None:
    """The spider of a source; None when there is none of that name now."""
    loader = get_spider_loader(settings)
    return loader.load(source) if source in loader.list() else None
