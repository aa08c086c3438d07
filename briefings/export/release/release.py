"""A release: the stored corpus frozen in a folder, described, citable, with digests and a list of changes.

Nothing in it depends on when or where it was made: the same records, version and creators give the same bytes.
"""

from contextlib import closing
from itertools import chain
from pathlib import Path

from msgspec.structs import asdict, replace

from briefings.export.columns import Table
from briefings.export.formats.csv_file import CsvTable
from briefings.export.formats.formats import NothingChosenError
from briefings.export.release.changes import compare, write_changes
from briefings.export.release.citation import CITATION, Release, citation_of, identifiers_of
from briefings.export.release.codebook import codebook, datapackage
from briefings.export.release.datasheet import Statistics, datasheet, summary
from briefings.export.release.releases import SUMS, check_sums, is_released, release_before, release_folder, write_sums
from briefings.export.replace_target import replaced
from briefings.export.rights import Rights
from briefings.export.rows import write_tables
from briefings.export.selection import Corpus
from briefings.store.errors import storage


class ReleasedError(Exception):
    """Error for a version already released with other content."""


def make_release(data: Path, corpus: Corpus, release: Release) -> tuple[Path, Path | None]:
    """Write the release of a data folder; return its folder and that of the previous release.

    A version already released is made again and must come out the same. Raises ReleasedError, ValueError for an invalid
    version, NothingChosenError, StorageError; nothing is left behind then.
    """
    folder = release_folder(data, release.version)
    before = release_before(data, release.version)
    if before:
        check_sums(before)
    with replaced(folder, folder=True) as (new,):
        statistics = _write_tables(new, corpus)
        forgotten = [id_ for source in corpus.sources for id_ in corpus.kept.forgotten[source].tombstones]
        changes = list(compare(before, new, forgotten)) if before else []
        write_changes(new, release.version, before.name if before else None, changes)
        # Identifiers assigned by a repository survive when the release is made again.
        known = replace(release, identifiers=identifiers_of(folder)) if is_released(folder) else release
        _write_descriptions(new, known, statistics)
        write_sums(new)
        if is_released(folder) and (folder / SUMS).read_bytes() != (new / SUMS).read_bytes():
            raise ReleasedError
    return folder, before


def _write_tables(folder: Path, corpus: Corpus) -> Statistics:
    from briefings.export.formats.parquet_files import parquet_tables  # noqa: PLC0415 - an extra

    statistics = Statistics()
    csv_tables = ((t, CsvTable(folder / f"{t}.csv", [column.name for column in t.columns])) for t in Table)
    write_tables(statistics.counting(corpus), chain(csv_tables, parquet_tables(folder)))
    if not corpus.briefings:
        raise NothingChosenError
    return statistics


def _write_descriptions(folder: Path, release: Release, statistics: Statistics) -> None:
    newest = statistics.fetched[-1] if statistics.fetched else None
    texts = {
        "CODEBOOK.md": codebook(),
        "DATASHEET.md": datasheet(release.title, release.version, statistics, release.rights),
        "datapackage.json": datapackage(release.title, release.version),
        CITATION: citation_of(release, newest, summary(statistics)),
    }
    with storage(folder):
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        with closing(CsvTable(folder / "rights.csv", Rights.__struct_fields__)) as table:
            table.write(map(asdict, release.rights))
