"""The bases of the commands of ours: their settings are right, or nothing starts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scrapy import Spider
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from briefings.markup import Markup
from briefings.runs.checked_settings import check_settings, warn_of_unknown_variables
from briefings.runs.verdict import Code
from briefings.safe_to_show import shown
from briefings.store import NotNamedError, SourceFolder, StorageError, data_folder, sources_in

_GENERAL = "briefing"


class CheckedCommand(ScrapyCommand):
    """Takes the settings of ours from the environment too, and checks them before the command runs."""

    settings: Settings
    """Set before anything is called."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options. What is wrong with them, or with a setting: a sentence on stderr and exit code 2."""
        try:
            super().process_options(args, opts)
            # Scrapy takes what it does not know for an argument.
            if unknown := next((arg for arg in args if arg.startswith("-")), None):
                raise ValueError(f"Unknown option {unknown}; the option -h lists them.")
            check_settings(self.settings)
            self.check(args, opts)
        except (UsageError, ValueError) as error:
            if not str(error):
                raise
            raise refusal(error) from None
        if not self.requires_crawler_process:
            warn_of_unknown_variables()  # where there is a crawl, it says so

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what the command cannot do, before anything starts. Raises UsageError, ValueError with a sentence."""


class OwnCommand(CheckedCommand):
    """A command that Scrapy does not have; its texts are attributes."""

    arguments: str
    """What follows its name and the options."""
    summary: str
    """A line for the list of commands."""
    description: str = ""
    """What `scrapy NAME --help` says; the summary when there is nothing to add."""

    def spider_of(self, source: str) -> type[Spider] | None:
        """The spider that reads a source: the one of its name, else the general one; None in a project without either.

        By it its pages are read again.
        """
        loader = get_spider_loader(self.settings)
        there = loader.list()
        return next((loader.load(name) for name in (source, _GENERAL) if name in there), None)

    def markup_of(self, source: str) -> Markup | None:
        """The markup of that spider."""
        markup: Markup | None = getattr(self.spider_of(source), "markup", None)
        return markup

    def syntax(self) -> str:
        return f"[options] {self.arguments}"

    def short_desc(self) -> str:
        return self.summary

    def long_desc(self) -> str:
        return self.description or self.summary


class DataCommand(OwnCommand):
    """A command that works on the data folder, without a crawl, in `treat`.

    A StorageError becomes its sentence on stderr and exit code 8, Ctrl-C one and exit code 7, a name of nothing that is
    kept one and exit code 2.
    """

    requires_project = True
    requires_crawler_process = False

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    @property
    def data(self) -> Path:
        """The data folder."""
        return data_folder(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Treat the arguments. Raises UsageError."""
        try:
            with while_somebody_reads(), self.going_on():
                self.exitcode = max(self.exitcode, self.treat(args, opts))
        except NotNamedError as error:
            raise refusal(f"{error} Nothing was done.") from None
        except KeyboardInterrupt:
            self.fail("Interrupted; run the same command again.", Code.INTERRUPTED)

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do what the command does, and return its exit code. Raises UsageError, StorageError."""
        raise NotImplementedError

    def fail(self, what: object, code: Code) -> None:
        """Print what went wrong on stderr, after what was printed so far; the highest code is that of the command.

        What is wrong with every source in the same way is said once.
        """
        sys.stdout.flush()
        if (said := shown(what)) not in self._said:
            print(said, file=sys.stderr)
        self._said.add(said)
        self.exitcode = max(self.exitcode, code)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Say a StorageError inside, as `fail` does, and go on behind it: with the next source, say."""
        try:
            yield
        except StorageError as error:
            self.fail(error, Code.STORAGE)

    def chosen(self, names: Iterable[str]) -> list[SourceFolder]:
        """The sources of these names; all, when there are no names. Raises UsageError."""
        there = {folder.source: folder for folder in sources_in(self.data)}
        return [there[name] for name in self.named(names, there)]

    def named(self, names: Iterable[str], there: Iterable[str]) -> list[str]:
        """These names, all of which are `there`; all that are there, when there are no names. Raises UsageError."""
        every, wanted = list(there), dict.fromkeys(names)
        if not every:
            raise UsageError(
                f"{self.data} has no source: crawl one, or name another data folder with -s BRIEFINGS_DATA=FOLDER."
            )
        if unknown := [name for name in wanted if name not in every]:
            raise UsageError(f"There is no source {unknown[0]} in {self.data}; there are {', '.join(every)}.")
        return list(wanted or every)


@contextmanager
def while_somebody_reads() -> Iterator[None]:
    """End the block quietly when whoever reads what is printed, head say, has enough."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain again when it flushes at its end.
        sys.stdout = None


def refusal(error: object) -> UsageError:
    """Print what is wrong on stderr, and nothing more; returns what ends the command with code 2."""
    print(shown(error, lines=True), file=sys.stderr)
    return UsageError(print_help=False)
