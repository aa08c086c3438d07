"""`scrapy status`: a table of all sources in the data folder, and the worst of their last exit codes."""

import argparse
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime

from msgspec.structs import asdict

from briefings.commands.list import ready_spiders
from briefings.runs.checked_command import DataCommand
from briefings.runs.source_status import SourceStatus, status_of
from briefings.runs.verdict import WORST_FIRST, Code
from briefings.safe_to_show import shown
from briefings.store.errors import BusyError
from briefings.store.folder import SourceFolder, sources_in
from briefings.store.lock import reading_lock
from briefings.store.run_reports import Report, reports_told
from briefings.store.snapshot import open_as_it_is

_HEAD = ("SOURCE", "CODE", "LAST RUN", "LAST GOOD RUN", "NEW", "INCOMPLETE", "BLOCKED SINCE", "BROKEN SINCE", "")


class Command(DataCommand):
    """Tell how every source fares, by the reports of its runs."""

    arguments = "[SOURCE ...]"
    description = (
        "Print one line per source: the exit code of its last run, when that ended and when the last good one did, what"
        " was new or incomplete, since when the site refuses pages or the source gives too little, and the closing"
        " sentence. The exit code is the worst of the last codes (the worst first: 1, 2, 8, 7, 6, 4, 3, 5, 0); 2 where"
        " nothing is kept, 8 where the database cannot be read."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print a JSON object per source, each on a line")

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the table. Raises UsageError, StorageError."""
        before = {folder.source: self._writer(folder) for folder in sources_in(self.data)}
        # People ask for it when the disk is full, so nothing is put in order first.
        with ExitStack() as stack:
            database = open_as_it_is(self.data, stack)
            rows = database.rows("SELECT source FROM runs UNION SELECT source FROM sources")
            reports: dict[str, list[Report]] = {}
            for name in self.named(args, sorted({*before, *(source for (source,) in rows)})):
                with self.going_on():
                    reports[name] = reports_told(SourceFolder(self.data, name), database)
        # Checked before and after: a run that starts or ends in between was not killed.
        found = [
            status_of(source, told, self._writer(SourceFolder(self.data, source)) or before.get(source))
            for source, told in reports.items()
        ]
        if opts.json:
            for one in found:
                print(json.dumps(asdict(one), ensure_ascii=False))
        else:
            _print_table(found)
            waiting = [name for name in ready_spiders(self.spiders()) if not args and name not in reports]
            if waiting:
                print(f"Never crawled here: {', '.join(waiting)}.")
        codes = [Code(one.code) for one in found if one.code is not None]
        self.exitcode = max(self.exitcode, min(codes, key=WORST_FIRST.index, default=Code.COMPLETE))

    def _writer(self, folder: SourceFolder) -> str | None:
        """Say who writes to a source; where that cannot be read, report it."""
        with self.going_on():
            try:
                reading_lock(folder).close()
            except BusyError as error:
                return error.what
        return None


def _print_table(found: Iterable[SourceStatus]) -> None:
    rows = [_HEAD, *(_cells(one) for one in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD) - 1)]
    for *cells, sentence in rows:
        print(f"{'  '.join(map(str.ljust, cells, widths))}  {sentence}".rstrip())


def _cells(one: SourceStatus) -> Sequence[str]:
    since = [moment[:10] if moment else "-" for moment in (one.blocked_since, one.broken_since)]
    code = "-" if one.code is None else str(one.code)
    ages = [_age(one.last_run), _age(one.last_good_run)]
    sentence = " ".join(filter(None, [f"Busy: {one.busy}." if one.busy else "", one.sentence]))
    return shown(one.source), code, *ages, str(one.new), str(one.incomplete), *since, shown(sentence)


def _age(moment: str | None) -> str:
    """Return the time since `moment` in hours, from two days on in days; the day of one that is yet to come."""
    if moment is None:
        return "never"
    hours = (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds() / 3600
    if hours < 0:  # by a wrong clock
        return moment[:10]
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} d ago"
