"""Expectations of a run, learnt from earlier runs or set by the user."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import asdict

from briefings.runs.expectations import Expectations, read_acknowledged, read_expectations
from briefings.runs.missed_expectations import missed_expectations, never_matched
from briefings.runs.verdict import Code, MissedExpectation
from tests.support.parts import each
from tests.support.run_reports import LIST, good_runs, make_report

NONE_NAMED = [{"url": LIST, "found": 0, "new": 0, "reason": "it lists no briefing"}]


def _found(run: dict[str, Any], past: list[dict[str, Any]] | None = None, **expected: Any) -> list[MissedExpectation]:
    known = read_acknowledged(expected.pop("acknowledged", None))
    return missed_expectations(run, good_runs() if past is None else past, read_expectations(expected), known)


def _one(run: dict[str, Any], past: list[dict[str, Any]] | None = None, **expected: Any) -> MissedExpectation:
    (missed,) = _found(run, past, **expected)
    return missed


def _fill(**shares: float) -> dict[str, float]:
    return {**make_report()["fill"], **shares}


def test_run_like_those_before_misses_nothing() -> None:
    assert _found(make_report(9)) == []


def test_first_runs_missed_nothing_that_is_learnt() -> None:
    bad = make_report(
        9, lists=NONE_NAMED, outside={"most": 1.0, "mean": 0.9}, fill=_fill(title=0.0, held_on=0.0, speaker=0.0),
        selectors={"body": {"selector": "#container_txt", "matched": 0, "of": 10}},
    )  # fmt: skip
    assert _found(bad, []) == []
    assert [one.expectation for one in _found(bad, good_runs(4))] == [f"list {LIST}"]
    assert len(_found(bad, good_runs(5))) == 6
    assert _found(bad, good_runs(), learn=False) == []


# -- Lists


def test_list_that_names_nothing_any_more_is_nothing_where_something_was() -> None:
    selectors = {"entries": {"selector": "ul > li > a", "matched": 0, "of": 1}}
    missed = _found(make_report(9, lists=NONE_NAMED, selectors=selectors))
    assert [(one.code, one.expectation) for one in missed] == [
        (Code.NOTHING, f"list {LIST}"), (Code.INCOMPLETE, "selector entries"),
    ]  # fmt: skip
    assert all(part in missed[0].sentence for part in (LIST, "ul > li > a", "20 briefings on 2026-03-06"))


def test_list_known_to_be_empty_is_expected_to_be() -> None:
    assert _found(make_report(9, lists=NONE_NAMED), acknowledged={LIST: "all"}) == []


def test_list_that_could_not_be_had_is_no_matter_of_expectations() -> None:
    lost = [{"url": LIST, "found": None, "new": 0, "reason": "timeout"}]
    assert _found(make_report(9, lists=lost)) == []


def test_list_that_shrank_is_told() -> None:
    shrunk = [{"url": LIST, "found": 2, "new": 2, "reason": None}]
    sentence = _one(make_report(9, lists=shrunk)).sentence
    assert all(part in sentence for part in (LIST, "names 2 ", "at least 20 "))


def test_number_found_can_be_set() -> None:
    missed = _one(make_report(9), [], found=30)
    assert (missed.code, missed.sentence) == (
        Code.NOTHING, "The list pages name 20 briefings; at least 30 are expected.",
    )  # fmt: skip
    assert _found(make_report(9), [], found=20) == []


# -- Days without a new briefing


def _silent(day: float) -> dict[str, Any]:
    return make_report(day, counts={"read": 0, "new": 0, "found": 20})


@pytest.mark.parametrize(("day", "missed"), [(12, 0), (18, 0), (20, 1)])
def test_silence_is_judged_by_the_longest_pause_but_two_weeks_are_nothing(day: float, missed: int) -> None:
    assert len(_found(_silent(day))) == missed


def test_silence_is_told_in_days() -> None:
    weekly = [make_report(7 * week) for week in range(7)]
    assert _found(_silent(42 + 21), weekly) == []
    missed = _one(_silent(42 + 22), weekly)
    assert (missed.code, missed.sentence) == (
        Code.NOTHING, "Nothing new since 2026-04-12: 22 days; at most 21 are expected.",
    )  # fmt: skip


def test_days_can_be_set() -> None:
    assert _one(_silent(9), good_runs(2), days_without_new=7).expectation == "days_without_new"
    assert _found(_silent(7), good_runs(2), days_without_new=7) == []


def test_run_that_asked_for_no_list_cannot_be_silent() -> None:
    assert _found({**_silent(90), "lists": []}) == []


# -- Shares


def test_speakers_that_vanish_are_told() -> None:
    missed = _one(make_report(9, speaker=0.1))
    assert (missed.code, missed.sentence) == (Code.INCOMPLETE, "10% of turns have a speaker; 60% is usual.")
    assert _found(make_report(9, speaker=0.31)) == []


def test_low_share_that_was_seen_before_is_no_fall() -> None:
    assert _found(make_report(9, speaker=0.1), [*good_runs(), make_report(7, speaker=0.1)]) == []


def test_one_short_briefing_trips_no_share() -> None:
    small = {"read": 1, "new": 1, "found": 20}
    assert _found(make_report(9, counts=small, fill=_fill(title=0.0, participants=0.0, speaker=0.0))) == []


def test_small_runs_are_judged_together() -> None:
    small = {"read": 1, "new": 1, "found": 20}
    past = good_runs() + [make_report(6 + day, counts=small) for day in range(9)]
    codes = []
    for day in range(5):
        run = make_report(20 + day, counts=small, speaker=0.0)
        codes.append(len(_found(run, past)))
        past.append(run)
    assert codes == [0, 0, 1, 1, 1]


def test_share_can_be_set() -> None:
    missed = _one(make_report(9), [], speaker=0.7)
    assert all(part in missed.sentence for part in ("60%", "70%"))
    assert _one(make_report(9), [], held_on=0.95).expectation == "held_on"


def test_coverage_is_expected_from_the_first_run_on() -> None:
    low = {"least": 0.9, "of": "www.china.org.cn/1", "mean": 0.99}
    missed = _one(make_report(0, coverage=low), [])
    assert (missed.code, missed.sentence) == (
        Code.INCOMPLETE, "Coverage of www.china.org.cn/1 is 90%; at least 99% is expected.",
    )  # fmt: skip
    assert _found(make_report(0, coverage=low), [], coverage=0.9) == []


def test_much_text_outside_the_content_is_told() -> None:
    sentence = _one(make_report(9, outside={"most": 0.9, "mean": 0.45})).sentence
    assert all(part in sentence for part in ("45%", "40%"))


def test_text_outside_the_content_of_small_runs_is_judged_together() -> None:
    small = {"read": 1, "new": 1, "found": 20}
    past = good_runs()
    told = []
    for day in range(6):
        run = make_report(9 + day, counts=small, outside={"most": 0.9, "mean": 0.9})
        told.append([one.sentence for one in _found(run, past)])
        past.append(run)
    # Four of them are judged with the ten briefings of the previous good run, the fifth with these four.
    assert told[:4] == [[], [], [], []]
    assert "90% of the pages' text is outside the content; at most 40% is expected" in told[4][0]


# -- Selectors


def test_selector_that_stopped_matching_is_told() -> None:
    selectors = {**make_report()["selectors"], "body": {"selector": "#container_txt", "matched": 0, "of": 10}}
    sentence = _one(make_report(9, selectors=selectors)).sentence
    assert all(part in sentence for part in ("#container_txt (body)", "the last 10 briefings", "60 of 60"))
    assert _found(make_report(9, selectors=selectors), selectors=False) == []


def test_selector_that_matched_only_now_and_then_may_miss() -> None:
    selectors = {**make_report()["selectors"], "article_pages": {"selector": "#autopage", "matched": 0, "of": 10}}
    assert _found(make_report(9, selectors=selectors)) == []


def test_selector_that_was_changed_starts_anew() -> None:
    selectors = {**make_report()["selectors"], "body": {"selector": "#text", "matched": 0, "of": 10}}
    assert _found(make_report(9, selectors=selectors)) == []


@each(
    ("name", "of", "past", "told"),
    [
        ("body", 1, [], "div.talk (body) in none of 1 briefing."),
        ("title", 7, [], "div.talk (title) in none of 7 briefings."),
        # A byline may be missing on a few.
        ("byline", 4, [], ""),
        ("byline", 4, [("div.talk", 0, 1)], "div.talk (byline) in none of 5 briefings."),
        ("byline", 9, [("div.talk", 1, 9)], ""),
        ("body", 3, [("div.talk", 0, 9), ("div.talk", 2, 9)], ""),
        ("body", 3, [("div.other", 9, 9)], "div.talk (body) in none of 3 briefings."),
        # Briefings of one page have no pager.
        ("article_pages", 50, [], ""),
    ],
)
def test_a_selector_that_never_matched_is_told(name: str, of: int, past: list[tuple[str, int, int]], told: str) -> None:
    def run(selector: str, matched: int, of: int) -> dict[str, Any]:
        return make_report(selectors={name: {"selector": selector, "matched": matched, "of": of}})

    sentence = never_matched(run("div.talk", 0, of), [run(*one) for one in past], Expectations())
    assert sentence == (told and f"Selectors that never matched: {told}")
    assert never_matched(run("div.talk", 1, of), [], Expectations()) == ""
    assert never_matched(run("div.talk", 0, of), [], Expectations(selectors=False)) == ""


# -- What is learnt from


def test_nothing_is_learnt_from_runs_that_were_not_good() -> None:
    others = [
        make_report(6, state="killed", finish_reason=None),
        make_report(7, finish_reason="shutdown", code=7, speaker=0.0),
        make_report(8, code=4, speaker=0.0),
    ]
    assert len(_found(make_report(9, speaker=0.1), [*good_runs(), *others])) == 1


def test_missed_that_goes_on_says_since_when() -> None:
    past = good_runs()
    for day in (10, 11):
        run = make_report(day, speaker=0.0)
        run["missed_expectations"] = [asdict(one) for one in _found(run, past)]
        past.append(run)
    missed = _one(make_report(12, speaker=0.0), past)
    assert missed.sentence.endswith("2026-03-11.")
    assert missed.since == "2026-03-11T06:00:00Z"


def test_nothing_is_learnt_from_before_the_day_that_is_set() -> None:
    bad = make_report(9, speaker=0.1)
    assert len(_found(bad, learn="2026-03-01")) == 1
    assert _found(bad, learn="2026-03-03") == []
    unreadable = [{"started_at": "2026-03-01T06:00:00Z", "state": "ended"}]
    assert len(_found(bad, [*unreadable, *(make_report(day) for day in range(1, 7))], learn="2026-03-02")) == 1


# -- The days after

BROKEN: dict[str, dict[str, Any]] = {
    "speaker": {"speaker": 0.1},
    "title": {"fill": _fill(title=0.1)},
    "coverage": {"coverage": {"least": 0.9, "of": "www.china.org.cn/1", "mean": 0.99}},
    "outside": {"outside": {"most": 0.9, "mean": 0.45}},
    "selector body": {"selectors": {"body": {"selector": "#container_txt", "matched": 0, "of": 10}}},
}


def _nothing_due(day: int, run: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return the report of a run that had nothing to read, with the markup of another."""
    selectors = {name: {**found, "matched": 0, "of": 0} for name, found in run["selectors"].items()}
    nothing: dict[str, Any] = {
        "counts": {"read": 0, "new": 0, "named": 20}, "coverage": {}, "outside": {}, "fill": {},
        "selectors": selectors,
    }  # fmt: skip
    return make_report(day, **{**nothing, **values})


