"""What lasts: the files of a source, the ledger, and the rules by which they change."""

from briefings.store.errors import BusyError, DamageError, RecordDamageError, StorageError
from briefings.store.folder import SourceFolder, data_folder
from briefings.store.source_store import SourceStore

__all__ = [
    "BusyError",
    "DamageError",
    "RecordDamageError",
    "SourceFolder",
    "SourceStore",
    "StorageError",
    "data_folder",
]
