"""Formats with one file per briefing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from briefings.export.rows import Rows
from briefings.export.selection import Corpus

# Ids contain characters that file names cannot have.
_UNFIT = re.compile(r"[^\w.-]+")


def write_each(corpus: Corpus, folder: Path, ending: str, content: Callable[[Rows], bytes]) -> None:
    """Write a folder per source with one file per briefing, made by `content`; copies have none."""
    for rows in corpus:
        if rows.turns:
            place = folder / rows.briefing["source"]
            place.mkdir(exist_ok=True)
            name = f"{rows.briefing['date'] or 'undated'}_{_UNFIT.sub('_', rows.briefing['id'])}{ending}"
            (place / name).write_bytes(content(rows))
