"""The JSONL files of a source, which are the truth: turns, briefings, superseded, rejected, forgotten."""

from briefings.store.corpus.damaged import Content, Loss, nothing, read_losses, set_aside
from briefings.store.corpus.history import History
from briefings.store.corpus.lines import RawLine, digest_of_briefing, digest_of_turns, lines_of, whole_lines
from briefings.store.corpus.supersede import superseded_in
from briefings.store.corpus.tombstones import Forgotten, Tombstone, read_forgotten, write_forgotten

__all__ = [
    "Content",
    "Forgotten",
    "History",
    "Loss",
    "RawLine",
    "Tombstone",
    "digest_of_briefing",
    "digest_of_turns",
    "lines_of",
    "nothing",
    "read_forgotten",
    "read_losses",
    "set_aside",
    "superseded_in",
    "whole_lines",
    "write_forgotten",
]
