"""`scrapy forget`: take briefings out of everything that is kept, for good."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from briefings.export import releases_with
from briefings.runs import Code, DataCommand, briefing_named
from briefings.safe_to_show import shown
from briefings.store import SourceFolder, StorageError, sources_in
from briefings.store.forget import dependents, forget, holds
from briefings.upkeep import counted


class Command(DataCommand):
    """Remove every line and every archived page of the named briefings, and never read them again."""

    arguments = "BRIEFING ..."
    summary = "Take briefings out of all that is kept, for good"
    description = (
        "Remove the lines and the archived pages of briefings from every source that has them, and never read them"
        " again. A briefing is named by its whole id, or by the address of one of its pages. Only a backup brings"
        " it back. Exit codes: 0 done, 2 bad usage or a briefing that is not kept (then nothing was done), 8 the"
        " data could not be written, or a crawl is on: the same command goes on."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--why", metavar="TEXT", help="the reason, kept in forgotten.jsonl")

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Forget what is named, source by source. Raises UsageError when nothing is, or something is not kept."""
        ids = list(dict.fromkeys(map(briefing_named, args)))
        if not ids:
            raise UsageError
        sources = sources_in(self.data)
        where = {folder: [id_ for id_ in ids if holds(folder, id_)] for folder in sources}
        for id_ in ids:
            if not any(id_ in found for found in where.values()):
                more = "; it is a source: delete its folder" if id_ in {folder.source for folder in sources} else ""
                raise UsageError(f"No source in {self.data} has the briefing {id_}{more}. Nothing was done.")
        for folder, found in where.items():
            if found:
                try:
                    self._forget(folder, found, opts.why)
                except StorageError as error:
                    self.fail(error, Code.STORAGE)
        for id_ in ids:
            _tell_dependents(sources[0].ledger, id_)
            for release in releases_with(self.data, id_):
                print(f"The release {release} still has the text of {id_}: take it back, and delete that folder.")
        return self.exitcode

    @staticmethod
    def _forget(folder: SourceFolder, briefings: list[str], why: str | None) -> None:
        for id_, removed in forget(folder, briefings, why).items():
            counts = f"{counted(removed.lines, 'line')} and {counted(removed.records, 'archived record')}"
            print(shown(f"{id_}: {counts} removed from {folder.source}."), flush=True)


def _tell_dependents(ledger: Path, briefing: str) -> None:
    for source, id_, copy in dependents(ledger, briefing) if ledger.exists() else ():
        what = "a copy of it, whose turns the next crawl reads again" if copy else "another account of the same event"
        print(shown(f"{id_} ({source}) is {what}: it may have to be forgotten too."), flush=True)
