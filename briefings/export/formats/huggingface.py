"""A folder for the Hugging Face Hub: the Parquet files with a card, which `load_dataset(folder)` also reads offline."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from briefings import __version__
from briefings.export.formats.options import Options
from briefings.export.formats.parquet_files import parquet_tables
from briefings.export.selection import Corpus

_TURNS = "turns/train-00000-of-00001.parquet"
_BRIEFINGS = "briefings/train-00000-of-00001.parquet"


def write_huggingface(corpus: Corpus, options: Options, folder: Path) -> None:
    """Write README.md and the two tables as configurations of a data set."""
    sources: set[str] = set()
    languages: set[str] = set()
    with parquet_tables(folder / _TURNS, folder / _BRIEFINGS) as write:
        for rows in corpus:
            write(rows)
            sources.add(rows.briefing["source"])
            # The Hub lists languages without regions.
            languages.add((rows.briefing["language"] or "").partition("-")[0].lower())
    card = (
        files("briefings.export.formats")
        .joinpath("huggingface.md")
        .read_text(encoding="utf-8")
        .format(
            languages="".join(f"\n- {language}" for language in sorted(languages - {""})) or " []",
            turns=corpus.turns,
            turns_file=_TURNS,
            briefings_file=_BRIEFINGS,
            sources=", ".join(sorted(sources)),
            made_by=f"briefings {__version__}",
        )
    )
    (folder / "README.md").write_text(card, encoding="utf-8")
