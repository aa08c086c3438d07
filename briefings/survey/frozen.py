"""Cases: briefings of a source frozen with their pages and what must be read from them, to be reviewed by a person.

A case is a folder with `page-1.html` and so on, `case.toml` (addresses and days) and `expected.jsonl` (a line for each
turn).
"""

import json
import os
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from scrapy.utils.conf import closest_scrapy_cfg

from briefings.address import read_address
from briefings.export.replace_target import replaced
from briefings.items import Briefing, Turn
from briefings.loaders import load_briefing
from briefings.records.jsonl import record_of
from briefings.survey.survey import Survey
from briefings.transcript import Markup, read_page, read_transcript

TURN_FIELDS = (
    "label", "role", "speaker", "outlet", "kind", "exchange", "text", "notes", "page_first", "page_last", "cut",
)  # fmt: skip
"""Fields of a turn that a case records."""
_DAYS = ("date", "held_on", "published_on")


def cases_of(source: str) -> Path:
    """Return the folder of a source's cases: cases/SOURCE beside scrapy.cfg."""
    config = closest_scrapy_cfg()
    return (Path(config).parent if config else Path.cwd()) / "cases" / source


def row_of(turn: Turn) -> dict[str, Any]:
    record = record_of(turn)
    return {name: record[name] for name in TURN_FIELDS}


def as_lines(briefing: Briefing) -> str:
    """Return the turns of a briefing as the lines of expected.jsonl."""
    return "".join(json.dumps(row_of(turn), ensure_ascii=False) + "\n" for turn in briefing.turns)


def freeze(folder: Path, survey: Survey) -> None:
    """Write a folder with a case for each complete briefing of a survey, in whole or not at all.

    Raises StorageError.
    """
    whole = [briefing for briefing in survey.briefings if not briefing.missing_pages]
    if not whole:
        return
    with replaced(folder, folder=True) as (new,):
        for number, briefing in enumerate(whole, 1):
            (new / str(number)).mkdir()
            for name, content in _files_of(briefing, survey):
                (new / str(number) / name).write_bytes(content)


def _files_of(briefing: Briefing, survey: Survey) -> Iterator[tuple[str, bytes]]:
    bodies = [survey.body_of(page) for page in briefing.pages]
    for number, (body, _) in enumerate(bodies, 1):
        yield f"page-{number}.html", body
    told: dict[str, object] = {
        "why": "Frozen when the source was written: review expected.jsonl line by line, then change this sentence.",
        "kind": "transcript",
        "url": [page.url for page in briefing.pages],
        "encoding": bodies[0][1],
        **{name: getattr(briefing, name) for name in _DAYS},
    }
    # A JSON string is a TOML string, too.
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items() if value)
    yield "case.toml", "".join(lines).replace("\x7f", "\\u007f").encode()
    yield "expected.jsonl", as_lines(briefing).encode()


def changed_cases(source: str, markup: Markup | None) -> Iterator[str]:
    """Yield a sentence for each case of a source that is read differently now or cannot be read."""
    for told in sorted(cases_of(source).glob("*/case.toml")):
        try:
            changes = list(_changes_in(told.parent, tomllib.loads(told.read_text("utf-8")), markup))
        except (OSError, ValueError, LookupError) as error:
            changes = [f"it cannot be read: {error!r}"]
        yield from (f"{os.path.relpath(told.parent)}: {change}" for change in changes)


def _changes_in(case: Path, told: dict[str, Any], markup: Markup | None) -> Iterator[str]:
    first, pages = read_address(told["url"][0]), []
    for number, url in enumerate(told["url"], 1):
        body = (case / f"page-{number}.html").read_bytes()
        page = read_page(body, url, encoding=told.get("encoding"), markup=markup)
        pages.append(replace(page, address=replace(first, number=number, url=page.address.url)))
    briefing = load_briefing(read_transcript(pages))
    for name in _DAYS:
        if (day := getattr(briefing, name)) != told.get(name):
            yield f"{name} is {day} in place of {told.get(name)}"
    wanted = [json.loads(line) for line in (case / "expected.jsonl").read_text("utf-8").splitlines()]
    for number, (row, want) in enumerate(zip_longest(map(row_of, briefing.turns), wanted)):
        if row != want:
            yield f"turn {number} is {json.dumps(row, ensure_ascii=False)}"
            return
