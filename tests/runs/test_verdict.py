"""The code and the sentence of a run, from its account."""

from __future__ import annotations

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from briefings.runs.account import RunAccount
from briefings.runs.stats import OUTCOMES, Stat
from briefings.runs.verdict import Code, Verdict, read_verdict
from tests.support.parts import each

Counts = dict[Stat, int | str]

GOOD: Counts = {Stat.FOUND: 7, Stat.COMPLETE: 7, Stat.TURNS: 131, Stat.NEW: 7}
GAP: Counts = {Stat.FOUND: 1, Stat.INCOMPLETE: 1, Stat.TURNS: 4, Stat.NEW: 1}
UNREAD: Counts = {Stat.FOUND: 1, Stat.UNREAD: 1}
TORN = "www.china.org.cn/41905968 lacks pages 1, 2 (http 404)"


@pytest.fixture
def crawler() -> Crawler:
    return get_crawler()


def _verdict(
    crawler: Crawler,
    counts: Counts,
    reason: str | None = "finished",
    troubles: tuple[str, ...] = (),
    outdated: tuple[str, ...] = (),
) -> Verdict:
    crawler.stats.set_stats({stat.value: value for stat, value in counts.items()})
    account = RunAccount(crawler)
    account.troubles += troubles
    account.outdated += outdated
    return read_verdict(account, reason)


@each(
    ("counts", "reason", "code", "sentence"),
    [
        (GOOD, "finished", 0, "7 briefings (131 turns): 7 new, 0 revised, 0 unchanged, all complete."),
        (
            {**GOOD, Stat.NEW: 6, Stat.COPIES: 3, Stat.FOUND: 9, Stat.UNCHANGED: 1, Stat.NOT_DUE: 2},
            "finished", 0,
            "7 briefings (131 turns): 6 new, 0 revised, 1 unchanged, 3 of them copies, 2 not due, all complete.",
        ),
        (
            {**GOOD, Stat.ACKNOWLEDGED: 1, Stat.REVISED: 1, Stat.FOUND: 8}, "finished", 0,
            "8 briefings (131 turns): 7 new, 1 revised, 0 unchanged, 1 incomplete as acknowledged, the others"
            " complete.",
        ),
        (
            {Stat.FOUND: 0, Stat.EMPTY_LISTS: 1}, "finished", 0,
            "0 briefings (0 turns): 0 new, 0 revised, 0 unchanged, as expected: the lists are known to be empty.",
        ),
        (
            {**GOOD, Stat.VANISHED: 2, Stat.FOUND: 9}, "finished", 0,
            "7 briefings (131 turns): 7 new, 0 revised, 0 unchanged, all complete."
            " 2 removed from the site; their stored text is kept.",
        ),
        (
            {**GOOD, Stat.OUTSIDE_LINKS: 2}, "finished", 0,
            "7 briefings (131 turns): 7 new, 0 revised, 0 unchanged, all complete; 2 links to other hosts left out.",
        ),
        (
            {**GOOD, Stat.POORER: 2, Stat.NEW: 5}, "finished", 3,
            "7 briefings (131 turns): 5 new, 0 revised, 0 unchanged."
            " 2 new readings were less complete than the stored ones; the stored ones were kept.",
        ),
        (
            {**GOOD, Stat.REJECTED: 2, Stat.NEW: 5}, "finished", 5,
            "7 briefings (131 turns): 5 new, 0 revised, 0 unchanged."
            " 2 records did not match the schema; see rejected.jsonl.",
        ),
        (
            {Stat.FOUND: 3, Stat.GALLERIES: 1, Stat.NOTICES: 2, Stat.LISTS: 1, Stat.OUTSIDE_LINKS: 3}, "finished", 4,
            "No briefing was read. Found instead: 1 photo gallery, 2 notices, 1 list page,"
            " 3 links that lead outside the source.",
        ),
        (
            {Stat.LISTS: 1, Stat.LINKS_OUT_OF_WINDOW: 40, Stat.DENIED_LINKS: 1}, "finished", 4,
            "No briefing was read. Found instead: 1 list page, 40 links outside the window,"
            " 1 link that allow or deny leaves out.",
        ),
        (
            {Stat.FOUND: 2, Stat.NOT_DUE: 2, Stat.UNCHANGED_LISTS: 1}, "finished", 4,
            "No briefing was read. Found instead: 2 pages that held no briefing and are not due.",
        ),
        (
            {Stat.FOUND: 2, Stat.NOT_DUE: 2, Stat.UNCHANGED_LISTS: 1, Stat.STORED_BEFORE: 1}, "finished", 0,
            "0 briefings (0 turns): 0 new, 0 revised, 0 unchanged, 2 not due, all complete.",
        ),
        ({Stat.STORAGE_ERROR: "data/x: full. Free some."}, "storage", 8,
         "The data could not be written: data/x: full. Free some."),
        ({Stat.INTERRUPTED: 2}, "shutdown", 7,
         "Interrupted with 2 briefings under way; run the same command to continue."),
        ({}, "closespider_timeout", 7, "Interrupted (closespider_timeout); run the same command to continue."),
        (
            {**UNREAD, Stat.BLOCKED: 2, Stat.RATE_LIMITED: 1}, "finished", 6,
            "Blocked by the site: 2 pages refused, 1 page rate limited. No briefing was read.",
        ),
        (
            {Stat.FOUND: 12, Stat.NOT_DUE: 5, Stat.VANISHED: 6}, "finished", 1,
            "The counts do not add up: 12 briefings found; 5 not due, 6 vanished; 1 unaccounted for."
            " 6 removed from the site; their stored text is kept.",
        ),
    ],
)  # fmt: skip
def test_every_sentence(crawler: Crawler, counts: Counts, reason: str, code: int, sentence: str) -> None:
    verdict = _verdict(crawler, counts, reason)
    assert (verdict.code.value, verdict.sentence) == (code, sentence)


