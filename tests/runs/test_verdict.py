"""The code and the sentence of a run, from its counts."""

from typing import Any

import pytest

from briefings.runs.verdict import Code, read_verdict

GOOD: dict[str, Any] = {"briefings/complete": 7, "briefings/turns_read": 131, "briefings/new": 7}
GAP: dict[str, Any] = {
    "briefings/incomplete": 1,
    "briefings/turns_read": 4,
    "briefings/new": 1,
    "briefings/trouble": ["www.china.org.cn/41905968 lacks pages 1, 2 (http 404)"],
}
UNREAD: dict[str, Any] = {"briefings/unread": 1, "briefings/trouble": ["http://a.example/1 was not read (timeout)"]}


def test_complete_run() -> None:
    verdict = read_verdict(GOOD, "finished")
    assert (verdict.code, verdict.code.value) == (Code.COMPLETE, 0)
    assert verdict.sentence == "7 briefings (131 turns): 7 new, 0 revised, 0 unchanged, all complete."


def test_second_run_of_the_same() -> None:
    stats = {**GOOD, "briefings/new": 0, "briefings/unchanged": 7}
    assert read_verdict(stats, "finished").sentence == (
        "7 briefings (131 turns): 0 new, 0 revised, 7 unchanged, all complete."
    )


@pytest.mark.parametrize(("copies", "words"), [(1, "1 of them a copy"), (3, "3 of them copies")])
def test_copies_are_told(copies: int, words: str) -> None:
    assert read_verdict({**GOOD, "briefings/copies": copies}, "finished").sentence == (
        f"7 briefings (131 turns): 7 new, 0 revised, 0 unchanged, {words}, all complete."
    )


def test_incomplete_briefing_is_named_with_its_gap() -> None:
    verdict = read_verdict(GAP, "finished")
    assert (verdict.code, verdict.code.value) == (Code.INCOMPLETE, 3)
    assert verdict.sentence == (
        "1 briefing (4 turns): 1 new, 0 revised, 0 unchanged. 1 briefing incomplete:"
        " www.china.org.cn/41905968 lacks pages 1, 2 (http 404)."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unread", "1 briefing not read"),
        ("lost_lists", "1 list page not read"),
        ("poorer", "1 briefing poorer than what is kept, which stays"),
    ],
)
def test_other_ways_of_being_incomplete(name: str, words: str) -> None:
    verdict = read_verdict({**GOOD, f"briefings/{name}": 1}, "finished")
    assert verdict.code == Code.INCOMPLETE
    assert words in verdict.sentence
    assert "all complete" not in verdict.sentence


def test_troubles_that_were_not_kept_are_counted() -> None:
    assert "; 11 more in the log." in read_verdict({**GAP, "briefings/incomplete": 12}, "finished").sentence


def test_nothing_read_says_why() -> None:
    verdict = read_verdict(UNREAD, "finished")
    assert (verdict.code, verdict.code.value) == (Code.NOTHING, 4)
    assert verdict.sentence == "No briefing was read: http://a.example/1 was not read (timeout)."


@pytest.mark.parametrize(
    ("stats", "found"),
    [
        ({"briefings/galleries": 1}, "1 photo gallery"),
        ({"briefings/notices": 2}, "2 notices"),
        ({"briefings/list_pages": 1, "briefings/outside": 3}, "1 list page, 3 links that lead outside the source"),
    ],
)
def test_nothing_read_says_what_was_found_instead(stats: dict[str, Any], found: str) -> None:
    verdict = read_verdict(stats, "finished")
    assert (verdict.code, verdict.sentence) == (Code.NOTHING, f"No briefing was read. Found instead: {found}.")


def test_run_without_any_count_is_not_a_success() -> None:
    assert read_verdict({}, "finished").code == Code.NOTHING


@pytest.mark.parametrize("reason", ["shutdown", None])
def test_interrupted_run_says_how_to_go_on(reason: str | None) -> None:
    verdict = read_verdict({"briefings/complete": 1, "briefings/interrupted": 2}, reason)
    assert (verdict.code, verdict.code.value) == (Code.INTERRUPTED, 7)
    assert "Interrupted with 2 briefings under way; the same command goes on from here." in verdict.sentence


def test_run_ended_by_a_bound_names_it() -> None:
    assert "Interrupted (closespider_timeout);" in read_verdict(GOOD, "closespider_timeout").sentence


