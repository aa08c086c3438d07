"""Hold a run against the expectations of its source, both set and learnt from earlier runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from briefings.runs.acknowledged import AcknowledgedGaps
from briefings.runs.expectations import Expectations
from briefings.runs.quality import OF_LISTS
from briefings.runs.verdict import Code, MissedExpectation
from briefings.store.run_reports import Report

ENOUGH = 5
"""Number of briefings from which a share is meaningful."""
_RUNS = 5  # number of good runs that establish what is usual
_LEARNT_FROM = 50  # number of latest good runs to learn from; what was usual a year ago may have changed
_FALL = 0.5  # a share below this part of the usual one, and below all seen before, is a fall
_RISE = 0.2  # a share this much above all seen before is a rise
_ALWAYS = 0.8  # a selector that matched in this share of the documents is expected to go on matching
_ALMOST_NOTHING = 1e-6
_SHRUNK = 0.25  # a list page with less than this part of the fewest entries it named before has shrunk
_LEAST_DAYS = 14
_TIMES_THE_LONGEST = 3
_EVIDENCE = {"title": 1, "body": 1, "byline": ENOUGH, "summary": ENOUGH}
"""Number of briefings a selector must miss before it is said never to match."""

_Missed = tuple[str, Code, str]
"""Missed expectation: its name, the exit code it causes, and the sentence without its full stop."""


def read_in(run: Report) -> int:
    """Return the number of briefings that a run read."""
    return int(run["counts"]["read"])


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of what was read; its limit is set, or learnt from the usual share and each run of enough documents."""

    name: str
    """Its name, which is the option of BRIEFINGS_EXPECT that sets its limit, if there is one."""
    of: Callable[[Report], float | None]
    """Function that takes the share from a report; None where nothing was read."""
    sentence: str
    over: Callable[[Report], int] = read_in
    """Function that takes the number of documents behind the share from a report."""
    enough: int = ENOUGH
    """Number of documents needed to judge the share."""
    is_most: bool = False
    """True if the limit is a maximum, False if a minimum."""
    is_learnt: bool = True
    is_steady: bool = False
    """True if it must be high in most runs to be judged, and then falls only to nothing."""


def _filled(name: str, sentence: str) -> Measure:
    return Measure(name, lambda run: run["fill"].get("briefings", {}).get(name), sentence)


MEASURES = (
    Measure(
        "coverage", lambda run: run["coverage"].get("least"),
        "Coverage of {which} is {now}; at least {limit} is expected", enough=1, is_learnt=False,
    ),
    Measure(
        "outside", lambda run: run["outside"].get("mean"),
        "{now} of the pages' text is outside the content; at most {limit} is expected", is_most=True,
    ),
    Measure("speaker", lambda run: run["speaker"], "{now} of turns have a speaker; {usual} is {word}"),
    _filled("title", "{now} of briefings have a title; {usual} is {word}"),
    _filled("held_on", "{now} of briefings have the date they were held; {usual} is {word}"),
    _filled("participants", "{now} of briefings name participants; {usual} is {word}"),
)  # fmt: skip


def measures_of(run: Report) -> Iterator[Measure]:
    """Yield the measures of the selectors of a run: shares of the briefings or list pages in which each matched."""
    for name, found in run["selectors"].items():
        yield _of_selector(name, found["selector"])


def _of_selector(name: str, css: str) -> Measure:
    def count(run: Report, what: str) -> int:
        found = run["selectors"].get(name, {})
        return int(found[what]) if found.get("selector") == css else 0

    what, enough = ("list pages", 1) if name in OF_LISTS else ("briefings", ENOUGH)
    return Measure(
        f"selector {name}", lambda run: count(run, "matched") / of if (of := count(run, "of")) else None,
        f"The selector {css} ({name}) matched in none of the last {{of}} {what}; before in {{matched}} of {{before}}",
        over=lambda run: count(run, "of"), enough=enough, is_steady=True,
    )  # fmt: skip


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
        if read_in(self.run) or not self.run["lists"]:
            return self.run
        last = next((one for one in reversed(self.ended) if read_in(one)), self.run)
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
    """Judge each measure over the last run that has it, and enough earlier ones to have enough documents."""
    selectors = measures_of(compared.run) if compared.expected.selectors else ()
    for measure in (*MEASURES, *selectors):
        measured = [one for one in (*compared.ended, compared.run) if measure.of(one) is not None]
        judged = _last_with_enough(measured, measure)
        if not judged or all(judged[-1] is not one for one in (compared.run, compared.read)):
            continue
        before = [one for one in compared.good if one in measured and one not in judged and measure.over(one)]
        limit: float | None = getattr(compared.expected, measure.name, None)
        now, usual, word = _mean(judged, measure), limit or 0.0, "expected"
        if (
            limit is None
            and measure.is_learnt
            and len(before) >= _RUNS
            and _over(before, measure) >= 2 * measure.enough
        ):
            usual, word = _mean(before, measure), "usual"
            limit = _learnt_limit(measure, usual, before)
        if limit is not None and (now > limit if measure.is_most else now < limit):
            of, before_of = _over(judged, measure), _over(before, measure)
            yield measure.name, Code.INCOMPLETE, measure.sentence.format(
                now=_percent(now), limit=_percent(limit), usual=_percent(usual), word=word,
                which=compared.read["coverage"].get("of"), of=of, matched=round(usual * before_of), before=before_of,
            )  # fmt: skip


def _learnt_limit(measure: Measure, usual: float, before: Sequence[Report]) -> float | None:
    if measure.is_steady:
        return _ALMOST_NOTHING if usual >= _ALWAYS else None
    seen = [measure.of(one) or 0 for one in before if measure.over(one) >= measure.enough]
    return max([usual, *seen]) + _RISE if measure.is_most else min([_FALL * usual, *seen])


def _over(runs: Sequence[Report], measure: Measure) -> int:
    return sum(map(measure.over, runs))


def _mean(runs: Sequence[Report], measure: Measure) -> float:
    """Return the mean of a measure over the documents of several runs."""
    return round(sum((measure.of(one) or 0) * measure.over(one) for one in runs) / _over(runs, measure), 9)


def _last_with_enough(runs: Sequence[Report], measure: Measure) -> list[Report]:
    """Return the fewest last runs that together have enough documents; empty when all runs have too few."""
    for number in range(1, len(runs) + 1):
        if _over(runs[-number:], measure) >= measure.enough:
            return list(runs[-number:])
    return []


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
        counted = (one["selectors"].get(name, {}) for one in _told(past, expected))
        same = [one for one in counted if one.get("selector") == found["selector"]]
        of = found["of"] + sum(one["of"] for one in same)
        if of >= enough and not any(one["matched"] for one in same):
            told.append(f"{found['selector']} ({name}) in none of {of} briefing{'s' * (of > 1)}")
    return f"Selectors that never matched: {'; '.join(told)}." if told else ""


def _reader(run: Report) -> tuple[int, dict[str, str]]:
    """Return the reader and the selectors of a run."""
    return run["reader"], {name: found["selector"] for name, found in run["selectors"].items()}


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"
