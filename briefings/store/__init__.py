"""Everything that lasts: the database, the files that show it, the archive, and the rules for changing them.

The database is the truth. `archive` exports its own names; all other names are exported here.
"""

from briefings.store.database import Database
from briefings.store.entries import EntryState, KnownEntry, SitePlace
from briefings.store.errors import BusyError, DamageError, StorageError, storage
from briefings.store.files import next_of, replace_file, sync_folder
from briefings.store.folder import SourceFolder, data_folder, database_in, sources_in
from briefings.store.kept_source import KeptSource
from briefings.store.lock import reading_lock, take_lock
from briefings.store.named import NotNamedError
from briefings.store.readings import KnownReading, ReadPage
from briefings.store.records import Key, Records
from briefings.store.revision import Revision
from briefings.store.run_reports import Report, RunReports, written
from briefings.store.snapshot import Place, Snapshot
from briefings.store.source_store import SourceStore

__all__ = [
    "BusyError",
    "DamageError",
    "Database",
    "EntryState",
    "KeptSource",
    "Key",
    "KnownEntry",
    "KnownReading",
    "NotNamedError",
    "Place",
    "ReadPage",
    "Records",
    "Report",
    "Revision",
    "RunReports",
    "SitePlace",
    "Snapshot",
    "SourceFolder",
    "SourceStore",
    "StorageError",
    "data_folder",
    "database_in",
    "next_of",
    "reading_lock",
    "replace_file",
    "sources_in",
    "storage",
    "sync_folder",
    "take_lock",
    "written",
]
