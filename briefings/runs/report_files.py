"""The folder `runs` of a source: a report a run, the latest of them, a line of history each, and the run under way."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from briefings.records import json_line
from briefings.runs.metrics import metrics_of
from briefings.runs.report import REPORT_VERSION
from briefings.safe_to_show import without_user
from briefings.store import AppendedFile, StorageError, replace_file, storage
from briefings.store.lines import lines_of, whole_lines

KEPT = 400
"""How many reports and how many lines of history are kept: more than a year of daily runs."""

_MOST_LISTS = 20
_REPORT = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?\.json")
_PATIENCE = 10.0  # seconds; the run before is only telling its outcome
_ROOM = 4096  # bytes; a sentence is shorter


@dataclass(frozen=True, slots=True)
class Unreported:
    """A run that left no report of its own."""

    run: str
    ending: str | None
    """How it ended, when the disk did not take its report; None when it was killed."""

    def __str__(self) -> str:
        """In words: `20260306T081500Z, was killed`."""
        return f"{self.run}, {'was killed' if self.ending is None else f'could not write its report: {self.ending}'}"


class RunsFolder:
    """The reports of one source. Every method raises StorageError when the disk does not do its part.

    One run at a time may `begin`; it has the folder until `release`, or until its process ends.
    """

    def __init__(self, folder: Path) -> None:
        """Keep reports in `folder`, which is made when it is needed."""
        self.folder = folder
        self.latest = folder / "latest.json"
        """The report of the run that ended last."""
        self.history = folder / "history.jsonl"
        """A line a run, the oldest first."""
        self.metrics = folder / "metrics.prom"
        """What is to be watched of the source, for Prometheus."""
        self.running = folder / "running.json"
        """The beginnings of the report of the run under way; of a run that was killed until the next one begins."""
        self._lock = FileLock(folder / "lock", thread_local=False)

    def report(self, run: str) -> Path:
        """The report of a run."""
        return self.folder / f"{run}.json"

    def begin(self, report: dict[str, Any]) -> Unreported | None:
        """Say that a run is under way. Returns the run before, when it left no report.

        That run gets a report, and a line of history, that say so.
        """
        self._take(_PATIENCE)
        before = self._bury()
        _replace(self.running, [json_line(report), " " * _ROOM])
        return before

    def tell_ending(self, sentence: str) -> None:
        """Say in one sentence how the run under way ended, where its report could not be written, for the next to tell.

        It takes the room that `begin` kept, so that it can be done on a full disk. What cannot be said stays unsaid.
        """
        with suppress(OSError, StorageError):
            left, before = self._left(), self.running.read_bytes()
            line = without_user(json_line({**(left or {}), "state": "ended", "sentence": sentence})).encode()
            if self._lock.is_locked and left is not None and len(line) <= len(before):
                with self.running.open("r+b") as stream:
                    stream.write(line.ljust(len(before.rstrip())))
                    stream.flush()
                    os.fsync(stream.fileno())

    def end(self, report: dict[str, Any], briefings: Iterable[dict[str, Any]]) -> None:
        """Keep the report of a run that ended, which names the states of `briefings`, and drop the oldest.

        While another run has the folder, only the report itself is kept: the latest and the history are the other's.
        """
        lines = [json_line(briefing) for briefing in briefings]
        try:
            self._take(0.0)
        except StorageError:
            _replace(self.report(report["run"]), _written(report, lines))
            return
        self._bury(report["run"])
        _replace(self.report(report["run"]), _written(report, lines))
        self._remember(report)
        _replace(self.latest, _written(report, lines))
        _replace(self.metrics, metrics_of(report, self.past()))
        with storage(self.running):
            self.running.unlink(missing_ok=True)
        self._prune()

    def free_name(self, run: str) -> str:
        """`run`, or with a number behind it when a report has that name, or a run that was killed."""
        names = (run if number == 0 else f"{run}-{number}" for number in range(KEPT + 2))
        left = self._left()
        with storage(self.folder):
            return next(name for name in names if name != (left or {}).get("run") and not self.report(name).exists())

    def past(self) -> list[dict[str, Any]]:
        """The lines of history, the oldest first; a torn one and those of another version are left out."""
        records = (_record(line.raw) for line in lines_of(self.history))
        return [record for record in records if record and record.get("report_version") == REPORT_VERSION]

    def release(self) -> None:
        """Let another run have the folder."""
        self._lock.release(force=True)

    def _take(self, patience: float) -> None:
        if self._lock.is_locked:
            return
        with storage(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=patience)
            except Timeout:
                raise StorageError(self.folder, "another run is writing there", "Wait until it ends.") from None

    def _left(self) -> dict[str, Any] | None:
        """The beginnings of the report of a run that did not end yet, or never will."""
        with storage(self.running):
            return _record(self.running.read_bytes()) if self.running.exists() else None

    def _bury(self, own: str | None = None) -> Unreported | None:
        """Finish the report of a run that could not; returns what is known of it when it had written none."""
        left = self._left()
        if left is None or left["run"] == own:
            return None
        told = self.report(left["run"])
        with storage(told):
            report = told.read_text(encoding="utf-8") if told.exists() else None
        if report is not None:
            self._remember(_record(report.encode()) or left)
            _replace(self.latest, [report])
            return None
        ending = str(left["sentence"]) if left.get("state") == "ended" else None
        if ending is None:
            left |= {"state": "killed", "word": "killed", "sentence": "The process was killed; the next run continued."}
        else:
            left |= {"code": 8, "word": "storage"}
        _replace(told, _written(left, []))
        self._remember(left)
        return Unreported(str(left["run"]), ending)

    def _remember(self, report: dict[str, Any]) -> None:
        """Append a line to the history, once what a killed run began to append is cut off."""
        line = {name: value for name, value in report.items() if name != "briefings"}
        line["lists"] = line["lists"][:_MOST_LISTS]
        with closing(AppendedFile(self.history)) as history:
            runs = {(_record(kept.raw) or {}).get("run") for kept in whole_lines(history)}
            # A killed run may have come as far as this.
            if report["run"] not in runs:
                history.append(without_user(json_line(line)).encode())

    def _prune(self) -> None:
        lines = [line.raw for line in lines_of(self.history)]
        if len(lines) > KEPT:
            _replace(self.history, (line.decode() for line in lines[-KEPT:]))
        with storage(self.folder):
            reports = sorted(file for file in self.folder.iterdir() if _REPORT.fullmatch(file.name))
            for file in reports[:-KEPT]:
                file.unlink()


def _written(report: dict[str, Any], briefings: list[str]) -> Iterator[str]:
    """A report as its file holds it: a field a line, and a line a briefing."""
    yield "{\n"
    for name, value in report.items():
        yield f"{json_line({name: value})[1:-2]},\n"
    yield '"briefings": ['
    for number, line in enumerate(briefings):
        yield f"{',' if number else ''}\n{line.rstrip()}"
    yield "\n]}\n"


def _record(raw: bytes) -> dict[str, Any] | None:
    with suppress(ValueError):
        record = json.loads(raw)
        if isinstance(record, dict) and isinstance(record.get("run"), str):
            return record
    return None


def _replace(file: Path, parts: Iterable[str]) -> None:
    # Reports are passed on.
    replace_file(file, (without_user(part).encode() for part in parts))