def test_incomplete_briefing_is_named_with_its_gap(crawler: Crawler) -> None:
    verdict = _verdict(crawler, GAP, troubles=(TORN,))
    assert verdict.code is Code.INCOMPLETE
    assert TORN in verdict.sentence
    assert (
        "11 more in the log"
        in _verdict(crawler, {**GAP, Stat.INCOMPLETE: 12, Stat.FOUND: 12, Stat.NEW: 12}, troubles=(TORN,)).sentence
    )


@pytest.mark.parametrize("stat", [Stat.UNREAD, Stat.LOST_LISTS, Stat.POORER, Stat.LOST_PAGES, Stat.IGNORED_ANSWERS])
def test_other_ways_of_being_incomplete(crawler: Crawler, stat: Stat) -> None:
    found = 7 + (stat in OUTCOMES)
    verdict = _verdict(crawler, {**GOOD, stat: 1, Stat.FOUND: found})
    assert (verdict.code, "all complete" in verdict.sentence) == (Code.INCOMPLETE, False)


def test_an_address_without_a_briefing_stands_beside_an_incomplete_one(crawler: Crawler) -> None:
    counts: Counts = {**GAP, Stat.FOUND: 2, Stat.ARTICLES: 1, Stat.NOT_BRIEFINGS: 1}
    verdict = _verdict(crawler, counts, troubles=(TORN, "http://www.china.org.cn/1.htm is a notice, not a briefing"))
    assert verdict.code == 4
    assert f"1 address without a briefing, 1 briefing incomplete: {TORN}; http" in verdict.sentence


def test_nothing_read_says_why(crawler: Crawler) -> None:
    verdict = _verdict(crawler, UNREAD, troubles=("http://a.example/1 was not read (timeout)",))
    assert verdict.code is Code.NOTHING
    assert "http://a.example/1 was not read (timeout)" in verdict.sentence


def test_run_without_any_count_is_not_a_success(crawler: Crawler) -> None:
    assert _verdict(crawler, {}).code is Code.NOTHING


@pytest.mark.parametrize("stat", [Stat.STORAGE_ERROR, Stat.WRITE_ERROR])
def test_storage_error_at_the_very_end_counts_though_the_run_finished(crawler: Crawler, stat: Stat) -> None:
    assert _verdict(crawler, {**GOOD, stat: "data/x: read-only."}).code is Code.STORAGE


