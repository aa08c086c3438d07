"""Run an export as the command does, on a folder of the test, and read what it wrote."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING

from briefings.export import (
    FORMATS,
    Corpus,
    KeptSource,
    Options,
    People,
    Release,
    Rights,
    Selection,
    export,
    make_release,
)
from briefings.store import sources_in

if TYPE_CHECKING:
    from pathlib import Path


def exported(
    data: Path,
    name: str,
    out: Path,
    options: Options | None = None,
    selection: Selection | None = None,
    people: People | None = None,
) -> str | None:
    """Export all sources of `data` in the format `name` to `out`; returns the remark."""
    with ExitStack() as stack:
        sources = [stack.enter_context(KeptSource(folder)) for folder in sources_in(data)]
        corpus = Corpus(sources, selection or Selection(), people or People())
        return export(corpus, FORMATS[name], out, options or Options())


def release(data: Path, version: str, *creators: str) -> Path:
    """Make a release of all that is kept, the rights in it being unknown."""
    with ExitStack() as stack:
        sources = [stack.enter_context(KeptSource(folder)) for folder in sources_in(data)]
        rights = [Rights(source.folder.source) for source in sources]
        return make_release(data, Corpus(sources), Release(version, "Harbour briefings", creators, rights))[0]


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, as the standard library reads them."""
    csv.field_size_limit(1 << 20)  # the longest turn of the odd texts is longer than its own limit
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
