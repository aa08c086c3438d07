"""Whether a run gave what its source has to give: what was set, and what the runs before let expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from briefings.runs.expectations import Expectations
from briefings.runs.verdict import Code, MissedExpectation
from briefings.store import Report

_RUNS = 5  # as many good runs say what is usual
_BRIEFINGS = 5  # as many briefings can be judged by a share
_LEARNT_FROM = 50  # good runs; what was usual a year ago need not be
_FALL = 0.5  # a share below this part of what is usual, and below all seen before, is a fall
_ALWAYS = 0.8  # a selector that matched in this share of the documents is expected to match
_SHRUNK = 0.25
_MORE_OUTSIDE = 0.2
_LEAST_DAYS = 14
_TIMES_THE_LONGEST = 3


_EVIDENCE = {"title": 1, "body": 1, "byline": _BRIEFINGS, "summary": _BRIEFINGS}
"""Of how many briefings a selector must match none before it is said that it never does."""
_SHARES = {
    "speaker": "turns have a speaker",
    "title": "briefings have a title",
    "held_on": "briefings have the date they were held",
    "participants": "briefings name participants",
}
"""The shares that are judged over several briefings, in words."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A run, and what it is compared with: the runs before, the oldest first."""

    run: Report
    ended: list[Report]
    good: list[Report]
    """What is usual is learnt from these."""
    expected: Expectations

    @property
    def read(self) -> Report:
        """The run by whose reading the source is judged: where nothing was due, the last that read any.

        A source that broke stays broken until something is read of it, by whatever reader and selectors.
        """
        if _read(self.run) or not self.run["lists"]:
            return self.run
        last = next((one for one in reversed(self.ended) if _read(one)), self.run)
        return last if _reader(last) == _reader(self.run) else self.run


def missed_expectations(run: Report, past: Sequence[Report], expected: Expectations) -> list[MissedExpectation]:
    """The expectations that a finished run does not meet. `past` are the runs before, the oldest first.

    Nothing is learnt from runs that were interrupted, that failed, or that did not meet expectations themselves.
    """
    ended = [one for one in _told(past, expected) if one["finish_reason"] == "finished"]
    good = [one for one in ended if one["code"] in {0, 3, 5} and not one["missed_expectations"]][-_LEARNT_FROM:]
    compared = _Compared(run, ended, good if expected.learn else [], expected)
    found = [*_lists(compared), *_days(compared), *_coverage(compared), *_outside(compared), *_shares(compared)]
    if expected.selectors:
        found += _selectors(compared)
    return [_since(missed, run, ended) for missed in found]


def _told(past: Sequence[Report], expected: Expectations) -> list[Report]:
    """The runs that ended, since the day that is set to learn from."""
    since = expected.learn if isinstance(expected.learn, str) else ""
    return [one for one in past if one["started_at"] >= since and one["state"] == "ended"]


def _lists(compared: _Compared) -> Iterator[MissedExpectation]:
    run, expected = compared.run, compared.expected
    for page in run["lists"]:
        if page["found"] is None or page["url"] in expected.empty_lists:
            continue
        before = [
            (one, other["found"]) for one in compared.good for other in one["lists"] if other["url"] == page["url"]
        ]
        named = [(one, count) for one, count in before if count]
        if named and not page["found"]:
            one, count = named[-1]
            entries = run["selectors"].get("entries")
            why = f": the selector {entries['selector']} matched nothing" if entries and not entries["matched"] else ""
            yield _missed(
                f"list {page['url']}", Code.NOTHING,
                f"The list page {page['url']} names no briefing{why}; it named {count} on {one['started_at'][:10]}",
            )  # fmt: skip
        elif len(named) >= _RUNS and page["found"] < _SHRUNK * (least := min(count for _, count in named)):
            yield _missed(
                f"list {page['url']}", Code.INCOMPLETE,
                f"The list page {page['url']} names {page['found']} briefings; at least {least} are usual",
            )  # fmt: skip
    if expected.found is not None and run["lists"] and run["counts"]["named"] < expected.found:
        yield _missed(
            "found", Code.NOTHING,
            f"The list pages name {run['counts']['named']} briefings; at least {expected.found} are expected",
        )  # fmt: skip


def _days(compared: _Compared) -> Iterator[MissedExpectation]:
    """Long silence: judged by the days on which runs found something new, as not every briefing has a date."""
    run, limit = compared.run, compared.expected.days_without_new
    if not run["lists"] or run["counts"]["new"]:
        return
    news = [_time(one) for one in compared.good if one["counts"]["new"]]
    if limit is None:
        pauses = [after - before for before, after in pairwise(news)]
        if len(pauses) < _RUNS:
            return
        limit = max(_LEAST_DAYS, _TIMES_THE_LONGEST * max(pauses) / timedelta(days=1))
    last = news[-1].strftime("%Y-%m-%dT%H:%M:%SZ") if news else run["newest_commit"]
    if last is None:
        return
    silent = (_time(run) - datetime.fromisoformat(last)) / timedelta(days=1)
    if silent > limit:
        yield _missed(
            "days_without_new", Code.NOTHING,
            f"Nothing new since {last[:10]}: {silent:.0f} days; at most {limit:.0f} are expected",
        )  # fmt: skip


