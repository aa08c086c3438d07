"""Base classes of our commands: settings are checked before anything starts."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from traceback import extract_tb

from scrapy import Spider
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from briefings.markup import Markup
from briefings.runs.checked_settings import check_settings, warn_of_unknown_variables
from briefings.runs.verdict import Code
from briefings.safe_to_show import shown
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder, data_folder, sources_in
from briefings.store.named import NotNamedError

_GENERAL = "briefing"
_FILES = {"logfile", "pidfile", "profile", "set", "output", "overwrite_output", "urls"}
"""Options and spider arguments that may name a file, whose name may have any bytes."""


class CheckedCommand(ScrapyCommand):
    """Command that also takes our settings from the environment and checks all of them before it runs."""

    settings: Settings
    """Settings of the command, set before any method is called."""

    def spiders(self) -> SpiderLoaderProtocol:
        """Return the loader of the project's spiders. Raises UsageError where one cannot be imported."""
        try:
            return get_spider_loader(self.settings)
        except Exception as error:
            raise UsageError(_import_failure(error)) from None

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read the options; report a wrong option or setting in a sentence on stderr and end with exit code 2."""
        for name in ("stdout", "stderr"):
            # Closed before the start, it is None, of which Scrapy's log asks whether it is a terminal.
            setattr(sys, name, getattr(sys, name) or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        # Names may have letters that the encoding of the output lacks.
        if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.encoding != "utf-8":
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            super().process_options(args, opts)
            # Scrapy takes unknown options for arguments.
            if unknown := next((arg for arg in args if arg.startswith("-")), None):
                raise ValueError(f"Unknown option {unknown}; the option -h lists them.")
            if strange := next(_strange_bytes(args, opts), None):
                raise ValueError(f"{strange} is not text in {sys.getfilesystemencoding()}, the encoding of the locale.")
            check_settings(self.settings)
            self.check(args, opts)
        except (UsageError, ValueError, OSError) as error:
            if not str(error):
                raise
            raise refusal(error) from None
        if not self.requires_crawler_process:
            warn_of_unknown_variables()  # a crawl warns of these itself

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what the command cannot do. Raises UsageError, or ValueError with a sentence."""


def _import_failure(error: Exception) -> str:
    """Say in which file and line the import of the spiders failed, and why."""
    if isinstance(error, SyntaxError):
        return f"{error.filename}, line {error.lineno}: SyntaxError: {error.msg}"
    places = extract_tb(error.__traceback__)[::-1]
    file = next((place.filename for place in places if place.name == "<module>"), None)
    line = next((place.lineno for place in places if place.filename == file), None)
    return f"{file}, line {line}: {type(error).__name__}: {error}" if file else str(error)


def _strange_bytes(args: Iterable[str], opts: argparse.Namespace) -> Iterator[str]:
    """Yield each argument whose bytes are no text, which no database takes, but for the names of files."""
    named = {name: value for name, value in vars(opts).items() if name not in _FILES}
    named |= {name: value for name, value in (named.pop("spargs", None) or {}).items() if name not in _FILES}
    given = [(arg, arg) for arg in args if not os.path.lexists(arg)]
    for name, value in named.items():
        given += [(f"{name}={one}", one) for one in (value if isinstance(value, list | tuple) else [value])]
    return (said for said, one in given if isinstance(one, str) and one.encode(errors="ignore").decode() != one)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return the `type` of an option that takes a whole number."""

    def read(text: str) -> int:
        with suppress(ValueError):
            if least <= int(text) <= most:
                return int(text)
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from {least} to {most}")

    return read


class OwnCommand(CheckedCommand):
    """Command with texts of its own. The first line of its docstring stands in the list of commands."""

    arguments: str
    description: str = ""
    """Text of `scrapy NAME --help`; the line of the list when empty."""

    def spider_of(self, source: str) -> type[Spider] | None:
        """Return the spider by which a source's pages are read again: its own, else the general one, else None."""
        loader = self.spiders()
        there = loader.list()
        return next((loader.load(name) for name in (source, _GENERAL) if name in there), None)

    def markup_of(self, source: str) -> Markup | None:
        markup: Markup | None = getattr(self.spider_of(source), "markup", None)
        return markup

    def syntax(self) -> str:
        return f"[options] {self.arguments}"

    def short_desc(self) -> str:
        return (self.__doc__ or "").rstrip(".")

    def long_desc(self) -> str:
        return self.description or self.short_desc()


