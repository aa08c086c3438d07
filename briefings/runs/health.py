"""Hold a run against the expectations of its source, both set and learnt from earlier runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from briefings.runs.acknowledged import AcknowledgedGaps
from briefings.runs.expectations import Expectations
from briefings.runs.measures import ENOUGH, MEASURES, Measure
from briefings.runs.quality import OF_LISTS
from briefings.runs.verdict import Code, MissedExpectation
from briefings.store import Report

_RUNS = 5  # number of good runs that establish what is usual
_LEARNT_FROM = 50  # number of latest good runs to learn from; what was usual a year ago may have changed
_FALL = 0.5  # a share below this part of the usual one, and below all seen before, is a fall
_RISE = 0.2  # a share this much above all seen before is a rise
_ALWAYS = 0.8  # a selector that matched in this share of the documents is expected to go on matching
_SHRUNK = 0.25  # a list page with less than this part of the fewest entries it named before has shrunk
_LEAST_DAYS = 14
_TIMES_THE_LONGEST = 3
_EVIDENCE = {"title": 1, "body": 1, "byline": ENOUGH, "summary": ENOUGH}
"""Number of briefings a selector must miss before it is said never to match."""

_Missed = tuple[str, Code, str]
"""Missed expectation: its name, the exit code it causes, and the sentence without its full stop."""


def _read(run: Report) -> int:
    """Return the number of briefings that a run read."""
    return int(run["counts"]["read"])


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A run and the runs it is compared with, oldest first."""

    run: Report
    ended: list[Report]
    good: list[Report]
    """Runs that show what is usual."""
    expected: Expectations
    known: AcknowledgedGaps
    """List pages that may be empty are among these."""

    @property
    def read(self) -> Report:
        """Return the run by which the source is judged: where nothing was due, the last run that read any briefing.

        A broken source stays broken until something of it is read, provided reader and selectors are the same.
        """
        if _read(self.run) or not self.run["lists"]:
            return self.run
        last = next((one for one in reversed(self.ended) if _read(one)), self.run)
        return last if _reader(last) == _reader(self.run) else self.run


def missed_expectations(
    run: Report, past: Sequence[Report], expected: Expectations, known: AcknowledgedGaps
) -> list[MissedExpectation]:
    """Return the expectations that a finished run misses. `past` are the earlier runs, oldest first.

    Interrupted and failed runs and runs that missed expectations themselves teach nothing.
    """
    ended = [one for one in _told(past, expected) if one["finish_reason"] == "finished"]
    good = [one for one in ended if one["code"] in {0, 3, 5} and not one["missed_expectations"]][-_LEARNT_FROM:]
    compared = _Comparison(run, ended, good if expected.learn else [], expected, known)
    missed = [*_lists(compared), *_days(compared), *_measures(compared)]
    if expected.selectors:
        missed += _selectors(compared)
    before = {one["expectation"]: one["since"] for one in ended[-1]["missed_expectations"]} if ended else {}
    return [
        MissedExpectation(name, code, f"{sentence}; first seen on {before[name][:10]}.", before[name])
        if name in before
        else MissedExpectation(name, code, f"{sentence}.", run["started_at"])
        for name, code, sentence in missed
    ]


def _told(past: Sequence[Report], expected: Expectations) -> list[Report]:
    """Return the runs that ended, from the day on that `learn` sets."""
    since = expected.learn if isinstance(expected.learn, str) else ""
    return [one for one in past if one["started_at"] >= since and one["state"] == "ended"]


def _lists(compared: _Comparison) -> Iterator[_Missed]:
    run, expected = compared.run, compared.expected
    for page in run["lists"]:
        url, found = page["url"], page["found"]
        if found is None or compared.known.covers(url, None):
            continue
        named = [
            (other["found"], one["started_at"][:10])
            for one in compared.good for other in one["lists"] if other["url"] == url and other["found"]
        ]  # fmt: skip
        if named and not found:
            entries = run["selectors"].get("entries")
            why = f": the selector {entries['selector']} matched nothing" if entries and not entries["matched"] else ""
            before = "it named {} on {}".format(*named[-1])
            yield f"list {url}", Code.NOTHING, f"The list page {url} names no briefing{why}; {before}"
        elif len(named) >= _RUNS and found < _SHRUNK * (least := min(named)[0]):
            sentence = f"The list page {url} names {found} briefings; at least {least} are usual"
            yield f"list {url}", Code.INCOMPLETE, sentence
    if expected.found is not None and run["lists"] and (count := run["counts"]["named"]) < expected.found:
        yield "found", Code.NOTHING, f"The list pages name {count} briefings; at least {expected.found} are expected"