def _coverage(compared: _Compared) -> Iterator[MissedExpectation]:
    coverage, expected = compared.read["coverage"], compared.expected.coverage
    if expected is not None and coverage and coverage["least"] < expected:
        of, least = coverage["of"], _percent(coverage["least"])
        sentence = f"Coverage of {of} is {least}; at least {_percent(expected)} is expected"
        yield _missed("coverage", Code.INCOMPLETE, sentence)


def _outside(compared: _Compared) -> Iterator[MissedExpectation]:
    now, limit = compared.read["outside"].get("mean"), compared.expected.outside
    if now is None or _read(compared.read) < _BRIEFINGS:
        return
    if limit is None:
        seen = [one["outside"]["mean"] for one in compared.good if one["outside"] and _read(one) >= _BRIEFINGS]
        if len(seen) < _RUNS:
            return
        limit = max(seen) + _MORE_OUTSIDE
    if now > limit:
        yield _missed(
            "outside", Code.INCOMPLETE,
            f"{_percent(now)} of the pages' text is outside the content; at most {_percent(limit)} is expected",
        )  # fmt: skip


def _shares(compared: _Compared) -> Iterator[MissedExpectation]:
    """A share is judged over the last run that read any, and as many before it as it takes to have enough briefings."""
    for name, words in _SHARES.items():
        measured = [one for one in (*compared.ended, compared.run) if _share(one, name) is not None]
        judged = _last_with_enough(measured)
        if not judged or judged[-1] is not compared.read:
            continue
        now, limit = _mean(judged, name), getattr(compared.expected, name)
        usual, word = limit, "expected"
        if limit is None:
            before = [one for one in compared.good if one not in judged and one in measured and _read(one)]
            if len(before) < _RUNS or sum(map(_read, before)) < 2 * _BRIEFINGS:
                continue
            usual, word = _mean(before, name), "usual"
            limit = min([_FALL * usual, *(_share(one, name) or 0 for one in before if _read(one) >= _BRIEFINGS)])
        if now < limit:
            yield _missed(name, Code.INCOMPLETE, f"{_percent(now)} of {words}; {_percent(usual)} is {word}")


def _share(run: Report, name: str) -> float | None:
    share: float | None = run["speaker"] if name == "speaker" else run["fill"].get("briefings", {}).get(name)
    return share


def _mean(runs: Sequence[Report], name: str) -> float:
    """A share over the briefings of several runs."""
    return sum((_share(one, name) or 0) * _read(one) for one in runs) / sum(map(_read, runs))


def _last_with_enough(runs: Sequence[Report]) -> list[Report]:
    """As many of the last runs as have enough briefings together; none when all have not."""
    for number in range(1, len(runs) + 1):
        if sum(map(_read, runs[-number:])) >= _BRIEFINGS:
            return list(runs[-number:])
    return []


def _selectors(compared: _Compared) -> Iterator[MissedExpectation]:
    for name, found in compared.run["selectors"].items():
        if not found["of"] and compared.read is compared.run:
            continue
        css = found["selector"]
        counted, learnt = _matches(compared.ended, name, css), _matches(compared.good, name, css)
        of_lists = name in {"entries", "list_pages"}
        enough = 1 if of_lists else _BRIEFINGS
        of = _in_vain([*counted, found], enough)
        if of < enough or len(learnt) < _RUNS:
            continue
        matched, before = sum(other["matched"] for other in learnt), sum(other["of"] for other in learnt)
        if before >= enough and matched >= _ALWAYS * before:
            what = "list pages" if of_lists else "briefings"
            yield _missed(
                f"selector {name}", Code.INCOMPLETE,
                f"The selector {css} ({name}) matched in none of the last {of} {what}; before in {matched} of {before}",
            )  # fmt: skip


def never_matched(run: Report, past: Sequence[Report], expected: Expectations) -> str:
    """A sentence about the selectors that were looked for in this run and never matched, in it or before; "" for none.

    It gives no code: the reader finds its way without them. A byline or a standfirst may be missing on some pages, so
    that it takes more of them; a pager, or a list's, is missing wherever there is one page, and says so elsewhere.
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
    """How often a field of the markup matched in each run that looked for it by the same selector."""
    return [found for one in runs if (found := one["selectors"].get(name, {})).get("selector") == css]


def _in_vain(matches: Sequence[dict[str, Any]], enough: int) -> int:
    """Of how many of the last documents, `enough` or a few more, a selector matched none."""
    of = 0
    for one in reversed(matches):
        if one["matched"]:
            break
        of += one["of"]
        if of >= enough:
            break
    return of


def _missed(name: str, code: Code, sentence: str) -> MissedExpectation:
    return MissedExpectation(name, code, f"{sentence}.")


def _since(missed: MissedExpectation, run: Report, ended: Sequence[Report]) -> MissedExpectation:
    """The same with the first of the runs in a row that did not meet it."""
    before = ended[-1]["missed_expectations"] if ended else []
    first = next((one["since"] for one in before if one["expectation"] == missed.expectation), None)
    told = f"{missed.sentence[:-1]}; first seen on {first[:10]}." if first else missed.sentence
    return MissedExpectation(missed.expectation, missed.code, told, first or run["started_at"])


def _read(run: Report) -> int:
    """How many briefings it read."""
    read: int = run["counts"]["read"]
    return read


def _reader(run: Report) -> tuple[int, dict[str, str]]:
    """What it read them with."""
    return run["reader"], {name: found["selector"] for name, found in run["selectors"].items()}


def _time(run: Report) -> datetime:
    return datetime.fromisoformat(run["started_at"])


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"
