"""The JSONL files of a source, which are the truth: turns, briefings, superseded, rejected, forgotten."""

from briefings.store.corpus.history import History
from briefings.store.corpus.lines import RawLine, lines_of
from briefings.store.corpus.supersede import superseded_in
from briefings.store.corpus.tombstones import Forgotten, Tombstone, read_forgotten, write_forgotten

__all__ = [
    "Forgotten",
    "History",
    "RawLine",
    "Tombstone",
    "lines_of",
    "read_forgotten",
    "superseded_in",
    "write_forgotten",
]
