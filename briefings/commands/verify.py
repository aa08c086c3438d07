"""`scrapy verify`: check everything that is kept against everything else."""

from __future__ import annotations

import argparse

from briefings.runs import Code
from briefings.safe_to_show import shown
from briefings.store import SourceFolder, reading_lock
from briefings.upkeep import Fault, Looked, SourcesCommand, counted, verify


class Command(SourcesCommand):
    """Name every fault of the sources; nothing is changed."""

    summary = "Check every line, record and digest that is kept"
    description = (
        "Check the lines of the sources, their archives and the ledger against each other, and change nothing."
        " A line names each fault. Exit codes: 0 nothing is wrong, 2 bad usage, 8 something is, or a crawl is on."
    )

    def treat_source(self, folder: SourceFolder, opts: argparse.Namespace) -> int:
        """Print the faults of a source as they are found, then how much was looked at."""
        looked, faults = Looked(folder), 0
        with reading_lock(folder):
            for found in verify(folder, looked):
                print(shown(found))
                faults += isinstance(found, Fault)
        print(f"{looked}: {counted(faults, 'fault') if faults else 'nothing wrong'}.", flush=True)
        return Code.STORAGE if faults else Code.COMPLETE
