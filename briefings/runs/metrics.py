"""What Prometheus, through its node exporter's textfile collector, may watch of a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from briefings.runs.verdict import Code

# By name: what it says. The counts of the report follow.
_HELP = {
    "last_run_timestamp_seconds": "When the last run ended.",
    "last_run_code": "Its exit code: 0 all complete, see the README for the others.",
    "last_run_seconds": "How long it took.",
    "last_good_run_timestamp_seconds": "When a run last ended with code 0.",
    "last_good_run_age_seconds": "How long before the end of the last run that was; its age now is time() - the above.",
    "last_run_pages": "Pages that came, were confirmed by a 304 or were taken from the archive, robots.txt among them.",
}
_PAGES = ("archived", "unchanged_pages", "from_archive")


def metrics_of(report: dict[str, Any], past: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The lines of metrics.prom after a run.

    `report` is that of the run, `past` are the lines of history, whether or not the run's own is among them.
    """
    for name, value in _values(report, past):
        what = _HELP.get(name, f"Of the last run: {name.removeprefix('last_run_').replace('_', ' ')}.")
        label = report["source"].replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
        yield f"# HELP briefings_{name} {what}\n# TYPE briefings_{name} gauge\n"
        yield f'briefings_{name}{{source="{label}"}} {value}\n'


def _values(report: dict[str, Any], past: Iterable[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    ended = _seconds(report["ended_at"] or report["started_at"])
    yield "last_run_timestamp_seconds", ended
    if report["code"] is not None:
        yield "last_run_code", report["code"]
    yield "last_run_seconds", ended - _seconds(report["started_at"])
    good = [run["ended_at"] for run in (*past, report) if run.get("code") == Code.COMPLETE and run.get("ended_at")]
    if good:
        last = max(map(_seconds, good))
        yield "last_good_run_timestamp_seconds", last
        yield "last_good_run_age_seconds", ended - last
    counts = report["counts"]
    yield "last_run_pages", sum(counts.get(name, 0) for name in _PAGES)
    for name, count in counts.items():
        yield f"last_run_{name}", count


def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())
