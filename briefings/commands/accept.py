"""`scrapy accept`: let a poorer reading take the place of what is kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from briefings.address import read_address
from briefings.records.revisions import measure_of
from briefings.runs.checked_command import CheckedCommand
from briefings.runs.verdict import Code
from briefings.shown import shown
from briefings.store import SourceStore, StorageError, data_folder, sources_in
from briefings.store.kept_pages import CannotReread
from briefings.upkeep.reread import check_record
from briefings.upkeep.sources_command import spider_of

if TYPE_CHECKING:
    import argparse

    from briefings.store import SourceFolder


class Command(CheckedCommand):
    """Keep the poorer reading of each named briefing that a crawl saw last, as its next revision."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """The arguments in short."""
        return "[options] BRIEFING ..."

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Take a reading that was less complete than the stored one"

    def long_desc(self) -> str:
        """What `scrapy accept --help` says."""
        return (
            "Keep the less complete reading of a briefing that a crawl saw and did not keep, as a new revision, read"
            " from the archive without a request. A briefing is named by its whole id, or by the address of its first"
            " page. The revision before moves to superseded.jsonl. Exit codes: 0 done, 2 bad usage or no such reading"
            " of one of them, 3 its pages cannot be read, 8 the data could not be written, or a crawl is on."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Accept what is named, one after the other. Raises UsageError when nothing is."""
        assert self.settings is not None
        if not args:
            raise UsageError
        sources = sources_in(data_folder(self.settings))
        for arg in args:
            id_ = read_address(arg).briefing if arg.startswith(("http://", "https://")) else arg
            try:
                taken = [folder for folder in sources if self._accept(folder, id_)]
                if not taken:
                    self._fail(f"{id_}: no less complete reading was seen since the stored one.", Code.USAGE)
            except CannotReread as error:
                self._fail(f"{id_}: the reading cannot be taken: {error}", Code.INCOMPLETE)
            except StorageError as error:
                self._fail(str(error), Code.STORAGE)

    def _accept(self, folder: SourceFolder, briefing: str) -> bool:
        assert self.settings is not None
        spider = spider_of(self.settings, folder.source)
        hosts, markup = (getattr(spider, name, None) for name in ("allowed_domains", "markup"))
        with SourceStore(folder.root, folder.source, hosts, markup) as store:
            reading = store.poorer_reading(briefing)
            if reading is None:
                return False
            check_record(reading)
            store.accept(reading)
        print(shown(f"{briefing}: revision {reading.revision} in {folder.source}: {measure_of(reading)}."), flush=True)
        return True

    def _fail(self, sentence: str, code: Code) -> None:
        print(shown(sentence), file=sys.stderr)
        self.exitcode = max(self.exitcode, code)
