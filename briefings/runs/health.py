"""Whether a run gave what its source has to give: what was set, and what the runs before let expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from briefings.runs.expectations import Expectations
from briefings.runs.verdict import Code, MissedExpectation

Run = dict[str, Any]
"""A report, or its line of history."""

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


def missed_expectations(run: Run, past: Sequence[Run], expected: Expectations) -> list[MissedExpectation]:
    """The expectations that a finished run does not meet. `past` are the runs before, the oldest first.

    Nothing is learnt from runs that were interrupted, that failed, or that did not meet expectations themselves.
    """
    ended = [one for one in past if one.get("state") == "ended" and one["finish_reason"] == "finished"]
    good = [one for one in ended if one["code"] in {0, 3, 5} and not one["missed_expectations"]][-_LEARNT_FROM:]
    good = good if expected.learn else []
    found = [
        *_lists(run, good, expected),
        *_days(run, good, expected),
        *_coverage(run, expected),
        *_outside(run, good, expected),
        *(missed for name in _SHARES if (missed := _share(name, run, ended, good, expected))),
        *(_selectors(run, ended, good) if expected.selectors else ()),
    ]
    return [_since(missed, run, past) for missed in found]


def _lists(run: Run, good: Sequence[Run], expected: Expectations) -> Iterator[MissedExpectation]:
    for page in run["lists"]:
        if page["found"] is None or page["url"] in expected.empty_lists:
            continue
        before = [(one, other["found"]) for one in good for other in one["lists"] if other["url"] == page["url"]]
        named = [(one, count) for one, count in before if count]
        if named and not page["found"]:
            one, count = named[-1]
            entries = run["selectors"].get("entries")
            why = f": the selector {entries['selector']} matched nothing" if entries and not entries["matched"] else ""
            yield _missed(
                f"list {page['url']}", Code.NOTHING,
                f"The list page {page['url']} names no briefing{why}; it named {count} on {_day(one)}",
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


def _days(run: Run, good: Sequence[Run], expected: Expectations) -> Iterator[MissedExpectation]:
    """Long silence: judged by the days on which runs found something new, as not every briefing has a date."""
    if not run["lists"] or run["counts"]["new"]:
        return
    news = [_time(one) for one in good if one["counts"]["new"]]
    limit = expected.days_without_new
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


def _coverage(run: Run, expected: Expectations) -> Iterator[MissedExpectation]:
    least = run["coverage"].get("least")
    if expected.coverage is not None and least is not None and least < expected.coverage:
        of, limit = run["coverage"]["of"], _percent(expected.coverage)
        sentence = f"Coverage of {of} is {_percent(least)}; at least {limit} is expected"
        yield _missed("coverage", Code.INCOMPLETE, sentence)


def _outside(run: Run, good: Sequence[Run], expected: Expectations) -> Iterator[MissedExpectation]:
    now, limit = run["outside"].get("mean"), expected.outside
    if now is None or run["counts"]["read"] < _BRIEFINGS:
        return
    if limit is None:
        seen = [one["outside"]["mean"] for one in good if one["outside"] and one["counts"]["read"] >= _BRIEFINGS]
        if len(seen) < _RUNS:
            return
        limit = max(seen) + _MORE_OUTSIDE
    if now > limit:
        yield _missed(
            "outside", Code.INCOMPLETE,
            f"{_percent(now)} of the pages' text is outside the content; at most {_percent(limit)} is expected",
        )  # fmt: skip


def _share(
    name: str, run: Run, ended: Sequence[Run], good: Sequence[Run], expected: Expectations
) -> MissedExpectation | None:
    """A share is judged over this run and as many before it as it takes to have enough briefings."""
    measured = [(one, value, one["counts"]["read"]) for one in (*ended, run) if (value := _of(one, name)) is not None]
    if not measured or measured[-1][0] is not run:
        return None
    window, now = _window([(value, of) for _, value, of in measured])
    if now is None:
        return None
    limit: float | None = getattr(expected, name)
    usual, word = limit, "expected"
    if limit is None:
        judged = {id(one) for one, _, _ in measured[-window:]}
        learnt = [(_of(one, name), one["counts"]["read"]) for one in good if id(one) not in judged]
        values = [(value, of) for value, of in learnt if value is not None and of]
        if len(values) < _RUNS or sum(of for _, of in values) < 2 * _BRIEFINGS:
            return None
        usual, word = sum(value * of for value, of in values) / sum(of for _, of in values), "usual"
        limit = min([_FALL * usual, *(value for value, of in values if of >= _BRIEFINGS)])
    if now >= limit or usual is None:
        return None
    return _missed(name, Code.INCOMPLETE, f"{_percent(now)} of {_SHARES[name]}; {_percent(usual)} is {word}")


def _of(run: Run, name: str) -> float | None:
    share: float | None = run["speaker"] if name == "speaker" else run["fill"].get("briefings", {}).get(name)
    return share


def _window(measured: Sequence[tuple[float, int]]) -> tuple[int, float | None]:
    """How many of the last runs have enough briefings together, and their share; None when all have not."""
    total, number = 0.0, 0
    for runs, (value, of) in enumerate(reversed(measured), start=1):
        total, number = total + value * of, number + of
        if number >= _BRIEFINGS:
            return runs, total / number
    return len(measured), None


def _selectors(run: Run, ended: Sequence[Run], good: Sequence[Run]) -> Iterator[MissedExpectation]:
    for name, found in run["selectors"].items():
        css = found["selector"]
        counted, learnt = _matches(ended, name, css), _matches(good, name, css)
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


def never_matched(run: Run, past: Sequence[Run], expected: Expectations) -> str:
    """A sentence about the selectors that were looked for in this run and never matched, in it or before; "" for none.

    It gives no code: the reader finds its way without them. A byline or a standfirst may be missing on some pages, so
    that it takes more of them; a pager, or a list's, is missing wherever there is one page, and says so elsewhere.
    """
    told = []
    for name, enough in _EVIDENCE.items() if expected.selectors else ():
        found = run["selectors"].get(name)
        if not found or found["matched"]:
            continue
        same = _matches([one for one in past if one.get("state") == "ended"], name, found["selector"])
        of = found["of"] + sum(one["of"] for one in same)
        if of >= enough and not any(one["matched"] for one in same):
            told.append(f"{found['selector']} ({name}) in none of {of} briefing{'s' * (of > 1)}")
    return f"Selectors that never matched: {'; '.join(told)}." if told else ""


def _matches(runs: Sequence[Run], name: str, css: str) -> list[dict[str, Any]]:
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


def _since(missed: MissedExpectation, run: Run, past: Sequence[Run]) -> MissedExpectation:
    """The same with the first of the runs in a row that did not meet it."""
    first = run
    for one in reversed(past):
        if one.get("state") == "ended" and one["finish_reason"] == "finished":
            if all(other["expectation"] != missed.expectation for other in one["missed_expectations"]):
                break
            first = one
    told = f"{missed.sentence[:-1]}; first seen on {_day(first)}." if first is not run else missed.sentence
    return MissedExpectation(missed.expectation, missed.code, told, first["started_at"])


def _time(run: Run) -> datetime:
    return datetime.fromisoformat(run["started_at"])


def _day(run: Run) -> str:
    return str(run["started_at"][:10])


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"
