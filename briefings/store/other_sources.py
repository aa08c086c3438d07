"""What the run of one source does in the files of the others: write lines again whose marks it has changed."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from pathlib import Path

from briefings.store.errors import BusyError, StorageError
from briefings.store.folder import SourceFolder
from briefings.store.in_order import bring_in_order
from briefings.store.ledger.ledger import Ledger
from briefings.store.lock import take_lock

logger = logging.getLogger(__name__)


def visit_others(root: Path, ledger: Ledger, source: str) -> None:
    """Bring the lines of all sources but `source` to what they should say.

    A source to which another run writes is left to that run. One that cannot be read or written is named in the log:
    its own next run ends for it.
    """
    for other in ledger.sources_to_mark():
        folder = SourceFolder(root, other)
        if other != source and folder.briefings.exists():
            try:
                with ExitStack() as stack:
                    stack.callback(take_lock(folder, visiting=True).release)
                    bring_in_order(folder, ledger)
            except BusyError as error:
                logger.info("%s It will see to its copies itself.", error)
            except StorageError as error:
                logger.warning("Copies there are not marked yet: %s", error)
