"""The state of a source according to the reports of its runs."""

from __future__ import annotations

from typing import Any

from briefings.runs.source_status import SourceStatus, status_of
from tests.support.run_reports import make_report


def _ended(day: int, code: int = 0, **counts: int) -> dict[str, Any]:
    day_ended = f"2026-03-{day + 1:02}T07:00:00Z"
    counted = {"new": 1, "incomplete": 0, **counts}
    return make_report(day, code=code, ended_at=day_ended, sentence=f"Day {day}.", counts=counted)


def _status(*reports: dict[str, Any], busy: str | None = None) -> SourceStatus:
    return status_of("china_org_cn", reports, busy)


def test_a_source_that_is_well_has_its_last_run_and_nothing_else() -> None:
    found = _status(_ended(0), _ended(1, new=4))
    assert (found.code, found.new, found.incomplete, found.sentence) == (0, 4, 0, "Day 1.")
    assert found.last_run == found.last_good_run == "2026-03-02T07:00:00Z"
    assert (found.blocked_since, found.broken_since, found.busy) == (None, None, None)


def test_blocked_and_broken_count_from_the_first_run_of_the_last_streak() -> None:
    found = _status(_ended(0, 6, blocked=2), _ended(1), _ended(2, 6, blocked=1), _ended(3, 6, rate_limited=1))
    assert (found.code, found.blocked_since, found.broken_since) == (6, "2026-03-03T06:00:00Z", None)
    assert found.last_good_run == "2026-03-02T07:00:00Z"
    found = _status(_ended(0), _ended(1, 4), _ended(2, 1))
    assert (found.code, found.blocked_since, found.broken_since) == (1, None, "2026-03-02T06:00:00Z")
    assert _status(_ended(0, 4), _ended(1, 3, incomplete=1, unread=2)).broken_since is None
    assert _status(_ended(0, 4), _ended(1, 3, incomplete=1, unread=2)).incomplete == 3
    missed = make_report(2, code=3, ended_at="2026-03-03T07:00:00Z", missed_expectations=[{"expectation": "speaker"}])
    assert _status(_ended(0), missed).broken_since == "2026-03-03T06:00:00Z"


def test_a_trial_neither_makes_a_source_broken_nor_well() -> None:
    """A run of a single address reads no list; a run of an empty window had nothing to read."""
    wrong = {**_ended(1, 4), "lists": []}
    right = {**_ended(1), "lists": []}
    empty, not_due = _ended(1, 4, links_out_of_window=20), _ended(1, 4, not_due=6)
    for trial in (wrong, right, empty, not_due):
        assert _status(_ended(0), trial).broken_since is None
        assert _status(_ended(0, 4), trial).broken_since == "2026-03-01T06:00:00Z"
        assert _status(_ended(0), trial).code == trial["code"]
    assert _status(_ended(0), {**wrong, "code": 1}).broken_since == "2026-03-02T06:00:00Z"
    assert _status(_ended(0, 4), _ended(1, not_due=6)).broken_since is None


def test_an_interrupted_run_neither_begins_nor_ends_a_streak() -> None:
    found = _status(_ended(0), _ended(1, 4), _ended(2, 7), _ended(3, 4), _ended(4, 7))
    assert (found.code, found.broken_since) == (7, "2026-03-02T06:00:00Z")


def test_a_run_without_an_end_was_killed_unless_somebody_is_at_work() -> None:
    running = make_report(1, state="running", ended_at=None, code=None, sentence=None, counts={})
    killed = _status(_ended(0), running)
    assert (killed.code, killed.last_run) == (7, "2026-03-02T06:00:00Z")
    assert killed.sentence == "The process was killed; run the same command to continue."
    busy = _status(_ended(0), running, busy="process 7")
    assert (busy.code, busy.sentence, busy.busy) == (0, "Day 0.", "process 7")
    assert _status(running, busy="process 7").code is None
