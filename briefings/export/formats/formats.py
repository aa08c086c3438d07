"""The formats by name, and how one is written from a corpus."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.utils.misc import load_object

from briefings import __version__
from briefings.export.formats.options import Options
from briefings.export.replace_target import refuse_foreign, replaced_files, replaced_folder, write_mark
from briefings.export.selection import Corpus

EXTRAS = {"pyarrow": "parquet", "xlsxwriter": "xlsx", "jinja2": "html", "distributed": "cluster"}
"""The extras of the package that install what is not always there."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that `scrapy export` writes."""

    name: str
    out: str
    """The file or folder it is written to where the user names none."""
    write: str
    """Where the function is that writes it; imported when it is used, as some need a heavy library.

    It takes the corpus, Options and where to write: the folder, which is there and empty, or the file and those beside
    it, which are not there. It returns what is not as it is kept, in words for the closing sentence, or None.
    """
    what: str
    library: str | None = None
    """The module it needs beyond those that are always installed."""
    beside: tuple[str, ...] = ()
    """Suffixes of further files that are written beside the first."""

    @property
    def folder(self) -> bool:
        """True for a format that is a folder."""
        return not Path(self.out).suffix

    def places(self, out: Path) -> tuple[Path, ...]:
        """The folder, or the files, that are written when the user names `out`, which comes first."""
        return (out, *(out.with_suffix(suffix) for suffix in self.beside))


_ELSEWHERE = "name another place with --out"
_HERE = "briefings.export.formats"
FORMATS = {
    format_.name: format_
    for format_ in (
        Format("csv", "turns.csv", f"{_HERE}.csv_file.write_csv", "one table for anything"),
        Format("xlsx", "turns.xlsx", f"{_HERE}.xlsx_file.write_xlsx", "a workbook of both tables", "xlsxwriter"),
        Format(
            "parquet", "turns-parquet", f"{_HERE}.parquet_files.write_parquet", "both tables with their types",
            "pyarrow",
        ),
        Format(
            "sqlite", "turns.sqlite", f"{_HERE}.sqlite_file.write_sqlite", "a database, ready for Datasette",
            beside=(".metadata.json",),
        ),
        Format(
            "huggingface", "turns-huggingface", f"{_HERE}.huggingface.write_huggingface", "the Parquet with a card",
            "pyarrow",
        ),
        Format("convokit", "turns-convokit", f"{_HERE}.convokit.write_convokit", "conversations for ConvoKit"),
        Format("tei", "turns-tei", f"{_HERE}.tei.write_tei", "Parla-CLARIN, a file a briefing"),
        Format("text", "turns-text", f"{_HERE}.plain_text.write_text", "a text file a briefing"),
        Format("sheet", "sheet.csv", f"{_HERE}.sheet.write_sheet", "turns drawn at random, for a human judge"),
        Format(
            "html", "turns-html", "briefings.export.html.site.write_html",
            "pages to read and to search, without a server", "jinja2",
        ),
    )
}  # fmt: skip


class NothingChosenError(Exception):
    """Nothing that is kept was chosen, so nothing was written."""


def export(corpus: Corpus, format_: Format, out: Path, options: Options) -> str | None:
    """Write the corpus to `out`, whole or not at all, and say what is not as it is kept.

    Raises StorageError; ImportError without the library; NothingChosenError when the corpus is empty, and then what
    stood at `out` stays.
    """
    refuse_foreign(out, folder=format_.folder)
    with ExitStack() as stack:
        if format_.folder:
            paths: tuple[Path, ...] = (stack.enter_context(replaced_folder(out, _ELSEWHERE)),)
        else:
            paths = stack.enter_context(replaced_files(*format_.places(out), elsewhere=_ELSEWHERE))
        write: Callable[..., str | None] = load_object(format_.write)
        remark = write(corpus, options, *paths)
        if not corpus.briefings:
            raise NothingChosenError
        if format_.folder:
            write_mark(paths[0], _about(corpus, format_))
    return remark


def _about(corpus: Corpus, format_: Format) -> dict[str, Any]:
    selection = corpus.selection
    return {
        "format": format_.name,
        "made_by": f"briefings {__version__}",
        "sources": list(corpus.sources),
        "since": selection.since,
        "until": selection.until,
        "roles": sorted(selection.roles),
        "speakers": sorted(selection.speakers),
        "briefings": corpus.briefings,
        "turns": corpus.turns,
    }