def test_acknowledged_gap_that_is_no_more_is_named(crawler: Crawler) -> None:
    verdict = _verdict(crawler, {**GOOD, Stat.OUTDATED_ACKNOWLEDGED: 2}, outdated=("a.example/1: 5",))
    assert verdict.code is Code.COMPLETE
    assert "BRIEFINGS_ACKNOWLEDGED: a.example/1: 5; 1 more in the log." in verdict.sentence


@pytest.mark.parametrize("stat", [Stat.SPIDER_ERRORS, Stat.READER_ERRORS, Stat.ITEM_ERRORS, Stat.UNEXPLAINED_ERRORS])
def test_failure_of_the_program_is_a_crash(crawler: Crawler, stat: Stat) -> None:
    verdict = _verdict(crawler, {**GOOD, stat: 1})
    assert (verdict.code, "failed 1 time" in verdict.sentence) == (Code.CRASH, True)


@each("outcome", OUTCOMES)
def test_every_outcome_is_part_of_the_sum(crawler: Crawler, outcome: Stat) -> None:
    counts: Counts = {Stat.FOUND: 8, Stat.COMPLETE: 7, Stat.UNCHANGED: 7, Stat.NOT_DUE: 0}
    counts[outcome] = int(counts.get(outcome, 0)) + 1
    assert "add up" not in _verdict(crawler, counts).sentence
    less = _verdict(crawler, {**counts, Stat.FOUND: 9})
    assert (less.code, "1 unaccounted for" in less.sentence) == (Code.CRASH, True)
    more = _verdict(crawler, {**counts, Stat.FOUND: 7})
    assert (more.code, "1 counted twice" in more.sentence) == (Code.CRASH, True)


def test_the_sum_is_not_asked_of_a_run_that_was_stopped(crawler: Crawler) -> None:
    assert _verdict(crawler, {**GOOD, Stat.FOUND: 20}, "shutdown").code is Code.INTERRUPTED


def test_the_worst_gives_the_code_and_all_are_named(crawler: Crawler) -> None:
    worst_first: list[tuple[Code, Counts, str]] = [
        (Code.CRASH, {Stat.ITEM_ERRORS: 1}, "The program failed"),
        (Code.STORAGE, {Stat.STORAGE_ERROR: "data/x: full."}, "could not be written"),
        (Code.INTERRUPTED, {Stat.INTERRUPTED: 1}, "Interrupted"),
        (Code.BLOCKED, {Stat.BLOCKED: 1}, "refused"),
        (Code.INCOMPLETE, {Stat.INCOMPLETE: 1}, "incomplete"),
        (Code.REJECTED, {Stat.REJECTED: 1, Stat.NEW: 6}, "rejected.jsonl"),
    ]
    for first in range(len(worst_first)):
        rest = worst_first[first:]
        counts = {**GOOD, **{name: value for _, counts, _ in rest for name, value in counts.items()}}
        interrupted = any(code is Code.INTERRUPTED for code, _, _ in rest)
        verdict = _verdict(crawler, counts, "shutdown" if interrupted else "finished")
        assert verdict.code is rest[0][0]
        assert all(words in verdict.sentence for _, _, words in rest)


@pytest.mark.parametrize(
    ("counts", "reason", "code", "more"),
    [
        ({}, "finished", 0, ""),
        (
            {Stat.LOST_LISTS: 1, Stat.BLOCKED: 1},
            "finished",
            6,
            " Blocked by the site: 1 page refused. 1 list page not read.",
        ),
        ({}, "shutdown", 7, " Interrupted; run the same command to begin again."),
    ],
    ids=["well", "blocked", "interrupted"],
)
def test_a_dry_run_says_its_estimate_in_place_of_what_was_read(
    crawler: Crawler, counts: Counts, reason: str, code: int, more: str
) -> None:
    found: Counts = {Stat.FOUND: 9, Stat.LEFT_WAITING: 9, **counts}
    crawler.stats.set_stats({stat.value: value for stat, value in found.items()})
    verdict = read_verdict(RunAccount(crawler), reason, estimate="Dry run: 9 entries found.")
    assert verdict == Verdict(Code(code), f"Dry run: 9 entries found.{more}")
