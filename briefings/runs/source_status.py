"""How a source fares, by the reports of its runs: what `scrapy status` tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefings.runs.verdict import Code
from briefings.store import Report


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a source fares."""

    source: str
    code: int | None
    """The exit code of its last run, 7 for one that was killed; null before the first has ended."""
    last_run: str | None
    """When that run ended; of a killed run, when it started. UTC."""
    last_good_run: str | None
    """When a run last ended with 0."""
    new: int
    """How many briefings of the last run were new."""
    incomplete: int
    """How many of them are incomplete or could not be read."""
    blocked_since: str | None
    """When the first of the runs started since when the site has refused pages in every run."""
    broken_since: str | None
    """The same of runs that failed, found nothing where something was expected, or missed what is expected of the
    source. Runs that were interrupted say nothing of either; of this, one that looked at no list of the source, or that
    read nothing because it was to leave out what these name, says nothing either."""
    busy: str | None
    """Who writes there now: a run in progress, say."""
    sentence: str
    """The closing sentence of the last run."""


def status_of(source: str, reports: Sequence[Report], busy: str | None) -> SourceStatus:
    """Tell how a source fares by the reports of its runs, the oldest first; `busy` says who writes to it now."""
    over = [report for report in reports if _is_over(report) or (report["state"] == "running" and not busy)]
    ended = [report for report in over if report["state"] == "ended"]
    good = [report for report in ended if report["code"] == Code.COMPLETE]
    told = [report for report in ended if report["code"] != Code.INTERRUPTED]
    last = over[-1] if over else None
    counts = last["counts"] if last else {}
    return SourceStatus(
        source=source,
        code=_code(last) if last else None,
        last_run=(last["ended_at"] or last["started_at"]) if last else None,
        last_good_run=good[-1]["ended_at"] if good else None,
        new=counts.get("new", 0),
        incomplete=counts.get("incomplete", 0) + counts.get("unread", 0),
        blocked_since=_since(told, _was_blocked),
        broken_since=_since([report for report in told if _was_broken(report) or _looked_for_all(report)], _was_broken),
        busy=busy,
        sentence=_sentence(last) if last else "",
    )


def _is_over(report: Report) -> bool:
    # One that was refused says nothing of the source, only that another run was at work.
    return report["state"] in {"ended", "killed"}


def _code(report: Report) -> int:
    return int(report["code"]) if report["state"] == "ended" else Code.INTERRUPTED


def _sentence(report: Report) -> str:
    return report["sentence"] or "The process was killed; run the same command to continue."


def _was_blocked(report: Report) -> bool:
    return any(report["counts"].get(name) for name in ("blocked", "rate_limited"))


def _was_broken(report: Report) -> bool:
    if report["code"] in {Code.CRASH, Code.STORAGE} or report.get("missed_expectations"):
        return True
    return report["code"] == Code.NOTHING and _looked_for_all(report)


def _looked_for_all(report: Report) -> bool:
    """Whether a run looked at the lists of its source, and read something of what they name where that was left to
    it."""
    is_left_out = any(report["counts"].get(name) for name in ("not_due", "links_out_of_window", "denied_links"))
    return bool(report["lists"]) and not (report["code"] == Code.NOTHING and is_left_out)


def _since(told: Sequence[Report], is_so: Callable[[Report], bool]) -> str | None:
    """When the first of the last runs started that are so, one and all; None where the last one is not."""
    since: str | None = None
    for report in reversed(told):
        if not is_so(report):
            break
        since = report["started_at"]
    return since
