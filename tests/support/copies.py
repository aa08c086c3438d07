"""Conferences that several hosts and sources have: runs that read them, and the copies stored then."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE, TALK, Said, make_briefing
from tests.support.stored_lines import kept, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from briefings.items import Briefing

OTHER = "second_gazette"
HOSTS = ("www.veldria.example", "news.veldria.example", "m.veldria.example")
LONG: list[Said] = [*TALK, ("Ersk Courier", "And at night?"), ("Ilka Torvane", "At night it is free.")]


def conference(
    key: str, said: Sequence[Said] = LONG, host: str = HOSTS[0], *, source: str = SOURCE, missing: Sequence[int] = ()
) -> Briefing:
    made = make_briefing(key, said, source=source, missing=missing)
    url = made.url.replace("news.veldria.example", host)
    turns = [replace(turn, briefing=f"{host}/{key}", url=url) for turn in made.turns]
    return replace(made, id=f"{host}/{key}", url=url, turns=turns)


def run(root: Path, briefings: Iterable[Briefing], source: str = SOURCE) -> SourceStore:
    """Let a source read briefings in a run."""
    with SourceStore(root, source, HOSTS) as store:
        for briefing in briefings:
            store.keep(briefing)
    return store


def state(root: Path, *sources: str) -> dict[str, list[str]]:
    """Return the sorted lines of all sources, after checking that they agree."""
    found = {}
    for source in sources or (SOURCE,):
        kept(root, source)
        folder = SourceFolder(root, source)
        for file in (folder.turns, folder.briefings):
            found[f"{source}/{file.name}"] = sorted(json.dumps(line) for line in lines(file))
    return found


def lines_by_id(root: Path, source: str = SOURCE) -> dict[str, dict[str, Any]]:
    return {line["id"]: line for line in lines(SourceFolder(root, source).briefings)}


def copies(root: Path, source: str = SOURCE) -> dict[str, tuple[str | None, str | None, int]]:
    return {
        id_: (line["copy_of"], line["same_event"], line["turn_count"])
        for id_, line in lines_by_id(root, source).items()
    }
