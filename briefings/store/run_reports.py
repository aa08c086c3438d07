"""The reports of the runs of a source: stored as rows, and shown by the files of its folder `runs`.

    a run begins     unfinished earlier runs are settled, then it has a row without an end
    a run ends       its row gets its end, then the files are rewritten, each in one step
    a kill           leaves a row without an end, which the next run settles, or files that show less than the rows
                     until the next run ends
    an error of the disk, or a damaged database
                     nothing more is written there: only latest.json tells of the run, and the next one makes its
                     row

A run begins once it has locked its source, and keeps the lock until its report is written. One that is refused, as
another is at work, leaves none.
"""

import json
import re
import zlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from datetime import datetime
from typing import Any

from msgspec import Struct

from briefings.records.jsonl import json_line
from briefings.safe_to_show import without_user
from briefings.store.database import Database
from briefings.store.errors import BusyError, storage
from briefings.store.files import replace_file
from briefings.store.folder import SourceFolder
from briefings.store.lock import open_database, take_lock
from briefings.store.metrics import metrics_of
from briefings.store.view_lines import lines_of

Report = dict[str, Any]
"""Report of a run; with the key `briefings`, the states of its briefings."""

KEPT = 400
"""Number of reports kept: more than a year of daily runs."""

_MOST_LISTS = 20  # in a line of history
_LATEST, _HISTORY, _METRICS = "latest.json", "history.jsonl", "metrics.prom"
_FORGOTTEN = "(forgotten)"
_KILLED = {"state": "killed", "word": "killed", "sentence": "The process was killed; the next run continued."}
"""Fields of a run that has no end and is not under way."""
_SETTLED = "SELECT run FROM runs WHERE source = ? AND json_extract(report, '$.state') <> 'running'"
_NAMED = r"(?:(?<![\w.-])|(?<=\\[nrt]))(?:{})(?![\w/?&=%~+#-]|[.:]\w)"
"""Pattern of names in JSON text, even after an escape, that are not part of another id or address."""
_FIELDS: dict[str, type] = {
    "run": str, "source": str, "state": str, "started_at": str, "counts": dict, "lists": list,
}  # fmt: skip
"""Fields that a line needs to be a report at all."""


