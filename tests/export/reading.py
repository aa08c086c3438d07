"""Run an export as the command does, on a folder of the test, and read what it wrote."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefings.export.formats.formats import FORMATS, Options, export
from briefings.export.people import People
from briefings.export.release.citation import Release, read_creator
from briefings.export.release.release import make_release
from briefings.export.rights import Rights
from briefings.export.selection import Corpus, Selection
from briefings.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def corpus_of(
    data: Path, selection: Selection | None = None, people: People | None = None, *, without: tuple[str, ...] = ()
) -> Iterator[Corpus]:
    """Yield all sources of `data`, or all but some."""
    with Snapshot(data) as kept:
        sources = [source for source in kept.sources if source not in without]
        yield Corpus(kept, sources, selection or Selection(), people or People())


def exported(
    data: Path,
    name: str,
    out: Path,
    options: Options | None = None,
    selection: Selection | None = None,
    people: People | None = None,
) -> str | None:
    """Export all sources of `data` in the format `name` to `out`; return the remark."""
    with corpus_of(data, selection, people) as corpus:
        return export(corpus, FORMATS[name], out, options or Options())


def release(data: Path, version: str, *creators: str) -> Path:
    """Make a release of everything stored, with unknown rights; return its folder."""
    with corpus_of(data) as corpus:
        rights = [Rights(source) for source in corpus.sources]
        return make_release(
            data, corpus, Release(version, "Harbour briefings", [read_creator(name) for name in creators], rights)
        )[0]


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, as the standard library reads them."""
    csv.field_size_limit(1 << 20)  # the longest turn of the odd texts is longer than its own limit
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
