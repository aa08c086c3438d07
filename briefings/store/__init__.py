"""What lasts: the files of a source, the ledger, and the rules by which they change.

The parts `archive`, `corpus` and `ledger` hand on their own names; `forget` and `reindex` are modules of their own.
"""

from briefings.store.errors import BusyError, DamageError, RecordDamageError, StorageError, storage
from briefings.store.files import AppendedFile, next_of, replace_file, sync_folder
from briefings.store.folder import SourceFolder, data_folder, sources_in
from briefings.store.lock import reading_lock, take_lock
from briefings.store.source_store import SourceStore

__all__ = [
    "AppendedFile",
    "BusyError",
    "DamageError",
    "RecordDamageError",
    "SourceFolder",
    "SourceStore",
    "StorageError",
    "data_folder",
    "next_of",
    "reading_lock",
    "replace_file",
    "sources_in",
    "storage",
    "sync_folder",
    "take_lock",
]
