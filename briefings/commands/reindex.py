"""`scrapy reindex`: read the files of the sources into the ledger again."""

from __future__ import annotations

import argparse

from briefings.runs import Code
from briefings.store import SourceFolder
from briefings.store.reindex import reindex
from briefings.upkeep import SourcesCommand, counted


class Command(SourcesCommand):
    """Throw away what the ledger knows of the sources, and read it from their files."""

    summary = "Build the ledger again from the files"
    description = (
        "Throw away what the ledger knows of the sources and read it again from their files, which are not changed."
        " A damaged ledger is moved aside first; then all sources are read. Exit codes: 0 done, 2 bad usage, 8 the"
        " files are damaged, or a crawl is on."
    )

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Move a damaged ledger aside, then treat the sources."""
        return super().treat(self.set_ledger_aside(args), opts)

    def treat_source(self, folder: SourceFolder, opts: argparse.Namespace) -> int:
        """Read the files of a source and print how much that was."""
        done = reindex(folder)
        told = [(done.briefings, "briefing"), (done.turns, "turn"), (done.pages, "archived response")]
        counts = ", ".join(counted(number, what) for number, what in told)
        due = done.briefings - done.remembered
        more = f"; {counted(due, 'briefing')} will be looked at by the next crawl" if due else ""
        print(f"{folder.source}: {counts} read into the ledger{more}.", flush=True)
        return Code.COMPLETE
