"""What every start does with the files of a source, before anything else reads or writes them."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.store.archive.recover import recover_archive
from briefings.store.corpus.recover import recover
from briefings.store.corpus.supersede import supersede
from briefings.store.folder import SourceFolder
from briefings.store.ledger.ledger import Ledger
from briefings.store.ledger.resolve_copies import resolve_copies


def bring_in_order(folder: SourceFolder, ledger: Ledger, hosts: Sequence[str] | None = None) -> None:
    """Finish or undo what the last run left, and let every line say what it should; the caller holds the lock.

    With `hosts`, those of the source, copies are found too. Raises as `recover_archive` and `recover` do.
    """
    # First: the lines of briefings name pages in it.
    recover_archive(folder, ledger)
    recover(folder, ledger)
    settle(folder, ledger, hosts)


def settle(folder: SourceFolder, ledger: Ledger, hosts: Sequence[str] | None = None) -> None:
    """What is done at the end of a run too: find the copies, and move older revisions to superseded.jsonl."""
    if hosts is not None:
        resolve_copies(folder.root, ledger, folder.source, hosts)
    supersede(folder, ledger)
