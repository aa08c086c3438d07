"""The state of a source according to the reports of its runs, for `scrapy status`."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from msgspec import Struct

from briefings.runs.verdict import Code
from briefings.store.run_reports import Report

_KILLED = "The process was killed; run the same command to continue."
_NO_RUN: Report = {"state": "ended", "code": None, "ended_at": None, "started_at": None, "counts": {}, "sentence": ""}


class SourceStatus(Struct, frozen=True):
    """The state of a source."""

    source: str
    code: int | None
    """Exit code of the last run, 7 for one that was killed; null before the first has ended."""
    last_run: str | None
    """End of that run, or its start if it was killed. UTC."""
    last_good_run: str | None
    """End of the last run with exit code 0."""
    new: int
    """Number of new briefings in the last run."""
    incomplete: int
    """Number of briefings of the last run that are incomplete or could not be read."""
    blocked_since: str | None
    """Start of the first of the latest runs in all of which the site refused pages."""
    broken_since: str | None
    """Start of the first of the latest runs that all failed, found nothing or missed expectations.

    Interrupted runs count for neither. Runs that read no list, or read nothing because what it named was to be left
    out, do not count here unless they failed.
    """
    busy: str | None
    """The present writer of the source's data, such as a run in progress."""
    sentence: str


def status_of(source: str, reports: Sequence[Report], busy: str | None) -> SourceStatus:
    """Tell the state of a source from the reports of its runs, oldest first; `busy` names its present writer."""
    at_an_end = {"ended", "killed"} if busy else {"ended", "killed", "running"}
    over = [report for report in reports if report["state"] in at_an_end]
    ended = [report for report in over if report["state"] == "ended"]
    good = [report for report in ended if report["code"] == Code.COMPLETE]
    told = [report for report in ended if report["code"] != Code.INTERRUPTED]
    judged = [report for report in told if _was_broken(report) or _looked_for_all(report)]
    last = over[-1] if over else _NO_RUN
    return SourceStatus(
        source=source,
        code=last["code"] if last["state"] == "ended" else Code.INTERRUPTED,
        last_run=last["ended_at"] or last["started_at"],
        last_good_run=good[-1]["ended_at"] if good else None,
        new=last["counts"].get("new", 0),
        incomplete=last["counts"].get("incomplete", 0) + last["counts"].get("unread", 0),
        blocked_since=_since(told, lambda run: any(run["counts"].get(name) for name in ("blocked", "rate_limited"))),
        broken_since=_since(judged, _was_broken),
        busy=busy,
        sentence=_KILLED if last["sentence"] is None else last["sentence"],
    )


def _was_broken(report: Report) -> bool:
    if report["code"] in {Code.CRASH, Code.STORAGE} or report.get("missed_expectations"):
        return True
    return report["code"] == Code.NOTHING and _looked_for_all(report)


def _looked_for_all(report: Report) -> bool:
    """Tell whether a run read the lists of its source, and read some of what they name unless it was left out."""
    is_left_out = any(report["counts"].get(name) for name in ("not_due", "links_out_of_window", "denied_links"))
    return bool(report["lists"]) and not (report["code"] == Code.NOTHING and is_left_out)


def _since(told: Sequence[Report], is_so: Callable[[Report], bool]) -> str | None:
    """Return the start of the first of the last runs that are all so; None if the last one is not."""
    row = [report["started_at"] for report in takewhile(is_so, reversed(told))]
    return row[-1] if row else None
