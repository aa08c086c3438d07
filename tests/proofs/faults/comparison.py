"""A plain Scrapy spider against the same rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.proofs.faults.crawls import disturbed, neighbours, spot_of
from tests.proofs.faults.measured import Measured, measure
from tests.proofs.faults.site import LISTS
from tests.support.processes import REPO

if TYPE_CHECKING:
    from tests.proofs.faults.rows import Row

_PATIENCE = 60
"""Seconds after which it is stopped: an endless pager keeps it for ever."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The end of a plain spider, and the number of turns of the three briefings that it lost."""

    measured: Measured
    lost: int

    @property
    def lost_with_success(self) -> bool:
        """Tell whether turns are missing although it exited with 0."""
        return self.lost > 0 and self.measured.code == 0


def run_plain(row: Row) -> Plain:
    """Run the spider of `plain` against the site of a row, with Scrapy's settings but the timeout of our crawl."""
    with disturbed([row]) as (env, _), TemporaryDirectory() as folder:
        feed = Path(folder) / "paragraphs.jsonl"
        command = [
            "-m", "scrapy", "runspider", str(REPO / "tests" / "proofs" / "faults" / "plain.py"),
            "-a", f"lists={LISTS}", "-o", str(feed), "-s", f"DOWNLOAD_TIMEOUT={row.timeout}",
        ]  # fmt: skip
        # Outside the project, so that its settings are Scrapy's own.
        measured = measure(command, env=env, cwd=Path(folder), seconds=_PATIENCE)
        lines = feed.read_text(encoding="utf-8").splitlines() if feed.exists() else []
        found = {json.loads(line)["text"] for line in lines if line.endswith("}")}
    turns = [turn for spot in (spot_of(row), *neighbours(row)) for turn in spot.spoken()]
    return Plain(measured, sum(not found.issuperset(text.split("\n\n")) for _, text, _ in turns))