class DataCommand(OwnCommand):
    """Command that works on the data folder without a crawl, in `treat`.

    A StorageError becomes its sentence on stderr and exit code 8, Ctrl-C exit code 7, a name of something not stored
    exit code 2.
    """

    requires_project = True
    requires_crawler_process = False

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    @property
    def data(self) -> Path:
        return data_folder(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run `treat` on the arguments. Raises UsageError."""
        try:
            with while_somebody_reads(), self.going_on():
                self.treat(args, opts)
        except NotNamedError as error:
            raise refusal(f"{error} Nothing was done.") from None
        except KeyboardInterrupt:
            self.fail("Interrupted; run the same command again.", Code.INTERRUPTED)

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the work of the command; set `exitcode` unless all is well. Raises UsageError, StorageError."""
        raise NotImplementedError

    def fail(self, what: object, code: Code) -> None:
        """Print what went wrong on stderr, after all earlier output; the command ends with the highest code.

        A message that repeats for every source is printed once.
        """
        flush_output()
        if (said := shown(what)) not in self._said:
            print(said, file=sys.stderr)
        self._said.add(said)
        self.exitcode = max(self.exitcode, code)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Report a StorageError of the block as `fail` does, and go on after it, with the next source for example."""
        try:
            yield
        except StorageError as error:
            self.fail(error, Code.STORAGE)
        except OSError as error:
            if error.filename is None:  # of the output
                raise
            self.fail(f"{error.filename}: {error.strerror}.", Code.STORAGE)  # of a folder that cannot be entered

    def chosen(self, names: Iterable[str]) -> list[SourceFolder]:
        """Return the folders of the named sources; all when no name is given. Raises UsageError."""
        there = {folder.source: folder for folder in sources_in(self.data)}
        return [there[name] for name in self.named(names, there)]

    def named(self, names: Iterable[str], there: Iterable[str]) -> list[str]:
        """Return `names`, all of which must be in `there`; all of `there` when no name is given. Raises UsageError."""
        every, wanted = list(there), dict.fromkeys(names)
        if not every:
            raise UsageError(
                f"{self.data} has no source: crawl one, or name another data folder with -s BRIEFINGS_DATA=FOLDER."
            )
        if unknown := [name for name in wanted if name not in every]:
            raise UsageError(f"There is no source {unknown[0]} in {self.data}; it has {', '.join(every)}.")
        return list(wanted or every)


def flush_output() -> None:
    """Write what standard output still holds. Raises OSError."""
    if sys.stdout is not None:  # where it was closed
        sys.stdout.flush()  # not by print(): a full device refuses even nothing


@contextmanager
def while_somebody_reads() -> Iterator[None]:
    """End the block quietly when the reader of the output, `head` for example, has had enough.

    Where the output cannot be written otherwise, on a full disk for example, the command ends with code 8.
    """
    try:
        yield
        flush_output()
    except OSError as error:
        # An error with a file name is not about the output.
        if error.filename is not None:
            raise
        # Otherwise Python complains again when it flushes at exit.
        sys.stdout = None
        if not isinstance(error, BrokenPipeError):
            print(f"standard output: {error.strerror or error}. See where it goes.", file=sys.stderr)
            raise SystemExit(Code.STORAGE) from None


def no_spider(name: str, there: Iterable[str]) -> str:
    """Say that the project has no spider of a name, and which it has."""
    return f"There is no spider {name}; there are {', '.join(sorted(there)) or 'none'}."


def refusal(error: object) -> UsageError:
    """Print only the error on stderr, and return the exception that ends the command with code 2."""
    print(shown(error, lines=True), file=sys.stderr)
    return UsageError(print_help=False)
