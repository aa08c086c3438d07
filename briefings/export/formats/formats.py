"""The formats by name, and how one is written from a corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scrapy.utils.misc import load_object

from briefings import __version__
from briefings.export.formats.writer import Options, Writer
from briefings.export.replace_target import refuse_foreign, replaced_files, replaced_folder, write_mark
from briefings.export.selection import Corpus


@dataclass(frozen=True, slots=True)
class Format:
    """A format that `scrapy export` writes."""

    name: str
    out: str
    """The file or folder it is written to where the user names none."""
    writer: str
    """Where its Writer is; imported when it is used, as some need a heavy library."""
    what: str
    folder: bool = False
    library: str | None = None
    """The module it needs beyond those that are always installed."""
    beside: tuple[str, ...] = ()
    """Suffixes of further files that are written beside the first."""
    flat: bool = False
    """Whether `--columns` chooses columns."""

    @property
    def extra(self) -> str | None:
        """The extra of the package that installs the library."""
        return {"pyarrow": "parquet", "xlsxwriter": "xlsx", "jinja2": "html"}.get(self.library or "")

    @property
    def missing(self) -> bool:
        """Whether its library is not installed."""
        return self.library is not None and find_spec(self.library) is None

    def files(self, out: Path) -> tuple[Path, ...]:
        """What is written for `out`, it being a file."""
        return (*(out.with_suffix(suffix) for suffix in self.beside), out)

    def begin(self, paths: Sequence[Path], options: Options) -> Writer:
        """Its Writer. Raises ImportError without its library."""
        made: Writer = load_object(self.writer)(paths, options)
        return made


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("csv", "turns.csv", "briefings.export.formats.csv_file.CsvExport", "one table for anything", flat=True),
        Format(
            "xlsx",
            "turns.xlsx",
            "briefings.export.formats.xlsx_file.XlsxExport",
            "a workbook of both tables",
            library="xlsxwriter",
            flat=True,
        ),
        Format(
            "parquet",
            "turns-parquet",
            "briefings.export.formats.parquet_files.ParquetExport",
            "both tables with their types",
            folder=True,
            library="pyarrow",
        ),
        Format(
            "sqlite",
            "turns.sqlite",
            "briefings.export.formats.sqlite_file.SqliteExport",
            "a database, ready for Datasette",
            beside=(".metadata.json",),
        ),
        Format(
            "huggingface",
            "turns-huggingface",
            "briefings.export.formats.huggingface.HuggingfaceExport",
            "the Parquet with a card",
            folder=True,
            library="pyarrow",
        ),
        Format(
            "convokit",
            "turns-convokit",
            "briefings.export.formats.convokit.ConvokitExport",
            "conversations for ConvoKit",
            folder=True,
        ),
        Format(
            "tei", "turns-tei", "briefings.export.formats.tei.TeiExport", "Parla-CLARIN, a file a briefing", folder=True
        ),
        Format(
            "text",
            "turns-text",
            "briefings.export.formats.plain_text.TextExport",
            "a text file a briefing",
            folder=True,
        ),
        Format(
            "html",
            "turns-html",
            "briefings.export.html.site.HtmlExport",
            "pages to read and to search, without a server",
            folder=True,
            library="jinja2",
        ),
    )
}


class NothingChosenError(Exception):
    """Nothing that is kept was chosen, so nothing was written."""


def export(
    corpus: Corpus, format_: Format, out: Path, options: Options, done: Callable[[int], object] = lambda _: None
) -> list[str]:
    """Write the corpus to `out`, whole or not at all, and return remarks on what is not as it is kept.

    `done` is called with the turns of each briefing that was written. Raises StorageError; NothingChosenError when the
    corpus is empty, and then what stood at `out` stays.
    """
    refuse_foreign(out, folder=format_.folder)
    with ExitStack() as stack:
        if format_.folder:
            paths: Sequence[Path] = (stack.enter_context(replaced_folder(out)),)
        else:
            paths = stack.enter_context(replaced_files(*format_.files(out)))
        writer = format_.begin(paths, options)
        try:
            writer.begin(corpus)
            for rows in corpus:
                writer.write(rows)
                done(len(rows.turns))
            if not corpus.briefings:
                raise NothingChosenError
            writer.finish()
            if format_.folder:
                write_mark(paths[0], _about(corpus, format_))
        finally:
            writer.close()
    return writer.remarks()


def _about(corpus: Corpus, format_: Format) -> dict[str, Any]:
    selection = corpus.selection
    return {
        "format": format_.name,
        "made_by": f"briefings {__version__}",
        "sources": [source.folder.source for source in corpus.sources],
        "since": selection.since,
        "until": selection.until,
        "roles": sorted(selection.roles),
        "speakers": sorted(selection.speakers),
        "briefings": corpus.briefings,
        "turns": corpus.turns,
    }