@pytest.mark.parametrize("name", BROKEN)
def test_the_days_after_say_what_the_first_day_of_a_broken_source_said(name: str) -> None:
    first = make_report(9, **BROKEN[name])
    past = [*good_runs(), first]
    told = _one(first, good_runs())
    assert (told.expectation, told.since) == (name, first["started_at"])
    first["missed_expectations"] = [asdict(told)]
    for day in (10, 11, 12):
        run = _nothing_due(day, first)
        missed = _one(run, past)
        assert missed.sentence == f"{told.sentence[:-1]}; first seen on 2026-03-10."
        assert (missed.expectation, missed.code, missed.since) == (name, told.code, told.since)
        past.append({**run, "code": 3, "missed_expectations": [asdict(missed)]})
    assert _found(make_report(13), past) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_source_that_was_seen_to_is_not_broken_any_more(name: str) -> None:
    first = make_report(9, **BROKEN[name])
    first["missed_expectations"] = [asdict(_one(first, good_runs()))]
    past = [*good_runs(), first]
    markup = {"body": {"selector": "div.text", "matched": 0, "of": 0}}
    assert _found(_nothing_due(10, first, selectors=markup), past) == []
    assert _found(_nothing_due(10, first, lists=[]), past) == [], "it asked for none"
    if name in {"title", "speaker", "coverage"}:
        assert _found(_nothing_due(10, first), past, **{name: 0.05}) == []
    if name != "selector body":
        assert _found(_nothing_due(10, first, reader=first["reader"] + 1), past) == []
