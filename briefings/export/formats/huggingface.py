"""A folder for the Hugging Face Hub: the Parquet files with a card, which `load_dataset(folder)` also reads offline."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pyarrow.parquet as pq

from briefings import __version__
from briefings.export.columns import Table
from briefings.export.formats.options import Options
from briefings.export.formats.parquet_files import parquet_tables
from briefings.export.rows import write_tables
from briefings.export.selection import Corpus

_DATA = "{}/train-00000-of-00001.parquet"


def write_huggingface(corpus: Corpus, options: Options, folder: Path) -> None:
    """Write README.md and the two tables as configurations of a data set."""
    write_tables(corpus, parquet_tables(folder, _DATA))
    briefings = pq.read_table(folder / _DATA.format(Table.BRIEFINGS), columns=["source", "language"]).to_pylist()
    # The Hub lists languages without regions.
    languages = {(each["language"] or "").partition("-")[0].lower() for each in briefings} - {""}
    card = files("briefings.export.formats").joinpath("huggingface.md").read_text(encoding="utf-8")
    text = card.format(
        languages="".join(f"\n- {language}" for language in sorted(languages)) or " []",
        turns=corpus.turns,
        turns_file=_DATA.format(Table.TURNS),
        briefings_file=_DATA.format(Table.BRIEFINGS),
        sources=", ".join(sorted({each["source"] for each in briefings})),
        made_by=f"briefings {__version__}",
    )
    (folder / "README.md").write_text(text, encoding="utf-8")