def _days(compared: _Comparison) -> Iterator[_Missed]:
    """Judge a long silence by the days on which runs found something new, as some briefings have no date."""
    run, limit = compared.run, compared.expected.days_without_new
    if not run["lists"] or run["counts"]["new"]:
        return
    news = [datetime.fromisoformat(one["started_at"]) for one in compared.good if one["counts"]["new"]]
    if limit is None:
        pauses = [after - before for before, after in pairwise(news)]
        if len(pauses) < _RUNS:
            return
        limit = max(_LEAST_DAYS, _TIMES_THE_LONGEST * max(pauses) / timedelta(days=1))
    last = news[-1] if news else run["newest_commit"] and datetime.fromisoformat(run["newest_commit"])
    silent = (datetime.fromisoformat(run["started_at"]) - last) / timedelta(days=1) if last else 0
    if silent > limit:
        sentence = f"Nothing new since {last:%Y-%m-%d}: {silent:.0f} days; at most {limit:.0f} are expected"
        yield "days_without_new", Code.NOTHING, sentence


def _measures(compared: _Comparison) -> Iterator[_Missed]:
    """Judge each measure over the last run that read any, and enough earlier ones to have enough briefings."""
    for measure in MEASURES:
        measured = [one for one in (*compared.ended, compared.run) if measure.of(one) is not None]
        judged = _last_with_enough(measured, measure.briefings)
        if not judged or judged[-1] is not compared.read:
            continue
        now, limit = _mean(judged, measure), compared.expected.limits[measure.name]
        if limit is not None:
            usual, word = limit, "expected"
        else:
            before = [one for one in compared.good if one in measured and one not in judged and _read(one)]
            if measure.limit is not None or len(before) < _RUNS or sum(map(_read, before)) < 2 * ENOUGH:
                continue
            usual, word = _mean(before, measure), "usual"
            seen = [measure.of(one) or 0 for one in before if _read(one) >= measure.briefings]
            limit = max([usual, *seen]) + _RISE if measure.most else min([_FALL * usual, *seen])
        if now > limit if measure.most else now < limit:
            values = {"now": _percent(now), "limit": _percent(limit), "usual": _percent(usual), "word": word}
            of = compared.read["coverage"].get("of")
            yield measure.name, Code.INCOMPLETE, measure.sentence.format(of=of, **values)


def _mean(runs: Sequence[Report], measure: Measure) -> float:
    """Return the mean of a measure over the briefings of several runs."""
    total = sum((measure.of(one) or 0) * _read(one) for one in runs)
    return round(total / sum(map(_read, runs)), 9)


def _last_with_enough(runs: Sequence[Report], briefings: int) -> list[Report]:
    """Return the fewest last runs that together have enough briefings; empty when all runs have too few."""
    for number in range(1, len(runs) + 1):
        if sum(map(_read, runs[-number:])) >= briefings:
            return list(runs[-number:])
    return []


def _selectors(compared: _Comparison) -> Iterator[_Missed]:
    """Report selectors that matched in nearly all documents before and in none of the last."""
    for name, found in compared.run["selectors"].items():
        if not found["of"] and compared.read is compared.run:
            continue
        css = found["selector"]
        what, enough = ("list pages", 1) if name in OF_LISTS else ("briefings", ENOUGH)
        of = _in_vain([*_matches(compared.ended, name, css), found], enough)
        learnt = _matches(compared.good, name, css)
        matched, before = sum(one["matched"] for one in learnt), sum(one["of"] for one in learnt)
        if of >= enough and len(learnt) >= _RUNS and before >= enough and matched >= _ALWAYS * before:
            told = f"matched in none of the last {of} {what}; before in {matched} of {before}"
            yield f"selector {name}", Code.INCOMPLETE, f"The selector {css} ({name}) {told}"


def never_matched(run: Report, past: Sequence[Report], expected: Expectations) -> str:
    """Return a sentence about selectors of this run that never matched, in it or earlier; "" when there are none.

    This causes no exit code: the reader finds its way without them. A byline or a standfirst may be missing on some
    pages, so it takes more briefings; the pager of a briefing or list is missing wherever there is one page.
    """
    told = []
    for name, enough in _EVIDENCE.items() if expected.selectors else ():
        found = run["selectors"].get(name)
        if not found or found["matched"]:
            continue
        same = _matches(_told(past, expected), name, found["selector"])
        of = found["of"] + sum(one["of"] for one in same)
        if of >= enough and not any(one["matched"] for one in same):
            told.append(f"{found['selector']} ({name}) in none of {of} briefing{'s' * (of > 1)}")
    return f"Selectors that never matched: {'; '.join(told)}." if told else ""


def _matches(runs: Sequence[Report], name: str, css: str) -> list[dict[str, Any]]:
    """Return the matches of a field of the markup in each run that used the same selector for it."""
    return [found for one in runs if (found := one["selectors"].get(name, {})).get("selector") == css]


def _in_vain(matches: Sequence[dict[str, Any]], enough: int) -> int:
    """Count the last documents, up to `enough` or a few more, in which a selector matched nothing."""
    of = 0
    for one in reversed(matches):
        if one["matched"] or of >= enough:
            break
        of += one["of"]
    return of


def _reader(run: Report) -> tuple[int, dict[str, str]]:
    """Return the reader and the selectors of a run."""
    return run["reader"], {name: found["selector"] for name, found in run["selectors"].items()}


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"
