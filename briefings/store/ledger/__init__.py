"""What is known of all sources, in SQLite; it can be rebuilt from the files."""

from briefings.store.ledger.copies import Relation, Version
from briefings.store.ledger.entries import EntryIndex, EntryState, KnownEntry
from briefings.store.ledger.ledger import Committed, Ledger, Marks
from briefings.store.ledger.readings import KnownReading, Readings, ReadPage

__all__ = [
    "Committed",
    "EntryIndex",
    "EntryState",
    "KnownEntry",
    "KnownReading",
    "Ledger",
    "Marks",
    "ReadPage",
    "Readings",
    "Relation",
    "Version",
]
