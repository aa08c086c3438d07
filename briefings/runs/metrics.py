"""The metrics of a source for Prometheus, through the textfile collector of its node exporter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from briefings.runs.verdict import Code
from briefings.store.run_reports import Report

_COUNTS = {
    "read": "How many briefings it read.",
    "turns": "How many turns these have.",
    "new": "How many of them were new.",
    "incomplete": "How many of them lack something.",
    "requests": "How many requests it sent.",
}


def metrics_of(reports: list[Report]) -> Iterator[str]:
    """Yield the parts of metrics.prom from the reports of a source, oldest first."""
    ended = [report for report in reports if report["state"] == "ended"]
    good = [report for report in ended if report["code"] == Code.COMPLETE]
    if not ended:
        return
    last = ended[-1]
    source, end = last["source"], _seconds(last["ended_at"])
    yield from _gauge("last_run_timestamp_seconds", "When the last run ended.", source, end)
    yield from _gauge("last_run_code", "Its exit code: 0 all complete, see the README.", source, last["code"])
    yield from _gauge("last_run_seconds", "How long it took.", source, end - _seconds(last["started_at"]))
    if good:
        at = _seconds(good[-1]["ended_at"])
        yield from _gauge("last_good_run_timestamp_seconds", "When a run last ended with code 0.", source, at)
    for name, what in _COUNTS.items():
        yield from _gauge(f"last_run_{name}", what, source, last["counts"].get(name, 0))


def _gauge(name: str, what: str, source: str, value: int) -> Iterator[str]:
    label = source.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    yield f"# HELP briefings_{name} {what}\n# TYPE briefings_{name} gauge\n"
    yield f'briefings_{name}{{source="{label}"}} {value}\n'


def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())
