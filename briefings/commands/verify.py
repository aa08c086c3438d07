"""`scrapy verify`: check everything stored against everything else, and repair it on request."""

import argparse
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack, nullcontext

from briefings.counted import counted
from briefings.runs.checked_command import DataCommand
from briefings.runs.verdict import Code
from briefings.safe_to_show import shown
from briefings.store.database import Database
from briefings.store.entries import EntryIndex, EntryState
from briefings.store.errors import DamageError
from briefings.store.folder import SourceFolder, sources_in
from briefings.store.lock import reading_lock, take_lock
from briefings.store.snapshot import open_as_it_is
from briefings.upkeep.repair import repair
from briefings.upkeep.verify import Fault, check_database, verify


class Command(DataCommand):
    """Check every row, line, record and digest that is kept."""

    arguments = "[SOURCE ...]"
    description = (
        "Check the database, the files of the sources and their archives against each other. A line names each fault."
        " Nothing is changed without --repair, which mends all sources first. Exit codes: 0 nothing is wrong, 2 bad"
        " usage, 3 after a repair: the next crawl has to ask for something, 8 something is wrong, or a crawl is on."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--repair", action="store_true", help="mend what is wrong, from the files and the archive")

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Repair everything if asked to; then check the database and the sources. Raises UsageError, StorageError."""
        chosen = self.chosen(args)
        with ExitStack() as stack:
            if opts.repair:
                for folder in sources_in(self.data):
                    stack.enter_context(take_lock(folder))
                repair(self.data, lambda what: print(shown(what), flush=True), self.markup_of)
            try:
                database = open_as_it_is(self.data, stack)
                with database.snapshot():
                    self._print(check_database(database))
            except DamageError as error:
                self._print([Fault(error.file, "", f"{error.what}; `scrapy verify --repair` mends it")])
                return
            for folder in chosen:
                with self.going_on(), nullcontext() if opts.repair else reading_lock(folder):
                    self._check(folder, database, is_mended=opts.repair)

    def _check(self, folder: SourceFolder, database: Database, *, is_mended: bool) -> None:
        """Print the faults of a source as they are found, then the counts checked and what the next crawl requests."""
        looked, more = Counter[str](), ""
        # Runs of other sources may mark its briefings meanwhile.
        with database.snapshot():
            faults = self._print(verify(folder, database, looked))
            if is_mended and (wanted := EntryIndex(database, folder.source).in_state(EntryState.UNREAD)):
                more = f"; the next crawl asks for {counted(len(wanted), 'briefing')}"
                self.exitcode = max(self.exitcode, Code.INCOMPLETE)
        checked = ", ".join(counted(looked[what], what) for what in ("briefing", "turn", "page", "record"))
        found = counted(faults, "fault") if faults else "nothing wrong"
        print(f"{folder.source}: {checked}: {found}{more}.", flush=True)

    def _print(self, found: Iterable[Fault | str]) -> int:
        """Print the findings and return the number of faults; any fault means exit code 8."""
        faults = 0
        for one in found:
            print(shown(one), flush=True)
            faults += isinstance(one, Fault)
        if faults:
            self.exitcode = max(self.exitcode, Code.STORAGE)
        return faults
