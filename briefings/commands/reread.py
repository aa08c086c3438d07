"""`scrapy reread`: read what is kept again with the reader that is installed now, without a request."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from typing import Any

from scrapy.exceptions import UsageError

from briefings.records import in_words
from briefings.runs import Code, reading_key
from briefings.safe_to_show import shown
from briefings.store import SourceFolder, SourceStore
from briefings.transcript import Markup
from briefings.upkeep import SourcesCommand, counted, readings, spider_of


class Command(SourcesCommand):
    """Read every kept briefing again from the archive; what comes out otherwise becomes a new revision."""

    summary = "Read what is kept again from the archive, with today's reader"
    description = (
        "Read every kept briefing again from the archived pages, without a request. Where the records come out"
        " otherwise, they are kept as a new revision. Exit codes: 0 all were read, 2 bad usage, 3 some could not be"
        " read and stay as they are, 7 interrupted, 8 the data is damaged or could not be written, or a crawl is on."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="print what would change and write nothing")
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: all cores)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse a number of processes that is none."""
        super().process_options(args, opts)
        if opts.jobs < 1:
            raise UsageError(f"--jobs {opts.jobs}: give a number from 1 on.")

    def treat_source(self, folder: SourceFolder, opts: argparse.Namespace) -> int:
        """Read the briefings of a source again, and print what became of those that are not as they were."""
        found: Counter[str] = Counter()
        spider = spider_of(self.settings, folder.source)
        markup: Markup | None = getattr(spider, "markup", None)
        hosts = None if opts.dry_run else getattr(spider, "allowed_domains", None)
        settings = self.settings.copy()
        if spider is not None:
            spider.update_settings(settings)
        reader = reading_key(spider, settings)
        with SourceStore(folder.root, folder.source, hosts) as store:

            def is_known(line: dict[str, Any]) -> bool:
                digests = [(page["number"], page["sha256"]) for page in line["pages"]]
                known = store.readings.is_line(line["id"], reader, digests)
                found["known"] += known
                return known

            for reading in readings(folder, store.records, markup, jobs=opts.jobs, is_known=is_known):
                found["briefings"] += 1
                if not (opts.dry_run or reading.trouble or reading.now):
                    store.readings.note_line(reading.kept, reader)
                if reading.trouble:
                    found["unread"] += 1
                    print(shown(f"{reading.kept.id}: not read again: {reading.trouble}"), flush=True)
                elif reading.now:
                    found["changed"] += 1
                    print(shown(f"{reading.kept.id}: {'would be ' * opts.dry_run}revision {reading.kept.revision + 1}"))
                    for line in in_words(reading.kept, reading.now) if opts.dry_run else ():
                        print(shown(f"    {line}"))
                    if not opts.dry_run:
                        store.keep_reread(reading.kept, reading.now)
                        store.readings.note_line(reading.now, reader)
        more = f", {found['unread']} could not be read again" if found["unread"] else ""
        more += f"; {found['known']} this reader read already" if found["known"] else ""
        changed = f"{found['changed']} {'would be ' * opts.dry_run}revised"
        print(f"{folder.source}: {counted(found['briefings'], 'briefing')} read again: {changed}{more}.", flush=True)
        return Code.INCOMPLETE if found["unread"] else Code.COMPLETE
