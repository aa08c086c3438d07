"""Put what the last run left in order at every start, before anything else reads or writes."""

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from briefings.store.archive.warc_files import recover_archive
from briefings.store.database import Database
from briefings.store.errors import BusyError, StorageError
from briefings.store.folder import SourceFolder, sources_in
from briefings.store.forgotten import forgotten_in
from briefings.store.lock import open_database, take_lock
from briefings.store.remove_forgotten import remove_forgotten
from briefings.store.take_in import is_taken_in, take_in
from briefings.store.views import Views

logger = logging.getLogger(__name__)

_TELL_WHAT_IS_NEW = ("sources", "revisions", "briefings", "forgotten")
"""Tables checked at every start: a row that is hidden in another costs a request, and `scrapy verify` finds it."""


@contextmanager
def held(root: Path, sources: Iterable[str]) -> Iterator[Database]:
    """Yield the database, with these sources locked and in order; at the end their files show the changes.

    Raises BusyError, DamageError, StorageError.
    """
    folders = [SourceFolder(root, source) for source in sorted(set(sources))]
    with ExitStack() as stack:
        for folder in folders:
            stack.enter_context(take_lock(folder))
        database = stack.enter_context(open_database(root))
        for folder in folders:
            bring_in_order(folder, database)
        yield database
        for folder in folders:
            Views(folder, database).finish()


def bring_in_order(folder: SourceFolder, database: Database) -> None:
    """Make the database know a source and its archive, and its files show what the database has.

    The caller holds the lock of the source. Raises StorageError, or DamageError for something that no run leaves
    behind; then nothing was changed.
    """
    # What a damaged index hides would be stored a second time, as new.
    database.check_structure(*_TELL_WHAT_IS_NEW)
    if is_taken_in(database, folder.source):
        recover_archive(folder, database)
    else:
        take_in(folder, database)
    try:
        remove_forgotten(folder, database)
    except BusyError as error:
        logger.warning("%s", error)
    Views(folder, database).bring_up_to_date()


def catch_up(root: Path, *, besides: str | None = None, archives: bool = False) -> None:
    """Bring in order what a kill, a moved folder or the run of another source left behind in a data folder.

    A source to which a run writes is left to that run; nothing is done if the folder is read-only. `besides` is the
    source that the caller opens itself: then a damaged one is left to its own run too. With `archives`, pages that a
    killed run stored and nothing names yet count as well. Raises StorageError.
    """
    can_write = os.access(root, os.W_OK)
    folders = [folder for folder in sources_in(root) if folder.source != besides] if can_write else []
    if not folders:
        return
    with open_database(root) as database:
        # Taking out one may give a copy in another its turns back, so each is visited twice.
        for folder, first in [*((folder, True) for folder in folders), *((folder, False) for folder in folders)]:
            is_known = is_taken_in(database, folder.source)
            try:
                if (archives and first) or _is_unfinished(folder, database):
                    with take_lock(folder, visiting=True):
                        bring_in_order(folder, database)
            except BusyError as error:
                logger.info("%s It will see to its files itself.", error)
            except StorageError as error:
                # All that is kept of a known source can be read without its folder.
                if besides is None and not (is_known and isinstance(error.__cause__, PermissionError)):
                    raise
                logger.warning("Left to its own run: %s", error)


def _is_unfinished(folder: SourceFolder, database: Database) -> bool:
    # It may be removed meanwhile.
    with database.snapshot():
        is_known = is_taken_in(database, folder.source)
        return not is_known or Views(folder, database).is_behind() or bool(forgotten_in(database, folder.source).begun)
