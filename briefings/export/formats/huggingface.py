"""A folder for the Hugging Face Hub: the Parquet files with a card, which `load_dataset(folder)` also reads offline."""

from __future__ import annotations

from pathlib import Path

from briefings import __version__
from briefings.export.formats.options import Options
from briefings.export.formats.parquet_files import parquet_tables
from briefings.export.selection import Corpus

# The Hub's own size classes.
_SIZES = (
    (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"),
)  # fmt: skip


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
    (folder / "README.md").write_text(_card(corpus.turns, sources, languages - {""}), encoding="utf-8")


def _card(turns: int, sources: set[str], languages: set[str]) -> str:
    size = next((name for most, name in _SIZES if turns < most), "10M<n<100M")
    listed = "".join(f"\n- {language}" for language in sorted(languages)) or " []"
    return f"""\
---
pretty_name: Press briefings
license: unknown
language:{listed}
size_categories:
- {size}
task_categories:
- text-classification
- text-generation
configs:
- config_name: turns
  default: true
  data_files:
  - split: train
    path: {_TURNS}
- config_name: briefings
  data_files:
  - split: train
    path: {_BRIEFINGS}
---

# Press briefings

{turns:,} speaker turns from {", ".join(sorted(sources))}, made by briefings {__version__}.
The configuration `turns` has a row a turn, `briefings` a row a briefing; they are joined by `source` and
`briefing` = `id`. There is one split, `train`, because the Hub wants one.

The rights in the texts are their sources'. Find out what they allow before you upload this.
"""
