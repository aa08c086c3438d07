"""Formats with one file per briefing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefings.export.file_names import briefing_file
from briefings.export.rows import Rows
from briefings.export.selection import Corpus


def write_each(corpus: Corpus, folder: Path, ending: str, content: Callable[[Rows], bytes]) -> None:
    """Write a folder per source with one file per briefing, made by `content`; copies have none."""
    for rows in corpus:
        if rows.turns:
            briefing = rows.briefing
            place = folder / f"{briefing_file(briefing['source'], briefing['id'], briefing['date'])}{ending}"
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content(rows))
