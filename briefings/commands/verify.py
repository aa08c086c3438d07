"""`scrapy verify`: check everything that is kept against everything else, and mend it when asked to."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import ExitStack, closing, nullcontext

from briefings.runs import Code
from briefings.safe_to_show import shown
from briefings.store import (
    DamageError,
    Database,
    SourceFolder,
    database_in,
    reading_lock,
    sources_in,
    take_lock,
)
from briefings.transcript import Markup
from briefings.upkeep import (
    Fault,
    Looked,
    Repaired,
    SourcesCommand,
    asked,
    check_database,
    counted,
    has_database,
    repair_database,
    repair_source,
    spider_of,
    verify,
)


class Command(SourcesCommand):
    """Name every fault of the database and the sources; with --repair, mend them."""

    summary = "Check every row, line, record and digest that is kept"
    description = (
        "Check the database, the files of the sources and their archives against each other. A line names each fault."
        " Nothing is changed without --repair. Exit codes: 0 nothing is wrong, 2 bad usage, 3 after a repair: the next"
        " crawl has to ask for something, 8 something is wrong, or a crawl is on."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--repair", action="store_true", help="mend what is wrong, from the files and the archive")

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Check the database, then the sources; or mend the one, then the others. Raises UsageError, StorageError."""
        self.chosen(args)
        with ExitStack() as stack:
            self._database: Database | None = None
            if opts.repair:
                for folder in sources_in(self.data):
                    stack.callback(take_lock(folder).release)
                markups = {folder.source: self._markup(folder) for folder in sources_in(self.data)}
                self._tell(repair_database(self.data, markups))
                self._database = stack.enter_context(closing(Database(database_in(self.data))))
            elif has_database(self.data):
                self._database = self._opened(stack)
                if self._database is None:
                    return Code.STORAGE
                with self._database.snapshot():
                    if self._print(check_database(self._database)):
                        self.exitcode = Code.STORAGE
            return super().treat(args, opts)

    def _opened(self, stack: ExitStack) -> Database | None:
        try:
            return stack.enter_context(closing(Database(database_in(self.data), reading=True)))
        except DamageError as error:
            self._print([Fault(error.file, "", f"{error.what}; `scrapy verify --repair` mends it")])
            return None

    def treat_source(self, folder: SourceFolder, opts: argparse.Namespace) -> int:
        """Print the faults of a source as they are found, then how much was looked at; or what was mended."""
        if opts.repair:
            return self._repair(folder)
        looked = Looked(folder)
        # The runs of other sources may mark its briefings meanwhile.
        with reading_lock(folder), self._database.snapshot() if self._database else nullcontext():
            faults = self._print(verify(folder, self._database, self._markup(folder), looked))
        print(f"{looked}: {counted(faults, 'fault') if faults else 'nothing wrong'}.", flush=True)
        return Code.STORAGE if faults else Code.COMPLETE

    def _repair(self, folder: SourceFolder) -> int:
        assert self._database is not None
        told = repair_source(folder, self._database, self._markup(folder))
        self._tell(told)
        left = self._print(
            found for found in verify(folder, self._database, self._markup(folder), Looked(folder))
            if isinstance(found, Fault)
        )  # fmt: skip
        wanted = asked(folder, self._database)
        counts = ((told.done, "mended"), (told.again, "read again"), (told.aside, "set aside"))
        said = ", ".join(f"{len(found)} {what}" for found, what in counts if found) or "nothing to mend"
        said += f", {counted(left, 'fault')} left" if left else ""
        said += f"; the next crawl asks for {counted(len(wanted), 'briefing')}" if wanted else ""
        print(f"{folder.source}: {said}.", flush=True)
        return Code.STORAGE if left else Code.INCOMPLETE if wanted else Code.COMPLETE

    def _markup(self, folder: SourceFolder) -> Markup | None:
        markup: Markup | None = getattr(spider_of(self.settings, folder.source), "markup", None)
        return markup

    @staticmethod
    def _print(found: Iterable[Fault | str]) -> int:
        """Print what was found, and return how many faults it was."""
        faults = 0
        for one in found:
            print(shown(one), flush=True)
            faults += isinstance(one, Fault)
        return faults

    @staticmethod
    def _tell(told: Repaired | None) -> None:
        if told is not None:
            for what, sentences in (("mended", told.done), ("read again", told.again), ("set aside", told.aside)):
                for sentence in sentences:
                    print(shown(f"{what}: {sentence}"), flush=True)
