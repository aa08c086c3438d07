"""The formats by name, their options, and how one is written from a corpus."""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from scrapy.utils.misc import load_object

from briefings import __version__
from briefings.export.columns import DEFAULT_TURN_COLUMNS, Column, Table
from briefings.export.file_names import briefing_file
from briefings.export.replace_target import MARK, refuse_foreign, replaced
from briefings.export.rights import Rights
from briefings.export.rows import Rows
from briefings.export.selection import Corpus
from briefings.store.errors import StorageError

EXTRAS = {"pyarrow": "parquet", "xlsxwriter": "xlsx", "jinja2": "html", "distributed": "cluster"}
"""Extra of the package that installs each optional module."""


class Options(Struct, frozen=True):
    """The user's options; each format uses those that it declares."""

    table: Table = Table.TURNS
    columns: tuple[str, ...] | None = None
    """Names of columns of `table`, or `all`; None for the default ones."""
    safe: bool = False
    sample: int = 200
    """Number of turns for a human judge."""
    by: tuple[str, ...] = ("source",)
    """Columns over which the sample is spread."""
    seed: str = "1"
    title: str | None = None
    """Title of a format for reading; None for the format's own."""
    rights: Callable[[str], Rights] = Rights
    """Function that returns the known rights in a source, printed by formats for reading."""

    def flat_columns(self, table: Table) -> tuple[Column, ...]:
        """Return the columns of a table in a format for spreadsheets. Raises ValueError for an unknown name."""
        if self.columns is not None and table is self.table:
            return table.named(None if self.columns == ("all",) else self.columns)
        return table.named(DEFAULT_TURN_COLUMNS if table is Table.TURNS else None)


class Format(Struct, frozen=True):
    """A format that `scrapy export` writes."""

    name: str
    out: str
    """Default file or folder to write to."""
    write: str
    """Path below `briefings.export` of the function that writes it, imported on use, as some need a heavy library.

    It takes the corpus, Options and the places to write to: an empty folder, or the file and those beside it, none of
    which exists yet. It returns what differs from the stored records, in words for the closing sentence, or None.
    """
    what: str
    library: str | None = None
    """Module it needs beyond those always installed."""
    options: tuple[str, ...] = ()
    """Fields of Options that it uses, beside those for every format; a user's option for another is refused."""
    each: str = ""
    """Ending of the files, for a format with a file for each briefing; `write` then makes the bytes of one."""
    beside: tuple[str, ...] = ()
    """Suffixes of further files written beside the first."""

    @property
    def folder(self) -> bool:
        return not Path(self.out).suffix

    def places(self, out: Path) -> tuple[Path, ...]:
        """Return the folder or files written when the user names `out`, which comes first."""
        return (out, *(out.with_suffix(suffix) for suffix in self.beside))


_ELSEWHERE = "name another place with --out"
_FREE = "Free some space there, and where temporary files are kept, and run the same command again."
FORMATS = {
    format_.name: format_
    for format_ in (
        Format("csv", "turns.csv", "formats.csv_file.write_csv", "one table for anything",
               options=("table", "columns", "safe")),
        Format("xlsx", "turns.xlsx", "formats.xlsx_file.write_xlsx", "a workbook of both tables", "xlsxwriter",
               options=("columns",)),
        Format("parquet", "turns-parquet", "formats.parquet_files.write_parquet",
               "both tables with their types, and a card for the Hugging Face Hub", "pyarrow"),
        Format("sqlite", "turns.sqlite", "formats.sqlite_file.write_sqlite", "a database, ready for Datasette",
               beside=(".metadata.json",)),
        Format("convokit", "turns-convokit", "formats.convokit.write_convokit", "conversations for ConvoKit"),
        Format("tei", "turns-tei", "formats.tei.tei_of", "Parla-CLARIN, a file a briefing", each=".xml"),
        Format("text", "turns-text", "formats.plain_text.text_of", "a text file a briefing", each=".txt"),
        Format("sheet", "sheet.csv", "formats.sheet.write_sheet", "turns drawn at random, for a human judge",
               options=("sample", "by", "seed")),
        Format("html", "turns-html", "html.site.write_html", "pages to read and to search, without a server",
               "jinja2", options=("title",)),
    )
}  # fmt: skip


def _write_each(content: Callable[[Rows], bytes], ending: str, corpus: Corpus, _: Options, folder: Path) -> None:
    """Write a folder per source with one file per briefing; copies have none."""
    for rows in corpus:
        if rows.turns:
            briefing = rows.briefing
            place = folder / f"{briefing_file(briefing['source'], briefing['id'], briefing['date'])}{ending}"
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content(rows))


class NothingChosenError(Exception):
    """Error when no stored record was chosen, so that nothing was written."""


def export(corpus: Corpus, format_: Format, out: Path, options: Options) -> str | None:
    """Write the corpus to `out`, in whole or not at all, and return what differs from the stored records, in words.

    Raises StorageError; ImportError without the library; NothingChosenError when the corpus is empty, in which case
    what was at `out` stays.
    """
    refuse_foreign(out, folder=format_.folder)
    with replaced(*format_.places(out), folder=format_.folder, elsewhere=_ELSEWHERE) as paths:
        write: Callable[..., Any] = load_object(f"briefings.export.{format_.write}")
        if format_.each:
            write = partial(_write_each, write, format_.each)
        try:
            remark: str | None = write(corpus, options, *paths)
        except sqlite3.Error as error:
            # Errors of reading arrive with the file named already.
            raise StorageError(out, str(error), _FREE) from error
        if not corpus.briefings:
            raise NothingChosenError
        if format_.folder:
            (paths[0] / MARK).write_text(f'{{"format": "{format_.name}", "made_by": "briefings {__version__}"}}\n')
    return remark