class RunReports(Struct):
    """The reports of one source. Every method raises StorageError when the disk fails.

    The database is opened for each call: a run has a report even if no store was ever opened, and after it was closed.
    """

    _folder: SourceFolder
    """Shows the reports in its `runs`, which is made when needed."""
    _lock: ExitStack | None = None

    def begin(self, report: Report, lock: ExitStack) -> Report | None:
        """Record that the run that has the lock of the source is under way; it is held until `end`.

        Returns the report of the last run, if its row had no end. That row is ended with the report in latest.json, if
        it is of that run, else as killed, and gets a line of history. Reports of later days are deleted.
        """
        with open_database(self._folder.root) as database:
            before = self._settle(database)
            put_report(database, report)
            # A clock that was wrong for a day would otherwise keep the last run from being seen for years. If most runs
            # are of later days, it is wrong today.
            of_later_days = f"{report['run'][:8]}Z"
            are_few = "(SELECT 2 * sum(run > ?2) <= count(*) FROM runs WHERE source = ?1)"
            later = f"source = ?1 AND run > ?2 AND {are_few}"
            database.write(f"DELETE FROM runs WHERE {later}", self._folder.source, of_later_days)
            # The last good one first: alerts on its age would fall silent without it.
            good = "(SELECT max(run) FROM runs WHERE source = ?1 AND json_extract(report, '$.code') = 0)"
            kept = f"SELECT run FROM runs WHERE source = ?1 ORDER BY run IS {good} DESC, run DESC LIMIT {KEPT}"
            database.write(f"DELETE FROM runs WHERE source = ?1 AND run NOT IN ({kept})", self._folder.source)
        self._lock = lock.pop_all()
        return before

    def end(self, report: Report, *, after_error: bool = False) -> None:
        """Store the report of a run that ended, whether it began or not.

        `after_error`: nothing more may be written to the database, so there is only latest.json.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(self._lock or take_lock(self._folder))
            except BusyError:
                return
            self._lock = None
            if after_error:
                self._write({_LATEST: [written(report)]})
                return
            database = stack.enter_context(open_database(self._folder.root))
            put_report(database, report)
            self._show(database)

    def past(self) -> list[Report]:
        """Return the stored reports, without the states of their briefings, in the order in which the runs began."""
        with open_database(self._folder.root) as database:
            return reports_of(database, self._folder.source)

    def scrub(self, database: Database, names: Collection[str]) -> None:
        """Remove every trace of forgotten briefings from the reports, given their ids and addresses, and show them.

        The caller holds the lock of the source.
        """
        take_in_reports(self._folder, database)
        for one in reports_of(database, self._folder.source) if names else ():
            report = report_of(database, self._folder.source, one["run"])
            if (scrubbed := _scrubbed(report, names)) != report:
                put_report(database, scrubbed)
        self._show(database)

    def _settle(self, database: Database) -> Report | None:
        """Settle the unfinished earlier runs; return the last report without an end."""
        left = [report for report in reports_of(database, self._folder.source) if report["state"] == "running"]
        told = {report["run"]: report for report in left} | _without_row(self._folder, database)
        ended = {run: {**one, **_KILLED} if one["state"] == "running" else one for run, one in told.items()}
        for report in ended.values():
            put_report(database, report)
        return ended[left[-1]["run"]] if left else None

    def _show(self, database: Database) -> None:
        reports = reports_of(database, self._folder.source)
        if ended := [report["run"] for report in reports if report["state"] == "ended"]:
            latest = [written(report_of(database, self._folder.source, ended[-1]))]
            history = (_line({**report, "lists": report["lists"][:_MOST_LISTS]}) for report in reports)
            self._write({_METRICS: metrics_of(reports), _HISTORY: history, _LATEST: latest})

    def _write(self, files: Mapping[str, Iterable[str]]) -> None:
        for name, parts in files.items():
            replace_file(self._folder.runs / name, (part.encode() for part in parts))


def reports_of(database: Database, source: str) -> list[Report]:
    """Return the reports of a source without the states of their briefings, in the order in which the runs began."""
    return [json.loads(row["report"]) for row in database.read("runs", "source = ? ORDER BY run", source)]


def reports_told(folder: SourceFolder, database: Database) -> list[Report]:
    """Return the reports of a source with the one only in latest.json: after a disk error none goes to the database."""
    reports = {report["run"]: report for report in reports_of(database, folder.source)}
    reports |= _without_row(folder, database, history=not reports)
    return [reports[run] for run in sorted(reports)]


def report_of(database: Database, source: str, run: str) -> Report:
    row = database.row("runs", source=source, run=run)
    assert row is not None
    lines = zlib.decompress(row["briefings"]).splitlines()
    return {**json.loads(row["report"]), "briefings": [json.loads(line) for line in lines]}


def put_report(database: Database, report: Report) -> None:
    """Store a report, replacing an earlier one of the same run."""
    told = _line({name: value for name, value in report.items() if name != "briefings"}).rstrip()
    states = zlib.compress("".join(map(_line, report.get("briefings", ()))).encode())
    database.insert("runs", source=report["source"], run=report["run"], report=told, briefings=states)


def take_in_reports(folder: SourceFolder, database: Database) -> int:
    """Store reports in the files of a source that have no row, or one under way; return their number.

    They may be the files of another data folder. A line that is torn, or no report, is left out.
    """
    found = _without_row(folder, database, history=True)
    with database.transaction():
        for report in found.values():
            put_report(database, report)
    return len(found)


def _without_row(folder: SourceFolder, database: Database, *, history: bool = False) -> dict[str, Report]:
    """Return the report in latest.json, by run, if it has no row, or one under way; with `history`, those there too."""
    shown = [line.raw for line in lines_of(folder.runs / _HISTORY)] if history else []
    latest = folder.runs / _LATEST
    with storage(latest):
        # The latest last, as it has the states of its briefings; a pipe would block.
        shown += [latest.read_bytes()] if latest.is_file() else []
    known = {run for (run,) in database.rows(_SETTLED, folder.source)}
    reports = filter(None, (_report(raw, folder.source) for raw in shown))
    return {report["run"]: report for report in reports if report["run"] not in known}


def _report(raw: bytes, source: str) -> Report | None:
    with suppress(KeyError, TypeError, ValueError):
        report = json.loads(raw)
        if isinstance(report, dict) and all(isinstance(report.get(name), kind) for name, kind in _FIELDS.items()):
            datetime.fromisoformat(report["started_at"])
            if report["state"] == "ended":
                datetime.fromisoformat(report["ended_at"])
                int(report["code"])
            return {**report, "source": source}
    return None


def _scrubbed(report: Report, names: Collection[str]) -> Report:
    """Return a report without the states of the named briefings, by id or address, and without these names."""
    states = [state for state in report["briefings"] if state["id"] not in names]
    longest_first = sorted((json.dumps(name)[1:-1] for name in names), key=len, reverse=True)
    named = _NAMED.format("|".join(map(re.escape, longest_first)))
    found: Report = json.loads(re.sub(named, _FORGOTTEN, json.dumps({**report, "briefings": states})))
    if (found.get("coverage") or {}).get("of") == _FORGOTTEN:
        found["coverage"] = {}  # nobody can look into it any more
    return found


def written(report: Report) -> str:
    """Return a report as its file shows it, with no user in any address."""
    return without_user(f"{json.dumps(report, indent=1)}\n")


def _line(record: dict[str, Any]) -> str:
    """Return a report, or a state in one, as a JSON line; reports are passed on, so no address names a user."""
    return without_user(json_line(record))
