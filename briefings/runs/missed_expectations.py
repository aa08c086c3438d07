"""Hold a run against the expectations of its source, both set and learnt from earlier runs."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from briefings.counted import counted
from briefings.runs.expectations import AcknowledgedGaps, Expectations
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
_SHRUNK = 0.25  # a list page with less than this part of the fewest entries it named before has shrunk
_LEAST_DAYS = 14
_TIMES_THE_LONGEST = 3
_EVIDENCE = {"title": 1, "body": 1, "byline": ENOUGH, "summary": ENOUGH}
"""Number of briefings a selector must miss before it is said never to match."""

_SENTENCES = {
    "coverage": "Coverage of {which} is {now}; at least {limit} is expected",
    "outside": "{now} of the pages' text is outside the content; at most {limit} is expected",
    "speaker": "{now} of turns have a speaker; {usual} is {word}",
    "title": "{now} of briefings have a title; {usual} is {word}",
    "held_on": "{now} of briefings have the date they were held; {usual} is {word}",
    "participants": "{now} of briefings name participants; {usual} is {word}",
}
"""Sentences of the measures of a run, by the option of BRIEFINGS_EXPECT that sets their limits."""
_OF_SELECTOR = "The selector {css} ({name}) matched in none of the last {of} {what}; before in {matched} of {before}"

_Missed = tuple[str, Code, str]
"""Missed expectation: its name, the exit code it causes, and the sentence without its full stop."""


class _Share(NamedTuple):
    """A share of what a run read, and the number of documents behind it."""

    run: Report
    share: float
    of: int


def read_in(run: Report) -> int:
    return int(run["counts"]["read"])


def _shares_of(run: Report) -> dict[str, _Share]:
    """Return the measures of a run by name, and those of the source's selectors by name and selector."""
    shares = run["fill"] | {"coverage": run["coverage"].get("least"), "outside": run["outside"].get("mean")}
    found = {name: _Share(run, share, read_in(run)) for name, share in shares.items() if share is not None}
    for name, one in run["selectors"].items():
        if one["of"]:
            found[f"{name} {one['selector']}"] = _Share(run, one["matched"] / one["of"], one["of"])
    return found


class _Comparison(Struct, frozen=True):
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
            before = f"named {counted(named[-1][0], 'briefing')} on {named[-1][1]}"
            yield f"list {url}", Code.NOTHING, f"The list page {url} {before}, and now names none{why}"
        elif len(named) >= _RUNS and found < _SHRUNK * (least := min(named)[0]):
            sentence = f"The list page {url} names {counted(found, 'briefing')}; at least {least} are usual"
            yield f"list {url}", Code.INCOMPLETE, sentence
    if expected.found is not None and run["lists"] and (count := run["counts"]["named"]) < expected.found:
        sentence = f"The list pages name {counted(count, 'briefing')}; at least {expected.found} are expected"
        yield "found", Code.NOTHING, sentence


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
    shares = [_shares_of(one) for one in (*compared.ended, compared.run)]
    for name, sentence in _SENTENCES.items():
        limit = getattr(compared.expected, name)
        told = _Told(compared, [one[name] for one in shares if name in one], 1 if name == "coverage" else ENOUGH)
        usual, word = limit or 0.0, "expected"
        if limit is None and name != "coverage" and told.is_usual_known:
            usual, word = told.usual, "usual"
            seen = [one.share for one in told.before if one.of >= ENOUGH]
            limit = max([usual, *seen]) + _RISE if name == "outside" else min([_FALL * usual, *seen])
        if limit is not None and told.judged and (told.now > limit if name == "outside" else told.now < limit):
            yield name, Code.INCOMPLETE, sentence.format(
                now=_percent(told.now), limit=_percent(limit), usual=_percent(usual), word=word,
                which=compared.read["coverage"].get("of"),
            )  # fmt: skip
    for name, found in compared.run["selectors"].items() if compared.expected.selectors else ():
        key, (what, enough) = f"{name} {found['selector']}", ("list pages", 1) if name in OF_LISTS else ("briefings", 5)
        told = _Told(compared, [one[key] for one in shares if key in one], enough)
        if told.judged and told.is_usual_known and told.usual >= _ALWAYS and not told.now:
            yield f"selector {name}", Code.INCOMPLETE, _OF_SELECTOR.format(
                css=found["selector"], name=name, of=sum(one.of for one in told.judged), what=what,
                matched=round(told.usual * (of := sum(one.of for one in told.before))), before=of,
            )  # fmt: skip


class _Told:
    """A measure over the latest runs, and over the good ones before them."""

    def __init__(self, compared: _Comparison, measured: list[_Share], enough: int) -> None:
        """Take the fewest last runs that together have `enough` documents; none unless this run is among them."""
        number = next((n for n in range(1, len(measured) + 1) if sum(one.of for one in measured[-n:]) >= enough), 0)
        is_judged = number and any(measured[-1].run is one for one in (compared.run, compared.read))
        self.judged = measured[-number:] if is_judged else []
        self.before = [one for one in measured[:-number] if one.of and any(one.run is good for good in compared.good)]
        self.is_usual_known = len(self.before) >= _RUNS and sum(one.of for one in self.before) >= 2 * enough

    @property
    def now(self) -> float:
        return _mean(self.judged)

    @property
    def usual(self) -> float:
        return _mean(self.before)


def _mean(shares: Sequence[_Share]) -> float:
    """Return the mean of shares over all their documents."""
    return round(sum(one.share * one.of for one in shares) / sum(one.of for one in shares), 9)


def never_matched(run: Report, past: Sequence[Report], expected: Expectations) -> str:
    """Return a sentence about selectors of this run that never matched, in it or earlier; "" when there are none.

    This causes no exit code: the reader finds its way without them. A byline or a standfirst may be missing on some
    pages, so it takes more briefings; the pager of a briefing or list is missing wherever there is one page.
    """
    told = []
    shares = [_shares_of(one) for one in (*_told(past, expected), run)]
    for name, enough in _EVIDENCE.items() if expected.selectors else ():
        if found := run["selectors"].get(name):
            same = [one[key] for one in shares if (key := f"{name} {found['selector']}") in one]
            of = sum(one.of for one in same)
            if of >= enough and not any(one.share for one in same):
                told.append(f"{found['selector']} ({name}) in none of {of} briefing{'s' * (of > 1)}")
    return f"Selectors that never matched: {'; '.join(told)}." if told else ""


def _reader(run: Report) -> tuple[int, dict[str, str]]:
    return run["reader"], {name: found["selector"] for name, found in run["selectors"].items()}


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"
