"""The reports of the runs of a source: kept as rows, and shown by the files of its folder `runs`.

    a run begins     what the runs before left is settled, then it has a row without an end
    a run ends       its row gets its end, then the files are written anew, each in one step
    a kill           leaves a row without an end, which the next run settles, or files that show less than the rows
                     until the next run ends
    an error of the disk, or a damaged database
                     nothing more is written there: the files alone tell of the run, and the next one makes a row of it

One run at a time has the folder, from its beginning to its report, and alone writes the files. A run that was refused,
as it found another one at work, has a row and stands in the history once that one ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from filelock import FileLock, Timeout

from briefings.store.database import Database
from briefings.store.errors import BusyError, StorageError, storage
from briefings.store.files import replace_file, write_next
from briefings.store.folder import SourceFolder
from briefings.store.lines import lines_of
from briefings.store.run_rows import Report, RunRows, line_of, scrubbed_of

View = Callable[[list[Report]], Iterable[str]]
"""Makes the parts of a file from the reports, the oldest first."""

_MOST_LISTS = 20  # in a line of history
_PATIENCE = 10.0  # seconds; the run before is only telling its outcome
_RESERVED = 16 * 1024  # bytes; a report is shorter without its briefings and most of its lists
_LATEST, _HISTORY = "latest.json", "history.jsonl"


@dataclass(frozen=True, slots=True)
class Unreported:
    """A run that left a row without an end."""

    run: str
    ending: str | None
    """How it ended, when the database did not take its report; None when it was killed."""

    def __str__(self) -> str:
        """In words: `20260306T081500.123456Z, was killed`."""
        told = f"could not write its report to the database: {self.ending}"
        return f"{self.run}, {'was killed' if self.ending is None else told}"


class RunReports:
    """The reports of one source. Every method raises StorageError when the disk does not do its part.

    One run at a time may `begin`; it has the folder until `release`, or until its process ends.
    """

    def __init__(self, folder: SourceFolder, views: Mapping[str, View] | None = None) -> None:
        """Show the reports in `folder.runs`, which is made when it is needed; `views` are further files there."""
        self.latest = folder.runs / _LATEST
        """The report of the run that ended last, of those that had the source."""
        self._folder = folder
        self._views = {**(views or {}), _HISTORY: _lines}
        self._lock = FileLock(folder.runs / "lock", thread_local=False)
        self._begun = False

    def begin(self, report: Report) -> Unreported | None:
        """Say that a run is under way.

        Returns the last run before whose row had no end. It gets one, and a line of history, that say so.
        """
        self._take(_PATIENCE)
        with self._rows() as rows:
            before = self._settle(rows)
            rows.add(report)
        self._begun = True
        # What is written there last begins by emptying it, so that a full disk has room for that.
        write_next(self.latest, [b" " * _RESERVED])
        return before

    def end(self, report: Report, *, after_error: bool = False) -> None:
        """Keep the report of a run that ended, whether it began or not.

        While another run has the folder, there is a row only, and in `report` the run was refused. `after_error` says
        that nothing is to be written to the database any more: then there are the files only.
        """
        try:
            self._take(0.0)
        except BusyError:
            report["state"] = "refused"
            with self._rows() as rows:
                rows.add(report)
            return
        if after_error:
            self._tell(report)
            return
        with self._rows() as rows:
            if self._begun:
                rows.put(report)
            else:
                self._settle(rows)
                rows.add(report)
                self._begun = True
            self._show(rows)

    def _tell(self, report: Report) -> None:
        """Let the files alone have a report: on a full disk without its states, in the room that `begin` reserved."""
        try:
            self._replace(_LATEST, written(report))
        except StorageError:
            report = {**_as_line(report), "briefings": []}
            self._replace(_LATEST, written(report))
        self._write([*(one for one in self.shown() if one["run"] != report["run"]), report], report)

    def past(self) -> list[Report]:
        """The reports that are kept, the oldest first."""
        with self._rows() as rows:
            return rows.all()

    def shown(self) -> list[Report]:
        """The same as the history shows them."""
        return _history_in(self._folder)

    def release(self) -> None:
        """Let another run have the folder."""
        self._lock.release(force=True)

    def _take(self, patience: float) -> None:
        """Have the folder. Raises BusyError while another run has it."""
        if self._lock.is_locked:
            return
        with storage(self._folder.runs):
            self._folder.runs.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=patience)
            except Timeout:
                raise BusyError(self._folder.runs, "another run is writing there", "Wait until it ends.") from None

    @contextmanager
    def _rows(self) -> Iterator[RunRows]:
        # A connection of its own: a run has a report where no store was ever opened, and when it is closed again.
        with closing(Database(self._folder.database)) as database:
            yield RunRows(database, self._folder.source)

    def _settle(self, rows: RunRows) -> Unreported | None:
        """Finish what the runs before left; returns the last one whose row had no end."""
        before, shown = None, _latest_in(self._folder)
        if shown and not rows.ends().get(shown["run"]):
            for report in rows.take_in(reports_in(self._folder)):
                before = Unreported(report["run"], str(report.get("sentence")))
        for report in rows.under_way():
            sentence = "The process was killed; the next run continued."
            rows.put({**report, "state": "killed", "word": "killed", "sentence": sentence})
            before = Unreported(report["run"], None)
        return before

    def _show(self, rows: RunRows) -> None:
        reports = rows.all()
        if ended := [report["run"] for report in reports if report["state"] == "ended"]:
            self._write(reports, rows.whole(ended[-1]))

    def _write(self, reports: list[Report], latest: Report) -> None:
        for name, view in self._views.items():
            self._replace(name, view(reports))
        self._replace(_LATEST, written(latest))

    def _replace(self, name: str, parts: Iterable[str]) -> None:
        replace_file(self._folder.runs / name, (part.encode() for part in parts))


def scrub_runs(folder: SourceFolder, database: Database, names: Collection[str]) -> None:
    """Take every trace of forgotten briefings out of the reports, given their ids and addresses.

    The caller holds the lock of the source, and is in no transaction: a run that tells its outcome is waited for.
    Raises StorageError; then the same call finishes it.
    """
    reports = RunReports(folder)
    if not names:
        return
    reports._take(_PATIENCE)
    try:
        RunRows(database, folder.source).scrub(names)
        # What the files alone tell stays with them, for the next run to find.
        if shown := reports.shown():
            reports._replace(_HISTORY, _lines([scrubbed_of(report, names) for report in shown]))
        if latest := _latest_in(folder):
            reports._replace(_LATEST, written(scrubbed_of(latest, names)))
    finally:
        reports.release()


def reports_in(folder: SourceFolder) -> list[Report]:
    """The reports that the files of a source show, the oldest first; the last of them is the latest, with its states.

    A line of the history that is torn, or no report, is left out.
    """
    return [*_history_in(folder), *filter(None, [_latest_in(folder)])]


def _latest_in(folder: SourceFolder) -> Report | None:
    with storage(folder.runs), suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return _report((folder.runs / _LATEST).read_bytes())
    return None


def _history_in(folder: SourceFolder) -> list[Report]:
    return [report for line in lines_of(folder.runs / _HISTORY) if (report := _report(line.raw))]


def written(report: Report) -> Iterator[str]:
    """A report as its file holds it: a field a line, and a line a briefing."""
    yield "{\n"
    for name, value in report.items():
        if name != "briefings":
            yield f"{line_of({name: value})[1:-2]},\n"
    yield '"briefings": ['
    for number, state in enumerate(report.get("briefings", ())):
        yield f"{',' if number else ''}\n{line_of(state).rstrip()}"
    yield "\n]}\n"


def _lines(reports: list[Report]) -> Iterator[str]:
    return (line_of(_as_line(report)) for report in reports)


def _as_line(report: Report) -> Report:
    line = {name: value for name, value in report.items() if name != "briefings"}
    return {**line, "lists": line["lists"][:_MOST_LISTS]}


_FIELDS: dict[str, type] = {
    "run": str, "source": str, "state": str, "started_at": str, "counts": dict, "lists": list,
}  # fmt: skip
"""What a line must have to be a report at all."""


def _report(raw: bytes) -> Report | None:
    with suppress(KeyError, TypeError, ValueError):
        report = json.loads(raw)
        if isinstance(report, dict) and all(isinstance(report.get(name), kind) for name, kind in _FIELDS.items()):
            datetime.fromisoformat(report["started_at"])
            if report["state"] == "ended":
                datetime.fromisoformat(report["ended_at"])
                int(report["code"])
            return report
    return None
