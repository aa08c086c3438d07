"""Formats with a file a briefing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from briefings.export.rows import Rows
from briefings.export.selection import Corpus

# Ids have marks that files cannot have.
_UNFIT = re.compile(r"[^\w.-]+")


def write_each(corpus: Corpus, folder: Path, ending: str, content: Callable[[Rows], bytes]) -> None:
    """Write a folder a source, with a file of what `content` makes of each briefing; copies have none."""
    for rows in corpus:
        if rows.turns:
            place = folder / rows.briefing["source"]
            place.mkdir(exist_ok=True)
            name = f"{rows.briefing['date'] or 'undated'}_{_UNFIT.sub('_', rows.briefing['id'])}{ending}"
            (place / name).write_bytes(content(rows))