def test_storage_error_is_told_as_it_came() -> None:
    verdict = read_verdict({"briefings/storage_error": "data/x: No space left. Free some."}, "storage")
    assert (verdict.code, verdict.sentence) == (
        Code.STORAGE,
        "The data could not be written: data/x: No space left. Free some.",
    )


def test_storage_error_at_the_very_end_counts_though_the_run_finished() -> None:
    verdict = read_verdict({**GOOD, "briefings/storage_error": "data/x: read-only."}, "finished")
    assert (verdict.code, verdict.code.value) == (Code.STORAGE, 8)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"briefings/blocked": 1}, "The site does not let us: 1 page was refused."),
        ({"briefings/blocked": 2, "briefings/rate_limited": 3}, "2 pages were refused, 3 rate limited."),
    ],
)
def test_refused_by_the_site(counts: dict[str, Any], words: str) -> None:
    verdict = read_verdict({**UNREAD, **counts}, "finished")
    assert (verdict.code, verdict.code.value) == (Code.BLOCKED, 6)
    assert words in verdict.sentence


def test_acknowledged_gaps_are_told_and_fail_nothing() -> None:
    verdict = read_verdict({**GOOD, "briefings/acknowledged": 1}, "finished")
    assert (verdict.code, verdict.sentence) == (
        Code.COMPLETE,
        "8 briefings (131 turns): 7 new, 0 revised, 0 unchanged, 1 incomplete as acknowledged, the others complete.",
    )


def test_acknowledged_gap_that_is_no_more_is_told() -> None:
    stats = {**GOOD, "briefings/outdated_acknowledged": 2, "briefings/outdated": ["a.example/1: 5"]}
    verdict = read_verdict(stats, "finished")
    assert verdict.code == Code.COMPLETE
    assert verdict.sentence.endswith(
        "all complete. Not missing any more, take off BRIEFINGS_ACKNOWLEDGED: a.example/1: 5; 1 more in the log."
    )


def test_lists_known_to_be_empty_are_no_failure() -> None:
    verdict = read_verdict({"briefings/empty_lists": 1}, "finished")
    assert (verdict.code, verdict.sentence.endswith("the lists are known to be empty.")) == (Code.COMPLETE, True)


def test_what_vanished_is_told_and_fails_nothing() -> None:
    verdict = read_verdict({**GOOD, "briefings/vanished": 2}, "finished")
    assert verdict.code == Code.COMPLETE
    assert verdict.sentence.endswith("all complete. 2 vanished at the source, their texts stay.")
    assert read_verdict({"briefings/vanished": 1}, "finished").code == Code.COMPLETE


def test_rejected_records() -> None:
    verdict = read_verdict({**GOOD, "briefings/rejected": 2}, "finished")
    assert (verdict.code, verdict.code.value) == (Code.REJECTED, 5)
    assert verdict.sentence.endswith("2 records broke the schema and went to rejected.jsonl.")


@pytest.mark.parametrize("name", ["spider_exceptions/count", "briefings/reader_errors", "briefings/item_errors"])
def test_failure_of_the_program_is_a_crash(name: str) -> None:
    verdict = read_verdict({**GOOD, name: 1}, "finished")
    assert (verdict.code, verdict.code.value) == (Code.CRASH, 1)
    assert "The program failed 1 time" in verdict.sentence


def test_the_worst_gives_the_code_and_all_are_told() -> None:
    worst_first: list[tuple[Code, dict[str, Any], str]] = [
        (Code.CRASH, {"briefings/item_errors": 1}, "The program failed"),
        (Code.STORAGE, {"briefings/storage_error": "data/x: full."}, "The data could not be written"),
        (Code.INTERRUPTED, {"briefings/interrupted": 1}, "Interrupted"),
        (Code.BLOCKED, {"briefings/blocked": 1}, "refused"),
        (Code.INCOMPLETE, {"briefings/unread": 1}, "not read"),
        (Code.REJECTED, {"briefings/rejected": 1}, "rejected.jsonl"),
    ]
    for first in range(len(worst_first)):
        rest = worst_first[first:]
        stats = {**GOOD, **{name: value for _, counts, _ in rest for name, value in counts.items()}}
        interrupted = any(code is Code.INTERRUPTED for code, _, _ in rest)
        verdict = read_verdict(stats, "shutdown" if interrupted else "finished")
        assert verdict.code == rest[0][0]
        assert all(words in verdict.sentence for _, _, words in rest)
