"""The base of commands that read the stored records as one corpus."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from scrapy.exceptions import UsageError

from briefings.export.formats.formats import EXTRAS
from briefings.export.people import People, name_form
from briefings.export.selection import Corpus, Selection
from briefings.items import Role
from briefings.runs.checked_command import DataCommand
from briefings.since_until import Window
from briefings.store.snapshot import Snapshot


class CorpusCommand(DataCommand):
    """Command that reads the part of the stored records chosen by its options."""

    def show_progress(self, what: str, corpus: Corpus) -> None:
        """Show a bar on the terminal while the corpus is gone through, unless BRIEFINGS_PROGRESS is off."""
        if self.settings.getbool("BRIEFINGS_PROGRESS") and sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - a tenth of a second that only a terminal is worth
            from rich.progress import track  # noqa: PLC0415

            corpus.along = partial(track, description=what, console=Console(stderr=True), transient=True)

    def add_corpus_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--source", metavar="SOURCE", action="append", help="only this source; may be repeated")
        parser.add_argument(
            "--people", metavar="FILE", type=Path,
            help="who is one person, and who is two, in place of a people.toml in the data folder",
        )  # fmt: skip

    def add_selection_options(self, parser: argparse.ArgumentParser) -> None:
        self.add_corpus_options(parser)
        parser.add_argument("--since", metavar="DATE", help="only of this day or later: 2024, 2024-03, 2024-03-01")
        parser.add_argument("--until", metavar="DATE", help="only of this day or earlier")
        parser.add_argument(
            "--role",
            choices=[str(role) for role in Role],
            action="append",
            help="only turns of this role; may be repeated",
        )
        parser.add_argument(
            "--speaker", metavar="NAME", action="append",
            help="only turns of this person, by full name or speaker_id; may be repeated",
        )  # fmt: skip

    @contextmanager
    def corpus(self, opts: argparse.Namespace) -> Iterator[Corpus]:
        """Open the part of the stored records that the options choose. Raises UsageError, StorageError."""
        try:
            window = Window.read(opts.since, opts.until) or Window()
        except ValueError as error:
            raise UsageError(str(error)) from error
        selection = Selection(window, frozenset(opts.role or ()), frozenset(map(name_form, opts.speaker or ())))
        people = self.people(opts.people)
        with self.kept(opts.source or ()) as (kept, sources):
            yield Corpus(kept, sources, selection, people)

    @contextmanager
    def kept(self, names: Sequence[str] = ()) -> Iterator[tuple[Snapshot, list[str]]]:
        """Open the stored records as they are now, with the named sources, or all. Raises UsageError, StorageError."""
        with Snapshot(self.data) as kept:
            yield kept, self.named(names, kept.sources)

    def people(self, named: Path | None) -> People:
        """Read the named file, else people.toml of the data folder if it exists. Raises UsageError."""
        file = named or self.data / "people.toml"
        if named is None and not file.exists():
            return People()
        try:
            return People.from_file(file)
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror}.") from error
        except ValueError as error:
            raise UsageError(f"{file}: {error}; docs/exporting.md shows [[person]].") from error


def require(library: str, what: str) -> None:
    """Raise UsageError with how to install `library` if it is missing and `what` needs it."""
    if find_spec(library) is None:
        raise UsageError(
            f"{what} needs {library}: pip install {library}, or install briefings with its extra {EXTRAS[library]}."
        )
