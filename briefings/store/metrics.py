"""The gauges of metrics.prom, for Prometheus, from the reports of a source."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

_COUNTS = {
    "read": "How many briefings it read.",
    "turns": "How many turns these have.",
    "new": "How many of them were new.",
    "incomplete": "How many of them lack something.",
    "requests": "How many requests it sent.",
}


def metrics_of(reports: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the parts of metrics.prom, for the textfile collector of the node exporter, from the reports of a source.

    They are in order, oldest first. A run that was killed is not the last.
    """
    ended = [report for report in reports if report["state"] == "ended"]
    if not ended:
        return
    last = ended[-1]
    end = _seconds(last["ended_at"])
    gauges = {
        "last_run_timestamp_seconds": ("When the last run ended.", end),
        "last_run_code": ("Its exit code: 0 all complete, see the README.", last["code"]),
        "last_run_seconds": ("How long it took.", end - _seconds(last["started_at"])),
    }
    if good := [report for report in ended if report["code"] == 0]:
        at = _seconds(good[-1]["ended_at"])
        gauges["last_good_run_timestamp_seconds"] = "When a run last ended with code 0.", at
    for name, what in _COUNTS.items():
        gauges[f"last_run_{name}"] = what, last["counts"].get(name, 0)
    source = last["source"].replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    for name, (what, value) in gauges.items():
        yield f"# HELP briefings_{name} {what}\n# TYPE briefings_{name} gauge\n"
        yield f'briefings_{name}{{source="{source}"}} {value}\n'


def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())
