"""`scrapy export`: write the stored records in a format that other programs open."""

import argparse
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from msgspec.structs import replace
from scrapy.exceptions import UsageError

from briefings.counted import counted
from briefings.export.columns import Table
from briefings.export.corpus_command import CorpusCommand, require
from briefings.export.formats.formats import FORMATS, Format, NothingChosenError, Options, export
from briefings.export.formats.sheet import STRATA
from briefings.export.replace_target import is_kept
from briefings.export.rights import Rights, rights_of
from briefings.export.selection import Corpus
from briefings.runs.checked_command import whole_number
from briefings.runs.verdict import Code
from briefings.store.errors import storage


class Command(CorpusCommand):
    """Write what is kept as a table, a database or a corpus."""

    arguments = "FORMAT"
    description = (
        "Write the newest revisions of what is kept, without a request. FORMAT is one of:"
        f" {'; '.join(f'{format_.name} ({format_.what})' for format_ in FORMATS.values())}. The file or folder is"
        " replaced whole when the export is done. Exit codes: 0 done, 2 bad usage, a place in the data folder or a"
        " library is missing, 4 nothing was chosen and nothing written, 8 the data is damaged or the export could not"
        " be written."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--out", metavar="PATH", type=Path,
            help="the file or folder to write, or to replace; - is standard output, for csv and xlsx",
        )  # fmt: skip
        parser.add_argument("--table", choices=[*map(str, Table)], help="which table, for csv (default: turns)")
        parser.add_argument(
            "--columns", metavar="NAMES", type=_names, help="for csv and xlsx: names with commas between them, or `all`"
        )
        parser.add_argument(
            "--safe", action="store_true",
            help="for csv: put an apostrophe before cells that a spreadsheet would run as a formula",
        )  # fmt: skip
        sheet = parser.add_argument_group("For sheet", "How to fill it in: docs/accuracy.md.")
        sheet.add_argument(
            "--sample", metavar="N", type=whole_number(1, 1_000_000), help="how many turns to draw (default: 200)"
        )
        sheet.add_argument(
            "--by", metavar="NAMES", type=_names, help=f"spread over these, with commas: {', '.join(STRATA)}"
        )
        sheet.add_argument("--seed", help="another seed draws other turns (default: 1)")
        parser.add_argument("--title", help="for html: what the pages are called (default: Press briefings)")
        self.add_selection_options(parser)

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Export, and say what was written and what was left out."""
        format_ = _format(args)
        options = replace(_options(format_, opts), rights=self._rights)
        # By default beside turns.csv, not over it.
        name = out = opts.out or Path("briefings.csv" if options.table is Table.BRIEFINGS else format_.out)
        is_printed = out == Path("-")
        if is_printed and (format_.folder or format_.beside):
            raise UsageError(
                f"{format_.name} is more than one file, and standard output is one: name a place, such as"
                f" --out {format_.out}."
            )
        with ExitStack() as stack:
            if is_printed:
                with storage(Path(gettempdir())):
                    folder = stack.enter_context(TemporaryDirectory(prefix="briefings-"))
                name, out = Path("standard output"), Path(folder, format_.out)
            else:
                self._refuse(format_, out)
            corpus = stack.enter_context(self.corpus(opts))
            self.show_progress(f"Writing {name}", corpus)
            try:
                remark = export(corpus, format_, out, options)
                rows = counted(corpus.briefings, "briefing") if options.table is Table.BRIEFINGS else corpus.in_words()
                said = f"{name}: {rows}{_undated(corpus)}{f' ({remark})' if remark else ''}."
            except NothingChosenError:
                said = f"Nothing that is kept was chosen{_undated(corpus)}; {name} was not written."
            if is_printed and corpus.briefings:
                shutil.copyfileobj(stack.enter_context(out.open("rb")), sys.stdout.buffer)
                sys.stdout.flush()
        print(said, file=sys.stderr if is_printed else sys.stdout)
        self.exitcode = Code.COMPLETE if corpus.briefings else Code.NOTHING

    def _refuse(self, format_: Format, out: Path) -> None:
        """Raise UsageError for a place in the data folder, and for a sheet that may be filled in."""
        for place in format_.places(out):
            if is_kept(place, self.data):
                raise UsageError(
                    f"{place} is in or holds the data folder {self.data}, which is for what is kept: write elsewhere,"
                    f" such as --out {self.data.resolve().parent / format_.out}."
                )
        if format_.name == "sheet" and out.exists():
            raise UsageError(f"{out} exists and may be filled in: name another with --out, or remove it.")

    def _rights(self, source: str) -> Rights:
        """Return the rights in a source; few formats ask, and importing the spiders that declare them takes long."""
        return rights_of(self.spiders(), source)


def _undated(corpus: Corpus) -> str:
    if not (undated := corpus.undated()):
        return ""
    turns = sum(place.turn_count for place in undated)
    return f"; {counted(turns, 'turn')} of {counted(len(undated), 'briefing')} left out, having no date"


def _format(args: list[str]) -> Format:
    if len(args) != 1 or args[0] not in FORMATS:
        raise UsageError(f"Name one format: {', '.join(FORMATS)}. Options such as --source choose what is in it.")
    format_ = FORMATS[args[0]]
    if format_.library:
        require(format_.library, f"The format {format_.name}")
    return format_


def _options(format_: Format, opts: argparse.Namespace) -> Options:
    """Read the options of the format. Raises UsageError."""
    names = dict.fromkeys(name for each in FORMATS.values() for name in each.options)
    given = {name: value for name in names if (value := getattr(opts, name)) is not None and value is not False}
    for name in given.keys() - set(format_.options):
        formats = (one.name for one in FORMATS.values() if name in one.options)
        raise UsageError(f"--{name} is for {' and '.join(formats)}.")
    options = Options(**given | {"table": Table(opts.table or Table.TURNS)})
    if unknown := [name for name in options.by if name not in STRATA]:
        raise UsageError(f"--by {', '.join(unknown)}: name some of {', '.join(STRATA)}.")
    try:
        options.flat_columns(options.table)
    except ValueError as error:
        raise UsageError(f"{error}.") from error
    return options


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))
