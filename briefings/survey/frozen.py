"""Briefings of a source frozen with their pages: what must be read from them, to be reviewed by a person."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefings.items import Briefing, Turn
from briefings.store import next_of, storage
from briefings.survey.survey import Survey

TURN_FIELDS = (
    "label", "role", "speaker", "outlet", "kind", "exchange", "text", "notes", "page_first", "page_last", "cut",
)  # fmt: skip
"""What a case says of a turn."""


def row_of(turn: Turn) -> dict[str, Any]:
    """What a case says of a turn."""
    row: dict[str, Any] = {name: getattr(turn, name) for name in TURN_FIELDS}
    row["notes"] = [{"kind": n.kind, "text": n.text, "at": n.at, "length": n.length} for n in turn.notes]
    return row


def as_lines(briefing: Briefing) -> str:
    """The turns of a briefing as expected.jsonl has them."""
    return "".join(json.dumps(row_of(turn), ensure_ascii=False) + "\n" for turn in briefing.turns)


def freeze(folder: Path, survey: Survey) -> None:
    """Write a folder with a case for each briefing of a survey: its pages, where they are from, what is read from them.

    The folder is there whole or not at all. Raises StorageError.
    """
    new = next_of(folder)
    with storage(new):
        shutil.rmtree(new, ignore_errors=True)
        for number, briefing in enumerate(survey.briefings, 1):
            case = new / str(number)
            case.mkdir(parents=True)
            for name, content in _files_of(briefing, survey):
                (case / name).write_bytes(content)
        new.rename(folder)


def _files_of(briefing: Briefing, survey: Survey) -> Iterator[tuple[str, bytes]]:
    encodings = set()
    for page in briefing.pages:
        body, encoding = survey.body_of(page)
        encodings.add(encoding)
        yield f"page-{page.number}.html", body
    told: dict[str, object] = {
        "why": "Frozen when the source was written: review expected.jsonl line by line, then change this sentence.",
        "kind": "transcript",
        "url": [page.url for page in briefing.pages],
        "encoding": encodings.pop() if len(encodings) == 1 else None,
        "date": briefing.date,
        "held_on": briefing.held_on,
        "published_on": briefing.published_on,
        "shortcomings": [reason.words for reason in briefing.shortcomings],
    }
    # A string of JSON is one of TOML, too.
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items() if value)
    yield "case.toml", "".join(lines).replace("\x7f", "\\u007f").encode()
    yield "expected.jsonl", as_lines(briefing).encode()
