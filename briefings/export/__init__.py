"""Formats made from the stored records: tables, corpora, releases, sheets for a human judge."""

from briefings.export.columns import DEFAULT_TURN_COLUMNS, Table
from briefings.export.corpus_command import CorpusCommand, require
from briefings.export.formats.formats import FORMATS, Format, NothingChosenError, export
from briefings.export.formats.options import STRATA, Options, Sample
from briefings.export.formats.plain_text import header_of, heading_of
from briefings.export.people import People
from briefings.export.release.citation import add_identifiers, read_creator, read_identifiers
from briefings.export.release.release import Release, ReleasedError, make_release
from briefings.export.release.releases import is_released, release_folder, releases_in, releases_with
from briefings.export.replace_target import refuse_foreign, replaced_files
from briefings.export.rights import UNKNOWN, Rights, is_spdx, rights_of
from briefings.export.selection import Corpus, Selection

__all__ = [
    "DEFAULT_TURN_COLUMNS",
    "FORMATS",
    "STRATA",
    "UNKNOWN",
    "Corpus",
    "CorpusCommand",
    "Format",
    "NothingChosenError",
    "Options",
    "People",
    "Release",
    "ReleasedError",
    "Rights",
    "Sample",
    "Selection",
    "Table",
    "add_identifiers",
    "export",
    "header_of",
    "heading_of",
    "is_released",
    "is_spdx",
    "make_release",
    "read_creator",
    "read_identifiers",
    "refuse_foreign",
    "release_folder",
    "releases_in",
    "releases_with",
    "replaced_files",
    "require",
    "rights_of",
]
