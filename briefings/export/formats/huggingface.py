"""A folder for the Hugging Face Hub: the Parquet files with a card, which `load_dataset(folder)` reads offline too."""

from __future__ import annotations

from briefings import __version__
from briefings.export.formats.parquet_files import ParquetExport
from briefings.export.rows import Rows

# The Hub's own steps.
_SIZES = (
    (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"),
)  # fmt: skip


class HuggingfaceExport(ParquetExport):
    """README.md and the two tables as configurations of a data set."""

    turns = "turns/train-00000-of-00001.parquet"
    briefings = "briefings/train-00000-of-00001.parquet"

    _count = 0
    _languages: frozenset[str] = frozenset()
    _sources: frozenset[str] = frozenset()

    def write(self, rows: Rows) -> None:
        super().write(rows)
        self._count += len(rows.turns)
        self._sources |= {rows.briefing["source"]}
        if rows.briefing["language"]:
            self._languages |= {rows.briefing["language"]}

    def finish(self) -> None:
        super().finish()
        (self.paths[0] / "README.md").write_text(self._card(), encoding="utf-8")

    def _card(self) -> str:
        size = next((name for most, name in _SIZES if self._count < most), "10M<n<100M")
        # The Hub knows languages without their regions.
        languages = sorted({language.partition("-")[0].lower() for language in self._languages})
        listed = "".join(f"\n- {language}" for language in languages) or " []"
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
    path: {self.turns}
- config_name: briefings
  data_files:
  - split: train
    path: {self.briefings}
---

# Press briefings

{self._count:,} speaker turns from {", ".join(sorted(self._sources))}, made by briefings {__version__}.
The configuration `turns` has a row a turn, `briefings` a row a briefing; they are joined by `source` and
`briefing` = `id`. There is one split, `train`, because the Hub wants one.

The rights in the texts are their sources'. Find out what they allow before you upload this.
"""
