"""`scrapy accept`: let a poorer reading take the place of what is kept."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from briefings.records import measure_of
from briefings.runs import Code, DataCommand, briefing_named
from briefings.safe_to_show import shown
from briefings.store import SourceFolder, SourceStore, StorageError, sources_in
from briefings.store.kept_pages import CannotReread
from briefings.upkeep import check_record, spider_of


class Command(DataCommand):
    """Keep the poorer reading of each named briefing that a crawl saw last, as its next revision."""

    arguments = "BRIEFING ..."
    summary = "Take a reading that was less complete than the stored one"
    description = (
        "Keep the less complete reading of a briefing that a crawl saw and did not keep, as a new revision, read"
        " from the archive without a request. A briefing is named by its whole id, or by the address of its first"
        " page. The revision before moves to superseded.jsonl. Exit codes: 0 done, 2 bad usage or no such reading"
        " of one of them, 3 its pages cannot be read, 8 the data could not be written, or a crawl is on."
    )

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Accept what is named, one after the other. Raises UsageError when nothing is."""
        if not args:
            raise UsageError
        for id_ in map(briefing_named, args):
            try:
                taken = [folder for folder in sources_in(self.data) if self._accept(folder, id_)]
                if not taken:
                    self.fail(
                        f"{id_}: no such briefing is kept, or no less complete reading of it was seen since.",
                        Code.USAGE,
                    )
            except CannotReread as error:
                self.fail(f"{id_}: the reading cannot be taken: {error}", Code.INCOMPLETE)
            except StorageError as error:
                self.fail(error, Code.STORAGE)
        return self.exitcode

    def _accept(self, folder: SourceFolder, briefing: str) -> bool:
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
